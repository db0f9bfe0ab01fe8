"""Every question, whatever its type, has its verdict, its place on a worksheet and its card."""

from random import Random

import pytest
from question_strategies import TYPES, asked, every_type, id_of, right_form, wrong_form
from support import Page

from quizapp.domain.reading.richtext import plain

pytestmark = pytest.mark.usefixtures("types")

READ = [kind for kind in TYPES if not kind.self_rated]
"""The types whose learners do not rate themselves, so that there is a response to read; only these are asked in a quiz."""

not_rated = pytest.mark.parametrize("kind", READ, ids=lambda kind: kind.name)


def words_of(text):
    return " ".join(plain(text).split())


def ask(client, kind):
    return client.page(f"/study/types?questions={id_of(kind)}")


@every_type
def test_a_question_is_asked_with_the_fields_of_its_type(guest, kind):
    page = ask(guest, kind)
    fields = {each["name"] for each in (*page.all("input"), *page.all("select")) if each.attributes.get("type") != "hidden"}

    assert page.type == kind.name
    assert fields == (set() if kind.self_rated else set(kind.field_names(asked(kind))))
    assert page.one(id="asked")


@not_rated
def test_what_could_not_be_read_is_given_back_with_the_reason(guest, kind):
    names = kind.field_names(asked(kind))
    back = guest.answer(ask(guest, kind), {})
    assert back.one(id="fault", role="alert").text.strip()
    assert [each for each in back.all(aria_describedby=None) if "fault" in each["aria-describedby"]], 'aria-describedby="fault" is missing'
    assert back.all(data_focus=None), "data-focus is missing"

    again = guest.answer(ask(guest, kind), dict.fromkeys(names[:1], "x" * 501))
    assert again.one(id="fault")
    assert not kind.typed or again.one("input", name=names[0], aria_invalid="true")["value"] == "x" * 501


@not_rated
def test_a_quiz_may_leave_it_unanswered_and_fills_its_response_in_again(guest, kind):
    page = Page(guest.submit("/quiz/types", {"everything": "1"}, follow_redirects=True).text)
    place = next(f"/attempts/1/{n}" for n in range(1, len(READ) + 1) if guest.page(f"/attempts/1/{n}").type == kind.name)
    page = guest.page(place)
    assert not page.all(required=None)

    sent = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation")}
    assert guest.post(place, data={**sent, **lists(right_form(kind))}).status_code == 303

    saved = guest.page(place)
    chosen = [each["value"] for each in saved.all("input") if each["name"] in right_form(kind) and keeps(each)]
    chosen += [each.attributes.get("value", each.text) for each in saved.all("option", selected=None)]
    assert sorted(chosen) == sorted(value for values in right_form(kind).values() for value in values)


def keeps(field):
    return field.attributes.get("type") not in {"radio", "checkbox"} or "checked" in field.attributes


def lists(form):
    return {name: list(values) for name, values in form.items()}


@every_type
@pytest.mark.parametrize(
    ("form", "verdict"), [(right_form, "right"), (wrong_form, "wrong"), (None, "wrong")], ids=["right", "wrong", "not known"]
)
def test_the_verdict_of_every_type_is_drawn_with_its_right_answer(guest, kind, form, verdict):
    told = guest.answer(ask(guest, kind), lists(form(kind)) if form else {"dont_know": "1"})

    assert told.verdict == verdict
    if kind.right_as != "code" and verdict == "wrong":
        assert all(words_of(text).rpartition(": ")[2] in told.words for text in asked(kind).right)


@every_type
def test_the_worksheet_prints_every_type_with_its_key(client_of, teacher, kind):
    question = asked(kind)
    sheet = client_of(teacher).page("/teach/decks/types/worksheet?count=100&key=1")

    assert words_of(question.shown.partition("\x1a")[0]) in sheet.words
    assert sheet.words.count(" Answer key ") == 1
    if kind.shows in {"text", "card"}:
        assert words_of(question.right[0]) in sheet.words.partition(" Answer key ")[2]


@every_type
def test_every_type_is_a_card(guest, kind):
    question = asked(kind)
    parts = [text for card in kind.as_cards(question, kind.present(question, Random(1))) for text in card.back]
    page, backs = guest.page(f"/decks/types/cards?at={id_of(kind)}"), []
    while page.all("a", data_turn=None) and page.type == kind.name:
        backs.append(guest.page(page.one("a", data_turn=None)["href"]).words)
        page = guest.page(page.one("a", data_after=None)["href"])

    assert kind.right_as == "code" or all(any(words_of(text) in back for back in backs) for text in parts)
    assert len(backs) == len(kind.as_cards(question, kind.present(question, Random(1))))


@every_type
@pytest.mark.parametrize(("rating", "words"), [("again", "Forgot"), ("good", "Knew it")])
def test_what_was_rated_as_a_card_is_told_as_a_card(guest, kind, rating, words):
    page = guest.page(f"/decks/types/cards?mode=rate&at={id_of(kind)}")
    sent = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), "rating": rating}
    assert guest.post(f"/decks/types/cards?mode=rate&at={id_of(kind)}", data=sent).status_code == 303

    told = guest.page("/study/feedback/1")

    assert words in told.one(data_verdict=None).text
    assert all(("False" if kind.right_as == "code" else words_of(text)) in told.words for text in asked(kind).right)
    assert "You chose" not in told.words
