"""The catalogues of the interface's languages: gettext files in `translations/`, compiled where the program is installed.

A language is a folder `translations/<locale>/LC_MESSAGES` with `messages.po`, which is in version control, and `messages.mo`, which the
server reads and which is not. The build of a wheel, `make` and `quizapp serve` compile catalogues, for which they need only Babel.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages import Catalog
    from babel.messages.catalog import Message

TRANSLATIONS = Path(__file__).with_name("translations")
TEMPLATE = "messages.pot"
COUNTS = frozenset(["num", "count"])
"""Names that the forms for one or two may leave out."""

SOURCE = "en"
"""The language of the sentences in the code, which needs no catalogue."""

NAMED = re.compile(r"%\((\w+)\)[sd]|(?<!\{)\{(\w+)\}(?!\})|(%%[a-z])\b")
"""Placeholders: `%(name)s` in a page, `{name}` in the texts of checks, imports and commands, `%%n` in those that a script fills in."""

MOST = 25
"""The most faults that are printed."""


def compile_all(folder: Path = TRANSLATIONS) -> list[Path]:
    """Compile every catalogue that is newer than its compiled file. Returns the files that were written.

    A sentence marked as fuzzy is left out, and shown in English. Raises OSError if a file cannot be written.
    """
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - commands that translate nothing need not wait for it

    made = []
    for source in sorted(folder.glob("*/LC_MESSAGES/messages.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            part = target.with_suffix(".mo.part")  # several processes may do this at once while others read
            with part.open("wb") as file:
                write_mo(file, _read(source))
            part.replace(target)
            made.append(target)
    return made


def languages(folder: Path = TRANSLATIONS) -> list[str]:
    """Return the available languages, including English, as locales: de, pt_BR."""
    return sorted({SOURCE, *(path.parents[1].name for path in folder.glob("*/LC_MESSAGES/messages.po"))})


def speaks(tag: str, folder: Path = TRANSLATIONS) -> bool:
    """Return whether there is a language for a tag such as pt-BR, or at least for the tag without its region."""
    locale = tag.replace("-", "_")
    return not {locale, locale.partition("_")[0]}.isdisjoint(languages(folder))


def faults(folder: Path = TRANSLATIONS, language: str = "") -> Iterator[str]:
    """Yield what is wrong with the catalogues, or with one of them, one line each.

    They are compared with the template, which `make messages` writes: sentences that are not translated, marked as fuzzy, filled in with
    other names, or without a form for each of the language's plurals.
    """
    sources = sorted(folder.glob(f"{language or '*'}/LC_MESSAGES/messages.po"))
    if language and not sources:
        yield f"there is no catalogue {folder / language}: make messages LANG={language}"
    template = _read(folder / TEMPLATE) if sources else None
    for source in sources:
        catalogue = _read(source)
        for wanted in template or ():
            if wanted.id:
                found = catalogue.get(wanted.id[0] if isinstance(wanted.id, tuple | list) else wanted.id)
                line = (found.lineno if found else None) or 1
                yield from (f"{source}:{line}: {what}" for what in _faults(wanted, found, catalogue.num_plurals))


def _faults(wanted: Message, found: Message | None, plurals: int) -> Iterator[str]:
    """Yield what is wrong with the translation of one sentence."""
    ids, texts = _texts(wanted.id), _texts(found.string if found else "")
    if not any(texts):
        yield f"not translated: {ids[0]}"
        return
    if found and found.fuzzy:
        yield f"doubtful (fuzzy), so it is shown in English: {ids[0]}"
    if len(ids) > 1 and (len(texts) != plurals or not all(texts)):
        yield f"{plurals} forms are needed: {ids[0]}"
    known, named = names(ids), [names([text]) for text in texts if text]
    if any(one - known or (known - one - COUNTS) for one in named) or (len(texts) == 1 and named[0] != known):
        yield f"filled in with other names than {', '.join(sorted(known)) or 'none'}: {ids[0]}"


def names(texts: Iterable[str]) -> set[str]:
    """Return the names with which sentences are filled in."""
    return {"".join(found) for text in texts for found in NAMED.findall(text)}


def _texts(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _read(path: Path) -> Catalog:
    from babel.messages.pofile import read_po  # noqa: PLC0415 - as above

    with path.open("rb") as file:
        return read_po(file, locale=None if path.name == TEMPLATE else path.parents[1].name, abort_invalid=True)


def main(arguments: list[str]) -> int:
    """Compile the catalogues or, with `check` and optionally a language, print what is wrong and return 1 if anything is."""
    if arguments[:1] != ["check"]:
        compile_all(TRANSLATIONS)
        return 0
    found = list(faults(TRANSLATIONS, *arguments[1:2]))
    sys.stdout.writelines(f"{line}\n" for line in [*found[:MOST], *([f"and {len(found) - MOST} more"] if len(found) > MOST else [])])
    return int(bool(found))


if __name__ == "__main__":  # pragma: no cover - one call
    sys.exit(main(sys.argv[1:]))
