"""`quizapp retention`: what is older than this site keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quizapp.cli import database
from quizapp.cli.saying import said
from quizapp.config import Settings, now, read_settings

if TYPE_CHECKING:
    from quizapp.services.site.expiring import Expiring


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be erased, now and within 30 days.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@click.option("--policy", is_flag=True, help="Only print what this site keeps, how long and why, as a table in Markdown.")
def retention(*, dry_run: bool, yes: bool, policy: bool) -> None:
    """Erase students, classes and lines of the log that are older than QUIZAPP_KEEP_STUDENTS, _CLASSES and _LOG (months) say.

    Teachers, administrators and students in a class that runs stay. The database is copied to instance/backups/ first, also one on a
    server. Nothing is erased unless you run this: once or twice a year is enough. Look at the dry run first.

    \b
    Example: quizapp retention --dry-run
             quizapp retention --yes
    """
    if policy:
        _print_policy(read_settings())
        return
    with database() as settings:
        from quizapp.services.site import expiring

        found = expiring.look(settings, now())
        _print(found)
        if dry_run or not found.due:
            click.echo("nothing was changed" if found.due else "nothing is due")
            return
        if not yes:
            click.confirm("Erase this?", abort=True)
        done = expiring.carry_out(settings, found, now())
    if done is None:
        raise click.ClickException("another run is already in progress")
    if done.kept:
        click.echo(f"there is a copy of the database from before: {done.kept}")
    click.echo(f"erased accounts: {done.accounts}, classes: {done.classes}, lines of the log: {done.lines}")


def _print(found: Expiring) -> None:
    for one in found.accounts:
        click.echo(f"account {one.name}: last seen or in a class on {one.since}; rows: {one.rows}")
    for one in found.classes:
        click.echo(f"class {one.id}, {one.name}: archived on {one.since}; rows: {one.rows}")
    if found.lines:
        click.echo(f"lines of the log: {found.lines}")
    for one in found.soon_accounts:
        click.echo(f"soon: account {one.name} on {one.on}; rows: {one.rows}")
    for one in found.soon_classes:
        click.echo(f"soon: class {one.id}, {one.name} on {one.on}; rows: {one.rows}")
    for room in found.endless:
        click.echo(f"stays: class {room.id}, {room.name}: nobody knows when it was archived; open it and archive it again")


def _print_policy(settings: Settings) -> None:
    from quizapp.services.site.retention import table

    click.echo("| what | kept | why |\n|---|---|---|")
    for row in table(settings):
        click.echo(f"| {' | '.join(map(said, row))} |")
