"""How the rows of this folder are tried: all rows of one question in one test, since thousands of tests cost more than what they try."""

import json
from itertools import groupby

import pytest

from quizapp.domain.questions.question import Context, FormatError, Term
from quizapp.domain.questions.registry import by_name

OF_THE_DECK = {"language", "others", "terms", "type"}


def loaded(question):
    """The type of a question and the question itself, from its row."""
    kind = by_name(question.get("type", "short_answer"))
    terms = tuple(Term(*term) for term in question.get("terms", ()))
    deck = Context(question["language"], frozenset(question.get("others", ())), terms)
    return kind, kind.load({"prompt": "?"} | {key: value for key, value in question.items() if key not in OF_THE_DECK}, deck)


def outcome(kind, question, texts):
    """What becomes of typed texts: right, almost, half, wrong or asked."""
    parsed = kind.parse(question, {name: [text] for name, text in zip(kind.field_names(question), texts, strict=True)})
    if isinstance(parsed, FormatError):
        return "asked"
    grade = kind.grade(question, parsed)
    return "almost" if grade.almost else {1.0: "right", 0.0: "wrong"}.get(grade.score, "half")


def not_so(question, rows):
    """The rows of a question that do not hold, each with what it was worth instead."""
    kind, known = loaded(question)
    found = [(row, outcome(kind, known, [row[1]] if isinstance(row[1], str) else row[1])) for row in rows]
    return [(typed, why, {"expected": expected, "found": got}) for (_, typed, expected, why), got in found if got != expected]


def by_question(rows, *, slow=frozenset()):
    """The parameters of a test: each question with its rows; those of slow languages are left to `make robust`."""
    groups = groupby(rows, key=lambda row: json.dumps(row[0], default=sorted, sort_keys=True))
    return [param(number, list(same), slow) for number, (_, same) in enumerate(groups)]


def param(number, rows, slow):
    question = rows[0][0]
    name = f"{number}-{question['language']}-{question.get('answer', question.get('prompt'))}"
    return pytest.param(question, rows, id=name, marks=[pytest.mark.robust] if question["language"] in slow else [])
