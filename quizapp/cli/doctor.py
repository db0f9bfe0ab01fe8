"""`quizapp doctor`: what is wrong with this installation, and how to fix it."""

from __future__ import annotations

import click

from quizapp.cli import one_line
from quizapp.cli.saying import said
from quizapp.config import now, read_settings


@click.command()
def doctor() -> None:
    """Check settings, versions, database, disk, last backup and last tidy, and say what is wrong and how to fix it.

    Example: quizapp doctor
    """
    from quizapp.services.site import diagnosis

    failed = False
    with one_line():
        for finding in diagnosis.findings(read_settings(), now()):
            failed |= finding.state == "fail"
            click.echo(f"{finding.state:4} {said(finding.what)}")
            if finding.cure:
                click.echo(f"     fix: {said(finding.cure)}")
    if failed:
        raise click.ClickException("the server cannot run until this is fixed")
