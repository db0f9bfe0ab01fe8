"""The labels and hints of the forms of a fact and of a deck."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _

from quizapp.web.teach.editor.question_forms import PICTURE
from quizapp.web.teach.editor.tables import Column, FormField, Words

FACT = (
    FormField("statement", _("The claim in one sentence"), "text", _("What students should know.")),
    FormField(
        "short",
        _("Short label"),
        "line",
        _("Two to five words for the causes and the timeline, at most 40 characters. If the date is asked, leave it out."),
        more=True,
    ),
    FormField(
        "quote",
        _("Quote from the reading"),
        "lines",
        _("The exact words. Put any further passage on its own line."),
        lone=True,
    ),
    FormField("why", _("Why it matters"), "text", _("Shown after an answer. Explain the fact rather than repeat it.")),
    FormField("category", _("Category"), "choice"),
    FormField("about", _("People, places and terms it is about"), "names", "", more=True),
    FormField(
        "when", _("When it happened"), "line", _("Puts the fact on the timeline: 2019, 2019-07, 2019-07-01 or 1910/1945."), more=True
    ),
    FormField("when_given", _("The reading does not give this date: show it on the timeline, but never ask it"), "tick", more=True),
    FormField("according_to", _("According to"), "line", _("If the claim is contested, say who makes it: the article"), more=True),
    FormField(
        "background", _("What the reading does not say"), "text", _("Background for curious students. It is never asked."), more=True
    ),
    FormField("tags", _("Tags"), "lines", _("Labels for choosing questions, one per line, in lower case: exam-2"), more=True),
    PICTURE,
)
"""A fact without its questions."""

NEW_FACT = tuple(field for field in FACT if field.key in {"statement", "quote", "why", "category"})

SETTINGS = (
    FormField("title", _("Title")),
    FormField("description", _("What the deck is about, in a sentence"), "text"),
    FormField("language", _("Language of the deck"), "line", _("A language tag: en, ko, pt-BR")),
    FormField(
        "categories",
        _("Categories"),
        "pairs",
        _("Groups for the facts, such as When, Who and Why. If you leave out the short name, it is made from the title."),
        columns=(Column("left", _("Short name")), Column("right", _("Title"))),
        least=3,
    ),
    FormField(
        "terms",
        _("People, places and terms"),
        "records",
        _("They are marked in the reading, listed on their own page, and accepted as answers under all their names."),
        columns=(
            Column("name", _("Full name")),
            Column("kind", _("Kind"), choices="kinds"),
            Column("also", _("Other names, separated by ;"), listed=True),
            Column("vague", _("Too vague, separated by ;"), listed=True),
            Column("note", _("Who or what it is")),
        ),
        least=1,
    ),
    FormField(
        "links",
        _("Causes and effects"),
        "records",
        _("Which fact led to which, with a quote from the reading."),
        columns=(
            Column("cause", _("Cause"), choices="facts"),
            Column("effect", _("Effect"), choices="facts"),
            Column("quote", _("Quote from the reading")),
        ),
        least=1,
    ),
    FormField(
        "asides",
        _("Sentences that make no claim"),
        "lines",
        _("Sentences in the reading that need no question, in their exact words, one per line."),
    ),
    FormField(
        "source",
        _("Source of the reading"),
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
    FormField(
        "retells",
        _("What the reading retells"),
        "line",
        _("One line in a box above it, with when that was written: Retold from a news article of April 2023."),
        more=True,
    ),
    FormField("before", _("Before reading"), "lines", _("Up to three lines to think about, one per line."), more=True),
    FormField("after", _("After reading"), "lines", _("Up to three lines to think about, one per line."), more=True),
    FormField(
        "glossary",
        _("Words in the reading"),
        "records",
        _("Words that some readers do not know, in the form the reading has. They are explained below it and are never answers."),
        columns=(Column("word", _("Word")), Column("meaning", _("What it means here"))),
        least=1,
        more=True,
    ),
    FormField("check_again", _("Check the facts again on"), "line", _("Teachers are reminded from this day on: 2027-04-01"), more=True),
    FormField("as_of", _("Facts as of"), "line", _("Facts can go out of date: April 2023"), more=True),
    FormField("choices_first", _("Ask questions with options before typed questions"), "tick", more=True),
)
"""The description of a deck, apart from its facts and its reading."""

TERM_KINDS: Sequence[tuple[str, Words]] = (("", _("Not set")), ("person", _("A person")), ("place", _("A place")), ("term", _("A term")))

READING = (
    FormField(
        "text",
        _("What students read"),
        "text",
        _(
            "Use your own words and leave a blank line between paragraphs. A line that starts with ## is a heading; *stars* put words in "
            "italics."
        ),
    ),
)

QUOTES = _("Text needs quotes if it has a colon followed by a space, or a # after a space.")
FILE_YAML = (FormField("text", _("Text of the file"), "text", QUOTES),)
FACT_YAML = (FormField("text", _("Text of the fact"), "text", QUOTES),)

EASY = (
    FormField(
        "text",
        _("The reading in easier words"),
        "text",
        _("Keep the headings and paragraphs of the reading. Retell each sentence in a line of its own. To remove it, clear the text."),
    ),
)
NOTES = (
    FormField(
        "text",
        _("What other teachers should know"),
        "text",
        _("What is contested, what is judgement, what has changed since. Students never see it. A line that starts with ## is a heading."),
    ),
)
TEXTS = {"reading": READING, "easy": EASY, "notes": NOTES, "yaml": FILE_YAML}
"""The forms of a whole text, by the kind of piece."""
