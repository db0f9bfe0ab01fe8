"""`quizapp check`: everything that is wrong with decks."""

from __future__ import annotations

from pathlib import Path

import click

from quizapp.bank.check import check as find_problems
from quizapp.bank.covered import covered
from quizapp.bank.report import FORMATS
from quizapp.cli.saying import said
from quizapp.config import read_settings


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--coverage", is_flag=True, help="Also print the parts of the readings that no question covers.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="How to print the results.")
@click.pass_context
def check(context: click.Context, paths: tuple[Path, ...], form: str, *, strict: bool, coverage: bool) -> None:
    """Find every mistake in your decks.

    PATHS are bank folders, deck folders or single deck files. Without any, the bank folder from the settings is checked. Exits with 1 if
    there is an error, or with --strict if there is a warning; neither a note, which only says how something is understood, nor the output
    of --coverage affects this. question_bank/README.md explains every code.

    Example: quizapp check --strict --coverage question_bank
    """
    where = paths or (read_settings().bank,)
    found = find_problems(where)
    report = FORMATS[form](found, covered(where) if coverage else None, said)
    if report:
        click.echo(report)
    context.exit(int(any(problem.severity == "error" or (strict and problem.severity == "warning") for problem in found)))
