"""Who may call which route, and the exceptions at the gate (`web/gate.py`): the only table of endpoints.

The gate only knows who the visitor is. Whether the deck, class or attempt that an address names is theirs is checked by the service that
reads it, in the same transaction: it raises NotFound for other people's, so that nobody learns what exists. For audiences that depend on an
object, the value says which rule applies; tests call every route as every kind of person and compare.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from quizapp.domain.people.audiences import administers, teaches
from quizapp.services.authoring import editing_pictures, importing
from quizapp.services.people.accounts import Visitor


class Audience(Enum):
    """The audience of a route. The value describes it; everybody else is refused."""

    ANYBODY = "anybody"
    LEARNERS = "guests and accounts, for their own answers; nobody else's answers have an address"
    READERS = "public decks: anybody; other decks: members of a class that has it, owners and administrators"
    LEARNING_READERS = "guests and accounts who may read the deck"
    SIGNED_IN = "guests and accounts, for their own account"
    MEMBERS = "current members of the class; administrators"
    INSIDE = "current members of the class"
    STUDENTS = "current students of the class"
    STAFF = "teachers and assistants of the class; administrators"
    CLASS_TEACHERS = "teachers of the class; administrators (assistants see that they may not)"
    TEACHERS = "teachers of the site; administrators"
    ANSWERING = "teachers of the site; teachers and assistants of any class"
    DECK_STAFF = "owners of the deck; teachers and assistants of a class that has it; administrators"
    TEACHING_READERS = "decks in the bank folder: all teachers of the site; other decks: the owners; administrators"
    OWNERS = "owners of the deck; administrators"
    ADMINS = "administrators"


A = Audience

FREE = frozenset({A.ANYBODY, A.READERS})
"""Audiences that everybody can belong to, signed in or not."""

SITE_TEACHERS = frozenset({A.TEACHERS, A.TEACHING_READERS, A.OWNERS})
"""Audiences whose members all teach on this site: for others, the page does not exist."""

STUDYING = frozenset({A.LEARNERS, A.READERS, A.LEARNING_READERS})
"""Audiences that a test student belongs to: it has no account to manage, and neither joins nor leaves classes."""


def admits(audience: Audience, who: Visitor) -> bool:
    """Whether somebody can belong to an audience, whatever object the address names."""
    if audience in FREE:
        return True
    if audience is A.ADMINS:
        return administers(who.role)
    return teaches(who.role) if audience in SITE_TEACHERS else who.signed_in


@dataclass(frozen=True, slots=True)
class Rule:
    """The audience of a route, and its exceptions at the gate, each a column of the table.

    `unready`: it answers whatever the state of the database. `first_password`: it is open to people who still have to replace a first
    password. `tester`: it is open to a test student, although its audience does not study. `most_bytes`: the size of a request from people
    who may call it, if the limit of the site is too small; 0 is that limit.
    """

    audience: Audience
    unready: bool = False
    first_password: bool = False
    tester: bool = False
    most_bytes: int = 0

    @property
    def studying(self) -> bool:
        """Whether a test student may call the route."""
        return self.tester or self.audience in STUDYING


FIELDS = 100_000
"""The bytes for what is sent along with a file."""

PICTURES = 14 * editing_pictures.LARGEST_FILE
"""The bytes of an editor form: twelve options, each with the largest picture, and text.

