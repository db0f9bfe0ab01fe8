"""Pages, commands and docstrings are English as its readers speak it: phrases that came back once too often may not come back."""

import re

import pseudo
import pytest
from support import ROOT

EVERYWHERE, SENTENCES, CODE = (
    [re.compile(line, re.IGNORECASE) for line in part.splitlines()[1:]]
    for part in re.split(r"^(?=# )", (ROOT / "tests" / "architecture" / "phrases.txt").read_text("utf-8"), flags=re.MULTILINE)[1:]
)
PYTHON = re.compile(r'^ *r?"""(.*?)"""|(?:^ *|  )# ([^\n]*)$', re.DOTALL | re.MULTILINE)
TEMPLATE = re.compile(r"\{#-?(.*?)-?#\}", re.DOTALL)


def said():
    """Every sentence of the code, both forms of those that count."""
    for message in pseudo.messages():
        yield from (message if isinstance(message, tuple) else [message])


def remarks():
    """Every docstring and comment of the code, and every comment of a template: (path, text on one line)."""
    for top, pattern, remark in (("quizapp", "*.py", PYTHON), ("tests", "*.py", PYTHON), ("quizapp/templates", "*.html", TEMPLATE)):
        for path in sorted((ROOT / top).rglob(pattern)):
            name = path.relative_to(ROOT).as_posix()
            yield from ((name, " ".join(text.split())) for text in found_by(remark, path.read_text("utf-8")))


def found_by(remark, source):
    """The text of each docstring or comment."""
    return [next(filter(None, match.groups())) for match in remark.finditer(source) if any(match.groups())]


def test_no_phrase_that_was_put_away_is_said_again():
    phrases = EVERYWHERE + SENTENCES
    found = {(text, phrase.pattern) for text in said() if isinstance(text, str) for phrase in phrases if phrase.search(text)}

    assert found == set()


def test_no_phrase_that_was_put_away_is_in_a_docstring_or_comment():
    found = {(name, text, phrase.pattern) for name, text in remarks() for phrase in EVERYWHERE + CODE if phrase.search(text)}

    assert found == set()


def test_docstrings_and_comments_are_read():
    assert found_by(PYTHON, '"""A docstring\n\nof two."""\nx = "# no"  # a comment\n    # and another\n') == [
        "A docstring\n\nof two.",
        "a comment",
        "and another",
    ]
    assert found_by(TEMPLATE, "a {#- comment -#} here") == [" comment "]
    assert {"quizapp/domain/__init__.py", "tests/support.py", "quizapp/templates/base.html"} <= {name for name, _ in remarks()}


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
    assert any(phrase.search(text) for phrase in EVERYWHERE + SENTENCES)


@pytest.mark.parametrize(
    "text",
    [
        "Return a class for who teaches it.",
        "Say whether the answer is right.",
        "Start a deck anew.",
        "Return how a student stands in a deck.",
        "The questions of a fact, where there is one, of who asks.",
    ],
)
def test_a_phrase_that_was_put_away_is_found_in_code(text):
    assert any(phrase.search(text) for phrase in EVERYWHERE + CODE)


def test_a_sentence_that_counts_has_one_plural():
    """A catalogue finds a plural by its singular: a second one would be said with the values of the first."""
    plurals = [message for message in pseudo.messages() if isinstance(message, tuple)]
    assert len({singular for singular, *_ in plurals}) == len(plurals)
