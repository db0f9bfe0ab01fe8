"""`quizapp memory fit`: weights for predicting answers that fit a site better than those in use, if its answers say so."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator

import click

from quizapp.cli import database
from quizapp.cli.evaluating import KINDS, SEVERAL
from quizapp.cli.saying import said
from quizapp.config import now
from quizapp.domain.memory.evaluation import Kind
from quizapp.domain.memory.prediction import LogRow
from quizapp.domain.memory.refitting import LEARNERS, NEXT_DAY, Losses, Refit
from quizapp.domain.questions.phrases import N_, Phrase


@click.command("fit")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
def fitting(*, dry_run: bool) -> None:
    """Fit the weights of the prediction to the answers of this site, and take them into use where they are better.

    Nothing is fitted below 100 learners and 1,000 answers on a later day: either is enough. New weights are fitted on the first three
    quarters of the answers and tried on the newest one, for first and for later answers apart; only better ones are taken. The shipped
    weights and every earlier set stay: administrators go back with one click (This site, Weights). Learners can keep answering meanwhile.

    \b
    Example: quizapp memory fit --dry-run
             quizapp memory fit
    """
    with database():
        from quizapp.services.errors import Invalid
        from quizapp.services.learning import weights

        try:
            found, number = weights.fit(now(), _watched, store=not dry_run)
        except Invalid as error:
            changed = Phrase(N_("somebody chose other weights meanwhile; nothing was changed: run it again"))
            raise click.ClickException(said(changed)) from error
    _print(found)
    click.echo(said(_outcome(found, number)))


def _watched(rows: Collection[LogRow]) -> Iterator[LogRow]:
    """Yield the answers while a bar on standard error shows the progress."""
    with click.progressbar(rows, length=len(rows), label=said(Phrase(N_("answers"))), file=sys.stderr) as bar:
        yield from bar


def _print(found: Refit) -> None:
    learners = Phrase(SEVERAL[0], {"count": found.learners}, SEVERAL[1])
    message, several = KINDS[Kind.NEXT_DAY]
    click.echo(said(Phrase(message, {"count": found.next_day, "learners": learners}, several)))
    for kind, losses in _judged(found).items():
        values = {"what": Phrase(kind), "count": losses.count, "old": f"{losses.in_use:.4f}", "new": f"{losses.new:.4f}"}
        click.echo(said(Phrase(N_("{what}, the newest {count}: log loss {old} with the weights in use, {new} with new ones"), values)))


def _judged(found: Refit) -> dict[str, Losses]:
    """Return the losses by the words for the kind of answers they are on."""
    kinds = {N_("first answers"): found.first, N_("later answers"): found.later}
    return {words: losses for words, losses in kinds.items() if losses}


def _outcome(found: Refit, number: int | None) -> Phrase:
    """Return whether the weights were taken, and why."""
    if not found.tried:
        values = {"learners": LEARNERS, "answers": NEXT_DAY}
        return Phrase(N_("too few to fit weights: it takes {learners} learners or {answers} such answers; nothing was changed"), values)
    better = tuple(Phrase(words) for words, losses in _judged(found).items() if losses.better)
    if not better:
        return Phrase(N_("new weights are not better; nothing was changed"))
    if number is None:
        return Phrase(N_("new weights are better for {kinds}; this was a dry run, nothing was changed"), {"kinds": better})
    return Phrase(N_("new weights are better for {kinds}; set {number} is in use now"), {"kinds": better, "number": number})
