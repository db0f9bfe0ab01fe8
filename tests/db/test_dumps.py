"""Tools of PostgreSQL are called without a password where other users of the machine could read it."""

import subprocess

import pytest

from quizapp.db.site import dumps


@pytest.mark.parametrize(
    ("url", "place", "password"),
    [
        ("postgresql+psycopg://ryo:a%20secret@db.example/quiz", "postgresql://ryo@db.example/quiz", "a secret"),
        ("postgresql+psycopg://ryo@db.example:5433/quiz", "postgresql://ryo@db.example:5433/quiz", None),
    ],
)
def test_a_password_is_handed_over_in_the_environment_alone(monkeypatch, tmp_path, url, place, password):
    monkeypatch.delenv("PGPASSWORD", raising=False)
    calls = []
    monkeypatch.setattr(subprocess, "run", lambda command, **options: calls.append((command, options["env"].get("PGPASSWORD"))))
    dumps.dump(url, tmp_path / "copy.backup")
    [(command, told)] = calls
    assert command[-2:] == ["--dbname", place]
    assert told == password
