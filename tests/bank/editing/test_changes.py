"""Values are changed in files as people write them: with comments anywhere, brackets, quotes, empty values, lists at any indent."""

import json
import re
from itertools import count
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.bank.editing import changes
from quizapp.bank.reader import parse_yaml

WORDS = [
    "rain",
    "no",
    "~x",
    "a: b",
    "a #b",
    "x, y",
    "it's",
    "{{1910}}",
    "[",
    "- a",
    "1:30",
    "two\nlines",
    "",
    "a long text " * 12,
    " a",
    "012",
]
KEYS = ["id", "statement", "quote", "why", "tags", "a b", "x: y", "no", "'k'", "#"]
VALUES = st.recursive(
    st.sampled_from(WORDS),
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, min_size=1, max_size=4),
    max_leaves=8,
)


class Writer:
    """Writes a mapping in one of many ways a person might."""

    def __init__(self, random):
        self.random = random
        self.numbers = count()
        self.comments = {}

    def comment(self, way, chance=0.3):
        """Return a comment or nothing; the value it belongs to is recorded."""
        if self.random.random() > chance:
            return ""
        name = f"#c{next(self.numbers)}"
        self.comments[name] = way
        return f"  {name}"

    def above(self, way, indent):
        lines = [" " * self.random.choice([0, indent, indent]) + self.comment(way).strip(), ""]
        return "".join(f"{line.rstrip()}\n" for line in self.random.sample(lines, self.random.choice([0, 0, 0, 1, 2])))

    def key(self, text):
        plain = re.fullmatch(r"[a-z]\w*", text) and text != "k"
        return self.random.choice([text, json.dumps(text), f"'{text}'"]) if plain else json.dumps(text)

    def flow(self, value):
        if isinstance(value, dict):
            return "{" + ", ".join(f"{self.key(key)}: {self.flow(inner)}" for key, inner in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self.flow, value)) + "]"
        return json.dumps(value)

    def scalar(self, text, way, indent):
        lines = re.fullmatch(r"(?:[^\s#\n][^\n]*\n?)+", text)
        if lines and self.random.random() < 0.6:
            head, body = ("|-", text) if not text.endswith("\n") else ("|", text[:-1])
            return f" {head}{self.comment(way)}" + "".join(f"\n{' ' * (indent + 3)}{line}" for line in body.split("\n"))
        plain = re.fullmatch(r"[a-z0-9][\w' ]*\w", text)
        return f" {self.random.choice([text, json.dumps(text)]) if plain else json.dumps(text)}{self.comment(way)}"

    def after(self, value, way, indent):
        """Return what follows the colon or dash in a column."""
        if not isinstance(value, str) and (not value or self.random.random() < 0.2):
            return f" {self.flow(value)}{self.comment(way)}"
        if isinstance(value, dict):
            inner = indent + self.random.choice([1, 2, 4])
            return f"{self.comment(way)}\n" + self.mapping(value, way, inner)
        if isinstance(value, list):
            isin = indent + self.random.choice([0, 2, 4])
            isin = max(isin, indent + 1) if way and isinstance(way[-1], int) else isin
            entries = [f"{self.above((*way, n), isin)}{' ' * isin}-{self.after_dash(e, (*way, n), isin)}" for n, e in enumerate(value)]
            return f"{self.comment(way)}\n" + "\n".join(entries)
        return self.scalar(value, way, indent)

    def after_dash(self, value, way, indent):
        if isinstance(value, dict) and value and self.random.random() < 0.7:
            return " " + self.mapping(value, way, indent + 2).lstrip(" ")
        return self.after(value, way, indent)

    def mapping(self, value, way, indent):
        lines = []
        for key, inner in value.items():
            above = self.above((*way, key), indent) if lines else ""
            lines.append(f"{above}{' ' * indent}{self.key(key)}:{self.after(inner, (*way, key), indent)}")
            if self.random.random() < 0.1:
                lines.append(f"{' ' * indent}empty{next(self.numbers)}:{self.comment((*way, 'empty'))}")
        return "\n".join(lines)


def ways(value, way=()):
    """Yield the paths to all values of data."""
    yield way
    for step, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from ways(inner, (*way, step))


def read(text):
    return parse_yaml(Path("facts.yaml"), text)


def with_data(data, way, value):
    if not way:
        return value
    copy = data.copy()
    copy[way[0]] = with_data(data[way[0]], way[1:], value)
    return copy


