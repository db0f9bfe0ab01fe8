"""The forms of a class: its name and settings, its code, its decks, its members."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from quizapp.domain.people.audiences import STAFF
from quizapp.services.classes.classes import CODE_DAYS, USUAL_DAYS
from quizapp.services.learning.dated_tests import GOALS
from quizapp.services.people.preferences import zones
from quizapp.web.context import settings, zone
from quizapp.web.forms import AreaField, BooleanField, ChoiceField, FileField, Form, NumberField, RadioField, TextField
from quizapp.web.roles import CLASS_ROLES

CLASS_NAME = {"required": True, "maxlength": 80, "autocomplete": "off"}


def zone_choices() -> list[tuple[str, str | dict[str, str]]]:
    """Return the zones a class can have, with their labels: the site's, the visitor's, UTC, then all by continent."""
    own = usual_zone()
    first = dict.fromkeys(name for name in (own, "UTC") if name)
    areas = groupby((name for name in zones() if name not in first), lambda name: name.partition("/")[0])
    return [
        ("", gettext("%(zone)s (site default)", zone=_place(settings().timezone))),
        *((name, _place(name)) for name in first),
        *((area, {name: _place(name) for name in names}) for area, names in areas),
    ]


def usual_zone() -> str:
    """Return the zone of a new class unless another is chosen: the visitor's, or empty if it is the site's."""
    own = zone().key
    return own if own in zones() and own != settings().timezone else ""


def _place(name: str) -> str:
    return name.replace("_", " ")


class ClassForm(Form):
    """A new class."""

    name = TextField(_("Name of the class"), render_kw=CLASS_NAME)
    zone = ChoiceField(_("Time zone"), choices=zone_choices, default=usual_zone)


class ClassSettingsForm(ClassForm):
    """The settings of a class."""

    zone = ChoiceField(_("Time zone"), choices=zone_choices)
    accounts_only = BooleanField(_("Only people with an account may join"))
    desired_retention = NumberField(
        _("How sure should students be?"),
        choices=[
            (0, _("As each student chooses")),
            (80, _("80 of 100 (least time)")),
            (85, _("85 of 100")),
            (90, _("90 of 100 (as usual)")),
            (95, _("95 of 100 (most time)")),
        ],
        description=_(
            "Of 100 questions that come back, students still know so many. For the decks of this class; students can choose more."
        ),
    )


class CodeForm(Form):
    """How long a new join code is valid."""

    days = NumberField(_("Valid for"), default=USUAL_DAYS)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.days.choices = [(days, ngettext("%(num)s day", "%(num)s days", days)) for days in CODE_DAYS]


class GiveForm(Form):
    """A deck for a class; its page sets the choices."""

    deck = ChoiceField(_("Give a deck"))


class ClassTestForm(Form):
    """The day of a class's test on a deck, and the goal."""

    day = TextField(_("Day of the test"), render_kw={"required": True, "class": "short"})
    goal = NumberField(_("Goal of the class"), description=_("Shown on the page of the test."))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.goal.choices = [(0, gettext("none")), *((goal, gettext("%(goal)s of 100 right", goal=goal)) for goal in GOALS)]


class CopyForm(Form):
    """A class for a new year."""

    name = TextField(_("Name of the new class"), render_kw=CLASS_NAME)


class ColleagueForm(Form):
    """The role of a colleague in a class."""

    role = ChoiceField(_("Invite someone as"), choices=lambda: [(role, CLASS_ROLES[role]) for role in STAFF])


class MemberForm(Form):
    """A member's name and role in a class; its page sets the choices."""

    name = TextField(_("Name in class"), render_kw={"required": True, "maxlength": 40, "autocomplete": "off"})
    role = RadioField(_("Role"))


class NamesForm(Form):
    """A list of names, typed or as a file."""

    names = AreaField(
        _("Names"),
        description=_("One per line, at most 100. Add a user name after a semicolon if you like; otherwise one is made from the name."),
        render_kw={"rows": 10, "spellcheck": "false", "autocomplete": "off"},
    )
    file = FileField(
        _("Or a CSV file (optional)"),
        description=_("Columns: name, user name (optional). UTF-8, with commas or semicolons."),
        render_kw={"accept": ".csv,.txt,text/csv,text/plain"},
    )
