"""The only path from a response to a stored grade: `answer_study` is for study and cards, `answer_quiz` for quizzes."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal, cast

from quizapp.db.base import Connection, transaction
from quizapp.db.grading import stored_assignments
from quizapp.db.learning import begun_decks, daily_totals, running_numbers, standings, stored_answers, stored_memories
from quizapp.db.learning.running_numbers import Added
from quizapp.db.learning.standings import QuestionStanding
from quizapp.db.learning.stored_answers import StoredAnswer
from quizapp.db.quizzes import stored_attempts
from quizapp.db.quizzes.stored_attempts import StoredAttempt, StoredPosition
from quizapp.domain.memory.memory import AnswerContext, Memory, advance_fact
from quizapp.domain.memory.progress import keeps_slipping
from quizapp.domain.memory.scheduling import Rating, rating_for, recall
from quizapp.domain.questions.question import MAX_TYPED, Fields, FormatError, Grade, Question, QuestionType, Response
from quizapp.domain.questions.registry import CARD, type_of
from quizapp.domain.questions.seeded import seeded
from quizapp.services.errors import Closed, ClosedOutside, NotFound
from quizapp.services.learning import learners
from quizapp.services.learning.editions import Edition, edition
from quizapp.services.learning.explaining import easier, explain, is_claimable
from quizapp.services.learning.memories import as_answered
from quizapp.services.learning.predicting import predicted
from quizapp.services.learning.presentations import CARDS, LONGEST, Presentation, milliseconds, unseal
from quizapp.services.learning.question_pages import Feedback, Returns, RoundBar

State = Literal["error", "unmoved", "hint", "reveal", "stale", "elsewhere", "closed"]

SEEN = "seen"
"""The field in which our script says for how many milliseconds the question has been on the screen."""

AS_IS = "as_is"
"""The field that says that a form is sent as it was shown on purpose, or that somebody has moved something in it."""

ONWARD = "go"
"""The field of a quiz's form that says where to go once its response is saved."""

_DIGITS = re.compile(r"[0-9]{1,9}")

_ASKED: tuple[State, ...] = ("hint", "reveal")
"""The buttons that ask for something without answering; each is named after the state it leads to."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A form that is shown again because nothing was recorded. `state` says why, `typed` is what it contained.

    `words` is its response as texts if it came too late to be filled into the form again.
    """

    presentation: str
    state: State
    typed: Mapping[str, tuple[str, ...]]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """When an answer comes in, and the key that presentations are signed with. `day` is the learner's study day."""

    now: datetime
    day: date
    key: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved response to a position of a quiz. If `settled`, it is final and its feedback may be shown; otherwise it can still change.

    `left` is how many seconds are left in the quiz, or None without a limit.
    """

    attempt: int
    position: int
    positions: int
    settled: bool
    left: int | None = None


def answer_study(learner: int, sealed: str, fields: Fields, moment: Moment, *, looked_at: Collection[str] = ()) -> Feedback | Pending:
    """Grade and store an answer from study or the cards page; the same form sent twice is stored once and returns the same feedback.

    `looked_at` are the ids of questions for which the learner has looked at the text since they were asked, which counts as a hint.
    Returns the form if it has to be shown again. Raises NotFound for a presentation that is not this learner's or was made for a quiz,
    Closed while the learner is taking a quiz on the deck that counts, and ClosedOutside while somebody else is, and the deck is closed.
    """
    presentation, holds = _presented(learner, sealed, moment)
    if presentation.quiz:
        raise NotFound("presentation")
    asked: State | None = next((state for state in _ASKED if fields.get(state)), None) if holds else "stale"
    if asked:
        return _given_back(sealed, asked, fields)
    with transaction(write=True) as connection:
        learners.take(connection, learner)
        outcome = _in_study(connection, presentation, fields, moment, looked_at)
    return _given_back(sealed, outcome, fields) if isinstance(outcome, str) else outcome


def answer_quiz(learner: int, attempt: int, sealed: str, fields: Fields, moment: Moment) -> Saved | Pending:
    """Grade and save the response to a position of an open quiz, replacing an earlier one; it becomes an answer when the quiz ends.

    Returns the form if it has to be shown again. Raises NotFound for a presentation that is not this learner's or was not made for this
    attempt, and ClosedOutside.
    """
    presentation, holds = _presented(learner, sealed, moment)
    if presentation.quiz is None or presentation.quiz[0] != attempt:
        raise NotFound("presentation")
    if not holds:
        return _given_back(sealed, "stale", fields)
    with transaction(write=True) as connection:
        learners.take(connection, learner)
        taken = stored_attempts.mine(connection, learner, attempt, moment.now)
        if taken is None:
            raise NotFound("attempt")
        guard_own(taken)
        position = presentation.quiz[1]
        question = edition(connection, taken.deck_id, taken.revision_id).question(taken.questions[position - 1][0])
        if taken.ended(moment.now):
            return _given_back(sealed, "closed", fields, in_words(question, fields))
        outcome = _in_quiz(connection, presentation, taken, position, question, fields, moment)
    return _given_back(sealed, outcome, fields) if isinstance(outcome, str) else outcome


def guard_own(taken: StoredAttempt) -> None:
    """Hide the questions of a learner's own quiz while its deck is closed to them; an attempt that counts goes on. Raises ClosedOutside."""
    if taken.assignment_id is None and taken.deck_closed_until:
        raise ClosedOutside(taken.deck_closed_until)


