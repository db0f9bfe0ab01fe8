"""The forms of the editor for one fact, one question, and the YAML of a file or a fact."""

from __future__ import annotations

from typing import Any

from flask import request

from quizapp.services.authoring.editing import DraftPiece
from quizapp.web.teach import bp
from quizapp.web.teach.editor.drawing import page, preview, regions
from quizapp.web.teach.editor.opening import filled, sent_piece
from quizapp.web.teach.editor.saving import answered


@bp.route("/teach/decks/<deck>/edit/facts", methods=["GET", "POST"])
def add_fact(deck: str) -> Any:
    """Show the form of a new fact, perhaps with words of the reading (`quote`)."""
    piece = DraftPiece("fact")
    return answered(deck, piece) if request.method == "POST" else page(deck, piece)


@bp.route("/teach/decks/<deck>/edit/facts/<fact>", methods=["GET", "POST"])
def edit_fact(deck: str, fact: str) -> Any:
    """Show the form of a fact, with its questions."""
    piece = DraftPiece("fact", fact=fact)
    return answered(deck, piece) if request.method == "POST" else page(deck, piece)


@bp.route("/teach/decks/<deck>/edit/facts/<fact>/add/<kind>", methods=["GET", "POST"])
def add_question(deck: str, fact: str, kind: str) -> Any:
    """Show the form of a new question of a type."""
    piece = DraftPiece("question", fact=fact, type=kind)
    return answered(deck, piece) if request.method == "POST" else page(deck, piece)


@bp.route("/teach/decks/<deck>/edit/questions/<question>", methods=["GET", "POST"])
def edit_question(deck: str, question: str) -> Any:
    """Show the form of a question."""
    piece = DraftPiece("question", question=question)
    return answered(deck, piece) if request.method == "POST" else page(deck, piece)


@bp.route("/teach/decks/<deck>/edit/yaml/<file>", methods=["GET", "POST"])
def edit_yaml(deck: str, file: str) -> Any:
    """Show the YAML of a file, or with `fact` of one fact in it."""
    piece = DraftPiece("yaml", fact=request.args.get("fact", ""), file=file)
    return answered(deck, piece) if request.method == "POST" else page(deck, piece)


@bp.post("/teach/decks/<deck>/edit/check")
def check_typed(deck: str) -> dict[str, Any]:
    """Return the problems of what is being typed; nothing is stored."""
    return regions(filled(deck, sent_piece()))


@bp.post("/teach/decks/<deck>/edit/preview")
def preview_typed(deck: str) -> str:
    """Show the question that is being typed as students will see it, and the grade of a trial answer; nothing is stored."""
    return preview(filled(deck, sent_piece()))
