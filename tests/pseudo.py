"""A pseudo-language: every sentence of the interface in letters that English does not have, and 40 % longer.

Whatever still has English letters on a page bypassed the catalogues, unless it is a name, a code or the text of a deck.
"""

from __future__ import annotations

import re
import shutil
from functools import cache
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any

import yaml
from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.mofile import write_mo
from support import ROOT

GREEK = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "αβψδεφγηιξκλμνοπχρστυϝωθςζΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠΧΡΣΤΥϜΩΘΪΖ")
ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "ابثدهفغحيجكلمنوبقرستعطصضزظ" * 2)
LETTERS = {"el": GREEK, "ar": ARABIC}
"""The letters of each pseudo-language; its locale, which determines dates and plurals, is that of a language that has them."""

KEPT = re.compile(r"%\(\w+\)[sd]|\{\{|\}\}|\{\w+\}|%%[a-z]?|%")
"""Placeholders, which are left unchanged."""

LONGER = 0.4


@cache
def messages() -> tuple[Any, ...]:
    """Every sentence of the code, as `make messages` finds them."""
    with (ROOT / "babel.cfg").open() as file:
        mapping, options = parse_mapping_cfg(file)
    marks = re.search(r'--keywords "([^"]+)"', (ROOT / "Makefile").read_text("utf-8"))
    assert marks, "make messages names its keywords no more"
    keywords = {**DEFAULT_KEYWORDS, **parse_keywords(marks[1].split())}
    found = {message for _, _, message, _, _ in extract_from_dir(ROOT, mapping, options, keywords)}
    assert len(found) > 1500, "the sentences are found no more"
    return tuple(sorted(found, key=str))


def translated(text: str, locale: str) -> str:
    """Return a sentence in the pseudo-language of a locale."""
    parts, begin = [], 0
    for match in KEPT.finditer(text):
        parts += [text[begin : match.start()].translate(LETTERS[locale]), match[0]]
        begin = match.end()
    parts.append(text[begin:].translate(LETTERS[locale]))
    more = ("loremipsum " * 60)[: ceil(len(text) * LONGER)].strip().translate(LETTERS[locale])
    return "".join([*parts, " ", more])


def write(folder: Path, locale: str) -> None:
    """Write the compiled catalogue of a pseudo-language."""
    catalogue = Catalog(locale, domain="messages")
    for message in messages():
        if isinstance(message, tuple):
            several = [translated(message[1], locale)] * (catalogue.num_plurals - 1)
            catalogue.add(message, [translated(message[0], locale), *several])
        elif message:
            catalogue.add(message, translated(message, locale))
    made = BytesIO()
    write_mo(made, catalogue)
    place = folder / locale / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "messages.mo").write_bytes(made.getvalue())


CYRILLIC = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "абцдефгхийклмнопярстувшжызАБЦДЕФГХИЙКЛМНОПЯРСТУВШЖЫЗ")
"""The letters of decks in a test of the pseudo-language, so that English letters do not come from the deck."""

CODES = {
    "id",
    "type",
    "file",
    "language",
    "category",
    "formerly",
    "evidence",
    "cause",
    "effect",
    "tags",
    "asks",
    "kind",
    "precision",
    "url",
    "reading",
    "easy",
    "teacher",
    "check_again",
}
"""Keys whose values are not text."""


def foreign(value: Any, key: str = "") -> Any:
    """Return the data of a deck with its texts in Cyrillic letters."""
    if isinstance(value, dict):
        inner = "id" if key == "categories" else ""
        return {name if key != "pairs" else foreign(name): foreign(one, name if not inner else "title") for name, one in value.items()}
    if isinstance(value, list):
        return [foreign(one, key) for one in value]
    if key == "language":
        return "ru"
    if key in CODES or value in {"true", "false"}:
        return value
    return str(value).translate(CYRILLIC)


def longer(value: Any, more: str, key: str = "") -> Any:
    """Return the data of a deck with something added to the texts that no quote and no answer depends on."""
    if isinstance(value, dict):
        return {name: longer(one, more, name) for name, one in value.items()}
    if isinstance(value, list):
        return [longer(one, more) for one in value]
    return f"{value}{more}" if key in {"why", "prompt", "feedback", "background"} else value


def foreign_deck(source: Path, target: Path, more: str = "") -> None:
    """Write a deck with its texts in Cyrillic letters; `more` is added to each explanation, prompt and comment."""
    target.mkdir(parents=True, exist_ok=True)
    for path in source.iterdir():
        if path.suffix == ".yaml":
            data = longer(foreign(yaml.load(path.read_text("utf-8"), yaml.BaseLoader)), more)
            (target / path.name).write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000), "utf-8")
        elif path.suffix == ".md":
            (target / path.name).write_text(path.read_text("utf-8").translate(CYRILLIC), "utf-8")
        else:
            shutil.copy(path, target)
