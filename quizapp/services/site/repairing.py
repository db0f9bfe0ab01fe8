"""Faults in the rows of a sound database file: found in a trial that changes nothing, and repaired.

Rows that refer to nothing are deleted. What decks repeat of their revision, and what is computed from answers (memory, daily totals,
running numbers, points of quizzes), is stored again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from quizapp.config import Settings
from quizapp.db.base import Connection, transaction
from quizapp.db.learning import running_numbers
from quizapp.db.site import database, orphans
from quizapp.db.site.orphans import Orphans
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.services.learning import memories, repeating
from quizapp.services.quizzes import recounting
from quizapp.services.site import backups

NAMED = 10
"""How many accounts or decks a line names."""

Watch = Callable[[Sequence[int]], Iterable[int]]

UNREADABLE = (ValueError, TypeError, LookupError)
"""What reading a row raises that no version of the program has written."""


@dataclass(frozen=True, slots=True)
class Faults:
    """What was found: orphans, decks whose rows differ from their revision, accounts with a wrong memory or wrong daily totals, quizzes.

    `quizzes` are (user, number) of those with wrong points, `difficulties` the decks with wrong running numbers of questions.
    The rows of `unreadable` accounts have values that the program never writes, so what is computed from them is unknown.
    """

    orphans: Counter[Orphans]
    decks: list[str]
    memories: list[int]
    totals: list[int]
    quizzes: list[tuple[int, int]]
    unreadable: list[int]
    difficulties: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[Phrase]:
        """One line for each kind of fault."""
        texts = (
            (self.memories, N_("memory is not what the answers say: {count} (accounts {accounts})")),
            (self.totals, N_("daily totals are not what the answers say: {count} (accounts {accounts})")),
            ([user for user, _ in self.quizzes], N_("points of quizzes are not the sum of their positions: {count} (accounts {accounts})")),
            (self.unreadable, N_("rows cannot be read, and cannot be repaired: {count} (accounts {accounts})")),
        )
        found = [
            Phrase(N_("rows of {table} refer to rows of {parent} that are not there: {count}"), {**one._asdict(), "count": count})
            for one, count in self.orphans.items()
        ]
        if self.decks:
            text = N_("titles or facts are not those of the current revision: {count} (decks {decks})")
            found.append(Phrase(text, {"count": len(self.decks), "decks": _named(self.decks)}))
        if self.difficulties:
            text = N_("running numbers of questions are not what the answers say: {count} (decks {decks})")
            found.append(Phrase(text, {"count": len(self.difficulties), "decks": _named(self.difficulties)}))
        return found + [Phrase(text, {"count": len(users), "accounts": _named(users)}) for users, text in texts if users]


class _Undo(Exception):  # noqa: N818 - not an error: it ends a trial
    """Roll back what was tried."""


def look(settings: Settings, watch: Watch = iter) -> Faults:
    """Return the faults in a sound file with the program's schema: they are repaired in a copy, or in transactions that are undone.

    `watch` wraps the accounts, for example in a progress bar. Raises DatabaseUnavailable.
    """
    if settings.database_file is None:
        with database.connected(settings):
            return _try(_undone, watch)
    folder = backups.folder(settings)
    folder.mkdir(mode=0o700, exist_ok=True)
    trial = folder / f".trial.db.{uuid4().hex}"
    try:
        database.copy(settings.database_file, trial)
        with database.connected(replace(settings, database_url=f"sqlite:///{trial}", synchronous="NORMAL")):
            return _try(lambda: transaction(write=True), watch)
    finally:
        database.remove(trial)


def repair(settings: Settings, found: Faults, now: datetime) -> Path | None:
    """Repair the faults that were found, learner by learner, so that others can answer in the meantime; return the copy from before.

    Raises DatabaseUnavailable.
    """
    kept = backups.before(settings, "fix", now) if settings.database_file else None
    with database.connected(settings):
        with transaction(write=True) as connection:
            orphans.repair(connection)
            for deck_id in found.decks:
                repeating.repeat(connection, deck_id)
        for user_id in sorted({*found.memories, *found.totals}):
            memories.rebuild_learner(user_id)
        memories.rebuild_questions_numbers()
        with transaction(write=True) as connection:
            recounting.recount(connection, found.quizzes)
    return kept


def _try(step: Callable[[], AbstractContextManager[Connection]], watch: Watch) -> Faults:
    """Repair everything in the connected database. A trial keeps what the rest is computed from: decks, and no orphans."""
    with step() as connection:
        orphaned = orphans.repair(connection)
        decks = repeating.differing(connection)
        for deck_id in decks:
            repeating.repeat(connection, deck_id)
        users = orphans.with_caches(connection)
    found = Faults(orphaned, decks, [], [], [], [])
    for user_id in watch(users):
        try:
            with _undone() as connection:
                quizzes = recounting.miscounted(connection, user_id)
                memory, totals = memories.differences(connection, user_id)
        except UNREADABLE:
            found.unreadable.append(user_id)
            continue
        found.quizzes.extend((user_id, n) for n in quizzes)
        found.memories.extend([user_id] * memory)
        found.totals.extend([user_id] * totals)
    with suppress(*UNREADABLE), _undone() as connection:
        found.difficulties.extend(sorted({line.deck for line in running_numbers.wrong(connection)}))
    return found


@contextmanager
def _undone() -> Iterator[Connection]:
    """Run a transaction that changes nothing."""
    with suppress(_Undo), transaction(write=True) as connection:
        yield connection
        raise _Undo


def _named(found: Iterable[object]) -> str:
    names = [str(one) for one in dict.fromkeys(found)]
    return ", ".join(names[:NAMED]) + (", ..." if len(names) > NAMED else "")
