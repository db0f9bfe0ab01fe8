"""/teach/classes/<id>/members/<user>/merge: two students who are one person, previewed first, and what happens to their answers."""

import pytest
from support import RIGHT, WRONG, Page

ROSTER = "/teach/classes/1"
DATE = "/study/harbour?questions=pier-built-date"


@pytest.fixture
def doubles(join, number_of, client_of, student):
    """Mina on a phone, without an account, and Sora with one, who answered once each: their clients and numbers."""
    phone, sora = join("Mina"), join("Mina K.", client_of(student))
    phone.answer(phone.page(DATE), RIGHT["date"])
    sora.answer(sora.page(DATE), WRONG["date"])
    return phone, number_of("Mina"), sora, student.id


def plan(source, target):
    return f"{ROSTER}/members/{source}/merge?into={target}"


def merge(client, source, target):
    return client.submit(f"{ROSTER}/members/{source}/merge", {"into": target}, at=ROSTER)


def answers(client):
    return [row["verdict"] for row in client.get("/account/export").json["answer"]]


def test_the_member_s_page_offers_who_begins_alike_first(at_work, doubles, join, number_of):
    join("Ada")
    _, mina, _, sora = doubles
    page = at_work.page(f"{ROSTER}/members/{mina}")
    assert [option["value"] for option in page.all("option")] == [str(sora), str(number_of("Ada"))]
    assert not at_work.page(f"{ROSTER}/members/{sora}").all("select", id="into"), "an account is merged into nobody"


def test_what_would_happen_is_shown_and_nothing_is_done(at_work, doubles):
    phone, mina, sora, number = doubles
    page = at_work.page(plan(mina, number))
    assert page.one("h1").text == "Are Mina and Mina K. the same student?"
    assert [cell.text for cell in page.all("td")] == ["no account", "1", "sora", "1"]
    assert "The 1 answer by Mina is added after those of Mina K." in page.words
    assert "This cannot be undone." in page.words
    assert (answers(phone), answers(sora)) == (["right"], ["wrong"])


def test_answers_go_behind_what_is_there_and_the_other_is_gone(at_work, doubles):
    phone, mina, sora, number = doubles
    page = at_work.page(plan(mina, number))
    response = merge(at_work, mina, page.hidden("into"))
    assert (response.status_code, response.location) == (303, f"{ROSTER}/students/{number}")
    assert "Mina and Mina K. have been merged." in at_work.page(response.location).words
    assert answers(sora) == ["wrong", "right"]
    roster = at_work.page(ROSTER)
    assert roster.one("h2", id="roster").text == "1 student"
    assert "merged a student who had joined twice into Mina K." in roster.words
    assert phone.get("/account").location.startswith("/login"), "the device of the other is signed out"
    assert sora.get("/classes/1").status_code == 200


def test_a_second_click_does_nothing(at_work, doubles):
    _, mina, sora, number = doubles
    merge(at_work, mina, number)
    assert merge(at_work, mina, number).status_code == 404
    assert answers(sora) == ["wrong", "right"]


def test_who_answered_nothing_brings_only_the_name(at_work, join, number_of):
    join("Mina")
    join("Mina K.")
    page = at_work.page(plan(number_of("Mina"), number_of("Mina K.")))
    assert "has not answered anything yet" in page.words


def test_an_account_is_never_merged_into_another(at_work, doubles):
    phone, mina, sora, number = doubles
    assert at_work.get(plan(number, mina)).location == ROSTER
    assert "has their own account" in at_work.page(ROSTER).words
    assert merge(at_work, number, mina).location == ROSTER
    assert (answers(phone), answers(sora)) == (["right"], ["wrong"])


@pytest.mark.parametrize("into", ["", "x", "0", "-1", "9" * 30])
def test_nobody_to_merge_into(at_work, doubles, into):
    _, mina, _, _ = doubles
    assert at_work.get(plan(mina, into)).status_code == 404
    assert merge(at_work, mina, into).status_code == 404
    assert at_work.get(plan(mina, mina)).status_code == 404


def test_nobody_else_merges(doubles, make_person, client_of, put_in, other_student):
    phone, mina, sora, number = doubles
    put_in(other_student, "assistant")
    mio = client_of(make_person("mio", role="teacher"))
    for other, status in ((phone, 404), (sora, 404), (mio, 404), (client_of(other_student), 403)):
        assert other.get(plan(mina, number)).status_code == status
        assert other.submit(f"{ROSTER}/members/{mina}/merge", {"into": number}, at="/account").status_code == status
    assert (answers(phone), answers(sora)) == (["right"], ["wrong"])


def test_an_archived_class_merges_nobody(at_work, doubles):
    phone, mina, _, number = doubles
    at_work.submit(f"{ROSTER}/archive", {"archived": "1"}, at=ROSTER)
    response = at_work.submit(f"{ROSTER}/members/{mina}/merge", {"into": number}, at=ROSTER, follow_redirects=True)
    assert "This class is archived" in Page(response.text).words
    assert answers(phone) == ["right"]
