"""`quizapp user`: accounts, for those who run the server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from quizapp.cli import database
from quizapp.config import now
from quizapp.domain.people.audiences import ACCOUNT_ROLES, AccountRole

REASONS = {
    ("username", "short"): "the name is too short",
    ("username", "long"): "the name is too long",
    ("username", "characters"): "a name can have letters, digits, spaces, dots, dashes and underscores, and starts with a letter or digit",
    ("username", "taken"): "the name is taken, or looks like one that is",
    ("display_name", "long"): "the display name is too long",
    ("display_name", "characters"): "the display name has characters that cannot be shown",
    ("password", "short"): "the password is shorter than ten characters",
    ("password", "long"): "the password is longer than 200 characters",
    ("password", "common"): "the password is one of the easiest to guess",
    ("password", "word"): "the password is one word with numbers, which is easy to guess",
    ("password", "name"): "the password is the same as the name",
}
"""The messages for the codes of the services."""

ROLE = click.Choice([role.value for role in ACCOUNT_ROLES])


@click.group()
def user() -> None:
    """Create, change, list and delete accounts. Passwords are prompted for, or read from standard input.

    Example: quizapp user password sora
    """


@contextmanager
def _accounts(name: str = "") -> Iterator[None]:
    """Open the database; refusals of the services are reported in one line."""
    with database():
        from quizapp.services.errors import Invalid, NotFound

        try:
            yield
        except NotFound as error:
            raise click.ClickException(f"there is no account {name}; quizapp user list shows all accounts") from error
        except Invalid as error:
            raise click.ClickException(REASONS.get((error.field, error.code), f"{error.field}: {error.code}")) from error


def _password() -> str:
    if sys.stdin.isatty():
        password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return password
    return sys.stdin.readline().rstrip("\r\n")


@user.command()
@click.argument("name")
@click.option("--role", type=ROLE, default=AccountRole.STUDENT.value, show_default=True)
@click.option("--display-name", default="", help="The name that others see.")
def add(name: str, role: str, display_name: str) -> None:
    """Create an account.

    \b
    Example: quizapp user add sora
             echo "three brown hens" | quizapp user add hana --role teacher
    """
    password = _password()
    with _accounts():
        from quizapp.services.people import accounts

        accounts.create(name, password, now=now(), role=role, display_name=display_name)
    click.echo(f"created {name}, {role}")


@user.command("password")
@click.argument("name")
def set_password(name: str) -> None:
    """Set a new password for somebody who forgot theirs. All their devices are signed out.

    Example: quizapp user password sora
    """
    password = _password()
    with _accounts(name):
        from quizapp.services.people import accounts

        accounts.set_password(name, password, now())
    click.echo(f"{name} has a new password")


@user.command("role")
@click.argument("name")
@click.argument("role", type=ROLE)
def set_role(name: str, role: str) -> None:
    """Make somebody a student, a teacher, or an administrator (who is a teacher too).

    Example: quizapp user role hana teacher
    """
    with _accounts(name):
        from quizapp.services.people import accounts

        accounts.set_role(name, role, now())
    click.echo(f"{name} is a {role} now" if role != AccountRole.ADMIN else f"{name} is an administrator now")


@user.command()
@click.argument("name")
def disable(name: str) -> None:
    """Close an account: nobody can sign in to it, and nothing in it is deleted.

    Example: quizapp user disable sora
    """
    with _accounts(name):
        from quizapp.services.people import accounts

        accounts.disable(name, now())
    click.echo(f"{name} is disabled")


@user.command()
@click.argument("name")
def enable(name: str) -> None:
    """Reopen a closed account.

    Example: quizapp user enable sora
    """
    with _accounts(name):
        from quizapp.services.people import accounts

        accounts.enable(name, now())
    click.echo(f"{name} is enabled")


@user.command("list")
def list_accounts() -> None:
    """List all accounts except guests.

    Example: quizapp user list
    """
    with _accounts():
        from quizapp.services.people import accounts

        people = accounts.listing()
    for person in people:
        state = "disabled" if person.disabled else f"last seen {person.active_on}"
        click.echo(f"{person.username}\t{person.role}\t{state}\t{person.display_name}".rstrip())


@user.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
def delete(name: str, *, yes: bool) -> None:
    """Erase an account and all its answers. A restore of an older backup erases it again.

    Example: quizapp user delete sora
    """
    if not yes:
        click.confirm(f"Erase {name} and all their answers?", abort=True)
    with _accounts(name):
        from quizapp.services.site import my_data

        my_data.erase_named(name, now())
    click.echo(f"{name} has been erased")
