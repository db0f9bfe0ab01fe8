"""The picture of a timeline: lines that fit, labels that do not overlap."""

from itertools import pairwise
from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.web.read.timeline_drawing import clipped, lanes, spread


@pytest.mark.parametrize(
    ("text", "letters", "most", "lines"),
    [
        ("The pier was built", 30, 2, ["The pier was built"]),
        ("The pier was built", 10, 2, ["The pier", "was built"]),
        ("The pier was built of oak", 10, 2, ["The pier", "was built…"]),
        ("The pier was built", 9, 1, ["The pier…"]),
        ("Donaudampfschifffahrt", 10, 1, ["Donaudamp…"]),
        ("한국일본정상회담도쿄", 10, 2, ["한국일본정", "상회담도쿄"]),
        ("", 10, 2, []),
    ],
)
def test_a_text_in_lines_that_fit(text, letters, most, lines):
    assert clipped(text, letters, most) == lines


@given(st.text("ab 한、", max_size=80), st.integers(4, 30), st.integers(1, 3))
def test_no_line_is_too_long_and_no_word_is_lost_in_silence(text, letters, most):
    lines = clipped(text, letters, most)

    assert len(lines) <= most
    assert all(sum(2 if east_asian_width(letter) in "WF" else 1 for letter in line) <= letters for line in lines)
    whole = "".join(text.split())
    shown = "".join("".join(lines).split())
    assert shown == whole or (shown.endswith("…") and whole.startswith(shown[:-1]))


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(5, 60)), min_size=1, max_size=40))
def test_labels_stand_in_order_without_overlap(boxes):
    wanted = sorted(place for place, _ in boxes)
    heights = [height for _, height in boxes]

    tops = spread(wanted, heights)

    assert tops[0] >= 0
    assert all(two - one >= height - 1e-6 for (one, two), height in zip(pairwise(tops), heights, strict=False))


def test_labels_with_room_stay_where_they_belong():
    assert spread([0, 100, 200], [30, 30, 30]) == [0, 100, 200]


def test_spans_that_touch_take_lanes_of_their_own_while_there_are_some():
    assert lanes([(0, 5), (3, 8), (6, 9), (7, 9), (7.5, 9)], 0.5) == [0, 1, 0, 2, 2]
