"""Random questions of every type, and forms that answer them right, wrong or not at all."""

from __future__ import annotations

from hypothesis import strategies as st
from pydantic import ValidationError

from quizapp.domain.questions.question import Context, Term
from quizapp.domain.questions.registry import by_name

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


FIELDS = {
    "multiple_choice": {"answer": words, "distractors": lists(words, 1, 4)},
    "multiple_answer": {"answers": lists(words, 1, 4), "distractors": lists(words, 1, 4)},
    "true_false": {"answer": st.booleans()},
    "short_answer": {
        "answer": words,
        "accept": optional(lists(words, 1, 3)),
        "kind": st.sampled_from((None, "text", "person", "place", "term")),
        "mistakes": optional(lists(words, 1, 2)),
    },
    "numeric": {
        "answer": numbers,
        "unit": optional(lists(st.sampled_from(("km", "kilometres", "years", "%")), 1, 2)),
        "tolerance": optional(st.sampled_from(("0", "2", "5%"))),
    },
    "date": {"answer": moments | ranges, "precision": st.sampled_from((None, None, "year", "month", "day"))},
    "cloze": {
        "prompt": st.lists(st.tuples(words, lists(words | numbers | moments, 1, 2)), min_size=1, max_size=4).map(_gapped),
        "any_order": st.booleans(),
    },
    "matching": {
        "pairs": st.dictionaries(words, words, min_size=2, max_size=5),
        "distractors": optional(lists(words, 1, 3)),
    },
    "ordering": {"items": lists(words, 2, 6)},
    "flashcard": {"answer": words, "both_ways": st.booleans(), "ideas": optional(lists(words, 1, 2))},
}
"""What the fields of each type may contain; questions that break a rule of the type are discarded."""


def loaded(name, fields, context):
    """Load a question; None if it breaks a rule of its type."""
    try:
        return by_name(name).load({"prompt": "Which?", **fields}, context)
    except ValidationError:
        return None


def questions(name):
    """Return questions of a type."""
    return st.builds(loaded, st.just(name), st.fixed_dictionaries(FIELDS[name]), contexts).filter(bool)


def forms(kind, question):
    """Return forms for a question, with its own texts in the fields, or anything else."""
    own = {value for values in kind.fields(question, kind.right_response(question)).values() for value in values}
    shown = {*own, *question.right, *question.options, *question.wrong, "", "1", "2", "again"}
    value = st.sampled_from(sorted(shown)) | st.text(max_size=12)
    return st.fixed_dictionaries({name: st.lists(value, max_size=2) for name in kind.field_names(question)})
