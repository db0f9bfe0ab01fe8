"""What several people, or several hosts, do at the same moment: each of these went wrong somewhere when only one of them was thought of."""

import shutil
import subprocess
import sys
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select, update
from support import BANK, OBSERVATORY, PASSWORD, SECRET_KEY, at_once, environ_of, make_invitation, visitor_of

from quizapp.db.base import Base, Interrupted, transaction
from quizapp.db.grading import regrades
from quizapp.db.learning import running_numbers, stored_answers
from quizapp.db.models import Account, Answer, Counter, DeckRow, Revision
from quizapp.db.people import personal, stored_accounts
from quizapp.db.site import idle_guests, jobs
from quizapp.services.authoring.publishing import publish_bank, publish_folder
from quizapp.services.classes import classes, invitations
from quizapp.services.errors import Invalid, NotFound, TooMany
from quizapp.services.grading import regrading
from quizapp.services.learning import guests, my_decks, notes, setting_aside, study
from quizapp.services.learning.answering import Moment, answer_study
from quizapp.services.learning.question_pages import Feedback
from quizapp.services.learning.study_days import Scope
from quizapp.services.people import accounts, first_link, limits
from quizapp.services.quizzes import quizzes

FOUR = range(4)
KEY = "sand-bank-short-answer"

pytestmark = pytest.mark.usefixtures("database")


def rows(query):
    with transaction(write=False) as connection:
        return connection.execute(query).all()


def count(table):
    return rows(select(func.count()).select_from(table))[0][0]


def new_guest(clock):
    return accounts.visitor(accounts.start_guest(clock.now, ""))


def answer(who, clock, nonces, text=None):
    moment = Moment(clock.now, clock.now.date(), SECRET_KEY)
    showing = study.next_showing(who, Scope(deck="harbour", questions=(KEY,)), moment, nonces())
    return answer_study(who.id, showing.presentation, {"answer": [text]} if text else {"dont_know": ["1"]}, moment)


@pytest.mark.parametrize("turn", range(3))
def test_a_link_for_one_teacher_makes_one_teacher(app, clock, turn):
    token = make_invitation("teacher", clock.now)

    def accept(number):
        return lambda: accounts.accept(token, f"teacher{number}", PASSWORD, now=clock.now, agent="")

    done = at_once(app, *map(accept, FOUR))

    assert [type(one) for one in done if not isinstance(one, str)] == [NotFound] * 3
    assert count(Account) == 1


def test_hosts_that_start_together_print_one_first_link(app, clock):
    [token] = {*at_once(app, *[lambda: first_link.token(SECRET_KEY, clock.now)] * 4)}
    assert accounts.accept(token, "hana", PASSWORD, now=clock.now, agent="")


def test_a_link_for_one_colleague_lets_in_one(app, clock, make_person):
    hana = visitor_of(make_person("hana", role="teacher"))
    others = [visitor_of(make_person(f"teacher{number}", role="teacher")) for number in FOUR]
    room = classes.create(hana, "9b", "", clock.now)
    token = invitations.for_staff(hana, room, "teacher", clock.now)

    done = at_once(app, *[lambda who=who: invitations.accept_place(who, token, clock.now) for who in others])

    assert [one for one in done if not isinstance(one, NotFound)] == [room]


def test_every_first_failure_is_counted(app, clock):
    def fail():
        with transaction(write=True) as connection:
            limits.failed(connection, limits.SignInAttempt("sora", "192.0.2.1"), clock.now)

    assert at_once(app, *[fail] * 8) == [None] * 8

    assert [tuple(row) for row in rows(select(Counter.count))] == [(8,), (8,), (8,)]


def test_many_guesses_at_once_are_no_more_than_one_after_the_other(app, clock, make_person):
    make_person("sora")

    def guess(number):
        return lambda: accounts.sign_in("sora", f"wrong words {number}", now=clock.now, agent="", address="192.0.2.1")

    told = [type(one) for one in at_once(app, *map(guess, range(12)))]

    assert (told.count(Invalid), told.count(TooMany)) == (limits.FREE, 12 - limits.FREE)


def test_a_job_that_never_ran_is_begun_once(app, clock):
    def begin():
        with transaction(write=True) as connection:
            return jobs.begin(connection, "tidy", clock.now, abandoned=clock.now - timedelta(hours=1))

    assert sorted(at_once(app, *[begin] * 4)) == [False, False, False, True]


