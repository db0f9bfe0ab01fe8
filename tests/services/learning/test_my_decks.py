"""A deck is stopped, resumed, or started over."""

import pytest
from sqlalchemy import insert, select

from quizapp.db.base import transaction
from quizapp.db.models import Answer, MemoryRow, MyDeck, QuestionRow, Version
from quizapp.services.errors import NotFound
from quizapp.services.learning import my_decks


@pytest.fixture
def decks(database):
    with transaction(write=False) as connection:
        return list(connection.scalars(select(QuestionRow.deck_id).distinct().order_by(QuestionRow.deck_id)))[:2]


@pytest.fixture
def begin(clock, decks):
    """Let somebody begin a deck and answer its first two questions."""

    def begin(user_id, deck):
        day = clock.now.date()
        held = {"stability": 3.0, "difficulty": 5.0, "last": day, "due": day, "first_day": day, "ask_day": day, "answers": 1, "lapses": 0}
        with transaction(write=True) as connection:
            connection.execute(insert(MyDeck).values(user_id=user_id, deck_id=deck, started_on=day))
            query = select(QuestionRow.id, Version.id.label("version")).join(Version, Version.question_id == QuestionRow.id)
            for question in connection.execute(query.where(QuestionRow.deck_id == deck).order_by(QuestionRow.id).limit(2)).all():
                n = (connection.scalar(select(Answer.n).where(Answer.user_id == user_id).order_by(Answer.n.desc()).limit(1)) or 0) + 1
                given = {"response": "[]", "score": 1.0, "verdict": "right", "rating": 3, "day": day, "context": "study", "at": clock.now}
                place = {"question_id": question.id, "version_id": question.version, "nonce": str(n)}
                connection.execute(insert(Answer).values(user_id=user_id, n=n, **place, **given))
                state = held | {"streak": 1, "proven": False, "tested": True}
                connection.execute(insert(MemoryRow).values(user_id=user_id, question_id=question.id, **state))

    return begin


def shown(user_id):
    return [(deck.id, deck.stopped, deck.held) for deck in my_decks.listing(user_id)]


def test_decks_are_listed_with_what_is_remembered(begin, decks, student, other_student, clock):
    begin(student.id, decks[1])
    clock.advance(days=1)
    begin(student.id, decks[0])
    assert shown(student.id) == [(decks[1], False, 2), (decks[0], False, 2)]
    assert shown(other_student.id) == []


def test_a_stopped_deck_keeps_everything(begin, decks, student, other_student):
    for person in (student, other_student):
        begin(person.id, decks[0])
    my_decks.set_stopped(student.id, decks[0], stopped=True)
    assert shown(student.id) == [(decks[0], True, 2)]
    assert shown(other_student.id) == [(decks[0], False, 2)]
    my_decks.set_stopped(student.id, decks[0], stopped=False)
    assert shown(student.id) == [(decks[0], False, 2)]


def test_a_deck_started_anew_is_forgotten_and_its_answers_are_kept(begin, decks, student, other_student):
    for person in (student, other_student):
        begin(person.id, decks[0])
    begin(student.id, decks[1])
    my_decks.set_stopped(student.id, decks[0], stopped=True)
    my_decks.start_anew(student.id, decks[0])
    assert shown(student.id) == [(decks[0], False, 0), (decks[1], False, 2)]
    assert shown(other_student.id) == [(decks[0], False, 2)]
    with transaction(write=False) as connection:
        query = select(MyDeck.deck_id, MyDeck.anew_after).where(MyDeck.user_id == student.id).order_by(MyDeck.deck_id)
        assert connection.execute(query).all() == [(decks[0], 4), (decks[1], 0)]
        assert len(connection.execute(select(Answer.n).where(Answer.user_id == student.id)).all()) == 4


@pytest.mark.parametrize(
    "change", [lambda user, deck: my_decks.set_stopped(user, deck, stopped=True), my_decks.start_anew], ids=["stop", "anew"]
)
@pytest.mark.parametrize("deck", ["", "no-such-deck", "\x00"])
def test_a_deck_that_was_not_begun_cannot_be_changed(database, student, change, deck, decks):
    for name in (deck, decks[0]):
        with pytest.raises(NotFound):
            change(student.id, name)
