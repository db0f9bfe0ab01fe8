"""`submit_answer`, the only road from a response to a stored grade, for study, cards and quiz alike."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, cast, overload

from quizapp.db.base import Connection, transaction
from quizapp.db.grading import stored_assignments
from quizapp.db.learning import begun_decks, daily_totals, standings, stored_answers, stored_memories
from quizapp.db.learning.standings import Standing
from quizapp.db.learning.stored_answers import StoredAnswer
from quizapp.db.quizzes import stored_attempts
from quizapp.db.quizzes.stored_attempts import StoredPosition
from quizapp.domain.memory.memory import AnswerContext, Memory, advance_fact
from quizapp.domain.memory.progress import keeps_slipping
from quizapp.domain.memory.scheduling import Rating, rating_for, recall
from quizapp.domain.questions.question import FormatError, Grade, Question, Response
from quizapp.domain.questions.registry import by_name, type_of
from quizapp.services.errors import Closed, NotFound
from quizapp.services.learning.editions import Edition, edition
from quizapp.services.learning.explaining import easier, explain, is_claimable
from quizapp.services.learning.memories import as_answered
from quizapp.services.learning.presentations import LONGEST, Presentation, milliseconds, unseal
from quizapp.services.learning.question_pages import Feedback, Round

CARDS = "cards"
"""The place of a presentation on the page of flashcards."""

RESPONSE_FIELDS = ("answer", "blank-", "match-", "order-")
"""How the names of the fields that hold a response begin."""

State = Literal["error", "hint", "reveal", "stale", "elsewhere", "closed"]


@dataclass(frozen=True, slots=True)
class Pending:
    """A form that is given back: nothing was recorded. `state` says why, `typed` is what it held."""

    presentation: str
    state: State
    typed: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Moment:
    """When an answer comes in, and the key that presentations are signed with. `day` is the learner's study day."""

    now: datetime
    day: date
    key: str


@dataclass(frozen=True, slots=True)
class Saved:
    """The response to a position of a quiz is kept. `settled`: for good, and its feedback may be shown; else while the attempt is open."""

    attempt: int
    position: int
    positions: int
    settled: bool


@overload
def submit_answer(learner: int, sealed: str, fields: Mapping[str, Sequence[str]], moment: Moment) -> Feedback | Pending: ...


@overload
def submit_answer(learner: int, sealed: str, fields: Mapping[str, Sequence[str]], moment: Moment, *, attempt: int) -> Saved | Pending: ...


def submit_answer(
    learner: int, sealed: str, fields: Mapping[str, Sequence[str]], moment: Moment, *, attempt: int = 0
) -> Feedback | Saved | Pending:
    """Grade and store the response in a submitted form; the same form twice stores once and returns the same feedback.

    Returns the feedback (in a quiz, whose number is `attempt`, only that it was saved), or the form to be given back. Raises NotFound
    for a presentation that is not this learner's, or was not made for this quiz or for study, and Closed in study while an attempt of
    the deck counts.
    """
    presentation, holds = unseal(sealed, moment.key)
    if presentation is None or presentation.learner != learner or not _belongs(presentation, attempt):
        raise NotFound("presentation")
    typed = {name: tuple(values) for name, values in fields.items() if name not in {"csrf_token", "presentation"}}
    asked = next((state for state in ("hint", "reveal") if fields.get(state) and not attempt), None) if holds else "stale"
    if asked:
        return Pending(sealed, cast("State", asked), typed)
    with transaction(write=True) as connection:
        stored_answers.take(connection, learner)
        take = _in_quiz if attempt else _in_study
        outcome = take(connection, presentation, fields, moment)
    return Pending(sealed, outcome, typed) if isinstance(outcome, str) else outcome


def _belongs(presentation: Presentation, attempt: int) -> bool:
    return presentation.place.startswith(f"{attempt}/") if attempt else "/" not in presentation.place


