"""The labels and hints of the forms of questions, by type."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from quizapp.web.teach.editor.tables import Column, FormField, TypeForm

ENTRY = (Column("text", _("Answer")), Column("feedback", _("Feedback for this answer")))

SHOWS = _("Description of the picture")
PICTURE = FormField(
    "image",
    _("Picture"),
    "record",
    _(
        "A PNG, JPEG or WebP file of at most 500 KB, or an SVG drawing of at most 100 KB. The description is for learners who cannot see "
        "it. Location data is removed."
    ),
    columns=(Column("file", _("Picture of the deck"), choices="pictures"), Column("alt", SHOWS, needs="file")),
    least=1,
    more=True,
)
OPTION = (*ENTRY, Column("image.file", _("Picture of the deck"), choices="pictures"), Column("image.alt", SHOWS, needs="image.file"))
PROMPT = FormField("prompt", _("Question"), "text")
MISTAKES = FormField(
    "mistakes",
    _("Likely wrong answers"),
    "entries",
    _("Add the feedback students see when they give each one."),
    columns=ENTRY,
    least=2,
    more=True,
)
COMMON = (
    PICTURE,
    FormField("hint", _("Hint"), "line", _("Shown on request, before the student answers."), more=True),
    FormField("why", _("Why"), "text", _("Shown after an answer, instead of the fact’s explanation."), more=True),
    FormField(
        "level",
        _("How hard"),
        "choice",
        _("Within a fact, easier questions come first."),
        (("", _("Not set")), ("1", _("Easy")), ("2", _("Medium")), ("3", _("Hard"))),
        more=True,
    ),
    FormField("category", _("Category"), "choice", _("Only if it differs from the fact’s category."), more=True),
    FormField("tags", _("Tags"), "lines", _("Labels for choosing questions, one per line, in lower case: exam-2"), more=True),
)

TYPES: Mapping[str, TypeForm] = {
    "multiple_choice": TypeForm(
        _("Multiple choice"),
        _("Choose the one right answer. Good to start with."),
        (
            PROMPT,
            FormField("answer", _("Right answer")),
            FormField(
                "distractors",
                _("Wrong answers"),
                "entries",
                _("One to twelve, plausible and of the same kind as the right answer. They are shuffled with it."),
                columns=ENTRY,
            ),
            FormField(
                "choices",
                _("All answers in a fixed order, or with pictures"),
                "entries",
                _(
                    "Use this if the order matters or answers have pictures. List all answers, including the right one, and leave the "
                    "wrong answers above empty."
                ),
                columns=OPTION,
                least=2,
                more=True,
            ),
            *COMMON,
        ),
    ),
    "multiple_answer": TypeForm(
        _("Choose all that apply"),
        _("Several answers are right. A wrong tick cancels a right one."),
        (
            PROMPT,
            FormField("answers", _("Right answers"), "lines", _("One per line.")),
            FormField(
                "distractors", _("Wrong answers"), "entries", _("One to twelve, of the same kind as the right answers."), columns=ENTRY
            ),
            *COMMON,
        ),
    ),
    "true_false": TypeForm(
        _("True or false"),
        _("A statement to judge. Quick, but half of all guesses are right."),
        (
            FormField("prompt", _("Statement"), "text"),
            FormField("answer", _("It is"), "radio", "", (("true", _("True")), ("false", _("False")))),
            FormField("why", _("What is true instead"), "text", _("Shown after an answer. For a false statement, say what is true.")),
            *(field for field in COMMON if field.key != "why"),
        ),
    ),
    "short_answer": TypeForm(
        _("Short answer"),
        _("Students type a name, a place or a term. Small spelling mistakes are accepted."),
        (
            PROMPT,
            FormField("answer", _("Right answer")),
            FormField("accept", _("Also accepted"), "lines", _("Other right answers, one per line.")),
            FormField(
                "vague",
                _("Too vague"),
                "lines",
                _("Answers that are not wrong but not precise enough, one per line. They don’t count, and the student can try again."),
            ),
            FormField(
                "kind",
                _("Kind of answer"),
                "choice",
                _(
                    "For a person, titles and the order of names do not matter. For a place or a term, an article at the start does not "
                    "matter."
                ),
                (
                    ("", _("Not set")),
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
        _("Students type how many, how long or how much, with or without the unit."),
        (
            PROMPT,
            FormField("answer", _("Right answer"), "line", _("In digits: 12, 0.5")),
            FormField(
                "unit",
                _("Unit"),
                "lines",
                _("Students may type it or leave it out. Write each form on its own line, starting with the one to show."),
                lone=True,
            ),
            FormField("tolerance", _("Tolerance"), "line", _("A number, or a percentage such as 2%.")),
            MISTAKES,
            *COMMON,
        ),
    ),
    "date": TypeForm(
        _("A date"),
        _("Students type a year, a month, a day or a period, in any usual format."),
        (
            PROMPT,
            FormField("answer", _("Right answer"), "line", _("2019, 2019-07, 2019-07-01, 44 BC, or a range: 1910/1945")),
            FormField(
                "precision",
                _("Ask for"),
                "choice",
                "",
                (("", _("As precise as the answer")), ("year", _("The year")), ("month", _("The month")), ("day", _("The day"))),
            ),
            MISTAKES,
            *COMMON,
        ),
    ),
    "cloze": TypeForm(
        _("Fill in the gaps"),
        _("A sentence with words to fill in."),
        (
            FormField(
                "prompt",
                _("Sentence with gaps"),
                "text",
                _(
                    "Put gaps in double braces: from {{1910}} to {{1945}}. Use a bar for other accepted answers: {{1945|the end of the "
                    "war}}."
                ),
            ),
            FormField("any_order", _("The gaps may be filled in any order"), "tick"),
            *COMMON,
        ),
    ),
    "matching": TypeForm(
        _("Pairs"),
        _("Students match what belongs together: causes and effects, people and what they did."),
        (
            PROMPT,
            FormField(
                "pairs",
                _("Pairs"),
                "pairs",
                _("Two to twelve. Both sides are shuffled for students."),
                columns=(Column("left", _("Left")), Column("right", _("Match"))),
                least=4,
            ),
            FormField("distractors", _("Extra matches that belong to nothing"), "lines", _("One per line. They make guessing harder.")),
            *COMMON,
        ),
    ),
    "ordering": TypeForm(
        _("Put in order"),
        _("What came first, what came next."),
        (
            PROMPT,
            FormField(
                "items",
                _("In the right order"),
                "lines",
                _("Two to twelve, one per line, in the right order. They are shuffled for students."),
            ),
            FormField(
                "evidence", _("Other facts it relies on"), "names", _("Their quotes from the reading are shown after an answer."), more=True
            ),
            *COMMON,
        ),
    ),
    "flashcard": TypeForm(
        _("Flashcard"),
        _("For anything. The student thinks of the answer, turns the card over and says how well they knew it."),
        (
            FormField("prompt", _("Front"), "text"),
            FormField("answer", _("Back"), "text"),
            FormField("both_ways", _("Ask from back to front too"), "tick"),
            FormField(
                "ideas", _("What a good answer includes"), "lines", _("A checklist shown with the back, one item per line."), more=True
            ),
            *COMMON,
        ),
    ),
}
"""The forms of the types. A type that is missing gets a form made from its model, by `type_forms`."""
