"""The forms of the editor: one for a picture, and one for a piece of a draft, with what was typed and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import new_class
from typing import Any, ClassVar, cast

from flask import request
from flask_babel import lazy_gettext as _

from quizapp.services.authoring import editing, editing_pictures, editing_preview
from quizapp.services.authoring.editing import DraftPiece, Work
from quizapp.services.authoring.editing_places import ProblemSpot
from quizapp.services.authoring.editing_preview import Trial
from quizapp.web.forms import AreaField, BooleanField, ChoiceField, FileField, Form, NumberField, RadioField, TextField, TicksField
from quizapp.web.teach.editor import deck_forms, form_state
from quizapp.web.teach.editor.rows import RowsField
from quizapp.web.teach.editor.tables import PREFIX, TICKED, FormField, Table

Choices = Sequence[tuple[str, Any]]

PARTS = ("kind", "fact", "question", "type", "file")

LINE = {"maxlength": 5000, "autocomplete": "off"}
CONTROLS: Mapping[str, tuple[Any, Mapping[str, Any]]] = {
    "line": (TextField, LINE),
    "text": (AreaField, {"rows": 2}),
    "lines": (AreaField, {}),
    "choice": (ChoiceField, {"class": "short"}),
    "radio": (RadioField, {"tabindex": -1}),
    "tick": (BooleanField, {"value": TICKED}),
    "names": (TicksField, {"tabindex": -1}),
}
"""The field of each kind without columns, and the attributes of its control. A control that a problem links to can be focused."""


class PictureForm(Form):
    """A picture for a draft."""

    picture = FileField(
        _("Add a picture"),
        description=_("A PNG, JPEG or WebP file of at most 500 KB, or an SVG drawing of at most 100 KB. Location data is removed."),
        render_kw={"accept": editing_pictures.ACCEPTED, "required": True},
    )


class PieceForm(Form):
    """A form for a piece of a draft: a field for each row of its `table`, and the state of the piece when it was opened.

    `was` is the piece in the draft, `more` the key of the field for which more rows were requested, `spots` are the problems of the piece
    and `trial` is its preview. A draft with problems is saved; only errors of the form keep it from being saved.
    """

    table: ClassVar[Table] = ()
    accepts: ClassVar[str] = editing_pictures.ACCEPTED

    n = NumberField("")
    seen = TextField("")
    sending = TextField("")

    def __init__(self, work: Work, piece: DraftPiece, was: Mapping[str, Any], **options: Any) -> None:
        super().__init__(**options)
        self.work, self.piece, self.was = work, piece, was
        self.more = ""
        self.spots: Sequence[ProblemSpot] = work.of(piece)
        self.trial: Trial | None = None
        self._lists: dict[str, Choices] = {}
        self.fill_lists()

    def fill_lists(self) -> None:
        """Set the choices of each list, including a current value that is not among them."""
        for asked in self.table:
            field = self[asked.name]
            if asked.kind in {"choice", "names"}:
                held = field.data if asked.kind == "names" else [field.data]
                field.choices = with_own(asked.choices or self.choices(asked.key), filter(None, held))
            elif asked.kind == "radio":
                field.choices = asked.choices

    @property
    def keys(self) -> frozenset[str]:
        """The keys for which the form has fields."""
        return frozenset(asked.key for asked in self.table)

    @property
    def faults(self) -> Mapping[str, Sequence[ProblemSpot]]:
        """The problems of each field, by its key."""
        return {key: found for key in self.keys if (found := [spot for spot in self.own if spot.key == key])}

    @property
    def own(self) -> Sequence[ProblemSpot]:
        """The problems of what the form shows; for a fact, without those of its questions."""
        return [spot for spot in self.spots if self.piece.kind != "fact" or not spot.question]

    @property
    def usual(self) -> Sequence[FormField]:
        """The fields that are always open."""
        return [asked for asked in self.table if not asked.more and self._offers(asked)]

    @property
    def seldom(self) -> Sequence[FormField]:
        """The fields under "More"."""
        return [asked for asked in self.table if asked.more and self._offers(asked)]

    @property
    def wants_more(self) -> bool:
        """Whether a field under "More" is filled in or has a problem."""
        values, faults = form_state.values_of(self.table, self.held, self.was), self.faults
        more = [asked for asked in self.table if asked.more]
        return any(values[asked.key] or asked.key in faults or self[asked.name].errors or self.more == asked.key for asked in more)

    @property
    def held(self) -> form_state.Held:
        """The values of the fields in the table."""
        return {asked.name: self[asked.name].data for asked in self.table}

    @property
    def controls(self) -> Sequence[tuple[str, str]]:
        """The names and values of the controls in the table, as a browser sends them."""
        found: list[tuple[str, str]] = []
        for asked in self.table:
            held = self[asked.name].data
            if asked.columns:
                found += self.rows(asked).controls
            elif asked.kind == "names":
                found += [(asked.name, text) for text in held]
            elif asked.kind != "tick" or held:
                found.append((asked.name, TICKED if asked.kind == "tick" else held))
        return found

    @property
    def parts(self) -> Mapping[str, str]:
        """The hidden fields that name the piece."""
        return {f"p-{name}": getattr(self.piece, name) for name in PARTS}

    @property
    def usual_category(self) -> Any:
        """The name of the category that applies if the form names none."""
        if self.piece.kind == "question":
            return _("Same as the fact")
        line = next((line for line in self.work.outline.facts if line.id == self.piece.fact), None)
        return self.work.categories.get(line.category, _("Not set")) if line else _("Not set")

    def rows(self, asked: FormField) -> RowsField:
        """Return the field for a row of the table that has columns."""
        return cast("RowsField", self[asked.name])

    def choices(self, name: str) -> Choices:
        """Return the choices of a list: categories, kinds of terms, pictures, terms or facts."""
        if name not in self._lists:
            self._lists[name] = self._listed(name)
        return self._lists[name]

    def cell_choices(self, name: str, text: str) -> Choices:
        """Return the choices of a cell, including its current value."""
        return with_own(self.choices(name), filter(None, [text]))

    def change(self, files: Mapping[str, str]) -> Mapping[str, Any] | str:
        """Return the changes that the form makes to these files."""
        if self.piece.kind in deck_forms.TEXTS:
            return str(self[f"{PREFIX}text"].data)
        return form_state.changes(self.table, self.held, editing.data_of(files, self.piece))

    def typed(self) -> PieceForm:
        """Return the form with the problems and the preview that it would have if it were saved. Raises NotFound, Unreadable."""
        files, made = editing.put(self.work.draft.files, self.piece, self.change(self.work.draft.files), "new")
        work = editing.looked_at(self.work.draft, files)
        self.spots = work.of(made)
        if made.kind == "question":
            self.trial = editing_preview.preview(work, made.question, answer())
        return self

    def _offers(self, asked: FormField) -> bool:
        """Whether a field is of use: a list may have nothing to choose from."""
        least = {"choice": 2, "names": 1}.get(asked.kind, 0)
        return not least or bool(self[asked.name].data) or len(self[asked.name].choices) >= least

    def _listed(self, name: str) -> Choices:
        if name == "kinds":
            return deck_forms.TERM_KINDS
        if name == "category":
            return [("", self.usual_category), *self.work.categories.items()]
        if name == "pictures":
            return [("", _("None")), *((picture, picture) for picture in sorted(self.work.pictures))]
        if name == "about":
            terms = self.work.deck.get("terms")
            return [(str(term["name"]), term["name"]) for term in terms or () if isinstance(term, Mapping) and "name" in term]
        facts = [(fact.id, fact.statement or fact.id) for fact in self.work.outline.facts]
        return [("", _("Choose …")), *facts] if name == "facts" else facts


@lru_cache(maxsize=64)
def class_of(table: Table) -> type[PieceForm]:
    """Return the class of the forms that a table describes."""
    fields = {asked.name: control(asked) for asked in table}
    return cast("type[PieceForm]", new_class("PieceForm", (PieceForm,), exec_body=lambda body: body.update(fields, table=table)))


def control(asked: FormField) -> Any:
    """Return the field of a form for a part of its table."""
    if asked.columns:
        return RowsField(asked.label, columns=asked.columns, description=asked.hint)
    field, attributes = CONTROLS[asked.kind]
    return field(asked.label, description=asked.hint, render_kw=dict(attributes))


def with_own(choices: Choices, own: Iterable[str]) -> Choices:
    """Return the choices, followed by chosen values that are not among them."""
    known = {choice[0] for choice in choices}
    return [*choices, *((value, value) for value in own if value not in known)]


def answer() -> Mapping[str, Sequence[str]] | None:
    """Return the fields of a trial answer, or None if there is none."""
    if not request.form.get("try"):
        return None
    return {name: values for name, values in request.form.lists() if not name.startswith((PREFIX, "p-")) and name != "csrf_token"}
