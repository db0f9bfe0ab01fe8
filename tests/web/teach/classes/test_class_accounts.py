"""/teach/classes/<id>/accounts: a list of names, what it would create, the sheet of first passwords, and a new one if it is forgotten."""

import re
from io import BytesIO

import pytest
from sqlalchemy import func, select
from support import PASSWORD, Page

from quizapp.db.base import transaction
from quizapp.db.models import Account

ROSTER = "/teach/classes/1"
ACCOUNTS = f"{ROSTER}/accounts"
SHEET = f"{ROSTER}/sheet"


def plan(client, names):
    return Page(client.submit(ACCOUNTS, {"names": names}).text)


def make(client, planned):
    """Submit the list of a plan, and return the response."""
    return client.submit(f"{ACCOUNTS}/make", {"names": planned.one("input", name="names")["value"]}, at=ACCOUNTS)


def sheet(client, names):
    return client.page(make(client, plan(client, names)).location)


def slips(page):
    """The user name and first password on each slip."""
    return re.findall(r"User name\s*(\S+?)\s*First password\s*([a-z-]+)", page.words)


def planned(page):
    """The name, the user name and the result, for each line."""
    cells = [cell.text for cell in page.all("td")]
    return list(zip([head.text for head in page.all("th", scope="row")], cells[::2], cells[1::2], strict=True))


def accounts(app):
    with app.app_context(), transaction(write=False) as connection:
        return connection.scalar(select(func.count()).select_from(Account))


def sign_in(app, username, password):
    client = app.test_client()
    return client, client.submit("/login", {"username": username, "password": password})


def test_a_plan_says_what_would_be_made_and_makes_nothing(app, at_work, make_person, join):
    make_person("leo")
    join("Mina")
    before = accounts(app)
    page = plan(at_work, "Ada Lovelace\n김서연\nmina\nAda lovelace\nNora;leo")
    assert page.one("h1").text == "2 accounts to create"
    names, usernames, _ = zip(*planned(page), strict=True)
    assert names == ("Ada Lovelace", "김서연", "mina", "Ada lovelace", "Nora")
    assert usernames == ("ada.lovelace", "김서연", "", "", "leo")
    happens = [what for *_, what in planned(page)]
    words = ["new account", "new account", "Already in this class", "Already in this list", "This user name is taken"]
    assert all(told in what for told, what in zip(words, happens, strict=True)), happens
    assert accounts(app) == before


def test_from_the_list_to_a_password_of_ones_own(app, at_work):
    page = sheet(at_work, "Ada Lovelace\n김서연")
    assert page.one("h1").text == "2 first passwords"
    assert [one.text for one in page.all("strong")] == ["Ada Lovelace", "김서연"]
    assert [username for username, _ in slips(page)] == ["ada.lovelace", "김서연"]
    assert "2 students" in at_work.page(ROSTER).words
    for username, password in slips(page):
        client, response = sign_in(app, username, password)
        assert response.status_code == 303
        assert client.get("/").location == "/account/first-password"


def test_the_sheet_is_for_paper(at_work):
    page = sheet(at_work, "\n".join(f"Mina {n}" for n in range(9)))
    assert len(page.all("ol", class_="sheet")) == 2, "eight slips to a sheet of paper"
    assert [form["action"] for form in page.all("form")] == ["/logout"]
    assert page.words.count("localhost") == 9, "each slip says where to go"


def test_the_sheet_is_shown_once(at_work):
    password = slips(sheet(at_work, "Ada"))[0][1]
    response = at_work.get(SHEET)
    assert (response.status_code, response.location) == (303, ROSTER)
    page = at_work.page(SHEET)
    assert "First passwords are shown only once." in page.words
    assert password not in page.html


def test_the_page_of_another_class_does_not_use_the_sheet_up(at_work):
    at_work.submit("/teach/classes", {"name": "History 9c"})
    made = make(at_work, plan(at_work, "Ada"))
    assert at_work.get("/teach/classes/2/sheet").location == "/teach/classes/2"
    assert len(slips(at_work.page(made.location))) == 1


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ("", "Please enter at least one name."),
        ("Mina\n=HYPERLINK(1)", "Line 2: A name cannot start with =, +, - or @"),
        ("+82 10", "Line 1: A name cannot start with"),
        ("Mina;@leo", "Line 1: A name cannot start with"),
        ("Mina\n-1", "Line 2: A name cannot start with"),
        ("Mina\nLe\x07o", "Line 2: This line is too long or has characters that can’t be shown."),
        ("Mina\n\u200b", "Line 2: This name has characters that can’t be shown."),
        ("Mina;mina;9b", "Line 1: A line has a name and, if you like, a user name"),
        ("Mina;m", "Line 1: A user name needs at least two characters."),
        ("x" * 41, "Line 1: A name can have at most 40 characters."),
        ("\n".join(f"Mina {n}" for n in range(300)), "You can add at most 100 people at a time."),
        ("Mina\n" * 5000, "The limit is 20,000 characters."),
    ],
)
def test_a_list_that_cannot_be_taken_is_given_back_with_its_line(app, at_work, names, words):
    before = accounts(app)
    response = at_work.submit(ACCOUNTS, {"names": names})
    page = Page(response.text)
    assert response.status_code == 422
    assert words in page.words
    assert page.one("textarea").text.strip() == names.strip()
    assert accounts(app) == before


def upload(client, data):
    fields = {"names": "", "file": (BytesIO(data), "names.csv")}
    return client.submit(ACCOUNTS, fields, content_type="multipart/form-data")


def test_a_csv_file_with_a_mark_semicolons_and_korean_names(at_work):
    data = "이름;ID\r\n김서연;seoyeon\r\n\r\n박도윤;\r\n".encode("utf-8-sig")
    page = Page(upload(at_work, data).text)
    assert [(name, username) for name, username, _ in planned(page)] == [("김서연", "seoyeon"), ("박도윤", "박도윤")]


