"""A question type is one module, one template, one test and one line in the registry."""

import pytest
from question_strategies import EXAMPLES
from support import BANK, RIGHT, ROOT, WRONG

from quizapp.domain.questions.registry import QUESTION_TYPES

NAMES = [kind.name for kind in QUESTION_TYPES]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "path", ["quizapp/domain/question_types/{}.py", "quizapp/templates/questions/{}.html", "tests/domain/question_types/test_{}.py"]
)
def test_a_type_has_its_files(name, path):
    assert (ROOT / path.format(name)).is_file()


@pytest.mark.parametrize("folder", ["quizapp/domain/question_types/*.py", "quizapp/templates/questions/*.html"])
def test_there_is_no_file_without_a_type(folder):
    assert {path.stem for path in ROOT.glob(folder) if not path.stem.startswith("_")} == set(NAMES)


def test_every_type_has_an_example():
    assert set(NAMES) - set(EXAMPLES) == set(), "add the type to EXAMPLES in tests/question_strategies.py"
    assert set(EXAMPLES) <= set(NAMES)


def test_the_sample_deck_has_one_question_of_each_type_that_it_answers():
    text = "".join(path.read_text() for path in (BANK / "harbour").glob("*.yaml"))

    assert [text.count(f"- type: {name}\n") for name in RIGHT] == [1] * len(RIGHT) == [1] * text.count("- type: ")
    assert set(RIGHT) == set(WRONG)
