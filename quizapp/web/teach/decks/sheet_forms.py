"""The form of a worksheet: which questions it has. It is sent with the address, so that a sheet can be found again."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from quizapp.services.authoring.worksheets import MOST, USUAL, Worksheet
from quizapp.web.forms import BooleanField, Form, NumberField, TextField, TicksField

LONGEST_SEED = 12


class SheetForm(Form):
    """How many questions of which categories, in the order of which seed, and whether with a key."""

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
        """Return the form as a sheet answers it: with the seed it was given, and no more questions than there are."""
        form = cls(formdata=None, data={"count": sheet.count, "seed": sheet.seed, "category": sheet.chosen, "key": sheet.with_key})
        form.count.description = _("of %(total)s that can be printed", total=sheet.total)
        form.category.choices = list(sheet.categories.items())
        return form
