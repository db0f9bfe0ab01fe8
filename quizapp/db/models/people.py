"""People: their accounts, sign-ins and one-time links, counters of failures, the log, and who was erased."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db.base import LONG, Base


class Account(Base):
    """A person: a guest without a name, a learner, a teacher or an administrator (who also teaches)."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(LONG, primary_key=True)
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
    minutes: Mapped[int] = mapped_column(default=0, server_default="0")  # of study a day, 0 without a limit
    desired_retention: Mapped[int | None] = mapped_column(SmallInteger)  # in hundredths; None: the usual one
    plan_changes: Mapped[int] = mapped_column(default=0, server_default="0")  # by something else than answers: set aside, decks, settings
    letter_keys: Mapped[bool] = mapped_column(default=True, server_default=true())
    four_buttons: Mapped[bool] = mapped_column(default=False, server_default=false())
    easier: Mapped[bool] = mapped_column(default=False, server_default=false())  # readings at their easier level, where there is one
    disabled: Mapped[bool] = mapped_column(default=False, server_default=false())
    made_in: Mapped[int | None]  # the class whose teacher created this account, and may give it a new first password; 0 if it is gone
    first_password: Mapped[bool] = mapped_column(default=False, server_default=false())  # has to be changed before anything else
    calendar_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    active_on: Mapped[date]  # the last day with a visit, by which idle guests are found


class SignIn(Base):
    """One sign-in on one device. The cookie has the user and a random token; only the token's hash is stored."""

    __tablename__ = "sign_in"

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    agent: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]
    seen_on: Mapped[date]


class Invitation(Base):
    """A one-time link, stored as a hash, valid for some days.

    `kind` is what it does: admin or teacher creates such an account; staff adds a teacher to class `class_id` as `role`; password lets
    `user_id` choose a new one.
    """

    __tablename__ = "invitation"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    class_id: Mapped[int | None]
    role: Mapped[str] = mapped_column(String(10), default="", server_default=text("''"))
    created_at: Mapped[datetime]


class Counter(Base):
    """How often something failed recently, for rate limits. `name` says what and for whom."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    count: Mapped[int]
    until: Mapped[datetime]


class LogEntry(Base):
    """What somebody with rights over others did: `action` is a word, `object` names what it was done to. Never has a password or code."""

    __tablename__ = "log_entry"
    __table_args__ = (Index("ix_log_entry_at", "at"), Index("ix_log_entry_object", "object"))

    id: Mapped[int] = mapped_column(LONG, primary_key=True)
    actor: Mapped[str] = mapped_column(String(80))  # the user name, so that it outlives the account
    action: Mapped[str] = mapped_column(String(40))
    object: Mapped[str] = mapped_column(String(200))
    detail: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]


class Erasure(Base):
    """Somebody who was erased, by a digest that names nobody (`quizapp.db.people.erasures`), so that no restore brings them back."""

    __tablename__ = "erasure"
    __table_args__ = ({"sqlite_with_rowid": False},)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)


class Job(Base):
    """A lock row, so that only one job of a name runs at a time."""

    __tablename__ = "job"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    report: Mapped[str] = mapped_column(Text, default="")
