"""Every table, and so everything that is stored about a learner.

Tables of a learner lead with `user_id` in key and index. Rows of `answer` are never updated and are deleted by erasure only; what
changes afterwards is an `amendment`. `memory` and `day_total` are caches that can be rebuilt from both.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db.base import Base


class Account(Base):
    """A person: a guest without a name, a learner, a teacher or an administrator (who is a teacher too)."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str | None] = mapped_column(String(80))
    username_key: Mapped[str | None] = mapped_column(String(200), unique=True)  # folded, so that two names never look alike
    display_name: Mapped[str] = mapped_column(String(80), default="")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(10), default="student")
    language: Mapped[str] = mapped_column(String(20), default="")
    zone: Mapped[str] = mapped_column(String(60), default="")
    theme: Mapped[str] = mapped_column(String(10), default="auto")
    text_size: Mapped[str] = mapped_column(String(10), default="normal")
    new_facts: Mapped[int] = mapped_column(default=10)
    letter_keys: Mapped[bool] = mapped_column(default=True, server_default=true())
    four_buttons: Mapped[bool] = mapped_column(default=False, server_default=false())
    disabled: Mapped[bool] = mapped_column(default=False, server_default=false())
    calendar_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    active_on: Mapped[date]  # the last day with a visit; guests are dropped by it


class SignIn(Base):
    """One sign-in on one device. The cookie holds the user and a random token, of which only the hash is stored."""

    __tablename__ = "sign_in"

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    agent: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]
    seen_on: Mapped[date]


class Invitation(Base):
    """A one-time link, stored as a hash. `kind` is what it may create."""

    __tablename__ = "invitation"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]


class Counter(Base):
    """How often something failed lately, for rate limits. `name` says what and for whom."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    count: Mapped[int]
    until: Mapped[datetime]


class Job(Base):
    """A lock row: one job of a name at a time."""

    __tablename__ = "job"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    report: Mapped[str] = mapped_column(Text, default="")


class DeckRow(Base):
    """A deck. `problem` tells why its newest files could not be published; the last good revision stays."""

    __tablename__ = "deck"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    visibility: Mapped[str] = mapped_column(String(10), default="public")
    origin: Mapped[str] = mapped_column(String(10), default="folder")
    revision_id: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(5000), default="")
    problem: Mapped[str] = mapped_column(Text, default="")


class Revision(Base):
    """One published state of a deck, immutable. `data` is its canonical JSON, `versions` {question key: [question id, version id]}."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("deck_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    data: Mapped[str] = mapped_column(Text)
    versions: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]


class QuestionRow(Base):
    """A question under its stable key. `fact` is the fact it asks, or asked last: the questions of a fact share one schedule."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("deck_id", "key"), Index("ix_question_deck_id_fact", "deck_id", "fact"))

    id: Mapped[int] = mapped_column(primary_key=True)
    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"))
    key: Mapped[str] = mapped_column(String(80))
    fact: Mapped[str] = mapped_column(String(80), default=lambda row: row.get_current_parameters()["key"], server_default=text("''"))
    archived: Mapped[bool] = mapped_column(default=False, server_default=false())


class Version(Base):
    """A published state of a question with what its feedback shows; `revision_id` is the first that had it."""

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("question_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    digest: Mapped[str] = mapped_column(String(64))


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

    `rating` is None where the answer feeds no memory. `day` is the study day, `ms` the time taken, `recall` what was predicted.
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


class Amendment(Base):
    """What was changed about an answer afterwards; the newest amendment of an answer wins.

    `kind` is undo (it counts for nothing), right (the learner says so: it counts as right for the schedule, not for the grade) or stands
    (that was taken back: it counts as graded). `after_n` is the learner's newest answer at that time.
    """

    __tablename__ = "amendment"
    __table_args__ = (Index("ix_amendment_user_id_answer_n", "user_id", "answer_n"), {"sqlite_with_rowid": False})

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answer_n: Mapped[int]
    after_n: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
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


class DayTotal(Base):
    """What a learner did on one study day: answers that count, points, and milliseconds."""

    __tablename__ = "day_total"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    answers: Mapped[int]
    points: Mapped[float]
    ms: Mapped[int]


class Attempt(Base):
    """One run of a quiz; `n` counts the learner's. `questions` is a JSON list of [question id, version id], by position."""

    __tablename__ = "attempt"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    seed: Mapped[str] = mapped_column(String(40))
    questions: Mapped[str] = mapped_column(Text)
    feedback: Mapped[str] = mapped_column(String(8))  # once: after each position; end: after handing in
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(String(8), default="")  # learner or clock
    points: Mapped[float | None]


