"""Pictures of decks."""

from __future__ import annotations

from flask import Response

from quizapp.services.learning import pictures
from quizapp.web.context import visitor
from quizapp.web.read import bp


@bp.get("/decks/<deck>/pictures/<digest>")
def picture(deck: str, digest: str) -> Response:
    """Send a picture. Its address is the hash of its bytes: a browser that has it need not ask again."""
    found = pictures.fetch(visitor(), deck, digest)
    response = Response(found.data, mimetype=found.mime)
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
