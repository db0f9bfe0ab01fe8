"""Decks that were renamed: an address or a form with a former name of a deck is for the deck."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import redirect, request
from werkzeug.wrappers import Response

from quizapp.services.learning import editions
from quizapp.web.context import visitor

MOVED = 308
"""For good, and a form is sent again as it was, so that nothing in it is lost."""


def onward() -> Response | None:
    """Return a redirect to the present address of what was not found, or None if its address has no former name of a deck.

    Browsers do not store it, as no page is stored: a new deck may get the name.
    """
    place, asked = dict(request.view_args or {}), request.args.to_dict(flat=False)
    found, chosen = (editions.now_called(visitor(), name) for name in (place.get("deck", ""), request.args.get("deck", "")))
    if request.url_rule is None or not (found or chosen):
        return None
    place |= {"deck": found} if found else {}
    asked |= {"deck": [chosen]} if chosen else {}
    # Not url_for, to which `_scheme` and the like are orders: here somebody else names the parameters.
    _, path = request.url_rule.build(place) or ("", request.path)
    return redirect(f"{request.script_root}{path}?{urlencode(asked, doseq=True)}".removesuffix("?"), MOVED)


def named(deck: str) -> str:
    """Return the present id of a deck that a form or a parameter names; any other text is unchanged."""
    return editions.now_called(visitor(), deck) or deck
