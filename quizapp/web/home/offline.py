"""The installed app: its manifest, its service worker, and the page that shows what is kept on a device while there is no connection."""

from __future__ import annotations

import hmac
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Response, current_app, render_template, request, url_for

from quizapp import __version__
from quizapp.shipped import PACKAGE, STATIC
from quizapp.web.assets import asset
from quizapp.web.context import settings, shown_visitor
from quizapp.web.home import bp

SERVED = frozenset({"", "decks", "study", "quiz", "progress", "guesses", "classes", "assignments", "week", "minutes", "offline"})
"""The rooms of learners, by the first part of the address: only for these pages the service worker does anything, which is to ask the
network first. Every new room is decided about: `tests/web/home/test_offline.py` compares both lists with all addresses."""

UNTOUCHED = frozenset(
    {
        *("login", "logout", "register", "welcome", "join", "account", "calendar", "guest"),  # doors, and what is one person's
        *("teach", "admin"),  # pages and files of teachers
        "attempts",  # a quiz is answered while the line is up
        *("healthz", "readyz", "metrics", "favicon.ico", "sw.js", "manifest.webmanifest"),  # read by programs
    }
)
"""The rooms that the service worker leaves to the browser."""

SHELL = ("style.css", "app.js", "offline.js", "favicon.svg")
"""The static files of the page that is shown without a connection."""

ICONS = (("favicon.svg", "any", "any"), ("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any"))
MASKABLE = ("icon-maskable.png", "512x512", "maskable")
SAID = PACKAGE / "templates" / "home" / "offline.html"


@bp.app_context_processor
def on_devices() -> dict[str, Any]:
    """Give templates `offline`, whether devices may store anything, and `lessons()`, the name of the visitor's store."""
    return {"offline": settings().offline, "lessons": lessons}


def lessons() -> str:
    """Return the name of the store in which a device keeps the visitor's lessons, which says nothing about them; empty for nobody."""
    if not shown_visitor().signed_in:
        return ""
    token = hmac.new(settings().secret_key.encode(), f"lessons of {shown_visitor().id}".encode(), sha256).hexdigest()[:16]
    return f"quizapp:{url_for('home.index')}:of:{token}"


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    """Tell a browser how the site looks as an installed app."""
    home = url_for(".index")
    kinds = {".svg": "image/svg+xml", ".png": "image/png"}
    icons = [
        {"src": asset(name), "sizes": sizes, "type": kinds[Path(name).suffix], "purpose": purpose}
        for name, sizes, purpose in (*ICONS, MASKABLE)
    ]
    colours = {"background_color": "#fbf9f4", "theme_color": "#fbf9f4"}
    told = {"id": home, "name": "quizapp", "short_name": "quizapp", "start_url": home, "scope": home, "display": "standalone"}
    return Response(json.dumps(told | colours | {"icons": icons}), mimetype="application/manifest+json")


@bp.get("/sw.js")
def worker() -> Response:
    """Send the service worker of this release, or one that ends it and deletes its stores while the setting is off."""
    source = (STATIC / ("worker.js" if settings().offline else "worker_off.js")).read_text("utf-8")
    site = {"release": release(), "scope": url_for(".index"), "offline": url_for(".offline"), "rooms": sorted(SERVED)}
    line = f"const SITE = {json.dumps(site | {'shell': [asset(name) for name in SHELL]})};\n"
    return Response(line + source, mimetype="text/javascript")


@bp.get("/offline")
def offline() -> str:
    """Show what works without a connection; the same page for everybody, since it is stored on devices."""
    return render_template("home/offline.html")


def release() -> str:
    """Return a name for what this release serves: it changes with the version, with any static file and with the stored page."""
    names = sorted(current_app.extensions["quizapp.assets"].values())
    return sha256("\n".join([__version__, request.script_root, *names, SAID.read_text("utf-8")]).encode()).hexdigest()[:12]
