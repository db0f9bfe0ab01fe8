"""The words of languages and their dictionary forms: one file a language, made once on the machine that uses it.

The words are those of the package simplemma (docs/decisions/0015-slips-know-words.md says under which licences). Its lists take seconds and
hundreds of megabytes to open, so a process that ends at once writes them down as a file that is searched where it lies: it opens in
milliseconds, and all processes share its pages. Without a list, or a place for the file, a language has no lexicon.
"""

from __future__ import annotations

import mmap
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import time
from typing import Literal
from unicodedata import normalize
from zlib import crc32

FORMAT = 1
"""Goes up when the same list would be written down in another way."""

HEAD = "quizapp words {size:012d} {sum:08x}\n"
"""The first line: how many bytes follow, and their CRC-32."""

HEAD_SIZE = len(HEAD.format(size=0, sum=0))
PATIENCE = 120
"""Seconds that making a file may take; the largest one takes ten."""

ABANDONED = 3600
"""Seconds after which a file that nobody finished is in nobody's hands."""

LISTED_AS: Mapping[str, str] = {"bs": "hbs", "hr": "hbs", "sh": "hbs", "sr": "hbs", "fil": "tl", "iw": "he", "no": "nb"}
"""Languages that are in the list of another tag."""

APOSTROPHES = dict.fromkeys(map(ord, "'’‘‛ʼʻ`´′"))
NO_WORD = re.compile(r"[\s\d_/.,:;!?()&+-]")
"""What no single word of a response contains."""

State = Literal["ready", "no-list", "no-place", "missing"]


class WordList:
    """The words of one language in the bytes of a file: sorted lines `word TAB lemma`, without the lemma where that is the word itself."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        self._data = data

    def is_word(self, word: str) -> bool:
        """Return whether a word is one of the language, in lower case as it is typed."""
        return self._line(word) is not None

    def lemma(self, word: str) -> str:
        """Return the dictionary form of a word, in lower case: ship for ships; an empty text if it is no word."""
        line = self._line(word)
        return "" if line is None else line.partition(b"\t")[2].decode(errors="replace") or word.lower()

    def _line(self, word: str) -> bytes | None:
        """Return the line of a word, found by halving: twenty steps among a million bytes."""
        wanted = word.lower().encode(errors="replace")
        low, high = HEAD_SIZE, len(self._data)
        while low < high:
            start = max(low, self._data.rfind(b"\n", low, (low + high) // 2) + 1)
            end = self._data.find(b"\n", start, high)
            line = self._data[start : end if end >= 0 else high]
            found = line.partition(b"\t")[0]
            if found == wanted:
                return line
            if found < wanted:
                low = start + len(line) + 1
            else:
                high = start
        return None


def find(language: str) -> WordList | None:
    """Return the words of a language (a BCP 47 tag) if their file has been made, which takes milliseconds; otherwise None."""
    key = (language, os.environ.get("XDG_CACHE_HOME"))
    if key not in _OPEN and (path := path_of(language)) and (opened := _opened(path)):
        _OPEN[key] = opened
    return _OPEN.get(key)


def find_or_make(language: str) -> WordList | None:
    """Return the words of a language, and make their file if none is whole: that takes seconds, so nobody may wait for a page meanwhile.

    None if the language has no list or the file cannot be made; it is tried once in a process.
    """
    _make(path_of(language), code(language))
    return find(language)


def state(language: str) -> State:
    """Return whether the words of a language are ready and whole, and otherwise why they are not."""
    path = path_of(language)
    if code(language) not in _lists():
        return "no-list"
    if path and is_whole(path):
        return "ready"
    return "missing" if path and _writable(path.parent) else "no-place"


def code(language: str) -> str:
    """Return under which tag a language would be listed: its own without region and script, or that of its twin."""
    own = re.split("[-_]", language.lower(), maxsplit=1)[0]
    return LISTED_AS.get(own, own)


def folder() -> Path | None:
    """Return the folder of the files, in the user's cache; None for a user without a home."""
    cache = os.environ.get("XDG_CACHE_HOME", "")
    try:
        return (Path(cache) if Path(cache).is_absolute() else Path.home() / ".cache") / "quizapp"
    except RuntimeError:
        return None


