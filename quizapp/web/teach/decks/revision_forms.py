"""The form of a comparison: which two revisions of a deck."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _

from quizapp.web.forms import Form, NumberField


class CompareForm(Form):
    """Two revisions of a deck by their numbers; it is sent with the address, since it changes nothing."""

    a = NumberField(_("Compare revision"))
    b = NumberField(_("with"))

    @classmethod
    def of(cls, numbers: Sequence[int]) -> CompareForm:
        """Return the form that offers these revisions, newest first, and proposes the newest with the one before it."""
        form = cls(formdata=None, data=dict(zip("ba", numbers, strict=False)))
        form.a.choices = form.b.choices = [(number, number) for number in numbers]
        return form
