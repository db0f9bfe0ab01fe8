"""`quizapp new`: a small deck to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from quizapp.bank.new import NotNew, make_deck
from quizapp.config import read_settings


@click.command()
@click.argument("deck")
def new(deck: str) -> None:
    """Make a small deck that passes every check.

    DECK is the id of the deck, small letters, digits and dashes, for one in the bank folder; or the path of its folder.

    Example: quizapp new water-cycle
    """
    folder = Path(deck) if len(Path(deck).parts) > 1 else read_settings().bank / deck
    try:
        written = make_deck(folder)
    except NotNew as error:
        raise click.ClickException(str(error)) from error
    for path in written:
        click.echo(str(path))
    click.echo(f"Now edit these files and run: quizapp check {folder}")
