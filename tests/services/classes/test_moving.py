"""A deck of the bank folder is copied to be edited, and a class moves to the copy with what it knows."""

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from support import visitor_of

from quizapp.db.base import transaction
from quizapp.db.classes import stored_classes
from quizapp.db.learning import begun_decks, decks, running_numbers, stored_answers, stored_memories
from quizapp.db.learning.stored_answers import StoredAnswer
from quizapp.db.models import Answer, ClassDeck, DayTotal
from quizapp.db.quizzes import stored_attempts
from quizapp.db.quizzes.stored_attempts import StoredPosition
from quizapp.services.authoring import drafts, publishing
from quizapp.services.classes import classes, moving
from quizapp.services.errors import Invalid, NotAllowed, NotFound
from quizapp.services.grading import assigning, my_assignments
from quizapp.services.grading.assigning import Typed
from quizapp.services.learning import answering, editions, holding_back, memories
from quizapp.services.people.accounts import Visitor
from quizapp.services.quizzes import attempts


@pytest.fixture
def classroom(hana, student, clock):
    class_id = classes.create(hana, "9b", "", clock.now)
    classes.give(hana, class_id, "harbour", clock.now)
    with transaction(write=True) as connection:
        stored_classes.add_member(connection, class_id, student.id, role="student", name="Sora", now=clock.now)
    return class_id


@pytest.fixture
def copy(hana, clock):
    """A published copy in which one question was removed and another has a new key."""

    def make(**changes):
        copy = moving.copy_to_edit(hana, "harbour", clock.now)
        files = drafts.read(hana, copy).files
        for old, new in changes.get("texts", ()):
            assert any(old in text for text in files.values()), old
            files = {name: text.replace(old, new) for name, text in files.items()}
        draft = drafts.save(hana, copy, 1, files, clock.now)
        publishing.publish_draft(hana, copy, draft.n, "", "class", clock.now)
        return copy

    return make


@pytest.fixture
def studied(database, student, clock):
    """Days of study of a student: right and wrong, in study, in a quiz and on the cards page; one undone, one claimed to be right."""
    for day in range(4):
        with transaction(write=True) as connection:
            stored_answers.take(connection, student.id)
            begun_decks.start_deck(connection, student.id, "harbour", clock.now.date())
            shown = editions.current(connection, "harbour", student.id)
            for place, (question_id, version_id) in enumerate([*shown.versions.values()][day : day + 7]):
                n = stored_answers.newest(connection, student.id)[0] + 1
                right = (place + day) % 3 > 0
                answer = StoredAnswer(
                    user_id=student.id,
                    n=n,
                    question_id=question_id,
                    version_id=version_id,
                    response='["x"]',
                    score=float(right),
                    verdict="right" if right else "wrong",
                    rating=3 if right else 1,
                    hint=False,
                    ms=4000,
                    recall=None,
                    day=clock.now.date(),
                    context=("study", "quiz", "cards")[place % 3],
                    attempt=None,
                    position=None,
                    nonce=f"given-{n}",
                    at=clock.now,
                )
                line = running_numbers.lines(connection, [version_id])[version_id]
                answering.remember(connection, answer, running_numbers.before(connection, student.id, line).memories)
                if place in {2, 3}:
                    kind = "undo" if place == 2 else "right"
                    stored_answers.add_amendment(connection, student.id, n, kind=kind, day=clock.now.date(), now=clock.now)
        clock.advance(days=1)
    memories.rebuild_learner(student.id)


def held(user_id, deck_id):
    """The memories of a learner in a deck, by the key of the question."""
    with transaction(write=False) as connection:
        keys = {row: key for key, row in decks.keys(connection, deck_id).items()}
        return {keys[row]: memory for row, memory in stored_memories.memories(connection, user_id).items() if row in keys}


def totals(user_id):
    with transaction(write=False) as connection:
        return connection.execute(select(DayTotal.day, DayTotal.answers, DayTotal.points).where(DayTotal.user_id == user_id)).all()


