"""The words of languages are written as the program compares them, under keys that it knows."""

import re
from dataclasses import fields

import pytest

from quizapp.domain.questions.languages import countries_of_cities
from quizapp.domain.questions.spellings import respelled
from quizapp.domain.questions.tables import NO_WORDS, Amounts, Dates, Numerals, Table, base, languages, rows, table_from, table_of, words_of
from quizapp.domain.questions.text import plain, words

TAGS = languages()
PARTS = ["numerals", "amounts", "dates"]
PLAIN = [each.name for each in fields(Table) if each.name not in {*PARTS, "letters", "spellings", "either_joined", "both_joined"}]


def entries(value):
    """Every text in a list, or in a list of pairs."""
    for entry in value:
        yield from [entry] if isinstance(entry, str) else entry


def words_in(part):
    """The lists of words in a part of a table, by name: those of a group of words without what is meant by them."""
    for each in fields(part):
        value = getattr(part, each.name)
        value = value if isinstance(value, tuple) else ()
        if value and not isinstance(value[0], str):
            yield each.name, [word for _, group in value for word in group]
        else:
            yield each.name, [word for row in rows(value) for word in row]


def test_the_languages_of_schools_have_a_table():
    assert {"en", "de", "fr", "es", "ko", "ja"} <= set(TAGS)
    assert len(TAGS) >= 18


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("name", PLAIN)
def test_every_entry_is_folded_as_texts_are_compared(tag, name):
    for entry in entries(getattr(table_of(tag), name)):
        assert plain(entry) == entry
        assert " ".join(entry.split()) == entry


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("name", PARTS)
def test_words_of_numbers_and_dates_are_folded(tag, name):
    listed = {word for field, found in words_in(getattr(table_of(tag), name)) for word in found if field != "decades"}

    assert {word for word in listed if plain(word) != word or " ".join(word.split()) != word or not word} == set()


@pytest.mark.parametrize("tag", TAGS)
def test_what_two_spellings_become_is_folded_and_stays(tag):
    for pattern, become in table_of(tag).spellings:
        letters = re.sub(r"\\\d", "", become)

        assert re.compile(pattern)
        assert plain(letters) == letters
        assert respelled(letters, tag) == letters


@pytest.mark.parametrize("tag", TAGS)
def test_what_counts_counts_to_its_end(tag):
    numerals = table_of(tag).numerals

    assert len(numerals.digits) in {0, 11}
    assert {len(numerals.tens), len(numerals.ordinal_tens)} <= {0, 8}
    assert not numerals.tens or len(numerals.cardinals) == 19
    assert len(numerals.hundreds) in {0, 1, 9}
    assert len(table_of(tag).dates.weekdays) <= 7
    assert all("#" in pattern for pattern in table_of(tag).dates.decades)


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("name", ["titles", "turning", "kinds", "places", "abbreviations", "last_abbreviations"])
def test_what_is_compared_with_one_word_is_one_word(tag, name):
    for entry in entries(getattr(table_of(tag), name)):
        assert len(words(entry)) == 1


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("name", ["titles_after", "particles", "place_ends", "closings"])
def test_the_longest_of_what_is_joined_to_words_comes_first(tag, name):
    listed = [entry for entry in getattr(table_of(tag), name) if not entry.isascii()]
    hidden = [(one, other) for place, one in enumerate(listed) for other in listed[place + 1 :] if other.endswith(one) and other != one]

    assert hidden == []


@pytest.mark.parametrize("tag", TAGS)
def test_no_entry_stands_twice_in_a_list(tag):
    for name in ("articles", "places", "frames", "closings", "turning", "either", "both", "of", "kinds", "titles", "particles"):
        listed = getattr(table_of(tag), name)
        assert len(set(listed)) == len(listed), (name, sorted(word for word in listed if listed.count(word) > 1))


@pytest.mark.parametrize("tag", TAGS)
def test_words_that_turn_the_meaning_are_never_peeled(tag):
    table = table_of(tag)

    assert set(table.turning).isdisjoint(table.frames + table.closings + table.kinds)


@pytest.mark.parametrize("data", [{"article": ["the"]}, {"numerals": {"words": []}}, {"amounts": {"about": []}}, {"dates": {"filler": []}}])
def test_an_unknown_key_is_refused(data):
    with pytest.raises(TypeError):
        table_from(data)


def test_a_table_is_found_by_its_language_whatever_the_region():
    assert table_of("de-AT") is not NO_WORDS
    assert table_of("de-AT") == table_of("de_CH") == table_of("DE")
    assert table_of("tlh") is NO_WORDS
    assert (NO_WORDS.numerals, NO_WORDS.amounts, NO_WORDS.dates) == (Numerals(), Amounts(), Dates())
    assert base("zh-Hant-TW") == "zh"


def test_english_words_always_count_as_well():
    assert words_of("fr", "articles")[:2] == ("le", "la")
    assert "the" in words_of("fr", "articles")
    assert words_of("tlh", "articles") == table_of("en").articles


def test_cities_and_their_countries_come_from_cldr():
    assert "Japan" in countries_of_cities("en")["tokyo"]
    assert {"Österreich", "Austria"} <= set(countries_of_cities("de")["wien"])
    assert "일본" in countries_of_cities("ko")["도쿄"]
    assert len(countries_of_cities("fr")) > 400
