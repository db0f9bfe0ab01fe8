"""Writes `verdicts.json`: what responses are worth by the rules of grading, beside the number of these rules.

It is run after `GRADING_RULES` was raised, and may be run to take in new rows of `tests/domain/grading_rows`. Rows stay in it for good.

    PYTHONPATH=tests .venv/bin/python tests/golden/verdicts.py
"""

import json
import sys
from pathlib import Path

from domain.grading_rows import amounts, dates, phrases, slips

from quizapp import lexicons
from quizapp.domain.questions.grading_rules import GRADING_RULES
from quizapp.domain.questions.question import Context, FormatError, Term
from quizapp.domain.questions.registry import by_name

FILE = Path(__file__).with_name("verdicts.json")
OF_THE_DECK = ("type", "language", "terms", "others")
PAIRS = {"a storm": "the harbour is closed", "fog": "the horn sounds", "ice": "boats wait"}
CHOSEN = [
    (
        {"type": "multiple_choice", "prompt": "Who drew the plans?", "answer": "Mara Quill", "distractors": ["Odo Farrow", "Nils Tamber"]},
        [("Mara Quill",), ("Odo Farrow",)],
    ),
    ({"type": "true_false", "prompt": "The pier is made of oak.", "answer": True}, [("true",), ("false",)]),
    (
        {
            "type": "multiple_answer",
            "prompt": "Which boats land?",
            "answers": ["Heron", "Tern", "Gull"],
            "distractors": ["Plover", "Curlew"],
        },
        [
            (["Heron", "Tern", "Gull"],),
            (["Heron", "Tern"],),
            (["Heron", "Plover"],),
            (["Plover", "Curlew"],),
            (["Heron", "Tern", "Gull", "Plover"],),
        ],
    ),
    (
        {"type": "matching", "prompt": "What follows?", "pairs": PAIRS},
        [
            ("the harbour is closed", "the horn sounds", "boats wait"),
            ("the harbour is closed", "boats wait", "the horn sounds"),
            ("boats wait", "the harbour is closed", "the horn sounds"),
            ("the harbour is closed", "", ""),
        ],
    ),
    (
        {"type": "ordering", "prompt": "Put in order.", "items": ["plans", "piles", "planks", "lamp"]},
        [("4", "2", "3", "1"), ("1", "2", "3", "4"), ("4", "3", "2", "1"), ("1", "", "", "2")],
    ),
]
"""Questions of the types that are not typed, with fields that were filled in."""

RAISE = "{count} responses have another grade now, such as {what}. If that is meant, raise GRADING_RULES and run tests/golden/verdicts.py."


def worth(question, given):
    """Return the score of what was given in the fields of a question, or None if it cannot be read: then no answer gets another grade."""
    kind = by_name(question["type"])
    terms = tuple(Term(*(tuple(part) if isinstance(part, list) else part for part in term)) for term in question.get("terms", ()))
    deck = Context(question["language"], frozenset(question.get("others", ())), terms)
    loaded = kind.load({key: value for key, value in question.items() if key not in OF_THE_DECK}, deck)
    values = ([text] if isinstance(text, str) else text for text in given)
    parsed = kind.parse(loaded, dict(zip(kind.field_names(loaded), values, strict=True)))
    if isinstance(parsed, FormatError):
        return None
    grade = kind.grade(loaded, parsed)
    return f"{grade.score:g}{' almost' if grade.almost else ''}"


def changed(table):
    """Return the rows of a table whose responses have another grade now: (question, what was given, its worth then, its worth now)."""
    found = []
    for question, rows in table["questions"]:
        for given, before in rows:
            now = worth(question, given)
            if now not in {before, None}:
                found.append((question, given, before, now))
    return found


def renewed(table, cases=()):
    """Return a table by today's rules, with further cases. Raises ValueError if grades have changed and the number has not."""
    rows = {_text(question): {_text(given): worth for given, worth in rows} for question, rows in table["questions"]}
    if table["rules"] == GRADING_RULES and (found := changed(table)):
        raise ValueError(RAISE.format(count=len(found), what=found[0]))
    for question, given in cases:
        rows.setdefault(_text(question), {}).setdefault(_text(given), "")
    questions = []
    for text, responses in rows.items():
        question = json.loads(text)
        worths = [(given, worth(question, given) or before) for given, before in ((json.loads(key), old) for key, old in responses.items())]
        questions.append([question, [[given, points] for given, points in worths if points]])
    return {"rules": GRADING_RULES, "questions": [one for one in questions if one[1]]}


def _text(value):
    return json.dumps(value, ensure_ascii=False)


def all_cases():
    """Return every question of the rows with what is given; slips only of English, whose words every machine with the tests has."""
    texts = [(question | {"type": "short_answer"}, typed) for rows in phrases.KINDS.values() for question, typed, *_ in rows]
    texts += [({"prompt": "?", "type": "short_answer"} | question, typed) for question, typed, *_ in slips.ENGLISH + slips.NAMES]
    texts += [(question, typed) for question, typed, *_ in amounts.ROWS + dates.ROWS]
    gaps = [({"prompt": prompt, "language": "en", "type": "cloze"}, typed) for prompt, typed, *_ in phrases.GAPS]
    chosen = [({"language": "en"} | question, given) for question, responses in CHOSEN for given in responses]
    return [(question, (typed,)) for question, typed in texts] + gaps + chosen


def main():
    assert lexicons.find_or_make("en")
    before = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {"rules": 0, "questions": []}
    try:
        table = renewed(before, all_cases())
    except ValueError as error:
        sys.exit(str(error))
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in table["questions"])
    FILE.write_text(f'{{"rules":{table["rules"]},"questions":[\n{lines}\n]}}\n', "utf-8")


if __name__ == "__main__":
    main()
