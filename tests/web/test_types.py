"""Every question, whatever its type, has its verdict, its place on a worksheet and its card."""

import pytest
from support import BANK, RIGHT, WRONG

from quizapp.bank.load import load_folder
from quizapp.domain.questions.registry import QUESTION_TYPES, type_of
from quizapp.domain.reading.richtext import plain

DECK = load_folder(BANK / "harbour")[0].deck
QUESTIONS = {type_of(question).name: question for question in DECK.questions.values()}
every_type = pytest.mark.parametrize("kind", QUESTION_TYPES, ids=lambda kind: kind.name)


def words_of(text):
    return " ".join(plain(text).split())


@every_type
@pytest.mark.parametrize(("answers", "verdict"), [(RIGHT, "right"), (WRONG, "wrong"), (None, "wrong")], ids=["right", "wrong", "not known"])
def test_the_verdict_of_every_type_is_drawn_with_its_right_answer(guest, kind, answers, verdict):
    question = QUESTIONS[kind.name]
    asked = guest.page(f"/study/harbour?questions={question.id}")
    fields = {"dont_know": "1"} if answers is None else answers[kind.name]

    told = guest.answer(asked, fields)

    assert told.verdict == verdict
    if kind.right_as != "code" and verdict == "wrong":
        assert all(words_of(text).rpartition(": ")[2] in told.words for text in question.right)


@every_type
def test_the_worksheet_prints_every_type_with_its_key(client_of, teacher, kind):
    question = QUESTIONS[kind.name]
    sheet = client_of(teacher).page("/teach/decks/harbour/worksheet?count=100&key=1")
    asked = words_of(question.shown.partition("\x1a")[0])

    assert asked in sheet.words
    assert sheet.words.count(" Answer key ") == 1
    if kind.shows in {"text", "card"}:
        assert words_of(question.right[0]) in sheet.words.partition(" Answer key ")[2]


@every_type
def test_every_type_is_a_card(guest, kind):
    question = QUESTIONS[kind.name]
    back = guest.page(f"/decks/harbour/cards?side=back&at={question.id}").words

    assert kind.right_as == "code" or all(words_of(text) in back for text in question.right)


@every_type
@pytest.mark.parametrize(("rating", "words"), [("again", "Forgot"), ("good", "Knew it")])
def test_what_was_rated_as_a_card_is_told_as_a_card(guest, kind, rating, words):
    question = QUESTIONS[kind.name]
    page = guest.page(f"/decks/harbour/cards?mode=rate&at={question.id}")
    sent = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), "rating": rating}
    assert guest.post(f"/decks/harbour/cards?mode=rate&at={question.id}", data=sent).status_code == 303

    told = guest.page("/study/feedback/1")

    assert words in told.one(data_verdict=None).text
    assert all(("False" if kind.right_as == "code" else words_of(text)) in told.words for text in question.right)
    assert "You chose" not in told.words
