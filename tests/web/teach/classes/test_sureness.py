"""/teach/classes/<id>/sureness: what it costs the students of a class to be surer."""

from support import Page

ROSTER = "/teach/classes/1"
PAGE = f"{ROSTER}/sureness"


def give(client):
    client.submit(f"{ROSTER}/decks", {"deck": "harbour"}, at=ROSTER)


def test_each_choice_has_its_questions_and_minutes(at_work, query_counter):
    give(at_work)
    with query_counter() as queries:
        page = at_work.page(PAGE)

    cells = [element.text.strip() for element in page.elements if element.tag in {"th", "td"}]
    assert len(queries) <= 5
    assert [cell for cell in cells if "of 100" in cell] == ["80 of 100", "85 of 100", "90 of 100", "95 of 100"]
    assert "No student has answered enough yet" in page.words


def test_the_choice_is_kept_marked_and_logged(at_work):
    give(at_work)
    assert at_work.submit(ROSTER, {"name": "History 9b", "zone": "", "desired_retention": "85"}).location == ROSTER
    assert "85" in [option["value"] for option in at_work.page(ROSTER).all("option", selected=None)]
    assert "changed the settings" in at_work.page(ROSTER).words
    assert "85 of 100 (chosen for this class)" in at_work.page(PAGE).words
    at_work.submit(f"{ROSTER}/copy", {"name": "History 10b"}, at=ROSTER)
    assert "85 of 100 (chosen for this class)" in at_work.page("/teach/classes/2/sureness").words


def test_what_cannot_be_is_refused(at_work):
    response = at_work.submit(ROSTER, {"name": "History 9b", "zone": "", "desired_retention": "70"})
    assert response.status_code == 422
    assert "Please choose one of these." in Page(response.text).words


def test_the_time_for_an_answer_is_that_of_the_middle_student(at_work, put_in, make_person, client_of, clock):
    give(at_work)
    for number, seconds in enumerate((5, 8, 60)):
        person = make_person(f"student{number}")
        put_in(person)
        client = client_of(person)
        for _ in range(20):
            page = client.page("/study/harbour?ahead=1")
            clock.advance(seconds=seconds)
            client.answer(page, {"dont_know": "1"})
    assert "the middle of the 3 students who have answered enough to tell" in at_work.page(PAGE).words


def test_strangers_see_nothing(at_work, client_of, student, make_person):
    assert client_of(student).get(PAGE).status_code == 404
    assert client_of(make_person("ben", role="teacher")).get(PAGE).status_code == 404


def test_a_class_without_decks_has_no_costs(at_work):
    at_work.submit(f"{ROSTER}/decks", {"take": "harbour"}, at=ROSTER)
    page = at_work.page(PAGE)

    assert "There is nothing to study yet, so we cannot say what each choice costs." in page.words
    assert page.all("table") == []
