"""A question type is one module, one template, one test and one line in the registry."""

import pytest
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


def test_the_sample_deck_has_one_question_of_each_type():
    text = "".join(path.read_text() for path in (BANK / "harbour").glob("*.yaml"))

    assert [text.count(f"- type: {name}\n") for name in NAMES] == [1] * len(NAMES)
    assert set(RIGHT) == set(WRONG) == set(NAMES)
