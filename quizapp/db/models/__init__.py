"""Every table, and so everything that is stored about a learner, most of it in `learning`."""

from quizapp.db.models.classes import AssignmentRow, ClassDeck, ClassroomRow, Extension, MarkRow, MembershipRow
from quizapp.db.models.decks import DeckOwner, DeckRow, DraftRow, PictureRow, QuestionRow, Regrade, Revision, Version
from quizapp.db.models.learning import (
    Amendment,
    Answer,
    Attempt,
    DayTotal,
    MemoryRow,
    MyDeck,
    Note,
    PositionRow,
    Practice,
    RegradeOffer,
    Report,
    SetAside,
)
from quizapp.db.models.people import Account, Counter, Invitation, Job, LogEntry, SignIn

__all__ = [
    "Account",
    "Amendment",
    "Answer",
    "AssignmentRow",
    "Attempt",
    "ClassDeck",
    "ClassroomRow",
    "Counter",
    "DayTotal",
    "DeckOwner",
    "DeckRow",
    "DraftRow",
    "Extension",
    "Invitation",
    "Job",
    "LogEntry",
    "MarkRow",
    "MembershipRow",
    "MemoryRow",
    "MyDeck",
    "Note",
    "PictureRow",
    "PositionRow",
    "Practice",
    "QuestionRow",
    "Regrade",
    "RegradeOffer",
    "Report",
    "Revision",
    "SetAside",
    "SignIn",
    "Version",
]
