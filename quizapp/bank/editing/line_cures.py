"""One-click fixes that work on the lines of a file, which need not be valid YAML."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quizapp.bank.editing.entries import put_deck, put_text
from quizapp.bank.editing.outline import sources
from quizapp.bank.load import examine
from quizapp.bank.messages import MESSAGES
from quizapp.bank.places import in_reading
from quizapp.bank.problems import Problem
from quizapp.bank.reader import UNTYPED
from quizapp.bank.scan import CONTROL
from quizapp.domain.reading.coverage import sentence_coverage
from quizapp.domain.reading.passages import find

Files = Mapping[str, str]


def lines_of(text: str) -> list[str]:
    """Return the lines of a file as the validator counts them."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def visible(text: str) -> str:
    """Return a text without invisible characters; those that separate words become a space."""
    return UNTYPED.sub(lambda match: " " * match[0].isspace(), text)


def _corrected(files: Files, name: str, problem: Problem) -> dict[str, str] | None:
    """Use the corrected line that the validator suggests."""
    if problem.cure == MESSAGES[problem.code].cure or not problem.cure:
        return None
    lines = lines_of(files[name])
    lines[problem.line - 1] = problem.cure
    return put_text(files, name, "\n".join(lines))


def _no_comment(files: Files, name: str, problem: Problem) -> dict[str, str]:
    """Remove a comment that silences nothing."""
    lines = lines_of(files[name])
    del lines[problem.line - 1]
    return put_text(files, name, "\n".join(lines))


def _visible(files: Files, name: str, _: Problem) -> dict[str, str]:
    """Remove invisible characters from a file that cannot be read because of them."""
    return put_text(files, name, "\n".join(CONTROL.sub(lambda match: visible(match[0]), line) for line in lines_of(files[name])))


def _aside(files: Files, name: str, problem: Problem) -> dict[str, str] | None:
    """Add a sentence that no question covers to the asides."""
    source = sources(files)
    compiled, _ = examine(source)
    if compiled is None or compiled.deck.reading is None or name != source.reading_file:
        return None
    reading = compiled.deck.reading
    for gap in sentence_coverage(compiled.deck).gaps:
        place = in_reading(source, reading, gap.span) if gap.span else None
        if place and (place.line, place.column) == (problem.line, problem.column) and len(find(reading.blocks, gap.text)) == 1:
            return put_deck(files, {"asides": [*compiled.deck.asides, gap.text]})
    return None


LINE_CURES: Mapping[str, Callable[[Files, str, Problem], dict[str, str] | None]] = {
    **dict.fromkeys(("yaml-syntax", "yaml-alias", "yaml-tag", "gap-unquoted", "item-is-mapping", "text-cut"), _corrected),
    "control-character": _visible,
    "unused-allow": _no_comment,
    "untouched-sentence": _aside,
}
