"""Every code of the validator: how bad it is, what it says, and the cure. `question_bank/README.md` has an example of each.

The words in braces are filled in by the rule that finds the problem. A message without a cure says by itself what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Message:
    """The words for a code."""

    severity: Literal["error", "warning"]
    text: str
    cure: str = ""


def _error(text: str, cure: str = "") -> Message:
    return Message("error", text, cure)


def _warning(text: str, cure: str = "") -> Message:
    return Message("warning", text, cure)


FILES: Mapping[str, Message] = {
    "file-missing": _error("there is no file or folder {name}"),
    "file-too-big": _error("the file has {size}; 1 MB is the most: divide it into several"),
    "not-utf8": _error("the file is {what}; save it as plain text in UTF-8"),
    "control-character": _error("the text contains the invisible character {char}; delete it"),
    "reading-too-long": _error("the reading has more than 50,000 characters: divide it, a class reads one article at a time"),
    "bad-deck-id": _error(
        "{id} cannot be the id of a deck", "Rename the folder: small letters, digits and single dashes, at most 80 characters."
    ),
    "not-a-deck": _error("there is no deck here: a deck is a folder with a deck.yaml", "`quizapp new my-deck` makes one that passes."),
}

YAML: Mapping[str, Message] = {
    "yaml-syntax": _error("{reason}", "Compare with the lines around it; a text with a colon, # or a bracket needs quotes."),
    "yaml-alias": _error("&, * and << refer to other parts of a file and are not allowed", "Write the text out, or put it in quotes."),
    "yaml-tag": _error("a text that begins with ! is a tag and not allowed", "Put the text in quotes."),
    "yaml-depth": _error("brackets or lists are nested more than 20 deep, which no deck needs"),
    "yaml-size": _error("the file has more than 100,000 entries: divide it into several"),
    "yaml-documents": _error("a second document begins here; a file of a deck is one", "Remove the line ---, or make two files."),
    "not-a-mapping": _error("the file has no keys", "{name} begins with lines such as `title: ...` or `facts:`."),
    "duplicate-key": _error("{key} was already given in line {first}", "Keep one of the two."),
    "key-not-text": _error("a key must be a plain text", "Put a text that begins with a bracket in quotes."),
    "gap-unquoted": _error("a text that begins with {{{{ needs quotes", "Put the text in quotes."),
    "item-is-mapping": _error("the colon after “{key}” makes a mapping of this text", "Put the text in quotes."),
}

SHAPE: Mapping[str, Message] = {
    "unknown-key": _error("there is no key {key} here", "{nearest}"),
    "missing-key": _error("{key} is missing", "Add a line `{key}: ...`."),
    "unknown-type": _error("there is no question type {type}", "The types are {known}."),
    "wrong-shape": _error("{key} takes {wanted}", "Write it as in the examples of question_bank/README.md."),
    "empty-text": _error("{key} is empty", "Write the text, or remove the line."),
    "text-too-long": _error("{key} has more than {most} characters", "Shorten it."),
    "not-one-line": _error("{key} takes one line", "Remove the line breaks."),
    "too-few": _error("{key} has {count}, and at least {least} are needed", "Add what is missing, or remove the key."),
    "too-many": _error("{key} has more than {most}", "Keep the best."),
    "bad-id": _error("“{value}” is no id", "Use small letters, digits and single dashes, at most 80 characters: first-meeting"),
    "bad-number": _error("{key} must be a number, not “{value}”", "Write it in digits: 12, 0.5, and of a tolerance also 2%."),
    "bad-date": _error("“{value}” is no date", "Write 2019, 2019-07, 2019-07-01, or a range that runs forward such as 1910/1945."),
    "bad-value": _error("{key} cannot be “{value}”", "{wanted}"),
}

QUESTIONS: Mapping[str, Message] = {
    "distractors-or-choices": _error(
        "give either distractors or choices", "`distractors` are shuffled; `choices` keep their order and hold the answer."
    ),
    "answer-not-among-choices": _error("the answer {value} is none of the choices", "Copy one of the choices exactly."),
    "answer-among-distractors": _error(
        "the right answer stands among the distractors: {value}", "Replace this distractor by one that is wrong."
    ),
    "equal-options": _error("this looks like another one of {key}: {value}", "Remove one of the two, or make them differ."),
    "accepted-distractor": _error("this would be graded right: {value}", "Replace it by a text that is wrong."),
    "vague-mistake": _error("this asks for more instead of being graded wrong: {value}", "Remove it here or under `vague`."),
    "accepted-vague": _error("this is accepted as right, so it is never called vague: {value}", "Remove it here or under `accept`."),
    "bad-precision": _error("the answer is not known to the {value}", "Write the answer as precisely as is asked, or ask for less."),
    "cloze-without-gap": _error("a cloze needs a gap", "Put the words to be filled in between {{{{ and }}}}."),
    "unbalanced-gap": _error(
        "a gap is not closed, or holds braces", "Write {{{{1945}}}}; braces that are no gap are written \\{{{{ and \\}}}}."
    ),
    "empty-gap": _error(
        "a gap, or one of its accepted forms, is empty", "Write each form between the bars: {{{{1945|the end of the war}}}}."
    ),
    "option-without-picture": _error("this choice has no picture, though others have one", "Give every choice a picture, or none."),
    "too-many-gaps": _error("a cloze has at most 12 gaps", "Make two questions of it."),
}

DECK: Mapping[str, Message] = {
    "duplicate-id": _error("the id {id} is already taken ({first})", "Give one of the two another id."),
    "no-facts": _error("the deck has no facts", "Add `facts:` here or in another .yaml file of the folder."),
    "questions-with-reading": _error(
        "a deck with a reading has facts, not bare questions", "Put each question under a fact with its quote."
    ),
    "picture-not-found": _error("there is no picture {name} in the folder of the deck", "{cure}"),
    "picture-too-large": _error(
        "{name} has {size}; 500 KB and 25 million pixels are the most", "Save it smaller: a page shows at most 1600 pixels."
    ),
    "picture-broken": _error("{name} is no picture that can be read", "Save it anew as png, jpeg or webp."),
    "picture-moving": _error("{name} is animated", "Save one of its images: a picture of a deck stands still."),
    "quote-missing": _error("the fact {id} does not quote the reading", "Add `quote:` with the exact words that say it."),
    "quote-without-reading": _error("there is no reading to quote", "Name it in deck.yaml (`reading: reading.md`), or remove the quote."),
    "quote-not-found": _error("the reading does not say “{quote}” in one paragraph", "{cure}"),
    "quote-not-unique": _error("the reading says “{quote}” {count} times", "Quote more of the sentence."),
    "category-missing": _error("the fact has no category", "Add `category:` to it or to the file: {known}."),
    "unknown-category": _error("there is no category {category}", "Use one of {known}, or add it to deck.yaml."),
    "unknown-term": _error("{name} is no term of the deck", "Use the full name of a term{nearest}, or add it to `terms` in deck.yaml."),
    "duplicate-term": _error("{name} already belongs to another term", "Give a name to one term only; a name of both is `vague` in each."),
    "unknown-fact": _error("there is no fact {id}", "Use the id of a fact of this deck{nearest}."),
    "link-cycle": _error("causes and effects run in a circle: {circle}", "Remove or turn one of these links."),
    "former-id-in-use": _error("the earlier id {id} is in use ({first})", "Remove it from `formerly`, or rename the other."),
    "image": _error("pictures are not shown", "Say in words what the picture shows."),
}

WARNINGS: Mapping[str, Message] = {
    "answer-in-prompt": _warning("the prompt says the answer: {answer}", "Ask in other words."),
    "answer-in-id": _warning(
        "the id {id}, which can be read in the page, says the answer: {answer}", "Give the question an id that tells nothing."
    ),
    "answer-in-option": _warning("another option holds the answer {answer}: {option}", "Word the option otherwise."),
    "answer-in-sibling": _warning(
        "this prompt says the answer of {id}, a question of the same fact: {answer}", "Reword it, or ask something else."
    ),
    "answer-not-in-quote": _warning("the quoted words do not say {answer}", "Quote the words that do, or ask for what is quoted: {quote}"),
    "longest-right": _warning("the right option has {right} characters, the longest other one {longest}", "Make the options equally long."),
    "all-of-the-above": _warning("this option speaks of the others: {option}", "Ask for all that apply with multiple_answer."),
    "easy-matching": _warning("of two pairs the second is no choice any more", "Add a pair, or `distractors`."),
    "yes-no-prompt": _warning("this is answered by yes or no", "Make it a true_false, or ask who, what, when, where or why."),
    "no-why": _warning("the fact {id} has no `why`", "Say in a sentence why it matters or how it came about."),
    "false-without-why": _warning("a false statement does not say what is true instead", "Add `why:` to the question."),
    "no-short-form": _warning("{name} has no short form", "Add `{key}: [...]` with the part of the name that is used alone."),
    "untouched-sentence": _warning(
        "no fact quotes this sentence: {sentence}", "Quote it in a fact, or list it under `asides` in deck.yaml."
    ),
    "text-cut": _warning("a blank and # begin a comment: the rest of this text is lost", "Put the text in quotes."),
    "list-comma": _warning("the comma parts “{first}” from “{second}”", 'If that is one entry, write it in quotes: "{both}"'),
    "unused-allow": _warning("there is no {code} on the next line", "Remove this comment."),
}

MESSAGES: Mapping[str, Message] = {**FILES, **YAML, **SHAPE, **QUESTIONS, **DECK, **WARNINGS}
