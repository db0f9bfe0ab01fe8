"""A deck whose folder was renamed keeps what was learnt in it."""

import pytest
from sqlalchemy import insert, select, update
from support import WRONG, visitor_of

from quizapp.db.base import transaction
from quizapp.db.learning import begun_decks, decks, former_names
from quizapp.db.models import Answer, AssignmentRow, ClassDeck, DeckRow, FormerName, MemoryRow, MyDeck, QuestionRow, Revision
from quizapp.services.authoring import publishing
from quizapp.services.classes import classes

DECK = """
title: Ropes
{more}
questions:
  - {{id: hold, type: short_answer, prompt: What holds a ship?, answer: anchor}}
  - {{id: turn, type: short_answer, prompt: What turns a ship?, answer: rudder}}
  - {{id: pull, type: short_answer, prompt: What pulls a ship?, answer: sail}}
"""


@pytest.fixture
def bank(tmp_path, app, clock):
    """Publish a folder of the bank: `bank("ropes")`; `bank("knots", gone="ropes")` after it was renamed."""

    def publish(name, *, gone="", more=""):
        for old in filter(None, [gone]):
            (tmp_path / old).rename(tmp_path / name)
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "deck.yaml").write_text(DECK.format(more=more), "utf-8")
        with app.app_context():
            return publishing.publish_folder(tmp_path / name, clock.now)

    return publish


def study(guest, deck):
    page = guest.page(f"/study/{deck}")
    return guest.answer(page, WRONG[page.type])


def rows(app, table):
    with app.app_context(), transaction(write=False) as connection:
        return list(connection.execute(select(table.__table__)))


def of(app, table, deck):
    return [row for row in rows(app, table) if row.deck_id == deck]


def test_answers_memory_and_revisions_move_to_the_new_name(app, bank, guest):
    assert bank("ropes").status == "published"
    study(guest, "ropes")
    before = rows(app, Answer), rows(app, MemoryRow), {row.id for row in of(app, QuestionRow, "ropes")}

    published = bank("cordage", gone="ropes", more="formerly: [ropes]")

    assert (published.status, published.problems) == ("published", [])
    assert rows(app, Answer) == before[0]
    assert rows(app, MemoryRow) == before[1]
    assert {row.id for row in of(app, QuestionRow, "cordage")} == before[2]
    assert [row.number for row in of(app, Revision, "cordage")] == [1, 2]
    assert "ropes" not in {row.id for row in rows(app, DeckRow)}
    assert guest.get("/study/feedback/1").status_code == 200
    assert guest.get("/decks/cordage").status_code == 200
    assert guest.get("/decks/ropes").location == "/decks/cordage"


def test_publishing_again_changes_nothing(bank):
    bank("ropes")
    bank("cordage", gone="ropes", more="formerly: [ropes]")
    assert bank("cordage", more="formerly: [ropes]").status == "unchanged"


def test_a_new_deck_with_the_questions_of_one_that_vanished_is_published_with_a_warning(bank, app):
    bank("ropes")
    published = bank("cordage", gone="ropes")
    assert published.status == "published"
    assert [(problem.severity, problem.code) for problem in published.problems] == [("warning", "deck-renamed")]
    assert "formerly: [ropes]" in published.problems[0].worded(str)

    assert bank("cordage", more="formerly: [ropes]").status == "published"  # nobody has studied the new deck
    assert "ropes" not in {row.id for row in rows(app, DeckRow)}
    assert [row.number for row in of(app, Revision, "cordage")] == [1, 2]


def test_a_copy_beside_the_old_folder_is_no_renaming(bank, app):
    bank("ropes")
    assert bank("cordage", more="formerly: [ropes]").problems == []
    assert {"ropes", "cordage"} <= {row.id for row in rows(app, DeckRow)}


