"""My data."""


def test_everything_of_mine_as_a_file(client_of, student, other_student):
    client = client_of(student)
    client.answer(client.page("/study"))
    stranger = client_of(other_student)
    response = client.get("/account/export")
    assert response.mimetype == "application/json"
    assert response.headers["Content-Disposition"] == 'attachment; filename="quizapp-2026-03-02.json"'
    assert response.headers["Cache-Control"] == "no-store"
    assert len(response.json["answer"]) == 1
    assert stranger.get("/account/export").json["answer"] == []


def test_a_guest_has_data_too(guest):
    assert guest.get("/account/export").json["account"][0]["username"] is None


def test_nobody_has_none(client):
    assert client.get("/account/export").status_code == 303
