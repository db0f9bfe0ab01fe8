"""The running numbers of questions and learners: sums of what the answers that count say about them.

An answer keeps what it adds by the grade it was stored with, which never changes. What it adds by its grade of record follows from that
(`contributed`), so whatever changes an answer subtracts what it added before and adds what it adds now (`changing`). The rows of questions
are shared by everybody: they are written last before the commit, after the learner's own, in the order of their keys.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, and_, bindparam, func, select, true, update
from sqlalchemy.orm import aliased

from quizapp.db.base import USER, add_missing, held, upsert, values_of
from quizapp.db.learning.grades_of_record import RATING
from quizapp.db.learning.predictions import COUNTING
from quizapp.db.learning.stored_answers import AMENDED
from quizapp.db.learning.stored_memories import MEMORY, read_memory
from quizapp.db.models import Answer, LearnerNumbersRow, MemoryRow, QuestionNumbersRow, QuestionRow, Version
from quizapp.db.people.stored_accounts import IN_USE
from quizapp.domain.memory.memory import Memory
from quizapp.domain.memory.running import Contribution, LearnerNumbers, QuestionNumbers, known
from quizapp.domain.memory.scheduling import Rating

SUMS = tuple(QuestionNumbers.__dataclass_fields__)
"""The columns of a question's numbers."""

NEGLIGIBLE = 1e-9
"""What is added and subtracted again may leave less than this."""

ROUNDED = 1e-6
"""The difference below which two sums are the same."""

_KEYS = ("question_id", "version_id", "brought")

LINE: ColumnElement[int] = func.coalesce(Version.numbers_of, Version.id)
"""The version whose running numbers a version shares."""


class Line(NamedTuple):
    """The versions of a question with one key; `version` is the first of them."""

    deck: str
    question: int
    version: int


@dataclass(slots=True)
class Added:
    """What some answers add to the numbers of their questions and their learner."""

    questions: dict[Line, QuestionNumbers] = field(default_factory=dict)
    learner: LearnerNumbers = field(default_factory=LearnerNumbers)

    @classmethod
    def of(cls, line: Line, outcome: Contribution) -> Added:
        """Return what one answer adds."""
        found = cls()
        found.add(line, outcome)
        return found

    def add(self, line: Line, outcome: Contribution, times: int = 1) -> None:
        """Add an answer, or subtract it with `times` -1."""
        self.questions[line] = self.questions.get(line, QuestionNumbers()).plus(outcome, times)
        self.learner = self.learner.plus(outcome, times)


_CONTRIBUTED = (
    select(
        QuestionRow.deck_id.label("deck"),
        Answer.question_id.label("question"),
        LINE.label("version"),
        Answer.user_id,
        Answer.rating.label("before"),
        RATING.label("rating"),
        AMENDED.label("amended"),
        Answer.recall,
        Answer.layered,
        Answer.residual,
        Answer.surplus,
        Answer.guess,
    )
    .join(Version, Version.id == Answer.version_id)
    .join(QuestionRow, QuestionRow.id == Answer.question_id)
    .where(Answer.residual.is_not(None), *COUNTING)
)


def _sums(*which: Any) -> Any:
    """Select the sums of some numbers of a deck, of answers given here and brought."""
    columns = QuestionNumbersRow.__table__.c
    summed = (func.coalesce(func.sum(columns[name]), 0).label(name) for name in SUMS)
    return select(*summed).where(QuestionNumbersRow.deck_id == bindparam("deck"), *which).subquery()


_ASKED = aliased(QuestionRow)
_QUESTION: BindParameter[int] = bindparam("question")
_ON_FACT = (
    select(QuestionRow.id)
    .join(_ASKED, and_(_ASKED.deck_id == QuestionRow.deck_id, _ASKED.fact == QuestionRow.fact))
    .where(_ASKED.id == _QUESTION)
)
_OWN = _sums(QuestionNumbersRow.question_id == _QUESTION, QuestionNumbersRow.version_id == bindparam("version"))
_FACT = _sums(QuestionNumbersRow.question_id.in_(_ON_FACT), QuestionNumbersRow.current)
_EVERYBODY = _sums(QuestionNumbersRow.current)
_BEFORE = (
    select(
        *_OWN.c,
        *_FACT.c,
        *_EVERYBODY.c,
        LearnerNumbersRow.residuals,
        LearnerNumbersRow.information,
        IN_USE.label("weights"),
        MemoryRow.question_id,
        *MEMORY,
    )
    .select_from(_OWN.join(_FACT, true()).join(_EVERYBODY, true()))
    .outerjoin(LearnerNumbersRow, LearnerNumbersRow.user_id == USER)
    .outerjoin(MemoryRow, and_(MemoryRow.user_id == USER, MemoryRow.question_id.in_(_ON_FACT)))
)
_STORED_OF_LEARNER = select(LearnerNumbersRow.residuals, LearnerNumbersRow.information).where(LearnerNumbersRow.user_id == USER)
_STORED = select(
    QuestionNumbersRow.deck_id,
    QuestionNumbersRow.question_id,
    QuestionNumbersRow.version_id,
    *(QuestionNumbersRow.__table__.c[name] for name in SUMS),
).where(QuestionNumbersRow.brought.is_(False))
_OF_LEARNER = _CONTRIBUTED.where(Answer.user_id == USER)


