"""The digest of a version: what makes another version, what does not, and that it depends on no class. Stored ones: tests/golden."""

from types import SimpleNamespace
from typing import Annotated

import pytest
from pydantic import Field

from quizapp.domain.question_types.short_answer import ShortAnswer
from quizapp.domain.questions.loading import Entry
from quizapp.domain.questions.question import Image
from quizapp.domain.questions.registry import by_name
from quizapp.domain.reading import digests
from quizapp.domain.reading.deck import Fact
from quizapp.domain.reading.digests import version_digest

ASKED = {"prompt": "What fell?", "answer": "the wall", "mistakes": [{"text": "the tower", "feedback": "It stands."}]}
FACT = Fact("fall", "causes", (), statement="The wall fell.", quotes=("the wall fell",))


class Note(Entry):
    """A mistake as a later program may define it: with another class name and one more field."""

    colour: str | None = Field(default=None)


class Typed(ShortAnswer):
    """A question as a later program may define it: with another class name and fields that do not exist today."""

    mistakes: Annotated[tuple[Note, ...], Field(min_length=1)] | None = None
    seconds: int = 30
    marks: tuple[str, ...] = Field(default_factory=tuple)
    asks: str | None = None


@pytest.fixture
def digest(monkeypatch):
    """The digest of a question of the later program, whose type has the same name still, or another."""

    def made(name="short_answer", fact=FACT, **fields):
        monkeypatch.setattr(digests, "type_of", lambda _: SimpleNamespace(name=name))
        return version_digest(fact, Typed.model_validate(ASKED | fields))

    return made


def test_neither_another_class_nor_a_new_field_at_its_default_makes_another_version(digest):
    assert digest() == version_digest(FACT, by_name("short_answer").load(ASKED))


@pytest.mark.parametrize(
    "more", [{"seconds": 20}, {"marks": ["a"]}, {"mistakes": [{"text": "the tower", "feedback": "It stands.", "colour": "red"}]}]
)
def test_a_new_field_that_is_set_makes_another_version(digest, more):
    assert digest(**more) != digest()


@pytest.mark.parametrize(
    "more", [{"id": "other"}, {"category": "dates"}, {"level": 3}, {"tags": ["exam"]}, {"formerly": ["old"]}, {"asks": "apply"}]
)
def test_where_a_question_belongs_makes_no_other_version(digest, more):
    assert digest(**more) == digest()


@pytest.mark.parametrize(
    "more", [{"hint": "It was old."}, {"why": "Rain."}, {"image": {"file": "a.png", "alt": "A wall"}}, {"kind": "term"}]
)
def test_what_is_asked_and_said_makes_another_version(digest, more):
    assert digest(**more) != digest()


def test_a_later_type_counts_by_its_own_name_and_by_the_fields_that_are_set(digest):
    assert digest("interval") == digest("interval", accept=None, seconds=30)
    assert len({digest("interval"), digest("interval", accept=["a wall"]), digest("span"), digest()}) == 4


@pytest.mark.parametrize(
    "more",
    [
        {"statement": "A wall fell."},
        {"quotes": ("wall fell",)},
        {"why": "Rain."},
        {"according_to": "Ida"},
        {"background": "It was old."},
        {"image": Image(file="a.png", alt="A wall")},
    ],
)
def test_what_the_feedback_shows_of_the_fact_makes_another_version(digest, more):
    assert digest(fact=Fact("fall", "causes", (), **({"statement": "The wall fell.", "quotes": ("the wall fell",)} | more))) != digest()
