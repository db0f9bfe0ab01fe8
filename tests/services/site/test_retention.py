"""What is kept how long is said in one table, which knows every table about people and is that of the document."""

from datetime import date

import pytest
from support import ROOT

from quizapp.config import read_settings
from quizapp.db.base import Base
from quizapp.db.people import personal
from quizapp.services.site import retention


def test_every_table_about_people_is_in_the_table_of_what_is_kept():
    listed = {table for rule in retention.RULES for table in rule.tables}
    known = {table.name for table in Base.metadata.sorted_tables}
    people = {model.__tablename__ for model in (*personal.PERSONAL, *personal.NAMED)}

    assert people <= listed <= known
    assert set(retention.LEARNERS) <= people


def test_the_document_has_the_table():
    rows = [f"| {' | '.join(row)} |" for row in retention.table()]

    assert "\n".join(["| what | kept | why |", "|---|---|---|", *rows]) in (ROOT / "docs" / "operating.md").read_text("utf-8")


def test_a_site_says_its_own_months(tmp_path):
    settings = read_settings({"INSTANCE": tmp_path, "KEEP_STUDENTS": "18"}, {})

    assert retention.kept(retention.STUDENTS, settings).startswith("18 months after the last of these: their last visit")
    assert retention.kept(retention.CLASSES, settings) == "nothing is erased by age: QUIZAPP_KEEP_CLASSES is not set"
    assert "`QUIZAPP_KEEP_LOG` months" in retention.kept(retention.LOG)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 3, 2), -18, date(2024, 9, 2)),
    ],
)
def test_months_have_their_own_lengths(day, months, later):
    assert retention.months_after(day, months) == later
