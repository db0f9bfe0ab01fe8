"""Sentences of a reading that several facts quote."""

from quizapp.domain.reading.deck import Span
from quizapp.domain.reading.richtext import read
from quizapp.services.learning.explaining import sentences_with
from quizapp.services.learning.question_pages import Passage, Words

TEXT = "## The lamp\n\nIn 1887 the town built a pier. It is long. It burns oil at night.\n\nFog came."
READING = read(TEXT)


def span(words):
    """The span of some words of the reading."""
    return next(
        Span(number, block.text.index(words), block.text.index(words) + len(words))
        for number, block in enumerate(READING.blocks)
        if words in block.text
    )


def marked(passage):
    return [words.text for words in passage.sentence if words.marked]


def test_each_sentence_comes_once_with_all_its_marks():
    found = sentences_with(READING, [span("burns oil"), span("a pier"), span("1887"), span("1887"), span("Fog")])

    assert [one.text for one in found] == ["In 1887 the town built a pier.", "It burns oil at night.", "Fog came."]
    assert [marked(one) for one in found] == [["1887", "a pier"], ["burns oil"], ["Fog"]]


def test_a_quote_over_two_sentences_brings_both_together():
    found = sentences_with(READING, [span("a pier. It is"), span("1887"), span("long")])

    assert [one.text for one in found] == ["In 1887 the town built a pier. It is long."]


def test_without_a_reading_there_are_none():
    assert sentences_with(None, [Span(0, 0, 1)]) == ()


def test_the_same_sentence_takes_over_the_marks_of_another():
    one = Passage((Words("In ", marked=False), Words("1887", marked=True), Words(" a pier", marked=False)), "", "", "", "")
    other = Passage((Words("In 1887 a ", marked=False), Words("pier", marked=True)), "", "", "", "")

    assert marked(one.with_marks_of(other)) == ["1887", "pier"]
    assert one.with_marks_of(other).text == one.text
