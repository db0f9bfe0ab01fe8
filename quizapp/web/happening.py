"""What a log shows: the code of each action and its values, in the language of the page.

Texts that an older program logged are shown as they were written.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Protocol

from flask import Flask
from flask_babel import format_decimal, format_time, ngettext
from flask_babel import gettext as _

from quizapp.domain.questions.phrases import N_
from quizapp.web.dates import dated

ACTIONS = frozenset(
    [
        # a class and its members
        *(N_("created"), N_("renamed"), N_("settings"), N_("archived"), N_("opened"), N_("code made"), N_("code revoked"), N_("given")),
        *(N_("taken"), N_("invited"), N_("joined"), N_("added"), N_("left"), N_("removed"), N_("returned"), N_("merged")),
        *(N_("made student"), N_("made assistant"), N_("made teacher"), N_("made admin"), N_("first password"), N_("moved")),
        # an account
        *(N_("added as student"), N_("added as teacher"), N_("added as admin"), N_("disabled"), N_("enabled"), N_("deleted")),
        *(N_("new password"), N_("password link"), N_("teacher invited")),
        # a deck
        *(N_("published"), N_("imported"), N_("copied"), N_("shared"), N_("unshared"), N_("handed over"), N_("withdrawn")),
        *(N_("accepted"), N_("re-graded"), N_("re-grade reversed")),
        # an assignment
        *(N_("assigned"), N_("changed"), N_("assigned again"), N_("extended"), N_("mark"), N_("void"), N_("excuse"), N_("unexcuse")),
    ]
)
"""Every code of an action."""

ROLES = frozenset([N_("student"), N_("assistant"), N_("teacher")])


class Happened(Protocol):
    """A line of a log."""

    @property
    def action(self) -> str:
        """The code of the action."""
        ...

    @property
    def detail(self) -> str:
        """Its values as JSON, or a text."""
        ...


def action_words(one: Happened) -> str:
    """Return the action in words."""
    return str(_(one.action)) if one.action in ACTIONS else one.action


def detail_words(one: Happened) -> str:
    """Return the values of an action in words if they need any, or else the text that was logged."""
    if one.action == "invited" and one.detail in ROLES:
        return str(_(one.detail))
    try:
        values = json.loads(one.detail) if one.detail.startswith("{") else None
    except ValueError:
        return one.detail
    return WORDS[one.action](values) if isinstance(values, dict) and one.action in WORDS else one.detail


def _imported(values: dict[str, Any]) -> str:
    taken = ngettext("%(num)s question imported", "%(num)s questions imported", values["taken"])
    return str(_("%(name)s: %(text)s", name=values["name"], text=taken))


def _extended(values: dict[str, Any]) -> str:
    given = {"user": values["user"], "extra": values["extra"]}
    if values["until"]:
        until = datetime.fromisoformat(values["until"])
        day, time = dated(until, "d MMMM y"), format_time(until, "short", rebase=False)
        return str(_("user %(user)s: until %(day)s, %(time)s UTC, %(extra)s %% more time", day=day, time=time, **given))
    return str(_("user %(user)s: until the end of the class, %(extra)s %% more time", **given))


def _marked(values: dict[str, Any]) -> str:
    given = {"user": values["user"], "attempt": values["attempt"], "question": values["question"]}
    where = _("user %(user)s, attempt %(attempt)s, question %(question)s", **given)
    words = where if values["attempt"] else _("user %(user)s", user=values["user"])
    if values["score"] is not None:
        words = _("%(name)s: %(text)s", name=words, text=format_decimal(round(values["score"], 2)))
    return str(_("%(text)s (%(why)s)", text=words, why=values["why"]) if values["why"] else words)


WORDS = {"imported": _imported, "extended": _extended, **dict.fromkeys(("mark", "void", "excuse", "unexcuse"), _marked)}


def init_app(app: Flask) -> None:
    """Register the filters."""
    app.jinja_env.filters.update(action_words=action_words, detail_words=detail_words)
