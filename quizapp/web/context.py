"""The visitor, their device and the time; Flask's `g` and `current_app` are otherwise used only by what looks after every request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, ParamSpec, TypeVar, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import after_this_request, current_app, g, request, session
from werkzeug.wrappers import Response

from quizapp.config import Settings
from quizapp.domain.memory.study_day import study_day
from quizapp.domain.questions.question import MAX_TYPED
from quizapp.services.errors import DatabaseUnavailable
from quizapp.services.learning.answering import Moment
from quizapp.services.people import accounts, devices, sign_ins
from quizapp.services.people.accounts import ANONYMOUS, Visitor
from quizapp.services.people.devices import KnownDevice

P = ParamSpec("P")
R = TypeVar("R")

COOKIE = "who"
DEVICE = "device"
"""The cookie that tells which accounts have signed in on this device; it outlives the session."""

PENDING = "pending"
"""The key in the session for a form of study that is shown again: its presentation, the state (`Pending`), and what was typed."""

YEAR = 31_536_000
"""Seconds that cookies are kept."""

ACTING = "acting"
"""The keys in the session of a teacher's test student for the way back and for the values of the banner."""


def settings() -> Settings:
    """Return the settings of this app."""
    return cast("Settings", current_app.extensions["quizapp.settings"])


def now() -> datetime:
    """Return the present moment by the app's clock."""
    return settings().clock()


def visitor() -> Visitor:
    """Return the visitor, read once per request in a transaction of its own."""
    if "visitor" not in g:
        g.visitor = accounts.visitor(session.get(COOKIE, ""), now())
    return cast("Visitor", g.visitor)


def shown_visitor() -> Visitor:
    """Return the visitor for the frame of a page, or nobody if the database cannot tell, so that its error page can be rendered."""
    try:
        return visitor()
    except DatabaseUnavailable:
        return ANONYMOUS


def zone() -> ZoneInfo:
    """Return the zone of the learner's choice, or else the browser's, or that of their only class, or the site's."""
    for name in (visitor().zone, request.cookies.get("zone", ""), visitor().class_zone):
        if name and len(name) < 60:  # noqa: PLR2004 - the longest name is under 40 characters
            try:
                return ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                continue
    return ZoneInfo(settings().timezone)


def class_zone(name: str) -> ZoneInfo:
    """Return the zone in which a class gives its due times: its own, or else the site's."""
    return ZoneInfo(name or settings().timezone)


def today() -> date:
    """Return the study day by the clock in the visitor's zone, for classes and deadlines; what a learner is asked goes by `my_day`."""
    return study_day(now(), zone())


def my_day() -> date:
    """Return the visitor's own study day, which never goes back."""
    return visitor().study_day(now(), zone())


def moment() -> Moment:
    """Return when this request came in, for services that store or show an answer."""
    return Moment(now(), my_day(), settings().secret_key)


def clipped(typed: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return typed text, cut if it is longer than any response that is graded, because it has to fit into a cookie."""
    room, kept = MAX_TYPED + 1, {}
    for name, values in typed.items():
        kept[name] = [value[:room] for value in values]
        room = max(0, room - sum(map(len, kept[name])))
    return kept


def device() -> KnownDevice:
    """Return the device of this browser; one without a valid cookie gets a new name, which `keep_device` sends."""
    if "device" not in g:
        g.device = devices.read(request.cookies.get(_device_cookie(), ""), settings().secret_key) or devices.new()
    return cast("KnownDevice", g.device)


def keep_device(user_id: int = 0) -> None:
    """Let the browser keep the name of its device, and that an account has signed in on it."""
    g.device = device().with_account(user_id) if user_id else device()

    @after_this_request
    def send(response: Response) -> Response:
        value = devices.written(device(), settings().secret_key)
        response.set_cookie(_device_cookie(), value, max_age=YEAR, secure=settings().secure, httponly=True, samesite="Lax")
        return response


def _device_cookie() -> str:
    return f"__Host-{DEVICE}" if settings().secure else DEVICE


def sign_in(mark: str, *, known: bool = True) -> None:
    """Begin a new session for a sign-in mark, without the token and contents of the old one.

    From now on the device knows the account, unless it has no password that anybody could guess.
    """
    session.clear()
    session.permanent = True
    session[COOKIE] = mark
    if known:
        keep_device(sign_ins.read_mark(mark)[0])
    g.pop("visitor", None)


def act_as(mark: str, **facts: object) -> None:
    """Begin a new session as somebody else, with `facts` for its banner, and keep the visitor's own mark for the way back."""
    kept = session.get(COOKIE, "")
    sign_in(mark, known=False)
    session[ACTING] = {"back": kept, **facts}


def show_once(name: str, value: object) -> None:
    """Store a value that only the visitor's next page shows: in their session, never in the database."""
    session[f"once-{name}"] = value


def shown_once(name: str) -> Any:
    """Return the value stored for this page and delete it. Raises LookupError if there is none, or if it was already shown."""
    return session.pop(f"once-{name}")


def look_again() -> None:
    """Read the visitor again on next use, because they have just changed."""
    g.pop("visitor", None)


def sign_out() -> None:
    """Forget the session on this device."""
    session.clear()
    g.pop("visitor", None)
