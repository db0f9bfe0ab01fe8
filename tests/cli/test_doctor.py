import re
import sqlite3

import pytest
from support import ROOT

from quizapp import lexicons
from quizapp.services.site import diagnosis

SETTINGS = set(re.findall(r'setting\("([A-Z_]+)"', (ROOT / "quizapp" / "config.py").read_text())) - {"DATABASE_URL", "DEMO"}
"""All but the database, which has a line of its own, and the demo, which every page shows."""


def lines(result):
    return result.stdout.splitlines()


def line(result, word):
    (found,) = [line for line in lines(result) if word in line and "fix:" not in line]
    return found


def test_a_new_instance_is_told_what_to_run(quizapp, instance):
    result = quizapp("doctor")

    assert result.exit_code == 1
    assert "quizapp db upgrade" in result.stdout


def test_a_sound_instance_with_all_settings(quizapp, installed):
    result = quizapp("doctor")

    assert result.exit_code == 0
    assert len(SETTINGS) >= 9
    assert {word for word in SETTINGS if f"QUIZAPP_{word}" not in result.stdout} == set(), "add it to quizapp/services/site/diagnosis.py"
    assert line(result, "database: ").startswith("ok")
    assert "schema current" in result.stdout
    assert (installed / "secret_key").read_text() not in result.output


@pytest.mark.parametrize("key", ["a" * 40, "changeme" * 4, "0123456789" * 4, "abcdefghijklmnopqrstuvwxyzabcdef"])
def test_a_key_without_variety_is_refused(quizapp, installed, monkeypatch, key):
    monkeypatch.setenv("QUIZAPP_SECRET_KEY", key)

    result = quizapp("doctor")

    assert result.exit_code == 1
    assert line(result, "QUIZAPP_SECRET_KEY").startswith("fail")
    assert key not in result.output


def test_tidy_and_backup_are_missed_until_they_were_done(quizapp, installed):
    result = quizapp("doctor")
    assert line(result, "tidy: ").startswith("warn")
    assert line(result, "backup: ").startswith("warn")

    assert quizapp("tidy").exit_code == 0

    result = quizapp("doctor")
    assert line(result, "tidy: ").startswith("ok")
    assert line(result, "backup: ").startswith("ok")


def test_a_site_without_a_teacher_is_told_how_to_get_one(quizapp, installed):
    assert line(quizapp("doctor"), "teachers: ").startswith("warn")

    assert quizapp("user", "add", "hana", "--role", "teacher", typed="three brown hens\n").exit_code == 0

    assert line(quizapp("doctor"), "teachers: ").startswith("ok")


@pytest.mark.parametrize(("version", "state"), [((3, 51, 2), "warn"), ((3, 51, 3), "ok"), ((3, 52, 0), "ok")])
def test_an_sqlite_with_a_known_fault_is_named(quizapp, installed, monkeypatch, version, state):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)

    assert line(quizapp("doctor"), "SQLite").startswith(state)


def test_a_damaged_database_fails(quizapp, installed):
    (installed / "quizapp.db").write_bytes(b"junk" * 4000)

    result = quizapp("doctor")

    assert result.exit_code == 1
    assert line(result, "database: ").startswith("fail")
    assert "quizapp db restore" in result.stdout


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [("URL", "http://quiz.example.org", "unencrypted"), ("SYNCHRONOUS", "NORMAL", "power cut"), ("BANK", "/nowhere", "not a folder")],
)
def test_a_risky_setting_is_named_with_its_cure(quizapp, installed, monkeypatch, name, value, word):
    monkeypatch.setenv(f"QUIZAPP_{name}", value)

    assert line(quizapp("doctor"), word).startswith("warn")


def test_a_full_disk_fails(quizapp, installed, monkeypatch):
    monkeypatch.setattr(diagnosis, "FREE_BYTES", 10**18)

    result = quizapp("doctor")

    assert result.exit_code == 1
    assert line(result, "disk: ").startswith("fail")


def test_a_language_without_a_catalogue_is_named(quizapp, installed, monkeypatch):
    assert "no catalogue" not in quizapp("doctor").stdout
    monkeypatch.setenv("QUIZAPP_LANGUAGE", "tlh")

    assert line(quizapp("doctor"), "there is no catalogue").startswith("warn")


@pytest.fixture
def published(quizapp, installed, tmp_path):
    """Publish a deck in a language: its list is made where there is one and a place for it."""

    def publish(language):
        folder = tmp_path / "bank" / language.lower()
        folder.mkdir(parents=True)
        question = "{id: one, type: short_answer, prompt: Which?, answer: example}"
        (folder / "deck.yaml").write_text(f"title: T\nlanguage: {language}\nquestions:\n  - {question}\n")
        assert quizapp("publish", folder).exit_code == 0

    return publish


def test_the_word_lists_of_the_decks_languages_are_named(quizapp, published):
    assert "word lists" not in quizapp("doctor").stdout
    published("en-GB")
    published("ko")

    assert line(quizapp("doctor"), "word lists: en").startswith("ok")
    assert "ko" in line(quizapp("doctor"), "none exists for")


def test_a_word_list_that_is_missing_is_made_by_tidying(quizapp, published, monkeypatch, tmp_path):
    published("ms")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "empty"))
    lexicons._make.cache_clear()

    assert line(quizapp("doctor"), "not yet made for ms").startswith("warn")
    assert "word lists made: 1" in quizapp("tidy").stdout
    assert line(quizapp("doctor"), "word lists: ms").startswith("ok")


def test_a_cache_that_cannot_be_written_is_named_with_its_cure(quizapp, published, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    published("en")

    result = quizapp("doctor")

    assert line(result, "cannot be written").startswith("warn")
    assert "XDG_CACHE_HOME" in result.stdout
    assert result.exit_code == 0
