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

ACTIONS = {
    # a class and its members
    "created": N_("created"),
    "renamed": N_("renamed"),
    "settings": N_("settings changed"),
    "archived": N_("archived"),
    "opened": N_("reopened"),
    "code made": N_("new join code"),
    "code revoked": N_("join code revoked"),
    "given": N_("deck given"),
    "taken": N_("deck taken away"),
    "test set": N_("day of a test set"),
    "test removed": N_("day of a test removed"),
    "invited": N_("colleague invited"),
    "joined": N_("joined"),
    "added": N_("account created"),
    "left": N_("left"),
    "removed": N_("removed"),
    "returned": N_("let back in"),
    "merged": N_("students merged"),
    "made student": N_("made a student"),
    "made assistant": N_("made an assistant"),
    "made teacher": N_("made a teacher"),
    "made admin": N_("made an administrator"),
    "first password": N_("new first password"),
    "moved": N_("moved to a copy of the deck"),
    # an account
    "added as student": N_("created as a student"),
    "added as teacher": N_("created as a teacher"),
    "added as admin": N_("created as an administrator"),
    "disabled": N_("closed"),
    "enabled": N_("reopened"),
    "deleted": N_("deleted"),
    "new password": N_("new password"),
    "password link": N_("link for a new password"),
    "teacher invited": N_("teacher invited"),
    # a deck
    "published": N_("published"),
    "imported": N_("imported"),
    "copied": N_("copied"),
    "shared": N_("owner added"),
    "unshared": N_("owner removed"),
    "handed over": N_("handed over"),
    "withdrawn": N_("withdrawn"),
    "accepted": N_("answer accepted"),
    "re-graded": N_("re-graded"),
    "re-grade reversed": N_("re-grade reversed"),
    "grades left": N_("grades left as they are"),
    # the site
    "weights fitted": N_("weights fitted"),
    "weights chosen": N_("weights chosen"),
    "erased by age": N_("erased by age"),
    # an assignment
    "assigned": N_("assigned"),
    "changed": N_("changed"),
    "assigned again": N_("assigned again"),
    "practised": N_("nothing left out of practice any more"),
    "extended": N_("extension granted"),
    "mark": N_("mark changed"),
    "void": N_("mark change undone"),
    "excuse": N_("excused"),
    "unexcuse": N_("no longer excused"),
}
"""The words for every code of an action."""

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
    return str(_(ACTIONS[one.action])) if one.action in ACTIONS else one.action


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
    return str(_("user %(user)s: due with the class, %(extra)s %% more time", **given))


def _marked(values: dict[str, Any]) -> str:
    given = {"user": values["user"], "attempt": values["attempt"], "question": values["question"]}
    where = _("user %(user)s, attempt %(attempt)s, question %(question)s", **given)
    words = where if values["attempt"] else _("user %(user)s", user=values["user"])
    if values["score"] is not None:
        words = _("%(name)s: %(text)s", name=words, text=format_decimal(round(values["score"], 2)))
    return str(_("%(text)s (%(why)s)", text=words, why=values["why"]) if values["why"] else words)


def _weights(values: dict[str, Any]) -> str:
    return str(_("set %(number)s", number=values["number"]) if values["number"] else _("shipped with quizapp"))


def _erased(values: dict[str, Any]) -> str:
    return str(_("accounts: %(accounts)s, classes: %(classes)s, lines of the log: %(lines)s", **values))


WORDS = {
    "imported": _imported,
    "erased by age": _erased,
    **dict.fromkeys(("weights fitted", "weights chosen"), _weights),
    "extended": _extended,
    **dict.fromkeys(("mark", "void", "excuse", "unexcuse"), _marked),
}


def init_app(app: Flask) -> None:
    """Register the filters."""
    app.jinja_env.filters.update(action_words=action_words, detail_words=detail_words)
