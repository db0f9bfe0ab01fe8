"""Names of people: which are accepted, and which two look alike."""

from __future__ import annotations

import re
from unicodedata import category, normalize

from quizapp.services.errors import Invalid

SHORTEST, LONGEST = 2, 40
KEY_LENGTH = 200
"""The width of the column of folded names: some characters fold into many."""

PUNCTUATION = frozenset(" .-_")
FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | frozenset(map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10))))
"""Letters and marks that are invisible, although their category does not say so."""

LOOK_ALIKE = str.maketrans(
    "01iı"
    "аеорсухіјѕһкмтвнԁӏ"  # Cyrillic
    "αορνικτυχεβηγ",  # Greek
    "olllaeopcyxljshkmtbhdlaopvlktuxebny",
)
"""Lower-case letters and digits that are mistaken for one another, each with the one it is compared as."""

SPACES = re.compile(r"\s+")
PILED_MARKS = re.compile(r"[\u0300-\u036f\u20d0-\u20f0]{3}")


def clean_username(typed: str) -> str:
    """Return a name to sign in with, composed and without needless spaces.

    Letters and digits of any script, inner spaces, dots, dashes and underscores. Raises Invalid (short, long, characters).
    """
    name = SPACES.sub(" ", normalize("NFC", typed)).strip()
    if len(name) < SHORTEST:
        raise Invalid("username", "short")
    if len(name) > LONGEST or len(key(name)) > KEY_LENGTH:
        raise Invalid("username", "long", most=LONGEST)
    if not all(map(_writes, name)) or category(name[0])[0] not in "LN" or PILED_MARKS.search(normalize("NFD", name)):
        raise Invalid("username", "characters")
    return name


def clean_display_name(typed: str) -> str:
    """Return a display name, which may be empty. Raises Invalid (long, characters)."""
    return clean_line(typed, "display_name", LONGEST) if typed.strip() else ""


def clean_line(typed: str, field: str, longest: int) -> str:
    """Return a line of text without needless spaces. Raises Invalid (empty, long, characters) for a field."""
    line = SPACES.sub(" ", normalize("NFC", typed)).strip()
    if not line:
        raise Invalid(field, "empty")
    if len(line) > longest:
        raise Invalid(field, "long", most=longest)
    if any(category(character)[0] == "C" or character in FILLERS for character in line) or PILED_MARKS.search(normalize("NFD", line)):
        raise Invalid(field, "characters")
    return line


def key(username: str) -> str:
    """Return the key of a name: names that differ only in case, width or letters that look alike have the same key."""
    folded = normalize("NFKC", normalize("NFKC", username).casefold())
    shown = "".join(character for character in folded if category(character)[0] != "C" and character not in FILLERS)
    return SPACES.sub(" ", shown).strip().translate(LOOK_ALIKE)


def _writes(character: str) -> bool:
    kind = category(character)
    return character in PUNCTUATION or ((kind[0] in "LM" or kind == "Nd") and character not in FILLERS)
