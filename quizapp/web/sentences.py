"""What a service refused, in a sentence: one table for the whole site, by the field and the code of the refusal.

A sentence is short, says what to do, and may use values of the refusal (`Invalid("title", "long", most=120)`). A pair that would need two
sentences has two meanings: the service then gives the second one a code of its own.
"""

from __future__ import annotations

import logging

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from quizapp.services.errors import Invalid, TooMany
from quizapp.web.saying import said

log = logging.getLogger("quizapp")

LONG = _("At most %(most)s characters, please.")
SHOWN = _("This name has characters that can’t be shown.")
TITLE = _("This title has characters that can’t be shown.")
LISTED = _("Please choose one from the list.")
CLOCK = _("Please enter a day and a time, such as 2026-03-27 and 14:00.")
SKIPPED = _("This time does not exist: the clocks go forward that night. Choose one an hour later.")
SHORT_PASSWORD = _("Ten characters or more, please. Three words work well.")
COMMON_PASSWORD = _("This is one of the first passwords people guess. Three unrelated words are better.")
WORD_AS_PASSWORD = _("One word with numbers is easy to guess. Three unrelated words are better.")
NAME_AS_PASSWORD = _("Your name is the first thing people guess. Three unrelated words are better.")
SIGNS = _("This line is too long or has characters that can’t be shown.")

