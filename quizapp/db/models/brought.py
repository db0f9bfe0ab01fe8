"""What comes with an imported deck, until it is published."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db.base import Base


class BroughtRow(Base):
    """How hard a question of an imported deck was elsewhere: the sums of `QuestionNumbers`, kept until the deck is published.

    A question has no number in the database before that, so it is named by its `key`. `digest` is that of the version that the sums are
    about; if its author has changed the question by then, they are dropped.
    """

    __tablename__ = "brought"
    __table_args__ = ({"sqlite_with_rowid": False},)

    deck_id: Mapped[str] = mapped_column(ForeignKey("deck.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    firsts: Mapped[int]
    firsts_known: Mapped[float]
    laters: Mapped[int]
    laters_known: Mapped[float]
    surplus: Mapped[float]
    weighed: Mapped[float]
