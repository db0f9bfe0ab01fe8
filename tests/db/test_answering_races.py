"""One learner on several devices, a class at one moment: what is sent often is stored once, and a reply says what was stored."""

import re
import shutil
from contextlib import contextmanager
from datetime import UTC

import pytest
from sqlalchemy import event, func, select
from support import BANK, RIGHT, SECRET_KEY, at_once, visitor_of

from quizapp.db.base import db, transaction
from quizapp.db.learning import running_numbers, stored_answers, stored_memories
from quizapp.db.models import Account, Answer, Attempt, MembershipRow, QuestionNumbersRow
from quizapp.db.people import personal
from quizapp.db.quizzes import stored_attempts
from quizapp.services.authoring.publishing import publish_folder
from quizapp.services.classes import classes, doubles, joining, rosters
from quizapp.services.errors import Invalid
from quizapp.services.grading import assigning, my_assignments
from quizapp.services.grading.assigning import Typed
from quizapp.services.learning import guests, study
from quizapp.services.learning.answering import Moment, Pending, Saved, answer_quiz, answer_study
from quizapp.services.learning.memories import rebuild_learner
from quizapp.services.learning.question_pages import Feedback
from quizapp.services.learning.study_days import Scope
from quizapp.services.people import accounts
from quizapp.services.people.accounts import Visitor
from quizapp.services.quizzes import attempts, quizzes

TWENTY = range(20)
NOBODY = Visitor()

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def moment(clock):
    return Moment(clock.now, clock.now.date(), SECRET_KEY)


@pytest.fixture
def sora(student):
    return visitor_of(student)


@pytest.fixture
def hana(teacher):
    return visitor_of(teacher)


def count(table):
    with transaction(write=False) as connection:
        return connection.scalar(select(func.count()).select_from(table))


def shown(who, question, moment, nonce):
    return study.next_showing(who, Scope(deck="harbour", questions=(question,)), moment, nonce).presentation


def as_lists(fields):
    return {name: value if isinstance(value, list) else [value] for name, value in fields.items()}


def with_another_answer(tmp_path):
    folder = shutil.copytree(BANK / "harbour", tmp_path / "harbour")
    file = next(path for path in folder.glob("*.yaml") if "        answer: the Anvil\n" in path.read_text())
    file.write_text(file.read_text().replace("        answer: the Anvil\n", "        answer: the Bellows\n"))
    return folder


TAKES = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)|SELECT.*?\sFROM (\w+).*\sFOR .*UPDATE", re.DOTALL)
"""A statement that writes to a table, or locks rows of the first one that it reads."""


@contextmanager
def transactions():
    """Collect the tables whose rows are taken, in order, of each transaction."""
    found = [[]]

    def note(connection, cursor, statement, *_):
        if took := TAKES.match(statement):
            found[-1].append(took[1] or took[2])

    def end(connection):
        found.append([])

    event.listen(db.engine, "before_cursor_execute", note)
    event.listen(db.engine, "commit", end)
    try:
        yield found
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
        event.remove(db.engine, "commit", end)


def test_a_form_that_is_sent_twenty_times_at_once_is_one_answer_and_twenty_equal_replies(app, sora, moment):
    sealed = shown(sora, "sand-bank-short-answer", moment, "one")

    done = at_once(app, *[lambda: answer_study(sora.id, sealed, {"answer": ["the Anvil"]}, moment)] * len(TWENTY))

    assert [type(one) for one in done] == [Feedback] * 20, done
    assert {(one.n, one.verdict) for one in done} == {(1, "right")}
    assert count(Answer) == 1


def test_a_class_at_one_question_adds_up_to_the_row(app, make_person, clock, moment):
    people = [visitor_of(make_person(f"learner{number}")) for number in range(30)]
    sealed = [shown(who, "sand-bank-short-answer", moment, f"nonce {who.id}") for who in people]
    texts = [["the Anvil"] if number % 3 else ["the Bellows"] for number in range(30)]

    done = at_once(
        app,
        *[
            lambda who=who, form=form, text=text: answer_study(who.id, form, {"answer": text}, moment)
            for who, form, text in zip(people, sealed, texts, strict=True)
        ],
    )

    assert [type(one) for one in done] == [Feedback] * 30, done
    with transaction(write=False) as connection:
        assert running_numbers.wrong(connection) == {}
        columns = (QuestionNumbersRow.firsts, QuestionNumbersRow.firsts_known, QuestionNumbersRow.laters)
        assert [tuple(row) for row in connection.execute(select(*columns).where(QuestionNumbersRow.firsts > 0))] == [(30, 20.0, 0)]
        assert all(running_numbers.near(*running_numbers.learner_numbers(connection, who.id)) for who in people)


