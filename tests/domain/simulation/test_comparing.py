"""The comparison of ways of choosing, as figures, a table, CSV and a drawing; and a small one whose figures every change keeps."""

from xml.etree import ElementTree as ET

import pytest

from quizapp.domain.simulation.comparing import ALL, CANDIDATES, COLUMNS, Candidate, as_csv, compare, interval, runs, table
from quizapp.domain.simulation.courses import made_up
from quizapp.domain.simulation.drawing import draw
from quizapp.domain.simulation.trials import TrialSettings, learners

APP, FIXED, FILLED = Candidate("app", filled=False), Candidate("list", filled=False), Candidate("app", filled=True)


def small(truths, candidates=CANDIDATES):
    return compare(runs(made_up(10, 20), TrialSettings(days=20, minutes=3, new=4, seed=3), learners(4, 3), truths, candidates))


@pytest.fixture(scope="module")
def rows():
    return small(["act-r", "dash"])


def test_there_is_a_row_for_each_truth_and_one_for_their_mean(rows):
    assert [(row.truth, row.candidate) for row in rows] == [(truth, one) for truth in ("act-r", "dash", ALL) for one in CANDIDATES]
    mean = {row.truth: row.measures["recall"] for row in rows if row.candidate == FIXED}
    assert mean[ALL] == pytest.approx((mean["act-r"] + mean["dash"]) / 2)


def test_differences_are_taken_from_the_app_with_the_same_use_of_time(rows):
    by = {(row.truth, row.candidate): row for row in rows}

    assert by["dash", FILLED].minus.mean == 0
    for truth in ("act-r", "dash", ALL):
        row = by[truth, FIXED]
        assert row.minus.mean == pytest.approx(by[truth, APP].measures["recall"] - row.measures["recall"])
        assert row.minus.low < row.minus.mean < row.minus.high


def test_with_one_truth_there_is_no_mean_of_truths():
    assert {row.truth for row in small(["dash"], [APP, FIXED])} == {"dash"}


def test_an_interval_needs_two_values_and_is_that_of_student():
    with pytest.raises(ValueError, match="learners"):
        interval([1.0])
    found = interval([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0])
    assert (found.low, found.high) == (pytest.approx(5.5 - 2.262 * 3.02765 / 10**0.5, abs=0.002), pytest.approx(7.666, abs=0.002))


def test_equal_seeds_give_equal_bytes(rows):
    again = small(["act-r", "dash"])

    assert as_csv(again) == as_csv(rows)
    assert table(again) == table(rows)
    assert draw(again, "a") == draw(rows, "a")


def test_the_csv_has_a_number_in_each_column_unless_it_is_unknown(rows):
    lines = [line.split(",") for line in as_csv(rows).splitlines()]

    assert tuple(lines[0]) == COLUMNS
    assert {len(line) for line in lines} == {len(COLUMNS)}
    by = {(line[0], line[1], line[2]): dict(zip(COLUMNS, line, strict=True)) for line in lines[1:]}
    assert by["dash", "list", "due"]["bias"] == ""
    assert float(by["dash", "app", "filled"]["minutes"]) > 0


def test_the_table_has_a_line_for_each_row_and_all_line_up(rows):
    lines = table(rows)

    assert len(lines) == len(rows) + 1
    assert {line.index("app minus") if "minus" in line else line.index(" [") - 6 for line in lines} == {lines[0].index("app minus")}
    assert " - " in lines[3]


def test_the_drawing_is_svg_with_a_dot_for_everyone_but_the_app(rows):
    root = ET.fromstring(draw(rows, 'a "title" & more'))

    assert root.find("{*}title").text == 'a "title" & more'
    assert len(root.findall("{*}circle")) == sum(row.candidate.policy != "app" for row in rows)
    assert draw([], "nothing").count("<circle") == 0


def test_the_app_keeps_what_it_is_worth():
    """Six learners, 30 facts, 40 days, 3 minutes a day, in the mean of two truths: no change of the queue or the schedule loses this."""
    course, trial = made_up(30, 60), TrialSettings(days=40, minutes=3, new=5, seed=1910)
    fsrs, fixed = (Candidate(name, filled=True) for name in ("fsrs", "list"))
    made = runs(course, trial, learners(6, 1910), ["act-r", "dash"], [APP, FILLED, fsrs, fixed])
    by = {row.candidate: row for row in compare(made) if row.truth == ALL}

    assert by[APP].measures["recall"] > 0.89
    assert by[FILLED].measures["recall"] > 0.96
    assert by[fsrs].minus.low >= 0
    assert by[fixed].minus.low >= -0.01
