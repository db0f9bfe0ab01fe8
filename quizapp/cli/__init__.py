"""The `quizapp` command. Each command imports what it needs when it is called, so that `check` starts without Flask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from quizapp import __version__
from quizapp.config import SettingError

if TYPE_CHECKING:
    from quizapp.config import Settings

COMMANDS = (
    "serve",
    "check",
    "new",
    "schema",
    "publish",
    "import",
    "export",
    "user",
    "retention",
    "db",
    "memory",
    "tidy",
    "work",
    "demo",
    "doctor",
)
"""In the order in which `quizapp --help` lists them; each is a function of that name in the module of that name, except for MODULES."""

MODULES = {"import": "importing", "export": "exporting"}
"""The function and module of commands whose names are taken, or nearly, in Python."""


class NumberRange(click.FloatRange):
    """A number within bounds; what is not a number, which compares with none, is refused too."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number."""
        number = super().convert(value, param, ctx)
        if number != number:  # noqa: PLR0124 - true of nan alone
            self.fail(f"{value!r} is not a valid float.", param, ctx)
        return number


class Commands(click.Group):
    """The commands, loaded by name. Errors outside the program are reported in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of COMMANDS."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = MODULES.get(cmd_name, cmd_name)
        command: click.Command = getattr(import_module(f"quizapp.cli.{module}"), module)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a setting or a file that cannot be used is not an error of the program."""
        try:
            return super().invoke(ctx)
        except SettingError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            raise click.ClickException(f"{error.filename}: {error.strerror}" if error.filename else str(error)) from error


@click.group(cls=Commands)
@click.version_option(__version__, message="quizapp %(version)s")
def main() -> None:
    """Read a short text, answer questions about it, and remember what it says.

    Settings come from QUIZAPP_* variables; `quizapp doctor` lists them.

    Example: quizapp serve
    """
    from quizapp import lexicons
    from quizapp.domain.questions import lexicon

    lexicon.put_in_place(lexicons.find_or_make)


@contextmanager
def one_line() -> Iterator[None]:
    """Report what a service refuses, and a database that cannot be reached, in one line on standard error."""
    from quizapp.cli.saying import said
    from quizapp.services.site.maintenance import DatabaseUnavailable, Unusable, explained

    try:
        yield
    except Unusable as error:
        raise click.ClickException(said(error.args[0])) from error
    except DatabaseUnavailable as error:
        raise click.ClickException(said(explained(error))) from error


@contextmanager
def database() -> Iterator[Settings]:
    """Read the settings and open the database for a command; services work inside."""
    from quizapp.config import read_settings
    from quizapp.services.site.maintenance import connected

    settings = read_settings()
    with one_line(), connected(settings):
        yield settings
