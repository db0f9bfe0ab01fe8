"""The lesson page of a class, for the projector: how far the class is, and what it should discuss. It never names anyone."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from quizapp.db.base import Connection, transaction
from quizapp.db.classes import class_today
from quizapp.db.classes.class_today import Begun, Present, RecentAnswer
from quizapp.domain.grading import analysis
from quizapp.domain.grading.analysis import ResponseCount
from quizapp.domain.memory.class_tomorrow import ClassTomorrow
from quizapp.domain.memory.queue import ROUND
from quizapp.domain.memory.study_day import study_day
from quizapp.domain.questions.question import Question, QuestionType
from quizapp.domain.questions.registry import type_of
from quizapp.services.classes import class_tomorrow, classes
from quizapp.services.classes.classes import Classroom, good
from quizapp.services.errors import NotFound
from quizapp.services.learning.editions import Edition, edition
from quizapp.services.learning.explaining import passages, plain_prompt
from quizapp.services.learning.question_pages import Passage
from quizapp.services.people.accounts import Visitor

HOUR, PAUSE = timedelta(hours=1), timedelta(minutes=10)
"""A lesson is the last hour; a student without an answer for this long is paused."""

LEAST, SHOWN = 3, 3
"""How many answers a question needs before it is discussed (and forecasts a class before it is shown), and how many questions are shown."""

TWICE = 2
"""How many students have to give the same wrong answer before the whole class sees it."""

EVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Topic:
    """A question to discuss: each student's first answer to it, and where the reading gives the right answer."""

    deck: str
    title: str
    language: str
    question: str
    kind: QuestionType[Any]
    prompt: str
    answers: int
    missed: int
    choices: Sequence[ResponseCount]
    statement: str
    why: str
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a class is doing. Each student is counted once: done, answering, paused, here without an answer yet, or away.

    `tomorrow` is None if so few are counted for it that the whole class could read what it brings one of them.
    """

    classroom: Classroom
    good: bool
    students: int
    here: int
    answering: int
    paused: int
    done: int
    chosen: Topic | None
    topics: Sequence[Topic]
    tomorrow: ClassTomorrow | None


def lesson(who: Visitor, class_id: int, now: datetime, timezone: str, *, asked: tuple[str, str] = ("", "")) -> Lesson:
    """Return what a class is doing now, for its teachers and assistants; `asked` is a deck and a question to discuss. Raises NotFound."""
    with transaction(write=False) as connection:
        classroom = classes.staff(connection, who, class_id).classroom
        day = study_day(now, ZoneInfo(classroom.zone or timezone))
        given = class_today.given(connection, class_id, since=now - HOUR)
        students, begun = class_today.present(connection, class_id), class_today.begun(connection, class_id, day, now)
        editions = {deck: edition(connection, deck, revision) for deck, revision in class_today.revisions(connection, class_id).items()}
        chosen = _asked(connection, class_id, editions, asked) if asked[0] else None
        tomorrow = class_tomorrow.tomorrow(connection, class_id, day)
    facts = sum(len(shown.deck.facts) for shown in editions.values())
    counts = Counter(_doing(one, given, begun, facts, now) for one in students)
    return Lesson(
        classroom=classroom,
        good=good(classroom, now),
        students=len(students),
        here=counts["here"],
        answering=counts["answering"],
        paused=counts["paused"],
        done=counts["done"],
        chosen=chosen,
        topics=_topics(editions, given),
        tomorrow=tomorrow if tomorrow.counted >= LEAST else None,
    )


def _doing(student: Present, given: Iterable[RecentAnswer], begun: Iterable[Begun], facts: int, now: datetime) -> str:
    """Return what a student is doing; "done" means a round of questions within the hour, or everything for this study day."""
    mine = [answer for answer in given if answer.learner == student.learner]
    if not mine:
        return "here" if now - student.joined_at < HOUR or student.active_on == now.astimezone(UTC).date() else "away"
    far = next((one for one in begun if one.learner == student.learner), None)
    over = far is not None and not far.waiting and (far.met >= facts - far.left_out or far.today >= student.new_facts)
    if over or len({answer.question for answer in mine}) >= ROUND:
        return "done"
    return "answering" if now - mine[-1].at < PAUSE else "paused"


def _topics(editions: Mapping[str, Edition], given: Iterable[RecentAnswer]) -> list[Topic]:
    """Return the questions that most students missed within the hour."""
    firsts: dict[tuple[str, int], dict[int, RecentAnswer]] = defaultdict(dict)
    for answer in given:
        firsts[answer.deck, answer.question].setdefault(answer.learner, answer)
    missed = {
        place: sum(answer.score < 1 for answer in answers.values())
        for place, answers in firsts.items()
        if len(answers) >= LEAST and _discussed(editions[place[0]], place[1])
    }
    order = sorted((place for place in missed if missed[place]), key=lambda place: (-missed[place], len(firsts[place]), place))
    return [_topic(editions[deck], number, firsts[deck, number].values()) for deck, number in order[:SHOWN]]


def _asked(connection: Connection, class_id: int, editions: Mapping[str, Edition], asked: tuple[str, str]) -> Topic:
    deck, key = asked
    if deck not in editions or key not in editions[deck].deck.questions:
        raise NotFound(asked)
    number = editions[deck].versions[key][0]
    firsts: dict[int, RecentAnswer] = {}
    for answer in class_today.given(connection, class_id, since=EVER, question=number):
        firsts.setdefault(answer.learner, answer)
    return _topic(editions[deck], number, firsts.values())


def _discussed(shown: Edition, number: int) -> bool:
    """Whether a question is in the deck now, and not one that learners rate themselves."""
    key = shown.keys.get(number, "")
    return key in shown.deck.questions and not type_of(shown.deck.questions[key]).self_rated


def _topic(shown: Edition, number: int, answers: Collection[RecentAnswer]) -> Topic:
    deck, question = shown.deck, shown.question(number)
    fact = deck.fact_of[str(question.id)]
    given = [analysis.CountedAnswer(one.learner, number, one.score, tuple(json.loads(one.response or "[]"))) for one in answers]
    kind = type_of(question)
    return Topic(
        deck=deck.id,
        title=deck.title,
        language=deck.language,
        question=str(question.id),
        kind=kind,
        prompt=plain_prompt(question),
        answers=len(given),
        missed=sum(one.score < 1 for one in given),
        choices=() if kind.self_rated else _public(question, analysis.chosen(question, given)),
        statement=fact.statement,
        why=question.why or fact.why,
        passages=passages(shown, fact, question),
    )


def _public(question: Question, choices: Iterable[ResponseCount]) -> list[ResponseCount]:
    """Return what the whole class may see: a text that only one student typed is private, and counted among the others."""
    prompt = type_of(question).present(question, Random(0))  # noqa: S311 - its shuffle does not matter
    if prompt.options:
        return list(choices)
    kept, other = [], 0
    for choice in choices:
        if choice.kind == "other" or (choice.kind in {"wrong", "partly"} and choice.count < TWICE):
            other += choice.count
        elif choice.count or choice.kind == "right":
            kept.append(choice)
    return [*kept, ResponseCount("", "other", other, (0, 0, 0))] if other else kept
