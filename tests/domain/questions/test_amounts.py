from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.questions.myriads import in_digits
from quizapp.domain.questions.numbers import Amount, amount_of, number_key, read_number
from quizapp.domain.questions.question import MAX_TYPED, FormatError
from quizapp.domain.questions.tables import table_of
from quizapp.domain.questions.units import units_of

TWO = FormatError("two-numbers")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("3만 5천", "ko", "35000"),
        ("1억2천만 명", "ko", "120000000 명"),
        ("2.3억", "ko", "230000000"),
        ("2.35만", "ko", "23500"),
        ("1.00005만", "ko", "10000.5"),
        ("스물한 명", "ko", "21 명"),
        ("삼십오", "ko", "35"),
        ("오 이", "ko", "오 이"),
        ("1.2.3만", "ko", "1.2.3만"),
        ("3만만", "ko", "3만만"),
        ("백천", "ko", "백천"),
        ("三十五年", "ja", "35年"),
        ("二〇一九", "ja", "2019"),
        ("百", "zh", "100"),
        ("3만", "en", "3만"),
    ],
)
def test_numbers_of_korean_japanese_and_chinese_are_put_in_digits(text, language, expected):
    assert in_digits(text, language) == expected


@given(number=st.integers(1, 10**15))
def test_a_number_in_korean_scales_is_the_number(number):
    parts = [(number // 10**power % 10**4, sign) for power, sign in ((12, "조"), (8, "억"), (4, "만"), (0, ""))]

    assert in_digits(" ".join(f"{part}{sign}" for part, sign in parts if part), "ko") == str(number)


ENGLISH = table_of("en").numerals.cardinals


def spelled(number):
    """A number below a million in English words."""
    if number >= 1000:
        rest = spelled(number % 1000) if number % 1000 else ""
        return f"{spelled(number // 1000)} thousand {'and ' if rest and number % 1000 < 100 else ''}{rest}".strip()
    if number >= 100:
        return f"{ENGLISH[number // 100 - 1]} hundred{f' and {spelled(number % 100)}' if number % 100 else ''}"
    return ("zero", *ENGLISH)[number] if number < 20 else tens(number)


def tens(number):
    return f"{table_of('en').numerals.tens[number // 10 - 2]}{f'-{ENGLISH[number % 10 - 1]}' if number % 10 else ''}"


@given(number=st.integers(0, 999_999))
def test_a_number_in_english_words_is_the_number(number):
    assert read_number(spelled(number)) == number


@given(number=st.integers(1, 10**7), scale=st.sampled_from(["thousand", "million", "bn", "trillion"]))
def test_a_scale_multiplies(number, scale):
    size = {"thousand": 10**3, "million": 10**6, "bn": 10**9, "trillion": 10**12}[scale]

    assert read_number(f"{number} {scale}") == number * size
    assert number_key(f"{number / 10} {scale}", "en") == Fraction(number, 10) * size


def test_a_text_of_very_many_pieces_is_not_read():
    assert read_number("1/" * 200) == TWO
    assert read_number("a " * 200) == FormatError("not-a-number")
    assert amount_of("1 " * 200, "en") is None
    assert Amount("1", Fraction(1)).judge("1" * (MAX_TYPED + 1)) == FormatError("not-a-number")


@pytest.mark.parametrize(
    "text", ["3 million twenty twelve", "$5 euros", "9/11", "24/7", "1/13", "70th", "12 or 13", "third", "1e999", "3 €5", "5 km 3"]
)
def test_no_amount_of_an_author(text):
    assert amount_of(text, "en") is None


def test_two_units_for_one_number_have_to_agree():
    price = Amount("5", Fraction(5), ("$",))

    assert price.judge("$5 US dollars").score == 1
    assert price.judge("$5 euros") == FormatError("unit-unknown", {"unit": "$ euros"})


def test_a_unit_in_one_word_with_its_ending():
    assert read_number("12년간", "ko", ("년",)) == 12
    assert read_number("12년 동안", "ko", ("년",)) == 12
    assert read_number("12개월간", "ko", ("년",)) == FormatError("unit-unknown", {"unit": "개월"})


def test_a_scale_of_a_unit_in_one_word_with_it():
    people = Amount("230", Fraction(230), ("만 명",), language="ko")

    assert [people.judge(text).score for text in ("230", "230만 명", "230만", "2300000", "2300000명", "23만 명")] == [1, 1, 1, 1, 1, 0]


def test_the_same_number_in_other_words():
    years = Amount("12", Fraction(12), ("years",))

    assert years.same("10", "ten years")
    assert years.same("a decade", "10")
    assert not years.same("10", "11")
    assert years.same("many", "a lot")
    assert not years.same("many", "10")


def test_a_wrong_fraction_is_shown_as_one():
    third = Amount("0.5", Fraction(1, 2)).judge("1/3")

    assert [difference.given for difference in third.differences] == ["1/3"]


@pytest.mark.parametrize(
    ("name", "unit"), [("km/h", "kilometer-per-hour"), ("km per hour", "kilometer-per-hour"), ("pct", "percent"), ("A$", "AUD")]
)
def test_a_unit_by_its_names(name, unit):
    assert units_of("en").named(name) == {unit}


def test_dollars_may_be_those_of_many_countries_but_a_sign_is_one():
    assert units_of("en").meant("$") == {"USD"}
    assert {"USD", "AUD", "CAD"} <= units_of("en").named("dollars")
