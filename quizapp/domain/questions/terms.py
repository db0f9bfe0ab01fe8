"""Which term of a deck a text names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from quizapp.domain.questions.question import Context, Term
from quizapp.domain.questions.readings import keys


def term_of(text: str, context: Context) -> Term | None:
    """Return the term of the deck that a text names: by its name first, otherwise by another accepted form."""
    named = _terms_by_key(context.terms, context.language)
    found = (named.get((kind, key)) for kind in {term.kind for term in context.terms} for key in keys(text, kind, context.language))
    nearest = min(filter(None, found), default=None)
    return context.terms[nearest[1]] if nearest else None


@lru_cache(maxsize=64)
def _terms_by_key(terms: tuple[Term, ...], language: str) -> Mapping[tuple[str, str], tuple[bool, int]]:
    """Return, for each kind and key of a form, the place of the term, after a flag that is false for the term's own name."""
    named: dict[tuple[str, str], tuple[bool, int]] = {}
    for place, term in enumerate(terms):
        for form in (term.name, *term.also):
            for key in keys(form, term.kind, language):
                named[term.kind, key] = min((form != term.name, place), named.get((term.kind, key), (True, place)))
    return named
