from quizapp.config import now
from quizapp.db.base import transaction
from quizapp.db.site import database, jobs
from quizapp.services.site import tidying


def test_tidy_says_what_it_did(quizapp, installed):
    result = quizapp("tidy")

    assert (result.exit_code, result.stdout) == (0, "backup made: 1\n")
    assert quizapp("tidy").stdout == "nothing to do\n"


def test_quiet_says_nothing(quizapp, installed):
    assert quizapp("tidy", "--quiet").output == ""


def test_a_second_run_steps_back(quizapp, installed):
    from quizapp.config import read_settings

    with database.connected(read_settings()), transaction(write=True) as connection:
        jobs.begin(connection, tidying.JOB, now(), abandoned=now() - tidying.ABANDONED)

    result = quizapp("tidy")

    assert (result.exit_code, result.stdout) == (0, "another run is already in progress\n")


def test_without_a_database_it_fails_with_the_cure(quizapp, instance):
    result = quizapp("tidy")

    assert result.exit_code == 1
    assert "quizapp db upgrade" in result.stderr
