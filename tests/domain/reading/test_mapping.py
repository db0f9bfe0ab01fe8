"""Where the memory map splits a reading, and how well words that several facts quote are remembered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.memory.progress import Strength
from quizapp.domain.questions.inline import TextRun
from quizapp.domain.reading.deck import Deck, Fact, Span
from quizapp.domain.reading.mapping import MapStretch, cut, weakest
from quizapp.domain.reading.passages import find
from quizapp.domain.reading.richtext import read


def make(text, **quotes):
    """A deck whose facts, named by the keywords, quote one or more pieces of a reading."""
    reading = read(text)
    places = {name: [quote] if isinstance(quote, str) else quote for name, quote in quotes.items()}
    facts = [Fact(name, "", (), spans=tuple(find(reading.blocks, quote)[0] for quote in found)) for name, found in places.items()]
    return Deck("deck", "A deck", "en", tuple(facts), reading=reading)


def pieces(deck):
    return [[(stretch.text, stretch.ids) for stretch in block] for block in cut(deck)]


def test_a_block_is_cut_where_quotes_begin_and_end():
    deck = make("The lamp burned oil for years.\n\nNobody came.", oil="burned oil")

    assert pieces(deck) == [[("The lamp ", ""), ("burned oil", "oil"), (" for years.", "")], []]


def test_words_under_several_quotes_are_a_stretch_of_their_own():
    deck = make("The lamp burned oil for years.", long="lamp burned oil for years", short="burned oil")

    assert pieces(deck) == [[("The ", ""), ("lamp ", "long"), ("burned oil", "long,short"), (" for years", "long"), (".", "")]]


def test_what_holds_no_word_goes_with_the_quoted_words_before_it():
    deck = make("Red, blue and white.", first="Red", second="blue", both="Red, blue")

    assert pieces(deck) == [[("Red, ", "first,both"), ("blue", "second,both"), (" and white.", "")]]


def test_a_mark_between_a_quoted_and_a_plain_word_stays_plain():
    deck = make("Red, blue; white.", first="Red", second="blue")

    assert pieces(deck) == [[("Red", "first"), (", ", ""), ("blue", "second"), ("; white.", "")]]


def test_a_second_place_of_a_fact_is_told_from_its_first():
    deck = make("In 1887 it began.\n\nIt ended in 1911.", span=["ended in 1911", "In 1887"])

    assert [[stretch.again for stretch in block if stretch.facts] for block in cut(deck)] == [[False], [True]]


def test_emphasis_stays_and_a_link_inside_quoted_words_is_dropped():
    deck = make("See [the *old* lamp](https://example.org) and [more](https://example.org).", lamp="old lamp")
    looks = [(stretch.text, stretch.look and stretch.look.runs) for block in cut(deck) for stretch in block]

    link = "https://example.org"
    assert looks == [
        ("See the ", (TextRun("See "), TextRun("the ", href=link))),
        ("old lamp", (TextRun("old", emphasis=True), TextRun(" lamp"))),
        (" and more.", (TextRun(" and "), TextRun("more", href=link), TextRun("."))),
    ]


def test_a_deck_without_a_reading_has_nothing_to_cut():
    assert cut(Deck("deck", "A deck", "en", (Fact("one", "", ()),))) == ()


@pytest.mark.parametrize(
    ("held", "expected"),
    [("solid new due", "new"), ("solid due begun", "due"), ("fading begun solid", "begun"), ("solid fading", "fading"), ("solid", "solid")],
)
def test_words_are_held_as_the_least_remembered_fact_over_them(held, expected):
    assert weakest(Strength(word) for word in held.split()) is Strength(expected)


WORDS = "one two, three. four five; six seven eight"


@given(st.lists(st.tuples(st.integers(0, len(WORDS)), st.integers(0, len(WORDS))).filter(lambda pair: pair[0] < pair[1]), max_size=6))
def test_cutting_loses_no_character_and_no_word_of_a_quote(pairs):
    spans = [Span(0, start, end) for start, end in pairs]
    facts = tuple(Fact(f"fact-{number}", "", (), spans=(span,)) for number, span in enumerate(spans))
    block: list[MapStretch] = list(cut(Deck("deck", "A deck", "en", facts, reading=read(WORDS)))[0])

    assert not facts or "".join(stretch.text for stretch in block) == WORDS
    for fact, span in zip(facts, spans, strict=True):
        under = {place for place, stretch in _places(block) if fact.id in stretch.facts}
        wanted = {place for place in range(span.start, span.end) if WORDS[place].isalnum()}
        assert wanted <= under, (fact.id, span)


def _places(block):
    """Each offset of a block with its stretch."""
    return enumerate([stretch for stretch in block for _ in stretch.text])
