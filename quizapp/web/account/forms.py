"""The forms of accounts. What may stand in a field is decided by the services; here it is only worded."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired

from quizapp.services.errors import Invalid, TooMany
from quizapp.services.people.preferences import zones

FAULTS = {
    ("username", "short"): _("Two characters or more, please."),
    ("username", "long"): _("At most 40 characters, please."),
    ("username", "characters"): _("Letters and digits, and between them blanks, dots, dashes or underscores."),
    ("username", "taken"): _("This name, or one that looks like it, is taken. Choose another one."),
    ("display_name", "long"): _("At most 40 characters, please."),
    ("display_name", "characters"): _("This name has characters that cannot be shown."),
    ("new_facts", "unknown"): _("A number from 0 to 50, please."),
    ("password", "short"): _("Ten characters or more, please. Three words are good."),
    ("password", "long"): _("At most 200 characters, please."),
    ("password", "common"): _("This is among the passwords that are guessed first. Three words that do not belong together are better."),
    ("password", "name"): _("Your name is guessed first. Three words that do not belong together are better."),
    ("password", "same"): _("This is the password from the sheet. Choose one that nobody else has seen."),
    ("password", "mismatch"): _("Name and password do not match. Your name is kept."),
    ("password", "last"): _("You are the last administrator who can sign in. Make somebody else one first: nothing was erased."),
    ("password", "disabled"): _("This account is closed. Ask your teacher."),
}
"""What is wrong with a field, by its name and the service's code."""

WRONG_PASSWORD = _("This is not your password. Nothing was changed.")


class AccountForm(FlaskForm):
    """A form that can say what a service refused."""

    def refuse(self, error: Invalid | TooMany) -> int:
        """Put what a service refused beside the field, and return the status of the page."""
        if isinstance(error, TooMany):
            once, often = "Too many tries. Try again in %(num)d minute.", "Too many tries. Try again in %(num)d minutes."
            words = ngettext(once, often, error.minutes)
            self["password"].errors = [words]
            return 429
        self[error.field].errors = [self.words(error)]
        return 422

    def words(self, error: Invalid) -> object:
        """Return the sentence for a fault."""
        return FAULTS[error.field, error.code]


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

    def words(self, error: Invalid) -> object:
        """Return the sentence for a fault; a new password has the faults of a password."""
        return WRONG_PASSWORD if error.code == "mismatch" else FAULTS["password", error.code]


class ChooseForm(AccountForm):
    """A password of one's own, where a first one or a one-time link let its owner in."""

    password = PasswordField(_("Choose a password"), [InputRequired(_("Please choose a password."))])


class EraseForm(AccountForm):
    """The password, once more."""

    password = PasswordField(_("Password"), [InputRequired(_("Please give your password."))])

    def words(self, error: Invalid) -> object:
        """Return the sentence for a fault."""
        return WRONG_PASSWORD if error.code == "mismatch" else super().words(error)


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
