"""Whether the forecast of a class comes true: what was predicted before its students' answers, held against these. It names nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from quizapp.db.base import transaction
from quizapp.db.classes import class_predictions, class_today
from quizapp.domain.memory import calibration
from quizapp.domain.memory.calibration import Calibration
from quizapp.services.classes import classes
from quizapp.services.classes.classes import Classroom
from quizapp.services.learning.calibration import asked_in
from quizapp.services.learning.editions import edition
from quizapp.services.people.accounts import Visitor

BACK = timedelta(weeks=12)
"""How far the answers of a class are looked at."""


@dataclass(frozen=True, slots=True)
class ClassCalibration:
    """What was predicted about a class since a study day, held against what happened.

    `students` counts those with a scored answer that was not their first to the question.
    """

    classroom: Classroom
    since: date
    students: int
    held: Calibration


def class_calibration(who: Visitor, class_id: int, day: date) -> ClassCalibration:
    """Return what was predicted about the students of a class in its decks, for its teachers and assistants. Raises NotFound."""
    with transaction(write=False) as connection:
        classroom = classes.staff(connection, who, class_id).classroom
        revisions = class_today.revisions(connection, class_id)
        questions = {
            key: asked for deck, revision in revisions.items() for key, asked in asked_in(edition(connection, deck, revision)).items()
        }
        answers = class_predictions.of_class(connection, class_id, day - BACK)
    scored = calibration.predictions(answers, questions)
    return ClassCalibration(
        classroom, day - BACK, len({one.cluster for one in scored if one.plain is not None}), calibration.calibrate(scored)
    )
