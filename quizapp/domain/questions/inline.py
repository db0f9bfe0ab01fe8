"""Inline text: what a one-line field of a deck shows.

Prompts, options, pairs, items, gaps, answers, terms and statements are single lines. Marks inside a line count there: emphasis, code,
links, escapes. Blocks do not, so that "1. Mai", "> 100" and "# 5" stay whole. A star is a mark only at the edge of a word, as CommonMark
has it for the underscore, so that 2*3*4 stays whole; an underscore is never one. Source: CommonMark 0.31, "Emphasis and strong emphasis".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, groupby
from re import Match
from unicodedata import normalize

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

SAFE_LINK = re.compile(r"(https?://|mailto:)[^\s]+", re.IGNORECASE)

_EMPTY_LINES = re.compile(r"\n(?:[^\S\n]*\n)+[^\S\n]*")
_BREAK = re.compile(r"(?<![^\S\n])[^\S\n]*+\n[^\S\n]*+")
_OPENING = re.compile(r"(?<!\w)(?!__[a-z\d_]++(?<=__)(?!\w))(__?)(?=[^\s_])")
_CLOSING = re.compile(r"(?<=[^\s_])(__?)(?!\w)")
"""What other dialects of Markdown emphasise stands between two of these; __init__ is a name in code."""


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of text in one style; `href` is an http, https or mailto address, or empty."""

    text: str
    emphasis: bool = False
    strong: bool = False
    code: bool = False
    href: str = ""


@lru_cache(maxsize=8192)
def paragraphs(text: str) -> tuple[tuple[TextRun, ...], ...]:
    """Return the runs of each paragraph of an inline text, in NFC; an empty line parts two paragraphs, another line break is a blank."""
    parted = (runs_of(_tokens(paragraph)) for paragraph in _EMPTY_LINES.split(normalize("NFC", text).strip()))
    return tuple(runs for runs in parted if runs)


@lru_cache(maxsize=8192)
def as_shown(text: str) -> str:
    """Return what a reader sees of an inline text, in one line."""
    return " ".join("".join(run.text for run in runs) for runs in paragraphs(text))


def runs_of(tokens: Sequence[Token]) -> tuple[TextRun, ...]:
    """Return the runs of a line of Markdown, with neighbours of the same style joined. An image becomes its description."""
    looks = groupby(_looks(tokens), key=lambda run: (run.emphasis, run.strong, run.code, run.href))
    runs = (TextRun("".join(run.text for run in group), *look) for look, group in looks)
    return tuple(run for run in runs if run.text)


def altered(text: str) -> tuple[str, str] | None:
    """Return a part of an inline text as it was typed and as it is shown, if its author may have meant otherwise; else None.

    Marks that are used up are meant. A sign typed by its HTML name may not be, nor a word between underscores, which are shown.
    """
    if "&" not in text and "_" not in text:  # most texts, of which a check reads very many
        return None
    tokens = _tokens(normalize("NFC", text))
    entities = ((token.markup, token.content) for token in tokens if token.type == "text_special" and token.info == "entity")
    plain = "".join(token.content if token.type == "text" else "\n" for token in tokens)
    underscored = ((found, found) for found in _underscored(plain))
    return next(chain(entities, underscored), None)


def _underscored(plain: str) -> Iterator[str]:
    """Yield what each line has between the first underscores that open and the next that close it. No line is searched again and again."""
    for line in plain.split("\n"):
        closing = {marks: [found for found in _CLOSING.finditer(line) if found[1] == marks] for marks in ("_", "__")}
        for opening in _OPENING.finditer(line):
            places = closing[opening[1]]
            after = bisect_right(places, opening.end(), key=Match.start)
            if after < len(places):
                yield line[opening.start() : places[after].end()]


def _stars(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule of markdown-it
    """Note stars as marks where an underscore would be one."""
    if silent or state.src[state.pos] != "*":
        return False
    found = state.scanDelims(state.pos, False)  # noqa: FBT003 - a word is not split
    for _ in range(found.length):
        state.push("text", "", 0).content = "*"
        state.delimiters.append(Delimiter(ord("*"), found.length, len(state.tokens) - 1, -1, found.can_open, found.can_close))
    state.pos += found.length
    return True


_markdown = MarkdownIt("commonmark", {"html": False})
_markdown.inline.ruler.at("emphasis", _stars)
_markdown.core.ruler.disable("text_join")  # which joins escapes and entities with the text around them


def _tokens(text: str) -> Sequence[Token]:
    return _markdown.parseInline(_BREAK.sub(" ", text))[0].children or ()


def _looks(tokens: Sequence[Token]) -> Iterator[TextRun]:
    emphasis = strong = 0
    href = ""
    for token in tokens:
        emphasis += {"em_open": 1, "em_close": -1}.get(token.type, 0)
        strong += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        if token.type == "link_open":
            target = str(token.attrGet("href"))
            href = target if SAFE_LINK.fullmatch(target) else ""
        elif token.type == "link_close":
            href = ""
        text = {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
        if token.type == "image":
            text = "".join(child.content for child in token.children or ())
        if text:
            yield TextRun(text, emphasis > 0, strong > 0, token.type == "code_inline", href)
