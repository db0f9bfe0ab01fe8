"""Turns files of other programs into draft decks, with a report about what could not be imported."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath

from quizapp.bank.editing.entries import put_deck
from quizapp.bank.editing.outline import outline
from quizapp.bank.exchange import deck_zip
from quizapp.bank.exchange.drafting import drafted
from quizapp.bank.exchange.formats import READERS, guessed
from quizapp.bank.exchange.notices import FoundQuestion, Imported, Notice, Refused
from quizapp.bank.exchange.texts import MOST_BYTES, decoded, limited
from quizapp.bank.load import Loaded, load_texts
from quizapp.bank.pictures import BadPicture, Encoded, encode, is_picture
from quizapp.db import log
from quizapp.db.base import Connection, transaction
from quizapp.db.learning import brought_numbers
from quizapp.db.people import stored_accounts
from quizapp.domain.memory.brought import BroughtNumbers, tempered
from quizapp.domain.memory.running import QuestionNumbers
from quizapp.domain.people.audiences import teaches
from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.domain.questions.slugs import slug_of
from quizapp.domain.reading.digests import version_digest
from quizapp.services.authoring import drafts
from quizapp.services.errors import Invalid, NotAllowed, NotFound
from quizapp.services.people import names
from quizapp.services.people.accounts import Visitor

__all__ = ["FORMATS", "MOST_BYTES", "ImportReport", "Refused", "import_deck", "report", "teacher_named"]

FORMATS = ("zip", *READERS)
MOST_NOTICES = 500
"""The most notices that a report stores; the total is stored too."""

MOST_NAMES = 5
"""The most questions that a notice names."""

Watch = Callable[[Sequence[FoundQuestion]], Iterable[FoundQuestion]]
Then = Callable[[Connection, str], None]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The result of an import: the number of questions, what could not be kept, in words, and the number of problems in the draft.

    `told` counts everything that could not be kept; `notices` are the first of them: phrases, or texts in an older report. `brought` counts
    the questions that came with how hard they were elsewhere.
    """

    deck_id: str
    name: str
    taken: int
    told: int
    notices: Sequence[str]
    problems: int
    errors: int
    brought: int = 0


def import_deck(
    who: Visitor,
    name: str,
    content: bytes,
    form: str,
    language: str,
    title: str,
    now: datetime,
    *,
    watch: Watch = iter,
    then: Then = lambda _connection, _deck: None,
) -> ImportReport:
    """Create a draft deck from a file; `form` is one of FORMATS, or "" to recognise it by the name.

    `watch` wraps the questions, for example in a progress bar; `then` is called with the new deck before it is stored for good. Nothing is
    stored if this raises NotAllowed, Invalid (file, format, language, title, files) or Refused, which says why in words.
    """
    form, title = checked(who, name, content, form, language, title)
    imported = _imported(name, limited(content), form, language, watch)
    plain: Mapping[str, str] = {file: decoded(text) for file, text in imported.files.items() if not is_picture(file)}
    files = _titled(plain, title) if title else plain
    encoded = _encoded(imported.files)
    shown = drafts.title_of(files) or PurePath(name).stem[: drafts.LONGEST_TITLE] or "Deck"
    loaded, found = load_texts(drafts.id_of(shown), files, {file: one.picture for file, one in encoded.items()})
    brought, left_out = _brought(imported.difficulty, loaded)
    notices = [*imported.notices, *_made_plain(imported.files, plain), *left_out]
    made = ImportReport(
        "",
        PurePath(name).name[:200],
        sum(len(fact.questions) for fact in outline(files).facts),
        len(notices),
        [notice.placed for notice in notices[:MOST_NOTICES]],
        len(found),
        sum(problem.severity == "error" for problem in found),
        len(brought),
    )

    def keep(connection: Connection, deck_id: str) -> None:
        brought_numbers.put(connection, deck_id, brought)
        _keep(connection, who, replace(made, deck_id=deck_id), notices, now)
        then(connection, deck_id)

    return replace(made, deck_id=drafts.create(who, shown, language, now, files, encoded, keep))


