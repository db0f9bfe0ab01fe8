"""/teach: the decks of the site and what is wrong with their files."""

import pytest

from quizapp.db.base import transaction
from quizapp.db.models import DeckRow
from quizapp.services.authoring.publishing import publish_bank, publish_folder


def test_a_teacher_sees_every_deck(client_of, teacher):
    page = client_of(teacher).page("/teach")

    assert "All 2 decks are free of mistakes" in page.words


def test_a_broken_deck_keeps_its_last_state_and_is_named_with_its_line(app, client_of, teacher, tmp_path, clock):
    folder = tmp_path / "harbour"
    folder.mkdir()
    (folder / "deck.yaml").write_text("title: Broken\nlanguage: en\nfacts:\n  - {id: one, questions: [{type: nothing}]}\n")
    with app.app_context():
        assert publish_folder(folder, clock.now).status == "kept"
    client = client_of(teacher)

    assert "One deck has mistakes" in client.page("/teach").words
    assert "deck.yaml:4" in client.page("/teach").words
    assert client.page("/study/harbour").asked


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("deck.yaml:4:1: error[old] as it was worded then", "deck.yaml:4:1: error[old] as it was worded then"),
        ('[["deck.yaml", 4, 1, "a-code-that-is-gone", {}]]', "deck.yaml 4 1 a-code-that-is-gone"),
        ('[["deck.yaml", 4, 1, "empty-text", {"key": "why"}]]', "deck.yaml:4:1: error[empty-text] why is empty"),
    ],
)
def test_what_an_older_program_wrote_down_is_shown_as_it_is(app, client_of, teacher, stored, said):
    with app.app_context(), transaction(write=True) as connection:
        connection.execute(DeckRow.__table__.update().where(DeckRow.id == "harbour").values(problem=stored))
    client = client_of(teacher)

    assert said in client.page("/teach").words
    assert said in client.page("/teach/decks/harbour").words


def test_a_deck_whose_folder_is_gone_is_archived(app, client, client_of, teacher, tmp_path, clock):
    with app.app_context():
        publish_bank(tmp_path, clock.now)

    assert "Its folder is gone" in client_of(teacher).page("/teach").words
    assert "There are no published decks here yet." in client.page("/").words


def test_for_others_there_is_no_such_page(client, guest, client_of, student):
    assert client.get("/teach").location.startswith("/login")
    assert [asking.get("/teach").status_code for asking in (guest, client_of(student))] == [404, 404]
