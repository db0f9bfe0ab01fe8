"""`quizapp publish`: publish the decks of a folder without a restart."""

from __future__ import annotations

from pathlib import Path

import click

from quizapp.cli import database
from quizapp.cli.saying import said
from quizapp.config import now, read_settings


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False))
def publish(path: Path) -> None:
    """Publish the decks in PATH that have changed. PATH is a bank folder or a deck folder.

    A deck with errors keeps its last published version. A deck whose folder is no longer in the bank is archived.

    \b
    Example: quizapp publish question_bank
             quizapp publish question_bank/korea-japan-summit
    """
    with database():
        from quizapp.bank.shape import DECK_FILE
        from quizapp.services.authoring import own_bank, publishing
        from quizapp.services.site import word_lists

        path = path.resolve()
        one = (path / DECK_FILE).exists()
        results = [publishing.publish_folder(path, now())] if one else own_bank.publish(read_settings(), path, now())
        word_lists.prepare()
    for deck in results:
        click.echo(f"{deck.deck}: {deck.status}")
        for problem in deck.problems:
            click.echo(problem.worded(said), err=True)
    if any(deck.status == "kept" for deck in results):
        raise click.ClickException(f"a deck was not published; to see why, run quizapp check {path}")