def test_quizzes_handed_in_at_once_in_different_orders_add_up(app, make_person, moment):
    people = [visitor_of(make_person(f"learner{number}")) for number in range(12)]
    taken = []
    for number, who in enumerate(people):
        n = quizzes.start(who, "harbour", quizzes.Setup(size=6), moment, f"seed {number}").n
        for position in range(1, 7):
            answer_quiz(who.id, n, attempts.page(who, n, position, moment).showing.presentation, {"dont_know": ["1"]}, moment)
        taken.append(n)

    done = at_once(app, *[lambda who=who, n=n: attempts.hand_in(who, n, moment) for who, n in zip(people, taken, strict=True)])

    assert done == [None] * 12
    with transaction(write=False) as connection:
        assert running_numbers.wrong(connection) == {}
        assert connection.scalar(select(func.sum(QuestionNumbersRow.firsts))) == 72


@pytest.mark.parametrize("turn", range(2))
def test_answers_publishing_erasing_and_joining_at_one_question_wait_for_nobody_in_a_circle(
    app, make_person, clock, moment, tmp_path, turn
):
    """Each of them writes memories and the rows of questions: a learner is locked first, and these rows are written last."""
    folder = with_another_answer(tmp_path)
    people = [visitor_of(make_person(f"learner{number}")) for number in range(6)]
    gone, guest = (accounts.visitor(accounts.start_guest(clock.now, "")) for _ in "ab")
    for who in (*people, gone, guest):
        for question in ("oil-true-false", "pier-built-date", "sand-bank-short-answer"):
            sealed = shown(who, question, moment, f"before {who.id} {question}")
            assert isinstance(answer_study(who.id, sealed, {"dont_know": ["1"]}, moment), Feedback)
    sealed = [shown(who, "sand-bank-short-answer", moment, f"now {who.id}") for who in people]

    def erase():
        with transaction(write=True) as connection:
            personal.erase(connection, gone.id, running_numbers.take_out)

    def join():
        with transaction(write=True) as connection:
            return guests.absorb(connection, guest.id, people[0].id)

    done = at_once(
        app,
        *[
            lambda who=who, form=form: answer_study(who.id, form, {"answer": ["the Anvil"]}, moment)
            for who, form in zip(people, sealed, strict=True)
        ],
        lambda: publish_folder(folder, clock.now).status,
        erase,
        join,
    )

    assert done[6:] == ["published", None, True]
    assert {type(one) for one in done[:6]} <= {Feedback, Pending}, done  # who was joined meanwhile has answered elsewhere
    with transaction(write=False) as connection:
        assert running_numbers.wrong(connection) == {}
        assert all(running_numbers.near(*running_numbers.learner_numbers(connection, who.id)) for who in people)


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_learners_are_taken_before_memories_and_the_rows_of_questions_last(app, make_person, hana, clock, moment, tmp_path):
    """So that no two of these wait for each other, whatever else they do."""
    folder, work = with_another_answer(tmp_path), {}
    ayo, gone, guest = (visitor_of(make_person("ayo")), *(accounts.visitor(accounts.start_guest(clock.now, "")) for _ in "ab"))

    def answered(who, question, number=0):
        sealed = shown(who, question, moment, f"{number} {who.id} {question}")
        return answer_study(who.id, sealed, {"dont_know": ["1"]}, moment)

    for who in (ayo, gone, guest):
        answered(who, "sand-bank-short-answer")

    def in_one(change):
        with transaction(write=True) as connection:
            change(connection)

    work["answer"] = lambda: answered(ayo, "oil-true-false")
    work["publish"] = lambda: publish_folder(folder, clock.now)
    work["undo"] = lambda: study.undo(ayo, 2, moment)
    work["join"] = lambda: in_one(lambda connection: guests.absorb(connection, guest.id, ayo.id))
    work["erase"] = lambda: in_one(lambda connection: personal.erase(connection, gone.id, running_numbers.take_out))

    for name, act in work.items():
        with transactions() as found:
            act()
        taken = next(one for one in found if "memory" in one)
        last = taken.index("question_numbers") if name != "join" else len(taken)  # what it subtracts it adds again
        assert taken.index("account") < taken.index("memory") < last, name
        after = taken[last:]
        assert not {"account", "memory", "answer", "learner_numbers"} & set(after), (name, after)


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_an_account_is_taken_before_the_class_it_comes_into(app, hana, sora, clock):
    """As when it is erased by age."""
    room = classes.create(hana, "9b", "", clock.now)
    code = classes.board(hana, room, clock.now).classroom.code
    guest = accounts.visitor(accounts.start_guest(clock.now, ""))
    joining.join(guest, code, "Sora again", now=clock.now, agent="", address="")

    for act in (
        lambda: joining.join(sora, code, "Sora", now=clock.now, agent="", address=""),
        lambda: rosters.remove(hana, room, sora.id, clock.now),
        lambda: rosters.bring_back(hana, room, sora.id, clock.now),
        lambda: doubles.merge(hana, room, guest.id, sora.id, clock.now),
    ):
        with transactions() as found:
            act()
        [taken] = [one for one in found if "membership" in one]
        assert taken[:2] == ["account", "classroom"]


