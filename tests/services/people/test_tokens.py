"""Tokens, and how they are stored."""

import re

import pytest

from quizapp.services.people import tokens


def test_a_token_can_stand_in_an_address_and_is_never_the_same():
    made = {tokens.new() for _ in range(20)}
    assert len(made) == 20
    assert all(re.fullmatch(r"[\w-]{43}", token, re.ASCII) for token in made)


@pytest.mark.parametrize("token", ["", "a token", "토큰", "\ud800"])
def test_a_hash_tells_nothing_of_its_token(token):
    assert re.fullmatch("[0-9a-f]{64}", tokens.hashed(token))


def test_the_hashes_that_are_stored_are_found_again():
    assert tokens.hashed("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, appendix B.1
