"""Where the easier level of a reading parts from it, and words of the glossary that the reading does not have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from quizapp.bank.problems import FilePlace, RuleFinding, shown
from quizapp.bank.rules.view import View
from quizapp.bank.shape import DECK_FILE
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.domain.reading.deck import Block
from quizapp.domain.reading.easier import lines_of
from quizapp.domain.reading.glossing import evened, word_pattern
from quizapp.domain.reading.passages import ALIKE, sentences
from quizapp.domain.reading.richtext import SECTION_LEVELS, contents

HEADINGS = {*SECTION_LEVELS, "h3"}


@dataclass(frozen=True)
class _Part:
    """What stands under a heading, up to the next one; each block with its line. What comes first has no heading."""

    title: str
    begins_section: bool
    line: int
    blocks: list[tuple[Block, int]] = field(default_factory=list)

    def heads_as(self, other: _Part) -> bool:
        return (self.title, self.begins_section) == (other.title, other.begins_section)


def easier_level(view: View) -> Iterator[RuleFinding]:
    """The easier level has the headings and paragraphs of the reading, and a line for each sentence."""
    text, easy = view.source.reading, view.source.text("easy")
    if text is None or easy is None:
        return
    name = view.source.named("easy")
    full, simple = _parts(text), _parts(easy, by_lines=True)
    for theirs, ours in zip_longest(full, simple):
        if theirs is None or ours is None or not ours.heads_as(theirs):
            yield RuleFinding("easy-heading", FilePlace(name, line=(ours or simple[-1]).line, column=1), {"what": _differs(theirs)})
            return
    for theirs, ours in zip(full, simple, strict=True):
        yield from _paragraphs(name, theirs, ours)


def word_not_in_reading(view: View) -> Iterator[RuleFinding]:
    """A word of the glossary stands in the reading, or in its easier level."""
    levels = [level for level in (view.deck.reading, view.deck.easy) if level]
    for index, entry in enumerate(view.deck.glossary if levels else ()):
        pattern = word_pattern([evened(entry.word)])
        if pattern and not any(pattern.search(block.text.translate(ALIKE)) for level in levels for block in level.blocks):
            yield RuleFinding("word-not-in-reading", FilePlace(DECK_FILE) / "glossary" / index / "word", {"word": entry.word})


def _paragraphs(name: str, theirs: _Part, ours: _Part) -> Iterator[RuleFinding]:
    """Yield where the paragraphs under one heading part from those of the reading."""
    if len(theirs.blocks) != len(ours.blocks):
        counts = {"count": len(theirs.blocks), "found": len(ours.blocks)}
        yield RuleFinding("easy-paragraph", FilePlace(name, line=ours.line, column=1), counts)
        return
    for (block, _), (simple, line) in zip(theirs.blocks, ours.blocks, strict=True):
        counts = {"count": len(sentences(block.text)), "found": len(lines_of(simple.text))}
        if block.kind != "pre" and counts["count"] != counts["found"]:
            yield RuleFinding("easy-lines", FilePlace(name, line=line, column=1), counts)


def _parts(text: str, *, by_lines: bool = False) -> Sequence[_Part]:
    parts = [_Part("", begins_section=False, line=1)]
    for block, line in contents(text, by_lines=by_lines):
        if block.kind in HEADINGS:
            parts.append(_Part(" ".join(block.text.split()), block.kind in SECTION_LEVELS, line))
        else:
            parts[-1].blocks.append((block, line))
    return parts


def _differs(theirs: _Part | None) -> Phrase:
    """Return what is wrong with a heading in words, or with the lack of one."""
    if theirs is None:
        return Phrase(N_("the reading has no heading here"))
    return Phrase(N_("here the reading has the heading “{heading}”"), {"heading": shown(theirs.title)})
