"""A right answer in words: which forms of it count, and which slips are forgiven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from quizapp.domain.questions.question import Context, FormatError, Grade, Term
from quizapp.domain.questions.readings import Words, bare, keys, known_keys
from quizapp.domain.questions.slips import Slips, cost, is_closer, nearest
from quizapp.domain.questions.terms import term_of


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
        language = self.context.language
        typed = bare(given, self.kind, language)
        slips = nearest((bare(form, self.kind, language) for form in self.forms), typed, self.kind, self.context)
        return slips if slips and not is_closer(typed, self._rivals(), cost(slips)) else ()

    def _rivals(self) -> Iterator[frozenset[str]]:
        """Yield the keys of everything that is never a slip of the right answer."""
        right = frozenset().union(*map(self._known, self.forms))
        others = (form for term in self.context.terms for form in (term.name, *term.also))
        rivals = (self._known(text) for text in chain(self.context.others, self.near, others))
        return (rival for rival in rivals if rival.isdisjoint(right))


def wording(forms: Words, context: Context, *, kind: str | None = None, vague: Words = (), near: Iterable[str] = ()) -> Wording:
    """Return the wording of a right answer in its deck: if the answer names a term, the term gives its kind and its forms."""
    term = term_of(forms[0], context) or Term(forms[0], kind="text")
    accepted = tuple(dict.fromkeys((*forms, term.name, *term.also)))
    return Wording(accepted, kind or term.kind, vague + term.vague, tuple(near), context)
