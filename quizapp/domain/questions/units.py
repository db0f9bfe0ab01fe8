"""Units of measure and currencies: what CLDR calls them, in a language and in English, and how some are converted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from babel import Locale

from quizapp.domain.questions.counting import numerals_of
from quizapp.domain.questions.languages import locale
from quizapp.domain.questions.tables import table_of, words_of
from quizapp.domain.questions.text import plain

_LENGTHS = ("long", "short", "narrow")
_ODD = re.compile(
    "^(graphics|light|torque|consumption)-|-person$|^angle-(arc|rev|rad)|^concentr-(item|portion|karat|mole|milli)|force|^duration-(quarter|night)"
    "|picometer|parsec|length-point|^pressure-(inch|milli|gas)|-(stone|grain|drop|dram|jigger|pinch|dunam|beaufort|light-speed|dalton|earth-mass)$"
    "|solar|earth|spoon|cup|fluid|scandinavian"
)
"""Units that nobody is asked for in these decks, whose short names are other words: st, pt, pm."""

_CODES = "AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS INR JPY KRW MXN NOK NZD PHP PLN RUB SEK SGD TWD USD ZAR"
"""Currencies whose code counts as a name; other codes are words too: TOP, ALL."""

_SIZES: Mapping[str, tuple[str, Fraction]] = {
    unit: (dimension, Fraction(size))
    for dimension, units in {
        "length": "nanometer=1/1000000000 micrometer=1/1000000 millimeter=1/1000 centimeter=1/100 decimeter=1/10 meter=1 kilometer=1000",
        "area": "square-centimeter=1/10000 square-meter=1 hectare=10000 square-kilometer=1000000",
        "mass": "microgram=1/1000000 milligram=1/1000 gram=1 kilogram=1000 tonne=1000000",
        "volume": "milliliter=1/1000 centiliter=1/100 deciliter=1/10 liter=1 hectoliter=100 cubic-centimeter=1/1000 cubic-meter=1000",
        "time": "millisecond=1/1000 second=1 minute=60 hour=3600 day=86400 week=604800",
        "calendar": "month=1 year=12 decade=120 century=1200 millennium=12000",
        "share": "permille=1/10 percent=1",
        "power": "watt=1 kilowatt=1000 megawatt=1000000 gigawatt=1000000000",
        "data": "byte=1 kilobyte=1000 megabyte=1000000 gigabyte=1000000000 terabyte=1000000000000",
    }.items()
    for unit, size in (pair.split("=") for pair in units.split())
}
_TEMPERATURES = frozenset({"celsius", "fahrenheit", "kelvin"})
DEGREES = frozenset({"degree", "generic"})
_OTHERWISE = frozenset({("m", "month"), ("m", "minute"), ("in", "inch")})
"""Names that stand for something else first: metres, a preposition."""

_SHORT = 2
"""The most letters of a listed name that says too little alone."""

HUNDREDTH = "/100"
"""Stands after the code of a currency for a hundredth of it: USD/100 is a cent."""

_PER_CENT = re.compile(r"\bper[ -]cent\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s.^·⋅'’-]")

Ids = frozenset[str]
_NONE: Ids = frozenset()


@dataclass(frozen=True)
class Units:
    """The names of units in a language, squeezed.

    `measured` gives the units that CLDR calls so, those whose longest forms these are; `listed` those of the tables of names. `spoken` are
    the names that say by themselves which unit is meant. `kinds` gives the kind of each unit: length, mass, currency.
    """

    measured: Mapping[str, Ids]
    listed: Mapping[str, Ids]
    spoken: frozenset[str]
    kinds: Mapping[str, str]
    percentage: tuple[str, ...]

    def named(self, name: str) -> Ids:
        """Return the units that a typed name may mean: none if it is not known."""
        key = squeezed(name)
        return self.measured.get(key, _NONE) | self.listed.get(key, _NONE) or self._quotient(key)

    def meant(self, name: str) -> Ids:
        """Return the units that an author means by a name: $ alone is the dollar that CLDR writes so."""
        found = self.measured.get(squeezed(name), _NONE)
        return found if any(unit.isupper() for unit in found) else self.named(name)

    def told(self, name: str) -> Ids:
        """Return the units that an author means by a name that says by itself which; none for others: `3 D` is not three days."""
        key = squeezed(name)
        sure = key in self.spoken if key.isalpha() else key in self.measured or key in self.listed
        found = self.meant(name) if sure else self._quotient(key)
        return found if len(key) > 1 or len(found) == 1 or not (key.isascii() and key.isalpha()) else _NONE

    def asked(self, prompt: str) -> Ids:
        """Return the units that a prompt names."""
        words = [plain(word) for word in re.findall(r"[^\W\d_]+|[%‰€$£¥₩₽₹]", joined_percent(prompt))]
        found = {unit for word in words if len(word) > _SHORT or not word.isalpha() for unit in self.meant(word)}
        return frozenset(found | {"percent"} if any(word.startswith(self.percentage) for word in words) else found)

    def _quotient(self, key: str) -> Ids:
        """Return the units that are one by another: km per hour."""
        above, _, below = key.partition("/" if "/" in key else "per")
        ones, others = (self.measured.get(part, _NONE) | self.listed.get(part, _NONE) for part in (above, below))
        return frozenset(made for one in ones for other in others if (made := f"{one}-per-{other}") in self.kinds)


def joined_percent(text: str) -> str:
    """Return a text with `per cent` in one word, which has no cents."""
    return _PER_CENT.sub("percent", text)


def squeezed(name: str) -> str:
    """Return a name in lower case without spaces, full stops, dashes and powers' signs."""
    return _BETWEEN.sub("", name.lower() if name.isascii() else plain(name))