@given(st.dictionaries(st.sampled_from(KEYS), VALUES, min_size=1, max_size=4), st.randoms(use_true_random=False), st.data())
def test_the_value_is_read_back_and_nothing_around_it_has_changed(data, random, draw):
    writer = Writer(random)
    text = writer.mapping(data, (), 0) + random.choice(["", "\n", "\n# the end\n"])
    file = read(text)
    assert file.data == data, text
    way = draw.draw(st.sampled_from(list(ways(data))))
    old = changes.at(data, way)
    if isinstance(old, dict):
        fresh = draw.draw(st.dictionaries(st.sampled_from(KEYS), VALUES, min_size=1, max_size=3))
        new = {**{key: value for key, value in old.items() if random.random() < 0.7}, **fresh}
    elif isinstance(old, list):
        new = random.sample([*old, *draw.draw(st.lists(VALUES, max_size=3))], random.randint(1, len(old))) if old else ["a"]
    else:
        new = draw.draw(VALUES if way else st.just(data))
    written = changes.with_value(file, way, new, ("id", "statement", "quote"))
    assert read(written).data == with_data(data, way, new), f"{text}\n-----\n{written}"
    around = {name for name, place in writer.comments.items() if place[: len(way)] != way and re.search(rf"{name}\b", text)}
    assert around <= set(re.findall(r"#c\d+", written)), f"{text}\n-----\n{written}"


DECK = """\
category: process
facts:
  # the first one
  - id: rain  # so it is
    hint:
    statement: Water falls.
    # quizapp: allow text-cut asked in class
    quote: 'it''s rain'
    pairs:
      a: b  # one
      c: d
    tags: [x, "y"]  # for the exam
    distractors:

      # the wrong one
      - no
      # quizapp: allow text-cut of a wrong one
      - yes
"""
FACT = ("facts", 0)


def put(way, value, text=DECK, order=("id", "hint", "statement", "why")):
    return changes.with_value(read(text), way, value, order)


@pytest.mark.parametrize(
    ("way", "value", "old", "new"),
    [
        ((*FACT, "quote"), "it's snow", "quote: 'it''s rain'", "quote: 'it''s snow'"),
        ((*FACT, "pairs"), {"e": "f"}, "pairs:\n      a: b  # one\n      c: d", "pairs:  # one\n      e: f"),
        ((*FACT, "pairs"), {"c": "d"}, "      a: b  # one\n      c", "      c"),
        ((*FACT, "tags"), ["x", "z"], '[x, "y"]', "[x, z]"),
        ((*FACT, "tags", 1), "a, b", '[x, "y"]', '[x, "a, b"]'),
        ((*FACT, "distractors"), ["never", "no", "yes"], "      # the wrong one", "      - never\n      # the wrong one"),
        ((*FACT, "distractors"), ["no"], "\n      # quizapp: allow text-cut of a wrong one\n      - yes", ""),
        ((*FACT, "distractors"), ["yes"], "\n      - no\n", "\n"),
        (("category",), "dates", "category: process", "category: dates"),
    ],
)
def test_only_the_lines_of_the_value_change(way, value, old, new):
    assert old in DECK
    assert put(way, value) == DECK.replace(old, new)


def test_a_key_takes_the_comment_along_that_allows_something_in_it_and_no_other():
    fact = {key: value for key, value in read(DECK).data["facts"][0].items() if key != "quote"}
    assert put(FACT, fact) == DECK.replace("    # quizapp: allow text-cut asked in class\n    quote: 'it''s rain'\n", "")
    less = {key: value for key, value in fact.items() if key != "id"}
    assert put(FACT, less) == put(FACT, fact).replace("- id: rain  # so it is\n    hint:", "- hint:")


def test_the_first_key_goes_and_a_comment_below_it_stays():
    text = "- id: rain\n    # why\n    why: so\n"
    assert put(("facts", 0), {"why": "so"}, f"facts:\n  {text}") == "facts:\n  - \n    # why\n    why: so\n"


def test_an_empty_value_is_filled_before_the_key_that_comes_after_it():
    fact = {**read(DECK).data["facts"][0], "hint": "look up", "why": "so"}
    assert "    hint: look up\n    statement: Water falls.\n    why: so\n" in put(FACT, fact)
    assert put(FACT, {"hint": "up", "why": "so"}, "facts:\n  - hint:\n") == "facts:\n  - hint: up\n    why: so\n"
    assert put(("tags",), ["a", "b"], "tags:\n  -\n") == "tags:\n  - a\n  - b\n"


def test_a_new_first_key_stands_behind_the_dash():
    assert put(FACT, {"id": "rain", "why": "so"}, "facts:\n  - why: so\n") == "facts:\n  - id: rain\n    why: so\n"


def test_of_a_key_that_stands_twice_both_go():
    assert read(put(FACT, {"id": "rain"}, "facts:\n  - id: rain\n    why: a\n    why: b\n")).data == {"facts": [{"id": "rain"}]}


