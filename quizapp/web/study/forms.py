"""The forms in which a learner says what is wrong with a question, and when a test is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from quizapp.services.grading import reports
from quizapp.services.learning.dated_tests import GOALS
from quizapp.web.forms import ChoiceField, Form, NumberField, TextField
from quizapp.web.study import bp


class ReportForm(Form):
    """What is wrong with the question of an answer; a review has one form for each of its answers."""

    words = TextField(
        _("What is wrong?"),
        description=_("A few words are enough. They are read next to your answer."),
        render_kw={"maxlength": reports.LONGEST, "required": True, "autocomplete": "off"},
    )

    def __init__(self, n: int, **options: Any) -> None:
        super().__init__(own=f"answer-{n}", **options)


class TestDayForm(Form):
    """The day of a test, the part of the deck that it is about, and the goal."""

    __test__ = False  # it only sounds like a test of the program

    day = TextField(
        _("Day of the test"),
        description=_("The deck is one of yours from now on."),
        render_kw={"required": True, "class": "short"},
    )
    category = ChoiceField(_("What it is about"))
    goal = NumberField(_("Your goal"), description=_("We then say how many minutes a day it takes."))

    def offer(self, categories: Mapping[str, str]) -> None:
        """Offer the parts of a deck and the goals."""
        self.category.choices = [("", gettext("the whole deck")), *categories.items()]
        self.goal.choices = [(0, gettext("none")), *((goal, gettext("%(goal)s of 100 right", goal=goal)) for goal in GOALS)]


@bp.app_template_global()
def reporting(n: int) -> ReportForm:
    """Return an empty form about an answer, for the pages that show one."""
    return ReportForm(n, formdata=None)
