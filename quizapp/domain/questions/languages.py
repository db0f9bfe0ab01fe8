"""What grading knows about languages: small tables of words, and the month names, eras and decimal marks from Babel.

Tables are keyed by the language without its region; English always counts as well. Words are written as `text.fold` returns them: in lower
case, without marks and punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError

Words = tuple[str, ...]


def _split(texts: Mapping[str, str]) -> dict[str, Words]:
    return {language: tuple(text.split()) for language, text in texts.items()}


ARTICLES = _split(
    {
        "en": "the a an",
        "ca": "el la els les un una l'",
        "da": "den det de en et",
        "de": "der die das den dem des ein eine einen einem einer",
        "el": "ο η το οι τα τον την",
        "es": "el la los las un una unos unas",
        "fr": "le la les un une des l'",
        "hu": "a az egy",
        "it": "il lo la i gli le un uno una l' un'",
        "nb": "den det de en et ei",
        "nl": "de het een",
        "pt": "o a os as um uma",
        "sv": "den det de en ett",
    }
)
"""Articles before a name; one that ends in an apostrophe is joined to it."""

TITLES = _split(
    {
        "en": "the mr mrs ms miss mx dr doctor prof professor sir dame lord lady president vice prime minister premier chancellor pm king "
        "queen emperor empress prince princess pope saint general gen admiral colonel captain marshal senator governor mayor chairman "
        "chairwoman chair secretary ambassador foreign deputy former late rev reverend tsar tsarina kaiser sultan",
        "de": "herr frau dr prof professor prasident prasidentin bundesprasident bundeskanzler bundeskanzlerin kanzler kanzlerin konig "
        "konigin kaiser kaiserin papst furst herzog minister ministerin premierminister premierministerin ministerprasident general",
        "es": "el la senor senora sr sra don dona dr dra presidente presidenta primer primera ministro ministra rey reina emperador papa",
        "fr": "le la m mme mlle monsieur madame dr president presidente premier premiere ministre chancelier chanceliere roi reine "
        "empereur imperatrice pape general",
        "it": "il la signor signora sig dott presidente primo ministro ministra re regina imperatore papa generale",
        "ja": "首相 総理 総理大臣 大統領 天皇",
        "ko": "대통령 총리 왕 여왕 황제",
        "nl": "de heer mevrouw president premier minister koning koningin keizer paus",
        "pt": "o a senhor senhora sr sra dom dona dr presidente primeiro primeira ministro ministra rei rainha papa",
        "zh": "总统 總統 首相 总理 總理 主席",
    }
)
"""Titles before a person's name."""

TITLES_AFTER = _split(
    {
        "ja": "内閣総理大臣 総理大臣 大統領 首相 総理 天皇 氏 さん 様",
        "ko": "대통령 총리 여왕 황제 씨 님",
        "zh": "总统 總統 首相 总理 總理 主席 先生 女士",
    }
)
"""Titles after a person's name, with or without a space before them; the longest come first."""

FROM_TO: Mapping[str, tuple[Words, Words]] = {
    "en": (("from", "between"), ("to", "until", "till", "through", "and")),
    "de": (("von", "vom", "zwischen"), ("bis", "und")),
    "es": (("de", "desde", "entre"), ("a", "hasta", "al", "y")),
    "fr": (("de", "du", "entre"), ("a", "au", "jusqu", "et")),
    "it": (("da", "dal", "tra", "fra"), ("a", "al", "fino", "e")),
    "ja": (("まで", "の間"), ("から",)),
    "ko": (("까지",), ("부터", "에서")),
    "nl": (("van", "tussen"), ("tot", "en")),
    "pt": (("de", "desde", "entre"), ("a", "ate", "ao", "e")),
    "zh": (("从", "從", "自"), ("到", "至")),
}
"""The words around a range, and those between its two ends."""

IN_DATES = ("of", "the", "in", "on", "year")
"""English words that may appear in a date and can be ignored."""


def table(words: Mapping[str, Words], language: str) -> Words:
    """Return a table's words for a language, followed by the English ones."""
    return words.get(base(language), ()) + words.get("en", ())


def base(language: str) -> str:
    """Return a language tag without its region and script."""
    return re.split("[-_]", language.lower(), maxsplit=1)[0]


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
