"""Drafts: created, changed by two people at once, published, discarded."""

import pytest
from sqlalchemy import select
from support import visitor_of

from quizapp.db.base import transaction
from quizapp.db.models import DeckRow, LogEntry, MemoryRow, Revision
from quizapp.services.authoring import drafts, publishing, revisions
from quizapp.services.authoring.drafts import Conflict
from quizapp.services.errors import Invalid, NotAllowed, NotFound
from quizapp.services.people.accounts import Visitor

DECK = """\
title: Rivers
language: en
facts:
  - id: long
    statement: The Nile is long.
    questions:
      - {type: true_false, prompt: The Nile is long., answer: true}
  - id: wide
    statement: The Amazon is wide.
    questions:
      - {type: short_answer, prompt: Which river is wide?, answer: the Amazon}
"""


@pytest.fixture
def rivers(hana, clock):
    return drafts.create(hana, "Rivers", "en", clock.now, {"deck.yaml": DECK})


@pytest.fixture
def publish(hana, clock):
    def make(deck_id, files=None, why=""):
        draft = drafts.read(hana, deck_id)
        if files:
            draft = drafts.save(hana, deck_id, draft.n, files, clock.now)
        return publishing.publish_draft(hana, deck_id, draft.n, why, "class", clock.now)

    return make


def with_(old, new):
    assert old in DECK
    return {"deck.yaml": DECK.replace(old, new)}


@pytest.mark.parametrize(
    ("title", "deck_id"),
    [
        ("Rivers of Peru", "rivers-of-peru"),
        ("Ríos  del Perú!", "rios-del-peru"),
        ("한국사 정상회담", "deck"),
        ("../../etc", "etc"),
        ("Harbour", "harbour-2"),  # a deck of the bank folder
        ("New", "new-2"),  # the address of a page
        ("answer", "answer-2"),
    ],
)
def test_the_id_of_a_deck_comes_from_its_title_and_is_free(hana, clock, title, deck_id):
    made = drafts.create(hana, title, "en", clock.now, {"deck.yaml": DECK})

    assert made == deck_id
    assert drafts.create(hana, title, "en", clock.now, {"deck.yaml": DECK}) not in {made, "harbour"}


def test_a_new_deck_begins_with_files_that_can_be_edited(hana, clock):
    draft = drafts.read(hana, drafts.create(hana, "강 이야기", "ko", clock.now))

    assert draft.title == "강 이야기"
    assert "강 이야기" in draft.files["deck.yaml"]
    assert (draft.visibility, draft.published, draft.owners) == ("draft", False, ["hana"])


@pytest.mark.parametrize("title", ["", "  ", "x" * 201, "a\u202eb"])
def test_a_title_that_cannot_be_shown_is_refused(hana, clock, title):
    with pytest.raises(Invalid):
        drafts.create(hana, title, "en", clock.now, {"deck.yaml": DECK})


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"../deck.yaml": ""}, "name"),
        ({".hidden.yaml": ""}, "name"),
        ({"": ""}, "name"),
        ({"a.txt": ""}, "name"),
        ({f"f{number}.yaml": "" for number in range(51)}, "many"),
        ({"deck.yaml": "x" * 1_000_001}, "large"),
        ({"deck.yaml": "x" * 900_000, "a.yaml": "x" * 900_000, "b.yaml": "x" * 900_000}, "large"),
        ({"deck.yaml": "\0"}, "characters"),
    ],
)
def test_files_that_no_deck_may_have_are_refused(hana, rivers, clock, files, code):
    with pytest.raises(Invalid) as refused:
        drafts.save(hana, rivers, 1, files, clock.now)

    assert refused.value.code == code
    assert drafts.read(hana, rivers).files == {"deck.yaml": DECK}


def test_only_teachers_make_decks_and_only_owners_and_admins_read_them(hana, mio, ryo, rivers, student, clock):
    sora = visitor_of(student)
    with pytest.raises(NotAllowed):
        drafts.create(sora, "Mine", "en", clock.now, {"deck.yaml": DECK})
    for who in (mio, sora, Visitor()):
        for refused in (
            lambda who=who: drafts.read(who, rivers),
            lambda who=who: drafts.save(who, rivers, 1, {"deck.yaml": ""}, clock.now),
            lambda who=who: drafts.discard(who, rivers, 1, clock.now),
            lambda who=who: publishing.preview(who, rivers),
            lambda who=who: publishing.publish_draft(who, rivers, 1, "", "class", clock.now),
        ):
            with pytest.raises(NotFound):
                refused()
    assert drafts.read(ryo, rivers).files == {"deck.yaml": DECK}


@pytest.mark.parametrize("deck_id", ["harbour", "nothing", "", "../x", "%", "har%"])
def test_a_deck_of_the_folder_or_none_at_all_has_no_draft(ryo, deck_id):
    with pytest.raises(NotFound):
        drafts.read(ryo, deck_id)


