"""What `quizapp serve` does before it becomes gunicorn; the process itself is tested in tests/process."""

import os
import resource
import subprocess
from pathlib import Path

import pytest

from quizapp.services.site import surroundings


@pytest.fixture
def started(monkeypatch):
    """What would have been started: the helper's command and gunicorn's."""
    commands = []

    def end(path, command):
        commands.append(command)
        raise SystemExit(0)

    monkeypatch.setattr(subprocess, "Popen", lambda command, **options: commands.append(command))
    monkeypatch.setattr(os, "execv", end)
    return commands


def test_serve_migrates_publishes_and_becomes_gunicorn(quizapp, instance, started):
    result = quizapp("serve", "--port", "0", "--workers", "3")

    assert result.exit_code == 0
    assert (instance / "quizapp.db").exists()
    assert "harbour: published" in result.stdout
    ticker, gunicorn = started
    assert ticker[1:3] == ["-m", "quizapp.cli.ticker"]
    assert gunicorn[1:3] == ["-m", "gunicorn"]
    assert "--no-control-socket" in gunicorn
    assert gunicorn[gunicorn.index("--workers") + 1] == "3"
    assert result.stderr == ""


def test_a_second_start_publishes_nothing_new(quizapp, instance, started):
    quizapp("serve", "--port", "0")

    assert "published" not in quizapp("serve", "--port", "0").stdout


def test_publishing_can_be_switched_off(quizapp, instance, started, monkeypatch):
    monkeypatch.setenv("QUIZAPP_PUBLISH", "0")

    assert "published" not in quizapp("serve", "--port", "0").stdout


def test_a_deck_with_errors_is_named_and_does_not_stop_the_server(quizapp, instance, started, monkeypatch, tmp_path):
    (tmp_path / "bank" / "broken").mkdir(parents=True)
    (tmp_path / "bank" / "broken" / "deck.yaml").write_text("title: [")
    monkeypatch.setenv("QUIZAPP_BANK", str(tmp_path / "bank"))

    result = quizapp("serve", "--port", "0")

    assert result.exit_code == 0
    assert "broken: kept" in result.stdout
    assert "deck.yaml:1" in result.stderr


def test_the_address_people_use_is_the_one_that_is_printed(quizapp, instance, started, monkeypatch):
    monkeypatch.setenv("QUIZAPP_URL", "https://quiz.example.org")

    result = quizapp("serve", "--port", "0")

    assert "quizapp is at https://quiz.example.org\n" in result.stdout
    assert "open https://quiz.example.org/welcome/" in result.stdout


def test_an_older_database_is_copied_first(quizapp, older, started):
    result = quizapp("serve", "--port", "0")

    (copy,) = (older / "backups").glob("before-upgrade-*.db")
    assert str(copy) in result.stdout


def test_the_link_for_the_first_teacher_is_printed_until_there_is_one(quizapp, instance, started):
    assert "/welcome/" in quizapp("serve", "--port", "0").stdout
    assert quizapp("user", "add", "hana", "--role", "teacher", typed="three brown hens\n").exit_code == 0

    assert "/welcome/" not in quizapp("serve", "--port", "0").stdout


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_listening_beyond_this_machine_is_warned_of_in_one_line(quizapp, instance, started, host):
    result = quizapp("serve", "--port", "0", "--host", host)

    assert result.exit_code == 0
    assert len(result.stderr.splitlines()) == 1
    assert "unencrypted" in result.stderr
    (guide,) = (Path(word) for word in result.stderr.split() if word.endswith(".md"))
    assert guide.is_file(), "the guide is named by a path that can be opened"


@pytest.mark.parametrize(("host", "address"), [("localhost", "http://localhost:"), ("::1", "http://[::1]:")])
def test_loopback_has_several_names(quizapp, instance, started, host, address):
    result = quizapp("serve", "--port", "0", "--host", host)

    assert result.stderr == ""
    assert f"quizapp is at {address}" in result.stdout


def test_an_address_that_is_none_is_told_in_one_line(quizapp, instance, started):
    result = quizapp("serve", "--host", "no such host.invalid")

    assert result.exit_code == 1
    assert "is not a valid address" in result.stderr
    assert started == []


def test_a_database_file_that_is_none_is_told_in_one_line(quizapp, instance, started):
    instance.mkdir()
    (instance / "quizapp.db").write_bytes(b"junk" * 1000)

    result = quizapp("serve", "--port", "0")

    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert started == []


@pytest.mark.parametrize("key", ["changeme" * 4, "0123456789" * 4, "secret_key_secret_key_secret_key_", "a" * 64])
def test_a_key_that_anybody_could_guess_is_refused_in_one_line(quizapp, instance, started, monkeypatch, key):
    monkeypatch.setenv("QUIZAPP_SECRET_KEY", key)

    result = quizapp("serve", "--port", "0")

    assert (result.exit_code, result.stderr) == (1, "Error: QUIZAPP_SECRET_KEY is easy to guess\n")
    assert started == []
    assert not (instance / "quizapp.db").exists()


def test_a_new_site_has_no_account_and_nobody_becomes_one_but_by_the_link(quizapp, instance, started):
    assert "/welcome/" in quizapp("serve", "--port", "0").stdout

    assert quizapp("user", "list").stdout == ""


def test_a_disk_of_another_machine_is_warned_of(quizapp, instance, started, monkeypatch, tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/home {tmp_path} nfs4 rw 0 0\n")
    monkeypatch.setattr(surroundings, "MOUNTS", mounts)

    result = quizapp("serve", "--port", "0")

    assert result.exit_code == 0
    assert result.stderr == f"{instance} is on a disk of another machine (nfs4): SQLite can damage a database there\n"
    assert f"warn {instance} is on a disk of another machine" in quizapp("doctor").stdout


@pytest.mark.parametrize(("files", "connections"), [(64, 14), (40, 10), (1024, 400), (10**6, 400), (resource.RLIM_INFINITY, 400)])
def test_a_worker_takes_no_more_connections_than_it_may_have_files(quizapp, instance, started, monkeypatch, files, connections):
    monkeypatch.setattr(resource, "getrlimit", lambda _: (files, files))

    quizapp("serve", "--port", "0")

    gunicorn = started[-1]
    assert gunicorn[gunicorn.index("--worker-connections") + 1] == str(connections)
