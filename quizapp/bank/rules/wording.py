"""The wording of questions and facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.bank.problems import FilePlace, RuleFinding
from quizapp.bank.rules.view import View
from quizapp.bank.shape import DECK_FILE
from quizapp.domain.questions.registry import type_of
from quizapp.domain.questions.required import read_answer
from quizapp.domain.questions.text import words
from quizapp.domain.reading.given_away import shown_prompt

YES_NO = re.compile(
    r"(am|are|can|could|did|do|does|had|has|have|is|may|might|must|shall|should|was|were|will|would)(n['’]t)?\s(?!.*\sor\s)[^?]*\?",
    re.IGNORECASE,
)


def yes_no_prompt(view: View) -> Iterator[RuleFinding]:
    """A question that is answered by yes or no is better written as a true or false statement."""
    if not view.deck.language.lower().startswith("en"):
        return
    for _, question, place in view.questions():
        if not type_of(question).statement and YES_NO.fullmatch(shown_prompt(question).strip()):
            yield RuleFinding("yes-no-prompt", place / "prompt")


def no_why(view: View) -> Iterator[RuleFinding]:
    """A fact in a deck with a reading has an explanation."""
    if view.deck.reading:
        for fact, place in view.facts():
            if not fact.why:
                yield RuleFinding("no-why", place, {"id": fact.id})


def false_without_why(view: View) -> Iterator[RuleFinding]:
    """A false statement explains what is true instead."""
    for _, question, place in view.questions():
        if type_of(question).statement and question.right == ("false",) and not question.why:
            yield RuleFinding("false-without-why", place)


def no_short_form(view: View) -> Iterator[RuleFinding]:
    """A person whose name has several words can also be named by one of them."""
    for index, term in enumerate(view.deck.terms):
        if term.kind == "person" and len(words(term.name)) > 1 and not term.also:
            yield RuleFinding("no-short-form", FilePlace(DECK_FILE) / "terms" / index, {"name": term.name, "key": "also"})
    names = {form for term in view.deck.terms for form in (term.name, *term.also)}
    for _, question, place in view.questions():
        person = getattr(question, "kind", "") == "person" and not getattr(question, "accept", None)
        if person and question.right[0] not in names and len(words(question.right[0])) > 1:
            yield RuleFinding("no-short-form", place / "answer", {"name": question.right[0], "key": "accept"})


def brackets(view: View) -> Iterator[RuleFinding]:
    """Brackets in a typed answer, which make a part of it required or belong to it, are named: an author may mean the other."""
    for _, question, place in view.questions():
        raw = view.written(place / "answer")
        if "accept" in type(question).model_fields and isinstance(raw, str) and re.search(r"(?<!\\)\[", raw):
            answer = read_answer(raw)
            code = "required-part" if answer.parts else "literal-brackets"
            yield RuleFinding(code, place / "answer", {"part": ", ".join(answer.parts), "answer": answer.shown})
