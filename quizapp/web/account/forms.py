"""The forms of accounts. The services decide which values are accepted; here are only the texts."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms.validators import InputRequired

from quizapp.services.people.preferences import zones
from quizapp.web import languages
from quizapp.web.account import bp
from quizapp.web.forms import BooleanField, ChoiceField, Form, NumberField, SecretField, TextField

NAME = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
NEW_PASSWORD = {"autocomplete": "new-password", "minlength": 10, "maxlength": 200}
LONG_ENOUGH = _("Ten characters or more. Three words work well.")


class AnswersField(BooleanField):
    """Whether a guest's answers are moved to the account: yes, unless the box was shown and cleared, which a hidden 0 before it tells."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was ticked, where there was a box."""
        self.data = valuelist != ["0"]


class AccountForm(Form):
    """A form with a password, whose field shows the error for too many attempts."""

    busy = "password"


class SignInForm(AccountForm):
    """Name and password."""

    username = TextField(_("Name"), [InputRequired(_("Please enter your name."))], render_kw=NAME)
    password = SecretField(_("Password"), [InputRequired(_("Please enter your password."))], render_kw={"autocomplete": "current-password"})
    bring = AnswersField(
        default=True,
        description=_("The answers you gave here as a guest move to your account. If you leave this unticked, they are deleted."),
    )


@bp.app_template_global()
def signing_in() -> SignInForm:
    """Return an empty form for signing in, for a page that keeps what was sent before."""
    return SignInForm(formdata=None)


class RegisterForm(AccountForm):
    """A new account."""

    username = TextField(
        _("Choose a name"),
        [InputRequired(_("Please choose a name."))],
        description=_("Letters and numbers. No e-mail address needed."),
        render_kw={**NAME, "maxlength": 40},
    )
    display_name = TextField(_("Name shown in class"), render_kw={"autocomplete": "nickname", "maxlength": 40})
    password = SecretField(
        _("Choose a password"), [InputRequired(_("Please choose a password."))], description=LONG_ENOUGH, render_kw=NEW_PASSWORD
    )


class PasswordForm(AccountForm):
    """A new password."""

    password = SecretField(_("Current password"), [InputRequired(_("Please enter your current password."))])
    new_password = SecretField(
        _("New password"),
        [InputRequired(_("Please choose a password."))],
        description=_("Ten characters or more. You stay signed in here but are signed out everywhere else."),
        render_kw=NEW_PASSWORD,
    )


class ChooseForm(AccountForm):
    """A password chosen by its owner, after a first password or a one-time link."""

    password = SecretField(
        _("Choose a password"), [InputRequired(_("Please choose a password."))], description=LONG_ENOUGH, render_kw=NEW_PASSWORD
    )


class EraseForm(AccountForm):
    """The password, once more."""

    password = SecretField(_("Password"), [InputRequired(_("Please enter your password."))])


class SettingsForm(AccountForm):
    """The settings of a person."""

    display_name = TextField(
        _("Display name"), description=_("Others in your class see it. If you leave it empty, they see the name you sign in with.")
    )
    language = ChoiceField(_("Language"), choices=lambda: [("", _("Same as my browser")), *languages.choices()])
    zone = ChoiceField(
        _("Time zone"),
        choices=lambda: [("", _("Same as my browser")), *((name, name.replace("_", " ")) for name in zones())],
        description=_("A study day ends at four in the morning in this time zone."),
    )
    theme = ChoiceField(_("Theme"), choices=lambda: [("auto", _("Same as my device")), ("light", _("Light")), ("dark", _("Dark"))])
    text_size = ChoiceField(_("Text size"), choices=lambda: [("normal", _("Normal")), ("large", _("Large")), ("largest", _("Largest"))])
    new_facts = NumberField(
        _("New facts a day"),
        description=_("0 to 50. With 0, you only get questions on facts you have already seen."),
    )
    minutes = NumberField(
        _("Minutes a day"),
        description=_("Study fills them and then stops for the day. If you leave it empty, you get everything that is due."),
        blank=True,
    )
    desired_retention = NumberField(
        _("How sure do you want to be?"),
        choices=[
            (0, _("As usual, or as my class wants")),
            (80, _("80 of 100 (least time)")),
            (85, _("85 of 100")),
            (90, _("90 of 100 (as usual)")),
            (95, _("95 of 100 (most time)")),
        ],
        description=_("Of 100 questions that come back, you still know so many. It applies to each question from your next answer on."),
    )
    letter_keys = BooleanField(_("Answer questions with letter and number keys"))
    four_buttons = BooleanField(_("Four buttons on flashcards: forgot, barely, knew it, at once"))
