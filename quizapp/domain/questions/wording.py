"""A right answer in words: which forms of it count, and which slips are forgiven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from quizapp.domain.questions.expanding import Expanded, comma_swapped, expanded, is_rival, spaced_key
from quizapp.domain.questions.initials import initialled
from quizapp.domain.questions.lists import is_list, parts
from quizapp.domain.questions.numerals import marked
from quizapp.domain.questions.peeling import TypedReading, readings, remainders
from quizapp.domain.questions.prompts import PromptWords, read_prompt
from quizapp.domain.questions.question import Context, Difference, FormatError, Grade, Term
from quizapp.domain.questions.readings import SPELLINGS, Words, bare, broad_keys, keys, known_keys, orders, spelled, tokenized
from quizapp.domain.questions.slips import Slips, cost, is_closer, nearest
from quizapp.domain.questions.spellings import is_another_word
from quizapp.domain.questions.terms import term_of
from quizapp.domain.questions.text import compact, plain, words

_MOST_PARTS = 6
"""The most parts of a list that is read; one with more asks for one answer."""

_NO_PROMPT = PromptWords()


@dataclass(frozen=True)
class Wording:
    """A right answer in words.

    `forms` are accepted; `kind` is text, person, place or term; `vague` texts make the program ask for more. The texts in `near` and those
    that `context` names are never a slip of a form. Words of the `prompt` may be said again with the answer.
    """

    forms: Words
    kind: str = "text"
    vague: Words = ()
    near: Words = ()
    context: Context = field(default_factory=Context)
    prompt: str = ""

    def judge(self, given: str) -> Grade | FormatError:
        """Grade a typed text: right, almost right with the words that slipped, wrong, too vague, or more than one answer.

        A text that stands in the deck as something else, or is a known mistake, is read only as it stands.
        """
        language = self.context.language
        typed = keys(given, self.kind, language)
        if not typed.isdisjoint(self.expansion.exact):
            return Grade.of(1.0, reading="as written")
        if not typed.isdisjoint(self._vaguely.exact):
            return self._too_vague(given)
        if self._is_rival(given, typed):
            slips = self._slips(given)
            return Grade.of(1.0, almost=True, differences=slips, reading="slip") if slips else Grade.of(0.0)
        return self._loosely(given) or self._nearly(given) or self._listed(given) or Grade.of(0.0)

    def accepts(self, given: str) -> bool:
        """Return whether a text is a form of the right answer as it stands, without any slip."""
        return not keys(given, self.kind, self.context.language).isdisjoint(self.expansion.exact)

    def same(self, one: str, other: str) -> bool:
        """Return whether two texts count as the same."""
        first, second = (broad_keys(text, self.kind, self.context.language) for text in (one, other))
        return not first.isdisjoint(second)

    @cached_property
    def expansion(self) -> Expanded:
        """What counts as right."""
        return expanded(self.forms, self.kind, self.context.language, self._said)

    @cached_property
    def _vaguely(self) -> Expanded:
        return expanded(self.vague, self.kind, self.context.language, _NO_PROMPT)

    @cached_property
    def _said(self) -> PromptWords:
        """The prompt; words of other terms and of known mistakes are never left out of an answer."""
        rivals = (text for text in self._others if known_keys(text, self.kind, self.context.language).isdisjoint(self._exact))
        return read_prompt(self.prompt, self.forms, rivals, self.context.language)

    @cached_property
    def _exact(self) -> frozenset[str]:
        """The keys of the unchanged forms."""
        return frozenset().union(*map(self._known, self.forms))

    @cached_property
    def _single(self) -> Words:
        """The forms that are no list of other forms, as Dokdo/Takeshima is one beside Dokdo and Takeshima."""
        language = self.context.language
        return tuple(form for form in self.forms if len(parts(form, language)) <= 1 or not all(map(self.accepts, parts(form, language))))

    @cached_property
    def _mistaken(self) -> frozenset[str]:
        """The keys of what is not right though it is near: those of a form are none."""
        return frozenset().union(*map(self._known, self.near)) - self._exact

    @cached_property
    def _others(self) -> Words:
        terms = (form for term in self.context.terms for form in (term.name, *term.also))
        return tuple(chain(self.context.others, self.near, terms))

    def _is_rival(self, given: str, typed: frozenset[str]) -> bool:
        """Return whether a text with these keys stands in the deck as something else, or is a known mistake."""
        if not typed.isdisjoint(self._mistaken):
            return True
        return is_rival(broad_keys(given, self.kind, self.context.language), self.context, self.kind, self.expansion.strict)

    def _loosely(self, given: str) -> Grade | FormatError | None:
        """Return the grade of a text that is right or vague in another reading; None if it is neither."""
        found = self._readings(given)
        name = self._named(found, self.expansion) or self._joined(given)
        if name:
            return Grade.of(1.0, reading=name if name != "spelling" else self._spelling(given))
        if self.vague and self._named(found, self._vaguely):
            return self._too_vague(given)
        if self._initialled(given):
            return Grade.of(1.0, reading="initials")
        forms = (self.expansion.plurals[key] for reading, key in found if not reading.spaced and key in self.expansion.plurals)
        last = next((_last_word(form, given) for form in forms), None)
        if last is None or is_another_word(last.right, last.given, self.context):
            return None
        return Grade.of(1.0, almost=True, differences=(last,), reading="plural")

    def _nearly(self, given: str) -> Grade | None:
        """Return the grade of a text that is right but for slips, whatever stands around it."""
        rests = remainders(given, self.kind, self.context.language, self._said)
        attempts = (self._slips(text) for text in (marked(given, self.context.language), *map(" ".join, rests)))
        slips = next(filter(None, attempts), None)
        return Grade.of(1.0, almost=True, differences=slips, reading="slip") if slips else None

    def _listed(self, given: str) -> FormatError | None:
        """Return the format error that asks for one answer where there are several, right or wrong."""
        return FormatError("several-answers") if self._is_list(given, self._single) else None

    def _too_vague(self, given: str) -> FormatError:
        """Return what is asked about a text that is too vague: to be more precise or, if it is a list, for one answer first."""
        several = self._is_list(given, (*self._single, *self.vague))
        return FormatError("several-answers") if several else FormatError("vague", {"given": given})

    def _is_list(self, given: str, forms: Words) -> bool:
        return is_list(given, forms, self.context.language) and not self._is_one_name(given)

    def _readings(self, given: str) -> list[tuple[TypedReading, str]]:
        """Return the ways to read a text, the strictest first, each with its key."""
        language = self.context.language
        found = readings(given, self.kind, language, self._said)
        return [
            (reading, spaced_key(reading.tokens, language, self.kind) if reading.spaced else self._key(reading.tokens)) for reading in found
        ]

    def _key(self, tokens: Words) -> str:
        return compact(spelled(tokens, self.context.language, self.kind))

    def _named(self, found: Iterable[tuple[TypedReading, str]], right: Expanded) -> str:
        """Return the name of the strictest reading that is right: that of the text or, if it is the whole text, that of the form."""
        for reading, key in found:
            if reading.spaced and key in right.spaced:
                return reading.name
            if not reading.spaced and (key in right.exact or key in right.names):
                return reading.name or right.names.get(key) or "spelling"
        return ""

    def _spelling(self, given: str) -> str:
        """Return the name of the first step of spelling by which a text is a form."""
        steps = enumerate(SPELLINGS, 1)
        same = (name for step, name in steps if not self._spelled((given,), step).isdisjoint(self._spelled(self.forms, step)))
        return next(same, SPELLINGS[-1])

    def _spelled(self, texts: Words, steps: int) -> set[str]:
        """Return the keys of texts after the first steps of spelling."""
        language, kind = self.context.language, self.kind
        read = (tokens for text in texts for tokens in (*tokenized(text, language), tuple(map(plain, bare(text, kind, language)))))
        return {compact(order) for tokens in read for order in orders(spelled(tokens, language, kind, steps), kind)}

    def _joined(self, given: str) -> str:
        """Return the name of the reading in which every part of a list is right by itself, or two forms stand side by side."""
        pieces = parts(given, self.context.language)
        if 1 < len(pieces) <= _MOST_PARTS and all(map(self._is_right, pieces)):
            return "list"
        names = words(given) if len(pieces) == 1 else ()
        splits = range(1, len(names)) if len(names) <= _MOST_PARTS else ()
        return "list" if any(self.accepts(" ".join(names[:at])) and self.accepts(" ".join(names[at:])) for at in splits) else ""

    def _is_right(self, text: str) -> bool:
        return self.accepts(text) or bool(self._named(self._readings(text), self.expansion))

    def _initialled(self, given: str) -> bool:
        """Return whether a text has initials for names of a form, and could not stand for anything else in the deck."""
        language = self.context.language
        if not initialled(given, self.forms, self.kind, language):
            return False
        rivals = (text for text in self._others if self._known(text).isdisjoint(self._exact))
        return not initialled(given, rivals, self.kind, language)

    def _is_one_name(self, given: str) -> bool:
        """Return whether a text with a comma is a single name: Abe, Shinzo for a person, or a name of the deck such as Korea, North."""
        if self.kind != "person":
            return any(self._is_elsewhere(" ".join(swapped)) for swapped in comma_swapped(given))
        pieces = parts(given, self.context.language)
        return "," in given and len(pieces) == 2 and not any(map(self._is_known, pieces))  # noqa: PLR2004 - family and given name

    def _is_known(self, text: str) -> bool:
        return self.accepts(text) or self._is_elsewhere(text)

    def _is_elsewhere(self, text: str) -> bool:
        return self._is_rival(text, keys(text, self.kind, self.context.language))

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


def wording(
    forms: Words, context: Context, *, kind: str | None = None, vague: Words = (), near: Iterable[str] = (), prompt: str = ""
) -> Wording:
    """Return the wording of a right answer in its deck: if the answer names a term, the term gives its kind and its forms."""
    term = term_of(forms[0], context) or Term(forms[0], kind="text")
    accepted = tuple(dict.fromkeys((*forms, term.name, *term.also)))
    return Wording(accepted, kind or term.kind, vague + term.vague, tuple(near), context, prompt)


def _last_word(form: str, given: str) -> Difference:
    """Return the last word of a form beside that of a typed text."""
    right, typed = words(form)[-1], words(given)[-1]
    return Difference("word", right, typed, right, ok=False)
