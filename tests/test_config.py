from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizapp import config, shipped
from quizapp.config import SettingError, make_nonce, now, read_settings


def test_without_variables_everything_has_a_default(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    settings = read_settings({}, {})

    assert settings.instance == tmp_path / "instance"
    assert settings.database_file == tmp_path / "instance" / "quizapp.db"
    assert settings.bank == shipped.BANK
    assert (settings.secret_key, settings.url, settings.host, settings.secure) == ("", "", "", False)
    assert (settings.proxies, settings.timezone, settings.language) == (0, "UTC", "en")
    assert (settings.publish, settings.synchronous) == (True, "FULL")


def test_a_bank_folder_in_the_current_folder_goes_before_the_one_that_comes_with_the_program(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "question_bank").mkdir()

    assert read_settings({}, {}).bank == tmp_path / "question_bank"
    assert read_settings({}, {"QUIZAPP_BANK": "decks"}).bank == tmp_path / "decks"


def test_variables_are_read_with_their_prefix():
    environ = {
        "QUIZAPP_INSTANCE": "/srv/quiz",
        "QUIZAPP_URL": "https://quiz.example.org/",
        "QUIZAPP_PROXIES": "1",
        "QUIZAPP_TIMEZONE": "Asia/Seoul",
        "QUIZAPP_PUBLISH": "no",
        "QUIZAPP_SYNCHRONOUS": "normal",
        "LANGUAGE": "fr",
    }

    settings = read_settings(None, environ)

    assert settings.database_file == Path("/srv/quiz/quizapp.db")
    assert (settings.url, settings.host, settings.secure) == ("https://quiz.example.org", "quiz.example.org", True)
    assert (settings.proxies, settings.timezone, settings.publish, settings.synchronous) == (1, "Asia/Seoul", False, "NORMAL")
    assert settings.language == "en"


def test_what_is_given_goes_before_the_environment():
    assert read_settings({"TIMEZONE": "Asia/Tokyo"}, {"QUIZAPP_TIMEZONE": "Asia/Seoul"}).timezone == "Asia/Tokyo"


def test_an_empty_variable_is_none():
    assert read_settings({}, {"QUIZAPP_TIMEZONE": "", "QUIZAPP_PROXIES": ""}).timezone == "UTC"


def test_the_key_is_read_from_its_file(tmp_path):
    (tmp_path / "secret_key").write_text("k" * 40 + "\n")

    assert read_settings({"INSTANCE": tmp_path}, {}).secret_key == "k" * 40
    assert read_settings({"INSTANCE": tmp_path, "SECRET_KEY": "given" * 10}, {}).secret_key == "given" * 10


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "too short"),
        ("LANGUAGE", "Deutsch!"),
        ("URL", "quiz.example.org"),
        ("URL", "ftp://quiz.example.org"),
        ("URL", "https://"),
        ("PROXIES", "-1"),
        ("PROXIES", "one"),
        ("TIMEZONE", "Europe/Atlantis"),
        ("TIMEZONE", "../../etc/passwd"),
        ("SYNCHRONOUS", "OFF"),
        ("KEEP_STUDENTS", "3"),
        ("KEEP_CLASSES", "a year"),
        ("KEEP_LOG", "-12"),
        ("KEEP_LOG", "9999"),
    ],
)
def test_a_value_that_cannot_be_used_names_its_variable(name, value):
    with pytest.raises(SettingError, match=f"QUIZAPP_{name} "):
        read_settings({}, {f"QUIZAPP_{name}": value})


def test_students_are_kept_at_least_as_long_as_their_classes():
    with pytest.raises(SettingError, match="QUIZAPP_KEEP_STUDENTS must not be smaller than QUIZAPP_KEEP_CLASSES"):
        read_settings({"KEEP_STUDENTS": "6", "KEEP_CLASSES": "7"}, {})

    for students, classes in (("6", "6"), ("0", "7"), ("6", "0")):
        found = read_settings({"KEEP_STUDENTS": students, "KEEP_CLASSES": classes}, {})
        assert (found.keep_students, found.keep_classes) == (int(students), int(classes))


def test_another_database_has_no_file():
    assert read_settings({"DATABASE_URL": "postgresql+psycopg://localhost/quizapp"}, {}).database_file is None


def test_the_clock_is_utc_and_nonces_do_not_repeat():
    assert now().tzinfo is UTC
    assert abs((datetime.now(UTC) - now()).total_seconds()) < 60
    assert len({make_nonce() for _ in range(100)}) == 100


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_postgresql_server_is_reached_by_the_driver_of_the_program(scheme, tmp_path):
    settings = read_settings({"INSTANCE": tmp_path, "DATABASE_URL": f"{scheme}://quizapp:word@db.example.org/school?sslmode=require"}, {})

    assert settings.database_url == "postgresql+psycopg://quizapp:word@db.example.org/school?sslmode=require"
    assert settings.database_file is None


@pytest.mark.parametrize("url", ["mysql://quizapp@localhost/quizapp", "quizapp.db", "sqlite://", "postgresql+asyncpg://a/b"])
def test_another_kind_of_database_is_refused(url, tmp_path):
    with pytest.raises(SettingError, match=r"QUIZAPP_DATABASE_URL must begin with sqlite:/// or postgresql://"):
        read_settings({"INSTANCE": tmp_path, "DATABASE_URL": url}, {})


def test_without_the_driver_it_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(config, "find_spec", lambda _: None)
    with pytest.raises(SettingError, match=r"quizapp\[postgres\]"):
        read_settings({"INSTANCE": tmp_path, "DATABASE_URL": "postgres://localhost/quizapp"}, {})