@pytest.mark.parametrize("key", ["[a, b]", "{a: b}", "~"])
def test_a_key_that_no_deck_can_have_stays_where_it_is(key):
    text = f"facts:\n  - id: rain\n    {key}: x\n    why: so\n"
    assert put(FACT, {"id": "snow", "why": "so"}, text) == text.replace("rain", "snow")


def test_keys_with_question_marks_are_written_as_keys_are():
    text = "facts:\n  - ? id\n    : rain  # so\n    ? why\n    : so\n"
    assert put((*FACT, "why"), "not", text) == "facts:\n  - id: rain  # so\n    why: not\n"


@pytest.mark.parametrize(
    "text", ['{"facts": [{"id": "rain", "why": "so"}, {"id": "snow"}]}\n', "--- {facts: [{id: rain, why: so}, {id: snow}]}\n"]
)
def test_a_file_in_brackets_is_written_in_lines(text):
    written = put(("facts", 1, "id"), "ice", text)
    assert written.removeprefix("--- \n") == "facts:\n  - id: rain\n    why: so\n  - id: ice\n"


def test_comments_of_a_file_in_brackets_stay():
    assert put(("category",), "who", "{\n  # when\n  category: dates,  # yes\n}\n") == "# when\n# yes\ncategory: who\n"


def test_nothing_is_written_as_nothing():
    assert put((), {}, "category: dates\n") == "{}\n"
    assert put(FACT, {}, "facts:\n  - id: rain\n") == "facts:\n  - {}\n"
    assert put(("a",), {"b": [], "c": {}}, "a: x\n") == "a:\n  b: []\n  c:\n    {}\n"
    assert put(("a",), ["x", None], "a: [x, y, ~]\n") == "a: [x, ~]\n"
    assert put(("a",), ["x", None], "a: b\n") == "a:\n  - x\n  - ~\n"


def test_a_comment_behind_the_sign_of_a_block_stays():
    assert put(("a",), "no", "a: |-  # why\n  b\n  # text\n") == "a: no  # why\n"


def test_a_folded_text_stays_folded():
    old = "word " * 30
    written = put(("a",), f"{old}end", f"a: >-\n  {old}\nb: c\n")
    assert written == dedent(f"""\
        a: >-
          {("word " * 20).strip()}
          {("word " * 10).strip()} end
        b: c
        """)
    assert put(("a",), "short", "a: >\n  long\n") == "a: short\n"


ENTRIES = "# all\nfacts:\n  # a\n  # and a\n  - id: a\n\n  - id: b  # b\n\n  # c\n  - id: c\n# end\n"


def test_an_entry_moves_with_the_comments_above_it():
    assert changes.moved(read(ENTRIES), ("facts", 0), 2) == (
        "# all\nfacts:\n  - id: b  # b\n\n  # c\n  - id: c\n\n  # a\n  # and a\n  - id: a\n# end\n"
    )
    assert changes.moved(read(ENTRIES), ("facts", 2), -1) == (
        "# all\nfacts:\n  # a\n  # and a\n  - id: a\n\n  # c\n  - id: c\n\n  - id: b  # b\n# end\n"
    )
    assert changes.moved(read(ENTRIES), ("facts", 0), -1) == ENTRIES


def test_an_entry_in_brackets_moves_too():
    assert changes.moved(read("facts: [{id: a}, {id: b}]  # two\n"), ("facts", 0), 9) == "facts: [{id: b}, {id: a}]  # two\n"


@pytest.mark.parametrize("facts", ["\n  - id: a\n  - id: b\n", " [{id: a}, {id: b}]\n"])
def test_lines_that_would_say_something_else_there_are_written_anew(facts):
    file = read(f"facts:{facts}")
    assert changes.piece(file, ("facts", 1)) == "id: b\n"
    for typed in ["id: c\nwhy: so\n...\n", "--- \nid: c\nwhy: so\n"]:
        written = changes.with_piece(file, ("facts", 1), read(typed))
        assert read(written).data == {"facts": [{"id": "a"}, {"id": "c", "why": "so"}]}


def test_lines_are_put_where_the_entry_was_with_their_comments():
    typed = changes.piece(read(ENTRIES), ("facts", 1)).replace("b  # b", "x  # y\nwhy: |\n  so\n\n  and so")
    assert changes.with_piece(read(ENTRIES), ("facts", 1), read(typed)) == ENTRIES.replace(
        "  - id: b  # b\n", "  - id: x  # y\n    why: |\n      so\n\n      and so\n"
    )


@pytest.mark.parametrize("text", [" rain\nfalls", "rain\n\tfalls", "\n"])
def test_lines_that_no_block_can_hold_are_written_with_signs_for_them(text):
    assert put(("a",), text, "a: b\n") == f"a: {json.dumps(text)}\n"
