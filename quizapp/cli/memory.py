"""`quizapp memory`: what is computed from learners' answers."""

from __future__ import annotations

import click

from quizapp.cli import database
from quizapp.cli.evaluating import evaluating
from quizapp.cli.fitting import fitting
from quizapp.cli.simulating import simulate


@click.group()
def memory() -> None:
    """Recompute what the program knows about each learner's memory, fit and judge its predictions, and simulate learners.

    Example: quizapp memory rebuild
    """


@memory.command()
def rebuild() -> None:
    """Recompute memory, daily totals and the numbers behind predictions from the stored answers, one learner at a time.

    All of them are caches: nothing is lost, and learners can keep answering in the meantime.

    Example: quizapp memory rebuild
    """
    with database():
        from quizapp.services.learning import memories

        learners = memories.learners()
        with click.progressbar(learners, label="learners") as bar:
            questions = sum(memories.rebuild_learner(learner) for learner in bar)
        memories.rebuild_questions_numbers()
    click.echo(f"{len(learners)} learners, {questions} questions")


memory.add_command(fitting)
memory.add_command(evaluating)
memory.add_command(simulate)
