"""A presentation says in a single value what it was made for."""

from dataclasses import astuple, replace

import pytest
from itsdangerous import URLSafeSerializer
from support import SECRET_KEY

from quizapp.services.learning.presentations import CARDS, STUDY, Presentation, in_quiz, seal, unseal


def presented(place):
    return Presentation(learner=1, version=2, place=place, shown=3, nonce="n")


def test_the_place_of_a_quiz_is_an_attempt_and_a_position():
    made = presented(in_quiz(12, 3))

    assert (made.quiz, made.as_card) == ((12, 3), False)
    assert unseal(seal(made, SECRET_KEY), SECRET_KEY) == (made, True)


@pytest.mark.parametrize(("told", "reason"), [(True, "return"), (False, "")])
def test_a_form_that_was_open_before_reasons_were_told_is_still_read(told, reason):
    old = [*astuple(presented(STUDY))[:-1], told]
    sealed = URLSafeSerializer(SECRET_KEY, salt="presentation").dumps(old)

    assert unseal(sealed, SECRET_KEY) == (replace(presented(STUDY), reason=reason), True)


@pytest.mark.parametrize("place", [STUDY, CARDS, "", "12", "12/", "/3", "12/3/4", "a/b", "-1/2", "1/2\n"])
def test_any_other_place_is_no_quiz(place):
    assert presented(place).quiz is None
    assert presented(place).as_card == (place == CARDS)
