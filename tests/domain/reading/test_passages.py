from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.reading.deck import Span
from quizapp.domain.reading.passages import Finder, find, sentence_of, sentences
from quizapp.domain.reading.richtext import parse

TEXT = """\
In *March*, Kishida met
Yoon — the “first” talks—in 12 years. It is Japan's turn.

- Kishida-Yoon summit
"""


def found(quote, text=TEXT):
    blocks = parse(text)
    return [blocks[span.block].text[span.start : span.end] for span in find(blocks, quote)]


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("In March, Kishida", ["In March, Kishida"]),
        ("met Yoon", ["met Yoon"]),
        ("  met\n\t Yoon ", ["met Yoon"]),
        ('Yoon - the "first" talks-in', ["Yoon — the “first” talks—in"]),
        ("‘first’", []),
        ("Kishida", ["Kishida", "Kishida"]),
        ("kishida", []),
        ("arc", ["March"]),
        ("ears. I", ["years. It"]),
        ("Japan", ["Japan's"]),
        ("apan's", ["Japan's"]),
        ("s turn", ["Japan's turn"]),
        ("turn. Kishida", []),
        ("", []),
        (" ", []),
        ("-Yoon summ", ["-Yoon summit"]),
    ],
)
def test_find(quote, words):
    assert found(quote) == words


def test_one_place_is_found_once():
    assert found("a", "banana") == ["banana"]


def test_invisible_characters_do_not_hide_a_quote():
    assert found("semiconductors", "semi\u00adcon\u200bductors") == ["semi\u00adcon\u200bductors"]


def test_composed_and_decomposed_letters_are_equal():
    assert found("cafe\u0301", "the café here") == ["café"]


def test_scripts_without_blanks_do_not_grow():
    assert found("東京", "会談は東京で行われた。") == ["東京"]
    assert found("일본", "회담은 일본은 이다") == ["일본은"]


def test_spans_count_from_their_block():
    assert find(parse(TEXT), "summit") == [Span(1, 13, 19)]


@given(st.lists(st.text(alphabet="ab .-'’“é\u0301\u00ad東", min_size=1, max_size=30), max_size=4), st.data())
def test_any_words_of_a_block_are_found_where_they_stand(texts, data):
    blocks = [block for text in texts for block in parse(text)]
    if blocks:
        number = data.draw(st.integers(0, len(blocks) - 1))
        text = blocks[number].text
        start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        quote = text[start:end].strip(" \u00ad")
        start += len(text[start:end]) - len(text[start:end].lstrip(" \u00ad"))
        spans = Finder(blocks).find(quote)
        assert not quote or any(span.block == number and span.start <= start and start + len(quote) <= span.end for span in spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met Mr. Kishida. They spoke.", ["He met Mr. Kishida.", "They spoke."]),
        (
            "In the U.S. the mood was good. He came to the U.S. The end.",
            ["In the U.S. the mood was good.", "He came to the U.S.", "The end."],
        ),
        ("The U.S. Army left.", ["The U.S. Army left."]),
        ("J. F. Kennedy spoke.", ["J. F. Kennedy spoke."]),
        ("It cost 1.5 million. So what?", ["It cost 1.5 million.", "So what?"]),
        ('"Why?" she asked. “He left.” They wept!', ['"Why?" she asked.', "“He left.”", "They wept!"]),
        ("No. 5 won. The answer was no. Kim left.", ["No. 5 won.", "The answer was no.", "Kim left."]),
        ("In Jan. Kim came. Smith & Co. They sold.", ["In Jan. Kim came.", "Smith & Co.", "They sold."]),
        ("Wait... Kim came. Really?! Yes.", ["Wait...", "Kim came.", "Really?!", "Yes."]),
        ("wait… and see.", ["wait… and see."]),
        ("会談は東京で行われた。「良い。」彼は言った", ["会談は東京で行われた。", "「良い。」", "彼は言った"]),
        ("Nobody signed in D.C.", ["Nobody signed in D.C."]),
        ("It was 1910. 1945 came.", ["It was 1910.", "1945 came."]),
        ("He ended at etc. ", ["He ended at etc."]),
        ("  no mark ", ["no mark"]),
        (" ", []),
        ("", []),
    ],
)
def test_sentences(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(alphabet='aB1 .!?。”"', max_size=60))
def test_sentences_cover_all_but_blanks(text):
    parts = sentences(text)
    assert "".join(text[start:end] for start, end in parts).replace(" ", "") == text.replace(" ", "")
    assert all(first[1] <= second[0] for first, second in pairwise(parts))


def test_sentence_of_a_span():
    text = "One here. Two here. Three here."
    assert sentence_of(text, Span(0, 11, 13)) == (10, 19)
    assert sentence_of(text, Span(0, 11, 22)) == (10, 31)
    assert sentence_of(text, Span(0, 9, 10)) == (9, 10)
