"""`quizapp memory evaluate`: how good the predictions are, on the answers of a class or on any log."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

import click

from quizapp.cli import NumberRange, database
from quizapp.cli.saying import said
from quizapp.domain.memory.answer_log import COLUMNS, UnreadableLogError, read_log
from quizapp.domain.memory.evaluation import Compared, Kind, Plan, Predictor, drawn_classes, evaluate
from quizapp.domain.memory.prediction import DEFAULT, Model, Row
from quizapp.domain.memory.scoring import Interval
from quizapp.domain.questions.phrases import N_, NN_, Phrase

KINDS: Mapping[Kind, tuple[str, str]] = {
    Kind.NEXT_DAY: NN_("{count} answer on a day after the last one, {learners}", "{count} answers on a day after the last one, {learners}"),
    Kind.FIRST: NN_("{count} first answer to a question, {learners}", "{count} first answers to a question, {learners}"),
}
SEVERAL = NN_("{count} learner", "{count} learners")

PREDICTORS: Mapping[Predictor, str] = {
    Predictor.CONSTANT: N_("constant: the share that was right before"),
    Predictor.FSRS: N_("FSRS-6 alone"),
    Predictor.SHIPPED: N_("with the shipped weights"),
    Predictor.REFITTED: N_("with weights fitted on the first part"),
    Predictor.UNSEEN: N_("with the weights of others"),
    Predictor.TAUGHT: N_("and after the answers of others"),
}

OTHER_WEIGHTS = N_("with the weights in use")
"""What the line of the shipped weights is called with --weights in-use."""

MEASURES = {"loss": N_("log loss"), "rmse": N_("RMSE(bins)"), "auc": N_("AUC")}
WIDTH = 24
"""The width of a figure with its interval."""


@click.command("evaluate")
@click.argument("log", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False)
@click.option("--class", "class_id", type=int, help="The number of a class on this site, in place of LOG.")
@click.option("--columns", default="", help="What the columns of LOG are called where the names differ, such as user=student,card=item.")
@click.option(
    "--earlier", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="A log of other learners, learned before LOG."
)
@click.option(
    "--share",
    type=NumberRange(0, 1, max_open=True),
    default=0.8,
    show_default=True,
    help="The first part of the answers, which is not scored.",
)
@click.option("--draw", type=click.IntRange(1, 100_000), help="Draw classes of this many learners, and fit the weights on the others.")
@click.option("--draws", type=click.IntRange(1, 1000), default=8, show_default=True, help="How many classes are drawn.")
@click.option(
    "--weights",
    type=click.Choice(["shipped", "in-use"]),
    default="shipped",
    show_default=True,
    help="The weights that are compared: the shipped ones, or those in use on this site.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Draws the learners of intervals and classes.")
def evaluating(
    log: Path | None,
    *,
    class_id: int | None,
    columns: str,
    earlier: Path | None,
    share: float,
    draw: int | None,
    draws: int,
    weights: str,
    seed: int,
) -> None:
    """Compare the predictions with what happened, beside a constant and plain FSRS, with intervals of 95 %.

    Each answer is predicted from all earlier ones of everybody; the weights are fixed before the first answer that is scored. LOG is a
    table (CSV, may be compressed with gzip) with the columns user, card, fact, day, t (seconds), rating (1 wrong, 2 to 4 right; others are
    not answers) and, for questions with options, options. With --class the answers are those of a class on this site.

    \b
    Example: quizapp memory evaluate log.csv.gz
             quizapp memory evaluate revlog.csv --columns user=student,card=item,fact=topic
             quizapp memory evaluate --class 3 --weights in-use
    """
    if (log is None) == (class_id is None):
        raise click.UsageError(said(Phrase(N_("name a log or a class: one of them"))))
    named = _named(columns)
    rows = _read(log, named) if log else _of_class(class_id or 0)
    before = _read(earlier, named) if earlier else []
    if draw is not None and weights != "shipped":
        raise click.UsageError(said(Phrase(N_("--draw fits its own weights: leave out --weights"))))
    plan = Plan(share, seed, _watched, _in_use() if weights == "in-use" else DEFAULT)
    if draw is not None and (before or draw >= len({row.learner for row in rows})):
        raise click.UsageError(said(Phrase(N_("--draw goes without --earlier, and needs more learners than it draws"))))
    found = evaluate(rows, plan, before) if draw is None else drawn_classes(rows, plan, draw, draws)
    if not found:
        raise click.ClickException(said(Phrase(N_("there is no answer to score"))))
    _print(found, OTHER_WEIGHTS if weights == "in-use" else PREDICTORS[Predictor.SHIPPED])


def _named(columns: str) -> Mapping[str, str]:
    """Return the names of the columns."""
    given = dict(pair.partition("=")[::2] for pair in columns.split(",") if pair)
    for name, column in given.items():
        if name not in COLUMNS or not column:
            values = {"name": name, "names": tuple(COLUMNS)}
            raise click.UsageError(said(Phrase(N_("--columns: “{name}” has no column; there are {names}, each with =NAME"), values)))
    return {**COLUMNS, **given}


def _read(path: Path, columns: Mapping[str, str]) -> list[Row]:
    """Return the answers of a file; what cannot be read is said in one line."""
    try:
        with _opened(path) as lines:
            return read_log(lines, columns)
    except UnreadableLogError as error:
        raise click.ClickException(f"{path}: {said(error.args[0])}") from error
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{path}: {said(Phrase(N_('this is not text in UTF-8')))}") from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise click.ClickException(f"{path}: {said(Phrase(N_('the compressed file is damaged')))}") from error


def _opened(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")


def _of_class(class_id: int) -> Sequence[Row]:
    with database():
        from quizapp.services.classes import class_answers
        from quizapp.services.errors import NotFound

        try:
            return class_answers.rows(class_id)
        except NotFound as error:
            raise click.ClickException(said(Phrase(N_("there is no class {number}"), {"number": class_id}))) from error


def _in_use() -> Model:
    with database():
        from quizapp.services.learning import weights

        return weights.now_in_use()


def _watched(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the answers while a bar on standard error shows the progress."""
    with click.progressbar(rows, label=said(Phrase(N_("answers"))), file=sys.stderr) as bar:
        yield from bar


def _print(found: Iterable[Compared], with_weights: str) -> None:
    labels = {predictor: said(Phrase(text)) for predictor, text in {**PREDICTORS, Predictor.SHIPPED: with_weights}.items()}
    first = max(map(len, labels.values())) + 2
    kind = None
    for one in found:
        if one.kind is not kind:
            if kind:
                click.echo()
            kind = one.kind
            _print_head(one, first)
        figures = (_figure(getattr(one.scored.score, name), one.scored.intervals.get(name)) for name in MEASURES)
        click.echo((labels[one.predictor].ljust(first) + "".join(figure.ljust(WIDTH) for figure in figures)).rstrip())


def _print_head(one: Compared, first: int) -> None:
    message, several = KINDS[one.kind]
    learners = Phrase(SEVERAL[0], {"count": one.scored.learners}, SEVERAL[1])
    click.echo(said(Phrase(message, {"count": one.scored.count, "learners": learners}, several)))
    click.echo((" " * first + "".join(said(Phrase(name)).ljust(WIDTH) for name in MEASURES.values())).rstrip())


def _figure(value: float | None, interval: Interval | None) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" + (f" [{interval.low:.3f}, {interval.high:.3f}]" if interval else "")
