"""A deck: its page, its cards, its people, places and terms, its pictures."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from quizapp.services.authoring import editing
from quizapp.services.learning import cards, overview, pictures
from quizapp.services.learning.answering import answer_study
from quizapp.services.learning.question_pages import Feedback
from quizapp.services.practice import actors
from quizapp.web.context import moment, my_day, settings, visitor
from quizapp.web.read import bp, folding

TURNED = "turned"

PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
"""What a picture may do that is opened on its own: nothing but look as it does. A drawing is a document: in a sandbox it has no scripts,
no forms and no part in this site, even if the rules for drawings should miss something."""


@bp.get("/decks/<deck>")
def deck(deck: str) -> str:
    """Show a deck with links to everything one can do with it."""
    view = overview.deck_view(visitor(), deck, my_day())
    return render_template("read/deck.html", **{field.name: getattr(view, field.name) for field in fields(view)})


def leaf() -> dict[str, Any]:
    """Return the part of the address that says which cards to show, in which order, and in which mode."""
    which, order = request.args.get("which", cards.ALL), request.args.get("order", "reading")
    seed = request.args.get("seed") or (settings().nonce() if order == "shuffled" else "")
    mode = "rate" if request.args.get("mode") == "rate" else "browse"
    return {"which": which, "order": order, "mode": mode} | ({"seed": seed[:40]} if order == "shuffled" else {})


@bp.get("/decks/<deck>/cards", endpoint="cards")
def leaf_through(deck: str) -> str:
    """Show one card of a pile, flipped or not."""
    asked, at = leaf(), request.args.get("at", "")
    rating = asked["mode"] == "rate"
    turned = session.get(TURNED) == at if rating else request.args.get("side") == "back"
    seed = asked.get("seed", "")
    pile = cards.pile(visitor(), deck, which=asked["which"], seed=seed, at=at, turned=turned, moment=moment(), nonce=settings().nonce())
    values = {"asked": asked, "at": at, "finished": request.args.get("finished"), "editable": editing.editable(visitor())}
    return render_template("read/cards.html", deck=pile.deck, cards=pile, **values)


@bp.post("/decks/<deck>/cards")
def rate(deck: str) -> Response:
    """Flip a card, or store its rating and go on to the next."""
    asked, at, after = leaf(), request.args.get("at", ""), request.args.get("after", "")
    outcome = answer_study(visitor().id, request.form.get("presentation", ""), request.form.to_dict(flat=False), moment())
    if isinstance(outcome, Feedback):
        session.pop(TURNED, None)
        return redirect(url_for(".cards", deck=deck, **asked, **({"at": after} if after else {"finished": 1})), 303)
    session[TURNED] = at
    return redirect(url_for(".cards", deck=deck, at=at, **asked), 303)


@bp.get("/decks/<deck>/cards/print")
def cards_print(deck: str) -> str:
    """Show a pile of cards to print, eight per page, to cut and fold."""
    found, printed = cards.printed(deck, visitor(), request.args.get("which", cards.ALL))
    return render_template("read/cards_print.html", deck=found, cards=printed)


@bp.get("/decks/<deck>/actors", endpoint="actors")
def show_actors(deck: str) -> str:
    """Show the people, places and terms of a deck; `open` is the number of the one that is shown whole."""
    folding.look(deck)
    shown = actors.actors(visitor(), deck, my_day(), request.args.get("open", 0, type=int))
    return render_template("read/actors.html", deck=shown.deck, kinds=shown.kinds)


@bp.get("/decks/<deck>/pictures/<digest>")
def picture(deck: str, digest: str) -> Response:
    """Send a picture. Its address is the hash of its bytes, so browsers can cache it for ever."""
    found = pictures.fetch(visitor(), deck, digest)
    response = Response(found.data, mimetype=found.mime)
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
