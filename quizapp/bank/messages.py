"""Every code of the validator: how bad it is, what it says, and the cure. `question_bank/README.md` has an example of each.

The words in braces are filled in by the rule that finds the problem. A message without a cure says by itself what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from quizapp.domain.questions.phrases import N_, NN_


@dataclass(frozen=True, slots=True)
class Message:
    """The words for a code; `several` is the text where `count` is not one, of a text that says how many."""

    severity: Literal["error", "warning"]
    text: str
    cure: str = ""
    several: str = ""


def _error(text: str | tuple[str, str], cure: str = "") -> Message:
    one, several = (text, "") if isinstance(text, str) else text
    return Message("error", one, cure, several)


def _warning(text: str, cure: str = "") -> Message:
    return Message("warning", text, cure)


FILES: Mapping[str, Message] = {
    "file-missing": _error(N_("there is no file or folder {name}")),
    "file-too-big": _error(N_("the file has {size}; 1 MB is the most: divide it into several")),
    "not-utf8": _error(N_("the file is {what}; save it as plain text in UTF-8")),
    "control-character": _error(N_("the text contains the invisible character {char}; delete it")),
    "reading-too-long": _error(N_("the reading has more than 50,000 characters: divide it, a class reads one article at a time")),
    "bad-deck-id": _error(
        N_("{id} cannot be the id of a deck"), N_("Rename the folder: small letters, digits and single dashes, at most 80 characters.")
    ),
    "not-a-deck": _error(
        N_("there is no deck here: a deck is a folder with a deck.yaml"), N_("`quizapp new my-deck` makes one that passes.")
    ),
}

YAML: Mapping[str, Message] = {
    "yaml-syntax": _error("{reason}", N_("Compare with the lines around it; a text with a colon, # or a bracket needs quotes.")),
    "yaml-alias": _error(
        N_("&, * and << refer to other parts of a file and are not allowed"), N_("Write the text out, or put it in quotes.")
    ),
    "yaml-tag": _error(N_("a text that begins with ! is a tag and not allowed"), N_("Put the text in quotes.")),
    "yaml-depth": _error(N_("brackets or lists are nested more than 20 deep, which no deck needs")),
    "yaml-size": _error(N_("the file has more than 100,000 entries: divide it into several")),
    "yaml-documents": _error(N_("a second document begins here; a file of a deck is one"), N_("Remove the line ---, or make two files.")),
    "not-a-mapping": _error(N_("the file has no keys"), N_("{name} begins with lines such as `title: ...` or `facts:`.")),
    "duplicate-key": _error(N_("{key} was already given in line {first}"), N_("Keep one of the two.")),
    "key-not-text": _error(N_("a key must be a plain text"), N_("Put a text that begins with a bracket in quotes.")),
    "gap-unquoted": _error(N_("a text that begins with {{{{ needs quotes"), N_("Put the text in quotes.")),
    "item-is-mapping": _error(N_("the colon after “{key}” makes a mapping of this text"), N_("Put the text in quotes.")),
}

SHAPE: Mapping[str, Message] = {
    "unknown-key": _error(N_("there is no key {key} here"), "{nearest}"),
    "missing-key": _error(N_("{key} is missing"), N_("Add a line `{key}: ...`.")),
    "unknown-type": _error(N_("there is no question type {type}"), N_("The types are {known}.")),
    "wrong-shape": _error(N_("{key} takes {wanted}"), N_("Write it as in the examples of question_bank/README.md.")),
    "empty-text": _error(N_("{key} is empty"), N_("Write the text, or remove the line.")),
    "text-too-long": _error(N_("{key} has more than {most} characters"), N_("Shorten it.")),
    "not-one-line": _error(N_("{key} takes one line"), N_("Remove the line breaks.")),
    "too-few": _error(N_("{key} has {count}, and at least {least} are needed"), N_("Add what is missing, or remove the key.")),
    "too-many": _error(N_("{key} has more than {most}"), N_("Keep the best.")),
    "bad-id": _error(N_("“{value}” is no id"), N_("Use small letters, digits and single dashes, at most 80 characters: first-meeting")),
    "bad-number": _error(N_("{key} must be a number, not “{value}”"), N_("Write it in digits: 12, 0.5, and of a tolerance also 2%.")),
    "bad-date": _error(N_("“{value}” is no date"), N_("Write 2019, 2019-07, 2019-07-01, or a range that runs forward such as 1910/1945.")),
    "bad-value": _error(N_("{key} cannot be “{value}”"), "{wanted}"),
}

QUESTIONS: Mapping[str, Message] = {
    "distractors-or-choices": _error(
        N_("give either distractors or choices"), N_("`distractors` are shuffled; `choices` keep their order and hold the answer.")
    ),
    "answer-not-among-choices": _error(N_("the answer {value} is none of the choices"), N_("Copy one of the choices exactly.")),
    "answer-among-distractors": _error(
        N_("the right answer stands among the distractors: {value}"), N_("Replace this distractor by one that is wrong.")
    ),
    "equal-options": _error(N_("this looks like another one of {key}: {value}"), N_("Remove one of the two, or make them differ.")),
    "accepted-distractor": _error(N_("this would be graded right: {value}"), N_("Replace it by a text that is wrong.")),
    "vague-mistake": _error(N_("this asks for more instead of being graded wrong: {value}"), N_("Remove it here or under `vague`.")),
    "accepted-vague": _error(
        N_("this is accepted as right, so it is never called vague: {value}"), N_("Remove it here or under `accept`.")
    ),
    "bad-precision": _error(
        N_("the answer is not known to the {value}"), N_("Write the answer as precisely as is asked, or ask for less.")
    ),
    "cloze-without-gap": _error(N_("a cloze needs a gap"), N_("Put the words to be filled in between {{{{ and }}}}.")),
    "unbalanced-gap": _error(
        N_("a gap is not closed, or holds braces"), N_("Write {{{{1945}}}}; braces that are no gap are written \\{{{{ and \\}}}}.")
    ),
    "empty-gap": _error(
        N_("a gap, or one of its accepted forms, is empty"), N_("Write each form between the bars: {{{{1945|the end of the war}}}}.")
    ),
    "option-without-picture": _error(N_("this choice has no picture, though others have one"), N_("Give every choice a picture, or none.")),
    "too-many-gaps": _error(N_("a cloze has at most 12 gaps"), N_("Make two questions of it.")),
}

DECK: Mapping[str, Message] = {
    "duplicate-id": _error(N_("the id {id} is already taken ({first})"), N_("Give one of the two another id.")),
    "no-facts": _error(N_("the deck has no facts"), N_("Add `facts:` here or in another .yaml file of the folder.")),
    "questions-with-reading": _error(
        N_("a deck with a reading has facts, not bare questions"), N_("Put each question under a fact with its quote.")
    ),
    "picture-not-found": _error(N_("there is no picture {name} in the folder of the deck"), "{cure}"),
    "picture-too-large": _error(
        N_("{name} has {size}; 500 KB and 25 million pixels are the most"), N_("Save it smaller: a page shows at most 1600 pixels.")
    ),
    "picture-broken": _error(N_("{name} is no picture that can be read"), N_("Save it anew as png, jpeg or webp.")),
    "picture-moving": _error(N_("{name} is animated"), N_("Save one of its images: a picture of a deck stands still.")),
    "quote-missing": _error(N_("the fact {id} does not quote the reading"), N_("Add `quote:` with the exact words that say it.")),
    "quote-without-reading": _error(
        N_("there is no reading to quote"), N_("Name it in deck.yaml (`reading: reading.md`), or remove the quote.")
    ),
    "quote-not-found": _error(N_("the reading does not say “{quote}” in one paragraph"), "{cure}"),
    "quote-not-unique": _error(
        NN_("the reading says “{quote}” {count} time", "the reading says “{quote}” {count} times"), N_("Quote more of the sentence.")
    ),
    "category-missing": _error(N_("the fact has no category"), N_("Add `category:` to it or to the file: {known}.")),
    "unknown-category": _error(N_("there is no category {category}"), N_("Use one of {known}, or add it to deck.yaml.")),
    "unknown-term": _error(
        N_("{name} is no term of the deck"), N_("Use the full name of a term{nearest}, or add it to `terms` in deck.yaml.")
    ),
    "duplicate-term": _error(
        N_("{name} already belongs to another term"), N_("Give a name to one term only; a name of both is `vague` in each.")
    ),
    "unknown-fact": _error(N_("there is no fact {id}"), N_("Use the id of a fact of this deck{nearest}.")),
    "link-cycle": _error(N_("causes and effects run in a circle: {circle}"), N_("Remove or turn one of these links.")),
    "former-id-in-use": _error(N_("the earlier id {id} is in use ({first})"), N_("Remove it from `formerly`, or rename the other.")),
    "image": _error(N_("pictures are not shown"), N_("Say in words what the picture shows.")),
}

WARNINGS: Mapping[str, Message] = {
    "answer-in-prompt": _warning(N_("the prompt says the answer: {answer}"), N_("Ask in other words.")),
    "answer-in-id": _warning(
        N_("the id {id}, which can be read in the page, says the answer: {answer}"), N_("Give the question an id that tells nothing.")
    ),
    "answer-in-option": _warning(N_("another option holds the answer {answer}: {option}"), N_("Word the option otherwise.")),
    "answer-in-sibling": _warning(
        N_("this prompt says the answer of {id}, a question of the same fact: {answer}"), N_("Reword it, or ask something else.")
    ),
    "answer-not-in-quote": _warning(
        N_("the quoted words do not say {answer}"), N_("Quote the words that do, or ask for what is quoted: {quote}")
    ),
    "longest-right": _warning(
        N_("the right option has {right} characters, the longest other one {longest}"), N_("Make the options equally long.")
    ),
    "all-of-the-above": _warning(N_("this option speaks of the others: {option}"), N_("Ask for all that apply with multiple_answer.")),
    "easy-matching": _warning(N_("of two pairs the second is no choice any more"), N_("Add a pair, or `distractors`.")),
    "yes-no-prompt": _warning(N_("this is answered by yes or no"), N_("Make it a true_false, or ask who, what, when, where or why.")),
    "no-why": _warning(N_("the fact {id} has no `why`"), N_("Say in a sentence why it matters or how it came about.")),
    "false-without-why": _warning(N_("a false statement does not say what is true instead"), N_("Add `why:` to the question.")),
    "no-short-form": _warning(N_("{name} has no short form"), N_("Add `{key}: [...]` with the part of the name that is used alone.")),
    "untouched-sentence": _warning(
        N_("no fact quotes this sentence: {sentence}"), N_("Quote it in a fact, or list it under `asides` in deck.yaml.")
    ),
    "text-cut": _warning(N_("a blank and # begin a comment: the rest of this text is lost"), N_("Put the text in quotes.")),
    "list-comma": _warning(N_("the comma parts “{first}” from “{second}”"), N_('If that is one entry, write it in quotes: "{both}"')),
    "unused-allow": _warning(N_("there is no {code} on the next line"), N_("Remove this comment.")),
}

MESSAGES: Mapping[str, Message] = {**FILES, **YAML, **SHAPE, **QUESTIONS, **DECK, **WARNINGS}
