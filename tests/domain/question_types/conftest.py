"""Functions that load a question, answer it and return what is wrong with it."""

import pytest
from pydantic import ValidationError

from quizapp.domain.questions.loading import PLAIN
from quizapp.domain.questions.registry import by_name


@pytest.fixture
def kind(request):
    """The type that the test file is named after."""
    return by_name(request.path.stem.removeprefix("test_"))


@pytest.fixture
def load(kind):
    """Load a question of the type."""
    return lambda context=PLAIN, **fields: kind.load({"prompt": "?"} | fields, context)


@pytest.fixture
def grade(kind):
    """Grade a form as a browser sends it: one text or a list for each field."""

    def graded(question, **fields):
        form = {name.replace("_", "-"): value if isinstance(value, list) else [value] for name, value in fields.items()}
        return kind.grade(question, kind.parse(question, form))

    return graded


@pytest.fixture
def faults(load):
    """The code and the place of each fault of a question."""

    def found(context=PLAIN, **fields):
        with pytest.raises(ValidationError) as caught:
            load(context, **fields)
        return [(fault["type"], fault["loc"]) for fault in caught.value.errors()]

    return found
