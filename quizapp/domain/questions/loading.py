"""How a mapping from a deck becomes a question: its texts, its entries, and faults that say where they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, ValidationError, WithJsonSchema, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError

from quizapp.domain.questions.question import Context, Image, Line, Question, Text
from quizapp.domain.questions.text import visible

PLAIN = Context()
"""The context of a question that belongs to no deck."""

_SCALAR: JsonSchemaValue = {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": 5000}
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")

Scalar = Annotated[Line, WithJsonSchema(_SCALAR)]
"""A text of one line that an author may also write as a number or a truth value."""

Place = tuple[str | int, ...]

Q = TypeVar("Q", bound=Question)


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem with a question: a code, and the field, then the index, where it is. `quizapp/bank/messages.py` puts codes into words."""

    code: str
    place: Place = ()


class Entry(BaseModel):
    """An option or a typed mistake, with the feedback for it; a plain text is an entry without feedback."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Scalar = Field(description="What the learner chooses or types.")
    feedback: Text | None = Field(default=None, description="Shown to learners who chose or typed it.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, entry: object) -> object:
        return {"text": entry} if isinstance(entry, str) else entry

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [_SCALAR, handler.resolve_ref_schema(handler(schema))]}


class Option(Entry):
    """An option that may be shown with a picture."""

    image: Image | None = Field(default=None, description="A picture shown with the option; either all options have one or none.")


Distractors = Annotated[tuple[Entry, ...], Field(min_length=1, max_length=12)]
"""Wrong options."""

Mistakes = Annotated[tuple[Entry, ...], Field(min_length=1)]
"""Wrong texts that learners type, with feedback for each."""


class LoadedQuestion(Question):
    """A question that knows its deck, with the rules of its type."""

    def model_post_init(self, context: Context | None, /) -> None:
        """Keep the context the question was loaded in."""
        self._context = context or PLAIN

    @property
    def language(self) -> str:
        """The language of the deck."""
        return self._context.language

    def faults(self) -> Iterable[Fault]:
        """Yield violations of the type's rules in fields that are well formed."""
        return ()

    @model_validator(mode="before")
    @classmethod
    def _from_scalars(cls, mapping: object) -> object:
        refuse(_unreadable(mapping))
        return _as_text(mapping)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self._context.stored:  # what was published by the rules of its day stays readable
            refuse(self.faults())
        return self


class Loader(Generic[Q]):
    """The first verb, the same for every type."""

    name: str
    model: type[Q]

    def load(self, mapping: Mapping[str, Any], context: Context = PLAIN) -> Q:
        """Return the question that a mapping describes. Raises pydantic.ValidationError with every fault and its place."""
        return self.model.model_validate(mapping, context=context)


def refuse(faults: Iterable[Fault]) -> None:
    """Raise every fault in one pydantic error, if there are any."""
    details = [InitErrorDetails(type=PydanticCustomError(fault.code, fault.code), loc=fault.place, input=None) for fault in faults]
    if details:
        raise ValidationError.from_exception_data("Question", details)


def _as_text(value: object) -> object:
    """Return a value with every scalar as text, without the keys that have no value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | date):
        return str(value)
    if isinstance(value, Mapping):
        return {_as_text(key): _as_text(inner) for key, inner in value.items() if inner is not None}
    return [_as_text(inner) for inner in value] if isinstance(value, list | tuple) else value


def _unreadable(value: object, place: Place = ()) -> Iterator[Fault]:
    if isinstance(value, str):
        if _CONTROL.search(value):
            yield Fault("control-character", place)
        elif value.strip() and not visible(value).strip():
            yield Fault("invisible-text", place)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _unreadable(inner, (*place, str(key)))
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _unreadable(inner, (*place, index))