A photo that is too large usually gets an error message in the form.
"""

POLICY: dict[str, Rule] = {
    # home, and what everybody may fetch
    "home.index": Rule(A.ANYBODY, tester=True),
    "home.guest": Rule(A.ANYBODY, tester=True),
    "progress.week": Rule(A.LEARNERS),
    "home.set_minutes": Rule(A.SIGNED_IN, tester=True),
    "home.favicon": Rule(A.ANYBODY, first_password=True, tester=True),
    "home.healthz": Rule(A.ANYBODY, unready=True, first_password=True, tester=True),
    "home.metrics": Rule(A.ANYBODY, unready=True, first_password=True, tester=True),
    "home.manifest": Rule(A.ANYBODY, unready=True, first_password=True, tester=True),
    "home.offline": Rule(A.ANYBODY, first_password=True, tester=True),
    "home.worker": Rule(A.ANYBODY, unready=True, first_password=True, tester=True),
    "home.readyz": Rule(A.ANYBODY, unready=True, first_password=True, tester=True),
    # doors: a password or a link that only its owner has lets somebody in
    "account.login": Rule(A.ANYBODY),
    "account.sign_in": Rule(A.ANYBODY),
    "account.register": Rule(A.ANYBODY),
    "account.create_account": Rule(A.ANYBODY),
    "account.logout": Rule(A.ANYBODY, first_password=True, tester=True),
    "account.welcome": Rule(A.ANYBODY),
    "account.accept": Rule(A.ANYBODY),
    "account.calendar": Rule(A.ANYBODY),
    # an account, by its owner
    "account.settings": Rule(A.SIGNED_IN),
    "account.sureness": Rule(A.SIGNED_IN),
    "account.save": Rule(A.SIGNED_IN),
    "account.password": Rule(A.SIGNED_IN),
    "account.export": Rule(A.SIGNED_IN),
    "account.delete": Rule(A.SIGNED_IN),
    "account.erase": Rule(A.SIGNED_IN),
    "account.change_deck": Rule(A.SIGNED_IN),
    "account.first_password": Rule(A.SIGNED_IN, first_password=True),
    "account.choose_password": Rule(A.SIGNED_IN, first_password=True),
    "account.end_sign_in": Rule(A.SIGNED_IN),
    "account.make_calendar": Rule(A.SIGNED_IN),
    "account.show_calendar": Rule(A.SIGNED_IN),
    "account.revoke_calendar": Rule(A.SIGNED_IN),
    # decks, and practising them
    "read.deck": Rule(A.READERS),
    "read.reading": Rule(A.READERS),
    "read.picture": Rule(A.READERS),
    "read.set_look": Rule(A.ANYBODY, tester=True),
    "read.set_level": Rule(A.ANYBODY, tester=True),
    "read.actors": Rule(A.LEARNING_READERS),
    "read.cards": Rule(A.LEARNING_READERS),
    "read.cards_print": Rule(A.LEARNING_READERS),
    "read.rate": Rule(A.LEARNING_READERS),
    "read.causes": Rule(A.LEARNING_READERS),
    "read.causes_finish": Rule(A.LEARNING_READERS),
    "read.causes_checked": Rule(A.LEARNERS),
    "read.causes_finished": Rule(A.LEARNERS),
    "read.check": Rule(A.LEARNING_READERS),
    "read.map": Rule(A.LEARNING_READERS),
    "read.note": Rule(A.LEARNING_READERS),
    "read.timeline": Rule(A.LEARNING_READERS),
    "read.timeline_finish": Rule(A.LEARNING_READERS),
    "read.timeline_finished": Rule(A.LEARNERS),
    # study, quizzes and progress
    "study.next": Rule(A.LEARNERS),
    "study.deck": Rule(A.LEARNING_READERS),
    "study.answer": Rule(A.LEARNERS),
    "study.undo": Rule(A.LEARNERS),
    "study.round": Rule(A.LEARNERS),
    "study.feedback": Rule(A.LEARNERS),
    "study.claim": Rule(A.LEARNERS),
    "study.report": Rule(A.LEARNERS),
    "study.set_aside": Rule(A.LEARNERS),
    "study.put_aside": Rule(A.LEARNERS),
    "study.test_day": Rule(A.LEARNING_READERS),
    "study.set_test_day": Rule(A.LEARNING_READERS),
    "study.remove_test_day": Rule(A.LEARNERS),
    "quiz.start": Rule(A.LEARNING_READERS),
    "quiz.begin": Rule(A.LEARNING_READERS),
    "quiz.attempt": Rule(A.LEARNERS),
    "quiz.hand_in": Rule(A.LEARNERS),
    "quiz.position": Rule(A.LEARNERS),
    "quiz.answer": Rule(A.LEARNERS),
    "quiz.review": Rule(A.LEARNERS),
    "quiz.time": Rule(A.LEARNERS),
    "progress.index": Rule(A.LEARNERS),
    "progress.deck": Rule(A.LEARNING_READERS),
    "progress.guesses": Rule(A.LEARNERS),
    # classes, as a student
    "classes.index": Rule(A.LEARNERS),
    "classes.enter": Rule(A.ANYBODY),
    "classes.join": Rule(A.ANYBODY),
    "classes.admit": Rule(A.ANYBODY),
    "classes.joined": Rule(A.STUDENTS),
    "classes.show": Rule(A.MEMBERS, tester=True),
    "classes.leave": Rule(A.INSIDE),
    "classes.grades": Rule(A.STUDENTS),
    "classes.assignment": Rule(A.STUDENTS, tester=True),
    "classes.begin_assignment": Rule(A.STUDENTS, tester=True),
    # classes, as a teacher
    "teach.classes": Rule(A.TEACHERS),
    "teach.create_class": Rule(A.TEACHERS),
    "teach.copy_class": Rule(A.CLASS_TEACHERS),
    "teach.class_sureness": Rule(A.STAFF),
    "teach.class_page": Rule(A.STAFF),
    "teach.class_test": Rule(A.STAFF),
    "teach.set_class_test": Rule(A.CLASS_TEACHERS),
    "teach.remove_class_test": Rule(A.CLASS_TEACHERS),
    "teach.class_code": Rule(A.STAFF),
    "teach.class_code_picture": Rule(A.STAFF),
    "teach.class_student": Rule(A.STAFF),
    "teach.class_map": Rule(A.STAFF),
    "teach.class_forecast": Rule(A.STAFF),
    "teach.class_gain": Rule(A.STAFF),
    "teach.class_gain_csv": Rule(A.STAFF),
    "teach.class_now": Rule(A.STAFF),
    "teach.class_member": Rule(A.CLASS_TEACHERS),
    "teach.change_member": Rule(A.CLASS_TEACHERS),
    "teach.change_class": Rule(A.CLASS_TEACHERS),
    "teach.archive_class": Rule(A.CLASS_TEACHERS),
    "teach.change_code": Rule(A.CLASS_TEACHERS),
    "teach.change_decks": Rule(A.CLASS_TEACHERS),
    "teach.make_staff_link": Rule(A.CLASS_TEACHERS),
    "teach.staff_link": Rule(A.CLASS_TEACHERS),
    "teach.merge_plan": Rule(A.CLASS_TEACHERS),
    "teach.merge": Rule(A.CLASS_TEACHERS),
    "teach.test_student": Rule(A.CLASS_TEACHERS),
    "teach.back_to_teaching": Rule(A.ANYBODY, tester=True),
    "teach.class_accounts_form": Rule(A.CLASS_TEACHERS),
    "teach.plan_accounts": Rule(A.CLASS_TEACHERS),
    "teach.make_accounts": Rule(A.CLASS_TEACHERS),
    "teach.renew_password": Rule(A.CLASS_TEACHERS),
    "teach.password_sheet": Rule(A.CLASS_TEACHERS),
    # assignments and grades
    "teach.assignment": Rule(A.STAFF),
    "teach.new_assignment": Rule(A.CLASS_TEACHERS),
    "teach.create_assignment": Rule(A.CLASS_TEACHERS),
    "teach.edit_assignment": Rule(A.CLASS_TEACHERS),
    "teach.change_assignment": Rule(A.CLASS_TEACHERS),
    "teach.withdraw_assignment": Rule(A.CLASS_TEACHERS),
    "teach.practise_everything": Rule(A.CLASS_TEACHERS),
    "teach.grant": Rule(A.CLASS_TEACHERS),
    "teach.gradebook": Rule(A.STAFF),
    "teach.gradebook_csv": Rule(A.STAFF),
    "teach.gradebook_student": Rule(A.STAFF),
    "teach.gradebook_attempt": Rule(A.STAFF),
    "teach.mark": Rule(A.CLASS_TEACHERS),
    # decks, as a teacher
    "teach.start": Rule(A.TEACHERS),
    "teach.index": Rule(A.TEACHERS),
    "teach.new_deck": Rule(A.TEACHERS),
    "teach.create_deck": Rule(A.TEACHERS),
    "teach.import_deck": Rule(A.TEACHERS),
    "teach.import_file": Rule(A.TEACHERS, most_bytes=importing.MOST_BYTES + FIELDS),
    "teach.import_progress": Rule(A.TEACHERS),
    "teach.cancel_import": Rule(A.TEACHERS),
    "teach.deck": Rule(A.TEACHING_READERS),
    "teach.copy_deck": Rule(A.TEACHING_READERS),
    "teach.coverage": Rule(A.TEACHING_READERS),
    "teach.notes": Rule(A.TEACHING_READERS),
    "teach.export_deck": Rule(A.TEACHING_READERS),
    "teach.export_file": Rule(A.TEACHING_READERS),
    "teach.worksheet": Rule(A.TEACHING_READERS),
    "teach.revisions": Rule(A.TEACHING_READERS),
    "teach.compare": Rule(A.TEACHING_READERS),
    "teach.restore": Rule(A.OWNERS),
    "teach.change_owners": Rule(A.OWNERS),
    "teach.publish": Rule(A.OWNERS),
    "teach.publish_draft": Rule(A.OWNERS),
    "teach.discard_draft": Rule(A.OWNERS),
    "teach.bring_back": Rule(A.OWNERS),
    "teach.withdraw_deck": Rule(A.OWNERS),
    "teach.delete_deck": Rule(A.OWNERS),
    "teach.move_class": Rule(A.OWNERS),
    "teach.move_class_now": Rule(A.OWNERS),
    "teach.import_report": Rule(A.OWNERS),
    # the editor
    "teach.editor": Rule(A.OWNERS),
    "teach.edit_fact": Rule(A.OWNERS, most_bytes=PICTURES),
    "teach.edit_question": Rule(A.OWNERS, most_bytes=PICTURES),
    "teach.edit_reading": Rule(A.OWNERS),
    "teach.edit_easy": Rule(A.OWNERS),
    "teach.edit_notes": Rule(A.OWNERS),
    "teach.edit_settings": Rule(A.OWNERS),
    "teach.edit_yaml": Rule(A.OWNERS),
    "teach.pictures": Rule(A.OWNERS),
    "teach.add_picture": Rule(A.OWNERS, most_bytes=PICTURES),
    "teach.remove_picture": Rule(A.OWNERS),
    "teach.add_fact": Rule(A.OWNERS, most_bytes=PICTURES),
    "teach.add_question": Rule(A.OWNERS, most_bytes=PICTURES),
    "teach.move_fact": Rule(A.OWNERS),
    "teach.remove_fact": Rule(A.OWNERS),
    "teach.remove_question": Rule(A.OWNERS),
    "teach.cure_problem": Rule(A.OWNERS),
    "teach.find_quote": Rule(A.OWNERS),
    "teach.check_typed": Rule(A.OWNERS),
    "teach.preview_typed": Rule(A.OWNERS),
    # what the answers show about the questions
    "teach.analysis": Rule(A.DECK_STAFF),
    "teach.queue": Rule(A.ANSWERING),
    "teach.settle": Rule(A.DECK_STAFF),
    "teach.offer": Rule(A.TEACHING_READERS),
    "teach.accept": Rule(A.TEACHING_READERS),
    "teach.regrade": Rule(A.TEACHING_READERS),
    "teach.start_regrade": Rule(A.TEACHING_READERS),
    "teach.go_on_regrade": Rule(A.TEACHING_READERS),
    "teach.reverse_regrade": Rule(A.TEACHING_READERS),
    "teach.leave_grades": Rule(A.TEACHING_READERS),
    # the site
    "admin.index": Rule(A.ADMINS),
    "admin.accounts": Rule(A.ADMINS),
    "admin.account": Rule(A.ADMINS),
    "admin.change_role": Rule(A.ADMINS),
    "admin.change_disabled": Rule(A.ADMINS),
    "admin.make_password_link": Rule(A.ADMINS),
    "admin.delete_account": Rule(A.ADMINS),
    "admin.invite_teacher": Rule(A.ADMINS),
    "admin.link": Rule(A.ADMINS),
    "admin.decks": Rule(A.ADMINS),
    "admin.hand_over": Rule(A.ADMINS),
    "admin.withdraw": Rule(A.ADMINS),
    "admin.log": Rule(A.ADMINS),
    "admin.weight_sets": Rule(A.ADMINS),
    "admin.choose_weights": Rule(A.ADMINS),
}
"""Every endpoint and its rule. A route without a line here answers nobody."""
