"""A gap of a text: the text that fills it is graded by its kind: an amount, a date, a term or words.

A form is an amount or a date only if all of it is one; with a sign, a unit or a scale it is an amount as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.domain.questions.moment import DateAnswer, known_moment
from quizapp.domain.questions.numbers import Amount, amount_of
from quizapp.domain.questions.question import Context, FormatError, Grade, Judge
from quizapp.domain.questions.terms import term_of
from quizapp.domain.questions.wording import Wording, wording

_YEARS = range(1000, 3000)
"""A four-digit number in this range that fills a gap is read as a year."""

_OTHER_KIND = {"not-a-number", "not-a-date"}


@dataclass(frozen=True)
class Gap:
    """A gap: its accepted `forms`, the first of which is shown, and what grades each of the kinds among them."""

    forms: tuple[str, ...]
    kinds: tuple[Judge, ...]

    def judge(self, given: str) -> Grade | FormatError:
        """Grade a text by the kind that scores it best; a text that one kind cannot read and none finds right is a format error."""
        judged = [kind.judge(given) for kind in self.kinds]
        grades = [grade for grade in judged if isinstance(grade, Grade)]
        errors = [error for error in judged if isinstance(error, FormatError)]
        best = max(grades, key=lambda grade: (grade.score, not grade.almost), default=None)
        if best and best.score:
            return best
        doubts = [error for error in errors if not best or error.code not in _OTHER_KIND]
        return doubts[0] if doubts else Grade.of(0.0)


@dataclass(frozen=True)
class _Year:
    """A year that may also be typed as a plain number: 1,910 is 1910, but 10 asks for the century."""

    date: DateAnswer
    number: Amount

    def judge(self, given: str) -> Grade | FormatError:
        number = self.number.judge(given)
        return number if isinstance(number, Grade) and number.score else self.date.judge(given)


@dataclass(frozen=True)
class _Spelled:
    """An amount that is written with words, such as two million or 12 years: its words may slip unless they are read as another amount."""

    amount: Amount
    words: Wording

    def judge(self, given: str) -> Grade | FormatError:
        judged = self.amount.judge(given)
        if isinstance(judged, Grade) and judged.score:
            return judged
        worded = self.words.judge(given)
        if isinstance(worded, Grade) and worded.score and (not worded.almost or isinstance(judged, FormatError)):
            return worded
        return worded if isinstance(judged, FormatError) and judged.code in _OTHER_KIND else judged


def gap(forms: tuple[str, ...], context: Context, near: Iterable[str] = (), prompt: str = "") -> Gap:
    """Return a gap of a deck; `near` are texts that are never a slip of it, and words of the `prompt` may stand around an amount."""
    others = tuple(near)
    kinds = {form: _kind(form, context, others, prompt) for form in forms}
    words = tuple(form for form, kind in kinds.items() if kind is None)
    worded = (wording(words, context, near=others, prompt=prompt),) if words else ()
    return Gap(forms, tuple(kind for kind in kinds.values() if kind) + worded)


def by_value(judge: Judge) -> bool:
    """Return whether what grades a text compares values alone, amounts or dates, and not words."""
    return all(map(by_value, judge.kinds)) if isinstance(judge, Gap) else not isinstance(judge, Wording)


def _kind(form: str, context: Context, near: tuple[str, ...], prompt: str) -> Judge | None:
    """Return what grades a form that is an amount, a year or a date; None for words."""
    if term_of(form, context):
        return None
    amount, date = amount_of(form, context.language, prompt), known_moment(form, context.language)
    if amount is None or (date and amount.units):  # 1945年 is no number of years
        return date
    if date and form.isdecimal() and amount.value in _YEARS:
        return _Year(date, amount)
    if amount.is_plain or not amount.has_words:
        return amount
    return _Spelled(amount, wording((form,), context, near=near))
