import pytest
from toy_class import toy_class

from quizapp.domain.memory.packing import PackedCases, PackedLog
from quizapp.domain.memory.prediction import DEFAULT, Row, fit
from quizapp.domain.memory.refitting import refit
from quizapp.domain.memory.regression import Case, fitted

ROWS = [(1, 2, 3, 739_000, 1.5e9, 1, 0), (2**40, 5, 6, 739_001, 1.6e9, 4, 12)]
CASES = [Case((1.0, -2.5), 0.5, 0.25, right=True), Case((1.0, 3.5), 0.0, 0.0, right=False), Case((0.0, 1e-300), -1.0, 0.5, right=True)]


def packed(cases):
    found = PackedCases(2)
    for case in cases:
        found.append(case)
    return found


def test_rows_come_out_as_they_went_in():
    log = PackedLog(iter(ROWS))
    assert list(log) == [Row(*row) for row in ROWS] == [log[0], log[1]] == log[:]
    assert len(log) == 2
    assert log[-1].learner == 2**40
    assert list(PackedLog()) == []


def test_a_packed_log_says_what_the_log_says():
    rows = toy_class(3, learners=8)
    log = PackedLog((int(row.learner[1:]), row.question, row.fact, row.day, row.at, row.rating, row.options) for row in rows)
    assert fit(log) == fit(rows)
    assert refit(log).next_day == refit(rows).next_day


def test_cases_come_out_as_they_went_in():
    cases = packed(CASES)
    assert list(cases) == CASES == [cases[0], cases[1], cases[-1]]
    assert list(cases[1:]) == CASES[1:]
    assert list(cases[:0]) == []
    with pytest.raises(IndexError):
        cases[3]


def test_cases_are_fitted_as_a_list_is():
    assert fitted(packed(CASES), (0.0, 0.0), 1.0) == fitted(CASES, (0.0, 0.0), 1.0)


def test_a_case_with_another_number_of_inputs_is_an_error():
    with pytest.raises(ValueError, match="Case"):
        packed([Case(DEFAULT.first, 0.0, 0.0, right=True)])
