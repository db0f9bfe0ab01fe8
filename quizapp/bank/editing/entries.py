"""Facts, questions and deck.yaml as plain data, and how they are changed.

Everything that is not given stays byte for byte; what is given reads back as exactly the same texts. `None` removes a key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizapp.bank.editing.changes import at, moved, piece, with_piece, with_value
from quizapp.bank.editing.outline import EntrySpot, sources, spots
from quizapp.bank.editing.spelling import cleaned, pairs, plain_ends
from quizapp.bank.problems import Way
from quizapp.bank.reader import SourceFile, parse_yaml
from quizapp.bank.shape import DECK_FILE, TEXT_FILES, DeckFile, FactEntry

Files = Mapping[str, str]

FACTS_FILE = "facts.yaml"
TURNED = "-back"
MARK = "\ufeff"
"""The byte order mark that some editors write."""

DECK_ORDER = tuple(DeckFile.model_fields)
FACT_ORDER = tuple(FactEntry.model_fields)
QUESTION_ORDER = (
    "type", "id", "category", "level", "prompt", "hint", "unit", "answer", "answers", "kind", "accept", "vague", "precision", "tolerance",
    "choices", "distractors", "pairs", "any_order", "items", "evidence", "both_ways", "ideas", "mistakes", "why", "tags", "formerly",
)  # fmt: skip
"""The order of keys in a mapping that has none to follow."""


def fact_of(files: Files, fact_id: str) -> Mapping[str, Any]:
    """Return the data of a fact, or of a question outside any fact. Raises LookupError."""
    return _spot(files, fact_id).data


def question_of(files: Files, question_id: str) -> tuple[str, Mapping[str, Any]]:
    """Return the id of a question's fact, and the data of the question. Raises LookupError."""
    spot, _, raw = _question(files, question_id)
    return spot.id, raw


def deck_of(files: Files) -> Mapping[str, Any]:
    """Return the data of deck.yaml, including its facts. Raises LookupError if it is missing or cannot be read."""
    return _file(files, DECK_FILE).data


def put_fact(files: Files, fact_id: str | None, values: Mapping[str, Any], *, file: str = "") -> dict[str, str]:
    """Change a fact, but not its questions; None adds one to `file`, or to the first file with facts. Raises LookupError."""
    if fact_id is None:
        return _added(files, "facts", _merged({}, values, FACT_ORDER), file or _first_with_facts(files))
    spot = _spot(files, fact_id)
    order = QUESTION_ORDER if spot.is_alone else FACT_ORDER
    told = values if spot.is_alone else {key: value for key, value in values.items() if key != "questions"}
    return put_text(files, spot.name, with_value(spot.file, spot.way, _merged(spot.data, told, order), order))


def put_question(files: Files, fact_id: str, question_id: str | None, values: Mapping[str, Any]) -> dict[str, str]:
    """Change a question on a fact; None adds one, outside any fact if none is given. Raises LookupError."""
    if question_id is not None:
        spot, way, raw = _question(files, question_id, fact_id)
        return put_text(files, spot.name, with_value(spot.file, way, _merged(raw, values, QUESTION_ORDER), QUESTION_ORDER))
    new = _merged({}, values, QUESTION_ORDER)
    if not fact_id:
        return _added(files, "questions", new, DECK_FILE)
    spot = _spot(files, fact_id)
    return put_text(files, spot.name, with_value(spot.file, spot.way, _with_entry(spot.data, "questions", new), FACT_ORDER))


def put_deck(files: Files, values: Mapping[str, Any]) -> dict[str, str]:
    """Change deck.yaml, creating it if necessary. Raises LookupError if it cannot be read."""
    if DECK_FILE not in files:
        return {**files, DECK_FILE: pairs(_merged({}, values, DECK_ORDER), 0) + "\n"}
    file = _file(files, DECK_FILE)
    return put_text(files, DECK_FILE, with_value(file, (), _merged(file.data, values, DECK_ORDER), DECK_ORDER))


def put_reading(files: Files, text: str, key: str = "reading") -> dict[str, str]:
    """Change the reading, or another Markdown file of `TEXT_FILES`. A new one is named in deck.yaml, and an empty one is removed.

    Raises LookupError.
    """
    name, usual = sources(files).named(key), TEXT_FILES[key]
    text = plain_ends(text)
    if text.strip():
        named = files if name else put_deck(files, {key: usual})
        return put_text(named, name or usual, text if text.endswith("\n") else text + "\n")
    rest = {other: content for other, content in files.items() if not name or other != name}
    return put_deck(rest, {key: None}) if name else rest


def remove_fact(files: Files, fact_id: str) -> dict[str, str]:
    """Remove a fact with its questions, and its file if nothing else is left in it. Raises LookupError."""
    spot = _spot(files, fact_id)
    return _without(files, spot.name, spot.file, spot.way)


