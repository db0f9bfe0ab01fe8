"""The form with which somebody joins a class."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from quizapp.web.forms import Form, TextField


class JoinForm(Form):
    """A name in class."""

    name = TextField(
        _("Your name in class"),
        description=_("Your teacher and the class’s assistants see it with your answers."),
        render_kw={"required": True, "autocomplete": "name", "maxlength": 40},
    )
