"""Who is asking, on which device, at what time: the only user of Flask's `g` and `current_app` besides `app.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, ParamSpec, TypeVar, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import current_app, g, request, session

from quizapp.config import Settings
from quizapp.domain.memory.study_day import study_day
from quizapp.domain.questions.question import MAX_TYPED
from quizapp.services.errors import DatabaseUnavailable
from quizapp.services.learning.answering import Moment
from quizapp.services.people import accounts
from quizapp.services.people.accounts import ANONYMOUS, Visitor

P = ParamSpec("P")
R = TypeVar("R")

COOKIE = "who"
ACTING = "acting"
"""Where the session of a teacher's test student keeps the way back, and what its banner tells."""


def settings() -> Settings:
    """Return the settings of this app."""
    return cast("Settings", current_app.extensions["quizapp.settings"])


def now() -> datetime:
    """Return the present moment by the app's clock."""
    return settings().clock()


def visitor() -> Visitor:
    """Return who is asking; read once a request, in a transaction of its own."""
    if "visitor" not in g:
        mark = session.get(COOKIE, "")
        g.visitor = accounts.visitor(mark, now()) if mark else ANONYMOUS
    return cast("Visitor", g.visitor)


def shown_visitor() -> Visitor:
    """Return who is asking for the frame of a page: nobody where the database cannot tell, so that its error page can be drawn."""
    try:
        return visitor()
    except DatabaseUnavailable:
        return ANONYMOUS


def zone() -> ZoneInfo:
    """Return the zone of the learner's choice, else the browser's, else that of their one class, else the site's."""
    for name in (visitor().zone, request.cookies.get("zone", ""), visitor().class_zone):
        if name and len(name) < 60:  # noqa: PLR2004 - the longest name is under 40 characters
            try:
                return ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                continue
    return ZoneInfo(settings().timezone)


def class_zone(name: str) -> ZoneInfo:
    """Return the zone in which a class says when something is due: its own, else the site's."""
    return ZoneInfo(name or settings().timezone)


def today() -> date:
    """Return the study day of the person who asks."""
    return study_day(now(), zone())


def moment() -> Moment:
    """Return when this request came in, for services that store or show an answer."""
    return Moment(now(), today(), settings().secret_key)


def clipped(typed: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return what was typed, cut where it is longer than any response that is graded: a cookie has to hold it."""
    room, kept = MAX_TYPED + 1, {}
    for name, values in typed.items():
        kept[name] = [value[:room] for value in values]
        room = max(0, room - sum(map(len, kept[name])))
    return kept


def sign_in(mark: str) -> None:
    """Begin a new session for a sign-in mark: the old session's token and contents are gone."""
    session.clear()
    session.permanent = True
    session[COOKIE] = mark
    g.pop("visitor", None)


def act_as(mark: str, **facts: object) -> None:
    """Begin a new session as somebody else, whose banner tells `facts`, and keep the mark of who asks for the way back."""
    kept = session.get(COOKIE, "")
    sign_in(mark)
    session[ACTING] = {"back": kept, **facts}


def show_once(name: str, value: object) -> None:
    """Keep something that the next page, and no other, shows to who asks: in their session, never in the database."""
    session[f"once-{name}"] = value


def shown_once(name: str) -> Any:
    """Return what was kept for this page, and forget it. Raises LookupError where nothing was, or it was shown before."""
    return session.pop(f"once-{name}")


def look_again() -> None:
    """Forget who is asking as it was read, because they have just changed it."""
    g.pop("visitor", None)


def sign_out() -> None:
    """Forget the session on this device."""
    session.clear()
    g.pop("visitor", None)
