"""`quizapp memory simulate`: simulated learners, by the app's way of choosing questions and by others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizapp.cli import NumberRange, database
from quizapp.cli.saying import said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quizapp.domain.simulation.courses import Course
    from quizapp.domain.simulation.trials import TrialSettings


@click.command()
@click.option("--learners", type=click.IntRange(2, 10_000), default=20, show_default=True, help="How many learners.")
@click.option("--days", type=click.IntRange(1, 3650), default=90, show_default=True, help="For how many days.")
@click.option("--minutes", type=NumberRange(0.5, 600), default=10.0, show_default=True, help="The most minutes on a day.")
@click.option("--new", type=click.IntRange(0, 1000), default=10, show_default=True, help="The most new facts on a day.")
@click.option("--attendance", type=NumberRange(0.05, 1), default=0.85, show_default=True, help="The share of days with study.")
@click.option("--retention", type=NumberRange(0.7, 0.97), default=0.9, show_default=True, help="The desired retention.")
@click.option("--ability", type=NumberRange(-3, 3), help="The ability of every learner, from -3 to 3; else it is drawn.")
@click.option("--facts", type=click.IntRange(1, 5000), default=43, show_default=True, help="The facts of a made-up deck.")
@click.option("--questions", type=click.IntRange(1, 20_000), default=81, show_default=True, help="Its questions in all.")
@click.option("--deck", help="A deck folder, or the id of a public deck of the site, in place of a made-up one.")
@click.option("--truth", "truths", multiple=True, help="A truth of memory; give it again for several. Without any, all six.")
@click.option(
    "--policy",
    "policies",
    multiple=True,
    help="A way of choosing beside the app's; give it again for several. Without any, the first three.",
)
@click.option("--seed", type=int, default=1910, show_default=True, help="Equal seeds give equal results.")
@click.option("--csv", "csv_file", type=click.Path(dir_okay=False, path_type=Path), help="Also write the results as CSV.")
@click.option("--known", is_flag=True, help="Instead print what the app calls known beside what a weak, middling and strong learner knows.")
@click.option("--svg", "svg_file", type=click.Path(dir_okay=False, path_type=Path), help="Also draw the differences as SVG.")
def simulate(**given: Any) -> None:
    """Let simulated learners study, and compare what they remember afterwards.

    The app's own queue, plain FSRS, a fixed list of days and chance choose the questions, for as many minutes each, in truths of human
    memory that none of them knows. --policy also takes the app with one of its rules switched off (no-tomorrow, no-siblings, no-choice,
    no-clashes, ahead-soonest) or in another order (due-lowest, due-highest, ahead-lowest), and two ways that know the truth (first-true,
    ceiling).

    recall is the mean over all questions on the morning after the last day; held the share of facts whose hardest question would be
    recalled at 0.8 or more; later recall after another 30 days; unasked the share of questions never asked; bias predicted minus true
    recall; begun_by the day on which the last fact was begun.

    With --known: every fifteen days the share of facts that are called known, a stroke, and the share whose hardest question would be
    recalled at 0.8 or more; at the end how far apart they are in the mean. For the abilities -1, 0 and 1, or the one that is given.

    Example: quizapp memory simulate --learners 20 --minutes 4 --deck question_bank/korea-japan-summit
    """
    from quizapp.domain.simulation import comparing, drawing
    from quizapp.domain.simulation.policies import POLICIES
    from quizapp.domain.simulation.switched import ALL_POLICIES
    from quizapp.domain.simulation.trials import TrialSettings, learners
    from quizapp.domain.simulation.truths import TRUTHS

    truths = _known("--truth", given["truths"], list(TRUTHS))
    policies = {next(iter(POLICIES)), *_known("--policy", given["policies"] or tuple(POLICIES), list(ALL_POLICIES))}
    candidates = comparing.candidates({name: kind for name, kind in ALL_POLICIES.items() if name in policies})
    course = _course(given["deck"], given["facts"], given["questions"])
    trial = TrialSettings(given["days"], given["minutes"], given["new"], given["attendance"], given["seed"], given["retention"])
    if given["known"]:
        _print_known(course, trial, given, truths)
        return
    people = learners(given["learners"], given["seed"], given["ability"])
    made = comparing.runs(course, trial, people, truths, candidates)
    with click.progressbar(made, len(truths) * len(candidates) * len(people), label="learners") as bar:
        rows = comparing.compare(bar)
    click.echo("\n".join(comparing.table(rows)))
    if given["csv_file"]:
        given["csv_file"].write_text(comparing.as_csv(rows), encoding="utf-8", newline="\n")
    if given["svg_file"]:
        title = f"Recall after {trial.days} days: the app minus others, {len(people)} learners, {trial.minutes:g} minutes a day"
        given["svg_file"].write_text(drawing.draw(rows, title), encoding="utf-8", newline="\n")


def _print_known(course: Course, trial: TrialSettings, given: Mapping[str, Any], truths: Sequence[str]) -> None:
    from quizapp.domain.simulation import knowing

    if given["csv_file"] or given["svg_file"] or given["policies"]:
        raise click.UsageError("--known goes without --policy, --csv and --svg")
    if given["days"] < knowing.LOOKED_AT:
        raise click.UsageError(f"--known needs --days {knowing.LOOKED_AT} or more")
    abilities = knowing.ABILITIES if given["ability"] is None else (given["ability"],)
    made = knowing.known_rows(course, trial, given["learners"], truths, abilities)
    with click.progressbar(made, len(truths) * len(abilities), label="abilities") as bar:
        rows = list(bar)
    click.echo("\n".join(knowing.known_table(rows)))


def _known(option: str, names: tuple[str, ...], known: list[str]) -> list[str]:
    """Return the names, or all that are known if none is given."""
    for name in names:
        if name not in known:
            raise click.ClickException(f"{option}: there is no {name}; choose from {', '.join(known)}")
    return list(dict.fromkeys(names)) or known


def _course(deck: str | None, facts: int, questions: int) -> Course:
    from quizapp.domain.simulation.courses import made_up
    from quizapp.services.learning.simulating import course_of, published_deck

    if deck is None:
        if questions < facts:
            raise click.ClickException(f"--questions: {facts} facts need at least {facts} questions")
        return made_up(facts, questions)
    if Path(deck).is_dir():
        from quizapp.bank.load import load_folder

        loaded, problems = load_folder(Path(deck))
        if loaded is None:
            raise click.ClickException(f"{deck}: {said(problems[0].message)}" if problems else f"{deck}: no deck")
        return course_of(loaded.deck)
    with database():
        found = published_deck(deck)
    if found is None:
        raise click.ClickException(f"--deck: there is no folder and no public deck {deck}")
    return course_of(found)
