"""What an amount is asked for in: its unit, and the words that may stand around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from quizapp.domain.questions.counting import NumberWords, Piece, numerals_of
from quizapp.domain.questions.myriads import signs
from quizapp.domain.questions.tables import base, table_of, words_of
from quizapp.domain.questions.text import plain
from quizapp.domain.questions.units import DEGREES, HUNDREDTH, Ids, Units, joined_percent, squeezed, units_of

_SIGNS_AROUND = frozenset('~≈≃=:.,;()"“”„«»')
_UNSPACED = frozenset({"ja", "ko", "zh"})
_MOST_COUNTING = 4
"""The longest counting word, in characters."""

_UNITS_OF_LETTERS = {"length": "mk", "mass": "tk", "duration": "m", "digital": "kmbt", "temperature": "k"}
"""The letters that are units, and no scales, where a kind of unit is asked for."""


@dataclass(frozen=True)
class AskedAmount:
    """What an amount is asked for in: the language, the forms of the unit, and the words of the prompt."""

    language: str
    units: tuple[str, ...] = ()
    prompt: str = ""

    @cached_property
    def names(self) -> Units:
        """The names of units in the language."""
        return units_of(self.language)

    @cached_property
    def _scaled(self) -> tuple[int, tuple[str, ...]]:
        """The size of the scale that the unit begins with (1 without one), and the forms of the unit without it."""
        scales = [_leading_scale(unit, self.language) for unit in self.units]
        return scales[0][0] if scales else 1, tuple(rest for _, rest in scales if rest)

    @property
    def scale(self) -> int:
        """How much one of the unit is: 10**6 for `million euros`, otherwise 1."""
        return self._scaled[0]

    @cached_property
    def _forms(self) -> frozenset[str]:
        return frozenset(map(squeezed, self._scaled[1]))

    @cached_property
    def ids(self) -> Ids:
        """The units meant: those that all known forms share, or any; without a unit, those that the prompt names."""
        found = [ids for unit in self._scaled[1] if (ids := self.names.meant(unit))]
        if self.units:
            return frozenset.intersection(*found) or frozenset.union(*found) if found else frozenset()
        return self.names.asked(self.prompt)

    @property
    def is_share(self) -> bool:
        """Whether per cent are asked for."""
        return self.ids == {"percent"}

    def fits(self, unit: str) -> bool:
        """Return whether a typed unit is the one asked for."""
        key = squeezed(unit)
        if key in self._forms or any(key and key.rstrip("s") == form.rstrip("s") for form in self._forms if len(key) > 1):
            return True
        typed = self.names.named(unit)
        if typed & DEGREES and self.ids & DEGREES:
            return True
        return not typed.isdisjoint(self.ids) or bool("celsius" in self.ids and typed & DEGREES and len(self.ids) == 1)

    def is_currency(self, unit: str) -> bool:
        """Return whether a typed unit is a currency, which may come before a number."""
        return any(self.names.kinds.get(found) == "currency" for found in self.names.named(unit))

    def is_part_of(self, unit: str, whole: str) -> bool:
        """Return whether a typed unit is a hundredth of a currency: cents of dollars."""
        return any(f"{currency}{HUNDREDTH}" in self.names.named(unit) for currency in self.names.named(whole))

    @cached_property
    def words(self) -> NumberWords:
        """The words of numbers in the language."""
        return numerals_of(self.language)

    @cached_property
    def around(self) -> frozenset[str]:
        """The words that may stand around an amount: those of the language, and those of the prompt that do not change it."""
        said = {plain(word) for word in re.findall(r"[^\W\d_]+", joined_percent(self.prompt))}
        prefix = table_of(self.language).numerals.prefix
        listed = {*words_of(self.language, "amounts.around"), *filter(None, (prefix,))}
        return _SIGNS_AROUND | listed | {word for word in said if not self._counts(word)}

    def ends(self, pieces: Sequence[Piece]) -> bool:
        """Return whether all pieces may stand after an amount: a letter is a unit there, and not `circa`."""
        return all(piece in self.around and not (len(str(piece)) == 1 and str(piece).isalpha()) for piece in pieces)

    def _counts(self, word: str) -> bool:
        words = self.words
        named = word in words.scales or word in words.parts or word in words.places or words.below_thousand(word) is not None
        return (
            named
            or bool(self.names.told(word))
            or word in words_of(self.language, "amounts.inexact")
            or word in words_of(self.language, "amounts.minus")
        )

    @cached_property
    def barred(self) -> frozenset[str]:
        """The letters that are units here and no scales: m for metres."""
        if not self.units and not self.prompt:
            return frozenset()
        kinds = {self.names.kinds[unit] for unit in self.ids}
        return frozenset(letter for kind in kinds for letter in _UNITS_OF_LETTERS.get(kind, ""))

    def without_ending(self, text: str) -> str:
        """Return a text without one of the endings that the language writes in one word with a unit (ja, ko)."""
        endings = table_of(self.language).amounts.at_end
        return next((text.removesuffix(ending).rstrip() for ending in endings if text.endswith(ending)), text)

    def counts_in(self, text: str) -> bool:
        """Return whether a short text is a counting word that the prompt has, in a language that writes it with the number (ja, ko, zh)."""
        inexact = any(word in text for word in table_of(self.language).amounts.inexact)
        return base(self.language) in _UNSPACED and not inexact and len(text) <= _MOST_COUNTING and text in plain(self.prompt)


def _leading_scale(unit: str, language: str) -> tuple[int, str]:
    """Return the scale that a unit begins with (1 without one), and the rest of it: `million euros` is 10**6 and euros."""
    if base(language) in _UNSPACED and unit[:1] in signs().myriads:
        return signs().myriads[unit[0]], unit[1:].strip()
    first = re.match(r"([^\W\d_]{2,})\.?\s*", unit)
    size = numerals_of(language).scales.get(plain(first[1])) if first else None
    return (size, unit[first.end() :]) if first and size else (1, unit)
