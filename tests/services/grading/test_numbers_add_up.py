"""Running numbers are the sums of what the answers say, whatever becomes of the answers."""

from collections import Counter
from contextlib import suppress
from itertools import count
from random import Random

import pytest
from sqlalchemy import delete, select, update
from support import RIGHT, SECRET_KEY, visitor_of

from quizapp.db.base import transaction
from quizapp.db.learning import running_numbers
from quizapp.db.models import Account, Answer, LearnerNumbersRow, QuestionNumbersRow, QuestionRow
from quizapp.db.site import idle_guests
from quizapp.services.errors import Invalid, NotAllowed, NotFound, TooMany
from quizapp.services.grading import regrading, reports
from quizapp.services.learning import guests, memories, my_decks, repeating, study
from quizapp.services.learning.answering import Moment, answer_quiz, answer_study
from quizapp.services.learning.question_pages import Showing
from quizapp.services.learning.study_days import Scope
from quizapp.services.people import accounts
from quizapp.services.quizzes import attempts, quizzes
from quizapp.services.site import my_data

KEY = "sand-bank-short-answer"
KEYS = ("        answer: the Anvil\n", "        answer: the Bellows\n", "        answer: the Anvil\n        accept: [the Bellows]\n")
WRONG = {"sand-bank-short-answer": {"answer": ["the Bellows"]}}
UNKNOWN = {"dont_know": ["1"]}
WEIGHTS = dict.fromkeys(("quiz", "republish", "regrade", "merge", "erase", "anew"), 1) | {"answer": 12, "undo": 3, "claim": 3, "wait": 2}

pytestmark = pytest.mark.usefixtures("database")


def as_lists(fields):
    return {name: value if isinstance(value, list) else [value] for name, value in fields.items()}


class World:
    """People who study one deck; `step` lets something happen to one of them, or to the deck."""

    def __init__(self, clock, seed, publish, boss):
        self.clock, self.rng, self.numbers, self.publish, self.boss = clock, Random(seed), count(), publish, boss
        self.people, self.key, self.done = [self.guest() for _ in range(3)], 0, Counter()

    def guest(self):
        return accounts.visitor(accounts.start_guest(self.clock.now, ""), self.clock.now)

    @property
    def moment(self):
        return Moment(self.clock.now, self.clock.now.date(), SECRET_KEY)

    def fields(self, showing):
        if self.rng.random() < 0.5:
            return as_lists(RIGHT[showing.kind.name])
        return WRONG.get(showing.question, UNKNOWN)

    def step(self):
        self.clock.advance(seconds=30)
        weights = {
            "answer": 12,
            "quiz": 1,
            "undo": 2,
            "claim": 2,
            "republish": 1,
            "regrade": 1,
            "merge": 1,
            "erase": 1,
            "anew": 1,
            "wait": 2,
        }
        what = self.rng.choices(list(weights), list(weights.values()))[0]
        with suppress(NotAllowed, NotFound, Invalid, TooMany):  # what is impossible at this moment
            getattr(self, what)(self.rng.choice(self.people))
            self.done[what] += 1

    def answer(self, who):
        asked = () if self.rng.random() < 0.7 else (KEY,)
        showing = study.next_showing(who, Scope("harbour", questions=asked), self.moment, f"n{next(self.numbers)}")
        if isinstance(showing, Showing):
            answer_study(who.id, showing.presentation, self.fields(showing), self.moment)

    def quiz(self, who):
        n = quizzes.start(who, "harbour", quizzes.Setup(size=4), self.moment, f"s{next(self.numbers)}").n
        for position in range(1, 5):
            showing = attempts.page(who, n, position, self.moment).showing
            answer_quiz(who.id, n, showing.presentation, self.fields(showing), self.moment)
        attempts.hand_in(who, n, self.moment)

    def newest(self, who):
        with transaction(write=False) as connection:
            return connection.scalar(select(Answer.n).where(Answer.user_id == who.id).order_by(Answer.n.desc()).limit(1)) or 0

    def undo(self, who):
        study.undo(who, self.newest(who), self.moment)

    def claim(self, who):
        with transaction(write=False) as connection:
            mine = select(Answer.n).where(Answer.user_id == who.id, Answer.response == '["the Bellows"]').order_by(Answer.n.desc())
            n = connection.scalar(mine) or 0
        reports.claim(who, n, self.moment)
        if self.rng.random() < 0.3:
            reports.take_back_claim(who, n, self.moment)

    def republish(self, _):
        self.key = (self.key + 1) % len(KEYS)
        self.publish(KEYS[self.key])

    def regrade(self, _):
        begun = regrading.start(self.boss, "harbour", KEY, "", self.clock.now)
        if self.rng.random() < 0.5:
            regrading.undo(self.boss, "harbour", KEY, begun, self.clock.now)

    def merge(self, who):
        other = self.guest()
        for _ in range(4):
            self.answer(other)
        with transaction(write=True) as connection:
            guests.absorb(connection, other.id, who.id)

    def erase(self, who):
        my_data.erase(who, "", now=self.clock.now, address="")
        self.people = [self.guest() if one is who else one for one in self.people]

    def anew(self, who):
        my_decks.start_anew(who.id, "harbour")

    def wait(self, _):
        self.clock.advance(days=self.rng.randint(1, 9))


def check():
    with transaction(write=False) as connection:
        assert running_numbers.wrong(connection) == {}
        assert repeating.differing(connection) == []
        for learner in connection.scalars(select(Account.id)).all():
            assert running_numbers.near(*running_numbers.learner_numbers(connection, learner))


