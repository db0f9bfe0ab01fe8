"""What is stored about what a learner does.

Tables of a learner start with `user_id` in key and index. Rows of `answer` are never updated and only deleted by erasure; later changes are
stored as an `amendment`. `memory`, `day_total` and `learner_numbers` are caches that can be rebuilt from both, and a page makes `forecast`
again.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db.base import Base
from quizapp.domain.questions.grading_rules import GRADING_RULES


class MyDeck(Base):
    """A deck that a learner started. Answers up to number `anew_after` no longer count for memory."""

    __tablename__ = "my_deck"

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"), primary_key=True)
    started_on: Mapped[date]
    stopped: Mapped[bool] = mapped_column(default=False, server_default=false())
    anew_after: Mapped[int] = mapped_column(default=0, server_default="0")


class Answer(Base):
    """One recorded response with its grade; `n` counts the learner's. `response` is a JSON list, empty for "I don't know".

    `rating` is None if the answer does not feed memory. `day` is the study day, `ms` the time taken, `recall` the recall by FSRS alone,
    `layered` the prediction that knows the question and the learner as well, `rules` the number of the rules that graded it
    (`GRADING_RULES`). `residual` and `surplus` are what it adds to running numbers by the grade it was stored with, `guess` is the chance
    of a right guess. `desired_retention` is the one in force then, in hundredths; None: the usual.
    """

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("user_id", "nonce"),
        Index("ix_answer_user_id_day", "user_id", "day"),
        Index("ix_answer_user_id_question_id", "user_id", "question_id", "n"),
        {"sqlite_with_rowid": False},
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"))
    response: Mapped[str] = mapped_column(Text)
    score: Mapped[float]
    verdict: Mapped[str] = mapped_column(String(8))
    rating: Mapped[int | None]
    hint: Mapped[bool] = mapped_column(default=False, server_default=false())
    ms: Mapped[int | None]
    recall: Mapped[float | None]
    day: Mapped[date]
    context: Mapped[str] = mapped_column(String(8))
    attempt: Mapped[int | None]
    position: Mapped[int | None]
    nonce: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    rules: Mapped[int] = mapped_column(SmallInteger, default=GRADING_RULES, server_default="1")
    layered: Mapped[float | None]
    residual: Mapped[float | None]
    surplus: Mapped[float | None]
    guess: Mapped[float | None]
    desired_retention: Mapped[int | None] = mapped_column(SmallInteger)


class Amendment(Base):
    """A later change to an answer; the newest amendment of an answer counts.

    `kind` is undo (it no longer counts), right (the learner claims so: it counts as right for the schedule, not for the grade), stands (the
    claim was undone: it counts as graded), regrade (re-graded because the key was wrong: `score`, `verdict` and `rating` are the new ones,
    for grade and schedule) or ungrade (that re-grade was reversed). The grade of record is that of the newest regrade or ungrade. `after_n`
    is the learner's newest answer at that time, `regrade_id` the re-grade that made it.
    """

    __tablename__ = "amendment"
    __table_args__ = (Index("ix_amendment_user_id_answer_n", "user_id", "answer_n"), {"sqlite_with_rowid": False})

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answer_n: Mapped[int]
    after_n: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    score: Mapped[float | None]
    verdict: Mapped[str | None] = mapped_column(String(8))
    rating: Mapped[int | None]
    regrade_id: Mapped[int | None]
    day: Mapped[date]
    at: Mapped[datetime]


class MemoryRow(Base):
    """The memory state of one question for one learner, a cache of the learner's answers."""

    __tablename__ = "memory"
    __table_args__ = (Index("ix_memory_user_id_ask_day", "user_id", "ask_day"), {"sqlite_with_rowid": False})

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True, autoincrement=False)
    stability: Mapped[float]
    difficulty: Mapped[float]
    last: Mapped[date]
    due: Mapped[date]
    first_day: Mapped[date]
    ask_day: Mapped[date]
    answers: Mapped[int]
    lapses: Mapped[int]
    streak: Mapped[int]
    tested: Mapped[bool]
    proven: Mapped[bool]
    recheck: Mapped[bool] = mapped_column(default=False, server_default=false())  # its key has changed: asked at once, with the reason


class LearnerNumbersRow(Base):
    """How able a learner is: the sum of the residuals of their answers, and of the variances of these; see `LearnerNumbers`."""

    __tablename__ = "learner_numbers"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    residuals: Mapped[float] = mapped_column(default=0.0, server_default="0")
    information: Mapped[float] = mapped_column(default=0.0, server_default="0")


class DayTotal(Base):
    """What a learner did on one study day: answers that count, points, and milliseconds."""

    __tablename__ = "day_total"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    answers: Mapped[int]
    points: Mapped[float]
    ms: Mapped[int]


