"""Turns plain text and HTML into the Markdown of a deck."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from quizapp.bank.exchange.hypertext import Tag, tokens
from quizapp.domain.questions.inline import SAFE_LINK, TextRun, as_shown, paragraphs
from quizapp.domain.reading.richtext import parse, plain

TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
SPECIAL = re.compile(r"([\\`*_\[\]<>&~#!|])")
LINE_START = re.compile(r"^(\s*)(?:([-+=>])|(\d+)([.)]))", re.MULTILINE)
BLOCKS = frozenset("p div li ul ol table tr blockquote pre h1 h2 h3 h4 h5 h6 br hr section article dl dt dd".split())  # noqa: SIM905
CELLS = frozenset(["td", "th"])
SILENT = frozenset(["script", "style", "head", "template"])
MEDIA = frozenset(["img", "audio", "video", "object", "embed", "iframe", "svg"])
STRONG, EMPHASIS = frozenset(["b", "strong"]), frozenset(["i", "em"])
SUPERSCRIPT = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
SUBSCRIPT = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
SOUND = re.compile(r"\[sound:[^\[\]]*+\]")
LONGEST = 5000
"""The longest text of a deck, in characters; a longer one is refused later, and is not worth looking at closely."""

PROSE = re.compile(r"[^\W\d_][^\\`*_\[\]<>&~#!|\n]*+")
"""A line that Markdown cannot change: it begins with a letter and holds none of its marks."""


def has_markup(text: str) -> bool:
    """Return whether a text contains HTML tags or character references."""
    return TAG.search(text) is not None


def escaped(text: str) -> str:
    """Return Markdown that shows exactly a plain text; paragraphs and line breaks are kept."""
    lines = "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))
    paragraphs = [part.strip("\n").split("\n") for part in re.split(r"\n{2,}", lines)]
    joined = "\n\n".join("\\\n".join(map(_escaped_line, part)) for part in paragraphs)
    return lines if "\n" not in lines and _shows_itself(lines) else joined


def portable(text: str) -> str:
    """Return a one-line text of a deck as CommonMark that shows the same; its styles go if CommonMark cannot express them."""
    same = tuple(block.runs for block in parse(text)) == paragraphs(text) and all(block.kind == "p" for block in parse(text))
    return text if same else escaped(as_shown(text))


def _shows_itself(line: str) -> bool:
    return PROSE.fullmatch(line) is not None or (len(line) <= LONGEST and plain(line) == line)


def _escaped_line(line: str) -> str:
    if _shows_itself(line):
        return line
    return LINE_START.sub(lambda mark: f"{mark[1]}\\{mark[2]}" if mark[2] else f"{mark[1]}{mark[3]}\\{mark[4]}", SPECIAL.sub(r"\\\1", line))


@dataclass
class Reduced:
    """HTML as Markdown; `media` is true if a picture or another file was left out."""

    text: str
    media: bool


def reduced(html: str) -> Reduced:
    """Return HTML as Markdown: paragraphs, lists, strong, emphasis, code and safe links are kept, everything else becomes text."""
    reader = _Reader()
    for token in tokens(SOUND.sub("<audio>", html)):
        reader.take(token)
    reader.end_block()
    lists = [block.startswith(("- ", "1. ")) for block in reader.blocks]
    parts = [
        ("\n" if listed and before else "\n\n") + block
        for block, listed, before in zip(reader.blocks, lists, [False, *lists], strict=False)
    ]
    return Reduced("".join(parts).strip(), reader.media)


@dataclass
class _Reader:
    """Collects runs in one style; a block ends where one begins or ends in the HTML."""

    blocks: list[str] = field(default_factory=list)
    runs: list[TextRun] = field(default_factory=list)
    look: TextRun = field(default_factory=lambda: TextRun(""))
    lists: list[str] = field(default_factory=list)
    mark: str = ""
    script: str = ""
    silent: int = 0
    media: bool = False

    def take(self, token: str | Tag) -> None:
        """Take the next part of the HTML."""
        if isinstance(token, str):
            self._text(token)
        elif token.ends:
            self._end(token.name)
        else:
            self._begin(token.name, token.given)

    def _begin(self, tag: str, given: Mapping[str, str]) -> None:
        """Begin a block, a list or a style."""
        self.silent += tag in SILENT
        self.media |= tag in MEDIA
        if tag == "img" and given.get("alt"):
            self._text(given["alt"])
        if tag in BLOCKS:
            self.end_block()
        if tag in {"ul", "ol"}:
            self.lists.append("- " if tag == "ul" else "1. ")
        if tag == "li":
            self.mark = self.lists[-1] if self.lists else "- "
        if tag in {"sub", "sup"}:
            self.script = tag
        href = given.get("href", "")
        self._turn(tag, on=True, href=href if SAFE_LINK.fullmatch(href) else "")

    def _end(self, tag: str) -> None:
        """End what the tag began."""
        self.silent = max(0, self.silent - (tag in SILENT))
        if tag in BLOCKS:
            self.end_block()
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        if tag in CELLS:
            self._text(" ")
        if tag in {"sub", "sup"}:
            self.script = ""
        self._turn(tag, on=False)

    def _text(self, data: str) -> None:
        """Keep text, with white space as HTML shows it."""
        if not self.silent:
            text = re.sub(r"\s+", " ", data)
            text = text.translate({"sup": SUPERSCRIPT, "sub": SUBSCRIPT}.get(self.script, {}))
            self.runs.append(replace(self.look, text=text))

    def _turn(self, tag: str, *, on: bool, href: str = "") -> None:
        if tag in STRONG:
            self.look = replace(self.look, strong=on)
        elif tag in EMPHASIS:
            self.look = replace(self.look, emphasis=on)
        elif tag == "code":
            self.look = replace(self.look, code=on)
        elif tag == "a":
            self.look = replace(self.look, href=href)

    def end_block(self) -> None:
        """Close the current block, if it shows anything."""
        text = _line(self.runs)
        if text:
            self.blocks.append(self.mark + text)
            self.mark = ""
        self.runs = []


def _line(runs: Iterable[TextRun]) -> str:
    kept = list(runs)
    bare = " ".join("".join(run.text for run in kept).split())
    if not any(run.strong or run.emphasis or run.code or run.href for run in kept):
        return _escaped_line(bare)
    looks = groupby(kept, key=lambda run: replace(run, text=""))
    joined = (replace(look, text="".join(run.text for run in group)) for look, group in looks)
    marked = " ".join("".join(map(_marked, joined)).split())
    return marked if len(marked) <= LONGEST and as_shown(marked) == bare else _escaped_line(bare)  # a look inside a word cannot be kept


def _marked(run: TextRun) -> str:
    core = run.text.strip()
    if not core:
        return run.text
    text = f"`{core}`" if run.code and "`" not in core else _escaped_line(core)
    text = f"*{text}*" if run.emphasis else text
    text = f"**{text}**" if run.strong else text
    text = f"[{text}]({run.href})" if run.href else text
    lead = run.text[: len(run.text) - len(run.text.lstrip())]
    return lead + text + run.text[len(run.text.rstrip()) :]
