"""The day of a class's test on one of its decks."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.domain.memory.class_memory import FEW
from quizapp.domain.memory.expected_score import FORESEEN, STEPS
from quizapp.services.classes import dated_class_tests
from quizapp.services.classes.expected_of_class import ENOUGH
from quizapp.services.errors import Invalid
from quizapp.web.context import now, settings, visitor
from quizapp.web.teach import bp
from quizapp.web.teach.classes.classes import refused
from quizapp.web.teach.classes.forms import ClassTestForm


def drawn(class_id: int, deck: str, form: ClassTestForm | None = None, status: int = 200) -> tuple[str, int]:
    """Render the page of a class's test on a deck, with a form that was refused, if any."""
    shown = dated_class_tests.page(visitor(), class_id, deck, now(), settings().timezone)
    form = form or ClassTestForm(formdata=None, obj=shown.test)
    values = {"foreseen": FORESEEN, "few": FEW, "enough": ENOUGH, "most": STEPS[-1]}
    return render_template("teach/classes/test.html", shown=shown, form=form, **values), status


@bp.get("/teach/classes/<int:class_id>/tests/<deck>")
def class_test(class_id: int, deck: str) -> tuple[str, int]:
    """Show when a class has its test on a deck and what to expect."""
    return drawn(class_id, deck)


@bp.post("/teach/classes/<int:class_id>/tests/<deck>")
def set_class_test(class_id: int, deck: str) -> Any:
    """Set or change the day."""
    form = ClassTestForm()
    try:
        dated_class_tests.save(visitor(), class_id, deck, form.day.data, form.goal.data, now(), settings().timezone)
    except Invalid as error:
        return refused(class_id, error) if error.field not in form else drawn(class_id, deck, form, form.refuse(error))
    flash(_("The day is saved."), "right")
    return redirect(url_for(".class_test", class_id=class_id, deck=deck), 303)


@bp.post("/teach/classes/<int:class_id>/tests/<deck>/remove")
def remove_class_test(class_id: int, deck: str) -> Response:
    """Remove the day."""
    try:
        dated_class_tests.remove(visitor(), class_id, deck, now())
    except Invalid as error:
        return refused(class_id, error)
    flash(_("The day is removed."), "right")
    return redirect(url_for(".class_test", class_id=class_id, deck=deck), 303)
