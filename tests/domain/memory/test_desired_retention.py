"""Which desired retention is in force."""

import pytest

from quizapp.domain.memory.desired_retention import CHOICES, USUAL, in_force


@pytest.mark.parametrize(
    ("own", "of_classes", "expected"),
    [
        (None, None, 90),
        (80, None, 80),
        (None, 85, 85),
        (None, 95, 95),
        (80, 95, 95),
        (95, 80, 95),
        (90, 85, 90),
    ],
)
def test_the_higher_of_both_counts_and_one_alone_counts_as_it_is(own, of_classes, expected):
    assert in_force(own, of_classes) == expected


def test_the_usual_one_can_be_chosen():
    assert USUAL in CHOICES
