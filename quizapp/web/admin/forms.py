"""The forms of administrators: the role of an account, its name typed again before it is erased, the new owner of a deck."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from quizapp.web.forms import ChoiceField, Form, TextField
from quizapp.web.roles import ACCOUNT_ROLE_CHOICES

A_NAME = {"required": True, "maxlength": 80, "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
"""The attributes of a field for a user name that is in use already."""


class RoleForm(Form):
    """What somebody is on the site."""

    role = ChoiceField(_("Role"), choices=ACCOUNT_ROLE_CHOICES)


class EraseAccountForm(Form):
    """The user name of the account that is to be erased."""

    username = TextField(_("Type the user name to confirm"), render_kw=A_NAME)


class HandOverForm(Form):
    """Who is to be the only owner of a deck; the page holds one for each deck."""

    username = TextField(_("User name of the new owner"), render_kw=A_NAME)

    def __init__(self, deck: str, **options: Any) -> None:
        super().__init__(own=deck, **options)