def _presented(learner: int, sealed: str, moment: Moment) -> tuple[Presentation, bool]:
    """Return a learner's presentation and whether its signature is valid. Raises NotFound if it cannot be read or is somebody else's."""
    presentation, holds = unseal(sealed, moment.key)
    if presentation is None or presentation.learner != learner:
        raise NotFound("presentation")
    return presentation, holds


def _given_back(sealed: str, state: State, fields: Fields, words: tuple[str, ...] = ()) -> Pending:
    typed = {name: tuple(values) for name, values in fields.items() if name not in {"csrf_token", "presentation", SEEN}}
    return Pending(sealed, state, typed, words)


def _in_study(
    connection: Connection, presentation: Presentation, fields: Fields, moment: Moment, looked_at: Collection[str]
) -> Feedback | State:
    standing = standings.standing(connection, presentation.learner, presentation.version, presentation.nonce, moment.now)
    if standing is None:
        raise NotFound("question")
    if standing.closed_until:
        raise ClosedOutside(standing.closed_until)
    if standing.taking and (taking := stored_assignments.open_attempt(connection, presentation.learner, standing.deck, moment.now)):
        raise Closed(taking.attempt, taking.until)
    if standing.repeated:
        earlier = feedback_of(connection, presentation.learner, standing.repeated)
        return "stale" if earlier.undone else earlier
    if (standing.memory.answers if standing.memory else 0) > presentation.answers:
        return "elsewhere"
    asked_in = edition_shown(connection, standing, presentation.version)
    judged = judge(asked_in.question(standing.question_id), fields, card=presentation.as_card)
    if isinstance(judged, FormatError):
        return "error"
    if _unmoved(asked_in.question(standing.question_id), presentation, judged[0], fields, moment):
        return "unmoved"
    ms = presentation.taken(moment.now, _seen(fields))
    presentation = replace(presentation, hint=presentation.hint or asked_in.keys.get(standing.question_id) in looked_at)
    return _record(connection, presentation, standing, asked_in, judged, moment, ms)


def _in_quiz(
    connection: Connection,
    presentation: Presentation,
    taken: StoredAttempt,
    position: int,
    question: Question,
    fields: Fields,
    moment: Moment,
) -> Saved | State:
    """Save the response to a position, replacing an earlier one unless its feedback has been shown."""
    saved = Saved(taken.n, position, len(taken.questions), settled=taken.feedback == "once", left=taken.left(moment.now))
    before = stored_attempts.position(connection, presentation.learner, taken.n, position)
    if before and (before.settled or before.at > moment.now):  # or a later response was saved before this one got the lock
        return saved
    if not saved.settled and _is_blank(question, fields):
        stored_attempts.drop_position(connection, presentation.learner, taken.n, position)
        return saved
    judged = judge(question, fields)
    if isinstance(judged, FormatError):
        return "error"
    if not (before and before.response) and _unmoved(question, presentation, judged[0], fields, moment):
        return saved if fields.get(ONWARD) else "unmoved"  # who only goes elsewhere leaves the position as it is
    stored_attempts.save_position(connection, _kept(presentation, saved, judged, before, moment))
    return saved