def test_changes_of_two_people_to_different_facts_are_brought_together(hana, ryo, rivers, clock):
    drafts.save(hana, rivers, 1, with_("is long.\n", "is very long.\n"), clock.now)
    after = drafts.save(ryo, rivers, 1, with_("is wide.", "is very wide."), clock.now)

    assert (after.n, after.merged, after.changed_by) == (3, "hana", "ryo")
    assert "The Nile is very long." in after.files["deck.yaml"]
    assert "The Amazon is very wide." in after.files["deck.yaml"]
    again = drafts.save(hana, rivers, 2, with_("is long.\n", "is the longest.\n"), clock.now)
    assert again.merged == "ryo"
    assert "The Nile is the longest." in again.files["deck.yaml"]
    assert "The Amazon is very wide." in again.files["deck.yaml"]


def test_changes_of_two_people_to_one_fact_are_a_conflict_and_nothing_is_lost(hana, ryo, rivers, clock):
    theirs = drafts.save(hana, rivers, 1, with_("is long.\n", "is very long.\n"), clock.now)
    with pytest.raises(Conflict) as conflict:
        drafts.save(ryo, rivers, 1, with_("is long.\n", "is the longest.\n"), clock.now)

    assert conflict.value.theirs.files == theirs.files
    assert (conflict.value.by, conflict.value.at) == ("hana", clock.now)
    assert conflict.value.clashes == (("deck.yaml", "long"),)
    assert drafts.read(hana, rivers).files == theirs.files


@pytest.mark.parametrize("based_on", [-1, 7])
def test_a_change_of_a_draft_that_never_was_is_a_conflict(hana, rivers, clock, based_on):
    with pytest.raises(Conflict):
        drafts.save(hana, rivers, based_on, with_("wide", "broad"), clock.now)


def test_the_same_change_twice_is_stored_once(hana, rivers, clock):
    for _ in range(2):
        assert drafts.save(hana, rivers, 1, with_("is wide", "is broad"), clock.now).n == 2


def test_a_published_deck_is_for_classes_and_its_revision_says_by_whom_and_why(hana, rivers, publish, database):
    publish(rivers, why="The first  one")

    draft = drafts.read(hana, rivers)
    assert (draft.visibility, draft.published, draft.revision, draft.changed) == ("class", True, 1, False)
    with transaction(write=False) as connection:
        row = connection.execute(select(Revision.by, Revision.why, Revision.files).where(Revision.deck_id == rivers)).one()
        logged = connection.execute(
            select(LogEntry.actor, LogEntry.action, LogEntry.detail).where(LogEntry.object == f"deck:{rivers}")
        ).one()
    assert (row.by, row.why) == ("hana", "The first one")
    assert DECK.splitlines()[0] in row.files
    assert tuple(logged) == ("hana", "published", "The first one")


def test_a_deck_with_errors_is_not_published_and_the_last_revision_stays(hana, rivers, publish, clock):
    publish(rivers)
    with pytest.raises(Invalid) as refused:
        publish(rivers, with_("answer: true", "answer: perhaps"))

    assert (refused.value.field, refused.value.code) == ("draft", "errors")
    assert drafts.read(hana, rivers).revision == 1
    assert not publishing.preview(hana, rivers).ready
    drafts.discard(hana, rivers, drafts.read(hana, rivers).n, clock.now)
    assert drafts.read(hana, rivers).files == {"deck.yaml": DECK}


def test_a_draft_that_has_moved_on_since_the_preview_is_not_published(hana, ryo, rivers, clock):
    seen = publishing.preview(hana, rivers).draft.n
    drafts.save(ryo, rivers, seen, with_("is wide", "is broad"), clock.now)
    with pytest.raises(Conflict):
        publishing.publish_draft(hana, rivers, seen, "", "class", clock.now)

    assert not drafts.read(hana, rivers).published


@pytest.mark.parametrize("before", [None, "is broad"])
def test_two_publications_of_one_draft_at_once_make_one_revision(hana, ryo, rivers, publish, clock, meanwhile, before):
    if before:
        publish(rivers)
        drafts.save(hana, rivers, 1, with_("is wide", before), clock.now)
    seen = drafts.read(hana, rivers)
    meanwhile(publishing, "load_texts", lambda: publishing.publish_draft(ryo, rivers, seen.n, "Mine", "class", clock.now))
    with pytest.raises(Invalid) as refused:
        publishing.publish_draft(hana, rivers, seen.n, "Twice", "class", clock.now)

    assert (refused.value.field, refused.value.code) == ("draft", "unchanged")
    assert drafts.read(hana, rivers).revision == (2 if before else 1)
    assert revisions.listing(hana, rivers)[0].why == "Mine"


@pytest.mark.parametrize("visibility", ["public", "archived", "draft", ""])
def test_a_deck_of_the_database_never_becomes_public(hana, rivers, clock, visibility):
    with pytest.raises(Invalid):
        publishing.publish_draft(hana, rivers, 1, "", visibility, clock.now)


def test_nothing_new_is_not_published_again(rivers, publish):
    publish(rivers)
    with pytest.raises(Invalid) as refused:
        publish(rivers)

    assert refused.value.code == "unchanged"


