"""Reads Moodle XML, with a parser that refuses document types and entities."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError
from xml.parsers.expat import errors

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from quizapp.bank.exchange.gift_read import category_title
from quizapp.bank.exchange.markup import escaped, reduced
from quizapp.bank.exchange.notices import Found, FoundQuestion, Notice, Refused
from quizapp.bank.exchange.texts import few, limited
from quizapp.bank.exchange.weighted import Marked, choice, moved_feedback, numeric, short
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.domain.questions.slugs import slug_of
from quizapp.domain.reading.richtext import plain

MEANT = {
    errors.codes[errors.XML_ERROR_NO_ELEMENTS]: N_("no element found"),
    errors.codes[errors.XML_ERROR_SYNTAX]: N_("syntax error"),
    errors.codes[errors.XML_ERROR_INVALID_TOKEN]: N_("a character that is not allowed there"),
    errors.codes[errors.XML_ERROR_UNCLOSED_TOKEN]: N_("unclosed token"),
    errors.codes[errors.XML_ERROR_TAG_MISMATCH]: N_("mismatched tag"),
    errors.codes[errors.XML_ERROR_DUPLICATE_ATTRIBUTE]: N_("duplicate attribute"),
    errors.codes[errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]: N_("junk after document element"),
    errors.codes[errors.XML_ERROR_UNKNOWN_ENCODING]: N_("unknown encoding"),
}
"""The parser's most frequent messages, by code."""


def read(content: bytes, language: str = "en") -> Found:
    """Return the questions of a Moodle XML file. Raises Refused if it is not one, or not safe to read."""
    limited(content)
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refused("unsafe-xml") from error
    except (ParseError, ValueError, LookupError) as error:
        line, _ = getattr(error, "position", (0, 0))
        reason = MEANT.get(getattr(error, "code", 0))
        raise Refused("not-xml", line=line, reason=Phrase(reason) if reason else str(error)) from error
    if root.tag != "quiz":
        raise Refused("not-moodle")
    found, category = Found(), ""
    for element in few(root.iter("question")):
        if element.get("type") == "category":
            category = category_title(element.findtext("category/text") or "")
        else:
            _MoodleQuestion(element, found, category, language).read()
    return found


class _MoodleQuestion:
    """One question on its way from Moodle to the mapping of a deck."""

    def __init__(self, element: Element, found: Found, category: str, language: str) -> None:
        self.element = element
        self.found = found
        self.category = category
        self.language = language
        self.title = (element.findtext("name/text") or "").strip()

    def note(self, code: str, **params: object) -> None:
        """Note what is lost of this question."""
        self.found.notices.append(Notice(code, self.title, params=params))

    def read(self) -> None:
        """Add the question to the result, or note why it cannot be added."""
        kind = self.element.get("type", "")
        reader = READERS.get(kind)
        if reader is None:
            self.note("skipped", type=kind)
            return
        raw = {**reader(self), "prompt": self.rich(self.element.find("questiontext")), "hint": self.rich(self.element.find("hint"))}
        raw = moved_feedback(raw, self.rich(self.element.find("generalfeedback")), self.note)
        tags = [slug_of(tag.text or "") for tag in self.element.findall("tags/tag/text")]
        raw["tags"] = list(dict.fromkeys(filter(None, tags)))
        self.found.entries.append(FoundQuestion(raw, self.title, self.category))

    def rich(self, holder: Element | None) -> str:
        """Return the text of an element as Markdown, from the format it names."""
        text = (holder.findtext("text") or "").strip() if holder is not None else ""
        if holder is None or not text:
            return ""
        form = holder.get("format", "html")
        if form == "markdown":
            return text
        if form == "plain_text":
            return escaped(text)
        markdown = reduced(text)
        if markdown.media or holder.find("file") is not None:
            self.note("media-left-out")
        return markdown.text

    def bare(self, holder: Element | None) -> str:
        """Return the text of an element as plain text."""
        text = (holder.findtext("text") or "").strip() if holder is not None else ""
        if holder is None or holder.get("format") in {None, "moodle_auto_format", "plain_text"}:
            return text
        return plain(self.rich(holder))

    def answers(self, text: Callable[[Element], str]) -> list[Marked]:
        """Return the answers with their marks."""
        return [
            Marked(text(answer), _number(answer.get("fraction")), self.rich(answer.find("feedback")), answer.findtext("tolerance") or "")
            for answer in self.element.findall("answer")
        ]

    def choice(self) -> dict[str, Any]:
        """Return the keys of a multichoice."""
        single = (self.element.findtext("single") or "true").strip() in {"true", "1"}
        return choice(self.answers(self.rich), self.note, single=single)

    def truth(self) -> dict[str, Any]:
        """Return the keys of a truefalse."""
        right = max(self.answers(self.bare), key=lambda answer: answer.marks, default=Marked(""))
        spoken = [answer.feedback for answer in self.answers(self.bare) if answer.feedback]
        return {"type": "true_false", "answer": right.text.lower(), "why": next(iter(spoken), "")}

    def short(self) -> dict[str, Any]:
        """Return the keys of a shortanswer."""
        return short(self.answers(self.bare), self.note)

    def numeric(self) -> dict[str, Any]:
        """Return the keys of a numerical."""
        raw = numeric(self.answers(self.bare), self.note, self.language)
        return {**raw, "unit": [name for unit in self.element.findall("units/unit") if (name := unit.findtext("unit_name"))]}

    def matching(self) -> dict[str, Any]:
        """Return the keys of a matching."""
        found = [(self.rich(part), self.bare(part.find("answer"))) for part in self.element.findall("subquestion")]
        pairs = {left: right for left, right in found if left}
        return {"type": "matching", "pairs": pairs, "distractors": [right for left, right in found if not left and right]}


READERS: Mapping[str, Callable[[_MoodleQuestion], dict[str, Any]]] = {
    "multichoice": _MoodleQuestion.choice,
    "truefalse": _MoodleQuestion.truth,
    "shortanswer": _MoodleQuestion.short,
    "numerical": _MoodleQuestion.numeric,
    "matching": _MoodleQuestion.matching,
}


def _number(text: str | None) -> float:
    return float(text) if text and re.fullmatch(r"-?\d{1,9}(\.\d{1,20})?", text.strip()) else 0.0