def _unmoved(question: Question, presentation: Presentation, response: Response | None, fields: Fields, moment: Moment) -> bool:
    """Whether a response is only what the form showed, and nobody has said that it is meant."""
    if response is None or fields.get(AS_IS):
        return False
    kind = kind_of(question, card=presentation.as_card)
    return kind.untouched(question, kind.present(question, seeded(moment.key, presentation.nonce)), response)


def _given(question: Question, fields: Fields) -> tuple[str, ...]:
    """Return what a form contains in the fields of the response."""
    return tuple(value for name in type_of(question).field_names(question) for value in fields.get(name, ()) if value.strip())


def _seen(fields: Fields) -> int | None:
    """Return for how many milliseconds a browser says that the question was on the screen, or None if it says nothing that can be read."""
    told = fields.get(SEEN, ("",))[0]
    return int(told) if _DIGITS.fullmatch(told) else None


def _is_blank(question: Question, fields: Fields) -> bool:
    """Whether a form contains no response at all; in a quiz this leaves its position unanswered."""
    return not fields.get("dont_know") and not _given(question, fields)


def in_words(question: Question, fields: Fields) -> tuple[str, ...]:
    """Return the contents of a form as the values of its response, or as typed if they cannot be read."""
    response = type_of(question).parse(question, fields)
    if isinstance(response, FormatError):
        return tuple(text[: MAX_TYPED + 1] for text in _given(question, fields))
    return tuple(filter(None, response.values))


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
    """Return the milliseconds spent on a position; a form that saves itself, or is sent again, adds the time since it was last saved."""
    since = max(presentation.shown, milliseconds(before.at)) if before else presentation.shown
    ms = milliseconds(now) - since + ((before.ms if before else None) or 0)
    return ms if 0 <= ms <= LONGEST else None


def as_text(response: Response | None) -> str:
    """Return a response as it is stored: a JSON list, or an empty text for "I don't know"."""
    return json.dumps(response.values, ensure_ascii=False) if response else ""


def from_text(text: str) -> Response | None:
    """Return a stored response."""
    return Response(tuple(json.loads(text))) if text else None


def judge(question: Question, fields: Fields, *, card: bool = False) -> tuple[Response | None, Grade] | FormatError:
    """Parse and grade the contents of a form; "I don't know" is an answer without a response, and wrong.

    On the cards page every question is a `card`: learners rate themselves.
    """
    if fields.get("dont_know"):
        return None, Grade.of(0.0)
    kind = kind_of(question, card=card)
    response = kind.parse(question, fields)
    return response if isinstance(response, FormatError) else (response, kind.grade(question, response))


def rate(question: Question, response: Response | None, grade: Grade, *, hint: bool, card: bool = False) -> Rating:
    """Return the rating for memory: the learner's own if they rate themselves, or else the one for the grade."""
    if response and kind_of(question, card=card).self_rated:
        return Rating.of(response.values[0])
    return rating_for(grade, hint=hint)


def kind_of(question: Question, *, card: bool) -> QuestionType[Any]:
    """Return the type that a question is asked and graded as."""
    return CARD if card else type_of(question)


def remember(connection: Connection, answer: StoredAnswer, before: Mapping[int, Memory]) -> Memory | None:
    """Store an answer with everything that follows from it, and return the question's memory after it.

    `before` has the memories of the questions on its fact.
    """
    stored_answers.add_answer(connection, answer)
    points = 0.0 if answer.held_back else answer.score
    daily_totals.add_to_day(connection, answer.user_id, answer.day, points=points, ms=answer.ms or 0)
    answered = as_answered(answer)
    if not answered.counts:
        return before.get(answer.question_id)
    changed = advance_fact(before, answer.question_id, answered)
    memory = changed.pop(answer.question_id)
    stored_memories.save_memory(connection, answer.user_id, answer.question_id, memory)
    stored_memories.save_ask_days(connection, answer.user_id, {question: sibling.ask_day for question, sibling in changed.items()})
    return memory


