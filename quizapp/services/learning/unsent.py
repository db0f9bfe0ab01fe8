"""An answer that came after its sign-in had ended: whose it is, what was asked, and how a newcomer starts with its question."""

from __future__ import annotations

from dataclasses import dataclass, replace

from quizapp.db.base import transaction
from quizapp.db.learning import standings
from quizapp.domain.questions.question import Fields, Written
from quizapp.domain.questions.registry import type_of
from quizapp.services.learning.answering import Moment, edition_shown, in_words
from quizapp.services.learning.explaining import plain_prompt
from quizapp.services.learning.presentations import STUDY, milliseconds, seal, unseal


@dataclass(frozen=True, slots=True)
class UnsentAnswer:
    """An answer that is not stored. `learner` was asked; `words` are the response, as `written` says, and empty for a rating of oneself."""

    learner: int
    deck: str
    language: str
    prompt: str
    words: tuple[str, ...]
    written: Written
    in_study: bool


def unsent(sealed: str, fields: Fields, moment: Moment) -> UnsentAnswer | None:
    """Return the answer in a form, or None if its presentation was not signed here or its learner may no longer read the deck."""
    presentation, holds = unseal(sealed, moment.key)
    if presentation is None or not holds:
        return None
    with transaction(write=False) as connection:
        standing = standings.standing(connection, presentation.learner, presentation.version, presentation.nonce, moment.now)
        shown = edition_shown(connection, standing, presentation.version) if standing else None
    if standing is None or shown is None:
        return None
    question = shown.question(standing.question_id)
    kind = type_of(question)
    words = () if kind.self_rated or presentation.as_card else in_words(question, fields)
    study = presentation.place == STUDY
    return UnsentAnswer(presentation.learner, shown.deck.id, shown.deck.language, plain_prompt(question), words, kind.given_as, study)


def handed_on(sealed: str, newcomer: int, moment: Moment) -> str:
    """Return the presentation of a study question for a newcomer who starts where a guest was signed out, or "" if there is none.

    The newcomer has answered nothing, and the questions keep their order, so that what was typed still fits.
    """
    presentation, holds = unseal(sealed, moment.key)
    if presentation is None or not holds or presentation.place != STUDY:
        return ""
    fresh = replace(presentation, learner=newcomer, shown=milliseconds(moment.now), answers=0, marks="", total=0, reason="")
    return seal(fresh, moment.key)
