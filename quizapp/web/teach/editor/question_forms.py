"""The forms of the editor in words: what a fact, a deck and each type of question asks its author for. One table for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from flask_babel import lazy_gettext as _

Words = str
"""Words of the interface, looked up in the reader's language when they are shown."""

Kind = Literal["line", "text", "choice", "radio", "tick", "lines", "names", "entries", "pairs", "records", "record"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a field that has rows, for one key of the row, or with a dot for a key of a mapping in it.

    `listed` holds several texts with a semicolon between; `choices` names a list to choose from, pictures one that a file may be added to.
    `needs` is the column without which this one says nothing.
    """

    key: str
    label: Words
    listed: bool = False
    choices: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form for one key of the YAML.

    `kind` is line (one line), text (several), choice or radio (one of `choices`), tick (true or nothing), lines (a list, one entry a line;
    with `lone` a single entry is no list), names (ticks for what the page lists), entries (texts, each with its feedback), pairs (left
    and right), records (a list of rows with `columns`) or record (one of them). `more` puts it under "More". `least` rows are shown.
    """

    key: str
    label: Words
    kind: Kind = "line"
    hint: Words = ""
    choices: tuple[tuple[str, Words], ...] = ()
    columns: tuple[Column, ...] = ()
    least: int = 4
    lone: bool = False
    more: bool = False


@dataclass(frozen=True, slots=True)
class TypeForm:
    """A type of question in words: its name, what it is for, and what it asks its author for."""

    name: Words
    purpose: Words
    fields: tuple[FormField, ...]


ENTRY = (Column("text", _("Answer")), Column("feedback", _("What a student who gives it is told")))

SHOWS = _("What the picture shows, in words")
PICTURE = FormField(
    "image",
    _("Picture"),
    "record",
    _("A png, jpeg or webp file of at most 500 KB. Its words are for who cannot see it; where it was taken is not kept."),
    columns=(Column("file", _("Picture of the deck"), choices="pictures"), Column("alt", SHOWS, needs="file")),
    least=1,
    more=True,
)
OPTION = (*ENTRY, Column("image.file", _("Picture of the deck"), choices="pictures"), Column("image.alt", SHOWS, needs="image.file"))
PROMPT = FormField("prompt", _("Question"), "text")
MISTAKES = FormField(
    "mistakes",
    _("Wrong answers that are likely"),
    "entries",
    _("Each with what a student who gives it is told."),
    columns=ENTRY,
    least=2,
    more=True,
)
COMMON = (
    PICTURE,
    FormField("hint", _("Hint"), "line", _("Shown on request, before the answer."), more=True),
    FormField("why", _("Why"), "text", _("Shown after an answer, in place of what the fact says."), more=True),
    FormField(
        "level",
        _("How hard"),
        "choice",
        _("Of one fact, easy questions come first."),
        (("", _("Not said")), ("1", _("Easy")), ("2", _("In between")), ("3", _("Hard"))),
        more=True,
    ),
    FormField("category", _("Category"), "choice", _("Where it is not that of the fact."), more=True),
    FormField("tags", _("Tags"), "lines", _("Words to choose by, one a line, in small letters: exam-2"), more=True),
)

TYPES: Mapping[str, TypeForm] = {
    "multiple_choice": TypeForm(
        _("One of several"),
        _("One right answer to choose among wrong ones. Good to begin with."),
        (
            PROMPT,
            FormField("answer", _("Right answer")),
            FormField(
                "distractors",
                _("Wrong answers"),
                "entries",
                _("One to twelve: plausible, and of one kind with the right one. They are shuffled with it."),
                columns=ENTRY,
            ),
            FormField(
                "choices",
                _("All answers in a fixed order, or with pictures"),
                "entries",
                _("Where the order matters or answers have pictures: all of them, the right one too; leave the wrong answers empty."),
                columns=OPTION,
                least=2,
                more=True,
            ),
            *COMMON,
        ),
    ),
    "multiple_answer": TypeForm(
        _("All that apply"),
        _("Several right answers among wrong ones; a wrong tick costs one."),
        (
            PROMPT,
            FormField("answers", _("Right answers"), "lines", _("One a line.")),
            FormField("distractors", _("Wrong answers"), "entries", _("One to twelve, of one kind with the right ones."), columns=ENTRY),
            *COMMON,
        ),
    ),
    "true_false": TypeForm(
        _("True or false"),
        _("A statement to judge. Quick, but half of all guesses are right."),
        (
            FormField("prompt", _("Statement"), "text"),
            FormField("answer", _("It is"), "radio", "", (("true", _("True")), ("false", _("False")))),
            FormField("why", _("What is true instead"), "text", _("Shown after an answer; of a false statement say what is true.")),
            *(field for field in COMMON if field.key != "why"),
        ),
    ),
    "short_answer": TypeForm(
        _("A few words"),
        _("The answer is typed: a name, a place, a term. Small slips of the pen are forgiven."),
        (
            PROMPT,
            FormField("answer", _("Right answer")),
            FormField("accept", _("Also accepted"), "lines", _("Other right answers, one a line.")),
            FormField("vague", _("Too vague"), "lines", _("Answers that are not wrong but ask for more, one a line. They cost nothing.")),
            FormField(
                "kind",
                _("What kind of answer it is"),
                "choice",
                _("Of a person the order of names and titles do not matter; of a place or a term a leading article."),
                (
                    ("", _("Not said")),
                    ("text", _("Words")),
                    ("person", _("A person")),
                    ("place", _("A place")),
                    ("term", _("A term")),
                ),
                more=True,
            ),
            MISTAKES,
            *COMMON,
        ),
    ),
    "numeric": TypeForm(
        _("A number"),
        _("How many, how long, how much: typed, with or without its unit."),
        (
            PROMPT,
            FormField("answer", _("Right answer"), "line", _("In digits: 12, 0.5")),
            FormField("unit", _("Unit"), "lines", _("May be typed or left out; its forms one a line, the one to show first."), lone=True),
            FormField("tolerance", _("How far off is still right"), "line", _("A number, or a share of it such as 2%.")),
            MISTAKES,
            *COMMON,
        ),
    ),
    "date": TypeForm(
        _("A date"),
        _("A year, a month, a day, or a stretch of time: typed in any usual way."),
        (
            PROMPT,
            FormField("answer", _("Right answer"), "line", _("2019, 2019-07, 2019-07-01, 44 BC, or from and to: 1910/1945")),
            FormField(
                "precision",
                _("What is asked for"),
                "choice",
                "",
                (("", _("As precise as the answer")), ("year", _("The year")), ("month", _("The month")), ("day", _("The day"))),
            ),
            MISTAKES,
            *COMMON,
        ),
    ),
    "cloze": TypeForm(
        _("Gaps in a sentence"),
        _("A sentence with words to fill in."),
        (
            FormField(
                "prompt",
                _("Sentence with gaps"),
                "text",
                _("Put gaps in double braces: from {{1910}} to {{1945}}. A bar adds what is accepted too: {{1945|the end of the war}}."),
            ),
            FormField("any_order", _("The gaps may be filled in any order"), "tick"),
            *COMMON,
        ),
    ),
    "matching": TypeForm(
        _("Pairs"),
        _("What belongs to what: causes and effects, people and what they did."),
        (
            PROMPT,
            FormField(
                "pairs",
                _("Pairs"),
                "pairs",
                _("Two to twelve. Students see both sides shuffled."),
                columns=(Column("left", _("Left")), Column("right", _("Belongs to it"))),
                least=4,
            ),
            FormField("distractors", _("Right sides that are left over"), "lines", _("One a line; they make guessing harder.")),
            *COMMON,
        ),
    ),
    "ordering": TypeForm(
        _("Put in order"),
        _("What came first, what came next."),
        (
            PROMPT,
            FormField(
                "items", _("In the right order"), "lines", _("Two to twelve, one a line, the first first. Students see them shuffled.")
            ),
            FormField(
                "evidence", _("Further facts it rests on"), "names", _("Their words of the reading are shown after an answer."), more=True
            ),
            *COMMON,
        ),
    ),
    "flashcard": TypeForm(
        _("A card to turn over"),
        _("Anything: the student thinks of the answer, turns the card, and says how well it was known."),
        (
            FormField("prompt", _("Front"), "text"),
            FormField("answer", _("Back"), "text"),
            FormField("both_ways", _("Ask from the back to the front too"), "tick"),
            FormField("ideas", _("What a good answer holds"), "lines", _("A check list shown with the back, one a line."), more=True),
            *COMMON,
        ),
    ),
}
"""The types in words. One that is missing here gets the form of its model, by `type_forms`."""

FACT = (
    FormField("statement", _("The claim in one sentence"), "text", _("What a student knows who knows this fact.")),
    FormField(
        "quote",
        _("Words of the reading that say so"),
        "lines",
        _("Exactly as they stand there; another passage on a line of its own."),
        lone=True,
    ),
    FormField("why", _("Why it matters"), "text", _("Shown after an answer. Explain, do not repeat.")),
    FormField("category", _("Category"), "choice"),
    FormField("about", _("Who and what it is about"), "names", "", more=True),
    FormField("when", _("When it was"), "line", _("2019, 2019-07, 2019-07-01 or 1910/1945: puts the fact on the timeline."), more=True),
    FormField("when_given", _("The reading does not say when: shown on the timeline, never asked"), "tick", more=True),
    FormField("according_to", _("According to"), "line", _("Who says so, where it is contested: the article"), more=True),
    FormField("background", _("What the reading does not say"), "text", _("Background for the curious; never asked."), more=True),
    FormField("tags", _("Tags"), "lines", _("Words to choose by, one a line, in small letters: exam-2"), more=True),
    PICTURE,
)
"""A fact without its questions."""

NEW_FACT = tuple(field for field in FACT if field.key in {"statement", "quote", "why", "category"})

SETTINGS = (
    FormField("title", _("Title")),
    FormField("description", _("What the deck is about, in a sentence"), "text"),
    FormField("language", _("Language of the deck"), "line", _("As a tag: en, ko, pt-BR")),
    FormField(
        "categories",
        _("Categories"),
        "pairs",
        _("What the facts fall into, such as When, Who and Why. A short name that is left out is made of the title."),
        columns=(Column("left", _("Short name")), Column("right", _("Title"))),
        least=3,
    ),
    FormField(
        "terms",
        _("Who and what the deck speaks of"),
        "records",
        _("Marked in the reading, listed on a page of their own, accepted as answers by all their names."),
        columns=(
            Column("name", _("Full name")),
            Column("kind", _("Kind"), choices="kinds"),
            Column("also", _("Other names, with ; between"), listed=True),
            Column("vague", _("Too vague, with ; between"), listed=True),
            Column("note", _("Who or what it is")),
        ),
        least=1,
    ),
    FormField(
        "links",
        _("Causes and effects"),
        "records",
        _("Which fact led to which, and the words of the reading that say so."),
        columns=(
            Column("cause", _("Cause"), choices="facts"),
            Column("effect", _("Effect"), choices="facts"),
            Column("quote", _("Words of the reading")),
        ),
        least=1,
    ),
    FormField(
        "asides",
        _("Sentences that claim nothing"),
        "lines",
        _("Sentences of the reading that need no question, exactly as they stand, one a line."),
    ),
    FormField(
        "source",
        _("What the reading retells"),
        "record",
        columns=(
            Column("title", _("Title")),
            Column("publisher", _("Published by")),
            Column("date", _("When")),
            Column("url", _("Address")),
        ),
        least=1,
        more=True,
    ),
    FormField("as_of", _("When the facts were so"), "line", _("Facts age: April 2023"), more=True),
    FormField("choices_first", _("Ask questions with options before typed ones"), "tick", more=True),
)
"""What describes a deck, apart from its facts and its reading."""

TERM_KINDS: Sequence[tuple[str, Words]] = (("", _("Not said")), ("person", _("A person")), ("place", _("A place")), ("term", _("A term")))
