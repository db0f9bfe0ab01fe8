"""Takes HTML apart in one pass, as browsers do, so that twice the text is twice the work, whatever is left open in it.

What is never closed loses nothing: from there on, the text is shown as it is. Source: the HTML standard, "Tokenization".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

TEXT = re.compile(r"[^<]*+(?:<(?!/?[a-zA-Z]|[!?])[^<]*+)*+")
NAME = re.compile(r"</?([a-zA-Z][^\s/>]*+)")
ATTRIBUTE = re.compile(r"""[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"'][^\s>]*+)?))?""")
END = re.compile(r"\s*+(/?)[\s/]*+>")
RAW = {name: re.compile(rf"(?=</{name}[\s/>])", re.IGNORECASE) for name in ("script", "style")}
"""Elements whose content is no HTML, by where they end."""

NO_CHARACTER = re.compile(r"&#(?:\d{8,}+|[xX][0-9a-fA-F]{7,}+);?")
"""References with more digits than any character has."""


@dataclass(frozen=True, slots=True)
class Tag:
    """The begin or the end of an element: its name in lower case, and its attributes."""

    name: str
    given: Mapping[str, str]
    ends: bool


def tokens(html: str) -> Iterator[str | Tag]:
    """Yield the texts and tags of HTML in order. Comments, declarations and the content of scripts and styles are left out."""
    at = 0
    while at < len(html):
        if found := TEXT.match(html, at)[0]:  # type: ignore[index]  # it matches everywhere, if only nothing
            yield shown(found)
            at += len(found)
        elif html[at + 1] in "!?":
            close = "-->" if html.startswith("<!--", at) else ">"
            end = html.find(close, at + 2)
            if end < 0:
                yield shown(html[at:])
                return
            at = end + len(close)
        else:
            tag, at, is_empty = _tag(html, at)
            yield tag or shown(html[at:])
            if tag is None:
                return
            if is_empty:
                yield Tag(tag.name, {}, ends=True)
            elif not tag.ends and tag.name in RAW:
                end_tag = RAW[tag.name].search(html, at)
                at = end_tag.start() if end_tag else len(html)


def _tag(html: str, start: int) -> tuple[Tag | None, int, bool]:
    """Return a tag, where it ends, and whether it is an element by itself; None and the start for a tag that is never closed."""
    name = NAME.match(html, start)
    assert name is not None
    at, given = name.end(), dict[str, str]()
    while found := ATTRIBUTE.match(html, at):
        given.setdefault(found[1].lower(), shown(found[2] or found[3] or found[4] or ""))
        at = found.end()
    end = END.match(html, at)
    if end is None:
        return None, start, False
    ends = html[start + 1] == "/"
    return Tag(name[1].lower(), given, ends), end.end(), bool(end[1]) and not ends


def shown(text: str) -> str:
    """Return a text with its character references replaced."""
    return unescape(NO_CHARACTER.sub("\ufffd", text)) if "&" in text else text
