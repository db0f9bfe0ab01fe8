"""The forms of administrators: an account's role, its name typed again before it is erased, a deck's new owner, the weights in use."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from quizapp.web.forms import UNREADABLE, ChoiceField, Form, NumberField, TextField
from quizapp.web.roles import ACCOUNT_ROLE_CHOICES

A_NAME = {"required": True, "maxlength": 80, "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
"""The attributes of a field for an existing user name."""


class RoleForm(Form):
    """The role of somebody on the site."""

    role = ChoiceField(_("Role"), choices=ACCOUNT_ROLE_CHOICES)


class EraseAccountForm(Form):
    """The user name of the account to erase."""

    username = TextField(_("Type the user name to confirm"), render_kw=A_NAME)


class HandOverForm(Form):
    """The future only owner of a deck as of its change `n`; the page has one form for each deck."""

    username = TextField(_("User name of the new owner"), render_kw=A_NAME)
    n = NumberField("", default=UNREADABLE)

    def __init__(self, deck: str, **options: Any) -> None:
        super().__init__(own=deck, **options)


class WeightsForm(Form):
    """The number of the set of weights to use, on a page that has shown set `n` in use."""

    number = NumberField("", default=UNREADABLE)
    n = NumberField("", default=UNREADABLE)
