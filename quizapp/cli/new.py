"""`quizapp new`: a small deck to start from."""

from __future__ import annotations

from pathlib import Path

import click

from quizapp.bank.new import NotNew, make_deck
from quizapp.config import OWN_BANK, read_settings
from quizapp.shipped import BANK


@click.command()
@click.argument("deck")
def new(deck: str) -> None:
    """Create a small deck that passes every check.

    DECK is the id of a deck in the bank folder (lower-case letters, digits and dashes), or the path of its folder. Where no bank
    folder is set, it is question_bank/ of the current folder, which then takes the place of the decks that come with quizapp.

    Example: quizapp new water-cycle
    """
    folder = Path(deck) if len(Path(deck).parts) > 1 else _bank() / deck
    try:
        written = make_deck(folder)
    except NotNew as error:
        raise click.ClickException(str(error)) from error
    for path in written:
        click.echo(str(path))
    click.echo(f"Now edit these files and run: quizapp check {folder}")


def _bank() -> Path:
    """Return the bank folder, but never the one inside the program, since the next version would overwrite it."""
    bank = read_settings().bank
    return OWN_BANK.resolve() if bank == BANK.resolve() else bank
