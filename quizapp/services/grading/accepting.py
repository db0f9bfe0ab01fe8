"""Accepting what learners say is right: it is written into the YAML of the question and published, and the answers are re-graded."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import ndiff
from typing import Any

from quizapp.bank.editing import entries
from quizapp.bank.editing.outline import outline
from quizapp.bank.load import examine
from quizapp.bank.problems import Problem
from quizapp.bank.source import read_texts
from quizapp.db.base import transaction
from quizapp.db.grading import regrades, stored_reports
from quizapp.db.grading.stored_reports import PileName
from quizapp.db.learning import decks
from quizapp.domain.people.audiences import teaches
from quizapp.domain.questions.question import Question, Response
from quizapp.domain.questions.registry import type_of
from quizapp.domain.reading.deck import Origin, Visibility
from quizapp.services.authoring import drafts, publishing
from quizapp.services.errors import Invalid, NotFound
from quizapp.services.grading import regrading
from quizapp.services.grading.dry_runs import DryRun
from quizapp.services.learning.editions import Edition, current
from quizapp.services.learning.explaining import plain_prompt
from quizapp.services.people.accounts import Visitor


@dataclass(frozen=True, slots=True)
class AcceptanceOffer:
    """What accepting a response would do.

    `editable` is true if the deck is written in the browser. `file` and `line` give the place of the question, `lines` the change there as
    (sign, text), with the sign + for an added line and - for a removed one. `obstacle` is a code: type (this type has no further right
    answers), right (it is accepted already), checks (the deck would have errors: `problems`), files (its files were not stored), draft (the
    draft has other changes: the answer is added to it but not published); empty if there is no obstacle.
    """

    pile: PileName
    title: str
    language: str
    prompt: str
    right: tuple[str, ...]
    given: tuple[str, ...]
    learners: int
    editable: bool
    obstacle: str
    file: str = ""
    line: int = 0
    lines: Sequence[tuple[str, str]] = ()
    problems: Sequence[Problem] = ()
    dry_run: DryRun | None = None


@dataclass(frozen=True, slots=True)
class _Source:
    """The files that are changed; `n` is the change of the draft, or 0 for a deck of the folder."""

    files: Mapping[str, str]
    editable: bool
    n: int = 0
    changed: bool = False


def offer(who: Visitor, pile: PileName) -> AcceptanceOffer:
    """Return what accepting a reported response would do.

    Raises NotFound if the visitor may not re-grade the deck, or if nobody reported the response.
    """
    shown, learners, source = _find(who, pile)
    question, given = shown.deck.questions[pile.question], _response(pile)
    blank = AcceptanceOffer(
        pile=pile,
        title=shown.deck.title,
        language=shown.deck.language,
        prompt=plain_prompt(question),
        right=question.right,
        given=given.values,
        learners=learners,
        editable=source.editable,
        obstacle="",
    )
    files, obstacle = _changed(source.files, pile.question, question, given)
    if obstacle:
        return replace(blank, obstacle=obstacle)
    return _weighed(who, blank, source, files)


def accept(who: Visitor, pile: PileName, now: datetime, *, classes: bool = False) -> int | None:
    """Add a response to the question, publish the deck and re-grade; return the number of the re-grade.

    `classes` tells that grades may change in classes of other teachers as well. Returns None if the draft has other changes: the answer is
    then only added to it. Raises NotFound, Invalid (accept: it has been changed since; classes: others), Conflict.
    """
    found = offer(who, pile)
    if not found.editable or found.obstacle not in {"", "draft"}:
        raise Invalid("accept", "changed")
    if found.dry_run and found.dry_run.classes and not found.obstacle and not classes:
        raise Invalid("classes", "others")
    draft = drafts.read(who, pile.deck)
    question, given = _asked(who, pile), _response(pile)
    files, obstacle = _changed(draft.files, pile.question, question, given)
    if obstacle:
        raise Invalid("accept", "changed")
    saved = drafts.save(who, pile.deck, draft.n, files, now)
    if draft.changed or saved.files != files:  # others are at work on the draft: theirs is not published with the answer
        return None
    why = f"{pile.question}: {'; '.join(filter(None, given.values))}"[: publishing.LONGEST_WHY]
    try:
        publishing.publish_draft(who, pile.deck, saved.n, why, Visibility.CLASS, now)
    except Invalid as error:  # it was accepted twice at once: the other one has published it and re-grades
        raise Invalid("accept", "changed") from error
    return regrading.start(who, pile.deck, pile.question, why, now, classes=True)  # those that would change were told before


def _asked(who: Visitor, pile: PileName) -> Question:
    with transaction(write=False) as connection:
        return current(connection, pile.deck, who.id).deck.questions[pile.question]


def _response(pile: PileName) -> Response:
    return Response(tuple(json.loads(pile.response)))


def _find(who: Visitor, pile: PileName) -> tuple[Edition, int, _Source]:
    """Return the current edition, the number of learners who reported this, and the files. Raises NotFound."""
    if not teaches(who.role) or pile.kind != "right":
        raise NotFound(pile.question)
    with transaction(write=False) as connection:
        said = stored_reports.piles(connection, who.id, pile=pile)
        state = decks.state(connection, pile.deck)
        if not said or not state or regrades.asker(connection, pile.deck, who.id) is None:
            raise NotFound(pile.question)
        shown = current(connection, pile.deck, who.id)
        if pile.question not in shown.versions:
            raise NotFound(pile.question)
        files = regrades.files(connection, shown.revision)
    if state.origin != Origin.DATABASE:
        return shown, said[0].learners, _Source(files, editable=False)
    draft = drafts.read(who, pile.deck)
    return shown, said[0].learners, _Source(draft.files, editable=True, n=draft.n, changed=draft.changed)


def _changed(files: Mapping[str, str], key: str, question: Question, given: Response) -> tuple[dict[str, str], str]:
    """Return the files in which a question accepts a response, and the obstacle, if there is one."""
    kind = type_of(question)
    if kind.grade(question, given).score == 1:
        return {}, "right"
    changes = kind.accepting(question, given)
    if not changes:
        return {}, "type"
    try:
        fact, raw = entries.question_of(files, key)
    except LookupError:
        return {}, "files"
    return entries.put_question(files, fact, key, {name: _as_written(value, raw.get(name)) for name, value in changes.items()}), ""


def _as_written(value: Any, before: Any) -> Any:
    """Return a new value with the trailing white space of the old one, since blocks in YAML end in a line end that questions drop."""
    return value + before[len(before.rstrip()) :] if isinstance(value, str) and isinstance(before, str) else value


def _weighed(who: Visitor, blank: AcceptanceOffer, source: _Source, files: Mapping[str, str]) -> AcceptanceOffer:
    """Return an offer with the lines it changes, what the checks say about them, and what the re-grade would do."""
    deck_id, key = blank.pile.deck, blank.pile.question
    place = next((fact.file, line.line) for fact in outline(source.files).facts for line in fact.questions if line.id == key)
    before = [problem for problem in examine(read_texts(deck_id, source.files))[1] if problem.severity == "error"]
    compiled, problems = examine(read_texts(deck_id, files))
    errors = [problem for problem in problems if problem.severity == "error"]
    weighed = replace(blank, file=place[0], line=place[1], lines=_lines(source.files, files))
    if compiled is None or key not in compiled.deck.questions or len(errors) > len(before):
        return replace(weighed, obstacle="checks", problems=[problem for problem in errors if problem not in before])
    dry = regrading.dry_run(who, deck_id, key, compiled.deck.questions[key])
    return replace(weighed, dry_run=dry, obstacle="draft" if source.changed else "")


def _lines(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the removed and added lines, with one line of context on either side."""
    listed: list[tuple[str, str]] = []
    for name, text in after.items():
        if text != before.get(name, ""):
            told = [(line[0], line[2:]) for line in ndiff(before.get(name, "").splitlines(), text.splitlines()) if line[0] != "?"]
            near = {place + step for place, (sign, _) in enumerate(told) if sign != " " for step in (-1, 0, 1)}
            listed += [line for place, line in enumerate(told) if place in near]
    return listed