@pytest.mark.parametrize("data", ["이름\n김서연".encode("cp949"), "Name\nMina".encode("utf-16"), b"\x89PNG\r\n\x1a\n"])
def test_a_file_in_another_encoding_says_how_to_save_it(at_work, data):
    response = upload(at_work, data)
    assert response.status_code == 422
    assert "Save it again as “CSV UTF-8”" in Page(response.text).words


def test_a_file_with_a_fault_comes_back_as_text_to_be_mended(at_work):
    response = upload(at_work, b"Name\r\nMina\r\n=SUM(A1)\r\n")
    page = Page(response.text)
    assert response.status_code == 422
    assert "Line 3: A name cannot start with" in page.words
    assert page.one("textarea").text.split() == ["Name", "Mina", "=SUM(A1)"]


def test_a_name_is_text_whatever_it_holds(at_work):
    page = sheet(at_work, "<b>Ada</b>\nRobert') DROP TABLE account --")
    assert not page.all("b")
    assert "<b>Ada</b>" in [one.text for one in page.all("strong")]


@pytest.mark.parametrize("names", ['Ada\n"Bee" Lee', "Names\nStudent", 'Ada\n"Bee"'])
def test_what_the_plan_shows_is_what_is_made(at_work, names):
    page = plan(at_work, names)
    response = make(at_work, page)
    assert response.status_code == 303, Page(response.text).words
    made = [one.text for one in at_work.page(response.location).all("strong")]
    assert sorted(made) == sorted(name for name, *_ in planned(page))


def test_a_plan_that_is_sent_twice_makes_nobody_twice(app, at_work):
    page = plan(at_work, "Ada")
    make(at_work, page)
    before = accounts(app)
    response = make(at_work, page)
    assert response.location == ROSTER
    assert "Everybody on this list was left out, so no account was created." in at_work.page(ROSTER).words
    assert accounts(app) == before


def test_forty_slips_cost_few_statements(at_work, query_counter):
    made = make(at_work, plan(at_work, "\n".join(f"Mina {n}" for n in range(40))))
    with query_counter() as queries:
        assert len(slips(at_work.page(made.location))) == 40
    assert len(queries) <= 5, queries


def test_a_plan_of_forty_costs_few_statements(at_work, query_counter):
    token = at_work.token(ACCOUNTS)
    with query_counter() as queries:
        page = Page(at_work.post(ACCOUNTS, data={"csrf_token": token, "names": "\n".join(f"Mina {n}" for n in range(40))}).text)
    assert page.one("h1").text == "40 accounts to create"
    assert len(queries) <= 7, queries


@pytest.fixture
def ada(app, at_work, number_of):
    """An account made for the class that has chosen its own password: its client, and its number."""
    client, _ = sign_in(app, *slips(sheet(at_work, "Ada"))[0])
    client.submit("/account/first-password", {"password": PASSWORD})
    return client, number_of("Ada")


def test_a_new_first_password_is_two_clicks_from_the_member(app, at_work, ada):
    client, number = ada
    member = f"{ROSTER}/members/{number}"
    assert at_work.page(ROSTER).all("a", href=member)
    form = at_work.page(member).one("form", action=f"{member}/password")
    response = at_work.submit(form["action"], at=member)
    ((username, password),) = slips(at_work.page(response.location))
    assert client.get("/account").location.startswith("/login"), "signed out everywhere"
    assert sign_in(app, username, PASSWORD)[1].status_code == 422
    again, response = sign_in(app, username, password)
    assert response.status_code == 303
    assert again.get("/").location == "/account/first-password"
    assert "gave Ada a new first password" in at_work.page(ROSTER).words


def test_what_was_answered_is_there_after_the_new_password(app, at_work, ada):
    client, number = ada
    client.answer(client.page("/study/harbour"))
    response = at_work.submit(f"{ROSTER}/members/{number}/password", at=f"{ROSTER}/members/{number}")
    again, _ = sign_in(app, *slips(at_work.page(response.location))[0])
    again.submit("/account/first-password", {"password": "four green ducks"})
    assert len(again.get("/account/export").json["answer"]) == 1


def test_an_account_of_their_own_is_not_renewed(app, at_work, put_in, student):
    put_in(student)
    member = f"{ROSTER}/members/{student.id}"
    page = at_work.page(member)
    assert not page.all("form", action=f"{member}/password")
    assert "They created this account themselves." in page.words
    assert at_work.submit(f"{member}/password", at=member).status_code == 403
    assert sign_in(app, "sora", PASSWORD)[1].status_code == 303


def test_nobody_else_makes_or_renews(app, ada, others):
    _, number = ada
    before = accounts(app)
    for name, other in others.items():
        wanted = 403 if name == "assistant" else 404
        for address, fields in (("accounts", {"names": "Leo"}), ("accounts/make", {"names": "Leo"}), (f"members/{number}/password", {})):
            assert other.submit(f"{ROSTER}/{address}", fields, at="/account").status_code == wanted, (name, address)
        assert other.get(ACCOUNTS).status_code == wanted
    assert accounts(app) == before
    assert sign_in(app, "ada", PASSWORD)[1].status_code == 303


def test_an_archived_class_makes_no_accounts(app, at_work):
    planned = plan(at_work, "Ada")
    at_work.submit(f"{ROSTER}/archive", {"archived": "1"}, at=ROSTER)
    before = accounts(app)
    assert make(at_work, planned).location == ROSTER
    assert at_work.get(ACCOUNTS).location == ROSTER
    assert "This class is archived" in at_work.page(ROSTER).words
    assert accounts(app) == before
