"""Markdown of a deck as blocks of plain runs: no raw HTML, no images, and only links that are safe to follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from unicodedata import normalize

from markdown_it import MarkdownIt
from markdown_it.token import Token

from quizapp.domain.questions.inline import TextRun, runs_of
from quizapp.domain.questions.slugs import FreeNames, slug_of
from quizapp.domain.reading.deck import Block, Reading, Section

SECTION_LEVELS = {"h1", "h2"}

_markdown = MarkdownIt("commonmark", {"html": False})


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[Block, ...]:
    """Return the blocks of a CommonMark text, in NFC. Raw HTML stays text, an image becomes its description, headings are h3."""
    return tuple(Block("h3" if kind in SECTION_LEVELS else kind, runs) for kind, runs, _ in _blocks(_tokens(text)))


@lru_cache(maxsize=8)
def _tokens(text: str) -> tuple[Token, ...]:
    return tuple(_markdown.parse(normalize("NFC", text)))


def plain(text: str) -> str:
    """Return the text that a reader sees of Markdown, one line for each block."""
    return "\n".join(block.text for block in parse(text))


def has_image(text: str) -> bool:
    """Return whether a Markdown text shows an image."""
    return any(child.type == "image" for token in (_tokens(text) if "![" in text else ()) for child in token.children or ())


def read(text: str, *, by_lines: bool = False) -> Reading:
    """Return a study text whose sections start at headings of the first two levels; sections without text are left out.

    With `by_lines`, the line breaks inside a block stay, as in an easier level, where each line retells a sentence.
    """
    titles, starts = [""], [0]
    blocks: list[Block] = []
    for kind, runs, _ in _blocks(_tokens(text), by_lines=by_lines):
        if kind in SECTION_LEVELS:
            titles.append("".join(run.text for run in runs))
            starts.append(len(blocks))
        else:
            blocks.append(Block(kind, runs))
    ends = [*starts[1:], len(blocks)]
    parts = [(title, first, last) for title, first, last in zip(titles, starts, ends, strict=True) if first < last]
    anchors = _anchors([title for title, _, _ in parts])
    sections = tuple(Section(anchor, title, first, last) for anchor, (title, first, last) in zip(anchors, parts, strict=True))
    return Reading(sections, tuple(blocks))


def lines(text: str) -> tuple[int, ...]:
    """Return the line, from 1, on which each block of a study text begins in its Markdown."""
    return tuple(line for kind, _, line in _blocks(_tokens(text)) if kind not in SECTION_LEVELS)


def contents(text: str, *, by_lines: bool = False) -> tuple[tuple[Block, int], ...]:
    """Return every block of a study text, with its headings, and the line on which each begins. Headings are h1, h2 or h3."""
    return tuple((Block(kind, runs), line) for kind, runs, line in _blocks(_tokens(text), by_lines=by_lines))


TAKEN = frozenset("asked check checking contents day keys keys-title live main offline panel panel-title read verdict words".split())  # noqa: SIM905
"""Ids that pages with a reading already use."""


def _anchors(titles: Sequence[str]) -> list[str]:
    """Return ids for a page made from titles: ASCII words and dashes, with numbers added where two would be equal."""
    names = FreeNames(TAKEN)
    return [names.take(slug_of(title) or "section") for title in titles]


def _blocks(tokens: Sequence[Token], *, by_lines: bool = False) -> Iterator[tuple[str, tuple[TextRun, ...], int]]:
    """Yield the kind, runs and line of each block of a document; a block in lists and quotations is named after the innermost one."""
    around: list[str] = []
    heading = ""
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open", "blockquote_open"}:
            around.append({"bullet_list_open": "li", "ordered_list_open": "oli"}.get(token.type, "quote"))
        elif token.type in {"bullet_list_close", "ordered_list_close", "blockquote_close"}:
            around.pop()
        elif token.type == "heading_open":
            heading = "h3" if around or token.tag not in SECTION_LEVELS else token.tag
        elif token.type == "inline":
            runs = runs_of(_broken(token.children or ()) if by_lines else token.children or ())
            if runs:
                yield heading or (around[-1] if around else "p"), runs, _line(token)
            heading = ""
        elif token.type in {"fence", "code_block"} and token.content.strip():
            yield "pre", (TextRun(token.content.rstrip("\n")),), _line(token)


def _broken(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of a block in which a break of the source is a break of the text. Tokens are shared, so none is changed."""
    return [Token("hardbreak", "br", 0) if token.type == "softbreak" else token for token in tokens]


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1
