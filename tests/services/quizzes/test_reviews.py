"""The result of an attempt."""

import pytest
from support import RIGHT, WRONG

from quizapp.domain.grading.quiz import Score
from quizapp.domain.questions.question import Verdict
from quizapp.services.errors import NotFound
from quizapp.services.learning.answering import answer_quiz
from quizapp.services.people.accounts import Visitor
from quizapp.services.quizzes import attempts, quizzes, reviews
from quizapp.services.quizzes.quizzes import Setup

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def learner(student):
    return Visitor(id=student.id)


@pytest.fixture
def take(learner, moment, clock):
    """Take a quiz with all questions: types in `right` are right, types in `wrong` wrong, others unanswered; return its number."""

    def take(right=(), wrong=(), *, close=True, **setup):
        n = quizzes.start(learner, "harbour", Setup(**{"size": 9} | setup), moment(), f"seed {clock.now}").n
        for mark in attempts.sheet(learner, n, clock.now).marks:
            shown = attempts.page(learner, n, mark.position, moment()).showing
            clock.advance(seconds=15)
            fields = RIGHT if shown.prompt.type in right else WRONG if shown.prompt.type in wrong else None
            if fields:
                given = {name: value if isinstance(value, list) else [value] for name, value in fields[shown.prompt.type].items()}
                answer_quiz(learner.id, n, shown.presentation, given, moment())
        if close:
            attempts.hand_in(learner, n, moment())
        return n

    return take


def test_there_is_no_review_while_the_attempt_is_open(take, learner, clock):
    n = take(right=["numeric"], close=False, minutes=60)
    assert reviews.review(learner, n, clock.now) is None
    clock.advance(hours=1)
    shown = reviews.review(learner, n, clock.now)
    assert shown.by_clock, "out of time, though nobody has closed it"
    assert shown.score == Score(1.0, 9)


def test_a_review_scores_the_attempt_and_its_categories(take, learner, clock):
    shown = reviews.review(learner, take(right=["numeric", "date", "cloze", "multiple_choice"], wrong=["true_false"]), clock.now)
    assert shown.score == Score(4.0, 9)
    assert shown.categories == [("When", Score(3.0, 3)), ("Who", Score(1.0, 3)), ("Why", Score(0.0, 3))]
    assert (shown.by_clock, shown.open, shown.minutes) == (False, 4, 1)


def test_a_position_that_was_left_open_is_explained_too(take, learner, clock):
    shown = reviews.review(learner, take(wrong=["numeric"]), clock.now)
    by_type = {reviewed.feedback.kind.name: reviewed for reviewed in shown.positions}
    assert [reviewed.position for reviewed in shown.positions] == list(range(1, 10))
    numeric, date = by_type["numeric"], by_type["date"]
    assert (numeric.answered, numeric.score, numeric.feedback.given) == (True, 0.0, ("90",))
    assert (date.answered, date.score, date.feedback.given) == (False, None, ())
    assert date.feedback.right == ("1887",)
    assert date.feedback.passages
    assert date.feedback.verdict == Verdict.WRONG


def test_what_was_missed_can_be_practised(take, learner, clock):
    everything = {"numeric", "date", "cloze", "multiple_choice", "multiple_answer", "short_answer", "ordering", "matching"}
    assert reviews.review(learner, take(right=everything), clock.now).missed == ["oil"]
    clock.advance(days=1)
    assert reviews.review(learner, take(right=[*everything, "true_false"]), clock.now).missed == []


def test_a_review_compares_with_the_attempt_before(take, learner, clock):
    first, second = take(right=["numeric"]), take(right=["numeric", "date"])
    assert reviews.review(learner, first, clock.now).last is None
    assert reviews.review(learner, second, clock.now).last == Score(1.0, 9)


def test_nobody_else_sees_a_review(take, other_student, clock):
    n = take()
    with pytest.raises(NotFound):
        reviews.review(Visitor(id=other_student.id), n, clock.now)
