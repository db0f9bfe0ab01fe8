"""How hard the questions of a deck were where it comes from: a small file of sums in our own zip, if the owner said so.

    {"format": 1, "questions": {"pier-built-date": {"firsts": 31, "firsts_known": 12.5, "laters": 58, "laters_known": 40.0,
                                                    "surplus": -1.25, "weighed": 9.8}}}

The sums are those of `QuestionNumbers` over all answers, rounded to hundredths. There are no names, days or single answers in it, and a
question is left out until `LEAST` learners have answered it: the sums over one or two would tell what these have answered.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, NoReturn

from pydantic import TypeAdapter, ValidationError

from quizapp.bank.exchange.notices import Refused
from quizapp.bank.exchange.texts import MOST_QUESTIONS
from quizapp.bank.problems import shown
from quizapp.domain.memory.running import QuestionNumbers
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.domain.questions.question import Slug

DIFFICULTY_FILE = "difficulty.json"
FORMAT = 1

LEAST = 5
"""The learners who must have answered a question before its sums leave a site. Each has one first answer."""

MOST = 10_000_000
"""The most answers to a question."""

MOST_BYTES = 1_000_000
PLACES = 2
ROUNDED = 0.01
"""What rounding can add to a sum."""

_COUNTS = ("firsts", "laters")
_NAMES = tuple(one.name for one in fields(QuestionNumbers))
_ID: TypeAdapter[str] = TypeAdapter(Slug)


def written(numbers: Mapping[str, QuestionNumbers]) -> bytes:
    """Return the file with the numbers of questions by id, without those that too few have answered. Equal numbers give equal bytes."""
    kept = {key: _rounded(one) for key, one in sorted(numbers.items()) if one.firsts >= LEAST}
    return json.dumps({"format": FORMAT, "questions": kept}, indent=1).encode()


def read(content: bytes) -> dict[str, QuestionNumbers]:
    """Return the numbers of questions by id. Raises Refused, whose notice says what is wrong, for a file that `written` does not make."""
    if len(content) > MOST_BYTES:
        _refuse(N_("the file is larger than {most} bytes"), most=MOST_BYTES)
    try:
        data = json.loads(content.decode(), object_pairs_hook=_once)
    except Refused:
        raise
    except (ValueError, RecursionError):
        _refuse(N_("the file is not valid JSON"))
    if not isinstance(data, dict) or data.keys() != {"format", "questions"} or not isinstance(data["questions"], dict):
        _refuse(N_("the file must have “format” and “questions” and nothing else"))
    if data["format"] != FORMAT:
        _refuse(N_("this program reads format {number}"), number=FORMAT)
    if len(data["questions"]) > MOST_QUESTIONS:
        _refuse(N_("there are more than {most} questions"), most=MOST_QUESTIONS)
    return {_id(key): _numbers(key, value) for key, value in data["questions"].items()}


def _rounded(numbers: QuestionNumbers) -> dict[str, float]:
    return {name: value if name in _COUNTS else round(value, PLACES) for name, value in asdict(numbers).items()}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON, which may name everything only once."""
    found = dict(pairs)
    if len(found) < len(pairs):
        _refuse(N_("a name is there twice"))
    return found


def _id(key: str) -> str:
    try:
        return _ID.validate_python(key)
    except ValidationError:
        _refuse(N_("“{id}” is not the id of a question"), id=key)


def _numbers(key: str, value: Any) -> QuestionNumbers:
    if not isinstance(value, dict) or value.keys() != set(_NAMES):
        _refuse(N_("“{id}” must have {names} and nothing else"), id=key, names=_NAMES)
    for name, number in value.items():
        kinds = (int,) if name in _COUNTS else (int, float)
        if type(number) not in kinds or not -MOST <= number <= MOST:  # no comparison is true of NaN
            _refuse(N_("“{id}”: {name} is not a number that it can be"), id=key, name=name)
    found = QuestionNumbers(**value)
    if found.firsts < LEAST or found.laters < 0:
        _refuse(N_("“{id}” must have been answered by at least {least} learners"), id=key, least=LEAST)
    if not _plausible(found):
        _refuse(N_("“{id}”: the sums do not fit the number of answers"), id=key)
    return found


def _plausible(numbers: QuestionNumbers) -> bool:
    """Whether the sums can come from as many answers.

    One counts at most 1 and, where a guess is right at most half of the time, at least -1; its surplus is less than 1, with a variance of
    at most a quarter.
    """
    known = abs(numbers.firsts_known) <= numbers.firsts + ROUNDED and abs(numbers.laters_known) <= numbers.laters + ROUNDED
    return known and abs(numbers.surplus) <= numbers.laters + ROUNDED and -ROUNDED <= numbers.weighed <= numbers.laters / 4 + ROUNDED


def _refuse(why: str, **values: object) -> NoReturn:
    raise Refused("difficulty-left-out", reason=Phrase(why, {name: _short(value) for name, value in values.items()}))


def _short(value: object) -> object:
    return shown(value) if isinstance(value, str) else value
