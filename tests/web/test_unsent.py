"""An answer that is sent after its sign-in had ended is kept in the page, and sent once somebody may send it."""

import json

import pytest
from support import PASSWORD, RIGHT, Page

SAME = {"Sec-Fetch-Site": "same-origin"}
ANSWER = "/study/answer?deck=harbour"
ASKED = "/study/harbour?facts=length"


@pytest.fixture
def typed(client_of, student):
    """A student's device, and the form of a question there, filled in: `(device, fields)`."""
    device = client_of(student)
    page = device.page(ASKED)
    return device, {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **RIGHT[page.type]}


def send(device, fields, to=ANSWER):
    return device.post(to, data=fields, headers=SAME)


def form_to(page, action):
    """A form of the page alone, or None."""
    forms = [Page(f"<form{part}") for part in page.html.partition("<main")[2].replace("</form>", "<form").split("<form")[1::2]]
    return next((form for form in forms if form.one("form")["action"].endswith(action)), None)


def carried(page, action):
    """The hidden fields of a form of the page."""
    return {field["name"]: field["value"] for field in form_to(page, action).all("input", type="hidden")}


def in_again(device, page, name="sora", password=PASSWORD):
    return device.post("/login", data={**carried(page, "/login"), "username": name, "password": password}, headers=SAME)


def test_who_signed_out_in_another_tab_signs_in_and_the_answer_is_checked(typed):
    device, fields = typed
    device.submit("/logout", at="/account")
    response = send(device, fields)
    page = Page(response.text)
    assert response.status_code == 400
    assert page.one("h1").text == "Your answer is still here."
    assert "Sign in, and your answer is checked." in page.words
    assert RIGHT["numeric"]["answer"] in page.one("dl").text
    assert form_to(page, ANSWER) is None  # it would come back to itself

    after = Page(in_again(device, page).text)
    assert form_to(after, ANSWER).all("form", data_go_on=None)  # our script presses the button
    shown = send(device, carried(after, ANSWER))
    assert "/study/feedback/1" in shown.location
    assert device.page(shown.location).verdict == "right"


def test_a_wrong_password_keeps_the_answer(typed):
    device, fields = typed
    device.submit("/logout", at="/account")
    refused = in_again(device, Page(send(device, fields).text), password="something else")
    assert refused.status_code == 422
    after = Page(in_again(device, Page(refused.text)).text)
    assert carried(after, ANSWER)["answer"] == RIGHT["numeric"]["answer"]


def test_a_session_that_ended_elsewhere_keeps_the_answer_too(typed, client_of, student):
    device, fields = typed
    other = client_of(student)
    other.submit("/account/sign-ins", at="/account")
    page = Page(send(device, fields).text)
    assert page.one("h1").text == "Your answer is still here."


def test_an_answer_is_never_sent_as_somebody_else(typed, other_student):
    device, fields = typed
    device.submit("/logout", at="/account")
    page = Page(send(device, fields).text)
    after = Page(in_again(device, page, other_student.username).text)
    assert after.one("h1").text == "This answer was not saved."
    assert "asked to somebody else on this device" in after.words
    assert form_to(after, ANSWER) is None


def test_who_is_signed_in_as_somebody_else_by_then_is_told(typed, other_student):
    device, fields = typed
    device.submit("/logout", at="/account")
    device.submit("/login", {"username": other_student.username, "password": PASSWORD})
    page = Page(send(device, fields).text)
    assert page.one("h1").text == "This answer was not saved."
    assert form_to(page, ANSWER) is None


def test_a_guest_begins_anew_at_the_question_with_what_was_typed(guest):
    device, shown = guest, guest.page(ASKED)
    fields = {"csrf_token": shown.hidden("csrf_token"), "presentation": shown.hidden("presentation"), "answer": "about 9"}
    device.submit("/logout", at="/account")
    page = Page(send(device, fields).text)
    begun = device.post("/guest", data={**carried(page, "/guest"), "deck": "harbour"}, headers=SAME)
    again = device.page(begun.location)
    assert again.asked == shown.asked
    assert again.one("input", name="answer")["value"] == "about 9"
    stored = device.post(
        "/study/answer", data={"csrf_token": again.hidden("csrf_token"), "presentation": again.hidden("presentation"), **RIGHT["numeric"]}
    )
    assert "/study/feedback/1" in stored.location


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "[]",
        "{}",
        "null",
        "[1, 2]",
        '["//evil.invalid", []]',
        '["https://evil.invalid/", []]',
        '["/account", [["a"]]]',
        '["/nowhere", [["a", "b"]]]',
        "[" * 5_000,
    ],
)
def test_what_this_site_has_not_written_is_not_sent(client_of, student, kept):
    device = client_of(student)
    device.submit("/logout", at="/account")
    token = device.token("/login")
    response = device.post("/login", data={"csrf_token": token, "username": "sora", "password": PASSWORD, "kept": kept}, headers=SAME)
    assert response.status_code in {200, 303}
    assert "evil.invalid" not in response.text
    if response.status_code == 200:
        assert form_to(Page(response.text), "/nowhere") is None


def test_a_password_is_never_carried(client_of, student):
    device = client_of(student)
    device.submit("/logout", at="/account")
    kept = json.dumps(["/account/password", [["password", PASSWORD], ["new_password", "four brown hens"]]])
    page = device.post(
        "/login", data={"csrf_token": device.token("/login"), "username": "sora", "password": "wrong", "kept": kept}, headers=SAME
    )
    assert PASSWORD not in page.text
    assert "four brown hens" not in page.text


def test_other_forms_name_their_fields_by_their_labels(client_of, student):
    device = client_of(student)
    fields = {"csrf_token": device.token("/account"), "display_name": "Söra", "zone": "", "theme": "dark"}
    device.submit("/logout", at="/account")
    page = Page(send(device, fields, "/account").text)
    assert page.one("h1").text == "What you wrote is still here."
    labels = [label.text for label in page.all("dt")]
    assert labels == ["Display name", "Theme"]
    after = Page(in_again(device, page).text)
    assert carried(after, "/account")["display_name"] == "Söra"
