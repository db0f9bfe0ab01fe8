"""Export and import: what a format can express comes back the same, and what it cannot is reported."""

import pytest

from quizapp.bank.exchange.formats import EXPORTERS

COMMON = {"prompt", "why", "type"}
FIELDS = {
    "multiple_choice": {"answer", "distractors"},
    "multiple_answer": {"answers", "distractors"},
    "true_false": {"answer"},
    "short_answer": {"answer", "accept", "mistakes"},
    "numeric": {"answer", "tolerance", "mistakes"},
    "matching": {"pairs", "distractors"},
    "cloze": set(),
    "ordering": {"items"},
    "flashcard": {"answer"},
    "date": {"answer"},
}
MOODLE = {"multiple_choice", "multiple_answer", "true_false", "short_answer", "numeric", "matching"}


def fields(question, deck, but=()):
    wanted = (COMMON | FIELDS[question.type]) - set(but)
    return {
        **{name: value for name, value in question.model_dump(mode="json").items() if name in wanted},
        "category": category(question, deck),
    }


def category(question, deck):
    return deck.categories.get(deck.category_of(question.id))


def same(deck, made, types, but=()):
    wanted = {name: fields(question, deck, but) for name, question in deck.questions.items() if question.type in types}
    assert wanted
    assert {name: fields(question, made, but) for name, question in made.questions.items() if name in wanted} == wanted


@pytest.mark.parametrize("form", ["gift", "moodle"])
def test_moodle_formats_hold_their_types(form, every_type, back):
    made, losses, notices = back(form, every_type)

    same(every_type, made, MOODLE - {"multiple_choice"})
    assert fields(made.questions["one"], made) == fields(every_type.questions["one"], every_type)
    assert set(made.questions["kept-order"].options) == {"A", "B", "C"}
    assert made.questions["day"].right == every_type.questions["day"].right
    told = {(loss.code, loss.question) for loss in losses}
    assert told >= {("skipped", "gaps"), ("skipped", "steps"), ("skipped", "card"), ("changed", "day"), ("left-out", "kept-order")}
    assert notices == ()


def test_moodle_keeps_hints_and_units(every_type, back):
    made, _, _ = back("moodle", every_type)

    assert made.questions["untruth"].hint == "Touch it"
    assert made.questions["amount"].unit == ("m", "metres")


def test_a_table_holds_every_type(every_type, back):
    made, losses, notices = back("csv", every_type)

    same(every_type, made, set(FIELDS) - {"multiple_choice", "multiple_answer"}, but={"mistakes"})
    assert made.questions["amount"].unit == ("m", "metres")
    assert [entry.text for entry in made.questions["one"].distractors] == ["c ~ d", "e {f}"]
    assert {(loss.question, loss.params["what"]) for loss in losses} >= {
        ("one", "feedback"),
        ("several", "feedback"),
        ("words", "mistakes"),
    }
    assert notices == ()


def test_aiken_holds_choices(every_type, back):
    made, losses, _ = back("aiken", every_type)

    assert [question.type for question in made.questions.values()] == ["multiple_choice"] * 4
    assert made.questions["q-2"].options == ("A", "B", "C")
    assert made.questions["q-3"].right == ("True",)
    assert {loss.code for loss in losses} >= {"ids-left-out", "skipped", "changed", "left-out"}


def test_anki_makes_cards_of_everything(every_type, back):
    made, losses, _ = back("apkg", every_type, strict=False)

    cards = {question.prompt: question for question in made.questions.values()}
    assert made.title == every_type.title
    assert {question.type for question in cards.values()} == {"flashcard"}
    assert cards["der Hund"].answer == "the dog"
    assert cards["the dog"].answer == "der Hund"
    assert cards["Who wrote it?"].answer == "Mara Quill"
    assert "- wake" in next(card.answer for prompt, card in cards.items() if prompt.startswith("Put in order"))
    assert ("changed", "words") in {(loss.code, loss.question) for loss in losses}


@pytest.mark.parametrize("form", EXPORTERS)
def test_the_same_deck_gives_the_same_file(form, every_type):
    assert EXPORTERS[form](every_type).content == EXPORTERS[form](every_type).content


@pytest.mark.parametrize("form", EXPORTERS)
def test_what_a_reading_holds_is_told_as_lost(form, with_reading, back):
    made, losses, _ = back(form, with_reading, strict=False)

    assert made.reading is None
    lost = {loss.params.get("what") for loss in losses}
    assert lost >= {"reading", "statement", "terms", "links"}
    assert all(str(loss) for loss in losses)


@pytest.mark.parametrize("form", ["gift", "moodle", "csv"])
def test_a_deck_with_a_reading_keeps_its_questions(form, with_reading, back):
    made, losses, _ = back(form, with_reading, strict=False)

    skipped = {loss.question for loss in losses if loss.code == "skipped"}
    lone = {name for name in with_reading.questions if name not in skipped and not name.endswith("-back")}
    assert len(made.questions) >= len(lone)
    for name in lone & set(made.questions):
        assert made.questions[name].prompt == with_reading.questions[name].prompt