def remove_question(files: Files, question_id: str) -> dict[str, str]:
    """Remove a question; its fact stays. Raises LookupError."""
    spot, way, _ = _question(files, question_id)
    return _without(files, spot.name, spot.file, way)


def move_fact(files: Files, fact_id: str, by: int) -> dict[str, str]:
    """Move a fact down its file by some places, or up if `by` is negative. Raises LookupError."""
    spot = _spot(files, fact_id)
    return put_text(files, spot.name, moved(spot.file, spot.way, by))


def yaml_of(files: Files, fact_id: str) -> str:
    """Return the lines of a fact as if it stood alone. Raises LookupError."""
    spot = _spot(files, fact_id)
    return piece(spot.file, spot.way)


def put_yaml(files: Files, fact_id: str, text: str) -> dict[str, str]:
    """Replace the lines of a fact with typed ones. Raises LookupError, and Unreadable if they are not valid YAML for one fact."""
    spot = _spot(files, fact_id)
    text = plain_ends(text)
    if text.strip() == piece(spot.file, spot.way).strip():
        return dict(files)
    written = with_piece(spot.file, spot.way, parse_yaml(spot.file.path, text))
    parse_yaml(spot.file.path, written)
    return put_text(files, spot.name, written)


def new_files(title: str, language: str) -> dict[str, str]:
    """Return the files of a new deck: it has a title and a language, and nothing else yet."""
    return put_deck({}, {"title": title, "language": language})


def _spot(files: Files, fact_id: str) -> EntrySpot:
    found = next((spot for spot in spots(sources(files)) if spot.id == fact_id and fact_id), None)
    if found is None:
        raise LookupError(fact_id)
    return found


def _question(files: Files, question_id: str, fact_id: str = "") -> tuple[EntrySpot, Way, Mapping[str, Any]]:
    """Return the place and data of a question; the id of the reversed side of a card also leads to the card."""
    known = [(spot, way, name, raw) for spot in spots(sources(files)) if fact_id in {"", spot.id} for way, name, raw in spot.questions()]
    for wanted in (question_id, question_id.removesuffix(TURNED)):
        for spot, way, name, raw in known:
            if name == wanted:
                return spot, way, raw
    raise LookupError(question_id)


def _file(files: Files, name: str) -> SourceFile:
    found = sources(files).files.get(name)
    if found is None:
        raise LookupError(name)
    return found


def _merged(old: Mapping[str, Any], values: Mapping[str, Any], order: tuple[str, ...]) -> dict[str, Any]:
    """Return old data with new values, in the order of the old keys, then in the usual order."""
    new = {key: cleaned(value) for key, value in values.items()}
    added = sorted((key for key in new if key not in old), key=lambda key: order.index(key) if key in order else len(order))
    return {key: value for key in (*old, *added) if (value := new[key] if key in new else old[key]) is not None}


def _with_entry(data: Mapping[str, Any], key: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return data with one more entry in a list; a value found in place of a list becomes its first entry."""
    entries = data.get(key, [])
    return {**data, key: [*(entries if isinstance(entries, list) else [entries]), entry]}


def _first_with_facts(files: Files) -> str:
    """Return the name of the first file with facts, or the default name if there is none."""
    found = next((name for name, file in sources(files).files.items() if "facts" in file.data), FACTS_FILE)
    return f"more-{found}" if found in files and found not in sources(files).files else found


def _added(files: Files, key: str, entry: Mapping[str, Any], name: str) -> dict[str, str]:
    """Add a fact or a question outside any fact at the end of a file, creating it if needed. Raises LookupError if it cannot be read."""
    if name not in files:
        return {**files, name: pairs({key: [entry]}, 0) + "\n"}
    file = _file(files, name)
    return put_text(files, name, with_value(file, (), _with_entry(file.data, key, entry), DECK_ORDER))


def _without(files: Files, name: str, file: SourceFile, way: Way) -> dict[str, str]:
    """Remove an entry from a list, and the list too if that was its last entry."""
    *holder, key, index = way
    value = at(file.data, holder)
    rest = [entry for number, entry in enumerate(value[key]) if number != index]
    new = {inner: (rest if inner == key else entry) for inner, entry in value.items() if rest or inner != key}
    if not holder and name != DECK_FILE and not {"facts", "questions"} & new.keys():
        return {other: text for other, text in files.items() if other != name}
    return put_text(files, name, with_value(file, tuple(holder), new))


def put_text(files: Files, name: str, text: str) -> dict[str, str]:
    """Return the files with a new text for one, keeping its line ends and byte order mark."""
    old = files.get(name, "")
    if "\r\n" in old:
        text = text.replace("\n", "\r\n")
    return {**files, name: MARK * old.startswith(MARK) + text}
