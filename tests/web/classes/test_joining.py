"""/join: a code and a name, and the first question."""

from support import Page


def test_from_the_code_to_the_first_answer(client, code):
    page = client.page(f"/join?code={code[:4].lower()}-{code[4:].lower()}")
    assert page.one("h1").text == "History 9b"
    assert [one["name"] for one in page.all("input") if one["type"] != "hidden"] == ["name"]
    response = client.submit(f"/join/{code}", {"name": "김서연"})
    assert (response.status_code, response.location) == (303, "/classes/1/joined")
    joined = client.page(response.location)
    assert joined.one("h1").text == "You’re in History 9b"
    assert joined.one("strong").text == "김서연"
    assert "Nothing yet. What your teacher assigns comes here and on Today." in joined.words
    assert joined.one("a", class_="button primary")["href"] == "/decks/harbour/read"
    assert "Keep my answers" in client.page(response.location).words
    shown = client.answer(client.page("/study"))
    assert shown.verdict == "right"
    classes = client.page("/classes")
    assert [link.text for link in classes.all("a", href="/classes/1")] == ["History 9b"]


def test_a_class_without_decks_leads_to_its_page(at_work, client, code):
    at_work.submit("/teach/classes/1/decks", {"take": "harbour"}, at="/teach/classes/1")
    response = client.submit(f"/join/{code}", {"name": "Mina"})
    page = client.page(response.location)
    assert page.one("a", class_="button primary")["href"] == "/classes/1"
    assert "hasn’t given this class a deck yet" in page.words
    assert "hasn’t given this class a deck yet" in client.page("/classes/1").words


def test_a_deck_without_a_reading_leads_to_its_questions(at_work, client, code):
    at_work.submit("/teach/classes/1/decks", {"take": "harbour"}, at="/teach/classes/1")
    at_work.submit("/teach/classes/1/decks", {"deck": "knots"}, at="/teach/classes/1")
    page = client.submit(f"/join/{code}", {"name": "Mina"}, follow_redirects=True)
    assert Page(page.text).one("a", class_="button primary")["href"] == "/study/knots"


def test_what_is_due_and_what_opens_next_is_told_after_joining(at_work, client, code):
    study = {"kind": "study", "deck": "harbour", "title": "Learn it", "due": "2026-03-06T14:00", "days": "1"}
    quiz = {"kind": "quiz", "deck": "harbour", "title": "Quiz", "opens": "2026-03-09T10:00", "due": "2026-03-09T11:00", "size": "3"}
    for form in (quiz, quiz | {"title": "Later", "opens": "2026-03-16T10:00", "due": "2026-03-16T11:00"}, study):
        assert at_work.submit("/teach/classes/1/assignments/new", form, at="/").status_code == 303
    client.submit(f"/join/{code}", {"name": "Mina"})

    for address in ("/classes/1/joined", "/"):
        words = client.page(address).words.replace("\u202f", " ")
        assert "Learn it" in words, address
        assert "0 of 10 facts, due Friday 2:00 PM (UTC)" in words
        assert "opens 9 March 10:00 AM (UTC)" in words
        assert words.index("Learn it") < words.index("Quiz")
        assert "Later" not in words, "only the next one that opens"


def test_nobody_else_is_welcomed(at_work, client_of, other_student, guest):
    for somebody in (at_work, client_of(other_student), guest):
        assert somebody.get("/classes/1/joined").status_code == 404


def test_classes_stand_in_the_menu(client, code, at_work):
    client.submit(f"/join/{code}", {"name": "Mina"})
    for address in ("/classes", "/classes/1", "/classes/1/joined", "/classes/1/grades", "/join"):
        link = next(link for link in client.page(address).all("a", href="/classes") if link.text == "Classes")
        assert link["aria-current"] == "page", address
    assert "aria-current" not in client.page("/").all("a", href="/classes")[0].attributes
    assert all(link.text != "Classes" for link in at_work.page("/").all("a", href="/classes")), "teachers have them under Teach"