class PositionRow(Base):
    """The response to one position of an attempt, overwritten while the attempt is open; `settled` where feedback was shown."""

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


class SetAside(Base):
    """A question a learner does not want to be asked: later today, before tomorrow, or until it is brought back (suspended).

    `kind` is later, tomorrow or suspended; the first two mean study day `day` and end with it.
    """

    __tablename__ = "set_aside"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(10))
    day: Mapped[date]


class Report(Base):
    """What a learner tells the teacher about an answer: `kind` is right ("I was right") or fault ("something is wrong"), `words` say why.

    One that was taken back stays for the rate limit, `withdrawn`.
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
    at: Mapped[datetime]


class Note(Base):
    """What a learner wrote down about a fact, for nobody else. `fact` is the fact's id in its deck."""

    __tablename__ = "note"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"), primary_key=True)
    fact: Mapped[str] = mapped_column(String(80), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class Practice(Base):
    """One run of a practice that feeds no memory; `n` counts the learner's. `kind` is timeline or causes.

    `given` is what the learner placed or drew, as JSON; what it was worth follows from it and the revision. `score` lies between 0 and 1.
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


class DeckOwner(Base):
    """Who may edit, publish and hand over a deck that was written in the browser or imported."""

    __tablename__ = "deck_owner"
    __table_args__ = (Index("ix_deck_owner_deck_id", "deck_id"), {"sqlite_with_rowid": False})

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"), primary_key=True)


class Draft(Base):
    """The files of a deck as its owners write them: `files` is JSON {name: text}. What is published is a revision."""

    __tablename__ = "draft"

    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"), primary_key=True)
    files: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]


class ClassroomRow(Base):
    """A class. `code` is its join code while there is one, good until `code_until`; an archived class can only be read."""

    __tablename__ = "classroom"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    zone: Mapped[str] = mapped_column(String(60), default="")
    code: Mapped[str | None] = mapped_column(String(8), unique=True)
    code_until: Mapped[datetime | None]
    accounts_only: Mapped[bool] = mapped_column(default=False, server_default=false())
    archived: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]


class MembershipRow(Base):
    """Somebody in a class: `role` is student, assistant or teacher, `name` what the class calls them. Who was removed keeps the row."""

    __tablename__ = "membership"
    __table_args__ = (Index("ix_membership_class_id", "class_id"), {"sqlite_with_rowid": False})

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    class_id: Mapped[int] = mapped_column(ForeignKey("classroom.id"), primary_key=True, autoincrement=False)
    role: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(80))
    joined_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class ClassDeck(Base):
    """A deck that a class was given."""

    __tablename__ = "class_deck"
    __table_args__ = ({"sqlite_with_rowid": False},)

    class_id: Mapped[int] = mapped_column(ForeignKey("classroom.id"), primary_key=True, autoincrement=False)
    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"), primary_key=True)


class LogEntry(Base):
    """What somebody with power over others did: `action` is a word, `object` names what it was done to. Never holds a password or code."""

    __tablename__ = "log_entry"
    __table_args__ = (Index("ix_log_entry_at", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    actor: Mapped[str] = mapped_column(String(80))  # the user name, so that it outlives the account
    action: Mapped[str] = mapped_column(String(40))
    object: Mapped[str] = mapped_column(String(200))
    detail: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
