from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.questions.numbers import read_number, read_tolerance, shown
from quizapp.domain.questions.question import FormatError


@given(number=st.integers(-(10**12), 10**12), places=st.integers(0, 4))
def test_a_number_is_read_as_any_language_writes_it(number, places):
    value = Fraction(number, 10**places)
    written = f"{Decimal(number).scaleb(-places):,f}"

    assert read_number(written.replace(",", "")) == value or places == 3
    assert read_number(written.replace(",", " ")) == value or places == 3
    if abs(value) >= 10**6:
        assert read_number(written) == value
        assert read_number(written.translate(str.maketrans(",.", ".,")), "de") == value


@pytest.mark.parametrize(
    ("text", "value", "language"),
    [
        ("3.142", "3.142", "en"),
        ("3,142", 3142, "en"),
        ("3,142", "3.142", "fr"),
        ("3.142", 3142, "fr"),
        ("0,125", "0.125", "en"),
        ("1234,567", "1234.567", "en"),
    ],
)
def test_one_mark_before_three_digits_is_read_as_the_language_writes(text, value, language):
    assert read_number(text, language) == Fraction(value)


SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
ONES = SMALL.split()
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORDS = [*ONES, *(f"{ten}-{one}".removesuffix("-zero") for ten in TENS for one in ONES[:10]), "one hundred"]


def test_english_number_words_to_one_hundred():
    assert [read_number(word) for word in WORDS] == list(range(101))


def test_a_text_too_long_is_no_number():
    assert read_number("1" * 5000) == FormatError("not-a-number")


@pytest.mark.parametrize(("text", "tolerance"), [("0", 0), ("0.5", "0.5"), ("2%", 4), ("2.5 %", 5), ("-1", None), ("%", None), ("x", None)])
def test_a_tolerance_is_a_number_or_a_percentage(text, tolerance):
    assert read_tolerance(text, Fraction(-200), "en") == (None if tolerance is None else Fraction(tolerance))


@pytest.mark.parametrize(
    ("value", "text"), [("12", "12"), ("0.50", "0.5"), ("-1200", "-1200"), ("0", "0"), ("1e20", "1e+20"), ("1e-20", "1e-20")]
)
def test_a_number_is_shown_in_digits(value, text):
    assert shown(Fraction(value)) == text
