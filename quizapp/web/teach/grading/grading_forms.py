"""The forms of grading: a mark by hand, why answers are re-graded, and the pile of reports that a button is about."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from quizapp.services.grading import marks, regrading
from quizapp.services.grading.reports import PileName
from quizapp.web.forms import DecimalField, Form, NumberField, TextField

LONGEST_PART = 5000
"""The most characters of a part of the name of a pile that are looked up."""


class MarkForm(Form):
    """Another mark for one position of an attempt, and why."""

    position = NumberField("")
    score = DecimalField(_("Mark from 0 to 1"), render_kw={"class": "short", "inputmode": "decimal", "autocomplete": "off", "size": 5})
    why = TextField(_("Reason (the student sees it)"), render_kw={"maxlength": marks.LONGEST, "autocomplete": "off"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for field in (self.score, self.why):  # one form for each position stands on the page
            field.id = field.label.field_id = f"{field.name}-{self.position.data}"


class RegradeForm(Form):
    """Why answers are re-graded."""

    why = TextField(
        _("Why (optional)"),
        description=_("Shown next to the re-grade below."),
        render_kw={"maxlength": regrading.LONGEST, "autocomplete": "off"},
    )


class PileForm(Form):
    """The name of a pile of reports, which its page and its buttons carry with them."""

    deck = TextField("")
    question = TextField("")
    kind = TextField("")
    response = TextField("")

    def pile(self) -> PileName:
        """Return the name, each part cut to what is looked up."""
        return PileName(*(self[name].data[:LONGEST_PART] for name in PileName._fields))
