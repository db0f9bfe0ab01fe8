"""How hard the questions of a deck were: the sums that leave with it, and those that came with it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from quizapp.db.base import add_missing, values_of
from quizapp.db.learning import running_numbers
from quizapp.db.learning.running_numbers import SUMS
from quizapp.db.models import BroughtRow, QuestionNumbersRow, QuestionRow, Version
from quizapp.domain.memory.brought import BroughtNumbers
from quizapp.domain.memory.running import QuestionNumbers


def given_here(connection: Connection, deck_id: str) -> dict[str, QuestionNumbers]:
    """Return the sums over the answers that were given here to the questions of a deck as it is now, by key."""
    columns = QuestionNumbersRow.__table__.c
    query = (
        select(QuestionRow.key, *(columns[name] for name in SUMS))
        .join(QuestionRow, QuestionRow.id == QuestionNumbersRow.question_id)
        .where(QuestionNumbersRow.deck_id == deck_id, QuestionNumbersRow.current, QuestionNumbersRow.brought.is_(False))
    )
    return {key: QuestionNumbers(*sums) for key, *sums in connection.execute(query)}


def put(connection: Connection, deck_id: str, brought: Mapping[str, BroughtNumbers]) -> None:
    """Keep what a new deck brings, by key, until it is published."""
    if brought:
        rows = [{"deck_id": deck_id, "key": key, "digest": one.digest, **values_of(one.numbers)} for key, one in brought.items()]
        connection.execute(insert(BroughtRow), rows)


def settle(connection: Connection, deck_id: str, versions: Mapping[str, tuple[int, int]]) -> None:
    """Give the questions of a deck that is published, by key, what they have brought; what they were about may not have changed."""
    columns = BroughtRow.__table__.c
    query = select(BroughtRow.key, BroughtRow.digest, *(columns[name] for name in SUMS)).where(BroughtRow.deck_id == deck_id)
    brought = {(versions[key][1], digest): sums for key, digest, *sums in connection.execute(query) if key in versions}
    if brought:
        found = connection.execute(select(Version.id, Version.digest).where(Version.id.in_({version for version, _ in brought})))
        kept = {version: values_of(QuestionNumbers(*brought[version, digest])) for version, digest in found if (version, digest) in brought}
        lines = running_numbers.lines(connection, kept)
        rows = [{"deck_id": deck_id, "question_id": one.question, "version_id": one.version, **kept[key]} for key, one in lines.items()]
        add_missing(connection, QuestionNumbersRow, [{**row, "brought": True} for row in rows])
    connection.execute(delete(BroughtRow).where(BroughtRow.deck_id == deck_id))
