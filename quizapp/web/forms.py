"""The base of every form of the site, and its fields.

A form is a class: its fields, their labels and hints. The services decide which values are accepted. `Form.refuse` puts what they refuse at
its field, with the sentence from `web.sentences`, and the page comes back with what was typed. `macros/fields.html` draws a form and its
fields. The token is that of the site (`web.security`), which is checked before any view runs.

The fields are those of WTForms, but for four habits: `data` is never None, so that a field that was not sent is an empty one; a choice
is not checked here, so that services refuse it in their own words; a line break is one character; and attributes of the control stand in
`render_kw`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, IntegerField, PasswordField, StringField, TextAreaField
from wtforms import FileField as UploadField
from wtforms.fields.core import UnboundField
from wtforms.widgets import TextInput

from quizapp.services.errors import Invalid, TooMany
from quizapp.web.sentences import sentence

__all__ = [
    "AreaField",
    "BooleanField",
    "ChoiceField",
    "DecimalField",
    "FileField",
    "Form",
    "NumberField",
    "RadioField",
    "SecretField",
    "TextField",
    "TicksField",
    "labels_of",
]

Choices = Sequence[tuple[Any, ...]]
"""(value, words) pairs; a list may have groups, ticks may have notes."""

UNREADABLE = -1
"""The value of a number that cannot be read: every service refuses it as out of range, or finds nothing under it."""

LONGEST_NUMBER = 18
"""The most digits of a number that fits into a column."""

DECIMAL = re.compile(r"(?=.*\d)\d{0,3}([.,]\d{1,4})?", re.ASCII)


class Form(FlaskForm):
    """A form that can show what a service refused.

    `busy` names the field for the error about too many attempts, if there is one. `own` is the beginning of the id of each control, for a
    page with several forms whose fields have the same names. `refused` names the field of the last refusal; if it is not a field of this
    form, the text becomes an error of the form itself, which `faults(form)` draws.
    """

    class Meta(FlaskForm.Meta):
        """No token of its own: that of the site is in the page already."""

        csrf = False

    form_errors: list[str]
    busy = ""

    def __init__(self, *, own: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.refused = ""
        for field in self if own else ():
            field.id = field.label.field_id = f"{own}-{field.name}"

    def refuse(self, error: Invalid | TooMany) -> int:
        """Put a service's refusal at its field, and return the status of the page: 422, or 429 for too many attempts."""
        name, status = (self.busy, 429) if isinstance(error, TooMany) else (error.field, 422)
        self.say(name, sentence(error))
        return status

    def say(self, name: str, words: str) -> None:
        """Put a text at a field, or at the top of the form if it has no field with this name."""
        self.refused = name
        if name not in self:
            self.form_errors = [*self.form_errors, words]
            return
        field = self[name]
        field.errors = [words]
        if getattr(field, "choices", ()) and not isinstance(field, TicksField) and field.data not in _values(field.choices):
            field.data = field.object_data  # a select cannot show a value it does not have, so it goes back to the previous one


def labels_of(view: Callable[..., Any] | None, names: Collection[str]) -> dict[str, Any]:
    """Return the labels of sent fields by name: those of the form beside the view that has most of the names."""
    package = f"{getattr(view, '__module__', '').rpartition('.')[0]}."
    forms = [_labels(kind) for kind in _kinds(Form) if kind.__module__.startswith(package)]
    best = max(forms, key=lambda labels: len(labels.keys() & set(names)), default={})
    return {name: best[name] for name in names if name in best}


def _labels(kind: type[Form]) -> dict[str, Any]:
    fields = {name: getattr(kind, name) for name in dir(kind)}
    return {name: field.args[0] for name, field in fields.items() if isinstance(field, UnboundField) and field.args}


def _kinds(kind: type[Form]) -> Iterable[type[Form]]:
    for below in kind.__subclasses__():
        yield below
        yield from _kinds(below)


def _values(choices: Choices) -> set[Any]:
    """Return the values of a select, including those in groups."""
    found: set[Any] = set()
    for value, words in choices:
        found |= set(words) if isinstance(words, Mapping) else {value}
    return found


class TextField(StringField):
    """A line of text."""

    data: str

    def process_data(self, value: object) -> None:
        """Set the initial text; None becomes an empty one."""
        super().process_data("" if value is None else value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; browsers send two characters for a line break."""
        super().process_formdata([text.replace("\r\n", "\n") for text in valuelist])


class AreaField(TextAreaField, TextField):
    """Several lines of text."""


class SecretField(PasswordField, TextField):
    """A password, which is never sent back."""


class NumberField(IntegerField):
    """A whole number; one that cannot be read is `UNREADABLE` and comes back as typed.

    With `choices` it is a select. With `blank` an empty field is 0, and 0 an empty field.
    """

    data: int

    def __init__(self, label: Any, *, choices: Choices = (), blank: bool = False, **options: Any) -> None:
        super().__init__(label, **options)
        self.choices = choices
        self.blank = blank

    def process_data(self, value: object) -> None:
        """Set the initial number; None becomes 0."""
        super().process_data(0 if value is None else value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the typed text."""
        if valuelist:
            text = valuelist[0].strip() or "0" * self.blank
            self.data = int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else UNREADABLE

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else "" if self.blank and not self.data else str(self.data)


class DecimalField(Field):
    """A number with a decimal point or comma; one that cannot be read or was not sent is `UNREADABLE` and comes back as typed."""

    data: float
    widget = TextInput()

    def process_data(self, value: float | None) -> None:
        """Set the initial number; None becomes 0."""
        self.data = value or 0.0

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the typed text."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = float(text.replace(",", ".")) if DECIMAL.fullmatch(text) else float(UNREADABLE)

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else f"{self.data:g}"


class ChoiceField(TextField):
    """A select of (value, words) pairs, or (heading, {value: words}) for a group.

    `choices` is such a list, or a function that returns one when the form is created.
    """

    def __init__(self, label: Any, *, choices: Choices | Callable[[], Choices] = (), **options: Any) -> None:
        super().__init__(label, **options)
        self.choices = choices() if callable(choices) else choices


class RadioField(ChoiceField):
    """One of a few choices, each with a radio button."""


class TicksField(Field):
    """Any number of (value, words) or (value, words, note), each with a checkbox."""

    data: list[str]

    def __init__(self, label: Any, *, choices: Choices = (), **options: Any) -> None:
        super().__init__(label, **options)
        self.choices = choices

    def process_data(self, value: Iterable[str] | None) -> None:
        """Set the initial choices."""
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the checked boxes."""
        self.data = valuelist


class FileField(UploadField):
    """An uploaded file; the choice cannot be sent back, since browsers forbid it."""

    def content(self) -> bytes | None:
        """Return the content of the file, or None if none was chosen."""
        if not getattr(self.data, "filename", ""):
            return None
        with self.data.stream as stream:
            return bytes(stream.read())

    @property
    def filename(self) -> str:
        """The name the file was sent under, empty if none was chosen."""
        return str(getattr(self.data, "filename", "") or "")
