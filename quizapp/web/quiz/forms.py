"""The form that sets up a quiz."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional

from quizapp.services.quizzes.quizzes import QuizOffer, Setup
from quizapp.web.forms import Form

USUAL = 10
"""The questions of a quiz where the learner asks for no other number."""

LONGEST = 240
"""The longest time limit, in minutes."""


class SetupForm(Form):
    """How many questions, which categories, feedback when, and how much time."""

    size = IntegerField(_("Questions"))
    categories = SelectMultipleField(_("Categories"))
    feedback = RadioField(
        _("Feedback"),
        choices=lambda: [("end", _("At the end, with the review")), ("once", _("At once, after each question"))],
        default="end",
    )
    minutes = IntegerField(
        _("Time limit in minutes"),
        [Optional(), NumberRange(1, LONGEST, _("Between %(min)s and %(max)s minutes, please, or leave it empty."))],
        description=_("Leave it empty for no limit."),
    )

    def __init__(self, offer: QuizOffer, **options: Any) -> None:
        names = [choice.id for choice in offer.categories]
        super().__init__(data={"size": min(USUAL, offer.questions), "categories": names}, **options)
        between = NumberRange(1, offer.questions, _("A whole number between %(min)s and %(max)s, please."))
        self.size.validators = [InputRequired(_("How many questions would you like?")), between]
        self.categories.choices = [(choice.id, choice.title) for choice in offer.categories]
        self.categories.validators = [InputRequired(_("Choose at least one category."))] if names else []

    def setup(self) -> Setup:
        """Return what was chosen."""
        return Setup(
            feedback=self.feedback.data, size=self.size.data or 0, categories=self.categories.data or None, minutes=self.minutes.data
        )