def test_a_copy_has_the_files_of_the_deck_and_belongs_to_who_made_it(hana, mio, clock):
    copy = moving.copy_to_edit(hana, "harbour", clock.now)
    draft = drafts.read(hana, copy)

    assert (copy, draft.copied_from, draft.owners, draft.visibility) == ("harbour-copy", "harbour", ["hana"], "draft")
    assert publishing.preview(hana, copy).ready
    assert moving.copy_to_edit(mio, "harbour", clock.now) == "harbour-copy-2"
    with pytest.raises(NotFound):
        drafts.read(mio, copy)
    with pytest.raises(NotFound):
        moving.copy_to_edit(mio, copy, clock.now)


def test_a_student_copies_nothing(database, student, clock):
    with pytest.raises(NotFound):
        moving.copy_to_edit(visitor_of(student), "harbour", clock.now)


def test_a_class_moves_with_its_memory_and_rebuilding_gives_the_same(hana, classroom, copy, studied, student, clock):
    target = copy()
    before, days = held(student.id, "harbour"), totals(student.id)
    plan = moving.plan(hana, target, classroom)
    assert before
    assert (plan.students, plan.memories, plan.missing, plan.rekeyed, plan.done) == (1, len(before), (), (), False)
    assert held(student.id, target) == {}  # nothing is done before it is confirmed

    assert moving.move(hana, target, classroom, clock.now) == 1

    assert held(student.id, target) == before
    memories.rebuild_learner(student.id)
    assert held(student.id, target) == held(student.id, "harbour") == before
    assert totals(student.id) == days
    with transaction(write=False) as connection:
        given = connection.scalars(select(ClassDeck.deck_id).where(ClassDeck.class_id == classroom)).all()
    assert given == [target]
    assert moving.plan(hana, target, classroom).done
    with transaction(write=False) as connection:
        mine = {deck.deck for deck in begun_decks.shelf(connection, student.id) if deck.mine}
    assert mine == {target}


@pytest.fixture
def before_last(monkeypatch):
    """Do something in the middle of a move of one student: before the transaction in which the class loses the old deck."""

    def interrupt(action):
        steps = iter([lambda: None, lambda: None, action])

        def begun(*, write):
            next(steps)()
            return transaction(write=write)

        monkeypatch.setattr(moving, "transaction", begun)

    return interrupt


def answered(connection, user_id, clock, *, nonce):
    """One answer to the first question of the deck."""
    stored_answers.take(connection, user_id)
    begun_decks.start_deck(connection, user_id, "harbour", clock.now.date())
    question_id, version_id = next(iter(editions.current(connection, "harbour", user_id).versions.values()))
    answer = StoredAnswer(
        user_id=user_id,
        n=stored_answers.newest(connection, user_id)[0] + 1,
        question_id=question_id,
        version_id=version_id,
        response='["x"]',
        score=1.0,
        verdict="right",
        rating=3,
        hint=False,
        ms=4000,
        recall=None,
        day=clock.now.date(),
        context="study",
        attempt=None,
        position=None,
        nonce=nonce,
        at=clock.now,
    )
    line = running_numbers.lines(connection, [version_id])[version_id]
    answering.remember(connection, answer, running_numbers.before(connection, user_id, line).memories)


def test_what_is_answered_while_the_class_moves_is_moved_too(hana, classroom, copy, studied, student, clock, before_last):
    target = copy()

    def answer():
        with transaction(write=True) as connection:
            answered(connection, student.id, clock, nonce="meanwhile")

    before_last(answer)
    moving.move(hana, target, classroom, clock.now)

    assert held(student.id, target) == held(student.id, "harbour")
    with transaction(write=False) as connection:
        nonces = connection.scalars(select(Answer.nonce).where(Answer.user_id == student.id)).all()
        mine = {deck.deck for deck in begun_decks.shelf(connection, student.id) if deck.mine}
    assert "meanwhile" in nonces
    assert len(nonces) == len(set(nonces))
    assert mine == {target}


