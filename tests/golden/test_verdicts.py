"""A change of a grade comes with another number of the rules, so that a re-grade of what was graded before is offered."""

import json

import pytest
from golden import verdicts

from quizapp.domain.questions.grading_rules import GRADING_RULES
from quizapp.domain.questions.registry import QUESTION_TYPES


@pytest.fixture(scope="module")
def table():
    return json.loads(verdicts.FILE.read_text("utf-8"))


def test_no_grade_changes_without_another_number(table):
    found = verdicts.changed(table)
    assert not found, verdicts.RAISE.format(count=len(found), what=found[0])


def test_the_grades_are_written_down_for_the_rules_of_today(table):
    assert table["rules"] == GRADING_RULES, "the number was raised: run tests/golden/verdicts.py"


def test_there_are_grades_of_every_kind(table):
    worths = [worth for _, rows in table["questions"] for _, worth in rows]
    assert min(worths.count(worth) for worth in ("0", "1", "1 almost")) >= 80
    assert {question["type"] for question, _ in table["questions"]} == {kind.name for kind in QUESTION_TYPES if not kind.self_rated}


def test_the_table_is_not_renewed_while_the_number_stays(table):
    question = {"type": "short_answer", "language": "en", "prompt": "Which city?", "answer": "Tokyo"}
    wrong = {"rules": GRADING_RULES, "questions": [[question, [[["Tokyo"], "0"]]]]}

    with pytest.raises(ValueError, match="raise GRADING_RULES"):
        verdicts.renewed(wrong)

    older = wrong | {"rules": GRADING_RULES - 1}
    assert verdicts.renewed(older, [(question, ("Seoul",))]) == {
        "rules": GRADING_RULES,
        "questions": [[question, [[["Tokyo"], "1"], [["Seoul"], "0"]]]],
    }
