from dataclasses import replace

import click
import pytest

from quizapp.cli.lock import lock
from quizapp.config import read_settings


@pytest.fixture
def settings(instance):
    instance.mkdir()
    return read_settings()


def test_a_file_has_one_holder_at_a_time(settings):
    with lock(settings), pytest.raises(click.ClickException, match="stop it first"), lock(settings):
        pass

    with lock(settings):
        pass


def test_two_files_do_not_wait_for_each_other(settings):
    other = replace(settings, database_url=f"sqlite:///{settings.instance / 'other.db'}")

    with lock(settings), lock(other):
        assert (settings.instance / "other.db.lock").exists()


def test_another_database_is_not_locked_here(settings):
    with lock(replace(settings, database_url="postgresql+psycopg://localhost/quizapp")):
        assert list(settings.instance.iterdir()) == []
