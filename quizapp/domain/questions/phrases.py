"""Sentences that code without a reader writes in English, and that pages and commands show in the reader's language.

Code such as the checks of a deck, an import or the doctor has no reader and therefore no language. It marks its sentences with `N_`, which
only lets the extraction find them, and fills them in as a `Phrase`: an English text that remembers the message and values it was made from.
Where there is a reader, `said` translates it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, Self


class Catalogue(Protocol):
    """The translations of one language, as gettext has them."""

    def gettext(self, message: str) -> str:
        """Return a message in the language."""
        ...

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form of a message for a number."""
        ...


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools know
    """Mark a sentence for the catalogues."""
    return message


def NN_(message: str, several: str) -> tuple[str, str]:  # noqa: N802 - as above
    """Mark a sentence and its plural form."""
    return message, several


BETWEEN = N_(", ")
"""The separator of the words in a list."""


class Phrase(str):
    """A filled-in English sentence; `message` is its key in the catalogues and `values` fill its braces.

    A value may be a phrase itself, or a tuple of texts: a list. If there is a plural form, `several`, `values` include `count`.
    """

    __slots__ = ("message", "several", "values")
    message: str
    several: str
    values: Mapping[str, Any]

    def __new__(cls, message: str, values: Mapping[str, Any] | None = None, several: str = "") -> Self:
        """Fill in a marked sentence."""
        values = values or {}
        english = several if several and values["count"] != 1 else message
        phrase = super().__new__(cls, english.format_map({name: _plain(value) for name, value in values.items()}))
        phrase.message, phrase.several, phrase.values = message, several, values
        return phrase

    def __getnewargs__(self) -> tuple[Any, ...]:
        """Return the arguments from which a copy is made."""
        return self.message, dict(self.values), self.several


def said(text: str, catalogue: Catalogue) -> str:
    """Return a phrase in the language of a catalogue; any other text, and one whose translation cannot be filled in, is unchanged."""
    if not isinstance(text, Phrase) or not text.message:
        return str(text)
    one, several = text.message, text.several
    pattern = catalogue.ngettext(one, several, text.values["count"]) if several else catalogue.gettext(one)
    values = {name: _in(value, catalogue) for name, value in text.values.items()}
    try:
        return pattern.format_map(values)
    except (LookupError, ValueError, AttributeError):
        return str(text)


def packed(value: Any) -> Any:
    """Return a phrase, or another value, in a form that JSON can store."""
    if isinstance(value, Phrase):
        return {"message": value.message, "several": value.several, "values": {name: packed(each) for name, each in value.values.items()}}
    return [packed(each) for each in value] if isinstance(value, tuple) else value if isinstance(value, int) else str(value)


def unpacked(value: Any) -> Any:
    """Return the value that `packed` stored."""
    if isinstance(value, Mapping):
        return Phrase(value["message"], {name: unpacked(each) for name, each in value["values"].items()}, value["several"])
    return tuple(map(unpacked, value)) if isinstance(value, list) else value


def _plain(value: Any) -> str:
    return BETWEEN.join(map(str, value)) if isinstance(value, tuple) else str(value)


def _in(value: Any, catalogue: Catalogue) -> str:
    """Return a value of a phrase in the language of a catalogue."""
    if isinstance(value, tuple):
        return catalogue.gettext(BETWEEN).join(_in(each, catalogue) for each in value)
    return said(value, catalogue) if isinstance(value, str) else str(value)