def checked(who: Visitor, name: str, content: bytes, form: str, language: str, title: str) -> tuple[str, str]:
    """Return the format and the title of a file before it is read. Raises NotAllowed, Invalid (file, format, language, title), Refused."""
    if not teaches(who.role):
        raise NotAllowed
    if not content:
        raise Invalid("file", "empty")
    form = form or guessed(name, limited(content))
    if form not in FORMATS:
        raise Invalid("format", "unknown")
    drafts.check_language(language)
    return form, names.clean_line(title, "title", drafts.LONGEST_TITLE) if title.strip() else ""


def report(who: Visitor, deck_id: str) -> ImportReport:
    """Return the report about the file that a draft was made from, for those who may edit it. Raises NotFound."""
    drafts.read(who, deck_id)
    with transaction(write=False) as connection:
        kept = log.entries(connection, _object(deck_id), limit=1)
    if not kept:
        raise NotFound(deck_id)
    found = json.loads(kept[0].detail)
    notices = [one if isinstance(one, str) else Notice.unpacked(one).placed for one in found["notices"]]
    return ImportReport(deck_id, **found | {"notices": notices})


def teacher_named(username: str) -> Visitor:
    """Return a teacher by user name, for the command line. Raises NotFound, and NotAllowed for other people."""
    with transaction(write=False) as connection:
        secret = stored_accounts.secret(connection, names.key(username))
        person = next((one for one in stored_accounts.listing(connection) if names.key(one.username) == names.key(username)), None)
    if secret is None or person is None:
        raise NotFound(username)
    if not teaches(person.role) or person.disabled:
        raise NotAllowed
    return Visitor(id=secret.id, name=person.display_name, username=person.username, role=person.role)


def _imported(name: str, content: bytes, form: str, language: str, watch: Watch) -> Imported:
    if form == "zip":
        return deck_zip.read(content)
    found = READERS[form](content, language)
    stem = slug_of(PurePath(name).name.partition(".")[0]) or "deck"
    return drafted(found, stem, language, watch(found.entries))


def _titled(files: Mapping[str, str], title: str) -> Mapping[str, str]:
    """Return the files with another title, unless deck.yaml cannot be read and is left for its author to fix."""
    try:
        return put_deck(files, {"title": title})
    except LookupError:
        return files


def _encoded(files: Mapping[str, bytes]) -> dict[str, Encoded]:
    """Encode the pictures of a zip again. Raises Refused for one that is broken or too large."""
    found = {}
    for name, content in files.items():
        if is_picture(name):
            try:
                found[name] = encode(content, name)
            except BadPicture as error:
                raise Refused("bad-picture", name=name) from error
    return found


def _made_plain(files: Mapping[str, bytes], plain: Mapping[str, str]) -> list[Notice]:
    """Report files whose exact bytes a draft does not keep, since it is text with plain line ends."""
    return [Notice("plain-ends", params={"name": name}) for name, text in plain.items() if text.encode() != files[name]]


def _brought(difficulty: Mapping[str, QuestionNumbers], loaded: Loaded | None) -> tuple[dict[str, BroughtNumbers], list[Notice]]:
    """Return how hard the questions of a deck were elsewhere, by id, and what is said about those that it does not have."""
    if not difficulty:
        return {}, []
    if loaded is None:
        return {}, [Notice("difficulty-left-out", params={"reason": Phrase(N_("the deck has errors"))})]
    deck = loaded.deck
    unknown = sorted(difficulty.keys() - deck.questions.keys())
    told = {"count": len(unknown), "names": tuple(unknown[:MOST_NAMES])}
    kept = {
        key: BroughtNumbers(version_digest(deck.fact_of[key], question), tempered(difficulty[key]))
        for key, question in deck.questions.items()
        if key in difficulty
    }
    return kept, [Notice("difficulty-unknown", params=told)] if unknown else []


def _keep(connection: Connection, who: Visitor, made: ImportReport, notices: Sequence[Notice], now: datetime) -> None:
    """Store a report for its page: notices as code and values, so that they can be shown in any language."""
    detail = {
        "name": made.name,
        "taken": made.taken,
        "told": made.told,
        "notices": [notice.packed() for notice in notices[:MOST_NOTICES]],
        "problems": made.problems,
        "errors": made.errors,
        "brought": made.brought,
    }
    log.note(connection, who.username, "imported", _object(made.deck_id), json.dumps(detail, ensure_ascii=False), now)


def _object(deck_id: str) -> str:
    return f"import:{deck_id}"