def factor(typed: Ids, asked: Ids) -> Fraction | None:
    """Return what a number of one unit is multiplied by to be a number of another; None if they cannot be compared."""
    for one in typed:
        for other in asked:
            (kind, size), (same, unit) = _size(one), _size(other)
            if kind == same and kind:
                return size / unit
    return None


def _size(unit: str) -> tuple[str, Fraction]:
    """Return what a unit measures and how much of it: a currency is its own kind, and has hundredths."""
    if unit.isupper():
        return unit.removesuffix(HUNDREDTH), Fraction(1, 100) if unit.endswith(HUNDREDTH) else Fraction(1)
    return _SIZES.get(unit, ("", Fraction(1)))


def are_hundredths(units: Ids) -> bool:
    """Return whether some of these units are hundredths of a currency."""
    return any(unit.endswith(HUNDREDTH) for unit in units)


def looser(typed: Ids, asked: Ids) -> bool:
    """Return whether a unit is named less exactly than another: degrees for degrees Celsius."""
    return bool((typed & DEGREES and asked & _TEMPERATURES) or (typed & _TEMPERATURES and asked & DEGREES))


@lru_cache(maxsize=64)
def units_of(language: str) -> Units:
    """Return the names of units in a language; English ones always count."""
    ranks: dict[str, dict[str, int]] = defaultdict(dict)
    kinds = {"millennium": "duration"}
    for tag in dict.fromkeys((language, "en", "en-GB")):
        known = locale(tag)
        for kind, unit, rank, name in {*_measures(known), *_currencies(known)}:
            kinds[unit] = kind
            found = ranks[squeezed(name)]
            found[unit] = min(rank, found.get(unit, rank))
    measured = {key: frozenset(unit for unit, rank in found.items() if rank == min(found.values())) for key, found in ranks.items()}
    names = _listed(language)
    kinds |= {unit: "hundredth" for units in names.values() for unit in units if unit.endswith(HUNDREDTH)}
    spoken = {key for key, found in ranks.items() if min(found.values()) < len(_LENGTHS) - 1}
    long = {key for key in names if len(key) > _SHORT or not key.isascii()}
    return Units(measured, names, frozenset(spoken | long), kinds, words_of(language, "amounts.percentage"))


def _listed(language: str) -> Mapping[str, Ids]:
    """Return the units by the names that the tables list."""
    found: dict[str, set[str]] = defaultdict(set)
    for tag in (language, "en"):
        for unit, names in table_of(tag).amounts.units:
            for name in names:
                found[squeezed(name)].add(unit)
        for currencies, names in table_of(tag).amounts.currencies:
            for name in names:
                found[squeezed(name)].update(currencies.split())
        for currencies, names in table_of(tag).amounts.minor:
            for name in names:
                if numerals_of(language).below_thousand(name) is None:  # in French, cent is a hundred
                    found[squeezed(name)].update(f"{currency}{HUNDREDTH}" for currency in currencies.split())
    return {name: frozenset(units) for name, units in found.items()}


def _measures(known: Locale) -> Iterator[tuple[str, str, int, str]]:
    """Yield the kind, the unit, the rank and the name for each form in which CLDR writes a unit; Babel lists them in no other way."""
    for key, lengths in known._data["unit_patterns"].items():  # noqa: SLF001
        kind, _, unit = key.partition("-")
        if _ODD.search(key):
            continue
        for rank, length in enumerate(_LENGTHS):
            for count, pattern in (lengths.get(length) or {}).items():
                before, _, after = str(pattern).partition("{0}")
                name = before.strip() or after.strip()
                if count == "per" or (before.strip() and after.strip()) or (name.rstrip("."), unit) in _OTHERWISE:
                    continue
                yield kind, unit, rank, name
                if known.language == "de" and not rank:
                    yield from ((kind, unit, rank, name + ending) for ending in ("n", "en"))  # the dative plural


def _currencies(known: Locale) -> Iterator[tuple[str, str, int, str]]:
    """Yield the same for each form in which CLDR writes a currency."""
    for currency, name in known.currencies.items():
        yield "currency", currency, 0, name
    for currency, forms in known._data["currency_names_plural"].items():  # noqa: SLF001 - as above
        yield from (("currency", currency, 0, form) for form in forms.values())
    for currency in _CODES.split():
        yield "currency", currency, 0, currency
        yield "currency", currency, 0, known.currency_symbols.get(currency, currency)
