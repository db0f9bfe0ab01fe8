"""Ridge regression for answers that are right or wrong and can be guessed, in plain Python: a dozen weights need no library.

p = floor + (1 - floor) / (1 + exp(-z)) with z = offset + the sum of weights times inputs. The weights are those with the highest likelihood
minus ridge / 2 times their squared distance from a starting point, found by Fisher scoring (McCullagh and Nelder, Generalized Linear
Models, 1989, section 2.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, fsum, log
from typing import NamedTuple

from quizapp.domain.memory.guessing import with_guess

STEPS = 30
"""The most steps; about six are needed."""

CLOSE = 1e-8
"""A step that gains less than this is the last."""

_FAR = 30.0
"""Beyond this a logistic curve is flat in double precision."""


class Case(NamedTuple):
    """One answer: its inputs, what is added to their weighted sum, the chance of a right guess (below 1), and whether it was right."""

    inputs: tuple[float, ...]
    offset: float
    floor: float
    right: bool


def logistic(z: float) -> float:
    """Return 1 / (1 + exp(-z)), strictly between 0 and 1."""
    return 1 / (1 + exp(-min(max(z, -_FAR), _FAR)))


def logit(p: float, least: float = 1e-3) -> float:
    """Return the inverse of `logistic`; p is moved to `least` or 1 - `least` if it is nearer to 0 or 1."""
    p = min(max(p, least), 1 - least)
    return log(p / (1 - p))


def fitted(cases: Sequence[Case], start: Sequence[float], ridge: float) -> tuple[float, ...]:
    """Return the weights that fit the cases, drawn towards `start` with the strength `ridge`, above 0; without cases they stay there."""
    weights, value = tuple(start), _objective(cases, start, start, ridge)
    for _ in range(STEPS):
        step = _solved(*_normal_equations(cases, weights, start, ridge))
        after, gain = _better(cases, weights, step, start, ridge, value)
        weights, value = after, value + gain
        if gain < CLOSE:
            break
    return weights


def _better(
    cases: Sequence[Case], weights: tuple[float, ...], step: Sequence[float], start: Sequence[float], ridge: float, value: float
) -> tuple[tuple[float, ...], float]:
    """Return the weights after a step and what it gains; a step that goes too far is halved, and left out if that does not help."""
    for half in range(10):
        after = tuple(weight + change / 2**half for weight, change in zip(weights, step, strict=True))
        gain = _objective(cases, after, start, ridge) - value
        if gain >= 0:
            return after, gain
    return weights, 0.0


def _objective(cases: Sequence[Case], weights: Sequence[float], start: Sequence[float], ridge: float) -> float:
    chances = ((case.right, with_guess(_knowing(case, weights), case.floor)) for case in cases)
    likelihood = fsum(log(p if right else 1 - p) for right, p in chances)
    return likelihood - ridge / 2 * fsum((weight - first) ** 2 for weight, first in zip(weights, start, strict=True))


def _normal_equations(
    cases: Sequence[Case], weights: Sequence[float], start: Sequence[float], ridge: float
) -> tuple[list[list[float]], list[float]]:
    """Return the expected information and the gradient at some weights."""
    size = range(len(weights))
    matrix = [[ridge if row == column else 0.0 for column in size] for row in size]
    gradient = [ridge * (first - weight) for weight, first in zip(weights, start, strict=True)]
    for case in cases:
        knowing = _knowing(case, weights)
        p = with_guess(knowing, case.floor)
        pull = (case.right - p) * knowing / p
        information = (1 - case.floor) * knowing * knowing * (1 - knowing) / p
        for row in size:
            gradient[row] += pull * case.inputs[row]
            scaled = information * case.inputs[row]
            for column in range(row + 1):
                matrix[row][column] += scaled * case.inputs[column]
    for row in size:
        for column in range(row):
            matrix[column][row] = matrix[row][column]
    return matrix, gradient


def _knowing(case: Case, weights: Sequence[float]) -> float:
    return logistic(case.offset + sum(weight * value for weight, value in zip(weights, case.inputs, strict=True)))


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Return x with matrix x = right, by Gaussian elimination; the matrix is positive definite, so no pivot is 0. Both are overwritten."""
    size = len(right)
    for pivot in range(size):
        for row in range(pivot + 1, size):
            factor = matrix[row][pivot] / matrix[pivot][pivot]
            for column in range(pivot, size):
                matrix[row][column] -= factor * matrix[pivot][column]
            right[row] -= factor * right[pivot]
    for row in reversed(range(size)):
        right[row] = (right[row] - sum(matrix[row][column] * right[column] for column in range(row + 1, size))) / matrix[row][row]
    return right
