"""Readings: what may stand around a right answer, or instead of it; and which of them a grade names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.questions.expanding import of_swapped
from quizapp.domain.questions.lists import is_list, parts
from quizapp.domain.questions.numerals import ORDINAL, marked, numbered
from quizapp.domain.questions.prompts import read_prompt
from quizapp.domain.questions.question import Context, FormatError, Grade, Term
from quizapp.domain.questions.readings import MOST_PEELED, broad_keys, keys
from quizapp.domain.questions.tables import table_of, words_of
from quizapp.domain.questions.text import plain, words
from quizapp.domain.questions.wording import Wording, wording

PROMPT = "In which city was the summit of the two countries held?"
RIVALS = ("Kyoto", "Seoul", "North Korea", "bilateral", "export limits")
DECK = Context(others=frozenset(RIVALS), terms=(Term("Tokyo", "place"), Term("Busan", "place")))
TOKYO = wording(("Tokyo",), DECK, prompt=PROMPT, near=("Osaka",))
PLACES = [*RIVALS, "Busan", "Osaka"]

fronts = st.lists(
    st.sampled_from([*words_of("en", "frames"), *words_of("en", "places"), *words_of("en", "articles"), "city", "held"]), max_size=4
)
backs = st.lists(st.sampled_from([*words_of("en", "closings"), "city", "held"]), max_size=2)
anything = st.lists(st.sampled_from([*words_of("en", "turning"), "tower", "games", "the", "city", "in"]), max_size=3)


def is_short(text):
    return len(words(text)) <= MOST_PEELED


@given(before=fronts, after=backs)
def test_a_right_answer_is_right_with_anything_around_it_that_may_be_peeled(before, after):
    typed = " ".join([*before, "Tokyo", *after])

    assert not is_short(typed) or TOKYO.judge(typed) == Grade.of(1.0)


@given(before=fronts, after=backs, rival=st.sampled_from(PLACES))
def test_a_rival_is_never_right_whatever_stands_around_it(before, after, rival):
    judged = TOKYO.judge(" ".join([*before, rival, *after]))

    assert isinstance(judged, FormatError) or judged.score == 0


@given(before=anything, after=anything, rival=st.sampled_from(PLACES))
def test_a_rival_beside_the_right_answer_is_never_right(before, after, rival):
    for typed in (
        [*before, rival, "Tokyo", *after],
        [*before, "Tokyo", rival, *after],
        ["Tokyo", *before, rival],
        [rival, *after, "Tokyo"],
    ):
        judged = TOKYO.judge(" ".join(typed))
        assert isinstance(judged, FormatError) or judged.score == 0


@given(turned=st.sampled_from(words_of("en", "turning")), before=fronts)
def test_a_word_that_turns_the_meaning_is_never_peeled(turned, before):
    judged = TOKYO.judge(" ".join([*before, turned, "Tokyo"]))

    assert isinstance(judged, FormatError) or judged.score == 0


@given(language=st.sampled_from(("de", "fr", "es", "ko", "ja", "tlh")), data=st.data())
def test_frames_and_articles_of_a_language_are_peeled(language, data):
    names = ("frames", "articles", "places")
    before = data.draw(st.lists(st.sampled_from([word for name in names for word in words_of(language, name)]), max_size=3))
    typed = " ".join([*(word for word in before if not word.endswith("'")), "Kobenhavn"])

    assert not is_short(typed) or wording(("Kobenhavn",), Context(language), kind="place").judge(typed) == Grade.of(1.0)


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("Tokyo", "as written"),
        ("TOKYO!", "as written"),
        ("the Tokyo", "as written"),
        ("in Tokyo", "preposition"),
        ("it is Tokyo", "frame"),
        ("the city of Tokyo", "prompt"),
        ("Tokyo, Japan", "country"),
        ("Tokyo or Tokyo", "list"),
        ("Tokio", "slip"),
        ("in Tokio", "slip"),
        ("Osaka", ""),
    ],
)
def test_a_grade_names_the_reading_of_a_place(typed, reading):
    assert TOKYO.judge(typed).reading == reading


@pytest.mark.parametrize(
    ("forms", "kind", "prompt", "typed", "reading"),
    [
        (("E = mc²",), "text", "?", "E = mc^2", "signs"),
        (("Mount Fuji",), "place", "?", "Mt. Fuji", "abbreviation"),
        (("World War II",), "text", "?", "Second World War", "numeral"),
        (("forced labour",), "text", "?", "forced labor", "spelling"),
        (("mutual defence treaty",), "text", "?", "treaty of mutual defence", "of"),
        (("Sea of Japan",), "place", "?", "Japan Sea", "of"),
        (("mutual defence treaty",), "text", "Which treaty?", "mutual defence", "head noun"),
        (("South Korea",), "place", "?", "Korea, South", "comma"),
        (("Washington, D.C.",), "place", "?", "D.C. Washington", "comma"),
        (("John F. Kennedy",), "person", "?", "J. F. Kennedy", "initials"),
        (("Kishida",), "person", "?", "Kishida, the prime minister", "title"),
        (("friends",), "text", "?", "friend", "plural"),
        (("Dokdo", "Takeshima"), "place", "?", "Dokdo/Takeshima", "list"),
        (("Takeshima",), "place", "?", "it is on Takeshima", "frame"),
    ],
)
def test_a_grade_names_the_strictest_reading(forms, kind, prompt, typed, reading):
    graded = Wording(forms, kind, prompt=prompt).judge(typed)

    assert (graded.score, graded.reading) == (1, reading)


@pytest.mark.parametrize(
    ("language", "typed", "reading"), [("ko", "도쿄에서", "particle"), ("ja", "東京です", "particle"), ("ja", "答えは東京", "frame")]
)
def test_a_grade_names_what_is_joined_to_words(language, typed, reading):
    right = {"ko": "도쿄", "ja": "東京"}[language]

    assert Wording((right,), "place", context=Context(language)).judge(typed).reading == reading


def test_two_grades_are_equal_whatever_their_readings():
    assert Grade.of(1.0, reading="frame") == Grade.of(1.0)


def test_a_vague_answer_asks_in_every_reading_but_not_where_it_is_right():
    labour = Wording(("forced labour",), vague=("labour", "the work"), prompt="What kind of labour was it?")

    assert labour.judge("it was labour") == FormatError("vague", {"given": "it was labour"})
    assert labour.judge("work") == FormatError("vague", {"given": "work"})
    assert labour.judge("forced").reading == "head noun"


def test_a_text_of_many_words_is_read_as_it_stands():
    long = " ".join(["it is"] * 7)

    assert TOKYO.judge(f"{long} Tokyo") == Grade.of(0.0)
    assert Wording((f"{long} so",)).judge(f"{long} SO") == Grade.of(1.0)
    assert broad_keys("x " * 200, "text", "en") == keys("x " * 200, "text", "en")


def test_a_known_mistake_in_a_list_is_graded():
    assert wording(("Marx",), Context(), near=("Marx and Engels",)).judge("Marx and Engels") == Grade.of(0.0)
    assert wording(("Marx",), Context()).judge("Marx and Engels") == FormatError("several-answers")


def test_two_typed_texts_are_the_same_mistake_in_another_spelling():
    assert Wording(("x",)).same("World War II", "the Second World War")
    assert not Wording(("x",)).same("World War II", "World War I")


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("world war ii", "en", ("#2", "world", "war")),
        ("second world war", "en", ("#2", "world", "war")),
        ("article twenty one", "en", ("#21", "article")),
        ("twenty first century", "en", ("#21", "century")),
        ("two wars", "en", ("2", "wars")),
        ("treaty of 1905", "en", ("treaty", "of", "1905")),
        ("olympics 2012", "en", ("olympics", "2012")),
        ("elizabeth the second", "en", ("#2", "elizabeth")),
        ("i think", "en", ("i", "think")),
        ("xx century", "en", ("#20", "century")),
        ("book 2 chapter 3", "en", ("book", "#2", "chapter", "#3")),
        ("louis dix sept", "fr", ("#17", "louis")),
        ("2e republique", "fr", ("#2", "republique")),
        ("xixe siecle", "fr", ("#19", "siecle")),
        ("planet x", "en", ("planet", "x")),
        ("9 11", "en", ("9", "11")),
        ("mm 3rd", "en", ("#3", "mm")),
        ("iiiith 3xx", "en", ("iiiith", "3xx")),
    ],
)
def test_numerals_of_names_are_marked(text, language, number):
    assert numbered(tuple(text.split()), language, "text") == number


def test_a_single_x_is_a_numeral_in_the_name_of_a_person_only():
    assert numbered(("pius", "x"), "it", "person") == (f"{ORDINAL}10", "pius")


@pytest.mark.parametrize(
    ("text", "language", "digits"),
    [
        ("2. Weltkrieg", "de", "2th  Weltkrieg"),
        ("am 1. Mai", "de", "am 1th  Mai"),
        ("2.5 km", "de", "2.5 km"),
        ("第二次", "ja", "2次"),
        ("第十四条", "ja", "14条"),
        ("第二十一条", "ja", "21条"),
        ("第一〇五条", "ja", "105条"),
        ("第１４条", "ja", "14条"),
        ("第二十条", "ja", "20条"),
        ("제 이차", "ko", "2차"),
        ("제헌절", "ko", "제헌절"),
        ("2. World War", "en", "2. World War"),
        ("2-nd World War", "en", "2nd World War"),
        ("2-я мировая война", "ru", "2я мировая война"),
        ("9-mm 1-x", "en", "9-mm 1-x"),
    ],
)
def test_ordinals_that_are_known_by_a_sign_are_in_digits(text, language, digits):
    assert marked(text, language) == digits


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tokyo or Kyoto", ("tokyo", "kyoto")),
        ("Tokyo (Japan)", ("tokyo", "japan")),
        ("a, b; c", ("a", "b", "c")),
        ("1,000 km/h", ("1,000 km", "h")),
        ("9/11", ("9/11",)),
        ("chip(s)", ("chip(s",)),
        ("corridor", ("corridor",)),
        ("both - neither", ("both", "neither")),
        ("?!", ()),
    ],
)
def test_the_parts_of_a_list(text, found):
    assert parts(text, "en") == found


def test_a_list_has_more_parts_than_the_right_answer():
    assert is_list("salt and sugar and tea", ("salt and pepper",), "en")
    assert not is_list("salt and sugar", ("salt and pepper",), "en")
    assert is_list("salt or sugar", ("salt and pepper",), "en")
    assert not is_list("Vienna, Austria", ("Tokyo",), "en")
    assert is_list("Vienna, Germany", ("Tokyo",), "en")


def test_what_joins_two_nouns_may_have_an_article_behind_it():
    assert list(of_swapped(("the", "battle", "of", "the", "bulge"), "en")) == [("bulge", "battle")]
    assert ("rochelle", "siege") in set(of_swapped(("siege", "de", "la", "rochelle"), "fr"))
    assert list(of_swapped(("of", "mice"), "en")) == []


def test_what_a_prompt_says_again():
    prompt = read_prompt("In which city of Japan did the 2 leaders not meet?", ("Tokyo",), ("the leaders", "a b c d leaders meet"), "en")

    assert {"city", "which", "did", "meet"} <= prompt.repeated
    assert prompt.repeated.isdisjoint({"japan", "not", "2", "leaders"})
    assert read_prompt("Is it Tokyo?", ("Tokyo",), (), "en").repeated == frozenset()
    assert read_prompt("Ist es die Stadt Bonn?", ("Berlin",), (), "de").heads >= {"stadt", "bonn"}
    assert "bonn" not in read_prompt("Ist es die Stadt Bonn?", ("Berlin",), (), "de").repeated
    assert "도시" in read_prompt("어느 도시에서 만났습니까?", ("도쿄",), (), "ko").repeated
    assert read_prompt("東京か京都か。", ("東京",), (), "ja").repeated == frozenset()


def test_the_words_of_every_table_can_be_compared():
    assert all(plain(word) for word in table_of("en").turning)
