"""`quizapp memory fit` says in plain words what it found, and takes better weights into use."""

import pytest

from quizapp.domain.memory.prediction import DEFAULT, Model
from quizapp.domain.memory.refitting import Losses, Refit
from quizapp.services.learning import weights
from quizapp.services.site import maintenance

OTHER = Model((0.1, 1.0, 1.0, 1.0), (-1.0, 0.5, 0.5, 0.5, 1.0, 1.0))
BETTER, WORSE = Losses(0.55, 0.52, 850), Losses(0.5, 0.5001, 90)


@pytest.fixture
def fit(quizapp, installed, monkeypatch):
    """Run the command on an installed site, whose answers give a result: `fit(found, "--dry-run")`; None fits them for real."""

    def run(found, *options):
        monkeypatch.setattr(weights, "refit", lambda rows, in_use, watch: list(watch(rows)) or found)
        result = quizapp("memory", "fit", *options)
        assert result.exit_code == 0, result.stderr
        return result.stdout.splitlines()

    return run


@pytest.fixture
def in_use(installed):
    """Return the weights in use on the site."""

    def read():
        from quizapp.config import read_settings

        with maintenance.connected(read_settings()):
            return weights.now_in_use()

    return read


def test_a_site_without_answers_says_how_many_it_takes(quizapp, installed, in_use):
    result = quizapp("memory", "fit")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "0 answers on a day after the last one, 0 learners",
        "too few to fit weights: it takes 100 learners or 1000 such answers; nothing was changed",
    ]
    assert in_use() == DEFAULT


def test_better_weights_are_in_use_afterwards(fit, in_use):
    assert fit(Refit(OTHER, 120, 3400, WORSE, BETTER)) == [
        "3400 answers on a day after the last one, 120 learners",
        "first answers, the newest 90: log loss 0.5000 with the weights in use, 0.5001 with new ones",
        "later answers, the newest 850: log loss 0.5500 with the weights in use, 0.5200 with new ones",
        "new weights are better for later answers; set 1 is in use now",
    ]
    assert in_use() == OTHER


def test_a_dry_run_says_so(fit, in_use):
    assert fit(Refit(OTHER, 1, 1000, BETTER, BETTER), "--dry-run") == [
        "1000 answers on a day after the last one, 1 learner",
        "first answers, the newest 850: log loss 0.5500 with the weights in use, 0.5200 with new ones",
        "later answers, the newest 850: log loss 0.5500 with the weights in use, 0.5200 with new ones",
        "new weights are better for first answers, later answers; this was a dry run, nothing was changed",
    ]
    assert in_use() == DEFAULT


@pytest.mark.parametrize("judged", [(WORSE, None), (WORSE, WORSE)], ids=["first", "both"])
def test_weights_that_are_no_better_are_not_taken(fit, in_use, judged):
    assert fit(Refit(DEFAULT, 120, 3400, *judged))[-1] == "new weights are not better; nothing was changed"
    assert in_use() == DEFAULT


def test_a_choice_meanwhile_is_said_in_a_line(quizapp, installed, monkeypatch):
    def refuse(*_, **__):
        from quizapp.services.errors import Invalid

        raise Invalid("weights", "changed")

    monkeypatch.setattr(weights, "fit", refuse)
    result = quizapp("memory", "fit")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "Error: somebody chose other weights meanwhile; nothing was changed: run it again"
