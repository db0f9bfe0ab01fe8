"""GIFT as teachers write it."""

import pytest

from quizapp.bank.exchange.formats import READERS

SAMPLE = r"""// a comment
$CATEGORY: $course$/top/History/Wars

::Grant's tomb:: Who's buried in Grant's tomb?{
=no one
~Grant #He lies above ground
~%50%his wife
####It is \: above \# ground}

::Jesus:: Where is it? {~%50%here ~%50%there ~%-100%nowhere}

::tf::Two is even.{T#No, it is.#Right}

::untrue::Two is odd.{FALSE#It is even}

::who::Who wrote it? {=Quill =%50%Mara =M. Quill =%0%Odo#He read it =Q*}

::year::When? {#1822:5}

::range::Pi? {#3.141..3.142}

::many::When was it? {#=1822:0#Yes =%50%1822:2 =%0%1900#Too late}

::match::Which goes with which? {=cat -> food =dog -> ball = -> fish}

::gap::Mahatma Gandhi was born in {=India =Bharat}, in Asia.

::gap-choice::Two plus two {=equals ~is not} four.

[html]<p>What is <b>bold</b>&nbsp;&amp; 5*3?<img src="a.png" alt="map"></p>{=15}

::desc::Just a text.

::essay::Write about it. {}

::open:: Never closed {=a
"""


@pytest.fixture
def sample(read):
    return read("gift", SAMPLE, strict=False)


def test_choices(sample):
    deck, _ = sample
    grant = deck.questions["grant-s-tomb"]
    assert (grant.right, grant.why) == (("no one",), "It is : above # ground")
    assert [(entry.text, entry.feedback) for entry in grant.distractors] == [("Grant", "He lies above ground"), ("his wife", None)]
    assert deck.categories == {"wars": "Wars"}
    assert deck.questions["jesus"].answers == ("here", "there")


def test_truth_is_explained_by_its_feedback(sample):
    deck, _ = sample
    assert deck.questions["tf"].answer is True
    assert (deck.questions["untrue"].answer, deck.questions["untrue"].why) == (False, "It is even")


def test_typed_answers(sample):
    deck, _ = sample
    who = deck.questions["who"]
    assert (who.answer, who.accept, who.mistakes[0].feedback) == ("Quill", ("M. Quill",), "He read it")
    assert (deck.questions["year"].answer, deck.questions["year"].tolerance) == ("1822", "5")
    assert (deck.questions["range"].answer, deck.questions["range"].tolerance) == ("3.1415", "0.0005")
    assert (deck.questions["many"].answer, deck.questions["many"].why) == ("1822", "Yes")


def test_pairs_and_gaps(sample):
    deck, _ = sample
    assert deck.questions["match"].right == ("cat: food", "dog: ball")
    assert [entry.text for entry in deck.questions["match"].distractors] == ["fish"]
    assert deck.questions["gap"].prompt == "Mahatma Gandhi was born in {{India|Bharat}}, in Asia."
    assert deck.questions["gap-choice"].prompt.startswith("Two plus two ")
    assert deck.questions["gap-choice"].answer == "equals"


def test_html_is_reduced(sample):
    deck, _ = sample
    html = next(question for question in deck.questions.values() if "bold" in question.prompt)
    assert html.prompt == "What is **bold** & 5*3?map"


def test_what_is_lost_is_told_with_its_line(sample):
    _, notices = sample
    told = {(notice.code, notice.question): notice for notice in notices}
    assert {
        ("weights-left-out", "Grant's tomb"),
        ("weights-left-out", "who"),
        ("pattern-left-out", "who"),
        ("weights-left-out", "many"),
    } <= set(told)
    assert told["skipped", "desc"].params == {"type": "description"}
    assert told["skipped", "essay"].params == {"type": "essay"}
    assert told["unclosed", "open"].line == SAMPLE[: SAMPLE.index("::open")].count("\n") + 1
    assert "media-left-out" in {code for code, _ in told}


def test_a_bad_question_is_left_out_with_the_reason(read):
    deck, notices = read("gift", "::good::Is it?{T}\n\n::bad::How many?{#many}\n\n::double::Which?{=a ~a}", strict=False)

    assert list(deck.questions) == ["good"]
    assert [(notice.code, notice.question, notice.line) for notice in notices] == [
        ("refused-question", "bad", 3),
        ("refused-question", "double", 5),
    ]
    assert "must be a number" in str(notices[0])


def test_decimal_points_mean_the_same_in_every_language(read):
    deck, _ = read("gift", "::length::Wie lang?{#1.500:0.125}", language="de")

    assert deck.questions["length"].expected.value == 1.5
    assert float(deck.questions["length"].expected.tolerance) == 0.125


def test_several_right_options_of_a_single_choice_are_told(read):
    deck, notices = read("gift", "::q::Pick{=a#yes =b ~c}")

    assert deck.questions["q-1" if "q-1" in deck.questions else "q"].type == "multiple_answer"
    assert {notice.code for notice in notices} == {"several-right", "feedback-left-out"}


def test_ids_are_unique_and_tell_nothing(read):
    deck, _ = read("gift", "::Paris::Capital of France?{=Paris}\n\n::same::One?{T}\n\n::same::Two?{T}\n\nThree?{T}")

    assert list(deck.questions) == ["q-1", "same", "same-2", "q-4"]


def test_markup_without_pictures_and_numbers_without_sense(read):
    deck, notices = read("gift", "[html]<p>Is <i>it</i>?</p>{T}\n\n::r::Between?{#a..b}\n\n$CATEGORY: top/\n\n::n::None right?{~a ~b}")

    assert deck.questions["q-1"].prompt == "Is *it*?"
    assert [notice.code for notice in notices] == ["refused-question", "refused-question"]


def test_a_weight_of_many_digits_is_none():
    [entry] = READERS["gift"](b"A? {~%" + b"9" * 400 + b"%b ~%50%c ~%50%d}").entries
    assert entry.raw["answers"] == ["c", "d"]
