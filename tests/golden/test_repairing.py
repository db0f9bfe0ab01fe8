"""Faults that are planted in a site with a term behind it: each is found, a trial changes nothing, and repairing leaves a sound site."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from support import SECRET_KEY

from quizapp.config import read_settings
from quizapp.services.site import maintenance, repairing

COMPUTED = {
    "memory doubled": ("UPDATE memory SET stability = stability * 2 WHERE user_id = 3", "memory"),
    "memory due on another day": (
        "UPDATE memory SET due = '2031-01-01' WHERE question_id = (SELECT min(question_id) FROM memory)",
        "memory",
    ),
    "memory asked on another day": ("UPDATE memory SET ask_day = '2031-01-01' WHERE rowid_is_first", "memory"),
    "memory lost": ("DELETE FROM memory WHERE rowid_is_first", "memory"),
    "memory with one answer too many": ("UPDATE memory SET answers = answers + 1 WHERE rowid_is_first", "memory"),
    "memory of what was never answered": (
        "INSERT INTO memory SELECT user_id, {question}, {memory} FROM memory WHERE rowid_is_first",
        "memory",
    ),
    "title of another deck": ("UPDATE deck SET title = 'Harbours' WHERE id = 'every-type'", "titles or facts"),
    "fact of another question": (
        "UPDATE question SET fact = 'nothing' WHERE id = (SELECT min(id) FROM question WHERE archived = 0)",
        "titles or facts",
    ),
    "question brought back": ("UPDATE question SET archived = 1 - archived WHERE deck_id = 'renamed'", "titles or facts"),
    "totals raised": ("UPDATE day_total SET answers = answers + 3", "daily totals"),
    "totals with other points": ("UPDATE day_total SET points = points + 0.5 WHERE day = (SELECT max(day) FROM day_total)", "daily totals"),
    "totals lost": ("DELETE FROM day_total WHERE day = (SELECT max(day) FROM day_total)", "daily totals"),
    "totals of an idle day": ("INSERT INTO day_total SELECT user_id, '2019-05-05', 4, 2.0, 100 FROM day_total LIMIT 1", "daily totals"),
    "points raised": ("UPDATE attempt SET points = points + 1 WHERE closed_at IS NOT NULL", "points of quizzes"),
    "points lost": ("UPDATE attempt SET points = NULL WHERE closed_at IS NOT NULL", "points of quizzes"),
}
UNANSWERED = "(SELECT max(id) FROM question WHERE id NOT IN (SELECT question_id FROM answer))"
KEYS = {"answer": ("user_id",), "memory": ("user_id", "question_id")}
FIRST = "(user_id, question_id) = (SELECT user_id, question_id FROM memory ORDER BY 1, 2 LIMIT 1)"

ORPHANS = {
    "answer of nobody": "INSERT INTO answer SELECT 999, {answer} FROM answer LIMIT 1",
    "answers without their account": "DELETE FROM account WHERE id = (SELECT user_id FROM answer LIMIT 1)",
    "positions without their attempt": "DELETE FROM attempt WHERE n = (SELECT max(attempt) FROM position)",
    "report on no answer": "UPDATE report SET answer_n = 9999",
    "amendment of no answer": "UPDATE amendment SET answer_n = 9999 WHERE n = (SELECT max(n) FROM amendment)",
    "answer to no question": "DELETE FROM question WHERE id = (SELECT question_id FROM answer LIMIT 1)",
    "answer to no version": "DELETE FROM version WHERE id = (SELECT version_id FROM answer LIMIT 1)",
    "members of no class": "DELETE FROM classroom",
    "assignment of no deck": "UPDATE assignment SET deck_id = 'nothing'",
    "mark of no attempt": "UPDATE mark SET attempt = 77 WHERE attempt IS NOT NULL",
    "made in no class": "UPDATE account SET made_in = 77 WHERE id = 2",
    "sign-in of nobody": "UPDATE sign_in SET user_id = 77",
    "draft of no revision": "UPDATE draft SET revision_id = 9999",
    "attempt for no assignment": "UPDATE attempt SET assignment_id = 77 WHERE assignment_id IS NOT NULL",
    "note on no deck": "UPDATE note SET deck_id = 'nothing'",
}


@pytest.fixture
def site(tmp_path, opened):
    """The settings of a copy of the site."""
    shutil.copy(opened, tmp_path / "quizapp.db")
    return read_settings({"INSTANCE": tmp_path, "SECRET_KEY": SECRET_KEY}, {})


def plant(site, statement):
    with closing(sqlite3.connect(site.database_file)) as connection:
        columns = {name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] for name in ("answer", "memory")}
        rest = {name: ", ".join(each for each in found if each not in KEYS[name]) for name, found in columns.items()}
        statement = statement.format(question=UNANSWERED, **rest)
        changed = connection.execute(statement.replace("rowid_is_first", FIRST)).rowcount
        connection.commit()
    assert changed


def dumped(site):
    """Every row of every table, in a fixed order."""
    with closing(sqlite3.connect(site.database_file)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        return {table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in tables}


def repair(site, clock):
    repairing.repair(site, repairing.look(site), clock.now)
    assert repairing.look(site).lines == []
    assert maintenance.check(site) == []


def test_a_site_without_faults_has_none(site):
    assert repairing.look(site).lines == []
    assert [path.name for path in (site.instance / "backups").iterdir()] == [], "the copy for the trial is gone"


@pytest.mark.robust
@pytest.mark.parametrize("kind", COMPUTED)
def test_what_is_computed_from_answers_is_computed_again(site, clock, kind):
    before = dumped(site)
    statement, word = COMPUTED[kind]
    plant(site, statement)
    planted = dumped(site)

    for _ in range(2):
        (line,) = repairing.look(site).lines
        assert str(line).startswith(word)
    assert dumped(site) == planted, "a trial changes nothing"
    repair(site, clock)

    assert dumped(site) == before


@pytest.mark.robust
@pytest.mark.parametrize("kind", ORPHANS)
def test_rows_that_refer_to_nothing_are_deleted_or_emptied(site, clock, kind):
    plant(site, ORPHANS[kind])
    planted = dumped(site)

    found = repairing.look(site)

    assert found.orphans.total()
    assert "that are not there" in str(found.lines[0])
    assert dumped(site) == planted
    repair(site, clock)
    repaired = dumped(site)
    for table in ("deck", "revision", "account", "log_entry"):
        assert len(repaired[table]) == len(planted[table])


def test_a_reference_that_may_be_empty_is_emptied_and_the_row_is_kept(site, clock):
    for kind in ("draft of no revision", "attempt for no assignment", "made in no class"):
        plant(site, ORPHANS[kind])
    planted = dumped(site)

    repair(site, clock)

    repaired = dumped(site)
    assert {table: len(rows) for table, rows in repaired.items()} == {table: len(rows) for table, rows in planted.items()}


def test_a_deck_without_its_revision_has_its_newest_one_again(site, clock):
    before = dumped(site)
    plant(site, "UPDATE deck SET revision_id = 9999 WHERE revision_id IS NOT NULL")

    repair(site, clock)

    assert dumped(site)["deck"] == before["deck"]


def test_every_kind_at_once(site, clock):
    for statement, _ in COMPUTED.values():
        plant(site, statement)
    for kind in ("answer of nobody", "report on no answer", "sign-in of nobody"):
        plant(site, ORPHANS[kind])

    found = repairing.look(site)

    words = " ".join(map(str, found.lines))
    for expected in (
        "rows of answer",
        "rows of report",
        "rows of sign_in",
        "memory is not",
        "daily totals",
        "points of quizzes",
        "titles or facts",
    ):
        assert expected in words
    kept = repairing.repair(site, found, clock.now)
    assert repairing.look(site).lines == []
    with closing(sqlite3.connect(kept)) as copy:
        assert copy.execute("SELECT count(*) FROM answer WHERE user_id = 999").fetchone() == (1,), "the copy is from before"


def test_a_trial_without_a_copy_changes_nothing_either(site):
    for kind in ("sign-in of nobody", "report on no answer"):
        plant(site, ORPHANS[kind])
    plant(site, COMPUTED["memory doubled"][0])
    planted = dumped(site)

    with maintenance.connected(site):
        found = repairing._try(repairing._undone, iter)

    assert (found.orphans.total(), len(found.memories)) == (6, 1)
    assert dumped(site) == planted


def test_what_cannot_be_read_is_named_and_left(site, clock):
    plant(site, "UPDATE answer SET day = 'long ago' WHERE n = 1 AND user_id = (SELECT min(user_id) FROM answer)")

    found = repairing.look(site)

    assert len(found.unreadable) == 1
    assert any("cannot be repaired" in str(line) for line in found.lines)