def remember(connection, user_id, deck_id, clock):
    from quizapp.db.learning import decks, stored_memories
    from quizapp.domain.memory.memory import Answered, advance
    from quizapp.domain.memory.scheduling import Rating

    rows = decks.keys(connection, deck_id)
    for question_id in rows.values():
        memory = advance(
            advance(None, Answered(clock.now.date(), Rating.EASY, right=True)), Answered(clock.now.date(), Rating.EASY, right=True)
        )
        stored_memories.save_memory(connection, user_id, question_id, memory)
    return rows


def test_the_preview_says_what_changes_for_how_many_learners(hana, rivers, publish, student, clock):
    publish(rivers)
    with transaction(write=True) as connection:
        remember(connection, student.id, rivers, clock)
    text = DECK.replace("Which river is wide?", "Which is the wide river?").replace("answer: true", "answer: false")
    text += "  - {id: new, statement: New., questions: [{type: flashcard, prompt: New?, answer: Yes.}]}\n"
    drafts.save(hana, rivers, 1, {"deck.yaml": text}, clock.now)
    changes = publishing.preview(hana, rivers)

    assert changes.ready
    assert [(one.question, one.learners) for one in changes.new] == [("new-flashcard", 0)]
    assert [(one.question, one.learners) for one in changes.reworded] == [("wide-short-answer", 1)]
    assert [(one.question, one.learners) for one in changes.rekeyed] == [("long-true-false", 1)]
    assert (changes.removed, changes.unchanged) == ([], 0)
    drafts.save(hana, rivers, 2, {"deck.yaml": DECK[: DECK.index("  - id: wide")]}, clock.now)
    changes = publishing.preview(hana, rivers)
    assert [(one.question, one.learners) for one in changes.removed] == [("wide-short-answer", 1)]
    assert changes.unchanged == 1


def test_a_question_whose_key_has_changed_is_asked_anew_and_no_other(rivers, publish, student, clock):
    publish(rivers)
    with transaction(write=True) as connection:
        rows = remember(connection, student.id, rivers, clock)
    clock.advance(hours=1)
    publish(rivers, with_("answer: true", "answer: false"))
    with transaction(write=False) as connection:
        found = dict(connection.execute(select(MemoryRow.question_id, MemoryRow.recheck)).all())
        asked = dict(connection.execute(select(MemoryRow.question_id, MemoryRow.ask_day)).all())

    assert found == {rows["long-true-false"]: True, rows["wide-short-answer"]: False}
    assert asked[rows["long-true-false"]] <= clock.now.date() < asked[rows["wide-short-answer"]]


def test_a_question_that_comes_back_with_another_key_is_asked_anew(hana, rivers, publish, student, clock):
    publish(rivers)
    with transaction(write=True) as connection:
        rows = remember(connection, student.id, rivers, clock)
    publish(rivers, {"deck.yaml": DECK[: DECK.index("  - id: wide")]})
    publish(rivers, with_("answer: the Amazon", "answer: the Congo"))
    with transaction(write=False) as connection:
        found = dict(connection.execute(select(MemoryRow.question_id, MemoryRow.recheck)).all())

    assert found == {rows["long-true-false"]: False, rows["wide-short-answer"]: True}


def test_a_folder_deck_asks_anew_too_and_keeps_its_files(app, student, clock, tmp_path):
    folder = tmp_path / "rivers"
    folder.mkdir()
    with app.app_context():
        for text in (DECK, DECK.replace("answer: true", "answer: false")):
            (folder / "deck.yaml").write_text(text)
            assert publishing.publish_folder(folder, clock.now).status == "published"
            with transaction(write=True) as connection:
                rechecked = connection.scalars(select(MemoryRow.recheck).where(MemoryRow.recheck)).all()
                remember(connection, student.id, "rivers", clock)
        with transaction(write=True) as connection:
            assert len(rechecked) == 1
            stored = connection.scalars(select(Revision.files).where(Revision.deck_id == "rivers")).all()
            assert all("title: Rivers" in files for files in stored)
            connection.execute(Revision.__table__.update().values(files=""))
        assert publishing.publish_folder(folder, clock.now).status == "unchanged"
        with transaction(write=False) as connection:
            stored = connection.scalars(select(Revision.files).where(Revision.deck_id == "rivers").order_by(Revision.number)).all()
    assert stored[0] == ""
    assert "answer: false" in stored[1]


def test_a_folder_with_the_id_of_a_deck_of_the_database_is_named_and_changes_nothing(hana, rivers, publish, clock, tmp_path):
    publish(rivers)
    folder = tmp_path / "rivers"
    folder.mkdir()
    for text in (DECK.replace("Rivers", "Streams"), "facts: ["):
        (folder / "deck.yaml").write_text(text)
        [published] = [one for one in publishing.publish_bank(tmp_path, clock.now) if one.deck == "rivers"]
        assert published.status == "kept"
        assert "deck-id-taken" in str(published.problems[0])
    (folder / "deck.yaml").unlink()
    publishing.publish_bank(tmp_path, clock.now)
    with transaction(write=False) as connection:
        row = connection.execute(select(DeckRow.visibility, DeckRow.problem, DeckRow.title).where(DeckRow.id == rivers)).one()
    assert tuple(row) == ("class", "", "Rivers")
