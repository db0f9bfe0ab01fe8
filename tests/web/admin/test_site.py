"""/admin and its log: the state of the site, and what teachers and administrators did."""

import pytest

from quizapp.services.site import tidying


@pytest.fixture
def ryo(client_of, admin):
    return client_of(admin)


@pytest.mark.sqlite
def test_the_first_page_leads_on_and_says_how_the_site_is_kept(app, ryo, clock):
    page = ryo.page("/admin")
    assert {"/admin/accounts", "/admin/decks", "/teach/classes", "/admin/log"} <= {link["href"] for link in page.all("a")}
    assert "Tidying has never finished." in page.words
    assert "This program has not made a backup." in page.words
    with app.app_context():
        tidying.tidy(app.extensions["quizapp.settings"], clock.now)
    page = ryo.page("/admin")
    assert "Tidied 2026-03-02 09:00 UTC" in page.words
    assert "Last backup: " in page.words


def test_the_log_tells_who_did_what_to_what(ryo, student, teacher):
    assert "Nothing found." in ryo.page("/admin/log").words
    ryo.submit(f"/admin/accounts/{student.id}/disabled", {"disabled": "1"}, at="/admin")
    ryo.submit(f"/admin/accounts/{student.id}/link", at="/admin")
    ryo.submit(f"/admin/accounts/{teacher.id}/role", {"role": "admin"}, at="/admin")
    ryo.submit("/admin/invitations", at="/admin")
    page = ryo.page("/admin/log")
    cells = [cell.text for cell in page.all("td")]
    rows = list(zip(cells[1::5], cells[2::5], cells[3::5], strict=True))
    assert rows == [
        ("ryo", "teacher invited", "site"),
        ("ryo", "made an administrator", "account:hana"),
        ("ryo", "link for a new password", "account:sora"),
        ("ryo", "closed", "account:sora"),
    ]
    narrowed = ryo.page(page.all("a", href="/admin/log?of=account:sora")[0]["href"])
    assert len(narrowed.all("td")) == 10


def test_what_a_teacher_does_in_a_class_stands_there_too(ryo, at_work):
    at_work.submit("/teach/classes/1/links", {"role": "assistant"}, at="/teach/classes/1")
    page = ryo.page("/admin/log?of=class:1")
    assert "invited" in page.words
    assert "hana" in page.words


@pytest.mark.parametrize("address", ["/admin", "/admin/accounts", "/admin/decks", "/admin/log", "/admin/link", "/admin/weights"])
def test_for_everybody_else_it_does_not_exist(client, client_of, student, teacher, guest, address):
    for other in (client_of(student), client_of(teacher), guest):
        assert other.get(address).status_code == 404
        assert not other.page("/").all("a", href="/admin")
    assert client.get(address).location.startswith("/login")
