"""cloze: a text with gaps to fill."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import count
from random import Random
from typing import Any, Literal

from pydantic import Field

from quizapp.domain.questions.gaps import Gap, gap
from quizapp.domain.questions.loading import Fault, LoadedQuestion
from quizapp.domain.questions.ordinary import Ordinary
from quizapp.domain.questions.question import GAP, Difference, Fields, FormatError, Grade, OnPaper, Portion, Prompt, Response
from quizapp.domain.questions.replies import numbered, of_field, typed
from quizapp.domain.questions.typed import Judging, once

_MOST_GAPS = 12
_MARKS = re.compile(r"\\(?P<literal>\{\{|\}\})|\{\{(?P<forms>[^{}]*)\}\}")


class Cloze(LoadedQuestion):
    r"""A prompt with gaps: {{1910}}, or {{1945|the end of the war}} with its accepted forms; \{{ is literal."""

    type: Literal["cloze"] = "cloze"
    any_order: bool = Field(default=False, description="The gaps can be filled in any order.")

    @property
    def shown(self) -> str:
        """The prompt with GAP in place of each gap."""
        return _MARKS.sub(lambda mark: mark["literal"] or GAP, self.prompt)

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """The accepted forms of each gap."""
        marks = _MARKS.finditer(self.prompt)
        return tuple(tuple(form.strip() for form in mark["forms"].split("|")) for mark in marks if not mark["literal"])

    @property
    def right(self) -> tuple[str, ...]:
        """The first form of each gap."""
        return tuple(forms[0] for forms in self.forms)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """What grades each gap; a form of one gap is never a slip of another."""
        near = [form for forms in self.forms for form in forms]
        return tuple(gap(forms, self._context, near, self.shown) for forms in self.forms)

    @cached_property
    def judged(self) -> tuple[Judging, ...]:
        """What grades a text in each gap, each text once."""
        return tuple(map(once, self.gaps))

    @property
    def judges(self) -> Sequence[Gap]:
        """The gaps."""
        return self.gaps

    def faults(self) -> Iterable[Fault]:
        """Yield gaps that are missing, too many, empty or not closed."""
        rest = _MARKS.sub("", self.prompt)
        if "{{" in rest or "}}" in rest:
            yield Fault("unbalanced-gap", ("prompt",))
        elif not self.forms:
            yield Fault("cloze-without-gap", ("prompt",))
        if len(self.forms) > _MOST_GAPS:
            yield Fault("too-many-gaps", ("prompt",))
        if not all(form for forms in self.forms for form in forms):
            yield Fault("empty-gap", ("prompt",))


class ClozeType(Ordinary[Cloze]):
    """The facts and verbs of cloze. A response is the text of each gap, "" for an empty one."""

    name = "cloze"
    model = Cloze
    given_as = "plain"
    typed = True

    def field_names(self, question: Cloze) -> tuple[str, ...]:
        """Return a field for each gap."""
        return numbered("blank", len(question.gaps))

    def present(self, question: Cloze, rng: Random) -> Prompt:  # noqa: ARG002 - nothing to shuffle
        """Show the text with its gaps."""
        return Prompt(self.name, question.shown, gaps=len(question.gaps))

    def parse(self, question: Cloze, fields: Fields) -> Response | FormatError:
        """Read the text of each gap; one that its gap cannot judge is a format error."""
        texts = typed(fields, self.field_names(question))
        if isinstance(texts, FormatError):
            return texts
        for place, text in enumerate(texts):
            judged = [question.judged[aim](text) for aim in _aims(question, place) if text]
            errors = [error for error in judged if isinstance(error, FormatError)]
            if errors and len(errors) == len(judged):
                return of_field(errors[0], place)
        return Response(texts)

    def grade(self, question: Cloze, response: Response) -> Grade:
        """Return the share of gaps that are filled right; a slip counts as right, and is shown if all are right."""
        texts = response.values[: len(question.gaps)]
        fits = [_fits(question, place, text) for place, text in enumerate(texts)]
        filled = _most_filled(fits)
        open_gaps = [aim for aim in range(len(question.gaps)) if aim not in filled.values()]
        aims = [filled[place] if place in filled else open_gaps.pop(0) for place in range(len(texts))]
        differences = tuple(
            Difference("gap", str(place + 1), text, question.right[aim], ok=place in filled)
            for place, (text, aim) in enumerate(zip(texts, aims, strict=True))
        )
        score = len(filled) / len(question.gaps)
        almost = score == 1 and any(fits[place][aim].almost for place, aim in filled.items())
        return Grade.of(score, portion=Portion(len(filled), len(question.gaps)), almost=almost, differences=differences)

    def accepting(self, question: Cloze, response: Response) -> Mapping[str, Any]:
        """Return the prompt with each typed text that does not fill its gap as one more accepted form, if braces and bars allow it."""
        prompt = question.prompt
        for place, difference in enumerate(self.grade(question, response).differences):
            if not difference.ok and difference.given and not set("{}|") & set(difference.given):
                aim = question.right.index(difference.right) if question.any_order else place
                prompt = _with_form(prompt, aim, difference.given)
        return {"prompt": prompt} if prompt != question.prompt else {}

    def printed(self, question: Cloze, prompt: Prompt) -> OnPaper:  # noqa: ARG002 - the gaps are in the text
        """Add nothing: the gaps are there to write in."""
        return OnPaper("; ".join(question.right))


def _with_form(prompt: str, place: int, form: str) -> str:
    """Return the prompt of a cloze with one more accepted form for gap number `place`, counted from 0."""
    numbers = count()

    def widened(mark: re.Match[str]) -> str:
        return mark[0] if mark["literal"] or next(numbers) != place else f"{{{{{mark['forms']}|{form}}}}}"

    return _MARKS.sub(widened, prompt)


def _aims(question: Cloze, place: int) -> Sequence[int]:
    """Return the gaps that the response at `place` may fill: its own, or every gap with `any_order`."""
    return range(len(question.gaps)) if question.any_order else [place]


def _fits(question: Cloze, place: int, text: str) -> dict[int, Grade]:
    """Return the gaps that a text fills, those without a slip first."""
    judged = {aim: question.judged[aim](text) for aim in _aims(question, place) if text}
    fitting = {aim: grade for aim, grade in judged.items() if isinstance(grade, Grade) and grade.score}
    return dict(sorted(fitting.items(), key=lambda fit: fit[1].almost))


def _most_filled(fits: Sequence[Iterable[int]]) -> dict[int, int]:
    """Return which response fills which gap so that as many gaps as possible are filled: augmenting paths (Kuhn)."""
    holders: dict[int, int] = {}

    def seat(place: int, tried: set[int]) -> bool:
        for aim in fits[place]:
            if aim not in tried:
                tried.add(aim)
                if aim not in holders or seat(holders[aim], tried):
                    holders[aim] = place
                    return True
        return False

    for place in range(len(fits)):
        seat(place, set())
    return {place: aim for aim, place in holders.items()}
