"""A big deck for tests of what has to stay fast: 300 facts and 800 questions on a reading of its own."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import insert, select

from quizapp.db.base import transaction
from quizapp.db.models import MemoryRow, QuestionRow

FACTS, QUESTIONS = 300, 800
ID = "big"
IN_A_PARAGRAPH, IN_A_SECTION = 6, 30


def write_big_deck(folder: Path, *, ships: int = 1000) -> None:
    """Write the deck into a new folder: each sentence of its reading counts `ships` and more, and a fact quotes it."""
    folder.mkdir(parents=True)
    (folder / "reading.md").write_text("\n\n".join(_reading(ships)) + "\n")
    deck = {
        "title": "A long story",
        "language": "en",
        "reading": "reading.md",
        "categories": {"first": "The first half", "second": "The second half"},
        "facts": [_fact(n, str(n + ships)) for n in range(FACTS)],
    }
    (folder / "deck.yaml").write_text(json.dumps(deck, indent=1))  # which is YAML


def hold_all(user_id: int, day: date) -> None:
    """Give a learner a memory of every question of the published deck, of every strength, asked between `day` and twenty days later."""
    with transaction(write=True) as connection:
        questions = connection.scalars(select(QuestionRow.id).where(QuestionRow.deck_id == ID).order_by(QuestionRow.id)).all()
        rows = [_memory(user_id, question, number, day) for number, question in enumerate(questions)]
        connection.execute(insert(MemoryRow), rows)


def _sentence(n: int, right: str) -> str:
    return f"Keeper number {n} counted {right} ships and wrote their names into a book that nobody opened again."


def _reading(ships: int) -> list[str]:
    parts = []
    for first in range(0, FACTS, IN_A_PARAGRAPH):
        if first % IN_A_SECTION == 0:
            parts.append(f"## Part {first // IN_A_SECTION + 1}")
        parts.append(" ".join(_sentence(n, str(n + ships)) for n in range(first, first + IN_A_PARAGRAPH)))
    return parts


def _fact(n: int, right: str) -> dict:
    prompts = ["How many ships did keeper {} count?", "How many names did keeper {} write?", "How many ships are in the book of keeper {}?"]
    asked = prompts[: 3 if n % 3 else 2]
    questions = [{"id": f"keeper-{n}-{k}", "type": "numeric", "prompt": text.format(n), "answer": right} for k, text in enumerate(asked)]
    return {
        "id": f"keeper-{n}",
        "category": "first" if n < FACTS / 2 else "second",
        "statement": f"Keeper number {n} counted {right} ships.",
        "quote": f"Keeper number {n} counted {right} ships",
        "why": "Every keeper counted.",
        "questions": questions,
    }


def _memory(user_id: int, question: int, number: int, day: date) -> dict:
    begun = day - timedelta(days=30)
    return {
        "user_id": user_id,
        "question_id": question,
        "stability": 20.0,
        "difficulty": 5.0,
        "last": begun if number % 5 == 0 else day - timedelta(days=10),
        "due": day + timedelta(days=number // 3 % 21),
        "first_day": begun,
        "ask_day": day + timedelta(days=number // 3 % 21),
        "answers": 3,
        "lapses": 0,
        "streak": number % 4,
        "tested": True,
        "proven": False,
    }
