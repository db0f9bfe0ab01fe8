"""Where the words of a reading are in the Markdown that it was read from."""

from __future__ import annotations

import re
from itertools import islice
from unicodedata import normalize

from quizapp.bank.problems import FilePlace
from quizapp.bank.source import DeckFiles
from quizapp.domain.reading.deck import Reading, Span
from quizapp.domain.reading.richtext import lines

WORD = re.compile(r"[^\W_]+")
BETWEEN = r"[\W_]+"
"""What may be between two words in Markdown: white space, punctuation and mark-up."""

ENOUGH = 5
"""The number of words that identify a place."""


def in_reading(source: DeckFiles, reading: Reading, span: Span) -> FilePlace:
    """Return where a span begins in the file of the reading: at its first words within its block, or else where the block begins."""
    text, markdown = reading.blocks[span.block].text, normalize("NFC", source.reading or "")
    first = lines(source.reading or "")[span.block]
    start = sum(map(len, markdown.splitlines(keepends=True)[: first - 1]))
    pattern = re.compile(BETWEEN.join(WORD.findall(text[span.start : span.end])[:ENOUGH]))
    earlier = sum(1 for _ in pattern.finditer(text, 0, span.start))
    found = next(islice(pattern.finditer(markdown, start), earlier, None), None) if pattern.pattern else None
    at = found.start() if found else start
    return FilePlace(source.reading_file, line=markdown.count("\n", 0, at) + 1, column=at - markdown.rfind("\n", 0, at))
