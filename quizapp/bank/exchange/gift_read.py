r"""Reads GIFT, the plain text format of Moodle's question bank.

Blank lines separate questions; `// ` begins a comment, `$CATEGORY:` a category; \~ \= \# \{ \} \: \\ and \n are escapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from quizapp.bank.exchange.markup import escaped, has_markup, reduced
from quizapp.bank.exchange.notices import Found, FoundQuestion, Notice
from quizapp.bank.exchange.texts import decoded, few
from quizapp.bank.exchange.weighted import Marked, choice, middle, moved_feedback, numeric, short

SHIELDED = "~=#{}:\\"
SHIELD = {char: chr(0x10 + place) for place, char in enumerate(SHIELDED)}
UNSHIELD = str.maketrans({mark: char for char, mark in SHIELD.items()})
TITLE = re.compile(r"::(.*?)::", re.DOTALL)
FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
WEIGHT = re.compile(r"%(-?\d{1,9}(?:\.\d{1,20})?)%")
ANSWER = re.compile(r"([=~])([^=~]*)")
TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
BLANK = "_____"


@dataclass(frozen=True)
class _Block:
    """A question as it is in the file; escaped characters are replaced with marks."""

    text: str
    line: int
    category: str
    title: str = ""
    form: str = ""


def read(content: bytes, language: str = "en") -> Found:
    """Return the questions of a GIFT file. Raises Refused if it is not a text."""
    found = Found()
    for block in few(_blocks(decoded(content))):
        _GiftQuestion(_titled(block), found, language).read()
    return found


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the questions of a text: the lines between blank ones."""
    category, lines, start = "", list[str](), 0
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        stripped = line.strip()
        if stripped.startswith("$CATEGORY:"):
            category = category_title(stripped.removeprefix("$CATEGORY:"))
        elif stripped and not stripped.startswith("//"):
            start = start if lines else number
            lines.append(line)
        elif lines and not stripped:
            yield _Block(_shielded("\n".join(lines)), start, category)
            lines = []


def category_title(path: str) -> str:
    """Return the last part of a category's path, in which // stands for a slash."""
    parts = [part.replace("\0", "/").strip() for part in path.replace("//", "\0").split("/")]
    named = [part for part in parts if part and part not in {"$course$", "$system$", "$module$", "top"}]
    return named[-1] if named else ""


def _shielded(text: str) -> str:
    """Replace escaped characters with marks."""
    clean = re.sub("[\x00-\x08\x0b-\x1f]", " ", text)
    return re.sub(r"\\([~=#{}:\\n])", lambda mark: "\n" if mark[1] == "n" else SHIELD[mark[1]], clean)


def _titled(block: _Block) -> _Block:
    text, title = block.text.strip(), ""
    if match := TITLE.match(text):
        title, text = match[1].translate(UNSHIELD).strip(), text[match.end() :]
    form = ""
    if match := FORMAT.match(text):
        form, text = match[1], text[match.end() :]
    return replace(block, text=text.strip(), title=title, form=form)


class _GiftQuestion:
    """One question on its way from GIFT to the mapping of a deck."""

    def __init__(self, block: _Block, found: Found, language: str) -> None:
        self.block = block
        self.found = found
        self.language = language

    def note(self, code: str, **params: object) -> None:
        """Note what is lost of this question."""
        self.found.notices.append(Notice(code, self.block.title, self.block.line, params))

    def read(self) -> None:
        """Add the question to the result, or note why it cannot be added."""
        before, opens, rest = self.block.text.partition("{")
        inside, closes, after = rest.partition("}")
        if opens and not closes:
            self.note("unclosed")
        elif not opens or not inside.strip():
            self.note("skipped", type="essay" if opens else "description")
        else:
            raw = self._answered(inside.strip(), before.strip(), after.strip())
            self.found.entries.append(FoundQuestion(raw, self.block.title, self.block.category, self.block.line))

    def _answered(self, inside: str, before: str, after: str) -> dict[str, Any]:
        inside, _, general = inside.partition("####")
        prompt = self.rich(before)
        answers = self._keys(inside.strip())
        if after:
            forms = [str(answers.get("answer")), *answers.get("accept", ())]
            is_gap = answers["type"] == "short_answer" and not answers["mistakes"] and not re.search("[{}|]", "".join(forms))
            gap = "{{" + "|".join(forms) + "}}" if is_gap else escaped(BLANK)
            prompt = " ".join(filter(None, [prompt, f"{gap}{'' if re.match(r'[.,;:!?)]', after) else ' '}{self.rich(after)}"]))
            answers = {"type": "cloze", "why": answers["why"]} if is_gap else answers
        return moved_feedback({**answers, "prompt": prompt}, self.rich(general), self.note)

    def _keys(self, inside: str) -> dict[str, Any]:
        """Return the keys of the question type that the text between the braces describes."""
        head, *feedback = inside.split("#")
        if head.strip().upper() in TRUTH:
            is_true = TRUTH[head.strip().upper()]
            spoken = [self.rich(part) for part in feedback]
            return {"type": "true_false", "answer": is_true, "why": next(filter(None, spoken), "")}
        if inside.startswith("#"):
            return numeric([self._number(answer) for answer in self._parts(inside[1:])], self.note, self.language)
        answers = self._parts(inside)
        typed = all(sign == "=" for sign, _ in answers)
        if typed and "->" in inside:
            return self._matching([text for _, text in answers])
        options = [self._option(sign, text, typed=typed) for sign, text in answers]
        if typed:
            return short(options, self.note)
        return choice(options, self.note, single=any(sign == "=" for sign, _ in answers))

    @staticmethod
    def _parts(inside: str) -> list[tuple[str, str]]:
        """Return the answers, each with its sign; a number alone has none."""
        found = [(match[1], match[2].strip()) for match in ANSWER.finditer(inside)]
        return found or [("=", inside.strip())]

    def _option(self, sign: str, text: str, *, typed: bool) -> Marked:
        text, marks = _weighed(sign, text)
        answer, _, feedback = text.partition("#")
        return Marked(self.plain(answer) if typed else self.rich(answer), marks, self.rich(feedback))

    def _number(self, part: tuple[str, str]) -> Marked:
        text, marks = _weighed(*part)
        answer, _, feedback = text.partition("#")
        value, _, tolerance = answer.partition(":")
        if ".." in answer:
            value, tolerance = middle(*answer.split("..", 1))
        return Marked(self.plain(value), marks, self.rich(feedback), self.plain(tolerance))

    def _matching(self, texts: list[str]) -> dict[str, Any]:
        halves = [text.partition("#")[0].partition("->") for text in texts]
        pairs = {self.rich(left): self.plain(right) for left, _, right in halves if left.strip()}
        spare = [self.plain(right) for left, _, right in halves if not left.strip()]
        return {"type": "matching", "pairs": pairs, "distractors": spare, "why": ""}

    @staticmethod
    def plain(text: str) -> str:
        """Return a text as plain text."""
        return text.translate(UNSHIELD).strip()

    def rich(self, text: str) -> str:
        """Return a text as Markdown, from the format that the question names."""
        bare = self.plain(text)
        if self.block.form == "markdown" or not bare:
            return bare
        if self.block.form == "plain" or not has_markup(bare):
            return escaped(bare)
        markdown = reduced(bare)
        if markdown.media:
            self.note("media-left-out")
        return markdown.text


def _weighed(sign: str, text: str) -> tuple[str, float]:
    match = WEIGHT.match(text)
    return (text[match.end() :], float(match[1])) if match else (text, 100.0 if sign == "=" else 0.0)
