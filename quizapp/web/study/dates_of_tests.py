"""The day of a test on a deck, and what to expect of it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.domain.memory.expected_score import FORESEEN, STEPS
from quizapp.services.errors import Invalid
from quizapp.services.learning import dated_tests
from quizapp.web.context import my_day, visitor
from quizapp.web.study import bp
from quizapp.web.study.forms import TestDayForm


def drawn(deck: str, form: TestDayForm | None = None, status: int = 200) -> Any:
    """Render the page of the tests on a deck, with a form that was refused, if any."""
    tests = dated_tests.page(visitor(), deck, my_day())
    shown = TestDayForm(formdata=None, obj=tests.own) if form is None else form
    shown.offer(tests.deck.categories)
    return render_template("study/test_day.html", tests=tests, form=shown, foreseen=FORESEEN, most=STEPS[-1], today=my_day()), status


@bp.get("/decks/<deck>/test")
def test_day(deck: str) -> Any:
    """Show when the test is and what to expect."""
    return drawn(deck)


@bp.post("/decks/<deck>/test")
def set_test_day(deck: str) -> Any:
    """Set or change the learner's own day."""
    form = TestDayForm()
    try:
        dated_tests.save(visitor(), deck, form.day.data, form.category.data, form.goal.data, my_day())
    except Invalid as error:
        return drawn(deck, form, form.refuse(error))
    flash(_("The day is saved."), "right")
    return redirect(url_for(".test_day", deck=deck), 303)


@bp.post("/decks/<deck>/test/remove")
def remove_test_day(deck: str) -> Response:
    """Remove the learner's own day."""
    dated_tests.remove(visitor(), deck)
    flash(_("The day is removed. The deck stays among yours."), "right")
    return redirect(url_for(".test_day", deck=deck), 303)