class ForecastRow(Base):
    """What the coming days will bring a learner, as it was foreseen last. `deck` is a deck's id, or empty for all decks of the learner.

    `numbers` is a JSON list of [questions, minutes], that of study day `day` first, and `made_from` a digest of everything they were made
    from. The other columns are what can be compared without that: the learner's newest answer and amendment, `plan_changes`, `new_facts`,
    `minutes` and `desired_retention` (0: none) of the account, and `editions`, a JSON object with the revision of each deck.
    """

    __tablename__ = "forecast"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    deck: Mapped[str] = mapped_column(String(80), primary_key=True)
    day: Mapped[date]
    numbers: Mapped[str] = mapped_column(Text)
    made_from: Mapped[str] = mapped_column(String(64))
    editions: Mapped[str] = mapped_column(Text)
    newest: Mapped[int]
    amended: Mapped[int]
    plan_changes: Mapped[int]
    new_facts: Mapped[int]
    minutes: Mapped[int]
    desired_retention: Mapped[int]


class Attempt(Base):
    """One attempt at a quiz; `n` counts the learner's. `questions` is a JSON list of [question id, version id], by position.

    `assignment_id` is the assignment it counts for, if any; `points` is the grade of record by its answers, before marks by hand. While
    `held_back`, its answers reach neither memory nor the points of their day, since both would tell how they were graded.
    """

    __tablename__ = "attempt"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    seed: Mapped[str] = mapped_column(String(40))
    questions: Mapped[str] = mapped_column(Text)
    feedback: Mapped[str] = mapped_column(String(8))  # once: after each position; end: after handing in; close: when the window has closed
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(String(8), default="")  # learner or clock
    points: Mapped[float | None]
    held_back: Mapped[bool] = mapped_column(default=False, server_default=false())


class PositionRow(Base):
    """The response to one position of an attempt, overwritten while the attempt is open; `settled` once feedback was shown.

    `rules` is the number of the rules that graded it, which its answer has too.
    """

    __tablename__ = "position"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    attempt: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    response: Mapped[str] = mapped_column(Text)
    score: Mapped[float]
    verdict: Mapped[str] = mapped_column(String(8))
    settled: Mapped[bool] = mapped_column(default=False, server_default=false())
    nonce: Mapped[str] = mapped_column(String(40))
    ms: Mapped[int | None]
    at: Mapped[datetime]
    rules: Mapped[int] = mapped_column(SmallInteger, default=GRADING_RULES, server_default="1")


class SetAside(Base):
    """A question a learner does not want to be asked: later today, before tomorrow, or until it is brought back (suspended).

    `kind` is later, tomorrow or suspended; the first two apply to study day `day` and end with it.
    """

    __tablename__ = "set_aside"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(10))
    day: Mapped[date]


class Report(Base):
    """A learner's report on an answer: `kind` is right ("I was right") or fault ("something is wrong"), `words` say why.

    A report that was `withdrawn` is kept for the rate limit. `settled` is a teacher's decision: accepted or dismissed.
    """

    __tablename__ = "report"
    __table_args__ = (Index("ix_report_question_id", "question_id"), {"sqlite_with_rowid": False})

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answer_n: Mapped[int]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    kind: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(Text, default="")
    withdrawn: Mapped[bool] = mapped_column(default=False, server_default=false())
    settled: Mapped[str] = mapped_column(String(10), default="", server_default=text("''"))
    at: Mapped[datetime]


class RegradeOffer(Base):
    """An answer that would get another grade by newer rules: a re-grade is offered to those who may do it.

    `rules` is the number of those rules. The offer is `settled` once the question was re-graded for the learner, or somebody decided that
    the grade stays.
    """

    __tablename__ = "regrade_offer"
    __table_args__ = (Index("ix_regrade_offer_question_id", "question_id"), {"sqlite_with_rowid": False})

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    answer_n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    rules: Mapped[int] = mapped_column(SmallInteger)
    settled: Mapped[bool] = mapped_column(default=False, server_default=false())


class OwnTest(Base):
    """The day on which a learner expects a test on a deck, or on one `category` of it (empty: all of it).

    `goal` is how many of 100 questions they want to get right then, 0 if they named none.
    """

    __tablename__ = "own_test"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"), primary_key=True)
    category: Mapped[str] = mapped_column(String(80), default="")
    day: Mapped[date]
    goal: Mapped[int] = mapped_column(SmallInteger, default=0)


class Note(Base):
    """A learner's private note on a fact. `fact` is the fact's id in its deck."""

    __tablename__ = "note"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"), primary_key=True)
    fact: Mapped[str] = mapped_column(String(80), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class Practice(Base):
    """One run of a practice that does not feed memory; `n` counts the learner's. `kind` is timeline or causes, with a plus until finished.

    `given` is what the learner placed or drew, as JSON; the score follows from it and the revision. `score` is between 0 and 1.
    """

    __tablename__ = "practice"
    __table_args__ = (UniqueConstraint("user_id", "nonce"), {"sqlite_with_rowid": False})

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"))
    kind: Mapped[str] = mapped_column(String(10))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    given: Mapped[str] = mapped_column(Text)
    score: Mapped[float]
    nonce: Mapped[str] = mapped_column(String(40))
    day: Mapped[date]
    at: Mapped[datetime]
