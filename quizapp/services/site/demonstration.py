"""The demo: a class of thirty and three months of simulated study, through the same services that people use.

Every answer goes through `answer_study` or `answer_quiz`, with a simulated clock; nothing is stored in any other way. The same seed and the
same end give the same answers, for the same version of the deck in the bank, in whatever order the students are simulated, or several at
once.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from quizapp.db.base import disconnect, transaction
from quizapp.domain.memory.study_day import study_day
from quizapp.domain.people.audiences import AccountRole
from quizapp.domain.questions.keys import right_fields
from quizapp.domain.questions.question import Fields, Question, Response, Verdict
from quizapp.domain.questions.registry import type_of
from quizapp.domain.simulation.minds import Mind, wrong_fields
from quizapp.services.authoring import publishing
from quizapp.services.classes import classes, joining
from quizapp.services.errors import TooMany
from quizapp.services.grading import assigning, my_assignments, reports
from quizapp.services.grading.assigning import Typed
from quizapp.services.learning import forecasting, overview, study
from quizapp.services.learning.answering import AS_IS, Moment, answer_quiz, answer_study
from quizapp.services.learning.editions import Edition, current, public_decks
from quizapp.services.learning.question_pages import Feedback, Showing
from quizapp.services.learning.study_days import Scope
from quizapp.services.people import accounts
from quizapp.services.people.accounts import ANONYMOUS, Visitor
from quizapp.services.quizzes import attempts, quizzes
from quizapp.services.quizzes.quizzes import Setup

TEACHER, STUDENT, PASSWORD = "demo-teacher", "minji", "seven green lanterns"

NAMES = (
    ("Kim Minji", STUDENT), ("박서준", "seojun"), ("Lee Haeun", "haeun"), ("Choi Jiho", "jiho"), ("정유나", "yuna"),
    ("Kang Doyun", "doyun"), ("Tanaka Hana", "hana"), ("Sato Ren", "ren"), ("Nguyễn Lan", "lan"),
    ("Trần Minh", "minh"), ("Aylin Kaya", ""), ("Emre Demir", "emre"), ("Amina Yusuf", "amina"),
    ("Chidi Okafor", "chidi"), ("Zanele Dube", ""), ("Kwame Mensah", "kwame"), ("Fatima Zahra", "fatima"),
    ("Omar Haddad", ""), ("Priya Nair", "priya"), ("Arjun Mehta", "arjun"), ("李伟", "liwei"), ("Zhang Xin", ""),
    ("Sofia Rossi", "sofia"), ("Mateo García", ""), ("Lucía Fernández", "lucia"), ("Léa Martin", ""),
    ("Jonas Weber", "jonas"), ("Maja Kowalska", ""), ("Олександр Бондар", "sasha"), ("Freya Nielsen", ""),
)  # fmt: skip
"""What the class calls its students, and their user names; students without one joined by the code and set no password."""

NARROW = ("islands-names", "Liancourt Rocks")
"""A question of the deck that comes with the program, and a true answer that its author did not think of."""

FAULTS = (
    "Two of the options say nearly the same.",
    "It depends on how you read the sentence.",
    "In class we said that the other answer is right too.",
)
MOST_PROCESSES = 4
"""Only one writes at a time, so more of them would wait for each other."""

AGENT = "demo"
SATURDAY, WEEK = 5, 5
MANY = 15


@dataclass(frozen=True, slots=True)
class DemoSize:
    """The size of the demo: students, days of study before `end`, and the random seed."""

    end: datetime
    students: int = len(NAMES)
    days: int = 90
    seed: int = 1910


@dataclass(slots=True)
class Student:
    """A simulated student: `diligence` is the share of school days with study, `stops` the day they give up, or None for never.

    `graded`: has taken the quiz that counts, `tried`: the one that leaves facts out.
    """

    visitor: Visitor
    mark: str
    mind: Mind
    diligence: float
    stops: date | None
    shown: int = 0
    graded: bool = False
    tried: bool = False

    def nonce(self) -> str:
        """Return the nonce of the next presentation."""
        self.shown += 1
        return f"demo-{self.visitor.id}-{self.shown}"


@dataclass(slots=True)
class Stage:
    """The class and the state of the simulation.

    `unclear` is a question that good students misread, `narrow` one that refuses what many type, with that text; `quiz` is the assignment
    that is taken halfway, `trial` the one before it that shows what practice gains, 0 if there is no time for one. A process has the `turn`
    while it writes, if there are several: one that SQLite makes wait sleeps too long.
    """

    plan: DemoSize
    key: str
    zone: ZoneInfo
    teacher: Visitor
    class_id: int
    shown: Edition
    students: list[Student]
    unclear: str
    narrow: tuple[str, str]
    near: Sequence[str]
    quiz: int = 0
    trial: int = 0
    turn: AbstractContextManager[Any] = field(default_factory=nullcontext)

    def moment(self, now: datetime) -> Moment:
        """Return an instant in the form that services take."""
        return Moment(now, study_day(now, self.zone), self.key)

    @property
    def days(self) -> list[date]:
        """The days of study, oldest first, without weekends and without the last day, which has a lesson."""
        last = study_day(self.plan.end, self.zone)
        days = (last - timedelta(days=back) for back in range(self.plan.days, 0, -1))
        return [day for day in days if day.weekday() < SATURDAY]

    @property
    def halfway(self) -> date:
        """The day on which the quiz that counts opens; it is taken on this day of study or the next."""
        return self.days[len(self.days) // 2]

    @property
    def quarter(self) -> int:
        """The place of the day on which the quiz opens that leaves facts out; it is taken within a school week."""
        return len(self.days) // 4


_STAGE: list[Stage] = []
"""In a process of its own: the stage that it was forked with."""


def prepare(bank: Path, plan: DemoSize, key: str, timezone: str) -> Stage:
    """Publish the bank, create the teacher and the class, let the students join by its code, and assign their work of three months."""
    dice, zone, begin = Random(plan.seed), ZoneInfo(timezone), plan.end - timedelta(days=plan.days + 1)  # noqa: S311 - a simulation
    publishing.publish_bank(bank, begin)
    accounts.create(TEACHER, PASSWORD, now=begin, role=AccountRole.TEACHER, display_name="Ms Baek")
    teacher = accounts.visitor(accounts.sign_in(TEACHER, PASSWORD, now=begin, agent=AGENT, address=AGENT))
    class_id = classes.create(teacher, "History 9b", timezone, begin)
    deck = max(public_decks(), key=lambda one: len(one.facts)).id
    classes.give(teacher, class_id, deck, begin)
    with transaction(write=False) as connection:
        shown = current(connection, deck, teacher.id)
    code = str(classes.board(teacher, class_id, begin).classroom.code)
    students = [_student(dice, code, name, username, begin, plan) for name, username in NAMES[: plan.students]]
    asked = [question for question in shown.deck.questions.values() if len(question.right) == 1]
    choices = [str(one.id) for one in asked if type_of(one).shows == "choice" and one.wrong]
    typed = [str(one.id) for one in asked if type_of(one).shows == "text" and _widens(one)]
    other = typed[len(typed) // 2]
    narrow = NARROW if NARROW[0] in typed else (other, f"{shown.deck.questions[other].right[0]} and others")
    near = sorted({question.right[0] for question in asked if type_of(question).typed} | {"nobody"})
    stage = Stage(plan, key, zone, teacher, class_id, shown, students, choices[len(choices) // 2], narrow, near)
    if stage.days:  # there may be nothing but a weekend before the end
        _assign_least(stage, stage.days[len(stage.days) // 6])
        stage.quiz = _assign(stage, "quiz", "Halfway quiz", stage.halfway, due=3)
        if stage.quarter > WEEK:
            away = (stage.days[stage.quarter] - stage.days[0]).days
            stage.trial = _assign(stage, "quiz", "Did practising help?", stage.days[0], due=7, opens=away, holds_out=True)
    return stage


def _widens(question: Question) -> bool:
    """Whether a question could accept a further text as right."""
    return bool(type_of(question).accepting(question, Response(question.right)))


def _student(dice: Random, code: str, name: str, username: str, begin: datetime, plan: DemoSize) -> Student:
    _, mark = joining.join(ANONYMOUS, code, name, now=begin, agent=AGENT, address=AGENT)
    visitor = accounts.visitor(mark)
    if username:
        mark = accounts.register(username, PASSWORD, now=begin, agent=AGENT, display_name=name, before=visitor)
        visitor = accounts.visitor(mark)
    stops = begin.date() + timedelta(days=dice.randrange(plan.days // 4, plan.days)) if dice.random() < 0.17 else None  # noqa: PLR2004
    ability = min(1.5, max(0.25, dice.gauss(0.85, 0.33)))
    mind = Mind(ability, Random(dice.getrandbits(32)))  # noqa: S311 - a simulation
    return Student(visitor, mark, mind, min(0.95, max(0.2, dice.gauss(0.45 + 0.2 * ability, 0.18))), stops)


def simulated(stage: Stage) -> Iterator[int]:
    """Simulate all students, and yield once for each; several at once where there are several processors and processes can be forked."""
    places, processes = range(len(stage.students)), min(os.cpu_count() or 1, MOST_PROCESSES)
    if processes == 1 or "fork" not in get_all_start_methods():
        for student in stage.students:
            study_all(stage, student)
            yield 1
        return
    for question in stage.shown.deck.questions.values():  # what may be said instead is found once, not in each process
        type_of(question).grade(question, Response(("?",) * len(question.right)))
    disconnect()  # two processes must not share a connection
    forking = get_context("fork")
    stage.turn = forking.Lock()
    with ProcessPoolExecutor(processes, forking, _STAGE.append, (stage,)) as pool:
        yield from pool.map(_study_all, places)


def _study_all(place: int) -> int:
    (stage,) = _STAGE
    study_all(stage, stage.students[place])
    return 1


def study_all(stage: Stage, student: Student) -> None:
    """Let a student study on the days of three months, and take part in the lesson at their end."""
    for place, day in enumerate(stage.days):
        if student.mind.rng.random() < student.diligence and not (student.stops and student.stops <= day):
            _study_on(stage, student, place, day)
    _attend(stage, student)


def _study_on(stage: Stage, student: Student, place: int, day: date) -> None:
    """Let a student study on an afternoon; every fifteenth day has a quiz."""
    start = datetime.combine(day, time(14), stage.zone) + timedelta(minutes=student.mind.rng.randrange(300))
    with stage.turn:
        student.visitor = accounts.visitor(student.mark, start)
    end = _session(stage, student, start, student.mind.rng.randrange(5, 13), Scope(stage.shown.deck.id))
    if stage.halfway in stage.days[max(0, place - 1) : place + 1] and not student.graded:
        student.graded = True
        with stage.turn:
            started = my_assignments.start(student.visitor, stage.quiz, stage.moment(end), student.nonce())
        _quiz(stage, student, end, started.n)
    elif stage.trial and 0 < place - stage.quarter < WEEK and not student.tried:
        student.tried = True
        with stage.turn:
            started = my_assignments.start(student.visitor, stage.trial, stage.moment(end), student.nonce())
        _quiz(stage, student, end, started.n)
    elif place % 15 == 14:  # noqa: PLR2004
        with stage.turn:
            started = quizzes.start(student.visitor, stage.shown.deck.id, Setup(size=10), stage.moment(end), student.nonce())
        _quiz(stage, student, end, started.n)


def _attend(stage: Stage, student: Student) -> None:
    """Let most students answer questions on a few facts within the last hour."""
    dice, end, deck = student.mind.rng, stage.plan.end, stage.shown.deck
    if student.stops is not None or dice.random() >= 0.85:  # noqa: PLR2004 - the others are ill
        return
    student.visitor = accounts.visitor(student.mark, end)
    if dice.random() < 0.9:  # noqa: PLR2004 - the others are reading
        start = end - timedelta(minutes=dice.randrange(4, 45))
        if dice.random() < 0.5:  # noqa: PLR2004 - the others only come for the lesson
            start = _session(stage, student, start - timedelta(minutes=10), MANY, Scope(deck.id))
        picked = [fact.id for fact in deck.facts][:: max(1, len(deck.facts) // 4)]
        _session(stage, student, start, MANY, Scope(deck.id, facts=(deck.fact_of[stage.unclear].id, *picked)))


def _assign_least(stage: Stage, day: date) -> None:
    """Assign the category with the fewest facts for a month: most students manage it, but those who rarely study do not."""
    sizes = Counter(fact.category for fact in stage.shown.deck.facts)
    category = min(sorted(sizes), key=lambda name: sizes[name])
    title = stage.shown.deck.categories.get(category, category) or stage.shown.deck.title
    _assign(stage, "study", f"Know: {title}", day, due=30, categories=(category,) if category else ())


def _assign(stage: Stage, kind: str, title: str, day: date, *, due: int, opens: int = 0, **more: Any) -> int:
    """Assign the deck or some of its categories for some days, starting after `opens` days (at once if 0); `more` is typed as well."""
    now = min(datetime.combine(day, time(8), stage.zone), stage.plan.end)
    begin, end = (f"{day + timedelta(days=days)}T20:00" for days in (opens, opens + due))
    typed = Typed(title, opens=begin if opens else "", due=end, size="12" if kind == "quiz" else "", **more)
    return assigning.create(stage.teacher, stage.class_id, stage.shown.deck.id, kind, typed, stage.zone, now)


def finish(stage: Stage) -> None:
    """Assign a quiz that has not begun, give the class a valid code, and let everybody who has not given up open the first page."""
    end = stage.plan.end
    _assign(stage, "quiz", "Exam on the reading", study_day(end, stage.zone), due=1, opens=9)
    classes.renew_code(stage.teacher, stage.class_id, max(classes.CODE_DAYS), end)
    for student in stage.students:
        if student.stops is None:
            overview.today_view(replace(student.visitor, at=end), study_day(end, stage.zone))
            if made := forecasting.take_unkept():
                forecasting.keep(made)


def _session(stage: Stage, student: Student, now: datetime, most: int, scope: Scope) -> datetime:
    """Let a student answer at most `most` questions, and return when they stop."""
    for _ in range(most):
        moment = stage.moment(now)
        showing = study.next_showing(student.visitor, scope, moment, student.nonce(), foresee=False)
        if not isinstance(showing, Showing):
            break
        question = stage.shown.deck.questions[showing.question]
        fields, seconds = _answer(stage, student, question, moment.day)
        now = min(now + timedelta(seconds=seconds), stage.plan.end)
        with stage.turn:
            feedback = answer_study(student.visitor.id, showing.presentation, {**fields, AS_IS: ("1",)}, stage.moment(now))
        if isinstance(feedback, Feedback):
            student.mind.learn(question, moment.day, right=feedback.verdict is Verdict.RIGHT)
            _say(stage, student, feedback, stage.moment(now))
        now = min(now + timedelta(seconds=8), stage.plan.end)
    return now


def _answer(stage: Stage, student: Student, question: Question, day: date) -> tuple[Fields, float]:
    """Return what a student answers, and after how many seconds."""
    mind, key = student.mind, str(question.id)
    knows, first = mind.knows(question, day), key not in mind.held
    if first and key == stage.unclear:  # good students take another option
        knows = mind.rng.random() < (0.25 if mind.ability > 0.85 else 0.7)  # noqa: PLR2004
    if first and key == stage.narrow[0] and mind.rng.random() < 0.5:  # noqa: PLR2004 - right, and not accepted
        return type_of(question).fields(question, Response(stage.narrow[1:])), mind.seconds(right=True)
    if knows:
        return right_fields(question), mind.seconds(right=True)
    near = [text for text in stage.near if text not in question.right]
    return wrong_fields(question, mind.rng, near), mind.seconds(right=False)


def _say(stage: Stage, student: Student, feedback: Feedback, moment: Moment) -> None:
    """Let a student say "I was right" where many are refused, and now and then that a question is wrong."""
    dice = student.mind.rng
    try:
        if feedback.claimable and feedback.given == stage.narrow[1:] and dice.random() < 0.6:  # noqa: PLR2004
            reports.claim(student.visitor, feedback.n, moment)
        elif feedback.verdict is not Verdict.RIGHT and feedback.question == stage.unclear and dice.random() < 0.3:  # noqa: PLR2004
            reports.report(student.visitor, feedback.n, dice.choice(FAULTS), moment)
    except TooMany:
        return


def _quiz(stage: Stage, student: Student, now: datetime, n: int) -> None:
    """Let a student take a quiz that was started."""
    who, deck = student.visitor, stage.shown.deck
    for position in _positions(student, n, now):
        page = attempts.page(who, n, position, stage.moment(now))
        if page is None or page.showing is None:
            break
        question = deck.questions[page.showing.question]
        fields, seconds = _answer(stage, student, question, study_day(now, stage.zone))
        now += timedelta(seconds=seconds)
        with stage.turn:
            answer_quiz(who.id, n, page.showing.presentation, {**fields, AS_IS: ("1",)}, stage.moment(now))
    with stage.turn:
        attempts.hand_in(who, n, stage.moment(now))


def _positions(student: Student, n: int, now: datetime) -> Iterator[int]:
    sheet = attempts.sheet(student.visitor, n, now)
    return iter(range(1, len(sheet.marks) + 1 if sheet else 1))
