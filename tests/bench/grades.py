"""The cost of grading a typed answer: the CPU of parsing and grading, for the shipped deck and rows of the tests, and for nonsense.

A text is judged afresh each time. What is made once for a question, the first time that it is asked, is reported separately.
"""

import gc
import sys
from pathlib import Path
from random import Random
from statistics import mean, median
from time import process_time

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from domain.grading_rows.judging import loaded as read_row  # noqa: E402 - found by the line above
from domain.grading_rows.phrases import KINDS  # noqa: E402 - as above

from quizapp.bank.load import load_folder  # noqa: E402
from quizapp.domain.questions.question import MAX_TYPED, FormatError  # noqa: E402
from quizapp.domain.questions.registry import type_of  # noqa: E402

BANK = TESTS.parent / "question_bank" / "korea-japan-summit"
TYPES = ("short_answer", "numeric", "date", "cloze")
TYPED = (
    "in Tokyo",
    "it is a milestone",
    "the Second World War",
    "World War 2",
    "semiconductors, or chips",
    "I think it is trilateral",
    "S. Korea",
    "Yoon Seok Yeol",
    "Takeshima and Dokdo",
    "mutual defense",
    "a treaty of mutual defence",
    "friends",
    "North Korea",
    "because the leaders of the two had not met",
    "Kishda",
    "the summit was held in Tokyo, Japan",
    "Kishida, the prime minister",
    "security cooperation and technology",
    "xqzz",
    "2019",
    "about 12 years",
    "July 2019",
)


def milliseconds(question, typed):
    """Return the CPU of one grade: that of a gap, if the question has several."""
    kind = type_of(question)
    names = kind.field_names(question)
    fields = {name: [typed] for name in names}
    before = process_time()
    parsed = kind.parse(question, fields)
    if not isinstance(parsed, FormatError):
        kind.grade(question, parsed)
    return (process_time() - before) * 1000 / len(names)


def rows():
    """Return the questions and typed texts of the table of phrases."""
    for question, typed, _, _ in (row for table in KINDS.values() for row in table):
        yield read_row(question)[1], typed


def nonsense(length):
    """Return texts of this many characters that no answer has."""
    chance = Random(7)
    letters = "".join(chance.choice("abcdefghijklmnopqrstuvwxyz      ") for _ in range(length))
    repeated = ("or ", "a,", "([", "it is ", "1", "東", "^1", "x/", "é ", "the ", "ix ", "'", "1/2 ")
    return letters, *((text * length)[:length] for text in repeated)


def report(title, costs):
    """Print the mean, the median and the worst of some costs."""
    print(f"{title:34}{len(costs):7}{mean(costs):9.3f}{median(costs):9.3f}{max(costs):9.3f}")


def main():
    loaded, problems = load_folder(BANK)
    if loaded is None:
        raise SystemExit("\n".join(map(str, problems)))
    typed = [question for question in loaded.deck.questions.values() if type_of(question).name in TYPES]
    gc.collect()
    gc.freeze()  # a collection would be told as the cost of the grade that it falls on
    gc.disable()
    print(f"{'CPU milliseconds':34}{'grades':>7}{'mean':>9}{'median':>9}{'worst':>9}")
    report("first text of a question", [milliseconds(question, "something") for question in typed])
    report("shipped deck", [milliseconds(question, text) for question in typed for text in TYPED])
    tables = list(rows())
    for question, _ in tables:
        milliseconds(question, "something")
    report("rows of the tests", [milliseconds(question, text) for question, text in tables])
    for kind in TYPES:
        asked = [question for question in typed if type_of(question).name == kind]
        gaps = max(len(type_of(question).field_names(question)) for question in asked)
        report(f"nonsense, {kind}", [milliseconds(question, text) for question in asked for text in nonsense(MAX_TYPED // gaps)])


if __name__ == "__main__":
    main()
