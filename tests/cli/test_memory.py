import pytest
from support import BANK

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


SMALL = ("memory", "simulate", "--learners", "2", "--days", "4", "--minutes", "2", "--truth", "dash", "--policy", "list")


def test_simulate_prints_a_table_and_writes_csv_and_svg(quizapp, tmp_path):
    result = quizapp(*SMALL, "--csv", tmp_path / "a.csv", "--svg", tmp_path / "a.svg")

    assert result.exit_code == 0
    assert [line[13:28].rstrip() for line in result.stdout.splitlines()[-4:]] == ["app", "list", "app, filled", "list, filled"]
    assert (tmp_path / "a.csv").read_text().count("\n") == 5
    assert (tmp_path / "a.svg").read_text().startswith("<svg")


def test_simulate_takes_a_folder_or_a_public_deck(quizapp, guest, stored):
    of_folder = quizapp(*SMALL, "--deck", BANK / "harbour").stdout

    assert quizapp(*SMALL, "--deck", "harbour").stdout == of_folder != quizapp(*SMALL).stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--deck", "nowhere"), "--deck: there is no folder and no public deck nowhere"),
        (("--truth", "tea leaves"), "--truth: there is no tea leaves; choose from act-r, act-r-harder"),
        (("--policy", "whim"), "--policy: there is no whim; choose from app, fsrs, list, random"),
        (("--facts", "9", "--questions", "4"), "--questions: 9 facts need at least 9 questions"),
        (("--learners", "1"), "--learners"),
        (("--minutes", "0"), "--minutes"),
    ],
)
def test_simulate_says_what_is_wrong_in_a_line(quizapp, installed, options, said):
    result = quizapp(*SMALL, *options)

    assert result.exit_code != 0
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_simulate_refuses_a_folder_that_is_no_deck(quizapp, tmp_path):
    result = quizapp(*SMALL, "--deck", tmp_path)

    assert result.exit_code == 1
    assert str(tmp_path) in result.stderr


def test_simulate_prints_what_is_called_known_beside_what_is_known(quizapp, installed):
    small = ("memory", "simulate", "--known", "--learners", "2", "--minutes", "2", "--truth", "dash", "--facts", "6", "--questions", "9")
    result = quizapp(*small, "--days", "30")

    assert result.exit_code == 0
    head, *lines = result.stdout.splitlines()[-4:]
    assert head.split() == ["truth", "ability", "day", "15", "day", "30", "distance"]
    assert [line.split()[:2] for line in lines] == [["dash", "-1"], ["dash", "+0"], ["dash", "+1"]]
    assert [line.split()[:2] for line in quizapp(*small, "--days", "15", "--ability", "0.5").stdout.splitlines()[-1:]] == [["dash", "+0.5"]]
    for more in (("--days", "14"), ("--days", "15", "--policy", "list"), ("--days", "15", "--csv", "a.csv")):
        refused = quizapp(*small, *more)
        assert refused.exit_code == 2
        assert "--known" in refused.stderr
