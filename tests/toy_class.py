"""A class whose memory is not the program's model of it, for tests of prediction: some questions are hard, some learners are able."""

from itertools import count
from math import exp
from random import Random

from quizapp.domain.memory.prediction import Row

DAYS = (0, 1, 3, 7, 14, 28)


def toy_class(seed, learners=24, facts=6, pupils=0, name="a"):
    """Return the answers of a class in order of time: each question on DAYS, missed ones once more on the same day, by some learners.

    `seed` draws the questions, and together with `pupils` the learners, whose names begin with a letter.
    """
    rng, number = Random(seed), count()
    hardness = {question: rng.gauss(0, 1.3) for question in range(3 * facts)}
    rng = Random(seed * 1000 + pupils)
    able = {f"{name}{learner}": rng.gauss(0, 1) for learner in range(learners)}
    learnt, rows = {}, []
    for day in range(max(DAYS) + 20):
        for learner, ability in able.items():
            started = int(learner[1:]) // 2  # they do not begin together
            if day - started in DAYS and rng.random() < 0.9:
                for question in rng.sample(range(3 * facts), 2 * facts):
                    rows.extend(_answers(rng, learner, question, day, ability - hardness[question], learnt, number))
    return rows


def _answers(rng, learner, question, day, ease, learnt, number):
    times, last = learnt.get((learner, question), (0, day))
    for gap in (day - last, 0):
        right = rng.random() < 1 / (1 + exp(-(ease - 1 + 1.2 * times - 0.5 * gap**0.5)))
        yield Row(learner, question, question // 3, day, float(next(number)), 3 if right else 1)
        times += 1
        learnt[learner, question] = times, day
        if right:
            return
