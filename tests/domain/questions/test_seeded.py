"""The order that a nonce draws: always the same, another for another nonce or key, and the one in which open forms were shown."""

from quizapp.domain.questions.seeded import seeded


def order(key="a key", nonce="a nonce"):
    letters = list("abcdefghijkl")
    seeded(key, nonce).shuffle(letters)
    return "".join(letters)


def test_the_same_nonce_draws_the_same_order():
    assert order() == order()


def test_another_nonce_or_another_key_draws_another():
    assert len({order(), order(nonce="another"), order(key="another")}) == 3


def test_what_was_drawn_once_is_drawn_for_ever():
    assert order() == "gkijacheldbf"
