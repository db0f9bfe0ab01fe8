"""The form that sets up a quiz."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import ngettext
from wtforms.validators import AnyOf, InputRequired, NumberRange, Optional, ValidationError

from quizapp.services.quizzes.quizzes import QuizOffer, Setup
from quizapp.web.forms import Form, NumberField, RadioField, TicksField
from quizapp.web.sentences import LISTED

USUAL = 10
"""The number of questions in a quiz unless the learner chooses another."""

LONGEST = 240
"""The longest time limit, in minutes."""

SHORT = {"min": 1, "inputmode": "numeric", "class": "short"}
FEEDBACK = (("end", _("At the end, with the review")), ("once", _("At once, after each question")))


class SetupForm(Form):
    """The number of questions, the categories, when to show feedback, and the time limit."""

    size = NumberField(_("Questions"))
    categories = TicksField(_("Categories"))
    feedback = RadioField(_("Feedback"), validators=[AnyOf(dict(FEEDBACK), LISTED)], choices=FEEDBACK, default="end")
    minutes = NumberField(
        _("Time limit in minutes"),
        blank=True,
        validators=[Optional(), NumberRange(1, LONGEST, _("Between %(min)s and %(max)s minutes, please, or leave it empty."))],
        description=_("Leave it empty for no limit."),
        render_kw={**SHORT, "max": LONGEST},
    )

    def __init__(self, offer: QuizOffer, **options: Any) -> None:
        names = [choice.id for choice in offer.categories]
        super().__init__(data={"size": min(USUAL, offer.questions), "categories": names}, **options)
        between = NumberRange(1, offer.questions, _("A whole number between %(min)s and %(max)s, please."))
        self.size.validators = [InputRequired(_("How many questions would you like?")), between]
        self.size.render_kw = {**SHORT, "max": offer.questions}
        self.categories.choices = [(one.id, one.title, counted(one.questions)) for one in offer.categories]
        self.categories.validators = [InputRequired(_("Choose at least one category."))] if names else []

    def validate_categories(self, field: TicksField) -> None:
        """Refuse a category that the quiz does not offer. Raises ValidationError."""
        if set(field.data) - {choice[0] for choice in field.choices}:
            raise ValidationError(LISTED)

    def setup(self) -> Setup:
        """Return what was chosen."""
        return Setup(
            feedback=self.feedback.data, size=self.size.data, categories=self.categories.data or None, minutes=self.minutes.data or None
        )


def counted(questions: int) -> str:
    """Say how many questions there are."""
    return str(ngettext("%(num)s question", "%(num)s questions", questions))
