"""The types that a question of a draft may have, and the fields of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from inspect import getdoc

from quizapp.domain.questions.inputs import Input, inputs
from quizapp.domain.questions.registry import QUESTION_TYPES


@dataclass(frozen=True, slots=True)
class AuthoredType:
    """A type as the YAML has it: its name, the first line of its model's description, and its fields."""

    name: str
    purpose: str
    inputs: Sequence[Input]


@cache
def authored_types() -> Sequence[AuthoredType]:
    """Return every type in the order of the registry."""
    return tuple(AuthoredType(kind.name, (getdoc(kind.model) or "").partition("\n")[0], inputs(kind.model)) for kind in QUESTION_TYPES)
