"""Turns imported questions into the files of a deck without a reading; what a deck cannot express is reported and left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml
from pydantic import ValidationError

from quizapp.bank import faults
from quizapp.bank.build import KEYS, TYPES
from quizapp.bank.exchange.markup import escaped
from quizapp.bank.exchange.notices import Found, FoundQuestion, Imported, Refused
from quizapp.bank.problems import FilePlace, problem
from quizapp.bank.scan import CONTROL, MAX_BYTES, Unreadable, scan
from quizapp.bank.shape import DECK_FILE
from quizapp.domain.questions.question import Context
from quizapp.domain.questions.slugs import LONGEST_ID, FreeNames, slug_of
from quizapp.domain.reading.given_away import says
from quizapp.domain.reading.richtext import has_image, plain

MOST_ANSWERS = 100
"""The most answers of each kind, tags or units that a question may have: each answer is compared with all others."""

LONG = frozenset(["prompt", "hint", "why", "feedback", "ideas"])
"""Keys whose texts are Markdown with several lines; the answer of a flashcard is such a text too."""

ORDER = ("id", "type", "category", "level", "prompt", "answer", "answers", "accept", "distractors", "pairs", "items", "unit", "tolerance")


class _Writer(yaml.SafeDumper):
    """Writes each text as plainly as the reader of decks reads it back, since that guesses no types."""


_Writer.yaml_implicit_resolvers = {
    "~": [("tag:yaml.org,2002:null", re.compile("~"))],
    "": [("tag:yaml.org,2002:null", re.compile("$"))],
    "<": [("tag:yaml.org,2002:merge", re.compile("<<"))],
}


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Writer.add_representer(str, _text)


def drafted(found: Found, deck_id: str, language: str = "en", entries: Iterable[FoundQuestion] | None = None) -> Imported:
    """Return the files of a deck with the imported questions.

    `entries` are those of `found`, possibly wrapped in a progress bar. Raises Refused if nothing is left, or if it is too much for one
    deck.
    """
    draft = _Draft(found, language)
    for entry in found.entries if entries is None else entries:
        draft.add(entry)
    if not draft.questions:
        raise Refused("no-questions")
    title = _one_line(found.title)[:200] or deck_id.replace("-", " ").capitalize()
    content: dict[str, Any] = {"title": title, "language": language}
    if draft.categories:
        content["categories"] = draft.with_a_rest(title)
    text = written({**content, "questions": draft.questions})
    return Imported({DECK_FILE: text.encode()}, tuple(found.notices))


def written(content: Mapping[str, Any]) -> str:
    """Return a file of a deck as YAML. Raises Refused if it would be larger than a file may be."""
    text: str = yaml.dump(content, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=140)
    try:
        scan(text)
    except Unreadable as error:
        raise Refused("too-much") from error
    if len(text.encode()) > MAX_BYTES:
        raise Refused("too-much")
    return text


class _Draft:
    """The questions so far, with their ids and categories."""

    def __init__(self, found: Found, language: str) -> None:
        self.found = found
        self.language = language
        self.questions: list[dict[str, Any]] = []
        self.categories: dict[str, str] = {}
        self.ids, self.slugs = FreeNames(), FreeNames()
        self.size = 0

    def add(self, entry: FoundQuestion) -> None:
        """Add a question, or note why it cannot be added."""
        if any(isinstance(value, list) and len(value) > MOST_ANSWERS for value in entry.raw.values()):
            self.found.note("many-answers", entry.title, entry.line, most=MOST_ANSWERS)
            return
        raw = {key: value for key in entry.raw if (value := self._clean(key, entry.raw[key], entry)) not in (None, "", [], {})}
        kind = TYPES[str(raw["type"])]
        if raw["type"] == "short_answer" and "answer" in raw:  # other programs have no notation: brackets belong to the answer
            raw["answer"] = re.sub(r"([\[\]])", r"\\\1", raw["answer"])
        raw["id"] = self._id(entry.title, raw)
        try:
            kind.load(raw, Context(self.language))
        except ValidationError as error:
            first = next(iter(faults.findings(error, raw, FilePlace(DECK_FILE), {**KEYS, "": tuple(kind.model.model_fields)})))
            reason = problem("", 1, 1, first.code, first.params).message
            self.found.note("refused-question", entry.title or str(raw.get("prompt", "")), entry.line, reason=reason)
            return
        self.size += _length(raw)
        if self.size > MAX_BYTES:
            raise Refused("too-much")
        self.ids.taken |= {str(raw["id"])} | ({f"{raw['id']}-back"} if "both_ways" in raw else set())
        if category := _one_line(entry.category):
            raw["category"] = self._category(category)
        self.questions.append({key: raw[key] for key in (*ORDER, *raw) if key in raw})

    def with_a_rest(self, title: str) -> Mapping[str, str]:
        """Return the categories, with one named after the deck for questions that have none, since each must have one if any has."""
        lone = [question for question in self.questions if "category" not in question]
        if lone:
            rest = self._category(title)
            for question in lone:
                question["category"] = rest
        return {slug: name for name, slug in self.categories.items()}

    def _clean(self, key: str, value: object, entry: FoundQuestion) -> Any:
        """Return a value as a deck may have it: no control characters, options on one line, no pictures."""
        if isinstance(value, Mapping):
            return {_one_line(name) if key == "pairs" else name: self._clean(name, inner, entry) for name, inner in value.items()}
        if isinstance(value, list):
            return [self._clean(key, inner, entry) for inner in value]
        if not isinstance(value, str):
            return "true" if value is True else "false" if value is False else None if value is None else str(value)
        if has_image(value):
            self.found.note("media-left-out", entry.title, entry.line)
            value = escaped(plain(value))
        long = key in LONG or (key == "answer" and entry.raw["type"] == "flashcard")
        return CONTROL.sub("", value.replace("\t", " ")).strip() if long else _one_line(value)

    def _id(self, title: str, raw: Mapping[str, Any]) -> str:
        """Return a free id made from the title or, if that is too long or gives the right answer away, q-1 and so on."""
        slug = slug_of(title)
        given = [str(raw.get("answer", "")), *map(str, raw.get("accept", ()))]
        if not slug or len(slug) > LONGEST_ID or says(slug.replace("-", " "), given):
            slug = "q"
        return self.ids.free(slug if slug != "q" else f"q-{len(self.questions) + 1}")

    def _category(self, title: str) -> str:
        if title not in self.categories:
            self.categories[title] = self.slugs.take(slug_of(title, LONGEST_ID) or "category")
        return self.categories[title]


def _length(value: object) -> int:
    """Return the characters of all texts in a value, which its YAML has too."""
    if isinstance(value, Mapping):
        return sum(map(_length, value.values()))
    return sum(map(_length, value)) if isinstance(value, list) else len(str(value))


def _one_line(text: str) -> str:
    return " ".join(CONTROL.sub(" ", text).split())
