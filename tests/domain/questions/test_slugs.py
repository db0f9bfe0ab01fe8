"""Names made from texts; addresses and files contain them, so they must not change."""

import pytest

from quizapp.domain.questions.slugs import FreeNames, slug_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The pier of Brindle", "the-pier-of-brindle"),
        ("  Émile's café -- № 7! ", "emile-s-cafe-no-7"),
        ("ﬁne², Ⅷ", "fine2-viii"),
        ("straße", "strae"),
        ("한국어", ""),
        ("다리 2", "2"),
        ("", ""),
    ],
)
def test_a_name_has_letters_digits_and_dashes_alone(text, name):
    assert slug_of(text) == name


def test_a_name_that_is_cut_ends_with_no_dash():
    assert slug_of("one two three", 8) == "one-two"
    assert slug_of("one two three", 5) == "one-t"


def test_a_name_that_is_taken_gets_the_first_free_number():
    names = FreeNames({"live", "day-3"})

    assert [names.take("live"), names.take("live"), names.take("free")] == ["live-2", "live-3", "free"]
    assert [names.take("day") for _ in range(3)] == ["day", "day-2", "day-4"]


def test_a_free_name_stays_free_until_it_is_taken():
    names = FreeNames({"day"})

    assert (names.free("day"), names.free("day")) == ("day-2", "day-2")
    names.taken.add("day-2")
    assert names.free("day") == "day-3"
