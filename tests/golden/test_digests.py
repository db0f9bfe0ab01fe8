"""Digests, orders and grades that were stored are still right for the same files, however the code has changed."""

import hmac
import json
from pathlib import Path
from random import Random

import pytest
from support import SECRET_KEY

from quizapp.bank.build import build
from quizapp.bank.load import digest, load_texts
from quizapp.domain.questions.question import Response
from quizapp.domain.questions.registry import type_of
from quizapp.domain.reading.deck import Picture
from quizapp.domain.reading.digests import version_digest

DECKS = sorted(json.loads(Path(__file__).with_name("golden.json").read_text("utf-8"))["decks"])


@pytest.fixture(scope="session")
def pictures(stored):
    """The pictures of each deck, by deck."""
    sizes = {
        digest: Picture(digest, width, height) for digest, width, height in stored.execute("SELECT digest, width, height FROM picture")
    }
    query = "SELECT deck.id, revision.pictures FROM deck JOIN revision ON revision.id = deck.revision_id"
    return {deck: {name: sizes[one] for name, one in json.loads(text).items()} for deck, text in stored.execute(query)}


@pytest.fixture(params=DECKS)
def name(request):
    """The id of a deck."""
    return request.param


@pytest.fixture(scope="session")
def all_loaded(files_of, pictures):
    """Every deck as it is loaded from its files now, by its id."""
    found = {deck: load_texts(deck, files, pictures[deck]) for deck, files in files_of.items()}
    assert all(loaded for loaded, _ in found.values()), {deck: problems for deck, (loaded, problems) in found.items() if loaded is None}
    return {deck: loaded for deck, (loaded, _) in found.items()}


@pytest.fixture
def loaded(name, all_loaded):
    """The deck as it is loaded from its files now."""
    return all_loaded[name]


@pytest.fixture
def then(name, golden):
    """The properties of each question at that time, by its id."""
    return golden["decks"][name]["questions"]


def graded(question, fields):
    kind = type_of(question)
    return kind.grade(question, kind.parse(question, fields))


def test_a_deck_has_the_digest_that_was_stored(name, loaded, golden):
    assert loaded.digest == golden["decks"][name]["revision"]


def test_a_question_has_the_digest_that_was_stored(loaded, then):
    deck = loaded.deck
    now = {key: version_digest(deck.fact_of[key], question) for key, question in deck.questions.items()}
    assert now == {key: entry["version"] for key, entry in then.items()}


def test_a_question_is_shown_in_the_order_that_its_nonce_drew(loaded, then):
    for key, entry in then.items():
        seed = hmac.digest(SECRET_KEY.encode(), f"golden-nonce-{key}".encode(), "sha256")
        prompt = type_of(loaded.deck.questions[key]).present(loaded.deck.questions[key], Random(seed))
        order = {name: getattr(prompt, name) for name in ("options", "lefts", "rights", "items")}
        assert json.loads(json.dumps({name: value for name, value in order.items() if value})) == entry.get("order", {}), key


def test_what_was_right_is_right(loaded, then):
    for key, entry in then.items():
        assert graded(loaded.deck.questions[key], entry["right"]).score == 1, key


def test_another_answer_is_worth_what_it_was(loaded, then):
    for key, entry in then.items():
        if "other" in entry:
            grade = graded(loaded.deck.questions[key], entry["other"])
            assert [grade.score, grade.almost, [*grade.feedback]] == [entry["score"], entry["almost"], entry["feedback"]], key


def test_every_revision_is_built_from_what_is_stored_of_it(stored):
    versions = dict(stored.execute("SELECT id, digest FROM version").fetchall())
    for deck_id, number, text, stored_digest, pairs in stored.execute("SELECT deck_id, number, data, digest, versions FROM revision"):
        data = json.loads(text)
        deck = build(data)
        assert digest(data) == stored_digest, f"{deck_id} {number}"
        for key, (_, version) in json.loads(pairs).items():
            assert version_digest(deck.fact_of[key], deck.questions[key]) == versions[version], f"{deck_id} {number} {key}"


def test_a_stored_response_has_the_grade_that_is_stored_beside_it(stored):
    decks = {row[0]: build(json.loads(row[1])) for row in stored.execute("SELECT id, data FROM revision")}
    first = {row[0]: (row[1], row[2]) for row in stored.execute("SELECT version.id, version.revision_id, question_id FROM version")}
    keys = {
        revision: {pair[1]: key for key, pair in json.loads(text).items()}
        for revision, text in stored.execute("SELECT id, versions FROM revision")
    }
    query = "SELECT version_id, response, score, verdict FROM answer WHERE response != '' AND context != 'cards'"
    checked = 0
    for version, response, score, verdict in stored.execute(query):
        revision = first[version][0]
        question = decks[revision].questions[keys[revision][version]]
        grade = type_of(question).grade(question, Response(tuple(json.loads(response))))
        assert (grade.score, grade.verdict) == (score, verdict), f"{question.id}: {response}"
        checked += 1
    assert checked > 100
