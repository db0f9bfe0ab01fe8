"""Sign out."""


def copied(app, client):
    """Another browser with a copy of the cookie."""
    thief = app.test_client()
    thief.set_cookie("quizapp", client.get_cookie("quizapp").value)
    return thief


def test_signing_out_ends_every_copy_of_the_cookie(app, client_of, student):
    client = client_of(student)
    thief = copied(app, client)
    assert thief.get("/account").status_code == 200
    response = client.submit("/logout", at="/account")
    assert (response.status_code, response.location) == (303, "/")
    for browser in (client, thief):
        assert browser.get("/account").status_code == 303
    assert "You are signed out." in client.page("/").words


def test_other_devices_stay_signed_in(client_of, student):
    here, there = client_of(student), client_of(student)
    here.submit("/logout", at="/account")
    assert there.get("/account").status_code == 200


def test_a_guest_who_signs_out_is_nobody(app, guest):
    thief = copied(app, guest)
    guest.submit("/logout", at="/account")
    for browser in (guest, thief):
        assert browser.get("/account").status_code == 303


def test_nobody_may_sign_out_too(client):
    assert client.submit("/logout", at="/login").status_code == 303


def test_there_is_nothing_to_get(client):
    assert client.get("/logout").status_code == 405
