"""The forms of readers: a note on a fact, and how a reading is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from quizapp.services.learning import notes
from quizapp.services.people.preferences import TEXT_SIZES
from quizapp.web.forms import AreaField, ChoiceField, Form
from quizapp.web.read import bp

LINES = ("normal", "wide")
"""How far apart the lines of a reading stand."""

LEVELS = ("full", "easier")
"""The levels of a reading."""

SIZE_WORDS = dict(zip(TEXT_SIZES, (_("Normal"), _("Large"), _("Largest")), strict=True))
LINE_WORDS = dict(zip(LINES, (_("Normal"), _("Wide")), strict=True))


class LookForm(Form):
    """How a reading is set. What is not among the choices is the first of them, so that nothing is refused."""

    text_size = ChoiceField(_("Text size"), choices=[*SIZE_WORDS.items()])
    lines = ChoiceField(_("Line spacing"), choices=[*LINE_WORDS.items()])

    @property
    def look(self) -> Sequence[str]:
        """What was chosen: the size of the text, and how far apart the lines stand."""
        return [field.data if field.data in dict(field.choices) else field.choices[0][0] for field in (self.text_size, self.lines)]


class NoteForm(Form):
    """A note on a fact; a reading has one form for each fact that is shown."""

    text = AreaField(_("Your note"), render_kw={"maxlength": notes.LONGEST, "dir": "auto"})

    def __init__(self, fact: str, **options: Any) -> None:
        super().__init__(own=f"note-{fact}", **options)
        hint = gettext("Only you can see it. To remove it, clear the text.") if self.text.data else gettext("Only you can see it.")
        self.text.description = hint


@bp.app_template_global()
def noting(fact: str, note: str) -> NoteForm:
    """Return the form with the current note, for the pages that show a fact."""
    return NoteForm(fact, formdata=None, data={"text": note})


@bp.app_template_global()
def looking(look: object) -> LookForm:
    """Return the form with how a reading is set at present, for its page."""
    return LookForm(formdata=None, obj=look)
