"""Decks to export, and a way to see what is left of them."""

import pytest
from support import BANK, OBSERVATORY

from quizapp.bank.exchange.drafting import drafted
from quizapp.bank.exchange.formats import EXPORTERS, READERS
from quizapp.bank.load import load_folder

DECK = r"""
title: Every type
language: en
categories: {first: First / half, second: Second half}
category: first
questions:
  - {id: one, type: multiple_choice, prompt: "Which *word* is {right} = right: ~ or #?", answer: "a = b",
     distractors: [{text: "c ~ d", feedback: "No: c."}, "e {f}"], why: "Because\n\nso it is."}
  - {id: kept-order, type: multiple_choice, prompt: Pick one, answer: B, choices: [A, B, C]}
  - {id: several, type: multiple_answer, prompt: Name the evens, answers: ["2", "4", "6"],
     distractors: ["3", {text: "5", feedback: It is odd}]}
  - {id: truth, type: true_false, prompt: Water is wet, answer: true, category: second}
  - {id: untruth, type: true_false, prompt: Water is dry, answer: false, why: It is wet, hint: Touch it}
  - {id: words, type: short_answer, prompt: Who wrote it?, answer: Mara Quill, accept: [Quill, "M. Quill"],
     mistakes: [{text: Odo, feedback: He read it}]}
  - {id: amount, type: numeric, prompt: How long?, answer: 12.5, unit: [m, metres], tolerance: 0.5,
     mistakes: [{text: 10, feedback: Longer}]}
  - {id: day, type: date, prompt: When?, answer: 2019-07-01}
  - {id: gaps, type: cloze, prompt: "From {{1910}} to {{1945|the end}}."}
  - {id: pairs, type: matching, prompt: Match them, pairs: {red: stop, "a|b = c": "go\\on", blue: wait}, distractors: [fly]}
  - {id: steps, type: ordering, prompt: Put in order, items: [wake, "eat | drink", sleep]}
  - {id: card, type: flashcard, prompt: der Hund, answer: the dog, both_ways: true, ideas: [an animal]}
"""


@pytest.fixture
def folder_of(tmp_path):
    """Write files as a deck folder and return it."""

    def write(files, name="a-deck"):
        folder = tmp_path / name
        folder.mkdir()
        for file, content in files.items():
            (folder / file).write_bytes(content)
        return folder

    return write


@pytest.fixture(scope="session")
def every_type(tmp_path_factory):
    """A deck without a reading that has every type of question and awkward texts."""
    folder = tmp_path_factory.mktemp("decks") / "every-type"
    folder.mkdir()
    (folder / "deck.yaml").write_text(DECK, "utf-8")
    loaded, problems = load_folder(folder)
    assert loaded, problems
    return loaded.deck


@pytest.fixture(scope="session", params=["harbour", "observatory"])
def with_reading(request):
    """A deck with a reading."""
    loaded, _ = load_folder(BANK / "harbour" if request.param == "harbour" else OBSERVATORY)
    return loaded.deck


@pytest.fixture
def read(folder_of):
    """Read a file of a format: the resulting deck, and the notices. `name` is the deck's id; `strict` allows no warning."""

    def read(form, content, *, strict=True, language="en"):
        found = READERS[form](content if isinstance(content, bytes) else content.encode(), language)
        imported = drafted(found, "a-deck", language)
        loaded, problems = load_folder(folder_of(imported.files))
        assert loaded, problems
        assert not (strict and problems), problems
        return loaded.deck, imported.notices

    return read


@pytest.fixture
def back(read):
    """Export a deck and read it again: the deck, the losses and the notices."""

    def back(form, deck, *, strict=True):
        exported = EXPORTERS[form](deck)
        made, notices = read(form, exported.content, strict=strict)
        return made, exported.losses, notices

    return back
