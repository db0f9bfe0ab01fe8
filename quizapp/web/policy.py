"""Who may call which route: the one table, and the gate that every request passes.

The gate knows who asks and nothing else. Whether the deck, class or attempt that an address names is theirs is asked by the service
that reads it, in the same transaction: it answers NotFound for what is foreign, so that nobody learns what exists. The audiences that
depend on an object say here which rule that is; tests walk every route as every kind of person and compare.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from flask import Flask, abort, redirect, request, url_for
from flask_wtf.csrf import CSRFError

from quizapp.services.people.accounts import Visitor
from quizapp.web.context import visitor


class Audience(Enum):
    """Who a route is for. The value says it in words; what is not said is refused."""

    ANYBODY = "anybody"
    LEARNERS = "guests and accounts, about themselves; nobody else's answers have an address"
    READERS = "anybody for a public deck; for others members of a class that has it, owners and administrators"
    LEARNING_READERS = "guests and accounts who may read the deck"
    SIGNED_IN = "guests and accounts, about their own account"
    MEMBERS = "who is in the class now; administrators"
    INSIDE = "who is in the class now"
    STUDENTS = "students of the class now"
    STAFF = "teachers and assistants of the class; administrators"
    CLASS_TEACHERS = "teachers of the class; administrators; assistants are told that they may not"
    TEACHERS = "teachers of the site; administrators"
    ANSWERING = "teachers of the site; teachers and assistants of some class"
    DECK_STAFF = "owners of the deck; teachers and assistants of a class that has it; administrators"
    TEACHING_READERS = "teachers of the site: for a deck of the bank folder all of them, for others its owners; administrators"
    OWNERS = "owners of the deck; administrators"
    ADMINS = "administrators"


A = Audience

POLICY: dict[str, Audience] = {
    # home, and what everybody may fetch
    "home.index": A.ANYBODY,
    "home.guest": A.ANYBODY,
    "home.favicon": A.ANYBODY,
    "home.healthz": A.ANYBODY,
    "home.readyz": A.ANYBODY,
    # doors: what lets somebody in is a password or a link that only they have
    "account.login": A.ANYBODY,
    "account.sign_in": A.ANYBODY,
    "account.register": A.ANYBODY,
    "account.create_account": A.ANYBODY,
    "account.logout": A.ANYBODY,
    "account.welcome": A.ANYBODY,
    "account.accept": A.ANYBODY,
    "account.calendar": A.ANYBODY,
    # an account, by its owner
    "account.settings": A.SIGNED_IN,
    "account.save": A.SIGNED_IN,
    "account.password": A.SIGNED_IN,
    "account.export": A.SIGNED_IN,
    "account.delete": A.SIGNED_IN,
    "account.erase": A.SIGNED_IN,
    "account.change_deck": A.SIGNED_IN,
    "account.first_password": A.SIGNED_IN,
    "account.choose_password": A.SIGNED_IN,
    "account.end_sign_in": A.SIGNED_IN,
    "account.make_calendar": A.SIGNED_IN,
    "account.show_calendar": A.SIGNED_IN,
    "account.revoke_calendar": A.SIGNED_IN,
    # decks, and practising them
    "read.deck": A.READERS,
    "read.reading": A.READERS,
    "read.picture": A.READERS,
    "read.set_look": A.ANYBODY,
    "read.actors": A.LEARNING_READERS,
    "read.cards": A.LEARNING_READERS,
    "read.cards_print": A.LEARNING_READERS,
    "read.rate": A.LEARNING_READERS,
    "read.causes": A.LEARNING_READERS,
    "read.causes_finish": A.LEARNING_READERS,
    "read.causes_finished": A.LEARNERS,
    "read.check": A.LEARNING_READERS,
    "read.map": A.LEARNING_READERS,
    "read.note": A.LEARNING_READERS,
    "read.timeline": A.LEARNING_READERS,
    "read.timeline_finish": A.LEARNING_READERS,
    "read.timeline_finished": A.LEARNERS,
    # study, quizzes and progress
    "study.next": A.LEARNERS,
    "study.deck": A.LEARNING_READERS,
    "study.answer": A.LEARNERS,
    "study.undo": A.LEARNERS,
    "study.round": A.LEARNERS,
    "study.feedback": A.LEARNERS,
    "study.claim": A.LEARNERS,
    "study.report": A.LEARNERS,
    "study.set_aside": A.LEARNERS,
    "study.put_aside": A.LEARNERS,
    "quiz.start": A.LEARNING_READERS,
    "quiz.begin": A.LEARNING_READERS,
    "quiz.attempt": A.LEARNERS,
    "quiz.hand_in": A.LEARNERS,
    "quiz.position": A.LEARNERS,
    "quiz.answer": A.LEARNERS,
    "quiz.review": A.LEARNERS,
    "progress.index": A.LEARNERS,
    "progress.deck": A.LEARNING_READERS,
    # classes, as a student
    "classes.index": A.LEARNERS,
    "classes.enter": A.ANYBODY,
    "classes.join": A.ANYBODY,
    "classes.admit": A.ANYBODY,
    "classes.show": A.MEMBERS,
    "classes.leave": A.INSIDE,
    "classes.grades": A.STUDENTS,
    "classes.assignment": A.STUDENTS,
    "classes.begin_assignment": A.STUDENTS,
    # classes, as a teacher
    "teach.classes": A.TEACHERS,
    "teach.create_class": A.TEACHERS,
    "teach.copy_class": A.CLASS_TEACHERS,
    "teach.class_page": A.STAFF,
    "teach.class_code": A.STAFF,
    "teach.class_code_picture": A.STAFF,
    "teach.class_student": A.STAFF,
    "teach.class_map": A.STAFF,
    "teach.class_now": A.STAFF,
    "teach.class_member": A.CLASS_TEACHERS,
    "teach.change_member": A.CLASS_TEACHERS,
    "teach.change_class": A.CLASS_TEACHERS,
    "teach.archive_class": A.CLASS_TEACHERS,
    "teach.change_code": A.CLASS_TEACHERS,
    "teach.change_decks": A.CLASS_TEACHERS,
    "teach.make_staff_link": A.CLASS_TEACHERS,
    "teach.staff_link": A.CLASS_TEACHERS,
    "teach.merge_plan": A.CLASS_TEACHERS,
    "teach.merge": A.CLASS_TEACHERS,
    "teach.test_student": A.CLASS_TEACHERS,
    "teach.back_to_teaching": A.ANYBODY,
    "teach.class_accounts_form": A.CLASS_TEACHERS,
    "teach.plan_accounts": A.CLASS_TEACHERS,
    "teach.make_accounts": A.CLASS_TEACHERS,
    "teach.renew_password": A.CLASS_TEACHERS,
    "teach.password_sheet": A.CLASS_TEACHERS,
    # assignments and grades
    "teach.assignment": A.STAFF,
    "teach.new_assignment": A.CLASS_TEACHERS,
    "teach.create_assignment": A.CLASS_TEACHERS,
    "teach.edit_assignment": A.CLASS_TEACHERS,
    "teach.change_assignment": A.CLASS_TEACHERS,
    "teach.withdraw_assignment": A.CLASS_TEACHERS,
    "teach.grant": A.CLASS_TEACHERS,
    "teach.gradebook": A.STAFF,
    "teach.gradebook_csv": A.STAFF,
    "teach.gradebook_student": A.STAFF,
    "teach.gradebook_attempt": A.STAFF,
    "teach.mark": A.CLASS_TEACHERS,
    # decks, as a teacher
    "teach.start": A.TEACHERS,
    "teach.index": A.TEACHERS,
    "teach.new_deck": A.TEACHERS,
    "teach.create_deck": A.TEACHERS,
    "teach.import_deck": A.TEACHERS,
    "teach.import_file": A.TEACHERS,
    "teach.deck": A.TEACHING_READERS,
    "teach.copy_deck": A.TEACHING_READERS,
    "teach.coverage": A.TEACHING_READERS,
    "teach.export_deck": A.TEACHING_READERS,
    "teach.export_file": A.TEACHING_READERS,
    "teach.worksheet": A.TEACHING_READERS,
    "teach.revisions": A.TEACHING_READERS,
    "teach.compare": A.TEACHING_READERS,
    "teach.restore": A.OWNERS,
    "teach.change_owners": A.OWNERS,
    "teach.publish": A.OWNERS,
    "teach.publish_draft": A.OWNERS,
    "teach.discard_draft": A.OWNERS,
    "teach.withdraw_deck": A.OWNERS,
    "teach.delete_deck": A.OWNERS,
    "teach.move_class": A.OWNERS,
    "teach.move_class_now": A.OWNERS,
    "teach.import_report": A.OWNERS,
    # the editor
    "teach.editor": A.OWNERS,
    "teach.edit_fact": A.OWNERS,
    "teach.edit_question": A.OWNERS,
    "teach.edit_reading": A.OWNERS,
    "teach.edit_settings": A.OWNERS,
    "teach.edit_yaml": A.OWNERS,
    "teach.pictures": A.OWNERS,
    "teach.add_picture": A.OWNERS,
    "teach.remove_picture": A.OWNERS,
    "teach.add_fact": A.OWNERS,
    "teach.add_question": A.OWNERS,
    "teach.move_fact": A.OWNERS,
    "teach.remove_fact": A.OWNERS,
    "teach.remove_question": A.OWNERS,
    "teach.cure_problem": A.OWNERS,
    "teach.find_quote": A.OWNERS,
    "teach.check_typed": A.OWNERS,
    "teach.preview_typed": A.OWNERS,
    # what the answers say of the questions
    "teach.analysis": A.DECK_STAFF,
    "teach.queue": A.ANSWERING,
    "teach.settle": A.DECK_STAFF,
    "teach.offer": A.TEACHING_READERS,
    "teach.accept": A.TEACHING_READERS,
    "teach.regrade": A.TEACHING_READERS,
    "teach.start_regrade": A.TEACHING_READERS,
    "teach.go_on_regrade": A.TEACHING_READERS,
    "teach.reverse_regrade": A.TEACHING_READERS,
    # the site
    "admin.index": A.ADMINS,
    "admin.accounts": A.ADMINS,
    "admin.account": A.ADMINS,
    "admin.change_role": A.ADMINS,
    "admin.change_disabled": A.ADMINS,
    "admin.make_password_link": A.ADMINS,
    "admin.delete_account": A.ADMINS,
    "admin.invite_teacher": A.ADMINS,
    "admin.link": A.ADMINS,
    "admin.decks": A.ADMINS,
    "admin.hand_over": A.ADMINS,
    "admin.withdraw": A.ADMINS,
    "admin.log": A.ADMINS,
}
"""Every endpoint and who it is for. A route without a line here answers nobody."""

SITE_TEACHERS = {A.TEACHERS, A.TEACHING_READERS, A.OWNERS}
"""Audiences of whom everybody teaches on this site: for others the page does not exist."""

FREE = {A.ANYBODY, A.READERS}
FIRST_PAGE = {A.LEARNERS, A.LEARNING_READERS, A.MEMBERS, A.INSIDE, A.STUDENTS}
"""Audiences that one click on the first page makes anybody belong to."""


def init_app(app: Flask) -> None:
    """Let every request pass the gate."""
    app.before_request(gate)


def gate() -> Any:
    """Refuse who cannot belong to the audience of a route, whatever it names. Raises LookupError for a route without a policy."""
    if request.endpoint is None:
        return None  # no route: the error page follows
    if request.endpoint not in POLICY:
        raise LookupError(f"no policy for {request.endpoint}")
    audience = POLICY[request.endpoint]
    return None if audience in FREE else refusal(audience, visitor())


def refusal(audience: Audience, who: Visitor) -> Any:
    """Return where to send somebody who cannot belong to an audience, None for who may. What is not for a person does not exist: 404.

    Raises CSRFError, whose page gives back what was typed, for a form that was sent after the sign-in had ended.
    """
    if not who.signed_in and audience in FIRST_PAGE:
        return redirect(url_for("home.index"), 303)
    if not who.signed_in and request.method == "POST":
        raise CSRFError
    if not who.signed_in:
        return redirect(url_for("account.login", next=request.full_path), 303)
    if (audience is A.ADMINS and who.role != "admin") or (audience in SITE_TEACHERS and who.role not in {"teacher", "admin"}):
        abort(404)
    return None
