"""`quizapp schema`: JSON Schemas with which editors complete and check decks as they are typed."""

from __future__ import annotations

from pathlib import Path

import click

from quizapp.bank.schema import write_schemas
from quizapp.config import read_settings


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
def schema(folder: Path | None) -> None:
    """Write the JSON Schemas for deck files.

    FOLDER is where deck.json and facts.json are written, by default the bank's schema folder. The first line of a YAML file names its
    schema: # yaml-language-server: $schema=../schema/facts.json

    Example: quizapp schema question_bank/schema
    """
    for path in write_schemas(folder or read_settings().bank / "schema"):
        click.echo(str(path))
