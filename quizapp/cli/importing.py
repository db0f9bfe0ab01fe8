"""`quizapp import`: turns a file from another program into a deck folder, or into a draft on the site."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from quizapp.bank.exchange import deck_zip
from quizapp.bank.exchange.drafting import drafted
from quizapp.bank.exchange.formats import READERS
from quizapp.bank.exchange.notices import FoundQuestion, Imported, Notice, Refused
from quizapp.bank.load import load_folder
from quizapp.bank.shape import is_deck_id
from quizapp.cli import database
from quizapp.cli.exporting import MOST, tell
from quizapp.cli.saying import said
from quizapp.config import now, read_settings
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.domain.questions.slugs import slug_of

REASONS = {"file": "the file is empty", "language": "the language must be a tag such as en or pt-BR"}
"""What is wrong with a refused field of an import."""


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--format", "form", type=click.Choice(["zip", *READERS]), required=True, help="The format of FILE.")
@click.option("--deck", help="The id of the new deck. By default the name of FILE.")
@click.option("--language", default="en", show_default=True, help="The language of the questions, such as de or pt-BR. A zip has its own.")
@click.option("--output", type=click.Path(path_type=Path), help="The folder to create. By default <id> in the bank folder.")
@click.option("--owner", help="The user name of a teacher. Creates a draft of theirs on the site instead of a folder.")
def importing(file: Path, form: str, deck: str | None, language: str, output: Path | None, owner: str | None) -> None:
    """Turn a file from another program into a deck folder, check it, and say what could not be imported.

    The folder must not exist yet; its name is the id of the deck. With --owner, a teacher gets a draft on the site instead.
    Exits with 1 if nothing could be imported or if the deck has errors.

    \b
    Example: quizapp import biology.xml --format moodle
             quizapp import cards.apkg --format apkg --deck vocabulary --language de
             quizapp import biology.xml --format moodle --owner hana
    """
    if owner:
        if deck or output:
            raise click.UsageError("--owner makes a draft on the site: leave out --deck and --output")
        _draft(file, form, language, owner)
        return
    folder = _target(deck or (output.name if output else slug_of(file.name.partition(".")[0])), output)
    try:
        imported = _imported(file.read_bytes(), form, folder.name, language)
    except Refused as error:
        raise click.ClickException(f"{file}: {said(error.notice.placed)}") from error
    _write(folder, imported)
    tell([*imported.notices, *_without_difficulty(imported)])
    loaded, problems = load_folder(folder)
    for problem in problems:
        click.echo(problem.worded(said), err=True)
    if loaded is None:
        raise click.ClickException(f"{folder} was written, but the deck has errors: fix them, then run quizapp check {folder}")
    click.echo(f"wrote {folder}: {len(loaded.deck.questions)} questions")


def _draft(file: Path, form: str, language: str, owner: str) -> None:
    """Create a draft deck for a teacher and report what could not be imported."""
    with database() as settings:
        from quizapp.services.authoring.importing import import_deck, teacher_named
        from quizapp.services.errors import Invalid, NotAllowed, NotFound
        from quizapp.services.site import backups

        try:
            who = teacher_named(owner)
            backups.before_import(settings, now())
            made = import_deck(who, file.name, file.read_bytes(), form, language, "", now(), watch=_watched)
        except Refused as error:
            raise click.ClickException(f"{file}: {said(error.notice.placed)}") from error
        except NotFound as error:
            raise click.ClickException(f"there is no account {owner}") from error
        except NotAllowed as error:
            raise click.ClickException(f"{owner} is not a teacher, or the account is disabled") from error
        except Invalid as error:
            raise click.ClickException(f"{file}: {REASONS.get(error.field, 'the deck would be too large')}") from error
    for notice in made.notices[:MOST]:
        click.echo(said(notice), err=True)
    if made.told > MOST:
        click.echo(f"and {made.told - MOST} more", err=True)
    click.echo(f"created the draft {made.deck_id} for {owner}: {made.taken} questions, {made.errors} errors to fix")


def _watched(entries: Sequence[FoundQuestion]) -> Iterator[FoundQuestion]:
    """Yield the questions while a bar on standard error shows the progress."""
    with click.progressbar(entries, label="Questions", file=sys.stderr) as watched:
        yield from watched


def _target(deck: str, output: Path | None) -> Path:
    """Return the folder to create. A name that cannot be a deck's id, or that exists, is refused before the file is read."""
    folder = output or read_settings().bank / deck
    if not is_deck_id(folder.name) or folder.name != deck:
        name = deck if is_deck_id(folder.name) else folder.name
        raise click.ClickException(
            f"“{name}” cannot be the id of the deck in {folder}: use lower-case letters, digits and dashes, and the same name for both"
        )
    if folder.exists():
        raise click.ClickException(f"{folder} already exists: choose another id with --deck, or another folder with --output")
    return folder


def _imported(content: bytes, form: str, deck: str, language: str) -> Imported:
    if form == "zip":
        return deck_zip.read(content)
    found = READERS[form](content, language)
    return drafted(found, deck, language, _watched(found.entries))


def _without_difficulty(imported: Imported) -> list[Notice]:
    """Say that a folder does not keep how hard the questions were elsewhere."""
    why = Phrase(N_("only a draft on the site keeps it (--owner)"))
    return [Notice("difficulty-left-out", params={"reason": why})] if imported.difficulty else []


def _write(folder: Path, imported: Imported) -> None:
    folder.mkdir(parents=True)
    for name, content in imported.files.items():
        (folder / name).write_bytes(content)
