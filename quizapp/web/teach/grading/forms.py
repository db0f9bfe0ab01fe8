"""The forms of grading: an assignment, an extension for a student, a mark by hand, a re-grade, a pile of reports."""

from __future__ import annotations

from dataclasses import fields
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from quizapp.domain.grading.assignments import EXTRA, LONGEST_CLOSING
from quizapp.services.grading import marks, regrading
from quizapp.services.grading.assigning import LONGEST_TITLE, Bench, Typed
from quizapp.services.grading.reports import PileName
from quizapp.services.quizzes.results import AssignmentResult
from quizapp.web.forms import BooleanField, ChoiceField, DecimalField, Form, NumberField, TextField, TicksField

DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


class AssignmentForm(Form):
    """What a class has to do with a deck. Moments are on the clock of the class; the service reads the numbers."""

    deck = TextField("")
    kind = TextField("")
    title = TextField(_("Title"), render_kw={"required": True, "maxlength": LONGEST_TITLE, "autocomplete": "off"})
    opens = TextField(_("Opens"), render_kw={"type": "datetime-local"})
    due = TextField(_("Due"), render_kw={"type": "datetime-local"})
    days = ChoiceField(_("A fact is done when answered right"), choices=[("1", _("once")), ("2", _("on two different days"))])
    size = TextField(_("Questions"), description=_("Leave empty for one question per fact."), render_kw=DIGITS)
    minutes = TextField(_("Time limit in minutes"), description=_("Leave empty for no time limit."), render_kw=DIGITS)
    attempts = TextField(_("Attempts"), description=_("0 means any number."), render_kw=DIGITS)
    counts = ChoiceField(_("Which attempt counts"), choices=[("best", _("the best")), ("last", _("the last")), ("first", _("the first"))])
    feedback = ChoiceField(
        _("Right answers are shown"),
        choices=[
            ("end", _("when an attempt is handed in")),
            ("once", _("after each question")),
            ("close", _("when the quiz has closed for the student")),
        ],
    )
    shuffled = BooleanField(_("Shuffle the questions (otherwise they follow the reading)"))
    closes_deck = BooleanField(
        _("Close this deck to everybody outside your class while the quiz runs"),
        description=_("At most %(most)s days. Other classes that have this deck, and teachers, go on as usual.", most=LONGEST_CLOSING.days),
    )
    holds_out = BooleanField(
        _("Leave a few facts out of practice until then, to see what practice gains"),
        description=_(
            "For each student, at most one of five facts that are new to them, drawn by lot. Your students are told. The quiz has no grade,"
            " and facts of graded assignments are never left out. You can end it with one click."
        ),
    )
    sections = TicksField(_("Sections"))
    categories = TicksField(_("Categories"))
    tags = TicksField(_("Tags"))

    def __init__(self, held: Typed | None = None, **options: Any) -> None:
        super().__init__(obj=held or Typed(), **options)

    def typed(self) -> Typed:
        """Return the contents of the form, for the service to read."""
        held: dict[str, Any] = {field.name: self[field.name].data for field in fields(Typed)}
        tuples: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in held.items()}
        return Typed(**tuples)

    def set_up(self, bench: Bench, zone: ZoneInfo) -> None:
        """Offer the parts of a deck, and name the clock for the moments."""
        assert bench.deck is not None  # a form belongs to a deck
        reading = bench.deck.reading
        self.sections.choices = [(one.anchor, one.title or gettext("Beginning")) for one in (reading.sections if reading else ())]
        self.categories.choices = list(bench.deck.categories.items())
        self.tags.choices = [(tag, tag) for tag in bench.tags]
        clock = zone.key.replace("_", " ")
        at_once = _("Time in %(zone)s. Leave empty to open it at once.", zone=clock)
        self.opens.description = _("Time in %(zone)s.", zone=clock) if bench.assignment else at_once
        self.due.description = _("Time in %(zone)s. Leave empty for no due date.", zone=clock)


class GrantForm(Form):
    """What one student is granted: a later due date, more time, or being excused."""

    due = TextField(_("Due"), render_kw={"type": "datetime-local"})
    extra = NumberField(_("More time"))
    why = TextField(_("Reason for excusing (the student sees it)"), render_kw={"maxlength": 500, "autocomplete": "off"})

    def __init__(self, user_id: int, zone: ZoneInfo, **options: Any) -> None:
        super().__init__(own=f"student-{user_id}", **options)
        self.due.label.text = _("Due (time in %(zone)s)", zone=zone.key.replace("_", " "))
        self.extra.choices = [(extra, gettext("+%(num)s %%", num=extra) if extra else gettext("none")) for extra in EXTRA]

    @classmethod
    def of(cls, user_id: int, result: AssignmentResult, zone: ZoneInfo) -> GrantForm:
        """Return the form with what a student has been granted."""
        later = result.ends and result.ends != result.assignment.due_at
        due = result.ends.astimezone(zone).strftime("%Y-%m-%dT%H:%M") if later and result.ends else ""
        return cls(user_id, zone, formdata=None, data={"due": due, "extra": result.extra})


LONGEST_PART = 5000
"""The most characters of each part of a pile's name that are looked up."""


class MarkForm(Form):
    """A new mark for one position of an attempt, and the reason."""

    position = NumberField("")
    score = DecimalField(_("Mark from 0 to 1"), render_kw={"class": "short", "inputmode": "decimal", "autocomplete": "off", "size": 5})
    why = TextField(_("Reason (the student sees it)"), render_kw={"maxlength": marks.LONGEST, "autocomplete": "off"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for field in (self.score, self.why):  # the page has one form for each position
            field.id = field.label.field_id = f"{field.name}-{self.position.data}"


class RegradeForm(Form):
    """Why answers are re-graded, and whether also in classes of other teachers."""

    classes = BooleanField(_("Change the grades in these classes too"))
    why = TextField(
        _("Why (optional)"),
        description=_("Shown next to the re-grade below."),
        render_kw={"maxlength": regrading.LONGEST, "autocomplete": "off"},
    )


class PileForm(Form):
    """The name of a pile of reports, which its page and buttons include."""

    deck = TextField("")
    question = TextField("")
    kind = TextField("")
    response = TextField("")

    def pile(self) -> PileName:
        """Return the name, with each part cut to the length that is looked up."""
        return PileName(*(self[name].data[:LONGEST_PART] for name in PileName._fields))


class AcceptForm(PileForm):
    """A reported response that is accepted, and whether grades change in classes of other teachers too."""

    classes = BooleanField(_("Change the grades in these classes too"))