def test_a_wrong_code_says_so_and_keeps_what_was_typed(client, code):
    response = client.get("/join/WRONG-ONE")
    assert response.status_code == 404
    page = Page(response.text)
    assert page.one("input", name="code")["value"] == "WRONG-ONE"
    assert "No class has this code" in page.words


def test_an_expired_code_says_so(client, code, clock):
    clock.advance(days=14)
    assert "has expired" in Page(client.get(f"/join/{code}").text).words


def test_too_many_wrong_codes_do_not_bar_the_right_one(client, code):
    for _ in range(60):
        assert client.get("/join/ABCDEFGH").status_code == 404
    assert client.get("/join/ABCDEFGH").status_code == 429
    assert client.get(f"/join/{code}").status_code == 200


def test_a_name_that_is_taken_is_given_back(client, guest, code):
    client.submit(f"/join/{code}", {"name": "Mina"})
    response = guest.submit(f"/join/{code}", {"name": "mina"})
    assert response.status_code == 422
    page = Page(response.text)
    assert page.one("input", name="name")["value"] == "mina"
    assert "Somebody in this class has this name" in page.words


def test_accounts_only_leads_to_the_door_and_back(at_work, client, code):
    at_work.submit("/teach/classes/1", {"name": "History 9b", "zone": "", "accounts_only": "1"})
    response = client.get(f"/join/{code}")
    assert (response.status_code, response.location) == (303, f"/register?next=/join/{code}")
    fields = {"username": "mina", "password": "three brown hens", "next": f"/join/{code}"}
    response = client.submit("/register", fields)
    assert response.location == f"/join/{code}"
    assert client.submit(response.location, {"name": "Mina"}).location == "/classes/1/joined"


def test_accounts_only_holds_for_the_form_too(at_work, client, code):
    token = client.token(f"/join/{code}")
    at_work.submit("/teach/classes/1", {"name": "History 9b", "zone": "", "accounts_only": "1"})
    response = client.post(f"/join/{code}", data={"csrf_token": token, "name": "Mina"})
    assert response.location == f"/register?next=/join/{code}"


def test_accounts_only_holds_for_guests(at_work, guest, code):
    at_work.submit("/teach/classes/1", {"name": "History 9b", "zone": "", "accounts_only": "1"})
    assert guest.get(f"/join/{code}").location == f"/register?next=/join/{code}"


def test_who_is_in_is_led_to_the_class(client, code):
    client.submit(f"/join/{code}", {"name": "Mina"})
    assert client.get(f"/join/{code}").location == "/classes/1"


def test_a_role_never_comes_from_the_form(client_of, student, code):
    client = client_of(student)
    assert client.page(f"/join/{code}").one("input", name="name")["value"] == "Sora"
    client.submit(f"/join/{code}", {"name": "Sora", "role": "teacher"})
    assert client.get("/teach/classes/1").status_code == 404


def test_a_removed_member_sees_the_class_no_more(at_work, client_of, student, code):
    client = client_of(student)
    client.submit(f"/join/{code}", {"name": "Sora"})
    at_work.submit(f"/teach/classes/1/members/{student.id}", {"remove": "1"})
    assert client.get("/classes/1").status_code == 404
    assert client.get(f"/join/{code}").status_code == 404
    assert "Only its teacher can let you back in" in Page(client.get(f"/join/{code}").text).words


def test_leaving(client, code):
    client.submit(f"/join/{code}", {"name": "Mina"})
    assert client.submit("/classes/1/leave", at="/classes/1").location == "/classes"
    assert client.get("/classes/1").status_code == 404
    assert client.page("/classes").one("h1").text == "You aren’t in a class yet"


def test_the_only_teacher_stays(at_work):
    page = at_work.submit("/classes/1/leave", at="/classes/1", follow_redirects=True)
    assert "this is its only teacher" in Page(page.text).words


def test_a_stranger_has_no_classes(client, other_student, client_of, code):
    assert client.get("/classes/1").status_code == 303
    assert client_of(other_student).get("/classes/1").status_code == 404