def test_a_card_on_several_devices_is_one_review_and_the_schedule_is_that_of_the_log(app, sora, moment):
    sealed = [shown(sora, "sand-bank-short-answer", moment, f"device {number}") for number in range(4)]
    given = ["the Anvil", "the Bellows", "the Anvil", "the Bellows"]

    done = at_once(
        app,
        *[
            lambda form=form, text=text: answer_study(sora.id, form, {"answer": [text]}, moment)
            for form, text in zip(sealed, given, strict=True)
        ],
    )

    assert sorted(type(one).__name__ for one in done) == ["Feedback", *["Pending"] * 3], done
    assert count(Answer) == 1
    with transaction(write=False) as connection:
        kept = stored_memories.memories(connection, sora.id)
    rebuild_learner(sora.id)
    with transaction(write=False) as connection:
        assert stored_memories.memories(connection, sora.id) == kept
    [told] = [one for one in done if isinstance(one, Feedback)]
    with transaction(write=False) as connection:
        [stored] = stored_answers.answers_of(connection, sora.id)
    assert (stored.n, stored.verdict) == (told.n, told.verdict)


@pytest.mark.parametrize("turn", range(3))
def test_of_twenty_starts_at_once_one_attempt_begins_and_no_limit_is_passed(app, hana, sora, clock, moment, turn):
    room = classes.create(hana, "9b", "", clock.now)
    code = classes.board(hana, room, clock.now).classroom.code
    joining.join(sora, code, "Sora", now=clock.now, agent="", address="")
    typed = Typed(title="Harbour", size="2", attempts="2")
    task = assigning.create(hana, room, "harbour", "quiz", typed, UTC, clock.now)
    numbers = set()
    for _ in range(2):
        begun = at_once(app, *[lambda seed=seed: my_assignments.start(sora, task, moment, str(seed)) for seed in TWENTY])
        assert [one.fresh for one in begun].count(True) == 1, begun
        [n] = {one.n for one in begun}
        attempts.hand_in(sora, n, moment)
        numbers.add(n)

    refused = at_once(app, *[lambda: my_assignments.start(sora, task, moment, "late")] * len(TWENTY))

    assert [(type(one), one.code) for one in refused] == [(Invalid, "attempts")] * 20
    assert (len(numbers), count(Attempt)) == (2, 2)


@pytest.mark.parametrize("turn", range(6))
def test_what_is_saved_while_it_is_handed_in_is_in_the_score_or_refused(app, sora, moment, turn):
    n = quizzes.start(sora, "harbour", quizzes.Setup(size=6), moment, f"seed {turn}").n
    pages = [attempts.page(sora, n, position, moment).showing for position in range(1, 7)]

    def respond(showing):
        return lambda: answer_quiz(sora.id, n, showing.presentation, as_lists(RIGHT[showing.prompt.type]), moment)

    done = at_once(app, *map(respond, pages[:3]), lambda: attempts.hand_in(sora, n, moment), *map(respond, pages[3:]))

    told = done[:3] + done[4:]
    assert {type(one) for one in told} <= {Saved, Pending}, told
    saved = [isinstance(one, Saved) for one in told].count(True)
    with transaction(write=False) as connection:
        stored = [answer for answer in stored_answers.answers_of(connection, sora.id) if answer.attempt == n and answer.response]
        taken = stored_attempts.attempt(connection, sora.id, n)
    assert len(stored) == saved
    assert attempts.page(sora, n, 1, moment) is None, "it is handed in"
    assert taken.points == sum(answer.score for answer in stored) == saved


def test_who_joins_in_twenty_tabs_is_a_member_once(app, hana, sora, clock):
    room = classes.create(hana, "9b", "", clock.now)
    code = classes.board(hana, room, clock.now).classroom.code

    done = at_once(app, *[lambda: joining.join(sora, code, "Sora", now=clock.now, agent="", address="192.0.2.1")] * len(TWENTY))

    assert done == [(room, "")] * 20
    assert count(MembershipRow) == 2  # and the teacher


def test_of_twenty_newcomers_with_one_name_one_is_let_in(app, hana, clock):
    room = classes.create(hana, "9b", "", clock.now)
    code = classes.board(hana, room, clock.now).classroom.code

    done = at_once(app, *[lambda: joining.join(NOBODY, code, "Mina", now=clock.now, agent="", address="192.0.2.1")] * len(TWENTY))

    assert sorted(one.code for one in done if isinstance(one, Invalid)) == ["taken"] * 19, done
    assert (count(MembershipRow), count(Account)) == (2, 2)


def test_nobody_joins_a_class_that_was_archived_meanwhile(app, hana, sora, clock):
    room = classes.create(hana, "9b", "", clock.now)
    code = classes.board(hana, room, clock.now).classroom.code
    classes.archive(hana, room, archived=True, now=clock.now)

    done = at_once(app, *[lambda: joining.join(sora, code, "Sora", now=clock.now, agent="", address="192.0.2.1")] * 4)

    assert [(type(one), one.field, one.code) for one in done] == [(Invalid, "code", "unknown")] * 4
    assert count(MembershipRow) == 1
