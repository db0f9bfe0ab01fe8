"""The form that hands a deck over."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from quizapp.web.admin.account_forms import A_NAME
from quizapp.web.forms import Form, TextField


class HandOverForm(Form):
    """Who is to be the only owner of a deck; the page holds one for each deck."""

    username = TextField(_("User name of the new owner"), render_kw=A_NAME)

    def __init__(self, deck: str, **options: Any) -> None:
        super().__init__(own=deck, **options)
