"""/teach/classes/<id>/map/<deck>: what a class remembers of a reading."""

from support import WRONG

MAP = "/teach/classes/1/map/harbour"


def test_an_empty_class_is_told_so(at_work):
    assert at_work.page(MAP).one("h1").text == "Nobody is in this class yet"


def test_what_nobody_was_asked_is_told_apart(at_work, put_in, student, client_of):
    put_in(student)
    page = at_work.page(MAP)
    assert page.one("h1").text == "Nobody has been asked anything yet"
    assert "one student in this class" in page.words
    studying = client_of(student)
    studying.answer(studying.page("/study/harbour"))
    page = at_work.page(MAP)
    assert page.one("h1").text != "Nobody has been asked anything yet"
    assert "Never asked" in page.words


def test_a_miss_is_listed_with_its_questions(at_work, put_in, student, client_of):
    put_in(student)
    studying = client_of(student)
    asked = studying.page("/study/harbour")
    question = asked.one(data_question=None)
    key = question["data-question"].split("/")[1]
    studying.answer(asked, WRONG[question["data-type"]])
    page = at_work.page(MAP)
    assert page.one("h2", id="losing").text == "Being forgotten today"
    assert page.one("h1").text == "A quarter of the class or more is forgetting one fact"
    links = [link["href"] for link in page.all("a")]
    assert f"/teach/classes/1/now?deck=harbour&question={key}" in links
    assert f"/teach/decks/harbour/analysis?class=1#q-{key}" in links
    assert "/teach/decks/harbour#copy" in links


def test_the_table_and_a_day_to_come(at_work, put_in, student, client_of, clock):
    put_in(student)
    studying = client_of(student)
    studying.answer(studying.page("/study/harbour"))
    page = at_work.page(f"{MAP}?view=table&day=2026-06-01")
    assert "will still be solid" in page.one("h1").text
    assert page.all("tbody")
    assert "This is today" in at_work.page(f"{MAP}?day=2025-01-01").words


def test_chosen_words_have_a_panel(at_work, put_in, student):
    put_in(student)
    link = next(link["href"] for link in at_work.page(MAP).all("a") if link["href"].startswith(f"{MAP}?fact="))
    assert at_work.page(link.split("#")[0]).one("aside", id="panel")


def test_a_deck_the_class_was_not_given_is_not_there(at_work, put_in, client_of, student, other_student):
    put_in(student)
    put_in(other_student, "assistant")
    assert at_work.get("/teach/classes/1/map/knots").status_code == 404
    assert client_of(other_student).get(MAP).status_code == 200
    assert client_of(student).get(MAP).status_code == 404
