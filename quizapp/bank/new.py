"""A small deck to start from: every part of a deck once, in a form that passes `quizapp check --strict`."""

from __future__ import annotations

from pathlib import Path

from quizapp.bank.schema import write_schemas
from quizapp.bank.shape import DECK_FILE, is_deck_id

DECK = """\
# yaml-language-server: $schema=../schema/deck.json
title: {title}
description: What drives the water cycle, and how long water stays in the air.
language: en
reading: reading.md
categories:
  process: How it works
  figures: How much and how long

asides:
  - Water is always on the move.

terms:
  - name: evaporation
    kind: term
    also: [evaporating]
    note: Water turns from a liquid into a gas.
"""

READING = """\
## From sea to sky

Water is always on the move. The heat of the sun turns water of the sea into vapour, which is called evaporation.
High above, the vapour cools and forms clouds.

## And back

After about nine days in the air, the water falls as rain or snow.
"""

FACTS = """\
# yaml-language-server: $schema=../schema/facts.json
category: process

facts:
  - id: sun-drives
    statement: The heat of the sun turns sea water into vapour.
    short: The heat of the sun
    quote: The heat of the sun turns water of the sea into vapour, which is called evaporation
    why: Without the sun nothing would lift the water against its weight.
    about: [evaporation]
    questions:
      - type: multiple_choice
        level: 1
        prompt: What lifts water from the sea into the air?
        answer: the heat of the sun
        distractors:
          - the pull of the moon
          - the turning of the earth
          - text: the wind
            feedback: The wind moves vapour about; it does not make it.
      - type: short_answer
        prompt: What is the change of water from liquid to vapour called?
        hint: It begins with the letter e.
        answer: evaporation

  - id: clouds-form
    statement: Vapour cools high above and forms clouds.
    short: Clouds high above
    quote: High above, the vapour cools and forms clouds
    why: Cold air holds less vapour than warm air, so droplets appear.
    questions:
      - type: true_false
        prompt: Clouds form where vapour warms up.
        answer: false
        why: Clouds form where vapour cools.
      - type: multiple_choice
        asks: apply
        prompt: After a hot shower, the mirror is misted over. What has happened?
        answer: Vapour has cooled on the glass
        distractors:
          - text: Water has splashed on the glass
            feedback: Drops that splash are large and few. Mist is made of very small ones.
          - The glass has let water through
          - Soap has dried on the glass

  - id: time-in-the-air
    category: figures
    statement: Water stays in the air for about nine days.
    short: Water in the air
    quote: After about nine days in the air, the water falls as rain or snow
    why: The air holds little water at a time, so it is replaced quickly.
    questions:
      - type: numeric
        prompt: For about how many days does water stay in the air?
        answer: 9
        unit: [days, day]
        tolerance: 1
"""


class NotNew(ValueError):  # noqa: N818 - read as a sentence: raise NotNew
    """A folder in which no new deck can be made; the message says why."""


def make_deck(folder: Path) -> list[Path]:
    """Write a small deck into a new folder, and the schemas next to it if there are none. Returns the paths of the files."""
    if not is_deck_id(folder.name):
        raise NotNew(f"{folder.name} cannot be the id of a deck: use lower-case letters, digits and single dashes, such as water-cycle")
    try:
        folder.mkdir(parents=True)
    except FileExistsError as error:
        raise NotNew(f"{folder} already exists") from error
    title = folder.name.replace("-", " ").capitalize()
    written = []
    for name, text in ((DECK_FILE, DECK.replace("{title}", title)), ("reading.md", READING), ("facts.yaml", FACTS)):
        (folder / name).write_text(text, "utf-8")
        written.append(folder / name)
    schemas = folder.parent / "schema"
    return written if schemas.exists() else [*written, *write_schemas(schemas)]