def _in_study(connection: Connection, presentation: Presentation, fields: Mapping[str, Sequence[str]], moment: Moment) -> Feedback | State:
    standing = standings.standing(connection, presentation.learner, presentation.version, presentation.nonce)
    if standing is None:
        raise NotFound("question")
    if standing.taking and (taking := stored_assignments.open_attempt(connection, presentation.learner, standing.deck, moment.now)):
        raise Closed(taking.attempt, taking.until)
    if standing.repeated:
        earlier = feedback_of(connection, presentation.learner, standing.repeated)
        return "stale" if earlier.undone else earlier
    if (standing.memory.answers if standing.memory else 0) > presentation.answers:
        return "elsewhere"
    asked_in = edition_shown(connection, standing, presentation.version)
    judged = judge(asked_in.question(standing.question_id), fields, card=presentation.place == CARDS)
    return "error" if isinstance(judged, FormatError) else _record(connection, presentation, standing, asked_in, judged, moment)


def _in_quiz(connection: Connection, presentation: Presentation, fields: Mapping[str, Sequence[str]], moment: Moment) -> Saved | State:
    """Keep the response to a position in place of an earlier one, until the attempt ends or its feedback has been shown."""
    number, position = map(int, presentation.place.split("/"))
    taken = stored_attempts.attempt(connection, presentation.learner, number)
    if taken is None:
        raise NotFound("attempt")
    if taken.ended(moment.now):
        return "closed"
    saved = Saved(number, position, len(taken.questions), settled=taken.feedback == "once")
    before = stored_attempts.position(connection, presentation.learner, number, position)
    if before and (before.settled or before.at > moment.now):  # or a later response overtook this one on its way to the lock
        return saved
    if not saved.settled and _is_blank(fields):
        stored_attempts.drop_position(connection, presentation.learner, number, position)
        return saved
    judged = judge(edition(connection, taken.revision_id).question(taken.questions[position - 1][0]), fields)
    if isinstance(judged, FormatError):
        return "error"
    stored_attempts.save_position(connection, _kept(presentation, saved, judged, before, moment))
    return saved


def _is_blank(fields: Mapping[str, Sequence[str]]) -> bool:
    """Whether a form holds no response at all: in a quiz it leaves its position open."""
    given = (value for name, values in fields.items() if name.startswith(RESPONSE_FIELDS) for value in values)
    return not fields.get("dont_know") and not any(value.strip() for value in given)


def _kept(
    presentation: Presentation, saved: Saved, judged: tuple[Response | None, Grade], before: StoredPosition | None, moment: Moment
) -> StoredPosition:
    response, grade = judged
    return StoredPosition(
        user_id=presentation.learner,
        attempt=saved.attempt,
        position=saved.position,
        response=as_text(response),
        score=grade.score,
        verdict=grade.verdict,
        settled=saved.settled,
        nonce=presentation.nonce,
        ms=_spent(presentation, before, moment.now),
        at=moment.now,
    )


def _spent(presentation: Presentation, before: StoredPosition | None, now: datetime) -> int | None:
    """Return the milliseconds spent on a position: a form that saves itself, or comes back, adds the time since it was last saved."""
    since = max(presentation.shown, milliseconds(before.at)) if before else presentation.shown
    ms = milliseconds(now) - since + ((before.ms if before else None) or 0)
    return ms if 0 <= ms <= LONGEST else None


def as_text(response: Response | None) -> str:
    """Return a response as it is stored: a JSON list, or nothing for "I don't know"."""
    return json.dumps(response.values, ensure_ascii=False) if response else ""


def from_text(text: str) -> Response | None:
    """Return a stored response."""
    return Response(tuple(json.loads(text))) if text else None


def judge(question: Question, fields: Mapping[str, Sequence[str]], *, card: bool = False) -> tuple[Response | None, Grade] | FormatError:
    """Parse and grade what a form holds; "I don't know" is an answer without a response, and wrong.

    On the cards page every question is a `card`: learners rate themselves.
    """
    if fields.get("dont_know"):
        return None, Grade.of(0.0)
    kind = by_name("flashcard") if card else type_of(question)
    response = kind.parse(question, fields)
    return response if isinstance(response, FormatError) else (response, kind.grade(question, response))


def rate(question: Question, response: Response | None, grade: Grade, *, hint: bool, card: bool = False) -> Rating:
    """Return the rating for memory: on a flashcard the learner's own, else the one that the grade stands for."""
    if response and (card or type_of(question).name == "flashcard"):
        return Rating.of(response.values[0])
    return rating_for(grade, hint=hint)


