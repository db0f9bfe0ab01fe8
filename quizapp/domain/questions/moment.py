"""A right answer that is a date or a range of dates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from quizapp.domain.questions.dates import NOT_A_DATE, PRECISIONS, PartialDate, has_era, incomplete, read_date, read_range
from quizapp.domain.questions.peeling import without_sentence
from quizapp.domain.questions.prompts import PromptWords, read_prompt
from quizapp.domain.questions.question import Difference, FormatError, Grade

_SHORT_YEAR = 3
"""A year with at most so many digits may be meant as one before the first."""

Dates = tuple[PartialDate, ...]


@dataclass(frozen=True)
class DateAnswer:
    """A right answer that is one date, or the two ends of a range, asked for with a `precision`.

    The verb of the `prompt` may stand before what is typed: it began in 2019.
    """

    dates: Dates
    precision: str
    language: str = "en"
    prompt: str = ""

    def judge(self, given: str) -> Grade | FormatError:
        """Grade a typed date; a text that is less precise than asked, in doubt or not a date is a format error."""
        typed = self._read(given)
        for rest in without_sentence(given, self.language, self._said) if typed == NOT_A_DATE and self.prompt else ():
            typed, given = (self._read(rest), rest) if typed == NOT_A_DATE else (typed, given)
        if isinstance(typed, FormatError):
            return typed
        if min(_rank(date.precision) for date in typed) < _rank(self.precision):
            coarsest = min(typed, key=lambda date: _rank(date.precision))
            return incomplete(PRECISIONS[_rank(coarsest.precision) + 1])
        if any(self._lacks_era(date, right) for date, right in zip(typed, self.dates, strict=True)) and not has_era(given, self.language):
            return incomplete("era")
        off = tuple(self._off(date, right) for date, right in zip(typed, self.dates, strict=True) if not date.agrees(right))
        return Grade.of(0.0, differences=off) if off else Grade.of(1.0)

    def same(self, one: str, other: str) -> bool:
        """Return whether two texts are the same date or range."""
        return self._read(one) == self._read(other)

    @property
    def text(self) -> str:
        """The right answer as the language writes it, or in English if the program could not read that back."""
        spelled = self._spelled(self.language)
        return spelled if read_dates(spelled, self.language, ends=len(self.dates)) == self.dates else self._spelled("en")

    @cached_property
    def _said(self) -> PromptWords:
        return read_prompt(self.prompt, (self.text,), (), self.language)

    def _read(self, text: str) -> Dates | FormatError:
        """Return the date or the range in a typed text; a century begins as the right one does, in 1801 or in 1800."""
        if len(self.dates) > 1:
            return read_range(text, self.language, round_centuries=self.dates[0].year % 100 == 0)
        return read_dates(text, self.language, ends=1)

    def _spelled(self, language: str) -> str:
        return " – ".join(date.spelled(language) for date in self.dates)

    def _lacks_era(self, given: PartialDate, right: PartialDate) -> bool:
        """Return whether a year could be one before the first: 264 for 264 BC, but not 1945."""
        return right.year < 0 < given.year and len(str(given.year)) <= max(_SHORT_YEAR, len(str(-right.year)))

    def _off(self, given: PartialDate, right: PartialDate) -> Difference:
        """Return which part of a date is wrong, and by how much; there is no year 0."""
        part = next(part for part in PRECISIONS if not given.cut(part).agrees(right.cut(part)))
        apart = getattr(given, part) - getattr(right, part)
        if part == "year" and given.year * right.year < 0:
            apart -= 1 if apart > 0 else -1
        return Difference("off", f"{part}s", given.spelled(self.language), right.spelled(self.language), ok=False, apart=apart)


def read_dates(text: str, language: str, *, ends: int, strict: bool = False) -> Dates | FormatError:
    """Return the date in a text or, with two `ends`, the ends of its range; if `strict`, as an author writes it."""
    if ends > 1:
        return read_range(text, language, strict=strict)
    single = read_date(text, language, strict=strict)
    return single if isinstance(single, FormatError) else (single,)


def known_moment(text: str, language: str, precision: str | None = None, prompt: str = "") -> DateAnswer | None:
    """Return the date or the range if the whole text is one, otherwise None; a range must not run backwards.

    Without a `precision`, learners have to be as precise as the text is; they may say the verb of the `prompt` again.
    """
    dates = read_dates(text, language, ends=1, strict=True)
    if isinstance(dates, FormatError):
        dates = read_dates(text, language, ends=2, strict=True)
    if isinstance(dates, FormatError) or dates[0] > dates[-1]:
        return None
    return DateAnswer(dates, precision or min((date.precision for date in dates), key=PRECISIONS.index), language, prompt)


def date_key(text: str, language: str) -> Dates | None:
    """Return the sort key of a date or range; None for any other text."""
    moment = known_moment(text, language)
    return moment.dates if moment else None


def _rank(precision: str) -> int:
    return PRECISIONS.index(precision)
