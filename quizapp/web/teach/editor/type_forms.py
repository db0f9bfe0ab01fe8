"""The form of every type of question: the one in `question_forms`, or else one made from the type's model."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from flask_babel import lazy_gettext as _

from quizapp.domain.questions.inputs import Input, Shape
from quizapp.services.authoring.editing_types import AuthoredType, authored_types
from quizapp.web.teach.editor.question_forms import COMMON, ENTRY, PROMPT, TYPES
from quizapp.web.teach.editor.tables import Column, FormField, Kind, TypeForm

PAIR = (Column("left", _("Left")), Column("right", _("Match")))
CODES = {"": _("Not set"), "true": _("True"), "false": _("False")}
"""Labels for choices of a model that are not words."""

ROWS: Mapping[Shape, tuple[Column, ...]] = {"entries": ENTRY, "pairs": PAIR}
"""The columns of fields with rows."""


@cache
def type_forms() -> Mapping[str, TypeForm]:
    """Return the form of each type by its name, in the order of the registry."""
    return {kind.name: TYPES.get(kind.name) or derived(kind) for kind in authored_types()}


def derived(kind: AuthoredType) -> TypeForm:
    """Return a form made from the model of a type."""
    name = kind.name.replace("_", " ").capitalize()
    return TypeForm(name, kind.purpose, (PROMPT, *map(_field, kind.inputs), *COMMON))


def _field(asked: Input) -> FormField:
    shape: Kind = asked.shape
    choices = tuple((choice, CODES.get(choice, choice)) for choice in asked.choices)
    return FormField(asked.key, asked.key.replace("_", " ").capitalize(), shape, asked.words, choices, ROWS.get(asked.shape, ()))