def contributed(row: Row[Any]) -> Contribution:
    """Return what a stored answer says by its grade of record; one that its learner claims was right counts as right."""
    was, floor = row.before > Rating.AGAIN, row.guess or 0.0
    stored = Contribution(row.recall is None, known(right=was, floor=floor), row.residual, row.recall, row.layered, row.surplus)
    return stored.regraded(before=was, right=row.amended == "right" or row.rating > Rating.AGAIN, floor=floor)


@dataclass(frozen=True, slots=True)
class NumbersBefore:
    """What is known before an answer: the numbers of the question, its fact, everybody and the learner, and the memories of its fact.

    `weights` is the number of the set of weights to predict it with.
    """

    question: QuestionNumbers
    fact: QuestionNumbers
    everybody: QuestionNumbers
    learner: LearnerNumbers
    memories: Mapping[int, Memory]
    weights: int


def before(connection: Connection, user_id: int, line: Line) -> NumbersBefore:
    """Return what is known before an answer of a learner to a version with these numbers, in one statement."""
    values = {"user_id": user_id, "deck": line.deck, "question": line.question, "version": line.version}
    rows = connection.execute(_BEFORE, values).all()
    first = rows[0]
    question, fact, everybody = (QuestionNumbers(*first[start : start + len(SUMS)]) for start in range(0, 3 * len(SUMS), len(SUMS)))
    learner = LearnerNumbers(first.residuals or 0.0, first.information or 0.0)
    memories = {row.question_id: read_memory(row) for row in rows if row.question_id is not None}
    return NumbersBefore(question, fact, everybody, learner, memories, first.weights)


@contextmanager
def changing(connection: Connection, user_id: int, question_ids: Collection[int], *, absorbs: int = 0) -> Iterator[None]:
    """Let the answers of a learner to some questions be changed, and change the running numbers accordingly at the end.

    Those of a guest whom the learner `absorbs` are taken out at the same time, in one pass over the rows of questions.
    """
    query = _OF_LEARNER.where(Answer.question_id.in_(question_ids))
    found = Added(_taken_out(connection, [absorbs]) if absorbs else {})
    for row in connection.execute(query, {"user_id": user_id}).all():
        found.add(_line(row), contributed(row), -1)
    yield
    for row in connection.execute(query, {"user_id": user_id}):
        found.add(_line(row), contributed(row))
    add(connection, user_id, found)


def add(connection: Connection, user_id: int, found: Added) -> None:
    """Add to the numbers of a learner and, last, to those of questions. What adds up to nothing is not written."""
    if not _nothing(found.learner):
        upsert(connection, LearnerNumbersRow, {"user_id": user_id}, {}, add=values_of(found.learner))
    _add_to_questions(connection, found.questions)


@contextmanager
def take_out(connection: Connection, user_ids: Collection[int]) -> Iterator[None]:
    """Let all answers of some people be deleted, and subtract them from the numbers of questions at the end."""
    found = _taken_out(connection, user_ids)
    yield
    _add_to_questions(connection, found)


def lines(connection: Connection, version_ids: Collection[int]) -> dict[int, Line]:
    """Return where the running numbers of some versions are, by version."""
    query = select(Version.id, QuestionRow.deck_id, QuestionRow.id, LINE).join(QuestionRow, QuestionRow.id == Version.question_id)
    return {row[0]: Line(*row[1:]) for row in connection.execute(query.where(Version.id.in_(version_ids)))}


def learner_numbers(connection: Connection, user_id: int) -> tuple[LearnerNumbers, LearnerNumbers]:
    """Return the numbers of a learner as they are stored, and as their answers add up."""
    row = connection.execute(_STORED_OF_LEARNER, {"user_id": user_id}).one_or_none()
    found = Added()
    for answer in connection.execute(_OF_LEARNER, {"user_id": user_id}):
        found.add(_line(answer), contributed(answer))
    return LearnerNumbers(*row) if row else LearnerNumbers(), found.learner