def test_a_new_deck_and_a_new_revision_are_published_once(app, clock, tmp_path):
    folder = shutil.copytree(OBSERVATORY, tmp_path / OBSERVATORY.name)

    def publish():
        return publish_folder(folder, clock.now).status

    assert sorted(at_once(app, *[publish] * 4)) == ["published", *["unchanged"] * 3]
    file = folder / "deck.yaml"
    file.write_text(file.read_text().replace("title: ", "title: New ", 1))
    assert sorted(at_once(app, *[publish] * 4)) == ["published", *["unchanged"] * 3]
    assert rows(select(Revision.number).where(Revision.deck_id == folder.name).order_by(Revision.id)) == [(1,), (2,)]


def test_a_deck_with_mistakes_is_listed_once(app, clock, tmp_path):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "deck.yaml").write_text("title: [")

    done = at_once(app, *[lambda: publish_folder(tmp_path / "broken", clock.now).status] * 4)

    assert done == ["kept"] * 4
    assert rows(select(DeckRow.id).where(DeckRow.id == "broken")) == [("broken",)]


@pytest.mark.parametrize("turn", range(3))
def test_two_guests_who_become_each_other_lose_nothing(app, clock, nonces, turn):
    one, other = new_guest(clock), new_guest(clock)
    for who in (one, other):
        assert isinstance(answer(who, clock, nonces), Feedback)

    def absorb(source, target):
        def work():
            with transaction(write=True) as connection:
                return guests.absorb(connection, source.id, target.id)

        return work

    assert sorted(at_once(app, absorb(one, other), absorb(other, one))) == [False, True]
    assert (count(Account), count(Answer)) == (1, 2)


@pytest.mark.parametrize("turn", range(3))
def test_an_idle_guest_who_comes_back_keeps_the_answer_or_is_told(app, clock, nonces, turn):
    who = new_guest(clock)
    clock.advance(days=90)

    def drop():
        with transaction(write=True) as connection:
            day = clock.now.date()
            return idle_guests.drop_idle(connection, empty_before=day - timedelta(days=1), before=day - timedelta(days=60), limit=9)

    def come_back():
        with transaction(write=True) as connection:  # what the visit of a page records
            stored_accounts.note_visit(connection, who.id, who.token_hash, clock.now.date())
        return answer(who, clock, nonces)

    dropped, told = at_once(app, drop, come_back)

    assert (dropped, type(told), count(Answer)) in {(0, Feedback, 1), (1, NotFound, 0)}


def acts_of(who, clock, nonces):
    """What a learner may be doing when they are erased."""
    moment = Moment(clock.now, clock.now.date(), SECRET_KEY)
    return {
        "answer": lambda: answer(who, clock, nonces),
        "note": lambda: notes.write_note(who, "harbour", "sand-bank", "a note", clock.now),
        "set aside": lambda: setting_aside.put(who, f"harbour/{KEY}", "suspended", moment.day),
        "begin a quiz": lambda: quizzes.start(who, "harbour", quizzes.Setup(size=5, everything=True), moment, "seed"),
        "stop the deck": lambda: my_decks.set_stopped(who.id, "harbour", stopped=True),
    }


@pytest.mark.parametrize("turn", range(2))
@pytest.mark.parametrize("act", ["answer", "note", "set aside", "begin a quiz", "stop the deck"])
def test_who_is_erased_while_doing_something_is_told_and_leaves_nothing(app, clock, nonces, act, turn):
    who = new_guest(clock)
    assert isinstance(answer(who, clock, nonces), Feedback)
    clock.advance(minutes=1)

    def erase():
        with transaction(write=True) as connection:
            personal.erase(connection, who.id, running_numbers.take_out)

    erased, told = at_once(app, erase, acts_of(who, clock, nonces)[act])

    assert erased is None
    assert isinstance(told, NotFound) or not isinstance(told, Exception), told
    assert [table.name for table in Base.metadata.sorted_tables if "user_id" in table.c and rows(table.select())] == []


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_an_idle_guest_who_is_answering_is_passed_over(app, clock):
    who = new_guest(clock)
    clock.advance(days=2)

    with transaction(write=True) as connection, transaction(write=True) as other:
        assert stored_answers.take(connection, who.id)
        day = clock.now.date()
        assert idle_guests.drop_idle(other, empty_before=day, before=day, limit=9) == 0