def test_a_late_word_of_the_old_name_heals_what_the_new_name_was_given_in_the_meantime(bank, app, guest, student, teacher, clock):
    bank("ropes")
    study(guest, "ropes")
    answers = rows(app, Answer)
    bank("cordage", gone="ropes")
    hana = visitor_of(teacher)
    with app.app_context():
        older, newer = (classes.create(hana, name, "", clock.now) for name in ("9a", "9b"))
        with transaction(write=True) as connection:
            [pupil] = connection.scalars(select(MyDeck.user_id).where(MyDeck.deck_id == "ropes"))
            connection.execute(update(MyDeck).values(stopped=True))
            given = [(older, "ropes"), (older, "cordage"), (newer, "cordage")]
            connection.execute(insert(ClassDeck).values([{"class_id": number, "deck_id": deck} for number, deck in given]))
            for user_id in (pupil, student.id):
                begun_decks.start_deck(connection, user_id, "cordage", clock.now.date())
            due = {
                "class_id": newer,
                "deck_id": "cordage",
                "kind": "study",
                "title": "Ropes",
                "opens_at": clock.now,
                "created_at": clock.now,
            }
            [assigned] = connection.execute(insert(AssignmentRow).values(due)).inserted_primary_key

    published = bank("cordage", more="formerly: [ropes]")

    assert (published.status, published.problems) == ("published", [])
    assert rows(app, Answer) == answers
    assert {row.class_id for row in of(app, ClassDeck, "cordage")} == {older, newer}
    assert {row.user_id: row.stopped for row in of(app, MyDeck, "cordage")} == {pupil: False, student.id: False}
    assert [row.id for row in of(app, AssignmentRow, "cordage")] == [assigned]
    assert [row.number for row in of(app, Revision, "cordage")] == [1, 2]


def test_two_decks_that_were_studied_stay_two(bank, app, guest):
    bank("ropes")
    study(guest, "ropes")
    bank("cordage", gone="ropes")
    study(guest, "cordage")

    published = bank("cordage", more="formerly: [ropes]")

    assert (published.status, [problem.code for problem in published.problems]) == ("kept", ["deck-history"])
    assert {"ropes", "cordage"} <= {row.id for row in rows(app, DeckRow)}
    assert len(rows(app, Answer)) == 2


def test_every_table_that_names_a_deck_is_renamed(app, bank):
    bank("ropes")
    with app.app_context(), transaction(write=True) as connection:
        decks.rename(connection, "ropes", "cordage")
        for column in decks._naming(DeckRow.__table__):
            assert "ropes" not in set(connection.scalars(select(column)))


def former(app):
    return {(row.name, row.deck_id) for row in rows(app, FormerName)}


def test_names_move_along_when_a_deck_is_renamed_again(app, bank):
    bank("ropes")
    bank("cordage", gone="ropes", more="formerly: [ropes]")
    bank("knots", gone="cordage", more="formerly: [cordage]")
    assert former(app) == {("ropes", "knots"), ("cordage", "knots")}

    bank("ropes", gone="knots", more="formerly: [knots]")

    assert former(app) == {("cordage", "ropes"), ("knots", "ropes")}, "its own name is no former one"


def test_names_move_along_with_a_deck_that_replaces_one_that_nobody_has_used(app, bank, tmp_path):
    bank("ropes")
    bank("cordage", gone="ropes", more="formerly: [ropes]")
    bank("lines")
    bank("knots", gone="lines", more="formerly: [lines]")
    (tmp_path / "cordage").rename(tmp_path / "gone")

    bank("knots", more="formerly: [cordage, lines]")

    assert former(app) == {(name, "knots") for name in ("cordage", "lines", "ropes")}


def test_a_name_leads_to_the_deck_that_had_it_last(app, bank):
    bank("ropes")
    bank("cordage", gone="ropes", more="formerly: [ropes]")
    bank("ropes")
    bank("knots", gone="ropes", more="formerly: [ropes]")
    assert former(app) == {("ropes", "knots")}


def test_a_deck_that_is_removed_has_no_former_names(app, bank):
    bank("ropes")
    bank("cordage", gone="ropes", more="formerly: [ropes]")
    with app.app_context(), transaction(write=True) as connection:
        assert decks.drop_unused(connection, "cordage")
        assert former_names.of(connection, "cordage") == []
        assert former_names.leads_to(connection, "ropes", 0) is None