def set_learner(connection: Connection, user_id: int, numbers: LearnerNumbers) -> None:
    """Store the numbers of a learner."""
    upsert(connection, LearnerNumbersRow, {"user_id": user_id}, values_of(numbers))


def wrong(connection: Connection) -> dict[Line, tuple[QuestionNumbers | None, QuestionNumbers]]:
    """Return the numbers of questions that are not what the answers add up to: as stored, None without a row, and as they should be.

    All answers are read. In a transaction that reads, answers and numbers are of one moment.
    """
    stored = {Line(*row[:3]): QuestionNumbers(*row[3:]) for row in connection.execute(_STORED)}
    found = Added()
    for row in connection.execute(_CONTRIBUTED):
        found.add(_line(row), contributed(row))
    pairs = {line: (stored.get(line), found.questions.get(line, QuestionNumbers())) for line in stored.keys() | found.questions.keys()}
    return {line: (was, right) for line, (was, right) in pairs.items() if not near(was or QuestionNumbers(), right)}


def correct(connection: Connection, found: Mapping[Line, tuple[QuestionNumbers | None, QuestionNumbers]]) -> int:
    """Store the numbers that were found wrong, and return how many; those that an answer has changed since are left alone."""
    corrected = 0
    for line, (was, right) in sorted(found.items()):
        if was is None:
            _add_to_questions(connection, {line: right})
            corrected += 1
            continue
        same = (QuestionNumbersRow.__table__.c[name] == value for name, value in values_of(was).items())
        here = (QuestionNumbersRow.deck_id == line.deck, QuestionNumbersRow.question_id == line.question)
        which = (*here, QuestionNumbersRow.version_id == line.version, QuestionNumbersRow.brought.is_(False), *same)
        corrected += connection.execute(update(QuestionNumbersRow).where(*which).values(values_of(right))).rowcount
    return corrected


def near(one: LearnerNumbers | QuestionNumbers, other: LearnerNumbers | QuestionNumbers) -> bool:
    """Return whether two sums are the same, but for what adding in another order rounds."""
    return all(abs(getattr(one, name) - value) < ROUNDED for name, value in values_of(other).items())


def are_open(connection: Connection, deck_id: str, versions: Mapping[int, int]) -> bool:
    """Return whether the current version of each question of a deck has its numbers, and these are the current ones."""
    wanted = connection.scalars(select(LINE).where(Version.id.in_(list(versions.values()))))
    rows = select(QuestionNumbersRow.version_id, QuestionNumbersRow.current).where(QuestionNumbersRow.deck_id == deck_id)
    stored = connection.execute(rows.where(QuestionNumbersRow.brought.is_(False))).all()
    return {row.version_id for row in stored if row.current} == set(wanted)


def open_lines(connection: Connection, deck_id: str, versions: Mapping[int, int]) -> None:
    """Give the current version of each question of a deck, by question, its numbers, and note which of them are current.

    The rows are taken in the order in which answers take them.
    """
    found = select(Version.question_id, LINE).where(Version.id.in_(list(versions.values())))
    lines = dict(connection.execute(found.order_by(Version.question_id)).all())
    add_missing(
        connection,
        QuestionNumbersRow,
        [{"deck_id": deck_id, "question_id": question, "version_id": line, "brought": False} for question, line in lines.items()],
    )
    of_deck = QuestionNumbersRow.deck_id == deck_id
    rows = select(QuestionNumbersRow.question_id).where(of_deck).order_by(*(QuestionNumbersRow.__table__.c[key] for key in _KEYS))
    connection.execute(held(connection, rows)).all()
    mine = update(QuestionNumbersRow).where(of_deck)
    connection.execute(mine.values(current=QuestionNumbersRow.version_id.in_(list(lines.values()))))


def _taken_out(connection: Connection, user_ids: Collection[int]) -> dict[Line, QuestionNumbers]:
    """Return what takes everything that some people have answered out of the numbers of questions."""
    found = Added()
    for row in connection.execute(_CONTRIBUTED.where(Answer.user_id.in_(user_ids))):
        found.add(_line(row), contributed(row), -1)
    return found.questions


def _line(row: Row[Any]) -> Line:
    return Line(row.deck, row.question, row.version)


def _nothing(numbers: LearnerNumbers | QuestionNumbers) -> bool:
    return not any(abs(value) > NEGLIGIBLE for value in values_of(numbers).values())


def _add_to_questions(connection: Connection, found: Mapping[Line, QuestionNumbers]) -> None:
    for line, numbers in sorted(found.items()):
        if not _nothing(numbers):
            keys = {"deck_id": line.deck, "question_id": line.question, "version_id": line.version, "brought": False}
            upsert(connection, QuestionNumbersRow, keys, {}, add=values_of(numbers))
