"""A form of the editor: what it shows of a draft, what was typed into it, and what is said about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

from flask import request
from flask_babel import lazy_gettext as _

from quizapp.services.authoring import editing, editing_preview
from quizapp.services.authoring.editing import DraftPiece, Seen, Work
from quizapp.services.authoring.editing_places import ProblemSpot
from quizapp.services.authoring.editing_preview import Trial
from quizapp.web.teach.editor import deck_forms, form_state
from quizapp.web.teach.editor.form_state import State
from quizapp.web.teach.editor.tables import FormField

P = ParamSpec("P")
R = TypeVar("R")

TEXT: Sequence[FormField] = (FormField("text", _("Text"), "text"),)
PARTS = ("kind", "fact", "question", "type", "file")


@dataclass
class PieceForm:
    """A form on a piece of a draft. `state` is what it holds, `rows_more` the field that was asked for more rows, `trial` its preview.

    `refused` says of a field why its pictures were not taken.
    """

    work: Work
    piece: DraftPiece
    fields: Sequence[FormField]
    data: Mapping[str, Any]
    state: State
    seen: Seen
    fault: str = ""
    refused: Mapping[str, str] = field(default_factory=dict)
    rows_more: str = ""
    trial: Trial | None = None
    spots: Sequence[ProblemSpot] = field(default_factory=list)

    @property
    def keys(self) -> frozenset[str]:
        """The keys the form has fields for."""
        return frozenset(each.key for each in self.fields)

    @property
    def faults(self) -> Mapping[str, Sequence[ProblemSpot]]:
        """What is wrong with each field."""
        return {key: found for key in self.keys if (found := [spot for spot in self.own if spot.key == key])}

    @property
    def own(self) -> Sequence[ProblemSpot]:
        """What is wrong with what the form shows; of a fact without what is wrong with its questions."""
        return [spot for spot in self.spots if self.piece.kind != "fact" or not spot.question]

    @property
    def values(self) -> Mapping[str, Any]:
        """What the form says, in the shape of the YAML."""
        return form_state.values_of(self.fields, self.state, self.data)

    @property
    def seldom(self) -> Sequence[FormField]:
        """The fields under "More"; a deck without terms has none to choose from."""
        empty = not self.choices("about") and not self.values.get("about")
        return [each for each in self.fields if each.more and not (empty and each.key == "about")]

    @property
    def wants_more(self) -> bool:
        """Whether a field under "More" holds something, or something is wrong with it."""
        more = {each.key for each in self.fields if each.more}
        return self.rows_more in more or any(self.values.get(key) or key in self.faults or key in self.refused for key in more)

    def given(self, key: str) -> str:
        """Return the text in a field."""
        return next(iter(self.state.get(f"{form_state.PREFIX}{key}", ())), "")

    def rows(self, each: FormField) -> Sequence[Mapping[str, str]]:
        """Return the filled rows of a field."""
        return form_state.rows(each, self.state)

    @property
    def parts(self) -> Mapping[str, str]:
        """What names the piece in hidden fields."""
        return {f"p-{name}": getattr(self.piece, name) for name in PARTS}

    @property
    def usual_category(self) -> Any:
        """The category where the form says none, in words."""
        if self.piece.kind == "question":
            return _("Same as the fact")
        line = next((line for line in self.work.outline.facts if line.id == self.piece.fact), None)
        return self.work.categories.get(line.category, _("Not set")) if line else _("Not set")

    def choices(self, name: str) -> Sequence[tuple[str, Any]]:
        """Return what there is to choose from: categories, kinds of terms, facts, terms."""
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

    def change(self, files: Mapping[str, str]) -> Mapping[str, Any] | str:
        """Return what the form changes of these files."""
        if self.fields is TEXT:
            return "".join(self.state.get("f-text", ()))
        return form_state.changes(self.fields, self.state, editing.data_of(files, self.piece))

    def typed(self) -> PieceForm:
        """Return the form with what it would be if it were saved: its problems and its preview."""
        files, made = editing.put(self.work.draft.files, self.piece, self.change(self.work.draft.files), "new")
        work = editing.looked_at(self.work.draft, files)
        self.spots = work.of(made)
        if made.kind == "question":
            self.trial = editing_preview.preview(work, made.question, answer())
        return self


def answer() -> Mapping[str, Sequence[str]] | None:
    """Return the fields of an answer on trial, None where none was given."""
    if not request.form.get("try"):
        return None
    return {name: values for name, values in request.form.lists() if not name.startswith(("f-", "p-")) and name != "csrf_token"}
