"""A deck: its page, its cards, its people, places and terms, its pictures."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from quizapp.domain.questions.question import Verdict
from quizapp.services.authoring import editing
from quizapp.services.learning import cards, overview, pictures
from quizapp.services.learning.answering import answer_study
from quizapp.services.learning.question_pages import Feedback
from quizapp.services.practice import actors
from quizapp.web.context import moment, my_day, settings, visitor
from quizapp.web.read import bp, folding

TURNED = "turned"
MOST_CARDS = 3000

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
    mode = "rate" if request.args.get("mode") == "rate" else "piles"
    parts = {"seed": seed[:40] if order == "shuffled" else "", "only": marks("only")}
    return {"which": which, "order": order, "mode": mode} | {name: part for name, part in parts.items() if part}


def marks(name: str) -> str:
    """Return the pile of each card, as the address says it."""
    return "".join(letter for letter in request.args.get(name, "")[:MOST_CARDS] if letter in cards.LETTERS)


@bp.get("/decks/<deck>/cards", endpoint="cards")
def leaf_through(deck: str) -> str:
    """Show one card of a pile, flipped or not, or both piles after the last."""
    asked, at = leaf(), request.args.get("at", "")
    rated = asked["mode"] == "rate"
    turned = bool(at) and session.get(TURNED) == at if rated else request.args.get("side") == "back"
    picked = cards.Picked(asked["which"], asked.get("seed", ""), asked.get("only", ""), rated)
    pile = cards.pile(visitor(), deck, picked, cards.Place(marks("marks"), at), turned=turned, moment=moment(), nonce=settings().nonce())
    page = "read/cards.html" if pile.showing or not pile.total else "read/cards_end.html"
    return render_template(page, deck=pile.deck, cards=pile, asked=asked, editable=editing.editable(visitor()))


@bp.post("/decks/<deck>/cards")
def rate(deck: str) -> Response:
    """Flip a card, or store its rating and go on to the next."""
    asked, at, after, before = leaf(), request.args.get("at", ""), request.args.get("after", ""), marks("marks")
    outcome = answer_study(visitor().id, request.form.get("presentation", ""), request.form.to_dict(flat=False), moment())
    if isinstance(outcome, Feedback):
        session.pop(TURNED, None)
        before += cards.AGAIN if outcome.verdict == Verdict.WRONG else cards.KEPT
        return redirect(url_for(".cards", deck=deck, **asked, marks=before, at=after or None), 303)
    session[TURNED] = at
    return redirect(url_for(".cards", deck=deck, at=at, marks=before or None, **asked), 303)


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
