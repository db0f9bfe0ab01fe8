"""The link for the first teacher stays the same, until it is used or the secret key changes."""

import pytest
from support import PASSWORD, SECRET_KEY

from quizapp.services.errors import NotFound
from quizapp.services.people import accounts, first_link

pytestmark = pytest.mark.usefixtures("database")


def test_every_start_prints_the_same_link(clock):
    token = first_link.token(SECRET_KEY, clock.now)
    clock.advance(days=400)

    assert first_link.token(SECRET_KEY, clock.now) == token
    assert accounts.accept(token, "hana", PASSWORD, now=clock.now, agent="")
    assert accounts.teacher_exists()


def test_a_used_link_never_comes_back(clock):
    token = first_link.token(SECRET_KEY, clock.now)
    accounts.accept(token, "hana", PASSWORD, now=clock.now, agent="")
    accounts.set_role("hana", "student", clock.now)
    clock.advance(seconds=1)

    again = first_link.token(SECRET_KEY, clock.now)

    assert again != token
    with pytest.raises(NotFound):
        accounts.accept(token, "sora", PASSWORD, now=clock.now, agent="")
    assert accounts.accept(again, "sora", PASSWORD, now=clock.now, agent="")


def test_another_key_makes_another_link_and_ends_the_old_one(clock):
    token = first_link.token(SECRET_KEY, clock.now)

    other = first_link.token("another key of at least thirty-two signs", clock.now)

    assert other != token
    with pytest.raises(NotFound):
        accounts.accept(token, "hana", PASSWORD, now=clock.now, agent="")
