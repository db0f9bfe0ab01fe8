"""Revisions and owners: listed, compared, restored; added, removed, handed over; withdrawn and deleted."""

import pytest
from sqlalchemy import select, update
from support import RIVERS, visitor_of

from quizapp.db.base import transaction
from quizapp.db.models import LogEntry, Revision
from quizapp.services.authoring import drafts, editing, owners, publishing, revisions
from quizapp.services.authoring.drafts import Conflict
from quizapp.services.authoring.editing import DraftPiece
from quizapp.services.classes import classes
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.learning import editions
from quizapp.services.people.accounts import Visitor
from quizapp.services.site import administration

SECOND = RIVERS.replace("very long", "rather long")
THIRD = (
    SECOND[: SECOND.index("  - id: wide")]
    + "  - {id: deep, statement: Deep., questions: [{type: flashcard, prompt: Deep?, answer: Yes.}]}\n"
)


@pytest.fixture
def rivers(hana, clock):
    return drafts.create(hana, "Rivers", "en", clock.now, {"deck.yaml": RIVERS})


@pytest.fixture
def three(hana, rivers, clock):
    for number, text in enumerate((RIVERS, SECOND, THIRD), start=1):
        draft = drafts.save(hana, rivers, drafts.read(hana, rivers).n, {"deck.yaml": text}, clock.now)
        publishing.publish_draft(hana, rivers, draft.n, f"State {number}", "class", clock.now)
    return rivers


def logged(deck_id):
    with transaction(write=False) as connection:
        query = select(LogEntry.actor, LogEntry.action, LogEntry.detail).where(LogEntry.object == f"deck:{deck_id}").order_by(LogEntry.id)
        return [tuple(row) for row in connection.execute(query)]


def test_revisions_say_by_whom_why_and_how_many_questions_changed(hana, three):
    listed = revisions.listing(hana, three)

    assert [(one.number, one.by, one.why, one.changed, one.questions) for one in listed] == [
        (3, "hana", "State 3", 2, 2),  # one new, one removed
        (2, "hana", "State 2", 1, 2),
        (1, "hana", "State 1", 2, 2),
    ]


def test_two_revisions_are_compared_by_fact_question_and_line(hana, three):
    comparison = revisions.compare(hana, three, 2, 1)
    [changed] = comparison.differences

    assert (comparison.old.number, comparison.new.number) == (1, 2)
    assert (changed.kind, changed.of, changed.id) == ("changed", "fact", "long")
    [(name, pieces)] = changed.fields
    assert name == "statement"
    assert [(piece.kind, piece.text) for piece in pieces if piece.kind != "same"] == [("old", "very"), ("new", "rather")]
    [(file, lines)] = comparison.files
    assert file == "deck.yaml"
    assert "-    statement: The Nile is very long." in lines
    later = revisions.compare(hana, three, 1, 3).differences
    assert {(one.kind, one.of, one.id) for one in later} == {
        ("changed", "fact", "long"),
        ("new", "fact", "deep"),
        ("new", "question", "deep-flashcard"),
        ("removed", "fact", "wide"),
        ("removed", "question", "wide-short-answer"),
    }


def test_an_old_revision_comes_back_into_the_draft_alone(hana, three, clock):
    draft = revisions.restore(hana, three, 1, 3, clock.now)

    assert draft.files == {"deck.yaml": RIVERS}
    assert (draft.changed, draft.revision) == (True, 3)
    publishing.publish_draft(hana, three, draft.n, "", "class", clock.now)
    assert revisions.listing(hana, three)[0].number == 4


def test_a_revision_without_its_text_is_compared_by_question_and_cannot_come_back(hana, three, clock):
    with transaction(write=True) as connection:
        connection.execute(update(Revision).where(Revision.deck_id == three, Revision.number == 1).values(files=""))

    assert revisions.compare(hana, three, 1, 2).files is None
    assert revisions.compare(hana, three, 1, 2).differences
    with pytest.raises(Invalid):
        revisions.restore(hana, three, 1, 3, clock.now)


@pytest.mark.parametrize(("a", "b"), [(1, 4), (0, 1), (-1, 2)])
def test_a_revision_that_never_was_is_not_found(hana, three, a, b, clock):
    with pytest.raises(NotFound):
        revisions.compare(hana, three, a, b)
    with pytest.raises(NotFound):
        revisions.restore(hana, three, 4, 3, clock.now)


