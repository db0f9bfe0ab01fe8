"""Turns a folder into a deck: files are read, compiled and checked by the rules, and every finding gets its place."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from quizapp.bank import allowed, problems, rules
from quizapp.bank.build import Compiled, Parts, compile_deck, question_id
from quizapp.bank.pictured import used
from quizapp.bank.pictures import Encoded
from quizapp.bank.problems import FilePlace, Problem, RuleFinding
from quizapp.bank.shape import DECK_FILE, EASY, NOTES, is_deck_id
from quizapp.bank.source import NO_PICTURES, DeckFiles, read_deck, read_texts
from quizapp.domain.reading.deck import Deck, Picture

HOISTED = ("facts", "questions", "category")
"""The keys of deck.yaml for its own facts; the others describe the deck."""

UNSURE_WITHOUT_READING = ("quote-missing", "quote-without-reading", "quote-not-found", "quote-not-unique")
UNSURE_WITHOUT_A_FILE = ("no-facts", "unknown-fact")
"""Findings that are uncertain while a file of the deck cannot be read."""


@dataclass(frozen=True)
class Loaded:
    """A deck without errors, its canonical data, and their hash. Data say whether brackets in them are a notation; the hash does not.

    `encoded` has its pictures if they come from files and are to be stored.
    """

    deck: Deck
    data: Mapping[str, Any]
    digest: str
    encoded: Sequence[Encoded] = ()


def load_folder(folder: Path) -> tuple[Loaded | None, list[Problem]]:
    """Return the deck of a folder, or None if it has errors, and everything that is wrong with it in the order of the files."""
    with _uncollected():
        return _loaded(read_deck(folder))


def load_texts(
    deck_id: str, files: Mapping[str, str], pictures: Mapping[str, Picture] = NO_PICTURES
) -> tuple[Loaded | None, list[Problem]]:
    """Return the deck of files in memory, as `load_folder` does. Problems name only the file; `pictures` are stored ones."""
    with _uncollected():
        return _loaded(read_texts(deck_id, files, pictures))


def _loaded(source: DeckFiles) -> tuple[Loaded | None, list[Problem]]:
    compiled, found = examine(source)
    if compiled is None or not is_sound(found):
        return None, found
    pictures, encoded, missing = used(source, compiled)
    if missing:
        return None, sorted([*found, *(_placed(source, finding) for finding in missing)])
    data = canonical(source.parts)
    if pictures:
        data["pictures"] = {name: _as_stored(picture) for name, picture in sorted(pictures.items())}
    identity = digest(data)
    if any(question.has_notation for question in compiled.deck.questions.values()):
        data["notation"] = True  # no part of the digest: a deck that was stored before brackets had a meaning is unchanged
    return Loaded(replace(compiled.deck, pictures=pictures), data, identity, encoded), found


def missing_pictures(source: DeckFiles, compiled: Compiled) -> list[Problem]:
    """Return what is wrong with the pictures that the files of a deck name."""
    return [_placed(source, finding) for finding in used(source, compiled)[2]]


def is_sound(found: Iterable[Problem]) -> bool:
    """Return whether none of the problems is an error."""
    return all(problem.severity != "error" for problem in found)


def examine(source: DeckFiles) -> tuple[Compiled | None, list[Problem]]:
    """Compile the files of a deck and check them by every rule; None if there is no deck.yaml to start from."""
    if DECK_FILE not in source.files:
        return None, sorted(source.problems or [problems.problem(_folder(source), 1, 1, "not-a-deck", {})])
    compiled = compile_deck(source.parts)
    if not is_deck_id(source.parts.id):
        compiled.findings.append(RuleFinding("bad-deck-id", FilePlace(DECK_FILE), {"id": source.parts.id}))
    doubtful = {*UNSURE_WITHOUT_READING} if source.reading is None and "reading" in source.parts.deck else set()
    doubtful |= {*UNSURE_WITHOUT_A_FILE} if source.problems else set()
    found = [finding for finding in compiled.findings if finding.code not in doubtful]
    found += rules.findings(source, compiled, whole=not found and not source.problems)
    return compiled, sorted({*source.problems, *allowed.silenced(source.files, [_placed(source, finding) for finding in found])})


def canonical(parts: Parts) -> dict[str, Any]:
    """Return the data of a deck without YAML: every scalar a text, every question with its id."""
    files = []
    for name, content in parts.files.items():
        kept = {key: value for key, value in content.items() if name != DECK_FILE or key in HOISTED}
        facts = [{**fact, "questions": _with_ids(fact)} for fact in kept.get("facts", ())]
        if facts or "questions" in kept:
            files.append({"name": name, **kept, "facts": facts})
    deck = {key: value for key, value in parts.deck.items() if key not in HOISTED}
    further = {key: text for key, text in ((EASY, parts.easy), (NOTES, parts.teacher)) if text is not None}
    return {"id": parts.id, "deck": deck, "files": files, "reading": parts.reading, **further}


def digest(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 of canonical data in hexadecimal."""
    return sha256(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _as_stored(picture: Picture) -> dict[str, str | int]:
    """Return a picture as it is in canonical data; `bank.build.build` reads it. The names and their order affect every digest."""
    return {"digest": picture.digest, "width": picture.width, "height": picture.height}


def _with_ids(fact: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{**question, "id": question_id(question, fact["id"])} for question in fact["questions"]]


def _placed(source: DeckFiles, finding: RuleFinding) -> Problem:
    """Give a finding its line and column, and also any place among its parameters."""
    words = {name: _named(source, value) if isinstance(value, FilePlace) else value for name, value in finding.params.items()}
    if finding.code == "item-is-mapping":
        words["corrected"] = source.files[finding.place.file].quoted(finding.place.way)
    line, column = _line_of(source, finding.place)
    return problems.problem(str(source.folder / finding.place.file), line, column, finding.code, words)


def _folder(source: DeckFiles) -> str:
    return str(source.folder) if source.folder.name else DECK_FILE


def _line_of(source: DeckFiles, place: FilePlace) -> tuple[int, int]:
    if place.file in source.files:
        return source.files[place.file].place(place.way, on_key=place.on_key)
    return place.line, place.column


def _named(source: DeckFiles, place: FilePlace) -> str:
    return f"{place.file}:{_line_of(source, place)[0]}"


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from collecting garbage among the many nodes of big files, which takes longer than reading them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
