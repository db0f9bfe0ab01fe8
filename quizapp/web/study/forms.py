"""The form in which a learner says what is wrong with a question."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from quizapp.services.grading import reports
from quizapp.web.forms import Form, TextField
from quizapp.web.study import bp


class ReportForm(Form):
    """What is wrong with the question of an answer; a review has one form for each of its answers."""

    words = TextField(
        _("What is wrong?"),
        description=_("A few words are enough. Your teacher sees them next to your answer."),
        render_kw={"maxlength": reports.LONGEST, "required": True, "autocomplete": "off"},
    )

    def __init__(self, n: int, **options: Any) -> None:
        super().__init__(own=f"answer-{n}", **options)


@bp.app_template_global()
def reporting(n: int) -> ReportForm:
    """Return an empty form about an answer, for the pages that show one."""
    return ReportForm(n, formdata=None)
