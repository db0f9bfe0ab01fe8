"""`quizapp export`: decks for other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from quizapp.bank.exchange import deck_zip
from quizapp.bank.exchange.formats import ENDINGS, EXPORTERS, PICTURED
from quizapp.bank.exchange.notices import Exported, Notice
from quizapp.bank.load import load_folder
from quizapp.bank.shape import DECK_FILE
from quizapp.cli import database
from quizapp.cli.saying import said
from quizapp.config import read_settings
from quizapp.domain.reading.deck import Deck

MOST = 50
"""The most notices that are printed."""


@click.command("export")
@click.argument("deck")
@click.option("--format", "form", type=click.Choice(list(ENDINGS)), required=True, help="The format to write.")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write. By default <deck>.<format> in this folder."
)
def exporting(deck: str, form: str, output: Path | None) -> None:
    """Write a deck to a file for another program, and say what the format leaves out.

    DECK is the path of a deck folder, or the id of a published deck or one in the bank folder. zip is quizapp's own format: it holds the
    deck's files, and `quizapp import` gives them back byte for byte.

    \b
    Example: quizapp export korea-japan-summit --format gift
             quizapp export question_bank/korea-japan-summit --format apkg --output summit.apkg
    """
    folder = _folder(deck)
    if form == "zip":
        if folder is None:
            raise click.ClickException(f"{deck} is not a deck folder; a zip needs one")
        name, exported = folder.resolve().name, deck_zip.export(deck_zip.files_of(folder))
    else:
        loaded, pictures = _loaded(folder) if folder else _published(deck)
        name, exported = loaded.id, _exported(loaded, form, pictures)
    target = output or Path(f"{name}.{ENDINGS[form]}")
    target.write_bytes(exported.content)
    tell(exported.losses)
    click.echo(f"wrote {target}")


def _folder(deck: str) -> Path | None:
    """Return the folder of a deck, given by its path or its id in the bank, or None if it has none."""
    candidates = (Path(deck), read_settings().bank / deck)
    return next((folder for folder in candidates if (folder / DECK_FILE).is_file()), None)


def _loaded(folder: Path) -> tuple[Deck, Mapping[str, bytes]]:
    """Return the deck of a folder, and the bytes of its pictures by digest."""
    loaded, _ = load_folder(folder)
    if loaded is None:
        raise click.ClickException(f"the deck has errors; to see them, run quizapp check {folder}")
    return loaded.deck, {one.picture.digest: one.data for one in loaded.encoded}


def _published(deck: str) -> tuple[Deck, Mapping[str, bytes]]:
    """Return a published deck, and the bytes of its pictures by digest."""
    with database():
        from quizapp.services.learning.editions import public_decks
        from quizapp.services.learning.pictures import contents

        found = next((each for each in public_decks() if each.id == deck), None)
        if found is None:
            raise click.ClickException(f"there is no deck {deck}: no folder with a {DECK_FILE} and no published deck")
        return found, contents(found)


def _exported(deck: Deck, form: str, pictures: Mapping[str, bytes]) -> Exported:
    exported = PICTURED[form](deck, pictures) if form in PICTURED else EXPORTERS[form](deck)
    skipped = sum(loss.code == "skipped" for loss in exported.losses)
    if skipped == len(deck.questions):
        raise click.ClickException(f"{form} cannot hold any of the questions in {deck.id}")
    return exported


def tell(notices: Iterable[Notice]) -> None:
    """Print what was left out or changed on standard error: each notice with its count, only the first if there are very many."""
    told = list(notices)
    for notice in told[:MOST]:
        click.echo(said(notice.placed), err=True)
    if len(told) > MOST:
        click.echo(f"and {len(told) - MOST} more; in all:", err=True)
        for text, times in Counter(notice.text for notice in told).most_common(MOST):
            click.echo(f"{times:6} {said(text)}", err=True)
