"""`quizapp db`: create, migrate, check, back up, restore and copy the database."""

from __future__ import annotations

from pathlib import Path

import click

from quizapp.cli import one_line
from quizapp.config import Settings, now, read_settings


@click.group()
def db() -> None:
    """Create, migrate, check, back up, restore and copy the database.

    Example: quizapp db upgrade
    """


@db.command()
def upgrade() -> None:
    """Create the database if there is none, and migrate it to this version of the program.

    Also creates the instance folder and the secret key. An older database is first copied to instance/backups/.

    Example: quizapp db upgrade
    """
    from quizapp.services.site import maintenance

    with one_line():
        done = maintenance.upgrade(read_settings(), now())
    if done.backup:
        click.echo(f"copied the database to {done.backup}")
    click.echo("made the database" if done.made else "migrated the database" if done.migrated else "the database is already up to date")


@db.command()
def check() -> None:
    """Look for damage in the database file, and check that its schema matches the program.

    Example: quizapp db check
    """
    from quizapp.services.site import maintenance

    with one_line():
        found = maintenance.check(read_settings())
    if found:
        raise click.ClickException("\n".join(found))
    click.echo("the database has no damage and its schema is up to date")


@db.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Copy the database to FILE while the server runs.

    Never copy the file of a running server in any other way: the latest answers are in a second file next to it.

    Example: quizapp db backup /media/stick/quizapp-2026-11-23.db
    """
    from quizapp.services.site import maintenance, server_backups

    settings, dumped = read_settings(), True
    with one_line():
        if settings.database_file:
            maintenance.backup(settings, file)
        else:
            dumped = server_backups.backup(settings, file)
    click.echo(f"copied the database to {file}")
    if not dumped:
        click.echo("no pg_dump for this server was found, so it is a file of SQLite; quizapp db restore takes it too", err=True)


@db.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def restore(file: Path) -> None:
    """Replace the database with a backup. Stop the server first. The old database is copied to instance/backups/.

    Example: quizapp db restore instance/backups/daily-2026-11-22.db
    """
    from quizapp.cli.lock import lock
    from quizapp.services.site import maintenance, server_backups

    settings = read_settings()
    settings.instance.mkdir(parents=True, exist_ok=True)
    kept: Path | None
    with one_line(), lock(settings):
        if settings.database_file:
            kept = maintenance.restore(settings, file, now())
            migrated = maintenance.upgrade(settings, now()).migrated
        else:
            restored = server_backups.restore(settings, file, now())
            kept, migrated = restored.kept, restored.migrated
    if kept:
        click.echo(f"copied the old database to {kept}")
    click.echo(f"restored {file}{' and migrated it' if migrated else ''}")


@db.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy(source: str, target: str) -> None:
    """Copy everything from one database into another, new one: from SQLite to PostgreSQL, or back.

    FROM and TO are addresses, as in QUIZAPP_DATABASE_URL, or files of SQLite. Stop the server first. TO is made if it does not exist, and
    refused if there is anything in it. All rows are copied in one transaction and compared: either TO has them all, or none.

    \b
    Example: quizapp db copy instance/quizapp.db postgresql://quizapp@localhost/quizapp
             quizapp db copy postgresql://quizapp@localhost/quizapp /media/stick/quizapp.db
    """
    from quizapp.cli.lock import lock
    from quizapp.services.site import copying

    old, new = _named(source), _named(target)
    with one_line(), lock(old), lock(new), click.progressbar(length=1, label="rows") as bar:

        def watch(done: int, rows: int) -> None:
            bar.length = rows
            bar.update(done)

        done = copying.copy(old, new, watch)
    click.echo(f"copied {done.rows} rows of {done.tables} tables to {copying.place(new)}; both have the SHA-256 {done.digest}")


def _named(text: str) -> Settings:
    """Return the settings for a database that is named by its address or its file."""
    return read_settings({"DATABASE_URL": text if "://" in text else f"sqlite:///{Path(text).resolve()}"})