def rows(model):
    with transaction(write=False) as connection:
        return connection.execute(select(model.__table__).order_by(*model.__table__.primary_key)).all()


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_the_numbers_are_what_the_answers_add_up_to(clock, publish, admin, seed):
    world = World(clock, seed, publish, visitor_of(admin))
    for step in range(90):
        world.step()
        if step % 10 == 9:
            check()
    check()
    assert world.done.keys() >= set(WEIGHTS) - {"claim", "regrade"}, world.done  # both can be impossible for long

    questions = {tuple(row[:5]): row[5:] for row in rows(QuestionNumbersRow)}
    learners = {row.user_id: row[1:] for row in rows(LearnerNumbersRow)}
    assert any(row[0] for row in questions.values())
    with transaction(write=True) as connection:
        connection.execute(update(QuestionNumbersRow).values(firsts=7, surplus=2.5))
        connection.execute(delete(LearnerNumbersRow))
    for learner in memories.learners():
        memories.rebuild_learner(learner)
    memories.rebuild_questions_numbers()
    check()
    assert {tuple(row[:5]): pytest.approx(row[5:], abs=1e-6) for row in rows(QuestionNumbersRow)} == questions
    assert {row.user_id: pytest.approx(row[1:], abs=1e-6) for row in rows(LearnerNumbersRow)} == {
        learner: numbers for learner, numbers in learners.items() if learner in memories.learners()
    }


def answer_key(who, moment, text, nonce):
    showing = study.next_showing(who, Scope("harbour", questions=(KEY,)), moment, nonce)
    return answer_study(who.id, showing.presentation, {"answer": [text]}, moment)


def numbers_of(key):
    """The numbers of a question here, by version: whether they are current, how often it was answered first, and known."""
    query = select(QuestionNumbersRow.version_id, QuestionNumbersRow.current, QuestionNumbersRow.firsts, QuestionNumbersRow.firsts_known)
    with transaction(write=False) as connection:
        query = query.join(QuestionRow, QuestionRow.id == QuestionNumbersRow.question_id).where(QuestionRow.key == key)
        rows = connection.execute(query.order_by(QuestionNumbersRow.version_id))
        return [tuple(row)[1:] for row in rows]


def test_a_reworded_question_keeps_its_numbers_and_one_with_another_key_begins_anew(clock, publish, people, admin):
    moment = Moment(clock.now, clock.now.date(), SECRET_KEY)
    answer_key(people[0], moment, "the Bellows", "a")
    publish(KEYS[0] + "        hint: It is iron.\n")
    answer_key(people[1], moment, "the Anvil", "b")
    assert numbers_of(KEY) == [(True, 2, 1.0)]

    publish(KEYS[1])
    assert numbers_of(KEY) == [(False, 2, 1.0), (True, 0, 0.0)]
    answer_key(people[2], moment, "the Bellows", "c")
    assert numbers_of(KEY) == [(False, 2, 1.0), (True, 1, 1.0)]
    regrading.start(visitor_of(admin), "harbour", KEY, "", clock.now)
    assert numbers_of(KEY) == [(False, 2, 1.0), (True, 1, 1.0)]  # the first was wrong and is right, the second the other way round

    publish(KEYS[0])
    assert numbers_of(KEY) == [(True, 2, 1.0), (False, 1, 1.0)]


def test_a_claim_counts_as_right_until_it_is_taken_back(clock, people):
    moment = Moment(clock.now, clock.now.date(), SECRET_KEY)
    n = answer_key(people[0], moment, "the Bellows", "a").n
    wrong = rows(LearnerNumbersRow)
    reports.claim(people[0], n, moment)
    assert numbers_of(KEY) == [(True, 1, 1.0)]
    assert rows(LearnerNumbersRow)[0].residuals == pytest.approx(wrong[0].residuals + 1)
    check()
    reports.take_back_claim(people[0], n, moment)
    assert numbers_of(KEY) == [(True, 1, 0.0)]
    assert rows(LearnerNumbersRow)[0].residuals == pytest.approx(wrong[0].residuals)
    study.undo(people[0], n, moment)
    assert numbers_of(KEY) == [(True, 0, 0.0)]


def test_guests_who_do_not_come_back_are_subtracted(clock, people):
    world = World(clock, 0, None, None)
    who = world.people[0]
    answer_key(who, world.moment, "the Anvil", "a")
    answer_key(people[0], world.moment, "the Anvil", "b")
    clock.advance(days=70)
    with transaction(write=True) as connection:
        gone = idle_guests.drop_idle(connection, empty_before=clock.now.date(), before=clock.now.date(), limit=9)
    assert gone == 3
    assert numbers_of(KEY) == [(True, 1, 1.0)]
    check()


def test_what_everybody_answered_is_known_before_the_next_answer(clock, people):
    moment = Moment(clock.now, clock.now.date(), SECRET_KEY)
    for number, who in enumerate(people[:6]):
        answer_key(who, moment, "the Bellows", f"n{number}")
    with transaction(write=False) as connection:
        said = dict(connection.execute(select(Answer.user_id, Answer.layered)).all())
        residuals = dict(connection.execute(select(Answer.user_id, Answer.residual)).all())
        [line] = running_numbers.lines(connection, connection.scalars(select(Answer.version_id)).all()).values()
        before = running_numbers.before(connection, people[0].id, line)

    chances = [said[who.id] for who in people[:6]]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > chances[-1] + 0.1
    assert before.question == before.fact == before.everybody
    assert (before.question.firsts, before.question.firsts_known) == (6, 0.0)
    assert before.learner.residuals == residuals[people[0].id] < 0
    assert set(before.memories) == {line.question}


@pytest.fixture
def people(make_person):
    return [visitor_of(make_person(f"learner{number}")) for number in range(6)]