def is_whole(path: Path) -> bool:
    """Return whether a file is there and has every byte that was written."""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    return data[:HEAD_SIZE] == _head(memoryview(data)[HEAD_SIZE:])


def write(words: Mapping[str, str], path: Path) -> None:
    """Write words and their lemmas down: aside, and in place once they are whole, so that nobody reads half of them. Raises OSError."""
    body = bytearray()
    for line in _lines(words):
        body += f"{line}\n".encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path.parent)
    with NamedTemporaryFile(dir=path.parent, prefix=path.name, suffix=".part", delete=False) as file:
        part = Path(file.name)
        try:
            file.writelines((_head(body), body))
            file.flush()
            os.fsync(file.fileno())
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise


def _lines(words: Mapping[str, str]) -> Iterable[str]:
    """Return the lines of a file, sorted by their bytes.

    Words in upper and lower case become one, with the lemma of the one in lower case: südlichen is südlich, not the Southern one.
    """
    lemmas: dict[str, str] = {}
    own: dict[str, str] = {}  # of each lemma its key: many words share one, and they are millions
    for word, lemma in words.items():
        key = _key(word)
        if key and (key == word or key not in lemmas):
            lemmas[key] = own.setdefault(lemma, own.get(lemma) or _key(lemma)) or key
    return (key if key == lemmas[key] else f"{key}\t{lemmas[key]}" for key in sorted(lemmas))  # code points sort as UTF-8 does


def _key(word: str) -> str:
    """Return a word as a response has it: in lower case, without apostrophes; an empty text for what is no single word."""
    joined = normalize("NFKC", word.translate(APOSTROPHES)).lower()
    return "" if NO_WORD.search(joined) else joined


def _head(body: bytearray | memoryview) -> bytes:
    return HEAD.format(size=len(body), sum=crc32(body)).encode()


def path_of(language: str) -> Path | None:
    """Return where the file of a language is or would be; its name tells from what and how it was made."""
    place, tag = folder(), code(language)
    return place / f"{tag}-simplemma-{_source_version()}-format-{FORMAT}.words" if place and tag.isalpha() else None


@lru_cache(maxsize=1)
def _source_version() -> str:
    return version("simplemma")


_OPEN: dict[tuple[str, str | None], WordList] = {}
"""What this process has opened, by the language and the place."""


def _opened(path: Path) -> WordList | None:
    """Open a file. None if it has not as many bytes as it says; what is inside them is not read here."""
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # there is none, or it is empty
        return None
    size = HEAD.format(size=max(0, len(data) - HEAD_SIZE), sum=0).encode()[:-9]
    return WordList(data) if data[: len(size)] == size else None


@lru_cache(maxsize=64)
def _make(path: Path | None, tag: str) -> None:
    """Make the file of a language if it is not whole, in a process of its own, which gives back its memory."""
    if path is None or is_whole(path) or tag not in _lists():
        return
    null = subprocess.DEVNULL
    with suppress(OSError, subprocess.TimeoutExpired):
        command = [sys.executable, "-m", "quizapp.lexicons", tag, str(path)]
        subprocess.run(command, check=False, timeout=PATIENCE, stdin=null, stdout=null, stderr=null)  # noqa: S603 - nothing from outside


def _lists() -> frozenset[str]:
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES  # noqa: PLC0415 - a reader of files needs no list

    return SUPPORTED_LANGUAGES


def _writable(place: Path) -> bool:
    """Return whether a file can be made in a folder, or in what would hold it."""
    there = next(parent for parent in (place, *place.parents) if parent.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _sweep(place: Path) -> None:
    """Remove what was never finished."""
    for part in place.glob("*.part"):
        try:
            if part.stat().st_mtime < time() - ABANDONED:
                part.unlink()
        except OSError:  # another process was faster
            continue


def main(arguments: list[str]) -> int:
    """Make the file of a language at a path, from the lists of simplemma: 1 if it cannot be written."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory  # noqa: PLC0415 - as above

    tag, path = arguments
    try:
        write(DefaultDictionaryFactory().get_dictionary(tag), Path(path))
    except OSError:
        return 1
    return 0


if __name__ == "__main__":  # pragma: no cover - one call
    sys.exit(main(sys.argv[1:]))