@pytest.mark.parametrize("turn", range(3))
def test_a_re_grade_that_is_reversed_while_it_runs_leaves_no_grade_behind(app, clock, nonces, make_person, tmp_path, turn):
    boss = visitor_of(make_person("ryo", role="admin"))
    folder = shutil.copytree(BANK / "harbour", tmp_path / "harbour")
    learners = [visitor_of(make_person(f"learner{number}")) for number in FOUR]
    for who in learners:
        assert isinstance(answer(who, clock, nonces, "the Bellows"), Feedback)
    before = rows(select(Answer.score))
    file = next(path for path in folder.glob("*.yaml") if "        answer: the Anvil\n" in path.read_text())
    file.write_text(file.read_text().replace("        answer: the Anvil\n", "        answer: the Bellows\n"))
    assert publish_folder(folder, clock.now).status == "published"
    number = regrading.start(boss, "harbour", KEY, "", clock.now, seconds=0)

    done = at_once(
        app,
        lambda: regrading.go_on(boss, "harbour", KEY, number, clock.now),
        lambda: regrading.undo(boss, "harbour", KEY, number, clock.now),
        lambda: regrading.finish_all(clock.now),
    )

    assert not [one for one in done if isinstance(one, Exception)]
    regrading.finish_all(clock.now)
    with transaction(write=False) as connection:
        row = regrades.read(connection, number)
        stored = [stored_answers.answers_of(connection, who.id) for who in learners]
    assert (row.reversing, row.finished_at is None) == (True, False)
    assert [(one.score,) for [one] in stored] == before
    assert regrading.desk(boss, "harbour", KEY).dry_run.answers == len(learners)


def test_a_re_grade_is_begun_once(app, clock, nonces, make_person, tmp_path):
    boss = visitor_of(make_person("ryo", role="admin"))
    folder = shutil.copytree(BANK / "harbour", tmp_path / "harbour")
    assert isinstance(answer(boss, clock, nonces, "the Bellows"), Feedback)
    file = next(path for path in folder.glob("*.yaml") if "        answer: the Anvil\n" in path.read_text())
    file.write_text(file.read_text().replace("        answer: the Anvil\n", "        answer: the Bellows\n"))
    publish_folder(folder, clock.now)

    done = at_once(app, *[lambda: regrading.start(boss, "harbour", KEY, "", clock.now)] * 4)

    assert len({one for one in done if isinstance(one, int)}) == 1
    assert len(regrading.desk(boss, "harbour", KEY).history) == 1


def test_two_hosts_upgrade_an_empty_database_once(place, request, tmp_path):
    where = {"QUIZAPP_SECRET_KEY": SECRET_KEY}
    if place == "postgresql":
        where["QUIZAPP_DATABASE_URL"] = request.getfixturevalue("postgres").create("empty")
    code = "import sys; from quizapp.cli import main; print('ready', flush=True); sys.stdin.readline(); main(['db', 'upgrade'])"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    hosts = [subprocess.Popen([sys.executable, "-c", code], env=environ_of(tmp_path / "i", **where), **pipes) for _ in range(3)]
    for host in hosts:
        assert host.stdout.readline() == "ready\n"
    for host in hosts:  # all begin at the same time
        host.stdin.write("go\n")
        host.stdin.flush()

    assert [host.communicate()[1] for host in hosts] == [""] * 3
    assert [host.returncode for host in hosts] == [0] * 3


def test_two_hosts_publish_a_bank_at_their_start(app, clock, tmp_path):
    bank = tmp_path / "bank"
    shutil.copytree(BANK, bank)
    shutil.copytree(OBSERVATORY, bank / OBSERVATORY.name)

    done = at_once(app, *[lambda: publish_bank(bank, clock.now)] * 2)

    assert sorted(one.status for each in done for one in each if one.deck == OBSERVATORY.name) == ["published", "unchanged"]


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_transactions_that_wait_for_each_other_are_told_apart_from_a_broken_database(app, clock):
    one, other = new_guest(clock), new_guest(clock)

    def cross(first, second, wait):
        def work():
            with transaction(write=True) as connection:
                for person in (first, second):
                    connection.execute(update(Account).where(Account.id == person.id).values(theme="dark"))
                    if person is first:
                        wait.wait()

        return work

    both_hold_one = Barrier(2)
    done = at_once(app, cross(one, other, both_hold_one), cross(other, one, both_hold_one))

    assert sorted(type(each).__name__ for each in done) == [Interrupted.__name__, "NoneType"]
