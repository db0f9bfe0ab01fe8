"""The forms of a deck as a whole: a new one, its owners."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from quizapp.services.authoring.drafts import LONGEST_TITLE
from quizapp.web import languages
from quizapp.web.forms import ChoiceField, Form, TextField

LANGUAGES = (
    ("en", "English"),
    ("ko", "한국어"),
    ("ja", "日本語"),
    ("zh", "中文"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("it", "Italiano"),
    ("pt", "Português"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("tr", "Türkçe"),
    ("ru", "Русский"),
    ("uk", "Українська"),
    ("vi", "Tiếng Việt"),
)
"""Languages to begin a deck in, each by its own name; any other can be typed in the deck's settings."""


class NewDeckForm(Form):
    """A new deck."""

    title = TextField(
        _("Title"),
        description=_("What it is about, such as Rivers of Peru."),
        render_kw={"required": True, "maxlength": LONGEST_TITLE, "autocomplete": "off"},
    )
    language = ChoiceField(_("Language of its text"), choices=LANGUAGES, default=lambda: languages.current().language)


class OwnerForm(Form):
    """A teacher who is to own a deck, by user name."""

    username = TextField(
        _("Add a teacher by user name"),
        description=_("Owners edit and publish together, and see who changed what."),
        render_kw={"required": True, "maxlength": 80, "autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"},
    )
