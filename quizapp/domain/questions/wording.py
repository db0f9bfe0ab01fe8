"""A right answer in words: which forms of it count, and which slips are forgiven."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from rapidfuzz.distance import OSA

from quizapp.domain.questions.question import Context, FormatError, Grade, Term
from quizapp.domain.questions.readings import Words, bare, keys, known_keys, orders
from quizapp.domain.questions.slips import Slips, compared, cost
from quizapp.domain.questions.terms import term_of
from quizapp.domain.questions.text import compact, has_digit, plain


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
        typed = bare(given, self.kind, self.context.language)
        found = [slips for form in self.forms if (slips := self._slips_of(form, typed))]
        nearest = min(found, key=cost, default=())
        return nearest if nearest and not self._rivalled(typed, cost(nearest)) else ()

    def _slips_of(self, form: str, typed: Words) -> Slips:
        right = bare(form, self.kind, self.context.language)
        if len(right) != len(typed) or any(map(has_digit, right + typed)):
            return ()
        attempts = (compared(right, order) for order in orders(typed, self.kind))
        return min(filter(None, attempts), key=cost, default=())

    def _rivalled(self, typed: Words, distance: int) -> bool:
        """Return whether a text is closer than `distance` to something else."""
        given = compact(tuple(map(plain, typed)))
        right = frozenset().union(*map(self._known, self.forms))
        others = (form for term in self.context.terms for form in (term.name, *term.also))
        rivals = (self._known(text) for text in chain(self.context.others, self.near, others))
        return any(OSA.distance(given, key) < distance for rival in rivals if rival.isdisjoint(right) for key in rival)


def wording(forms: Words, context: Context, *, kind: str | None = None, vague: Words = (), near: Iterable[str] = ()) -> Wording:
    """Return the wording of a right answer in its deck: if the answer names a term, the term gives its kind and its forms."""
    term = term_of(forms[0], context) or Term(forms[0], kind="text")
    accepted = tuple(dict.fromkeys((*forms, term.name, *term.also)))
    return Wording(accepted, kind or term.kind, vague + term.vague, tuple(near), context)
