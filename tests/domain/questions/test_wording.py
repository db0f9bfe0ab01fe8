import pytest

from quizapp.domain.questions.question import Context, Difference, FormatError, Grade, Term
from quizapp.domain.questions.slips import allowed
from quizapp.domain.questions.terms import term_of
from quizapp.domain.questions.wording import Wording, wording

KOREAS = Context(terms=(Term("North Korea", "place", ("DPRK",)), Term("South Korea", "place", ("ROK", "Korea"))))


@pytest.mark.parametrize(("word", "slips"), [("four", 0), ("fives", 1), ("eightlet", 1), ("ninelette", 2), ("a" * 40, 2)])
def test_how_many_slips_a_word_forgives(word, slips):
    assert allowed(word) == slips


@pytest.mark.parametrize("given", ["Kishidaa", "Kishda", "Kisheda", "Kihsida"])
def test_a_letter_more_less_other_or_two_swapped_is_one_slip(given):
    assert Wording(("Kishida",)).judge(given) == Grade.of(
        1.0, almost=True, differences=(Difference("word", "Kishida", given, "Kishida", ok=False),)
    )


def test_the_nearest_form_is_shown():
    graded = Wording(("secretaries", "secretariat")).judge("secretarait")

    assert [difference.right for difference in graded.differences] == ["secretariat"]


def test_a_slip_is_none_when_something_else_is_nearer():
    assert Wording(("restriction",)).judge("restrictn").almost
    assert Wording(("restriction",), near=("restrictin",)).judge("restrictn") == Grade.of(0.0)


def test_what_is_right_is_no_rival_of_itself():
    assert Wording(("Kishida",), context=Context(others=frozenset({"kishida", "KISHIDA"}))).judge("Kishda").almost


def test_the_other_korea_is_never_a_slip():
    south = wording(("South Korea",), KOREAS)

    assert south.judge("North Korea") == Grade.of(0.0)
    assert south.judge("Souht Korea").almost
    assert south.judge("ROK") == Grade.of(1.0)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("technology", "vague"),
        ("the technology", "vague"),
        ("security cooperation", "vague"),
        ("trade and industry", "vague"),
        ("the trade and industry", "vague"),
        ("technology, exports", "several-answers"),
        ("exports and technology", "several-answers"),
        ("technology / exports", "several-answers"),
        ("technology (exports)", "several-answers"),
        ("security, cooperation", "several-answers"),
        ("cooperation, security", "several-answers"),
        ("trade, industry", "several-answers"),
    ],
)
def test_a_list_of_what_is_too_vague_asks_for_one_answer(given, code):
    vague = ("technology", "security cooperation", "trade and industry")
    expected = wording(("semiconductors",), Context("en"), vague=vague, prompt="Which exports did they limit?")

    judged = expected.judge(given)

    assert isinstance(judged, FormatError)
    assert judged.code == code


def test_vague_forms_of_a_term_and_of_the_question_ask_for_more():
    context = Context(terms=(Term("Yoon Suk Yeol", "person", ("Yoon",), ("the president",)),))
    expected = wording(("Yoon",), context, vague=("a man",))

    assert expected.judge("President") == FormatError("vague", {"given": "President"})
    assert expected.judge("A man") == FormatError("vague", {"given": "A man"})


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("north korea", "North Korea"),
        ("the DPRK", "North Korea"),
        ("Korea", "South Korea"),
        ("Fumio Kishida", "Kishida Fumio"),
        ("Japan", None),
    ],
)
def test_the_term_a_text_names(text, name):
    context = Context(terms=(*KOREAS.terms, Term("Kishida Fumio", "person")))

    assert getattr(term_of(text, context), "name", None) == name


def test_a_name_goes_before_another_form_of_an_earlier_term():
    context = Context(terms=(Term("Republic of Korea", "place", ("Korea",)), Term("Korea", "place")))

    assert term_of("Korea", context).name == "Korea"


def test_a_text_of_very_many_words_is_read_as_it_stands():
    name = Wording(("Pablo Diego",), kind="person")

    assert name.judge("ﷺ" * 500) == Grade.of(0.0)
    assert Wording(("a b c d e f g h i j k l m",), kind="person").judge("b c d e f g h i j k l m a") == Grade.of(0.0)
