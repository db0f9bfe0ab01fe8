"""A gap of a text: the text that fills it is graded by its kind: a number, a date, a term or words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.domain.questions.moment import DateAnswer, known_moment
from quizapp.domain.questions.numbers import Amount, number_key
from quizapp.domain.questions.question import Context, FormatError, Grade, Judge
from quizapp.domain.questions.terms import term_of
from quizapp.domain.questions.wording import wording

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


def gap(forms: tuple[str, ...], context: Context, near: Iterable[str] = ()) -> Gap:
    """Return a gap of a deck; `near` are texts that are never a slip of it."""
    kinds = {form: None if term_of(form, context) else _kind(form, context.language) for form in forms}
    words = tuple(form for form, kind in kinds.items() if kind is None)
    worded = (wording(words, context, near=near),) if words else ()
    return Gap(forms, tuple(kind for kind in kinds.values() if kind) + worded)


def _kind(form: str, language: str) -> Judge | None:
    """Return what grades a form that is a number, a year or a date; None for words."""
    value, date = number_key(form, language), known_moment(form, language)
    if value is None:
        return date
    number = Amount(form, value, language=language)
    return _Year(date, number) if date and form.isdecimal() and value in _YEARS else number
