"""`quizapp tidy`: work that has to be done from time to time."""

from __future__ import annotations

import click

from quizapp.cli import database
from quizapp.cli.saying import said
from quizapp.config import now


@click.command()
@click.option("--quiet", is_flag=True, help="Say nothing unless something is wrong.")
def tidy(*, quiet: bool) -> None:
    """Close quizzes whose time is up, remove idle guests and what has ended of sign-ins, links and counters, and make the daily backup.

    `quizapp serve` does this every ten minutes. If you use another server, have cron do it. Running it twice does no harm.

    Example: quizapp tidy
    """
    with database() as settings:
        from quizapp.services.site import tidying

        report = tidying.tidy(settings, now())
    if not quiet:
        click.echo(said(report) if report else "another run is already in progress")
