import sqlite3

import pytest

from quizapp.services.site import diagnosis


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
    for word in ("INSTANCE", "BANK", "SECRET_KEY", "URL", "PROXIES", "TIMEZONE", "LANGUAGE", "PUBLISH", "SYNCHRONOUS"):
        assert f"QUIZAPP_{word}" in result.stdout
    assert line(result, "database: ").startswith("ok")
    assert "schema current" in result.stdout
    assert (installed / "secret_key").read_text() not in result.output


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
