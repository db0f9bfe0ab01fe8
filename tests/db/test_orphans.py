"""Every column that names a row of another table is one that `db check` follows, or has a reason not to be."""

import re

from quizapp.db.base import Base
from quizapp.db.site import orphans

NAMING = re.compile(r".+_id|attempt|answer_n|made_in|by_id")
"""The names of columns that hold the key of another row."""

KEPT = {
    ("deck", "revision_id"): "a deck without its revision gets its newest one",
    ("answer", "attempt"): "an answer counts for memory, whatever became of its quiz",
    ("import_job", "deck_id"): "a job names the draft that it made, also when that was deleted",
    ("amendment", "regrade_id"): "what a re-grade changed stays changed",
}


def test_every_reference_is_followed():
    followed = {(one.table.name, column) for one in orphans.references() for column in one.columns}
    naming = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if NAMING.fullmatch(column.name) and (table.name, column.name) not in KEPT
    }

    assert naming - followed == set()
    assert set(KEPT) & followed == set()