SENTENCES = {
    # accounts
    ("username", "short"): _("Two characters or more, please."),
    ("username", "long"): LONG,
    ("username", "characters"): _("Letters and numbers, please, with only spaces, dots, dashes or underscores between them."),
    ("username", "taken"): _("This name, or one that looks like it, is taken. Choose another one."),
    ("username", "mismatch"): _("This is not the user name of the account. Nothing was deleted."),
    ("username", "unknown"): _("There is no open account with this name. Nothing was changed."),
    ("username", "not-teaching"): _("This is not a teacher’s account. Nothing was changed."),
    ("username", "no-teacher"): _("No teacher here has this user name. Nothing was changed."),
    ("username", "owner"): _("This teacher is already an owner."),
    ("display_name", "empty"): _("Please enter a name."),
    ("display_name", "long"): LONG,
    ("display_name", "characters"): SHOWN,
    ("password", "short"): SHORT_PASSWORD,
    ("password", "long"): LONG,
    ("password", "common"): COMMON_PASSWORD,
    ("password", "word"): WORD_AS_PASSWORD,
    ("password", "name"): NAME_AS_PASSWORD,
    ("password", "same"): _("This is the password from the sheet. Choose one that nobody else has seen."),
    ("password", "mismatch"): _("The name and password don’t match. Check both and try again."),
    ("password", "wrong"): _("This is not your password. Nothing was changed."),
    ("password", "last"): _(
        "You are the last administrator who can sign in. Make somebody else an administrator first; nothing was erased."
    ),
    ("password", "disabled"): _("This account is closed. Ask your teacher."),
    ("new_password", "short"): SHORT_PASSWORD,
    ("new_password", "long"): LONG,
    ("new_password", "common"): COMMON_PASSWORD,
    ("new_password", "word"): WORD_AS_PASSWORD,
    ("new_password", "name"): NAME_AS_PASSWORD,
    ("language", "unknown"): LISTED,
    ("language", "tag"): _("Write a language tag such as en, ko or pt-BR."),
    ("zone", "unknown"): _("Please choose a time zone from the list."),
    ("theme", "unknown"): LISTED,
    ("text_size", "unknown"): LISTED,
    ("new_facts", "unknown"): _("A number from 0 to 50, please."),
    ("minutes", "unknown"): _("A number from 1 to 240, please, or nothing."),
    ("desired_retention", "unknown"): _("Please choose one of these."),
    ("role", "unknown"): _("Please choose a role from the list."),
    ("role", "last"): _("This is the only administrator who can sign in. Make somebody else an administrator first."),
    ("role", "not-theirs"): _("This person cannot have this role."),
    ("role", "only-teacher"): _("A class needs a teacher, and this is its only teacher. Make somebody else a teacher first."),
    # tests
    ("day", "unknown"): _("Choose a day."),
    ("day", "past"): _("This day is over. Choose today or a later one."),
    ("category", "unknown"): LISTED,
    ("goal", "unknown"): LISTED,
    # classes
    ("name", "empty"): _("Please enter a name."),
    ("name", "long"): LONG,
    ("name", "characters"): SHOWN,
    ("name", "taken"): _("Somebody in this class has this name, or one that looks like it. Add a letter of the family name."),
    ("code", "unknown"): _("No class has this code. Please check it: it has eight letters and numbers, and never 0, 1, I or O."),
    ("code", "expired"): _("This code has expired. Ask your teacher for a new one."),
    ("code", "removed"): _("You are no longer in this class. Only its teacher can let you back in."),
    ("code", "accounts"): _("You need an account for this class. Create one or sign in, and then you can join."),
    ("class", "archived"): _("This class is archived. Reopen it to make changes."),
    ("class", "moved"): _("This class has already been moved."),
    ("class", "held"): _("A quiz on this deck has not shown its results yet. Move the class once the quiz has closed."),
    ("days", "unknown"): _("Please choose a number of days from the list."),
    ("source", "account"): _("This person has their own account, which cannot be merged into another."),
    ("source", "elsewhere"): _("This person is also in another teacher’s class, so they cannot be merged here."),
    ("people", "none"): _("Everybody on this list was left out, so no account was created."),
    ("people", "taken"): _("Somebody else has just taken one of these user names. No account was created. Please send the list again."),
    ("names", "empty"): _("Please enter at least one name."),
    ("names", "long"): _("This list is too long. The limit is 20,000 characters."),
    ("names", "many"): _("You can add at most 100 people at a time."),
    ("names", "encoding"): _("This file is not in UTF-8. Save it again as “CSV UTF-8”, or paste the names."),
    ("names", "characters"): SIGNS,
    ("names", "columns"): _("A line has a name and, if you like, a user name. This one has more columns."),
    ("names", "quotes"): _("The quotation marks in this line do not match."),
    ("names", "formula"): _("A name cannot start with =, +, - or @, because a spreadsheet would read it as a formula."),
    ("names", "name"): _("This line has no name."),
    ("names", "name empty"): _("This line has no name."),
    ("names", "name long"): _("A name can have at most 40 characters."),
    ("names", "name characters"): SHOWN,
    ("names", "username short"): _("A user name needs at least two characters."),
    ("names", "username long"): _("A user name can have at most 40 characters."),
    ("names", "username characters"): _("A user name can have letters and numbers, with spaces, dots, dashes or underscores between them."),
    # assignments and marks
    ("title", "empty"): _("Please enter a title."),
    ("title", "long"): LONG,
    ("title", "characters"): TITLE,
    ("opens", "unreadable"): CLOCK,
    ("opens", "gap"): SKIPPED,
    ("due", "unreadable"): CLOCK,
    ("due", "gap"): SKIPPED,
    ("due", "before"): _("The due date has to be after the opening date."),
    ("due", "sooner"): _("An extension has to end later than the due date for the class."),
    ("due", "closing"): _(
        "During this quiz the deck is closed to those outside, for %(most)s days at most. Choose an earlier date, or open the deck first."
    ),
    ("due", "held out"): _("A quiz that leaves facts out of practice needs a due date: after it, everything is practised."),
    ("opens", "held out"): _("To leave facts out of practice until the quiz, let it open a day from now or later."),
    ("holds_out", "running"): _("Another quiz on this deck leaves facts out at the moment. Wait until it has closed, or end that first."),
    ("holds_out", "few"): _(
        "To leave facts out, a quiz needs at least five that no graded assignment asks. Choose a larger part of the deck."
    ),
    ("closes_deck", "endless"): _("To close the deck while the quiz runs, set a due date."),
    ("closes_deck", "long"): _("A deck can be closed for %(most)s days at most. Let the quiz end earlier, or leave the deck open."),
    ("extra", "unknown"): LISTED,
    ("days", "range"): LISTED,
    ("size", "range"): _("Please enter a whole number from 1 to 200, or leave it empty for one question per fact."),
    ("minutes", "range"): _("Please enter a whole number of minutes from 1 to 600, or leave it empty for no time limit."),
    ("attempts", "range"): _("Please enter a whole number from 0 to 20; 0 means any number."),
    ("counts", "unknown"): LISTED,
    ("feedback", "unknown"): LISTED,
    ("feedback", "begun"): _("Students have begun this quiz, so this can no longer be changed."),
    ("feedback", "endless"): _("To show right answers after the quiz closes, set a due date."),
    ("kind", "unknown"): LISTED,
    ("part", "empty"): _("No fact in the deck matches everything you ticked. Try choosing from fewer lists."),
    ("part", "gone"): _("The part of the deck that was chosen has been renamed or removed. Please choose again."),
    ("part", "cards"): _("This part has only flashcards. Learners rate those themselves, so a quiz cannot use them."),
    ("score", "range"): _("Please enter a number from 0 to 1, such as 0.5."),
    ("score", "open"): _("This attempt is still open. Wait until it is handed in."),
    ("why", "empty"): _("Please enter a reason. The student will see it."),
    ("why", "long"): LONG,
    ("why", "characters"): _("This text has characters that can’t be shown."),
    ("assignment", "archived"): _("This class is over, so no attempt was started."),
    ("assignment", "early"): _("This quiz has not opened yet. No attempt was started."),
    ("assignment", "closed"): _("This quiz has closed. No attempt was started, and none of your work is lost."),
    ("assignment", "attempts"): _("You have no attempts left, so none was started."),
    ("categories", "empty"): _("This quiz no longer has any questions. Tell your teacher; you have not used up an attempt."),
    # the site
    ("weights", "changed"): _("Somebody chose other weights in the meantime, so nothing was changed. This page shows what is in use now."),
    # decks
    ("owner", "last"): _("A deck needs an owner. Add another one first."),
    ("deck", "files"): _("The text of this deck was not kept when it was published. Publish the folder again, then copy it."),
    ("deck", "unpublished"): _("This deck is not published, so nothing was changed."),
    ("deck", "published"): _("This deck has been published and students’ work on it is kept. You can withdraw it, but not delete it."),
    ("deck", "errors"): _("This deck has mistakes. Fix them first."),
    ("deck", "nothing"): _("This format can’t hold any of the questions in this deck. Choose another one."),
    ("draft", "errors"): _("The draft has mistakes, so it was not published. The published deck stays as it is."),
    ("draft", "unchanged"): _("The draft is already published. There is nothing new in it."),
    ("draft", "nothing-replaced"): _("Nothing was replaced in this draft, so nothing was changed."),
    ("visibility", "unknown"): _("A deck that was written here can only be published for your classes."),
    ("revision", "files"): _("The text of this revision was not kept, so it can’t be restored."),
    ("file", "empty"): _("Please choose a file; this one is missing or empty."),
    ("file", "waiting"): _("%(most)s of your files are still waiting to be read. Please wait until one is done, or cancel one."),
    ("format", "unknown"): _("Please choose one of the formats."),
    ("files", "name"): _("A file in this deck has a name that can’t be stored. Nothing was saved."),
    ("files", "many"): _("A deck can have at most %(most)s files. Nothing was saved."),
    ("files", "large"): _("A deck can have at most 2 MB of text. Nothing was saved."),
    ("files", "characters"): _("The text has a character that can’t be stored. Nothing was saved."),
    ("picture", "large"): _(
        "%(name)s is larger than 500 KB and was not added. Make it smaller, for example a JPEG 1600 pixels wide, and choose it again."
    ),
    ("picture", "large-drawing"): _(
        "%(name)s is larger than 100 KB and was not added. Make the drawing simpler or save it as a PNG file, and choose it again."
    ),
    ("picture", "pixels"): _("%(name)s has more than 25 million pixels and was not added. Make it smaller and choose it again."),
    ("picture", "moving"): _("%(name)s is animated and was not added. Please choose a still picture."),
    ("picture", "broken"): _("%(name)s could not be read as a picture and was not added. Choose a PNG, JPEG, WebP or SVG file."),
    ("picture", "refused"): _("%(name)s is not accepted: %(what)s. Keep only what draws: shapes, text, and styles without addresses."),
    ("picture", "many"): _("%(name)s was not added, because a deck can have at most 200 pictures. Remove some that are not used."),
    ("picture", "used"): _("This picture is still used in the deck. Choose another one there first. Nothing was removed."),
    ("accept", "changed"): _("The deck was changed in the meantime. Nothing was published. Please look at it again."),
    ("classes", "others"): _(
        "Students in classes of other teachers would get another grade. Tick the box if they should. Nothing was changed."
    ),
    ("regrade", "nothing"): _("No answer would get a different grade, so nothing was changed."),
    ("regrade", "newer"): _("There is a newer re-grade of this question. Reverse that one first. Nothing was changed."),
    # what learners write
    ("words", "missing"): _("Please say in a few words what is wrong. Nothing has been sent yet."),
    ("words", "long"): _("At most %(most)s characters, please. Nothing has been sent yet."),
    ("text", "too-long"): _("At most %(most)s characters, please: this note has %(num)s."),
    ("text", "control-character"): _("This note has invisible characters that can’t be saved. Please type those words again."),
}
"""The sentence for every refusal that a service or the domain makes, and for no other, as a test checks."""


def sentence(error: Invalid | TooMany) -> str:
    """Return the sentence for the person to whom a service refused something.

    It never fails: a refusal without a sentence, or a sentence with a value missing, is logged and replaced with a general one.
    """
    if isinstance(error, TooMany):
        return str(
            ngettext("Too many attempts. Try again in %(num)d minute.", "Too many attempts. Try again in %(num)d minutes.", error.minutes)
        )
    try:
        return str(SENTENCES[error.field, error.code]) % {
            name: said(value) if isinstance(value, str) else value for name, value in error.told.items()
        }
    except (KeyError, ValueError, TypeError):
        log.exception("no sentence for %s: %s", error.field, error.code)
        return str(gettext("This can’t be accepted as it is. Nothing was changed."))


def listed(code: str, line: int) -> str:
    """Return what is wrong with a list of names (`names`), in a line of it or, for line 0, as a whole."""
    words = sentence(Invalid("names", code))
    return str(gettext("Line %(line)s: %(words)s", line=line, words=words)) if line else words
