"""The form of an import: a file of another program, and what it does not say itself."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from quizapp.services.authoring.drafts import LONGEST_TITLE
from quizapp.web import languages
from quizapp.web.forms import ChoiceField, FileField, Form, TextField

FORMATS = [
    ("", _("Detect from the file name")),
    ("zip", _("quizapp (.zip)")),
    ("moodle", _("Moodle XML (.xml)")),
    ("gift", _("GIFT (.gift, .txt)")),
    ("aiken", _("Aiken (.txt)")),
    ("csv", _("Table (.csv)")),
    ("apkg", _("Anki, text cards (.apkg)")),
]


class ImportForm(Form):
    """A file that becomes a draft."""

    file = FileField(
        _("File"),
        description=_("Moodle XML, GIFT, Aiken, CSV, Anki or a quizapp zip, at most 20 MB."),
        render_kw={"required": True, "accept": ".zip,.xml,.gift,.txt,.csv,.apkg"},
    )
    format = ChoiceField(_("Format"), choices=FORMATS)
    title = TextField(
        _("Title"),
        description=_("Leave empty to use the title in the file."),
        render_kw={"maxlength": LONGEST_TITLE, "autocomplete": "off"},
    )
    language = TextField(
        _("Language of the questions"),
        description=_("Numbers and dates are read the way this language writes them: en, ko, pt-BR. A quizapp zip names its own language."),
        default=languages.tag,
        render_kw={"maxlength": 35, "autocomplete": "off", "spellcheck": "false"},
    )
