"""Every code of the validator: its severity, its message and how to fix it. `question_bank/README.md` has an example of each.

The rule that finds the problem fills in the names in braces. A message without a fix says what to do itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from quizapp.domain.questions.phrases import N_, NN_


@dataclass(frozen=True, slots=True)
class Message:
    """The words for a code; `several` is the plural form, for a `count` other than one, if the text counts something."""

    severity: Literal["error", "warning", "note"]
    text: str
    cure: str = ""
    several: str = ""


def _error(text: str | tuple[str, str], cure: str = "") -> Message:
    one, several = (text, "") if isinstance(text, str) else text
    return Message("error", one, cure, several)


def _note(text: str, cure: str = "") -> Message:
    """Return a message that says how something was understood, which is no fault even with --strict."""
    return Message("note", text, cure)


def _warning(text: str, cure: str = "") -> Message:
    return Message("warning", text, cure)


FILES: Mapping[str, Message] = {
    "file-missing": _error(N_("there is no file or folder {name}")),
    "file-too-big": _error(N_("the file is too large ({size}); the limit is 1 MB, so split it into several files")),
    "not-utf8": _error(N_("the file is {what}; save it as plain text in UTF-8")),
    "control-character": _error(N_("the text contains the invisible character {char}; delete it")),
    "reading-too-long": _error(N_("the reading has more than 50,000 characters; split it, because a class reads one article at a time")),
    "bad-deck-id": _error(
        N_("{id} cannot be the id of a deck"),
        N_("Rename the folder with lower-case letters, digits and single dashes, at most 80 characters."),
    ),
    "not-a-deck": _error(
        N_("there is no deck here: a deck is a folder with a deck.yaml"), N_("`quizapp new my-deck` makes one that passes.")
    ),
}

YAML: Mapping[str, Message] = {
    "yaml-syntax": _error("{reason}", N_("Compare it with the lines around it. Text with a colon, # or a bracket needs quotes.")),
    "yaml-alias": _error(
        N_("&, * and << refer to other parts of a file and are not allowed"), N_("Write the text out, or put it in quotes.")
    ),
    "yaml-tag": _error(N_("text that starts with ! is a tag, and tags are not allowed"), N_("Put the text in quotes.")),
    "yaml-depth": _error(N_("brackets or lists are nested more than 20 deep, which no deck needs")),
    "yaml-size": _error(N_("the file has more than 100,000 entries; split it into several files")),
    "yaml-documents": _error(
        N_("a second document starts here, but a deck file holds only one"), N_("Remove the line ---, or make two files.")
    ),
    "not-a-mapping": _error(N_("the file has no keys"), N_("{name} begins with lines such as `title: ...` or `facts:`.")),
    "duplicate-key": _error(N_("{key} is already on line {first}"), N_("Keep one of the two.")),
    "key-not-text": _error(N_("a key must be plain text"), N_("Put text that starts with a bracket in quotes.")),
    "gap-unquoted": _error(N_("text that starts with {{{{ needs quotes"), N_("Put the text in quotes.")),
    "item-is-mapping": _error(N_("the colon after “{key}” turns this text into a key and a value"), N_("Put the text in quotes.")),
}

SHAPE: Mapping[str, Message] = {
    "unknown-key": _error(N_("the key {key} is not known here"), "{nearest}"),
    "missing-key": _error(N_("{key} is missing"), N_("Add a line `{key}: ...`.")),
    "unknown-type": _error(N_("there is no question type {type}"), N_("The types are {known}.")),
    "wrong-shape": _error(N_("{key} needs {wanted}"), N_("Follow the examples in question_bank/README.md.")),
    "empty-text": _error(N_("{key} is empty"), N_("Write the text, or remove the line.")),
    "text-too-long": _error(N_("{key} has more than {most} characters"), N_("Shorten it.")),
    "not-one-line": _error(N_("{key} must be on one line"), N_("Remove the line breaks.")),
    "too-few": _error(N_("{key} has {count} but needs at least {least}"), N_("Add what is missing, or remove the key.")),
    "too-many": _error(N_("{key} has more than {most}"), N_("Keep the best.")),
    "bad-id": _error(
        N_("“{value}” is not a valid id"), N_("Use lower-case letters, digits and single dashes, at most 80 characters: first-meeting")
    ),
    "bad-number": _error(N_("{key} must be a number, not “{value}”"), N_("Write it in digits: 12 or 0.5. A tolerance can also be 2%.")),
    "bad-date": _error(
        N_("“{value}” is not a date"), N_("Write 2019, 2019-07, 2019-07-01, or a range such as 1910/1945 with the earlier date first.")
    ),
    "bad-value": _error(N_("{key} cannot be “{value}”"), "{wanted}"),
}

QUESTIONS: Mapping[str, Message] = {
    "distractors-or-choices": _error(
        N_("give either distractors or choices"), N_("`distractors` are shuffled; `choices` keep their order and include the answer.")
    ),
    "answer-not-among-choices": _error(N_("the answer {value} is not one of the choices"), N_("Copy one of the choices exactly.")),
    "answer-among-distractors": _error(
        N_("the right answer is also a distractor: {value}"), N_("Replace this distractor with one that is wrong.")
    ),
    "equal-options": _error(
        N_("this looks the same as another entry of {key}: {value}"), N_("Remove one of the two, or make them differ.")
    ),
    "accepted-distractor": _error(N_("this would be graded right: {value}"), N_("Replace it with something that is wrong.")),
    "vague-mistake": _error(
        N_("the learner would be asked for more instead of being graded wrong: {value}"), N_("Remove it here or from `vague`.")
    ),
    "accepted-vague": _error(
        N_("this is accepted as right, so it can never be too vague: {value}"), N_("Remove it here or from `accept`.")
    ),
    "required-part": _note(
        N_("only {part} is required in this answer, and the rest may be left out: {answer}"),
        N_("Write \\[ and \\] if the brackets belong to the answer."),
    ),
    "literal-brackets": _note(
        N_("these brackets belong to the answer, since they do not stand around words beside other words: {answer}"),
        N_("Write \\[ and \\] to say so."),
    ),
    "bad-precision": _error(
        N_("the answer is not precise to the {value}"), N_("Make the answer as precise as `precision` asks for, or ask for less.")
    ),
    "cloze-without-gap": _error(N_("a cloze needs a gap"), N_("Put the words to be filled in between {{{{ and }}}}.")),
    "unbalanced-gap": _error(
        N_("a gap is not closed, or has braces inside it"),
        N_("Write {{{{1945}}}}. Write braces that do not mark a gap as \\{{{{ and \\}}}}."),
    ),
    "empty-gap": _error(
        N_("a gap, or one of its accepted forms, is empty"), N_("Write each form between the bars: {{{{1945|the end of the war}}}}.")
    ),
    "option-without-picture": _error(N_("this choice has no picture, though others have one"), N_("Give every choice a picture, or none.")),
    "too-many-gaps": _error(N_("a cloze has at most 12 gaps"), N_("Turn it into two questions.")),
}

DECK: Mapping[str, Message] = {
    "duplicate-id": _error(N_("the id {id} is already taken ({first})"), N_("Give one of the two another id.")),
    "no-facts": _error(N_("the deck has no facts"), N_("Add `facts:` here or in another .yaml file in the folder.")),
    "questions-with-reading": _error(
        N_("a deck with a reading needs facts, not questions on their own"), N_("Put each question under a fact with its quote.")
    ),
    "picture-not-found": _error(N_("there is no picture {name} in the deck’s folder"), "{cure}"),
    "picture-too-large": _error(
        N_("{name} is too large ({size}); the limit is 500 KB (100 KB for SVG) and 25 million pixels"),
        N_("Save a smaller copy; pages show at most 1600 pixels."),
    ),
    "picture-broken": _error(N_("{name} cannot be read as a picture"), N_("Save it again as PNG, JPEG, WebP or SVG, and name it so.")),
    "picture-moving": _error(N_("{name} is animated"), N_("Save a single frame; pictures in a deck must be still.")),
    "drawing-refused": _error(
        N_("{name} is not accepted: {what}"), N_("Keep only what draws: shapes, text, and styles without addresses.")
    ),
    "quote-missing": _error(N_("the fact {id} does not quote the reading"), N_("Add `quote:` with the exact words that say it.")),
    "quote-without-reading": _error(
        N_("there is no reading to quote"), N_("Name a reading in deck.yaml (`reading: reading.md`), or remove the quote.")
    ),
    "quote-not-found": _error(N_("no single paragraph of the reading says “{quote}”"), "{cure}"),
    "quote-not-unique": _error(
        NN_("the reading says “{quote}” {count} time", "the reading says “{quote}” {count} times"), N_("Quote more of the sentence.")
    ),
    "category-missing": _error(N_("the fact has no category"), N_("Add `category:` to it or to the file: {known}.")),
    "unknown-category": _error(N_("there is no category {category}"), N_("Use one of {known}, or add it to deck.yaml.")),
    "unknown-term": _error(
        N_("{name} is not a term in this deck"), N_("Use the full name of a term{nearest}, or add it to `terms` in deck.yaml.")
    ),
    "duplicate-term": _error(
        N_("{name} already belongs to another term"),
        N_("Give each name to one term only. If it could mean either, list it under `vague` in both."),
    ),
    "unknown-fact": _error(N_("there is no fact {id}"), N_("Use the id of a fact in this deck{nearest}.")),
    "link-cycle": _error(N_("causes and effects form a circle: {circle}"), N_("Remove or reverse one of these links.")),
    "former-id-in-use": _error(N_("the earlier id {id} is in use ({first})"), N_("Remove it from `formerly`, or rename the other.")),
    "same-file": _error(N_("{key} names the file that {other} names"), N_("Give each of the two a file of its own.")),
    "needs-reading": _error(
        N_("{key} belongs to a reading, and there is none"), N_("Name a reading in deck.yaml (`reading: reading.md`), or remove the key.")
    ),
    "duplicate-word": _error(N_("the glossary already explains {word}"), N_("Keep one of the two.")),
    "easy-heading": _error("{what}", N_("Give both levels the same headings, in the same order.")),
    "easy-paragraph": _error(
        N_("this part has {count} paragraphs or list items in the reading, but {found} in the easier level"),
        N_("Write one for each, with an empty line between paragraphs."),
    ),
    "image": _error(N_("pictures are not shown"), N_("Say in words what the picture shows.")),
}

WARNINGS: Mapping[str, Message] = {
    "answer-in-prompt": _warning(N_("the prompt gives away the answer: {answer}"), N_("Ask in other words.")),
    "answer-in-id": _warning(
        N_("the id {id} gives away the answer, and learners can see it in the page source: {answer}"),
        N_("Choose an id that gives nothing away."),
    ),
    "answer-in-option": _warning(N_("another option contains the answer {answer}: {option}"), N_("Reword the option.")),
    "answer-in-sibling": _warning(
        N_("this prompt gives away the answer to {id}, a question on the same fact: {answer}"), N_("Reword it, or ask something else.")
    ),
    "answer-not-in-quote": _warning(
        N_("the quote does not say {answer}"), N_("Quote the words that do, or ask about the words you quote: {quote}")
    ),
    "longest-right": _warning(
        N_("the right option has {right} characters, but the longest wrong one has only {longest}"),
        N_("Make the options about the same length."),
    ),
    "all-of-the-above": _warning(
        N_("this option refers to the other options: {option}"), N_("Use multiple_answer to ask for all that apply.")
    ),
    "easy-matching": _warning(
        N_("with two pairs, the second one is obvious once the first is matched"), N_("Add a pair, or `distractors`.")
    ),
    "yes-no-prompt": _warning(N_("this can be answered with yes or no"), N_("Make it a true_false, or ask who, what, when, where or why.")),
    "no-why": _warning(N_("the fact {id} has no `why`"), N_("Say in a sentence why it matters or how it came about.")),
    "false-without-why": _warning(N_("a false statement does not say what is true instead"), N_("Add `why:` to the question.")),
    "no-short-form": _warning(
        N_("{name} has no short form"), N_("Add `{key}: [...]` with the part of the name that people use on its own.")
    ),
    "no-short-label": _warning(
        N_("the fact {id} has no short label for the causes and the timeline"),
        N_("Add `short:` with two to five words, at most 40 characters."),
    ),
    "short-tells-date": _warning(
        N_("the short label tells a date, and the timeline asks for one: {date}"), N_("Leave the date out of `short`.")
    ),
    "nothing-applies": _warning(
        N_("the deck links causes and effects, but no question applies anything to a new case"),
        N_("Ask about a new case, and write `asks: apply` in that question."),
    ),
    "word-for-name": _warning(
        N_("{words}: this would count as a misspelling of the name {name}"),
        N_("Add to `mistakes` what a learner could mean by itself."),
    ),
    "untouched-sentence": _warning(
        N_("no fact quotes this sentence: {sentence}"), N_("Quote it in a fact, or list it under `asides` in deck.yaml.")
    ),
    "easy-lines": _warning(
        N_("the number of lines here is {found}, but the number of sentences in this paragraph of the reading is {count}"),
        N_("Retell each sentence in a line of its own, in the same order."),
    ),
    "word-not-in-reading": _warning(
        N_("the reading does not have the word {word}"), N_("Use the form that the reading has, or remove it.")
    ),
    "text-cut": _warning(N_("a space followed by # starts a comment, so the rest of this text is lost"), N_("Put the text in quotes.")),
    "list-comma": _warning(N_("the comma splits “{first}” from “{second}”"), N_('If this is one entry, put it in quotes: "{both}"')),
    "html-entity": _warning(N_("{typed} is shown as {shown}"), N_("Type {shown} itself.")),
    "shown-underscores": _warning(N_("the underscores of {typed} are shown"), N_("To emphasise it, write *{shown}*.")),
    "unused-allow": _warning(N_("there is no {code} to silence on the next line"), N_("Remove this comment.")),
}

MESSAGES: Mapping[str, Message] = {**FILES, **YAML, **SHAPE, **QUESTIONS, **DECK, **WARNINGS}