def edition_shown(connection: Connection, standing: QuestionStanding, version: int) -> Edition:
    """Return an edition with the version that was shown: the current one, or the first that had it."""
    now = edition(connection, standing.deck, standing.revision)
    key = now.keys.get(standing.question_id)
    return now if key and now.versions[key][1] == version else edition(connection, standing.deck, standing.first_revision)


def feedback_of(connection: Connection, learner: int, n: int, now: datetime | None = None) -> Feedback:
    """Return the feedback of a stored answer. Raises NotFound and, with `now`, ClosedOutside if its deck is closed at that moment."""
    found = standings.answered(connection, learner, n, now)
    if found is None:
        raise NotFound("answer")
    answer, standing, said = found
    if standing.closed_until:
        raise ClosedOutside(standing.closed_until)
    shown = edition_shown(connection, standing, answer.version_id)
    differs = shown.revision != standing.revision
    feedback = _feedback(shown, answer, standing.memory, standing)
    return replace(feedback, differs=differs, reported=said.fault is not None, outcomes=(said.right or "", said.fault or ""))


def _record(
    connection: Connection,
    presentation: Presentation,
    standing: QuestionStanding,
    shown: Edition,
    judged: tuple[Response | None, Grade],
    moment: Moment,
    ms: int | None,
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
        rating=rate(question, response, grade, hint=presentation.hint, card=presentation.as_card),
        hint=presentation.hint,
        ms=ms,
        recall=recall(standing.memory.state, day) if standing.memory else None,
        day=day,
        context=cast("AnswerContext", presentation.place),
        attempt=None,
        position=None,
        nonce=presentation.nonce,
        at=moment.now,
        desired_retention=standing.desired_retention,
    )
    before = running_numbers.before(connection, answer.user_id, standing.line)
    answer, outcome = predicted(connection, answer, question, before)
    memory = remember(connection, answer, before.memories)
    if not standing.started:
        begun_decks.start_deck(connection, answer.user_id, standing.deck, day)
    running_numbers.add(connection, answer.user_id, Added.of(standing.line, outcome))
    feedback = replace(_feedback(shown, answer, memory, standing), can_undo=True)
    if not presentation.total:
        return feedback
    again = presentation.reason == "return"
    mark = "" if again else "m" if answer.rating == Rating.AGAIN else "r"
    return replace(feedback, round=RoundBar.of((presentation.marks + mark)[: presentation.total], presentation.total, again=again))


def _feedback(shown: Edition, answer: StoredAnswer, memory: Memory | None, standing: QuestionStanding) -> Feedback:
    response = from_text(answer.response)
    question = shown.question(answer.question_id)
    kind = kind_of(question, card=answer.context == CARDS)
    feedback = explain(shown, answer, kind, kind.grade(question, response) if response else Grade.of(0.0), response)
    earlier, last_day = standing.earlier or ("", None)
    last = from_text(earlier)
    feedback = replace(feedback, last_day=last_day, last_given=last.values if last else (), note=standing.note, taught=standing.taught)
    if memory is None or answer.undone:
        return feedback
    missed = answer.rating == Rating.AGAIN and not answer.claimed
    return replace(
        feedback,
        due=memory.ask_day,
        streak=memory.streak,
        returns=_returns(shown, answer) if missed and answer.context == "study" else "",
        claimable=is_claimable(answer, question),
        claimed=answer.claimed,
        slips=memory.lapses if missed and keeps_slipping(memory) else 0,
        easier=easier(shown, question) if missed else "",
    )


def _returns(shown: Edition, answer: StoredAnswer) -> Returns:
    """Return what comes back after a miss where nothing else is known of the day."""
    slot = next((slot for slot in shown.slots if slot.question == answer.question_id), None)
    return "other" if slot and slot.back else "itself"
