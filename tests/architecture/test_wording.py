"""What pages and commands say is English as its readers speak it: phrases that came back once too often may not come back."""

import re

import pseudo
import pytest
from support import ROOT

PHRASES = [re.compile(line, re.IGNORECASE) for line in (ROOT / "tests" / "architecture" / "phrases.txt").read_text("utf-8").splitlines()]


def said():
    """Every sentence of the code, both forms of those that count."""
    for message in pseudo.messages():
        yield from (message if isinstance(message, tuple) else [message])


def test_no_phrase_that_was_put_away_is_said_again():
    found = {(text, phrase.pattern) for text in said() if isinstance(text, str) for phrase in PHRASES if phrase.search(text)}

    assert found == set()


@pytest.mark.parametrize(
    "text",
    [
        "Right, but for a slip",
        "This cost nothing.",
        "What is left is to grade the answers of before anew.",
        "whether who knows the rest knows it too",
        "Who joins now finds nothing to answer.",
        "None of %(num)s facts is yours yet",
    ],
)
def test_a_phrase_that_was_put_away_is_found(text):
    assert any(phrase.search(text) for phrase in PHRASES)