def test_every_teacher_reads_the_history_of_a_folder_deck_and_only_owners_that_of_theirs(hana, mio, three, student, clock):
    assert revisions.listing(mio, "harbour")
    for who in (mio, visitor_of(student), Visitor()):
        for refused in (
            lambda who=who: revisions.listing(who, three),
            lambda who=who: revisions.compare(who, three, 1, 2),
            lambda who=who: revisions.restore(who, three, 1, 3, clock.now),
            lambda who=who: owners.listing(who, three),
            lambda who=who: owners.add(who, three, "mio", clock.now),
            lambda who=who: owners.remove(who, three, hana.id, 3, clock.now),
            lambda who=who: owners.withdraw(who, three, clock.now),
            lambda who=who: owners.delete(who, three, 3, clock.now),
        ):
            with pytest.raises(NotFound):
                refused()
    with pytest.raises(NotFound):
        revisions.restore(mio, "harbour", 1, 0, clock.now)


def test_owners_share_a_deck_and_the_last_one_stays(hana, mio, rivers, clock):
    owners.add(hana, rivers, " MIO ", clock.now)
    assert drafts.read(mio, rivers).owners == ["hana", "mio"]
    with pytest.raises(Invalid):
        owners.add(mio, rivers, "mio", clock.now)
    owners.remove(mio, rivers, hana.id, 1, clock.now)
    with pytest.raises(NotFound):
        drafts.read(hana, rivers)
    with pytest.raises(Invalid) as refused:
        owners.remove(mio, rivers, mio.id, 1, clock.now)
    with pytest.raises(NotFound):
        owners.remove(mio, rivers, hana.id, 1, clock.now)

    assert (refused.value.field, refused.value.code) == ("owner", "last")
    assert logged(rivers) == [("hana", "shared", "mio"), ("mio", "unshared", "hana")]


@pytest.mark.parametrize("username", ["sora", "nobody", "", "%"])
def test_only_teachers_become_owners(hana, rivers, student, clock, username):
    with pytest.raises(Invalid):
        owners.add(hana, rivers, username, clock.now)


def test_a_withdrawn_deck_is_closed_to_learners_and_comes_back(hana, three, student, clock):
    class_id = classes.create(hana, "9b", "", clock.now)
    classes.give(hana, class_id, three, clock.now)
    with transaction(write=True) as connection:
        from quizapp.db.classes import stored_classes

        stored_classes.add_member(connection, class_id, student.id, role="student", name="Sora", now=clock.now)

    def readable():
        with transaction(write=False) as connection:
            try:
                return editions.current(connection, three, student.id).deck.id == three
            except NotFound:
                return False

    assert readable()
    owners.withdraw(hana, three, clock.now)
    assert not readable()
    with pytest.raises(Invalid):
        owners.withdraw(hana, three, clock.now)
    publishing.publish_draft(hana, three, drafts.read(hana, three).n, "", "class", clock.now)
    assert readable()
    assert len(revisions.listing(hana, three)) == 3


def test_only_a_deck_that_was_never_published_is_deleted(hana, rivers, three, clock):
    with pytest.raises(Invalid):
        owners.delete(hana, three, 3, clock.now)
    fresh = drafts.create(hana, "Fresh", "en", clock.now)
    owners.delete(hana, fresh, 1, clock.now)
    with pytest.raises(NotFound):
        drafts.read(hana, fresh)


@pytest.mark.parametrize("based_on", [-1, 0, 3, 5])
@pytest.mark.parametrize("what", ["discard", "restore", "remove a fact", "remove a question", "remove an owner", "delete", "hand over"])
def test_nothing_is_done_to_a_draft_that_changed_since_it_was_seen(hana, mio, ryo, three, clock, what, based_on):
    owners.add(hana, three, "mio", clock.now)
    files = {"deck.yaml": THIRD.replace("title: Rivers", "title: Streams")}
    written = drafts.save(mio, three, 3, files, clock.now)
    action = {
        "discard": lambda: drafts.discard(hana, three, based_on, clock.now),
        "restore": lambda: revisions.restore(hana, three, 1, based_on, clock.now),
        "remove a fact": lambda: editing.remove(hana, three, DraftPiece("fact", fact="long"), based_on, clock.now),
        "remove a question": lambda: editing.remove(hana, three, DraftPiece("question", question="deep-flashcard"), based_on, clock.now),
        "remove an owner": lambda: owners.remove(hana, three, mio.id, based_on, clock.now),
        "delete": lambda: owners.delete(hana, three, based_on, clock.now),
        "hand over": lambda: administration.hand_over(ryo, three, "mio", based_on, clock.now),
    }[what]
    with pytest.raises(Conflict) as conflict:
        action()

    assert (conflict.value.by, conflict.value.at) == ("mio", clock.now)
    assert drafts.read(hana, three) == written
    assert [owner.username for owner in owners.listing(hana, three)] == ["hana", "mio"]
