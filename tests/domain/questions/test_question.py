import pytest

from quizapp.domain.questions.question import Grade, Question, Verdict


def test_there_is_no_question_without_a_type():
    with pytest.raises(TypeError, match="abstract"):
        Question(prompt="Who?")


@pytest.mark.parametrize(("score", "verdict"), [(1, Verdict.RIGHT), (0, Verdict.WRONG), (0.01, Verdict.PARTLY), (0.99, Verdict.PARTLY)])
def test_a_verdict_follows_from_the_score(score, verdict):
    assert Grade.of(score).verdict == verdict
