from random import Random

import pytest


def test_the_front_is_shown_without_the_back(kind, load):
    prompt = kind.present(load(prompt="front", answer="back", ideas=["one idea"]), Random(1))

    assert prompt.text == "front"
    assert "back" not in repr(prompt)
    assert "idea" not in repr(prompt)
    assert load(answer="back").right == ("back",)


@pytest.mark.parametrize(("rating", "score"), [("again", 0), ("hard", 1), ("good", 1), ("easy", 1)])
def test_the_learner_is_believed(load, grade, rating, score):
    assert grade(load(answer="back"), rating=rating).score == score


def test_a_card_asked_both_ways_is_two_questions(load):
    card = load(id="war-flashcard", prompt="front", answer="back", both_ways=True, level=2, formerly=["old"], hint="h", ideas=["i"])

    front, back = card.both()

    assert front == card
    assert (back.id, back.prompt, back.answer, back.formerly, back.level) == ("war-flashcard-back", "back", "front", ("old-back",), 2)
    assert (back.hint, back.ideas) == (None, None)
    assert back.both() == (back,)


def test_a_card_without_an_id_of_its_own_can_be_turned(load):
    assert [card.id for card in load(answer="back", both_ways=True).both()] == [None, None]


def test_faults(faults):
    assert faults() == [("missing", ("answer",))]
    assert faults(answer="x", ideas=[]) == [("too_short", ("ideas",))]
