"""A deck for trying out examples: the one that `quizapp new` creates, with a snippet added."""

import re
from textwrap import indent

import pytest

from quizapp.bank.load import load_folder
from quizapp.bank.new import make_deck

MARKER = re.compile(r"^# (deck\.yaml, all of it|deck\.yaml|example\.yaml|reading\.md|reading\.easy\.md|teacher\.md)\n", re.MULTILINE)
BLOCK = re.compile(r"^(?P<key>\w+):.*\n(?:[ #].*\n|\n)*", re.MULTILINE)
FACT = """\
category: process
facts:
  - id: example
    statement: An example.
    quote: After about nine days in the air, the water falls as rain or snow
    why: It is one.
    questions:
"""


@pytest.fixture(scope="session")
def base(tmp_path_factory):
    """The files of the deck that `quizapp new` creates."""
    folder = tmp_path_factory.mktemp("base") / "water-cycle"
    make_deck(folder)
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


@pytest.fixture
def deck_of(base, tmp_path):
    """Write the deck with a snippet added and return its folder."""

    def write(snippet):
        folder = tmp_path / "water-cycle"
        folder.mkdir()
        for name, text in with_snippet(base, snippet.rstrip() + "\n").items():
            (folder / name).write_text(text, "utf-8")
        return folder

    return write


@pytest.fixture
def codes_of(deck_of):
    """Return the codes that the validator reports for the deck with a snippet added."""
    return lambda snippet: [problem.code for problem in load_folder(deck_of(snippet))[1]]


def with_snippet(base, snippet):
    """Add a snippet where its first line says; without such a line it contains facts or questions for a file of their own."""
    files = dict(base)
    parts = MARKER.split(snippet)
    if parts[0]:
        files["example.yaml"] = as_file(parts[0])
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        if name == "deck.yaml, all of it":
            files = {"deck.yaml": text}
        elif name == "reading.md":
            files[name] += f"\n{text}"
        elif name.endswith(".md"):
            files[name] = text
        else:
            files[name] = replaced(files.get(name, ""), text)
    return files


def as_file(snippet):
    if snippet.startswith("- id:"):
        return "category: process\nfacts:\n" + indent(snippet, "  ")
    return FACT + indent(snippet, "      ")


def replaced(text, snippet):
    """Add keys to a file, replacing those it has."""
    keys = set(re.findall(r"^\w+(?=:)", snippet, re.MULTILINE))
    return "".join(block[0] for block in BLOCK.finditer(text) if block["key"] not in keys) + snippet
