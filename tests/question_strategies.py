"""An example of every type of question, random questions, and forms that answer them right, wrong or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import strategies as st
from pydantic import ValidationError

from quizapp.domain.questions.question import Context, Response, Term
from quizapp.domain.questions.registry import QUESTION_TYPES, by_name

LANGUAGES = ("en", "de", "fr", "ja", "ko")
TERMS = (Term("Yoon Suk Yeol", "person", ("Yoon",), ("President",)), Term("Seoul", "place"), Term("[mutual defence] treaty"))
KNOWN = (
    "Tokyo",
    "the Anvil",
    "Yoon",
    "Seoul",
    "heron",
    "*fog*",
    "12",
    "1910",
    "a b",
    "2.5",
    "naïve",
    "東京",
    "서울",
    "O'Neill",
    "U.S.",
    "true",
    "good",
)

letters = st.characters(categories=("Lu", "Ll", "Lo", "Nd"))
words = st.sampled_from(KNOWN) | st.lists(st.text(letters, min_size=1, max_size=8), min_size=1, max_size=3).map(" ".join)
contexts = st.builds(Context, st.sampled_from(LANGUAGES), st.just(frozenset()), st.sampled_from(((), TERMS)))
numbers = st.integers(-3000, 3_000_000).map(str) | st.integers(1, 999).map(lambda number: f"{number / 10}")
days = st.dates().map(str)
moments = days | days.map(lambda day: day[:7]) | days.map(lambda day: day[:4]) | st.integers(1, 900).map(lambda year: f"{year} BC")
ranges = st.tuples(moments, moments).map("/".join)


def optional(strategy):
    return st.none() | strategy


def lists(of, least, most):
    return st.lists(of, min_size=least, max_size=most, unique=True)


def _gapped(parts):
    return "".join(f"{text} {{{{{'|'.join(forms)}}}}} " for text, forms in parts)


@dataclass(frozen=True)
class Example:
    """A type of question for the tests that try every type.

    `asked` is a question as an author writes it, `twin` one that looks the same to learners and whose right answer is wholly wrong for
    `asked`, and longer or shorter. `drawn` has what the type's own fields may contain; questions that break a rule of it are discarded.
    """

    asked: Mapping[str, Any]
    twin: Mapping[str, Any]
    drawn: Mapping[str, st.SearchStrategy]


EXAMPLES = {
    "multiple_choice": Example(
        {"prompt": "Who drew it?", "answer": "Mara Quill", "distractors": ["Odo Farrow", "Ida"]},
        {"prompt": "Who drew it?", "answer": "Ida", "distractors": ["Mara Quill", "Odo Farrow"]},
        {"answer": words, "distractors": lists(words, 1, 4)},
    ),
    "multiple_answer": Example(
        {"prompt": "Which boats land here?", "answers": ["Heron", "Tern"], "distractors": ["Curlew"]},
        {"prompt": "Which boats land here?", "answers": ["Curlew"], "distractors": ["Heron", "Tern"]},
        {"answers": lists(words, 1, 4), "distractors": lists(words, 1, 4)},
    ),
    "true_false": Example(
        {"prompt": "It burned gas.", "answer": False, "why": "It burned oil."},
        {"prompt": "It burned gas.", "answer": True, "why": "Gas was cheap."},
        {"answer": st.booleans()},
    ),
    "short_answer": Example(
        {"prompt": "What is the bank called?", "answer": "the Anvil"},
        {"prompt": "What is the bank called?", "answer": "the long grey shoal"},
        {
            "answer": words,
            "accept": optional(lists(words, 1, 3)),
            "kind": st.sampled_from((None, "text", "person", "place", "term")),
            "mistakes": optional(lists(words, 1, 2)),
        },
    ),
    "numeric": Example(
        {"prompt": "How long is it?", "answer": 240, "unit": ["metres", "m"]},
        {"prompt": "How long is it?", "answer": 2004.5, "unit": ["metres", "m"]},
        {
            "answer": numbers,
            "unit": optional(lists(st.sampled_from(("km", "kilometres", "years", "%")), 1, 2)),
            "tolerance": optional(st.sampled_from(("0", "2", "5%"))),
        },
    ),
    "date": Example(
        {"prompt": "In which year was it built?", "answer": 1887},
        {"prompt": "In which year was it built?", "answer": "44 BC"},
        {"answer": moments | ranges, "precision": st.sampled_from((None, None, "year", "month", "day"))},
    ),
    "cloze": Example(
        {"prompt": "It was dark from {{1902}} to {{spring}}."},
        {"prompt": "It was dark from {{1920}} to {{the end of the war}}."},
        {
            "prompt": st.lists(st.tuples(words, lists(words | numbers | moments, 1, 2)), min_size=1, max_size=4).map(_gapped),
            "any_order": st.booleans(),
        },
    ),
    "matching": Example(
        {"prompt": "What do they mean?", "pairs": {"red": "closed", "blue": "fog", "white": "pilots, please"}},
        {"prompt": "What do they mean?", "pairs": {"red": "pilots, please", "blue": "closed", "white": "fog"}},
        {"pairs": st.dictionaries(words, words, min_size=2, max_size=5), "distractors": optional(lists(words, 1, 3))},
    ),
    "ordering": Example(
        {"prompt": "Put them in order.", "items": ["carry up the oil", "wind the clock", "light it"]},
        {"prompt": "Put them in order.", "items": ["light it", "wind the clock", "carry up the oil"]},
        {"items": lists(words, 2, 6)},
    ),
    "flashcard": Example(
        {"prompt": "Why was it needed?", "answer": "The sand moved."},
        {"prompt": "Why was it needed?", "answer": "Nobody could tell the shallows from the deep."},
        {"answer": words, "both_ways": st.booleans(), "ideas": optional(lists(words, 1, 2))},
    ),
}
"""An example of every type: the one table that tests of every type read, and the one place to add a type to."""

TYPES = tuple(kind for kind in QUESTION_TYPES if kind.name in EXAMPLES)
"""The types that have an example; tests/architecture/test_question_types.py says which have none."""

every_type = pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.name)


def asked(kind):
    """Return the question of the example of a type."""
    return kind.load(EXAMPLES[kind.name].asked)


def right_form(kind):
    """Return the form that answers the example of a type right."""
    return kind.fields(asked(kind), kind.right_response(asked(kind)))


def wrong_form(kind):
    """Return a form that answers it wrong: right for the twin or, if learners rate themselves, the rating of one who did not know it."""
    twin = kind.load(EXAMPLES[kind.name].twin)
    return kind.fields(asked(kind), Response(("again",)) if kind.self_rated else kind.right_response(twin))


def id_of(kind):
    """Return the id of the example of a type in `write_types`."""
    return kind.name.replace("_", "-")


def write_types(folder):
    """Write a deck with the example of every type, whose id is the name of the folder."""
    folder.mkdir(parents=True)
    questions = [{"id": id_of(kind), "type": kind.name, **EXAMPLES[kind.name].asked} for kind in TYPES]
    (folder / "deck.yaml").write_text(json.dumps({"title": "Every type", "language": "en", "questions": questions}, indent=1), "utf-8")


def loaded(name, fields, context):
    """Load a question; None if it breaks a rule of its type."""
    try:
        return by_name(name).load({"prompt": "Which?", **fields}, context)
    except ValidationError:
        return None


def questions(name):
    """Return questions of a type."""
    return st.builds(loaded, st.just(name), st.fixed_dictionaries(EXAMPLES[name].drawn), contexts).filter(bool)


def forms(kind, question):
    """Return forms for a question, with its own texts in the fields, or anything else."""
    own = {value for values in kind.fields(question, kind.right_response(question)).values() for value in values}
    shown = {*own, *question.right, *question.options, *question.wrong, "", "1", "2", "again"}
    value = st.sampled_from(sorted(shown)) | st.text(max_size=12)
    return st.fixed_dictionaries({name: st.lists(value, max_size=2) for name in kind.field_names(question)})
