import pytest

from quizapp.domain.question import Grade, Question, Verdict


def test_a_question_of_no_type_has_no_right_answer():
    question = Question(prompt="Who?")

    with pytest.raises(NotImplementedError):
        _ = question.right
    assert question.chance == 0


@pytest.mark.parametrize(("score", "verdict"), [(1, Verdict.RIGHT), (0, Verdict.WRONG), (0.01, Verdict.PARTLY), (0.99, Verdict.PARTLY)])
def test_a_verdict_follows_from_the_score(score, verdict):
    assert Grade.of(score).verdict == verdict
