"""Whether a word that was typed is another word than the right one, or a form or spelling of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from quizapp.domain.questions.languages import base
from quizapp.domain.questions.lexicon import Lexicon
from quizapp.domain.questions.question import Context

_COMPOUNDING = frozenset({"da", "de", "is", "lb", "nb", "nl", "nn", "no", "sv"})
"""Languages that write compounds as one word, which no list has in full."""

_LINKS = ("", "es", "en", "er", "s", "n", "e")
"""What may stand between the parts of a compound."""

_LEAST_PART = 4
"""The least letters of a part of a compound; among shorter words are too many abbreviations."""

_DOUBLE = re.compile(r"(.)\1+")

_SUBSTANCES = tuple(
    re.compile(pattern + r"(?:e|o|a|en|n|es|os|as|s)?")
    for pattern in (
        r"(.*(?:arsen|brom|carbon|chlor|chrom|iod|mangan|nitr|phosph|silic|sulf|sulph))(at|id|it)",
        r"(.*(?:but|dec|eth|hept|hex|meth|non|oct|pent|prop))((?:[aeiy]|è|é)n(?:al|ol|on)?)",
        r"(.*(?:amyl|cellul|lact|lip|malt|sucr))(as|os)",
    )
)
"""Names of substances, which differ from one another by their ending and stand in no list in full: what they are of, and the ending."""

_AMERICAN = tuple(
    (re.compile(british), american)
    for british, american in {
        r"(arm|behavi|cand|clam|col|demean|endeav|enam|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od|parl|ranc|rig|rum|savi?|splend|succ|tum|"
        r"val|vap|vig)our": r"\1or",
        r"(calib|cent|fib|goit|lit|lust|meag|met|mit|noeuv|och|sab|sepulch|somb|spect|theat)re(?=d?s?$)": r"\1er",
        r"(?<=[a-z]{3})is(?=(e|ed|es|er|ers|ing|ation|ations|able)$)": "iz",
        r"lys(?=(e|ed|es|er|ers|ing)$)": "lyz",
        r"(def|lic|off|pret)ence": r"\1ense",
        r"practic(?=(e|ed|es|ing)$)": "practis",
        r"(anal|catal|demag|dial|epil|homol|monol|pedag|prol|synag|travel)ogue": r"\1og",
        r"(?<=[a-z])(?<!mich)ae(?=[a-z])|^ae(?=[gst])": "e",
        r"(?<=f)oe(?=t)|(?<=am)oe(?=b)|(?<=rrh)oe(?=a)|(?<=n)oe(?=uv)|(?<=hom)oe(?=o)|(?<=c)oe(?=li)|^oe(?=[dst])": "e",
        r"([aeiouy][a-z]*[aeiou])ll(?=(ed|er|ers|ing|or|ors|ous|en)$)": r"\1l",
        r"(appa|disti|enro|enthra|fulfi|insta)ll(?=s?$|ment)": r"\1l",
        r"(ski|wi)ll(?=ful)": r"\1l",
        r"(worship|kidnap)p(?=(ed|er|ers|ing)$)": r"\1",
        r"sulph": "sulf",
        r"dgement": "dgment",
        r"(?<=m)ou(?=l[dt])": "o",
        r"^grey": "gray",
        r"plough": "plow",
        r"^tyre": "tire",
        r"programme(?=s?$)": "program",
        r"aluminium": "aluminum",
        r"^age(?=ing$)": "ag",
        r"^scept": "skept",
        r"^pyj": "paj",
        r"^cos(?=y|ier|iest)": "coz",
        r"moustache": "mustache",
        r"yogh": "yog",
        r"whiskey": "whisky",
        r"artef": "artif",
        r"jeweller": "jewelr",
        r"^enquir": "inquir",
        r"^disc(?=s?$)": "disk",
        r"^chilli": "chili",
        r"omelette": "omelet",
        r"^wagg(?=on)": "wag",
        r"^store(?=ys?$)": "stor",
        r"^dyke": "dike",
        r"^cyph": "ciph",
    }.items()
)
"""How words that are spelled in two ways become one; the endings need a stem that is known to have both."""


def is_another_word(right: str, given: str, context: Context) -> bool:
    """Return whether a typed word is a word of the deck's language that is neither a form nor a spelling of the right one.

    It is looked up as it was typed, in lower case. A lemma never makes a word right: it only keeps what its letters have forgiven.
    """
    lexicon = context.words
    if lexicon is None:
        return False
    right, given, language = right.lower(), given.lower(), base(context.language)
    if _is_another_substance(right, given):
        return True
    if lexicon.is_word(given):
        return not _is_form(right, given, lexicon, language)
    if language not in _COMPOUNDING or _DOUBLE.sub(r"\1", right) == _DOUBLE.sub(r"\1", given):
        return False
    return any(_are_others(*parts, lexicon) for parts in _parts(right, given))


def _is_form(right: str, given: str, lexicon: Lexicon, language: str) -> bool:
    """Return whether two words share a form or a lemma, in one of their spellings; a form with two lemmas counts with one of them."""
    one, other = {right, lexicon.lemma(right) or right}, {given, lexicon.lemma(given)}
    return not one.isdisjoint(other) or (language == "en" and not set(map(_american, one)).isdisjoint(map(_american, other)))


@lru_cache(maxsize=1024)
def _american(word: str) -> str:
    """Return the American spelling of an English word, or what both spellings become."""
    for british, american in _AMERICAN:
        word = british.sub(american, word)
    return word


def _is_another_substance(right: str, given: str) -> bool:
    """Return whether two names of substances differ in their ending: sulfate and sulfite."""
    matches = ((pattern.fullmatch(right), pattern.fullmatch(given)) for pattern in _SUBSTANCES)
    return any(one and other and one[1] == other[1] and one[2] != other[2] for one, other in matches)


def _parts(right: str, given: str) -> Iterator[tuple[str, str, str]]:
    """Yield what two compounds share, at the end or at the beginning, with the other part of each."""
    for cut in range(_LEAST_PART, len(given) - _LEAST_PART + 1):
        first, last = given[:cut], given[cut:]
        if right.endswith(last) and right != last:
            yield last, right.removesuffix(last), first
        if right.startswith(first) and right != first:
            yield first, right.removeprefix(first), last


def _are_others(shared: str, right: str, given: str, lexicon: Lexicon) -> bool:
    """Return whether compounds with a part in common have two words as their other parts, the typed one in its dictionary form."""
    if not (_word_in(shared, lexicon) and (one := _word_in(right, lexicon)) and (other := _word_in(given, lexicon))):
        return False
    return lexicon.lemma(other) == other != lexicon.lemma(one)


def _word_in(part: str, lexicon: Lexicon) -> str:
    """Return the word that a part of a compound is, without what links it to the next; an empty text if it is none."""
    bare = (part.removesuffix(link) for link in _LINKS if part.endswith(link))
    return next((word for word in bare if len(word) >= _LEAST_PART and lexicon.is_word(word)), "")
