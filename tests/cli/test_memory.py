import pytest

from quizapp.db.base import transaction


@pytest.fixture
def stored(app, settings, monkeypatch):
    """Read memory and daily totals of the app's database, which the commands use too."""
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(settings["INSTANCE"]))

    def read():
        with app.app_context(), transaction(write=False) as connection:
            return [connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1, 2").all() for table in ("memory", "day_total")]

    return read


def study(client, count):
    for _ in range(count):
        client.answer(client.page("/study/harbour"))


def test_rebuild_gives_back_what_was_lost(quizapp, app, guest, stored):
    study(guest, 4)
    before = stored()
    assert len(before[0]) == 4
    with app.app_context(), transaction(write=True) as connection:
        connection.exec_driver_sql("DELETE FROM memory")
        connection.exec_driver_sql("UPDATE day_total SET answers = 99")

    result = quizapp("memory", "rebuild")

    assert result.exit_code == 0
    assert result.stdout.endswith("1 learners, 4 questions\n")
    assert stored() == before


def test_rebuild_changes_nothing_where_nothing_was_lost(quizapp, guest, stored):
    study(guest, 3)
    before = stored()

    assert quizapp("memory", "rebuild").exit_code == 0

    assert stored() == before


def test_rebuild_without_answers_has_nothing_to_do(quizapp, installed):
    assert quizapp("memory", "rebuild").stdout.endswith("0 learners, 0 questions\n")
