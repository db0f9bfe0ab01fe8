"""The forms of accounts. What may stand in a field is decided by the services; here it is only worded."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired

from quizapp.services.errors import Invalid, TooMany
from quizapp.services.people.preferences import zones
from quizapp.web.sentences import sentence


class AccountForm(FlaskForm):
    """A form that can say what a service refused."""

    def refuse(self, error: Invalid | TooMany) -> int:
        """Put what a service refused beside the field, and return the status of the page."""
        self["password" if isinstance(error, TooMany) else error.field].errors = [sentence(error)]
        return 429 if isinstance(error, TooMany) else 422


class SignInForm(AccountForm):
    """Name and password."""

    username = StringField(_("Name"), [InputRequired(_("Please give your name."))])
    password = PasswordField(_("Password"), [InputRequired(_("Please give your password."))])


class RegisterForm(AccountForm):
    """A new account."""

    username = StringField(_("Choose a name"), [InputRequired(_("Please choose a name."))])
    display_name = StringField(_("Name shown in class"))
    password = PasswordField(_("Choose a password"), [InputRequired(_("Please choose a password."))])


class PasswordForm(AccountForm):
    """Another password."""

    password = PasswordField(_("Password now"), [InputRequired(_("Please give your present password."))])
    new_password = PasswordField(
        _("New password"),
        [InputRequired(_("Please choose a password."))],
        description=_("Ten characters or more. You stay signed in here; everywhere else you are signed out."),
    )


class ChooseForm(AccountForm):
    """A password of one's own, where a first one or a one-time link let its owner in."""

    password = PasswordField(_("Choose a password"), [InputRequired(_("Please choose a password."))])


class EraseForm(AccountForm):
    """The password, once more."""

    password = PasswordField(_("Password"), [InputRequired(_("Please give your password."))])


class SettingsForm(AccountForm):
    """What a person can set."""

    display_name = StringField(_("Name shown"), description=_("Others in your class see it. Empty: the name you sign in with."))
    language = SelectField(_("Language"), choices=lambda: [("en", "English")])
    zone = SelectField(
        _("Time zone"),
        choices=lambda: [("", _("The one of my browser")), *((name, name.replace("_", " ")) for name in zones())],
        description=_("A study day ends at four in the morning there."),
    )
    theme = SelectField(_("Theme"), choices=lambda: [("auto", _("As my device")), ("light", _("Light")), ("dark", _("Dark"))])
    text_size = SelectField(_("Text size"), choices=lambda: [("normal", _("Normal")), ("large", _("Large")), ("largest", _("Largest"))])
    new_facts = IntegerField(
        _("New facts a day"),
        description=_("0 to 50. With 0 only what you have met comes back."),
    )
    letter_keys = BooleanField(_("Letter and digit keys answer questions"))
    four_buttons = BooleanField(_("Four buttons on flashcards: forgot, barely, knew it, at once"))
