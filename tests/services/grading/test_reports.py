"""What a learner says about an answer is refused while the feedback of its quiz is held back, whatever the answer was."""

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from quizapp.db.base import transaction
from quizapp.db.classes import stored_classes
from quizapp.db.models import Amendment, Answer, QuestionRow, Report
from quizapp.db.quizzes import stored_attempts
from quizapp.services.classes import classes
from quizapp.services.errors import NotAllowed, NotFound
from quizapp.services.grading import assigning, my_assignments, reports
from quizapp.services.grading.assigning import Typed
from quizapp.services.quizzes import attempts

ZONE = ZoneInfo("UTC")


@pytest.fixture
def take(hana, sora, moment, clock):
    """Assign a quiz of nine questions, have all answered wrong and handed in, `take(feedback="close")`; return its assignment."""

    def take(**typed):
        class_id = classes.create(hana, "9b", "", clock.now)
        with transaction(write=True) as connection:
            stored_classes.add_member(connection, class_id, sora.id, role="student", name="Sora", now=clock.now)
        values = {"title": "Harbour", "due": "2026-03-06T14:00", "size": "9"} | typed
        made = assigning.create(hana, class_id, "harbour", "quiz", Typed(**values), ZONE, clock.now)
        n = my_assignments.start(sora, made, moment(), "seed").n
        with transaction(write=True) as connection:
            for position in range(1, 10):
                given = {"settled": False, "nonce": f"nonce-{position}", "ms": 1000, "at": clock.now}
                stored_attempts.save_position(
                    connection, stored_attempts.StoredPosition(sora.id, n, position, '["1878"]', 0.0, "wrong", **given)
                )
        attempts.hand_in(sora, n, moment())
        return made

    return take


def answer_to(key):
    """The number of the answer to a question."""
    with transaction(write=False) as connection:
        query = select(Answer.n).join(QuestionRow, QuestionRow.id == Answer.question_id).where(QuestionRow.key == key)
        return connection.execute(query).scalar_one()


def said():
    with transaction(write=False) as connection:
        return [connection.scalar(select(func.count()).select_from(model)) for model in (Report, Amendment)]


def test_what_can_be_claimed_and_what_cannot_is_refused_alike(take, sora, moment):
    take(feedback="close")
    for key in ("pier-built-date", "plans-multiple-choice"):
        with pytest.raises(NotFound):
            reports.claim(sora, answer_to(key), moment())
        with pytest.raises(NotFound):
            reports.report(sora, answer_to(key), "It was 1888.", moment())
    assert said() == [0, 0]


def test_after_the_close_both_are_heard(take, sora, moment, clock):
    take(feedback="close")
    n = answer_to("pier-built-date")
    clock.advance(days=5)
    reports.claim(sora, n, moment())
    reports.report(sora, n, "It was 1888.", moment())
    assert said() == [2, 1]
    with pytest.raises(NotAllowed):
        reports.claim(sora, answer_to("plans-multiple-choice"), moment())


def test_an_extension_holds_it_back_for_longer(take, hana, sora, moment, clock):
    made = take(feedback="close")
    assigning.extend(hana, made, sora.id, "2026-03-08T14:00", 0, ZONE, clock.now)
    clock.advance(days=5)
    with pytest.raises(NotFound):
        reports.claim(sora, answer_to("pier-built-date"), moment())
    clock.advance(days=2)
    reports.claim(sora, answer_to("pier-built-date"), moment())
    assert said() == [1, 1]


def test_where_feedback_is_shown_at_the_end_nothing_is_held_back(take, sora, moment):
    take(feedback="end")
    reports.claim(sora, answer_to("pier-built-date"), moment())
    assert said() == [1, 1]
