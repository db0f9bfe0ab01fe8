"""The catalogues of the interface's languages: gettext files in `translations/`, compiled where the program is installed.

A language is a folder `translations/<locale>/LC_MESSAGES` with `messages.po`, which is in version control, and `messages.mo`, which the
server reads and which is not. The build of a wheel, `make` and `quizapp serve` compile catalogues, for which they need only Babel.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
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
"""The most sentences without a translation that are printed; what is wrong is printed in full."""


def compile_all(folder: Path = TRANSLATIONS) -> list[Path]:
    """Compile every catalogue that is newer than its compiled file. Returns the files that were written.

    A sentence marked as fuzzy or filled in wrongly is left out, and shown in English: a name that nobody fills in would be an error on its
    page. Raises OSError if a file cannot be written.
    """
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - commands that translate nothing need not wait for it

    made = []
    for source in sorted(folder.glob("*/LC_MESSAGES/messages.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            part = target.with_suffix(".mo.part")  # several processes may do this at once while others read
            catalogue = _read(source)
            for message in catalogue:
                if message.id and any(_texts(message.string)) and any(_faults(message, message, catalogue.num_plurals)):
                    message.string = ""
            with part.open("wb") as file:
                write_mo(file, catalogue)
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


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong with catalogues, and what is not translated; each line begins with the file and the line in it."""

    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def findings(folder: Path = TRANSLATIONS, language: str = "") -> Findings:
    """Compare the catalogues, or one of them, with the template, which `make messages` writes."""
    found = Findings()
    sources = sorted(folder.glob(f"{language or '*'}/LC_MESSAGES/messages.po"))
    if language and not sources:
        found.wrong.append(f"there is no catalogue {folder / language}: make messages LANG={language}")
    template = [wanted for wanted in _read(folder / TEMPLATE) if wanted.id] if sources else []
    for source in sources:
        catalogue = _read(source)
        for wanted in template:
            message = catalogue.get(_texts(wanted.id)[0])
            place = f"{source}:{(message.lineno if message else None) or 1}"
            if message is None or not any(_texts(message.string)):
                found.missing.append(f"{place}: not translated: {_texts(wanted.id)[0]}")
            else:
                found.wrong.extend(f"{place}: {what}: {_texts(wanted.id)[0]}" for what in _faults(wanted, message, catalogue.num_plurals))
    return found


def _faults(wanted: Message, found: Message, plurals: int) -> Iterator[str]:
    """Yield what is wrong with the translation of a sentence."""
    ids, texts = _texts(wanted.id), _texts(found.string)
    if found.fuzzy:
        yield "doubtful (fuzzy), so it is shown in English"
    if len(ids) > 1 and (len(texts) != plurals or not all(texts)):
        yield f"{plurals} forms are needed"
    known, named = names(ids), [names([text]) for text in texts if text]
    if any(one - known or (known - one - COUNTS) for one in named) or (len(texts) == 1 and named[0] != known):
        yield f"filled in with other names than {', '.join(sorted(known)) or 'none'}"
    elif _can_be_filled_in(ids, ids) and not _can_be_filled_in(texts, ids):
        yield "a % or a brace that fills nothing in (%% is a % on a page)"


def _can_be_filled_in(texts: Iterable[str], ids: tuple[str, ...]) -> bool:
    """Return whether texts can be filled in as the program does with a sentence: with braces if it has any, otherwise with %."""
    values = {name: 1 if f"%({name})d" in "".join(ids) else "x" for name in names(ids)}
    braces = any("{" in text for text in ids) and not any("%(" in text for text in ids)
    try:
        for text in texts:
            _ = text.format_map(values) if braces else text % values
    except (ValueError, TypeError, LookupError):
        return False
    return True


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
    found = findings(TRANSLATIONS, *arguments[1:2])
    count = len(found.missing)
    said = "1 sentence is not translated" if count == 1 else f"{count} sentences are not translated"
    told = [f"{said}; the first {MOST}:" if count > MOST else f"{said}:"] if count else []
    sys.stdout.writelines(f"{line}\n" for line in (*found.wrong, *told, *found.missing[:MOST]))
    return int(bool(found.wrong or found.missing))


if __name__ == "__main__":  # pragma: no cover - one call
    sys.exit(main(sys.argv[1:]))
