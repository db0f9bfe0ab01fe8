from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.questions.dates import PartialDate, read_date, read_range
from quizapp.domain.questions.languages import locale

TAGS = "en en-GB ca cs da de el es fi fr hu id it ja ko nb nl pl pt-BR ro ru sv tr uk vi zh-Hans zh-TW"
LANGUAGES = TAGS.split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_that_a_language_spells_is_read_in_it(language):
    months = [PartialDate(2000, month, 11) for month in range(1, 13)]

    assert [read_date(month.spelled(language), language) for month in months] == months


@given(day=st.dates(date(1000, 1, 1)), language=st.sampled_from(LANGUAGES), known=st.sampled_from(["year", "month", "day"]))
def test_a_date_that_a_language_spells_is_read_in_it(day, language, known):
    partial = PartialDate(day.year, day.month, day.day).cut(known)

    assert read_date(partial.spelled(language), language) == partial
    assert read_date(partial.spelled("en"), language) == partial


@given(start=st.dates(date(1000, 1, 1), date(3000, 1, 1)), days=st.integers(0, 90_000), known=st.sampled_from(["year", "month", "day"]))
def test_a_range_is_read_from_its_two_ends(start, days, known):
    ends = tuple(PartialDate(day.year, day.month, day.day).cut(known) for day in (start, start + timedelta(days)))
    spelled = [end.spelled("en") for end in ends]

    assert read_range("{}–{}".format(*spelled)) == ends
    assert read_range("from {} to {}".format(*spelled)) == ends


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "1910年から1945年まで"),
        ("ko", "1910년부터 1945년까지"),
        ("zh", "从1910年到1945年"),
        ("fr", "de 1910 à 1945"),
        ("es", "desde 1910 hasta 1945"),
        ("xx", "1910 to 1945"),
    ],
)
def test_a_range_in_the_words_of_a_language(language, text):
    assert read_range(text, language) == (PartialDate(1910), PartialDate(1945))


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "44 v. Chr."), ("fr", "44 av. J.-C."), ("ja", "紀元前44年"), ("en", "44 BCE"), ("en", "44 b. c."), ("en", "BC 44")],
)
def test_a_year_before_the_first(language, text):
    assert read_date(text, language) == PartialDate(-44)


@pytest.mark.parametrize(("year", "possible"), [(2000, True), (1900, False), (1500, True), (2023, False), (2024, True), (0, True)])
def test_leap_days_by_the_calendar_of_their_time(year, possible):
    assert PartialDate(year, 2, 29).possible == possible


def test_an_unknown_language_is_taken_for_english():
    assert locale("not a language").language == "en"
    assert locale("").language == "en"
