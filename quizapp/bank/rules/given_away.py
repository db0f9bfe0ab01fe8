"""Right answers that can be read somewhere before they are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.bank.problems import RuleFinding
from quizapp.bank.rules.view import View
from quizapp.domain.questions.inline import as_shown
from quizapp.domain.questions.question import Question
from quizapp.domain.questions.registry import type_of
from quizapp.domain.reading.given_away import accepted, says, says_alone, shown_prompt


def in_prompt(view: View) -> Iterator[RuleFinding]:
    """A prompt does not contain its own answer, unless it also names others: wrong options, or one of two alternatives."""
    for _, question, place in view.questions():
        prompt = shown_prompt(question)
        for forms in accepted(question, view.deck):
            if said := says_alone(prompt, forms, map(as_shown, question.wrong)):
                yield RuleFinding("answer-in-prompt", place / "prompt", {"answer": said})
        for left, right in getattr(question, "pairs", ()):
            if says(as_shown(left), [as_shown(right)]) or says(as_shown(right), [as_shown(left)]):
                yield RuleFinding("answer-in-prompt", place / "pairs" / left, {"answer": right})


def in_id(view: View) -> Iterator[RuleFinding]:
    """The id of a question does not contain the answer, since it appears in its page."""
    for _, question, place in view.questions():
        name = str(question.id).replace("-", " ")
        said = next((text for forms in accepted(question, view.deck) if (text := says(name, forms))), "")
        if said:
            yield RuleFinding("answer-in-id", place / "id", {"id": question.id, "answer": said})


def in_option(view: View) -> Iterator[RuleFinding]:
    """No wrong option contains the right one."""
    for _, question, place in view.questions():
        if type_of(question).shows == "choice":
            for option in question.wrong:
                if says(as_shown(option), map(as_shown, question.right)):
                    yield RuleFinding("answer-in-option", place, {"answer": question.right[0], "option": option})


def in_sibling(view: View) -> Iterator[RuleFinding]:
    """The prompts of a fact's questions do not answer one another."""
    for fact, _ in view.facts():
        prompts = [(shown_prompt(question), question) for question in fact.questions]
        for question in fact.questions:
            for forms in accepted(question, view.deck):
                for prompt, other in prompts:
                    said = other is not question and says(prompt, forms)
                    if said and not _a_pair_of_cards(question, other):
                        place = view.compiled.questions[str(other.id)] / "prompt"
                        yield RuleFinding("answer-in-sibling", place, {"answer": said, "id": question.id})


def _a_pair_of_cards(question: Question, other: Question) -> bool:
    """Return whether two questions are the two sides of one card, which answer one another on purpose."""
    both_rated = type_of(question).self_rated and type_of(other).self_rated
    return both_rated and (question.prompt,) == other.right
