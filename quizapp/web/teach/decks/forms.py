"""The forms of a deck as a whole: a new one, its owners, an import, a publication, a comparison of revisions, a worksheet."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _

from quizapp.services.authoring.drafts import LONGEST_TITLE
from quizapp.services.authoring.publishing import LONGEST_WHY
from quizapp.services.authoring.worksheets import MOST, USUAL, Worksheet
from quizapp.web import languages
from quizapp.web.forms import UNREADABLE, BooleanField, ChoiceField, FileField, Form, NumberField, TextField, TicksField

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
"""Languages for a new deck, each under its own name; any other can be typed in the deck's settings."""


class NewDeckForm(Form):
    """A new deck."""

    title = TextField(
        _("Title"),
        description=_("What it is about, such as Rivers of Peru."),
        render_kw={"required": True, "maxlength": LONGEST_TITLE, "autocomplete": "off"},
    )
    language = ChoiceField(_("Language of its text"), choices=LANGUAGES, default=lambda: languages.current().language)


class SeenForm(Form):
    """A button that does something to a draft as of its change `n`."""

    n = NumberField("", default=UNREADABLE)


class OwnerForm(SeenForm):
    """A teacher who becomes an owner of a deck, by user name."""

    username = TextField(
        _("Add a teacher by user name"),
        description=_("Owners edit and publish together, and see who changed what."),
        render_kw={"required": True, "maxlength": 80, "autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"},
    )


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
        description=_("Moodle XML, GIFT, Aiken, CSV, Anki or a quizapp zip, at most 25 MB."),
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


class PublishForm(SeenForm):
    """A draft as of its change `n`, and a note on why it is published."""

    why = TextField(
        _("Why (optional)"),
        description=_("A note for the other owners, and for you next year. It appears in the list of revisions."),
        render_kw={"maxlength": LONGEST_WHY, "autocomplete": "off"},
    )


class CompareForm(Form):
    """Two revisions of a deck by their numbers; it is sent with GET, since it changes nothing."""

    a = NumberField(_("Compare revision"))
    b = NumberField(_("with"))

    @classmethod
    def of(cls, numbers: Sequence[int]) -> CompareForm:
        """Return the form with these revisions, newest first, comparing the newest with the one before it by default."""
        form = cls(formdata=None, data=dict(zip("ba", numbers, strict=False)))
        form.a.choices = form.b.choices = [(number, number) for number in numbers]
        return form


LONGEST_SEED = 12


class SheetForm(Form):
    """The number of questions, their categories, the seed of their order, and whether to add a key."""

    count = NumberField(_("Questions"), default=USUAL, render_kw={"min": 1, "max": MOST})
    seed = TextField(
        _("Seed"),
        description=_("The same seed gives the same sheet."),
        render_kw={"maxlength": LONGEST_SEED, "autocomplete": "off", "spellcheck": "false"},
    )
    category = TicksField(_("Categories (tick none for all)"))
    key = BooleanField(_("Add the answer key on a separate page"), false_values=("", "0"))

    @classmethod
    def of(cls, sheet: Worksheet) -> SheetForm:
        """Return the form filled in as the sheet was made: with its seed, and no more questions than there are."""
        form = cls(formdata=None, data={"count": sheet.count, "seed": sheet.seed, "category": sheet.chosen, "key": sheet.with_key})
        form.count.description = _("of %(total)s that can be printed", total=sheet.total)
        form.category.choices = list(sheet.categories.items())
        return form
