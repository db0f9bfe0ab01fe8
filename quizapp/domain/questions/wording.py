"""A right answer in words: which forms of it count, and which slips are forgiven."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, permutations

from rapidfuzz.distance import OSA

from quizapp.domain.questions.languages import ARTICLES, TITLES, TITLES_AFTER, base, table
from quizapp.domain.questions.question import Context, Difference, FormatError, Grade, Term
from quizapp.domain.questions.text import compact, has_digit, letters, plain, words

_MOST_SLIPS = 2
_MOST_ORDERED = 4  # the most words of a name that may be in any order: 24 orders
_MOST_MOVED = 12  # the most words of a name that may move from the front to the end

Words = tuple[str, ...]
Slips = tuple[Difference, ...]


@dataclass(frozen=True)
class Wording:
    """A right answer in words.

    `forms` are accepted; `kind` is text, person, place or term; `vague` texts make the program ask for more. The texts in `near` and those
    that `context` names are never a slip of a form.
    """

    forms: Words
    kind: str = "text"
    vague: Words = ()
    near: Words = ()
    context: Context = field(default_factory=Context)

    def judge(self, given: str) -> Grade | FormatError:
        """Grade a typed text: right, almost right with the words that slipped, wrong, or too vague."""
        if self.accepts(given):
            return Grade.of(1.0)
        if self._among(given, self.vague):
            return FormatError("vague", {"given": given})
        slips = self._slips(given)
        return Grade.of(1.0, almost=True, differences=slips) if slips else Grade.of(0.0)

    def accepts(self, given: str) -> bool:
        """Return whether a text is a form of the right answer, without any slip."""
        return self._among(given, self.forms)

    def same(self, one: str, other: str) -> bool:
        """Return whether two texts count as the same."""
        return self._among(other, (one,))

    def _among(self, given: str, texts: Words) -> bool:
        typed = keys(given, self.kind, self.context.language)
        return any(not typed.isdisjoint(self._known(text)) for text in texts)

    def _known(self, text: str) -> frozenset[str]:
        return known_keys(text, self.kind, self.context.language)

    def _slips(self, given: str) -> Slips:
        """Return the forgiven slips from the form that a text is nearest to; none if it is not a slip of any."""
        typed = _bare(given, self.kind, self.context.language)
        found = [slips for form in self.forms if (slips := self._slips_of(form, typed))]
        nearest = min(found, key=_cost, default=())
        return nearest if nearest and not self._rivalled(typed, _cost(nearest)) else ()

    def _slips_of(self, form: str, typed: Words) -> Slips:
        right = _bare(form, self.kind, self.context.language)
        if len(right) != len(typed) or any(map(has_digit, right + typed)):
            return ()
        attempts = (_compared(right, order) for order in _orders(typed, self.kind))
        return min(filter(None, attempts), key=_cost, default=())

    def _rivalled(self, typed: Words, cost: int) -> bool:
        """Return whether a text is closer than `cost` to something else."""
        given = compact(tuple(map(plain, typed)))
        right = frozenset().union(*map(self._known, self.forms))
        others = (form for term in self.context.terms for form in (term.name, *term.also))
        rivals = (self._known(text) for text in chain(self.context.others, self.near, others))
        return any(OSA.distance(given, key) < cost for rival in rivals if rival.isdisjoint(right) for key in rival)


def keys(text: str, kind: str, language: str) -> frozenset[str]:
    """Return the keys of a text: two texts count as the same if they share a key.

    A key is the folded text without spaces, with and without its article or titles; for a person, in every order of the names.
    """
    readings = (tuple(map(plain, reading)) for reading in (words(text), _bare(text, kind, language)))
    return frozenset(compact(order) for reading in readings for order in _orders(reading, kind))


known_keys = lru_cache(maxsize=4096)(keys)
"""The keys of the texts of a deck, cached; those of typed texts are not."""


def _orders(names: Words, kind: str) -> Iterable[Words]:
    """Return the accepted orders of names: all of them; for long names, those that move words from the front to the end.

    A text with very many words is not a name; a single typed character can stand for several words.
    """
    if kind != "person" or len(names) > _MOST_MOVED:
        return (names,)
    if len(names) <= _MOST_ORDERED:
        return permutations(names)
    return (names[first:] + names[:first] for first in range(len(names)))


def _bare(text: str, kind: str, language: str) -> Words:
    """Return the words of a text without those its kind ignores: a leading article, or titles."""
    if kind == "person":
        return _without_titles(words(text), language)
    return _without_article(text, language) if kind in {"place", "term"} else words(text)


def _without_article(text: str, language: str) -> Words:
    articles = table(ARTICLES, language)
    start = text.casefold().replace("’", "'")
    for article in articles:
        if article.endswith("'") and start.startswith(article):
            return words(text[len(article) :])
    parts = words(text)
    return parts[1:] if len(parts) > 1 and plain(parts[0]) in articles else parts


def _without_titles(names: Words, language: str) -> Words:
    """Return a name without titles before and after it; a title alone stays."""
    titles = table(TITLES, language)
    while len(names) > 1 and plain(names[0]) in titles:
        names = names[1:]
    for title in TITLES_AFTER.get(base(language), ()):
        if "".join(names) not in ("", title) and names[-1].endswith(title):
            return tuple(filter(None, (*names[:-1], names[-1].removesuffix(title))))
    return names


def _compared(right: Words, typed: Words) -> Slips:
    """Return the words that slipped, or none if more slipped in a word or in all than is forgiven."""
    pairs = zip(right, typed, strict=True)
    slips = tuple(Difference("word", word, given, word, ok=False) for word, given in pairs if _distance(word, given))
    forgiven = all(_distance(slip.right, slip.given) <= allowed(slip.right) for slip in slips)
    return slips if forgiven and _cost(slips) <= _MOST_SLIPS else ()


def allowed(word: str) -> int:
    """Return how many slips are forgiven in a word of the right answer: one from 5 letters, two from 9."""
    count = letters(word)
    return (count >= 5) + (count >= 9)  # noqa: PLR2004 - the rule itself


def _distance(word: str, other: str) -> int:
    """Count the letters that are added, missing, replaced or swapped."""
    return OSA.distance(plain(word), plain(other))


def _cost(slips: Slips) -> int:
    return sum(_distance(slip.right, slip.given) for slip in slips)


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


def wording(forms: Words, context: Context, *, kind: str | None = None, vague: Words = (), near: Iterable[str] = ()) -> Wording:
    """Return the wording of a right answer in its deck: if the answer names a term, the term gives its kind and its forms."""
    term = term_of(forms[0], context) or Term(forms[0], kind="text")
    accepted = tuple(dict.fromkeys((*forms, term.name, *term.also)))
    return Wording(accepted, kind or term.kind, vague + term.vague, tuple(near), context)
