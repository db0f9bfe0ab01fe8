"""What a service refused, in a sentence: one table for the whole site, by the field and the code of the refusal.

A sentence is short, says what to do, and may name what the refusal tells (`Invalid("title", "long", most=120)`). Where one pair
would need two sentences it means two things: then the service gives the second one a code of its own.
"""

from __future__ import annotations

import logging

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from quizapp.services.errors import Invalid, TooMany

log = logging.getLogger("quizapp")

LONG = _("At most %(most)s characters, please.")
SHOWN = _("This name has characters that cannot be shown.")
TITLE = _("This title has characters that cannot be shown.")
LISTED = _("Please choose one of the list.")
CLOCK = _("A day and a time, please, such as 2026-03-27 and 14:00.")
SKIPPED = _("This time does not exist: the clocks go forward that night. Choose one an hour later.")
SHORT_PASSWORD = _("Ten characters or more, please. Three words are good.")
COMMON_PASSWORD = _("This is among the passwords that are guessed first. Three words that do not belong together are better.")
NAME_AS_PASSWORD = _("Your name is guessed first. Three words that do not belong together are better.")
SIGNS = _("This line is too long, or holds characters that cannot be shown.")

SENTENCES = {
    # accounts
    ("username", "short"): _("Two characters or more, please."),
    ("username", "long"): LONG,
    ("username", "characters"): _("Letters and digits, and between them blanks, dots, dashes or underscores."),
    ("username", "taken"): _("This name, or one that looks like it, is taken. Choose another one."),
    ("username", "mismatch"): _("This is not the user name of the account. Nothing was deleted."),
    ("username", "unknown"): _("There is no open account of this name. Nothing was changed."),
    ("username", "not-teaching"): _("This account is no teacher’s. Nothing was changed."),
    ("username", "no-teacher"): _("No teacher here has this user name. Nothing was changed."),
    ("username", "owner"): _("This teacher is an owner already."),
    ("display_name", "empty"): _("Please give a name."),
    ("display_name", "long"): LONG,
    ("display_name", "characters"): SHOWN,
    ("password", "short"): SHORT_PASSWORD,
    ("password", "long"): LONG,
    ("password", "common"): COMMON_PASSWORD,
    ("password", "name"): NAME_AS_PASSWORD,
    ("password", "same"): _("This is the password from the sheet. Choose one that nobody else has seen."),
    ("password", "mismatch"): _("Name and password do not match. Your name is kept."),
    ("password", "wrong"): _("This is not your password. Nothing was changed."),
    ("password", "last"): _("You are the last administrator who can sign in. Make somebody else one first: nothing was erased."),
    ("password", "disabled"): _("This account is closed. Ask your teacher."),
    ("new_password", "short"): SHORT_PASSWORD,
    ("new_password", "long"): LONG,
    ("new_password", "common"): COMMON_PASSWORD,
    ("new_password", "name"): NAME_AS_PASSWORD,
    ("language", "unknown"): LISTED,
    ("language", "tag"): _("Write the tag of a language, such as en, ko or pt-BR."),
    ("zone", "unknown"): _("Please choose a zone of the list."),
    ("theme", "unknown"): LISTED,
    ("text_size", "unknown"): LISTED,
    ("new_facts", "unknown"): _("A number from 0 to 50, please."),
    ("role", "unknown"): _("Please choose a role of the list."),
    ("role", "last"): _("This is the last administrator who can sign in. Make somebody else one first."),
    ("role", "not-theirs"): _("This person cannot have this role."),
    ("role", "only-teacher"): _("A class needs a teacher, and this is its only teacher. Make somebody else a teacher first."),
    # classes
    ("name", "empty"): _("Please give a name."),
    ("name", "long"): LONG,
    ("name", "characters"): SHOWN,
    ("name", "taken"): _("Somebody in this class has this name, or one that looks like it. Add a letter of the family name."),
    ("code", "unknown"): _("No class has this code. Look at it once more: it has eight letters and digits, and never 0, 1, I or O."),
    ("code", "expired"): _("This code has expired. Ask your teacher for a new one."),
    ("code", "removed"): _("You are no longer in this class. Only its teacher can bring you back."),
    ("code", "accounts"): _("This class wants accounts. Make one, or sign in; then you join."),
    ("class", "archived"): _("This class is archived: open it again to change it."),
    ("class", "moved"): _("This class has been moved already."),
    ("days", "unknown"): _("Please choose one of the days of the list."),
    ("source", "account"): _("This person has an account of their own, which nobody can merge into another."),
    ("source", "elsewhere"): _("This person is in a class of another teacher too, and so cannot be merged here."),
    ("people", "none"): _("Everybody in this list is left out: no account was made."),
    ("people", "taken"): _("Somebody else took one of these user names meanwhile. No account was made: send the list once more."),
    ("names", "empty"): _("Please give at least one name."),
    ("names", "long"): _("This is too long for a list of names: 20,000 characters at most."),
    ("names", "many"): _("At most 100 people at once."),
    ("names", "encoding"): _("This file is not in UTF-8. Save it once more as “CSV UTF-8”, or paste the names."),
    ("names", "characters"): SIGNS,
    ("names", "columns"): _("A line has a name and, if you like, a user name: this one has more."),
    ("names", "quotes"): _("The quotation marks of this line do not match."),
    ("names", "formula"): _("A name does not begin with =, +, - or @: a spreadsheet would take it for a formula."),
    ("names", "name"): _("This line has no name."),
    ("names", "name empty"): _("This line has no name."),
    ("names", "name long"): _("A name has at most 40 characters."),
    ("names", "name characters"): SHOWN,
    ("names", "username short"): _("A user name has two characters or more."),
    ("names", "username long"): _("A user name has at most 40 characters."),
    ("names", "username characters"): _("A user name has letters and digits, and between them blanks, dots, dashes or underscores."),
    # assignments and marks
    ("title", "empty"): _("Please give a title."),
    ("title", "long"): LONG,
    ("title", "characters"): TITLE,
    ("opens", "unreadable"): CLOCK,
    ("opens", "gap"): SKIPPED,
    ("due", "unreadable"): CLOCK,
    ("due", "gap"): SKIPPED,
    ("due", "before"): _("It has to be due after it opens."),
    ("due", "sooner"): _("An extension has to end later than the assignment does for the class."),
    ("extra", "unknown"): LISTED,
    ("days", "range"): LISTED,
    ("size", "range"): _("A whole number from 1 to 200, please, or nothing for one question of each fact."),
    ("minutes", "range"): _("A whole number of minutes from 1 to 600, please, or nothing for no limit."),
    ("attempts", "range"): _("A whole number from 0 to 20, please; 0 is for any number."),
    ("counts", "unknown"): LISTED,
    ("feedback", "unknown"): LISTED,
    ("feedback", "endless"): _("Feedback after the window has closed needs a due date."),
    ("kind", "unknown"): LISTED,
    ("part", "empty"): _("No fact of the deck is in all of what you chose. Choose less narrowly."),
    ("part", "gone"): _("What it asked for has another name in the deck now, or is gone. Choose what it asks for."),
    ("part", "cards"): _("This part has flashcards only, which nobody but the learner can judge: a quiz cannot ask them."),
    ("score", "range"): _("A number from 0 to 1, please, such as 0.5."),
    ("score", "open"): _("This attempt is still open. Wait until it is handed in."),
    ("why", "empty"): _("Please give a reason: the student sees it."),
    ("why", "long"): LONG,
    ("why", "characters"): _("These words have characters that cannot be shown."),
    ("assignment", "archived"): _("This class is over: no attempt was started."),
    ("assignment", "early"): _("This quiz has not opened yet. No attempt was started."),
    ("assignment", "closed"): _("This quiz has closed. No attempt was started, and nothing you had done is lost."),
    ("assignment", "attempts"): _("You have no attempt left. None was started."),
    ("categories", "empty"): _("This quiz has no question any more. Tell your teacher; no attempt was used."),
    # decks
    ("owner", "last"): _("A deck needs an owner. Add somebody else first."),
    ("deck", "files"): _("Its text was not kept when it was published. Publish the folder once more, then copy it."),
    ("deck", "unpublished"): _("This deck is not published, so nothing was changed."),
    ("deck", "published"): _("This deck was published: what students did with it is kept, so it can be withdrawn, not deleted."),
    ("deck", "errors"): _("This deck has mistakes. Mend them first."),
    ("deck", "nothing"): _("This format cannot hold any question of the deck. Choose another one."),
    ("draft", "errors"): _("The draft has mistakes. It was not published; what is published stays as it is."),
    ("draft", "unchanged"): _("The draft is what is published already."),
    ("visibility", "unknown"): _("A deck that was written here can be published for your classes only."),
    ("revision", "files"): _("The text of this revision was not kept, so it cannot be brought back."),
    ("file", "empty"): _("Please choose a file; this one is missing or empty."),
    ("format", "unknown"): _("Please choose one of the formats."),
    ("files", "name"): _("A file of this deck has a name that cannot be stored. Nothing was saved."),
    ("files", "many"): _("A deck has at most %(most)s files. Nothing was saved."),
    ("files", "large"): _("A deck has at most 2 MB of text. Nothing was saved."),
    ("files", "characters"): _("There is a character in it that cannot be stored. Nothing was saved."),
    ("picture", "large"): _(
        "%(name)s is larger than 500 KB and was not added. Make it smaller, such as 1600 pixels wide as a jpeg, and choose it again."
    ),
    ("picture", "pixels"): _("%(name)s has more than 25 million pixels and was not added. Make it smaller and choose it again."),
    ("picture", "moving"): _("%(name)s is animated and was not added. Choose a picture that stands still."),
    ("picture", "broken"): _("%(name)s is no picture that can be read and was not added. Choose a png, jpeg or webp file."),
    ("picture", "many"): _("%(name)s was not added: a deck has at most 200 pictures. Remove some that nothing shows."),
    ("picture", "used"): _("Something in the deck shows this picture. Choose another one there first; nothing was removed."),
    ("accept", "changed"): _("The deck was changed in the meantime. Nothing was published; look again."),
    ("regrade", "nothing"): _("No answer would have another grade, so nothing was changed."),
    ("regrade", "newer"): _("A newer re-grade of this question stands. Reverse that one first; nothing was changed."),
    # what learners write
    ("words", "missing"): _("Say in a few words what is wrong. Nothing was sent yet."),
    ("words", "long"): _("At most %(most)s characters, please. Nothing was sent yet."),
    ("text", "too-long"): _("At most %(most)s characters, please: this has %(num)s."),
    ("text", "control-character"): _("This note has invisible characters that cannot be kept. Write those words anew, please."),
}
"""The sentence of every refusal that a service or the domain makes, and of no other: a test holds the two against each other."""


def sentence(error: Invalid | TooMany) -> str:
    """Return what to tell the person whom a service refused something.

    It never fails: a refusal without a sentence, or a sentence without what it tells, is logged and worded in general.
    """
    if isinstance(error, TooMany):
        return str(ngettext("Too many tries. Try again in %(num)d minute.", "Too many tries. Try again in %(num)d minutes.", error.minutes))
    try:
        return str(SENTENCES[error.field, error.code]) % error.told
    except (KeyError, ValueError, TypeError):
        log.exception("no sentence for %s: %s", error.field, error.code)
        return str(gettext("This cannot be taken as it is. Nothing was changed."))


def listed(code: str, line: int) -> str:
    """Return what is wrong with a list of names (`names`), at a line of it or, for line 0, as a whole."""
    words = sentence(Invalid("names", code))
    return str(gettext("Line %(line)s: %(words)s", line=line, words=words)) if line else words
