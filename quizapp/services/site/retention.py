"""What is kept about people, how long and why: the one table that erasing by age, its dry run and `docs/operating.md` are made from."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from quizapp.config import Settings
from quizapp.domain.questions.phrases import N_, Phrase

EMPTY_GUEST, IDLE_GUEST = timedelta(days=1), timedelta(days=60)
"""How long guests are kept after their last visit: those without an answer, and all others."""


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """`what`, in some `tables`, is kept for a `term`, for a reason. A `setting` gives the {months} of a term; without it nothing goes."""

    what: str
    term: str
    why: str
    tables: tuple[str, ...]
    setting: str = ""

    def months(self, settings: Settings) -> int:
        """Return for how many months it is kept, 0 for as long as nobody deletes it."""
        return int(getattr(settings, self.setting.lower()))


LEARNERS = (
    *("account", "sign_in", "my_deck", "attempt", "position", "answer", "amendment", "memory", "learner_numbers", "day_total", "forecast"),
    *("set_aside", "report", "regrade_offer", "own_test", "note", "practice", "membership", "invitation", "extension"),
    *("drawn_fact", "mark"),
)

STUDENTS = RetentionRule(
    N_("students' accounts with everything they did"),
    N_("{months} months after the last of these: their last visit, the day they left a class, the day a class of theirs was archived"),
    N_("they can continue after a break"),
    LEARNERS,
    "KEEP_STUDENTS",
)
CLASS_ACCOUNTS = RetentionRule(
    N_("the same of accounts that a teacher made for a class"),
    N_("{months} months after the last of these: their last visit, the day they left a class, the day a class of theirs was archived"),
    N_("they belong to the class"),
    LEARNERS,
    "KEEP_CLASSES",
)
CLASSES = RetentionRule(
    N_("classes: names in class, days of tests, assignments, extensions, facts drawn for quizzes, marks given by hand, their log"),
    N_("{months} months after the class was archived"),
    N_("marks can be asked about"),
    ("classroom", "membership", "class_deck", "class_test", "assignment", "extension", "drawn_fact", "mark", "log_entry"),
    "KEEP_CLASSES",
)
LOG = RetentionRule(
    N_("the log of what teachers, administrators and commands did"),
    N_("{months} months; that a class was archived, as long as the class is there"),
    N_("it shows who changed what"),
    ("log_entry",),
    "KEEP_LOG",
)

RULES = (
    STUDENTS,
    CLASS_ACCOUNTS,
    CLASSES,
    LOG,
    RetentionRule(
        N_("guests with everything they did"),
        N_("a day after their last visit if they have not answered anything, otherwise 60 days; in a class at least as long as it runs"),
        N_("they may come back, or choose a user name"),
        LEARNERS,
    ),
    RetentionRule(N_("sign-ins"), N_("a year after the last visit with them"), N_("nobody has to sign in every day"), ("sign_in",)),
    RetentionRule(N_("one-time links"), N_("7 days"), N_("they have to reach somebody"), ("invitation",)),
    RetentionRule(N_("failed sign-ins, counted by name and address"), N_("an hour"), N_("they limit guessing"), ("counter",)),
    RetentionRule(
        N_("files that teachers import"), N_("until they have been read, a day at most"), N_("they become drafts"), ("import_job",)
    ),
    RetentionRule(
        N_("accounts of teachers and administrators"),
        N_("until somebody deletes them"),
        N_("decks and classes depend on them"),
        ("account", "deck_owner", "membership"),
    ),
    RetentionRule(
        N_("user names of those who changed, published or re-graded a deck, or gave a mark"),
        N_("as long as the deck or the mark"),
        N_("colleagues and students may ask who did it"),
        ("draft", "revision", "regrade", "mark"),
    ),
    RetentionRule(
        N_("backups, with everybody who was there"),
        N_("a year at most, but those of a PostgreSQL server as long as you keep them; a restore erases again who was erased since"),
        N_("nothing is lost by an accident"),
        (),
    ),
    RetentionRule(
        N_("digests of erased accounts, which name nobody"),
        N_("forever"),
        N_("no restore brings them back, unless the operator asks for it"),
        ("erasure",),
    ),
)


def kept(rule: RetentionRule, settings: Settings | None = None) -> str:
    """Return for how long something is kept: on this site, or without settings on any."""
    if not rule.setting:
        return Phrase(rule.term)
    variable = f"QUIZAPP_{rule.setting}"
    if settings is None:
        term = Phrase(rule.term, {"months": f"`{variable}`"})
        return Phrase(N_("{term}; without that setting, nothing is erased by age"), {"term": term})
    if months := rule.months(settings):
        return Phrase(rule.term, {"months": months})
    return Phrase(N_("nothing is erased by age: {variable} is not set"), {"variable": variable})


def table(settings: Settings | None = None) -> Iterator[tuple[str, str, str]]:
    """Yield what is kept, for how long, and why."""
    for rule in RULES:
        yield Phrase(rule.what), kept(rule, settings), Phrase(rule.why)


def months_after(day: date, months: int) -> date:
    """Return the same day of the month some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
