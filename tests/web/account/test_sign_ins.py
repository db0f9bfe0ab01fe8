"""Where I am signed in."""


def devices(client):
    return [button["value"] for button in client.page("/account").all("button", name="device")]


def test_one_is_ended(client_of, student):
    here, there, third = client_of(student), client_of(student), client_of(student)
    found = devices(here)
    assert len(found) == 2, "this one has no button"
    response = here.submit("/account/sign-ins", {"device": found[0]}, at="/account")
    assert (response.status_code, response.location) == (303, "/account#sign-ins")
    assert sorted(client.get("/account").status_code for client in (there, third)) == [200, 303]
    assert here.get("/account").status_code == 200


def test_all_others_are_ended(client_of, student):
    here, there, third = client_of(student), client_of(student), client_of(student)
    here.submit("/account/sign-ins", at="/account")
    assert [client.get("/account").status_code for client in (here, there, third)] == [200, 303, 303]
    assert devices(here) == []


def test_those_of_somebody_else_cannot_be_ended(client_of, student, other_student):
    mine, theirs, again = client_of(student), client_of(other_student), client_of(other_student)
    (device,) = devices(theirs)
    mine.submit("/account/sign-ins", {"device": device}, at="/account")
    mine.submit("/account/sign-ins", at="/account")
    assert [client.get("/account").status_code for client in (theirs, again)] == [200, 200]


def test_one_that_is_none_changes_nothing(client_of, student):
    here, there = client_of(student), client_of(student)
    assert here.submit("/account/sign-ins", {"device": "x\x00"}, at="/account").status_code == 303
    assert there.get("/account").status_code == 200


def test_a_device_is_named(app, student):
    from support import PASSWORD

    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    client = app.test_client()
    client.submit("/login", {"username": "sora", "password": PASSWORD}, headers={"User-Agent": agent})
    words = client.page("/account").words
    assert "Firefox, Linux since today, last seen today this device" in words
