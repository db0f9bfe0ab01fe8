"""What learners say is right is taken over: written into the YAML of the question, published, and the answers graded anew."""

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

    `editable` says that the deck is written in the browser. `file` and `line` say where the question stands, `lines` what is written there
    then: (sign, text), the sign + for a new line, - for one that goes. `obstacle` is a code: type (this type has no further right
    answers), right (it is accepted already), checks (the deck would have mistakes: `problems`), files (its files were not kept), draft (the
    draft has other changes: the answer is put into it and not published); empty where nothing is in the way.
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
    """The files that a change is made in; `n` is the change of the draft, 0 for a deck of the folder."""

    files: Mapping[str, str]
    editable: bool
    n: int = 0
    changed: bool = False


def offer(who: Visitor, pile: PileName) -> AcceptanceOffer:
    """Return what accepting what a pile says would do. Raises NotFound for who may not re-grade the deck, and where nobody says so."""
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


def accept(who: Visitor, pile: PileName, now: datetime) -> int | None:
    """Write a response into the question, publish the deck and re-grade; return the number of the re-grade.

    None where the draft has other changes: then the answer waits in it. Raises NotFound, Invalid (accept: it was changed since), Conflict.
    """
    found = offer(who, pile)
    if not found.editable or found.obstacle not in {"", "draft"}:
        raise Invalid("accept", "changed")
    draft = drafts.read(who, pile.deck)
    question, given = _asked(who, pile), _response(pile)
    files, obstacle = _changed(draft.files, pile.question, question, given)
    if obstacle:
        raise Invalid("accept", "changed")
    saved = drafts.save(who, pile.deck, draft.n, files, now)
    if draft.changed:
        return None
    why = f"{pile.question}: {'; '.join(filter(None, given.values))}"[: publishing.LONGEST_WHY]
    publishing.publish_draft(who, pile.deck, saved.n, why, Visibility.CLASS, now)
    return regrading.start(who, pile.deck, pile.question, why, now)


def _asked(who: Visitor, pile: PileName) -> Question:
    with transaction(write=False) as connection:
        return current(connection, pile.deck, who.id).deck.questions[pile.question]


def _response(pile: PileName) -> Response:
    return Response(tuple(json.loads(pile.response)))


def _find(who: Visitor, pile: PileName) -> tuple[Edition, int, _Source]:
    """Return the current edition, how many say so, and the files. Raises NotFound."""
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
    """Return the files in which a question accepts a response, and what is in the way, if anything."""
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
    """Return a new value that ends as the one before it in the YAML, where a block of lines has a line end that questions do not keep."""
    return value + before[len(before.rstrip()) :] if isinstance(value, str) and isinstance(before, str) else value


def _weighed(who: Visitor, blank: AcceptanceOffer, source: _Source, files: Mapping[str, str]) -> AcceptanceOffer:
    """Return an offer with the lines it changes, what the checks say of them, and what the re-grade would do."""
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
    """Return the lines that go and come, with one more on either side of them to find the place by."""
    listed: list[tuple[str, str]] = []
    for name, text in after.items():
        if text != before.get(name, ""):
            told = [(line[0], line[2:]) for line in ndiff(before.get(name, "").splitlines(), text.splitlines()) if line[0] != "?"]
            near = {place + step for place, (sign, _) in enumerate(told) if sign != " " for step in (-1, 0, 1)}
            listed += [line for place, line in enumerate(told) if place in near]
    return listed
