"""`quizapp db`: create, migrate, check, back up, restore and copy the database."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from quizapp.cli import one_line
from quizapp.cli.saying import said
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
@click.option("--fix", is_flag=True, help="Copy the database to instance/backups/, then repair what can be repaired.")
@click.option("--dry-run", is_flag=True, help="Only say what is wrong and what --fix would do; this is the default.")
def check(*, fix: bool, dry_run: bool) -> None:
    """Look for damage in the database file, and for rows that contradict one another.

    Rows that refer to nothing are orphans: --fix deletes them. Memory, daily totals and the points of quizzes are computed from answers:
    --fix recomputes them. The server can run in the meantime. Exits with 1 if anything is wrong and is not repaired.

    \b
    Example: quizapp db check
             quizapp db check --fix
    """
    from quizapp.services.site import maintenance, repairing

    settings = read_settings()
    with one_line():
        maintenance.refuse_unusable(settings)
        if faults := maintenance.server_faults(settings):
            raise click.ClickException("\n".join(map(said, faults)))
        found = repairing.look(settings, _watched)
        if found.lines and fix and not dry_run:
            click.echo(f"copied the database to {repairing.repair(settings, found, now())}")
            for line in found.lines:
                click.echo(f"repaired: {said(line)}")
            found = repairing.look(settings, _watched)
    if found.lines:
        raise click.ClickException("\n".join(said(line) for line in (*found.lines, maintenance.REPAIR)))
    click.echo("the database has no damage and its schema is up to date")


def _watched(accounts: Sequence[int]) -> Iterator[int]:
    """Yield the accounts while a bar on standard error shows the progress."""
    with click.progressbar(accounts, label="accounts", file=sys.stderr) as watched:
        yield from watched


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
@click.option(
    "--with-erased", is_flag=True, help="Bring back all accounts that were erased since the backup, also those whose holders asked for it."
)
def restore(file: Path, *, with_erased: bool) -> None:
    """Replace the database with a backup. Stop the server first.

    The old database is kept in instance/backups/: a file is moved there, also if it is damaged, and one on a server is copied. All sign-ins
    and one-time links in the backup end. Accounts that were erased since then are erased again, unless --with-erased says otherwise. What
    anybody answered since the backup is missing.

    \b
    Example: quizapp db restore instance/backups/daily-2026-11-22.db
             quizapp db restore --with-erased instance/backups/before-erase-2026-11-23T090000.db
    """
    from quizapp.cli.lock import lock
    from quizapp.services.site import maintenance, restoring, server_backups

    settings = read_settings()
    settings.instance.mkdir(parents=True, exist_ok=True)
    with one_line(), lock(settings):
        if settings.database_file:
            done = restoring.restore(settings, file, now(), bring_back=with_erased)
            maintenance.upgrade(settings, now())  # makes the secret key of a new instance
        else:
            done = server_backups.restore(settings, file, now(), bring_back=with_erased)
    if done.kept:
        click.echo(f"{'moved' if settings.database_file else 'copied'} the old database to {done.kept}")
    click.echo(f"restored {file}{' and migrated it' if done.migrated else ''}")
    click.echo("everybody has to sign in again")
    if done.unread:
        click.echo(f"only the lists beside the database said who was erased since the backup: {done.unread}", err=True)
    if done.erased:
        click.echo(f"accounts erased since the backup and now erased again: {done.erased}")
    if done.back:
        click.echo(f"accounts that had been erased since the backup and are back: {done.back}")


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
