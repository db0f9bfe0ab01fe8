"""Fixes for lines that are not valid YAML: the corrected line, tried out before it is suggested."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from quizapp.domain.questions.phrases import N_

LONGEST = 1000
"""The longest line that is corrected, in characters."""

ENTRY = re.compile(r"(?P<head>\s*(?:- )*(?:[\w-]+: +)?)(?P<value>.*?)(?P<tail>\s+#\s.*|\s*)")
"""A line of a deck: dashes and a key, its value, and a comment."""

NO_BLANK = re.compile(r"(\s*(?:- )*[a-z_]+):(\S.*)")
KEY = re.compile(r"\s*(?:- )*(?=[\w-]+:(\s|$))")
PAIR = re.compile(r"(?P<key>\w+: )(?P<value>.*)", re.DOTALL)
NEXT_PAIR = re.compile(r",\s+(?=[a-z_]+: )")
CLOSING = {"[": "]", "{": "}", '"': '"', "'": "'"}

REASONS = {
    "mapping values are not allowed in this context": N_("there is a colon followed by a space inside the text"),
    "did not find expected key": N_("this line does not continue the lines above it"),
    "did not find expected '-' indicator": N_("this line is not indented like the entries of the list above it"),
    "found character that cannot start any token": N_("text cannot start with this character"),
    "found unexpected end of stream": N_("a quotation mark is opened but never closed"),
    "did not find expected ',' or ']'": N_("a list opened with [ is not closed"),
    "did not find expected ',' or '}'": N_("a mapping that {{ has opened is not closed"),
    "did not find expected node content": N_("a bracket is opened and not closed, or closed and not opened"),
    "could not find expected ':'": N_("a line has no colon, or no space after the colon"),
    "block sequence entries are not allowed in this context": N_("the text starts with a dash and a space"),
    "mapping keys are not allowed in this context": N_("the text starts with a question mark and a space"),
    "found unknown escape character": N_("there is a backslash inside double quotes"),
    "found invalid Unicode character escape code": N_("an escape inside double quotes does not stand for any character"),
}
"""libyaml's messages, and what they mean to somebody who writes a deck."""


def quoted(text: str) -> str:
    """Return a text in YAML quotes, on one line."""
    return "'" + text.replace("'", "''") + "'" if '"' in text or "\\" in text else f'"{text}"'


def quoted_between(line: str, start: int, end: int) -> str:
    """Return a line with its columns `start` to `end` (from 0) in quotes."""
    return line[:start] + quoted(line[start:end]) + line[end:]


def quoted_line(line: str) -> str:
    """Return a line with everything after its dashes and its key in quotes."""
    match = ENTRY.fullmatch(line)
    if not match or not match["head"].strip() or not match["value"]:
        return line
    return match["head"] + requoted(match["value"]) + match["tail"]


def requoted(value: str) -> str:
    """Return a value in quotes, replacing outer quotes that do not fit what is between them."""
    wrapped = len(value) > 1 and value[0] in {'"', "'"} and value.endswith(value[0])
    return quoted(value[1:-1] if wrapped else value)


def corrected(text: str, wrong: int, start: int | None, reads: Callable[[str, int], bool]) -> tuple[int, str] | None:
    """Return the number, from 1, and the corrected form of the line that makes a text unreadable, if it is one line.

    `wrong` is the line where reading stopped and `start` the one where the unfinished construct began. `reads` tells whether a changed text
    can be read beyond a line.
    """
    lines = text.split("\n")
    numbers = dict.fromkeys(
        number for number in (wrong, start, wrong - 1, *_open_quotes(lines, wrong)) if number and 1 <= number <= len(lines)
    )
    for number in numbers:
        line = lines[number - 1]
        for candidate in (*_candidates(line), _aligned(lines, number)) if line.strip() and len(line) <= LONGEST else ():
            changed = "\n".join([*lines[: number - 1], candidate, *lines[number:]])
            if candidate != line and reads(changed, max(wrong, number)):
                return number, candidate
    return None


def _open_quotes(lines: list[str], wrong: int) -> list[int]:
    """Return the nearest line above with unpaired double quotes: the text that starts there runs on and ends in the wrong place."""
    above = range(wrong - 1, max(wrong - 30, 0), -1)
    return [number for number in above if lines[number - 1].count('"') % 2][:1]


def _candidates(line: str) -> Iterator[str]:
    """Yield what the author may have meant, the most likely first."""
    if "\t" in line:
        yield line.replace("\t", "  ")
    if match := NO_BLANK.fullmatch(line):
        yield f"{match[1]}: {match[2]}"
    match = ENTRY.fullmatch(line)
    value = match["value"] if match else ""
    closing = CLOSING.get(value[:1], "")
    if closing and not value.startswith("{{") and (len(value) == 1 or not value.endswith(closing)):
        yield line.rstrip() + closing
    if value.startswith("{") and value.endswith("}") and not value.startswith("{{"):
        yield line.replace(value, "{" + ", ".join(map(_quoted_pair, NEXT_PAIR.split(value[1:-1]))) + "}")
    else:
        yield quoted_line(line)


def _aligned(lines: list[str], number: int) -> str:
    """Return a line with the indent of the key in the line above it, if there is one."""
    line = lines[number - 1]
    above = KEY.match(lines[number - 2]) if number > 1 else None
    return " " * above.end() + line.lstrip() if above else line


def _quoted_pair(pair: str) -> str:
    """Return `key: value` of a mapping in braces, with the value quoted unless it is a list, a number or a text that needs no quotes."""
    match = PAIR.fullmatch(pair)
    if not match or not re.search(r": |^[^\w\[\"']|\"", match["value"]):
        return pair
    return match["key"] + requoted(match["value"])
