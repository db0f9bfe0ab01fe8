import importlib

import click
import pytest
from click.testing import CliRunner

from quizapp import __version__
from quizapp.cli import COMMANDS, MODULES, main


def commands(command, path=("quizapp",)):
    """Every command with the words it is called by."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name), (*path, name))


@pytest.mark.parametrize("path", [path for path, _ in commands(main)], ids=" ".join)
def test_every_command_has_a_purpose_and_an_example(path):
    result = CliRunner().invoke(main, [*path[1:], "--help"], prog_name="quizapp")

    assert result.exit_code == 0
    assert "Example: " in result.output
    example = result.output.partition("Example: ")[2]
    assert " ".join(path) in example


def test_every_command_is_a_module_of_its_name():
    for name in (MODULES.get(name, name) for name in COMMANDS):
        assert isinstance(getattr(importlib.import_module(f"quizapp.cli.{name}"), name), click.Command)


def test_the_version_is_told():
    assert CliRunner().invoke(main, ["--version"]).output == f"quizapp {__version__}\n"


def test_an_unknown_command_is_refused(quizapp):
    result = quizapp("frobnicate")

    assert result.exit_code == 2
    assert "frobnicate" in result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("SECRET_KEY", "short"), ("URL", "quiz.example.org"), ("PROXIES", "-1"), ("TIMEZONE", "Nowhere"), ("SYNCHRONOUS", "maybe")],
)
def test_a_setting_that_cannot_be_used_is_named_in_one_line(quizapp, monkeypatch, name, value):
    monkeypatch.setenv(f"QUIZAPP_{name}", value)

    result = quizapp("db", "upgrade")

    assert result.exit_code == 1
    assert f"QUIZAPP_{name}" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_folder_that_cannot_be_made_is_named_in_one_line(quizapp, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(tmp_path / "file" / "instance"))

    result = quizapp("db", "upgrade")

    assert (result.exit_code, result.stderr) == (1, f"Error: {tmp_path}/file/instance: Not a directory\n")