def test_who_joins_while_the_class_moves_moves_with_it(hana, classroom, copy, other_student, clock, before_last):
    target = copy()

    def join():
        with transaction(write=True) as connection:
            answered(connection, other_student.id, clock, nonce="earlier")
            stored_classes.add_member(connection, classroom, other_student.id, role="student", name="Yuna", now=clock.now)

    before_last(join)
    assert moving.move(hana, target, classroom, clock.now) == 2
    assert held(other_student.id, target) == held(other_student.id, "harbour") != {}


def test_moving_goes_on_after_an_interruption_and_brings_nothing_twice(hana, classroom, copy, studied, student, clock, monkeypatch):
    target = copy()
    before = held(student.id, "harbour")
    monkeypatch.setattr(moving.memories, "rebuild", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        moving.move(hana, target, classroom, clock.now)
    monkeypatch.undo()
    assert held(student.id, target) == {}
    assert not moving.plan(hana, target, classroom).done
    moving.move(hana, target, classroom, clock.now)
    with transaction(write=True) as connection:  # as if it had stopped before the class lost the old deck
        count = len(connection.scalars(select(Answer.n).where(Answer.user_id == student.id)).all())
        stored_classes.give(connection, classroom, "harbour")
    moving.move(hana, target, classroom, clock.now)

    assert held(student.id, target) == before
    with transaction(write=False) as connection:
        assert len(connection.scalars(select(Answer.n).where(Answer.user_id == student.id)).all()) == count
    with pytest.raises(Invalid):
        moving.move(hana, target, classroom, clock.now)


def test_what_does_not_match_is_named_and_starts_anew(hana, classroom, copy, studied, student, clock):
    target = copy(texts=[("answer: the Anvil", "answer: the Bellows")])
    plan = moving.plan(hana, target, classroom)
    [rekeyed] = plan.rekeyed
    moving.move(hana, target, classroom, clock.now)

    assert rekeyed not in held(student.id, target)
    assert held(student.id, target).keys() == held(student.id, "harbour").keys() - {rekeyed}


def test_no_class_moves_while_a_quiz_holds_its_verdicts_back(hana, classroom, copy, student, clock, moment):
    quiz = Typed(title="Harbour", due="2026-03-06T14:00", size="9", feedback="close")
    made = assigning.create(hana, classroom, "harbour", "quiz", quiz, ZoneInfo("UTC"), clock.now)
    sora, moved = visitor_of(student), copy()
    n = my_assignments.start(sora, made, moment(), "seed").n
    with transaction(write=True) as connection:
        given = {"settled": False, "nonce": "nonce", "ms": 1000, "at": clock.now}
        stored_attempts.save_position(connection, StoredPosition(sora.id, n, 1, '["x"]', 0.0, "wrong", **given))
    attempts.hand_in(sora, n, moment())
    for work in (moving.plan, lambda *where: moving.move(*where, clock.now)):
        with pytest.raises(Invalid, match="held"):
            work(hana, moved, classroom)
    clock.advance(days=5)
    holding_back.release(clock.now)
    assert moving.move(hana, moved, classroom, clock.now) == 1


def test_only_who_owns_the_copy_and_teaches_the_class_moves_it(hana, mio, classroom, copy, student, clock):
    target = copy()
    for who in (mio, visitor_of(student), Visitor()):
        for refused in (moving.plan, lambda *args: moving.move(*args, clock.now)):
            with pytest.raises((NotFound, NotAllowed)):
                refused(who, target, classroom)
    theirs = classes.create(mio, "8a", "", clock.now)
    for class_id in (theirs, 999):
        with pytest.raises(NotFound):
            moving.move(hana, target, class_id, clock.now)


def test_a_copy_that_is_not_published_takes_no_class(hana, classroom, clock):
    copy = moving.copy_to_edit(hana, "harbour", clock.now)
    with pytest.raises(Invalid):
        moving.plan(hana, copy, classroom)