def remember(connection: Connection, answer: StoredAnswer, before: Mapping[int, Memory]) -> Memory | None:
    """Store an answer with all that follows from it, and return the question's memory after it.

    `before` has the memories of the questions of its fact.
    """
    stored_answers.add_answer(connection, answer)
    daily_totals.add_to_day(connection, answer.user_id, answer.day, points=answer.score, ms=answer.ms or 0)
    answered = as_answered(answer)
    if not answered.counts:
        return before.get(answer.question_id)
    changed = advance_fact(before, answer.question_id, answered)
    memory = changed.pop(answer.question_id)
    stored_memories.save_memory(connection, answer.user_id, answer.question_id, memory)
    stored_memories.save_ask_days(connection, answer.user_id, {question: sibling.ask_day for question, sibling in changed.items()})
    return memory


def edition_shown(connection: Connection, standing: Standing, version: int) -> Edition:
    """Return the edition that has the version that was shown: the current one, or the first that had it."""
    now = edition(connection, standing.revision)
    key = now.keys.get(standing.question_id)
    return now if key and now.versions[key][1] == version else edition(connection, standing.first_revision)


def feedback_of(connection: Connection, learner: int, n: int) -> Feedback:
    """Return the feedback of a stored answer. Raises NotFound."""
    found = standings.answered(connection, learner, n)
    if found is None:
        raise NotFound("answer")
    answer, standing, said = found
    shown = edition_shown(connection, standing, answer.version_id)
    differs = shown.revision != standing.revision
    feedback = _feedback(shown, answer, standing.memory, standing)
    return replace(feedback, differs=differs, reported=said.fault is not None, outcomes=(said.right or "", said.fault or ""))


def _record(
    connection: Connection,
    presentation: Presentation,
    standing: Standing,
    shown: Edition,
    judged: tuple[Response | None, Grade],
    moment: Moment,
) -> Feedback:
    response, grade = judged
    question = shown.question(standing.question_id)
    day = max(moment.day, standing.newest_day or moment.day)
    answer = StoredAnswer(
        user_id=presentation.learner,
        n=standing.newest + 1,
        question_id=standing.question_id,
        version_id=presentation.version,
        response=as_text(response),
        score=grade.score,
        verdict=grade.verdict,
        rating=rate(question, response, grade, hint=presentation.hint, card=presentation.place == CARDS),
        hint=presentation.hint,
        ms=presentation.taken(moment.now),
        recall=recall(standing.memory.state, day) if standing.memory else None,
        day=day,
        context=cast("AnswerContext", presentation.place),
        attempt=None,
        position=None,
        nonce=presentation.nonce,
        at=moment.now,
    )
    related = stored_memories.siblings(connection, answer.user_id, answer.question_id) if standing.related else {}
    own = {answer.question_id: standing.memory} if standing.memory else {}
    memory = remember(connection, answer, related or own)
    if not standing.started:
        begun_decks.start_deck(connection, answer.user_id, standing.deck, day)
    feedback = replace(_feedback(shown, answer, memory, standing), can_undo=True)
    if not presentation.total:
        return feedback
    mark = "" if presentation.returns else "m" if answer.rating == Rating.AGAIN else "r"
    return replace(feedback, round=Round.of((presentation.marks + mark)[: presentation.total], presentation.total))


def _feedback(shown: Edition, answer: StoredAnswer, memory: Memory | None, standing: Standing) -> Feedback:
    response = from_text(answer.response)
    question = shown.question(answer.question_id)
    kind = by_name("flashcard") if answer.context == CARDS else type_of(question)
    feedback = explain(shown, answer, kind.grade(question, response) if response else Grade.of(0.0), response)
    earlier, last_day = standing.earlier or ("", None)
    last = from_text(earlier)
    feedback = replace(feedback, last_day=last_day, last_given=last.values if last else (), note=standing.note)
    if memory is None or answer.undone:
        return feedback
    missed = answer.rating == Rating.AGAIN and not answer.claimed
    return replace(
        feedback,
        due=memory.ask_day,
        streak=memory.streak,
        returns_today=missed and answer.context == "study",
        claimable=is_claimable(answer, question),
        claimed=answer.claimed,
        slips=memory.lapses if missed and keeps_slipping(memory) else 0,
        easier=easier(shown, question) if missed else "",
    )
