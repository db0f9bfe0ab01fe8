"""Sets of weights for predicting answers that were fitted on this site."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text, false
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db.base import Base


class WeightSet(Base):
    """Weights that were better than those in use, which was the set numbered `fitted_from`. Number 0 is the shipped set, which has no row.

    `first` and `later` are JSON lists of numbers. `losses` is JSON {kind: [with the set before, with this one, answers]} for the kinds
    first and later that could be judged. `learners` and `next_day` (answers) say what it was fitted on. At most one set is `in_use`;
    without one, the shipped set is.
    """

    __tablename__ = "weight_set"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    first: Mapped[str] = mapped_column(Text)
    later: Mapped[str] = mapped_column(Text)
    learners: Mapped[int]
    next_day: Mapped[int]
    losses: Mapped[str] = mapped_column(Text)
    fitted_from: Mapped[int]
    in_use: Mapped[bool] = mapped_column(default=False, server_default=false())
