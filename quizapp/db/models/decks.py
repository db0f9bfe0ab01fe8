"""Decks: their drafts, their published revisions, the identity of their questions and how hard these are."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, SmallInteger, String, Text, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db.base import LONG, Base
from quizapp.domain.questions.grading_rules import GRADING_RULES
from quizapp.domain.reading.deck import Origin, Visibility


class DeckRow(Base):
    """A deck. `problem` tells why its newest files could not be published; the last good revision stays.

    `visibility` is public, class (for the classes it is given to, and its owners), draft (for its owners) or archived; `origin` is folder
    or database; `copied_from` is the deck of which it is an editable copy.
    """

    __tablename__ = "deck"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    visibility: Mapped[str] = mapped_column(String(10), default=Visibility.PUBLIC)
    origin: Mapped[str] = mapped_column(String(10), default=Origin.FOLDER)
    revision_id: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(5000), default="")
    problem: Mapped[str] = mapped_column(Text, default="")
    copied_from: Mapped[str] = mapped_column(String(80), default="", server_default=text("''"))


class FormerName(Base):
    """An id that a deck had before its folder was renamed: addresses with it lead to the deck. A deck that has the id now comes first."""

    __tablename__ = "former_name"
    __table_args__ = (Index("ix_former_name_deck_id", "deck_id"), {"sqlite_with_rowid": False})

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"))


class DeckOwner(Base):
    """Somebody who may edit, publish and hand over a deck that was written in the browser or imported."""

    __tablename__ = "deck_owner"
    __table_args__ = (Index("ix_deck_owner_deck_id", "deck_id"), {"sqlite_with_rowid": False})

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"), primary_key=True)


class DraftRow(Base):
    """The files of a deck as its owners write them, one draft for all of them. A published state is a revision.

    `files` is JSON {name: text}, `pictures` JSON {name: digest}. `n` counts the changes; a change names the one it was made from.
    `revision_id` is the revision that the draft was started from, if any. `trail` is JSON [[n, [[file, piece, its mark before], ...]],
    ...]. `replaced` is what a discard or a restore has replaced last, JSON {files, pictures, by, at}, or empty.
    """

    __tablename__ = "draft"

    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"), primary_key=True)
    files: Mapped[str] = mapped_column(Text)
    pictures: Mapped[str] = mapped_column(Text, default="{}", server_default=text("'{}'"))
    trail: Mapped[str] = mapped_column(Text, default="[]", server_default=text("'[]'"))
    n: Mapped[int] = mapped_column(default=1, server_default="1")
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    replaced: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    changed_by: Mapped[str] = mapped_column(String(80), default="", server_default=text("''"))
    changed_at: Mapped[datetime]


class Revision(Base):
    """One published state of a deck, immutable. `data` is its canonical JSON, `versions` {question key: [question id, version id]}.

    `files` is what it was made from, JSON {name: text}, empty for revisions older than this column; `pictures` is JSON {name: digest}. `by`
    is the user name of its publisher, empty for the command line; `why` is their reason. An id is never used twice, even if its revision
    was deleted: processes cache revisions by it.
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("deck_id", "number"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    data: Mapped[str] = mapped_column(Text)
    versions: Mapped[str] = mapped_column(Text)
    files: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    pictures: Mapped[str] = mapped_column(Text, default="{}", server_default=text("'{}'"))
    by: Mapped[str] = mapped_column(String(80), default="", server_default=text("''"))
    why: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    published_at: Mapped[datetime]


class PictureRow(Base):
    """A picture of a deck, re-encoded; named by the SHA-256 of its bytes and stored once, however many decks use it."""

    __tablename__ = "picture"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    mime: Mapped[str] = mapped_column(String(20))
    data: Mapped[bytes] = mapped_column(LargeBinary)
    width: Mapped[int]
    height: Mapped[int]


class ImportJob(Base):
    """A teacher's file that waits to become a draft. Tidying removes the row after a day; the bytes are removed once they have been read.

    `status` is waiting, running, done, failed or cancelled. `tries` counts how often somebody began with it, and `seen_at` is their last
    sign of life. `done` of `total` questions are drafted. In the end there is a deck, or a reason in JSON.
    """

    __tablename__ = "import_job"
    __table_args__ = (Index("ix_import_job_user_id", "user_id"),)

    id: Mapped[int] = mapped_column(LONG, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    format: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(35))
    title: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[str] = mapped_column(String(10))
    tries: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    deck_id: Mapped[str] = mapped_column(String(80), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class QuestionRow(Base):
    """A question under its stable key. `fact` is the fact it asks or last asked: all questions on a fact share one schedule.

    `rules` is the number of the rules that its answers were last looked at with, 0 if they have to be looked at again: a lower number than
    today's means that nobody has compared its grades with today's rules.
    """

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("deck_id", "key"), Index("ix_question_deck_id_fact", "deck_id", "fact"))

    id: Mapped[int] = mapped_column(primary_key=True)
    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"))
    key: Mapped[str] = mapped_column(String(80))
    fact: Mapped[str] = mapped_column(String(80), default=lambda row: row.get_current_parameters()["key"], server_default=text("''"))
    archived: Mapped[bool] = mapped_column(default=False, server_default=false())
    rules: Mapped[int] = mapped_column(SmallInteger, default=GRADING_RULES, server_default="1")


class Version(Base):
    """A published state of a question with what its feedback shows; `revision_id` is the first that had it.

    `numbers_of` is the version whose running numbers it shares: the first with the same key. None stands for itself.
    """

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("question_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    digest: Mapped[str] = mapped_column(String(64))
    numbers_of: Mapped[int | None]


class QuestionNumbersRow(Base):
    """How hard a question is for everybody: sums over the answers to the versions with one key; see `QuestionNumbers`.

    `version_id` is the first of these versions. The sums of answers that were given here, and those that were `brought` with the deck, have
    a row each. `current` is true if a version of the deck's current revision is one of these. The key begins with the deck, so that all
    rows of a deck lie side by side.
    """

    __tablename__ = "question_numbers"
    __table_args__ = ({"sqlite_with_rowid": False},)

    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True, autoincrement=False)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), primary_key=True, autoincrement=False)
    brought: Mapped[bool] = mapped_column(primary_key=True, default=False, server_default=false())
    current: Mapped[bool] = mapped_column(default=True, server_default=true())
    firsts: Mapped[int] = mapped_column(default=0, server_default="0")
    firsts_known: Mapped[float] = mapped_column(default=0.0, server_default="0")
    laters: Mapped[int] = mapped_column(default=0, server_default="0")
    laters_known: Mapped[float] = mapped_column(default=0.0, server_default="0")
    surplus: Mapped[float] = mapped_column(default=0.0, server_default="0")
    weighed: Mapped[float] = mapped_column(default=0.0, server_default="0")


class Regrade(Base):
    """One re-grade of a question by its current version, after its key was changed. It goes through the learners up to `done_to`.

    `finished_at` is None while it is running; `undone_at` is set if it was reversed (which goes through the learners again, counted by
    `done_to`).
    """

    __tablename__ = "regrade"

    id: Mapped[int] = mapped_column(primary_key=True)
    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    by: Mapped[str] = mapped_column(String(80))
    why: Mapped[str] = mapped_column(Text, default="")
    done_to: Mapped[int] = mapped_column(LONG, default=0, server_default="0")
    changed: Mapped[int] = mapped_column(default=0, server_default="0")  # answers whose grade is another one now
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
