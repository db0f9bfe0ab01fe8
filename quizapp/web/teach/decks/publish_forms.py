"""The form of a publication: which draft was shown, and why it is published."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from quizapp.services.authoring.publishing import LONGEST_WHY
from quizapp.web.forms import UNREADABLE, Form, NumberField, TextField


class PublishForm(Form):
    """A draft as its change `n` left it, and a note on why it is published."""

    n = NumberField("", default=UNREADABLE)
    why = TextField(
        _("Why (optional)"),
        description=_("A note for the other owners, and for you next year. It appears in the list of revisions."),
        render_kw={"maxlength": LONGEST_WHY, "autocomplete": "off"},
    )
