import pytest

from quizapp.domain.memory.brought import MOST, tempered
from quizapp.domain.memory.running import QuestionNumbers


def test_the_sums_of_a_class_count_in_full():
    mine = QuestionNumbers(31, 12.5, 58, 40.0, -1.25, 9.8)
    assert tempered(mine) == mine
    assert tempered(QuestionNumbers()) == QuestionNumbers()


def test_those_of_a_large_site_count_as_a_few_classes_with_the_same_rates():
    large = QuestionNumbers(6000, 1500.0, 9000, 8100.0, 45.0, 900.0)
    kept = tempered(large)
    assert (kept.firsts, kept.laters) == (MOST, MOST)
    assert kept.firsts_known / kept.firsts == pytest.approx(0.25)
    assert kept.laters_known / kept.laters == pytest.approx(0.9)
    assert kept.surplus / kept.weighed == pytest.approx(0.05)


def test_first_and_later_answers_are_tempered_apart():
    assert tempered(QuestionNumbers(10, 5.0, 600, 300.0), 60) == QuestionNumbers(10, 5.0, 60, 30.0)
