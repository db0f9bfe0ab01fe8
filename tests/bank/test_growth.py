"""Twice the text is at most two and a half times the work, for every parser of what people write and whatever they write."""

import gc
from time import process_time

import pytest
from growth import LONGEST, PARSERS, SEEDS, repeated, work_of

MOST = 2.5
SMALL = 15_000
"""Lines of Python that are run to draft one question, however short; below, growth says nothing."""

SHORT = 0.2
"""Seconds of processor time for 8,000 characters that are not worth a second look."""

ONCE_SLOW = [
    ("quotes", "a"),
    ("quotes", "hundert"),
    ("sentences", "Mr. "),
    ("marks of an inline text", "_a "),
    ("the Markdown of a reading", "# a\n\na\n\n"),
    ("answers in GIFT", "=a"),
    ("HTML", "<!--"),
    ("HTML", '<a href="'),
    ("HTML", '<span style="'),
    ("a cell of a CSV file", "a|"),
]
"""A parser, and a text whose work it multiplied."""


def growth_of(parser, seed, length):
    parse, length = PARSERS[parser], min(length, LONGEST.get(parser, 2 * length) // 2)
    once, twice = (work_of(parse, repeated(seed, size)) for size in (length, 2 * length))
    return twice / max(once, SMALL)


@pytest.mark.parametrize(("parser", "seed"), ONCE_SLOW)
def test_twice_the_text_is_not_much_more_than_twice_the_work(parser, seed):
    assert growth_of(parser, seed, 1000) <= MOST


@pytest.mark.robust
@pytest.mark.parametrize("parser", PARSERS)
def test_no_hostile_text_multiplies_the_work(parser):
    suspected = [seed for seed in SEEDS if growth_of(parser, seed, 300) > MOST]  # some texts become a question only at some lengths
    found = {seed: growth for seed in suspected if (growth := growth_of(parser, seed, 1200)) > MOST}

    assert found == {}


def seconds_of(parser, seed, length):
    """The processor time for a text, at best of two; memory is not cleared up in between."""
    gc.collect()
    gc.disable()
    try:
        return min(timed(PARSERS[parser], repeated(seed, length) + end) for end in ("", " "))
    finally:
        gc.enable()


def timed(parse, text):
    begun = process_time()
    parse(text)
    return process_time() - begun


@pytest.mark.robust
@pytest.mark.parametrize("parser", [parser for parser in PARSERS if parser not in LONGEST])
def test_no_hostile_text_multiplies_the_time(parser):
    """What the C code of Python does is not seen as lines: eight times the text may take twenty times the time, not sixty-four."""
    slow = [seed for seed in SEEDS if timed(PARSERS[parser], repeated(seed, 8000)) > SHORT]
    small, large = ({seed: seconds_of(parser, seed, length) for seed in slow} for length in (1000, 8000))

    assert {seed: (small[seed], large[seed]) for seed in slow if large[seed] > 8 * MOST * small[seed]} == {}
