"""The form in which a learner keeps a note on a fact."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from quizapp.services.learning import notes
from quizapp.web.forms import AreaField, Form
from quizapp.web.read import bp


class NoteForm(Form):
    """A note on a fact; a reading holds one for each fact that is shown."""

    text = AreaField(_("Your note"), render_kw={"maxlength": notes.LONGEST, "dir": "auto"})

    def __init__(self, fact: str, **options: Any) -> None:
        super().__init__(own=f"note-{fact}", **options)
        hint = gettext("Only you can see it. To remove it, clear the text.") if self.text.data else gettext("Only you can see it.")
        self.text.description = hint


@bp.app_template_global()
def noting(fact: str, note: str) -> NoteForm:
    """Return the form with the note as it stands, for the pages that show a fact."""
    return NoteForm(fact, formdata=None, data={"text": note})
