"""What Babel's CLDR data know of languages: month names, eras, decimal marks, and cities with their countries."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from quizapp.domain.questions import tables
from quizapp.domain.questions.tables import Words

base = tables.base


@lru_cache(maxsize=64)
def locale(language: str) -> Locale:
    """Return Babel's data for a language: for its exact tag, otherwise for the language without its region, otherwise for English."""
    for tag in (language, base(language)):
        try:
            return Locale.parse(tag.replace("_", "-"), sep="-")
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return Locale("en")


def decimal_mark(language: str) -> str:
    """Return the mark before the decimals of a number, as the language writes it."""
    return str(locale(language).number_symbols["latn"]["decimal"])


def month_names(language: str) -> Mapping[str, int]:
    """Return every long and short month name, in the language and in English, as Babel writes them."""
    names: dict[str, int] = {}
    for tag in ("en-GB", "en", language):
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names |= {name: number for number, name in locale(tag).months[form][width].items()}
    return names


def era_names(language: str) -> Mapping[str, int]:
    """Return the names of the two eras, in the language and in English: -1 for those before year 1, 1 for the others."""
    names = {"bc": -1, "bce": -1, "ad": 1, "ce": 1}
    for width in ("wide", "abbreviated"):
        names |= {name: 1 if era else -1 for era, name in locale(language).eras[width].items()}
    return names


def date_pattern(language: str, *, day: bool) -> str:
    """Return how the language writes a date with its month in words: a Unicode date pattern with y, MMMM and, if `day`, d."""
    known = locale(language)
    pattern = known.date_formats["long"] if day else known.datetime_skeletons["yMMMM"]
    return str(pattern.pattern)


def short_date_pattern(language: str) -> str:
    """Return how the language writes a date in digits only."""
    return str(locale(language).date_formats["short"].pattern)


@lru_cache(maxsize=64)
def countries_of_cities(language: str) -> Mapping[str, Words]:
    """Return the countries of the about 400 cities that name a time zone, by the city, as the language and English write them.

    Names are in lower case. A city of which CLDR has no name in the language is called as in English.
    """
    found: dict[str, Words] = {}
    for known in (locale("en"), locale(language)):
        for zone, territory in get_global("zone_territories").items():
            area, _, name = zone.rpartition("/")
            city = known.time_zones.get(zone, {}).get("city") or name.replace("_", " ")
            country = known.territories.get(territory)
            if area and country and territory != "001":
                both = (country, locale("en").territories[territory])
                found[city.casefold()] = tuple(dict.fromkeys((*found.get(city.casefold(), ()), *both)))
    return found
