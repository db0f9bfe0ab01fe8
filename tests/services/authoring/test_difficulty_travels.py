"""How hard the questions of a deck were goes out with it if its owner says so, and counts where it is imported."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select, update
from support import BANK

from quizapp.bank.exchange import deck_zip
from quizapp.bank.exchange.difficulty import DIFFICULTY_FILE
from quizapp.db.base import transaction
from quizapp.db.learning import brought_numbers, running_numbers
from quizapp.db.models import BroughtRow, QuestionNumbersRow, QuestionRow
from quizapp.domain.memory.brought import MOST
from quizapp.domain.memory.running import QuestionNumbers
from quizapp.services.authoring import drafts, exporting, importing, owners, publishing
from quizapp.services.errors import NotFound
from quizapp.services.learning import editions

HARD, FEW = "sand-bank-short-answer", "plans-multiple-choice"
SUMS = QuestionNumbers(31, 12.5, 58, 40.0, -1.25, 9.8)


@pytest.fixture
def deck_of(hana, clock):
    """Import a copy of the deck harbour, with what it brings, as a draft: `deck_of(numbers)`; return the report."""

    def make(numbers=None, files=None):
        files = files or deck_zip.files_of(BANK / "harbour")
        return importing.import_deck(hana, "harbour.zip", deck_zip.export(files, numbers).content, "zip", "en", "", clock.now)

    return make


@pytest.fixture
def publish(hana, clock):
    def publish(deck_id):
        publishing.publish_draft(hana, deck_id, drafts.read(hana, deck_id).n, "", "class", clock.now)

    return publish


@pytest.fixture
def answered(hana, deck_of, publish):
    """A published deck whose questions were answered: one by 31 learners, one by four."""
    deck_id = deck_of().deck_id
    publish(deck_id)
    with transaction(write=True) as connection:
        for key, firsts in ((HARD, 31), (FEW, 4)):
            row = select(QuestionRow.id).where(QuestionRow.deck_id == deck_id, QuestionRow.key == key).scalar_subquery()
            sums = {
                "firsts": firsts,
                "firsts_known": min(12.5, firsts),
                "laters": 58,
                "laters_known": 40.0,
                "surplus": -1.25,
                "weighed": 9.8,
            }
            connection.execute(update(QuestionNumbersRow).where(QuestionNumbersRow.question_id == row).values(sums))
    return deck_id


def file_in(exported):
    with ZipFile(BytesIO(exported.content)) as archive:
        return deck_zip.read(exported.content).difficulty if DIFFICULTY_FILE in archive.namelist() else None


def brought(deck_id):
    """What the questions of a deck have brought, by key."""
    sums = (QuestionNumbersRow.__table__.c[name] for name in running_numbers.SUMS)
    query = select(QuestionRow.key, *sums).join(QuestionRow, QuestionRow.id == QuestionNumbersRow.question_id)
    with transaction(write=False) as connection:
        rows = connection.execute(query.where(QuestionNumbersRow.deck_id == deck_id, QuestionNumbersRow.brought)).all()
    return {key: QuestionNumbers(*values) for key, *values in rows}


def waiting():
    with transaction(write=False) as connection:
        return connection.scalar(select(func.count()).select_from(BroughtRow))


def known_before(who, deck_id, key):
    with transaction(write=False) as connection:
        question, version = editions.current(connection, deck_id, who.id).versions[key]
        return running_numbers.before(connection, who.id, running_numbers.Line(deck_id, question, version))


def test_it_goes_out_only_if_asked_for(hana, answered):
    assert file_in(exporting.exported(hana, answered, "zip", BANK)) is None
    assert file_in(exporting.exported(hana, answered, "zip", BANK, difficulty=True)) == {HARD: SUMS}
    assert exporting.offers(hana, answered).answered == 1


def test_only_owners_and_administrators_let_it_go(hana, mio, ryo, sora, answered):
    for who in (mio, sora):
        with pytest.raises(NotFound):
            exporting.exported(who, answered, "zip", BANK, difficulty=True)
    assert exporting.offers(mio, "harbour").answered is None
    with pytest.raises(NotFound):
        exporting.exported(mio, "harbour", "zip", BANK, difficulty=True)
    assert exporting.offers(ryo, "harbour").answered == 0
    assert file_in(exporting.exported(ryo, "harbour", "zip", BANK, difficulty=True)) == {}
    assert file_in(exporting.exported(ryo, answered, "zip", BANK, difficulty=True)) == {HARD: SUMS}


def test_a_draft_has_no_answers(hana, deck_of):
    deck_id = deck_of().deck_id
    assert exporting.offers(hana, deck_id).answered is None
    assert file_in(exporting.exported(hana, deck_id, "zip", BANK, difficulty=True)) == {}


def test_it_counts_from_the_first_publication_on(hana, answered, publish, clock):
    file = exporting.exported(hana, answered, "zip", BANK, difficulty=True)
    made = importing.import_deck(hana, file.name, file.content, "zip", "en", "", clock.now)
    assert (made.brought, made.told) == (1, 0)
    assert importing.report(hana, made.deck_id).brought == 1
    assert waiting() == 1
    publish(made.deck_id)
    assert waiting() == 0
    assert brought(made.deck_id) == {HARD: SUMS}
    before = known_before(hana, made.deck_id, HARD)
    assert before.question == before.fact == before.everybody == SUMS
    with transaction(write=False) as connection:
        assert running_numbers.wrong(connection) != {}, "the sums of the deck that it comes from were made up by this test"
        assert brought_numbers.given_here(connection, made.deck_id)[HARD] == QuestionNumbers(), "what came is not sent on"


def test_the_sums_of_a_large_site_count_as_a_few_classes(deck_of, publish):
    made = deck_of({HARD: QuestionNumbers(6000, 1500.0, 9000, 8100.0, 45.0, 900.0)})
    publish(made.deck_id)
    kept = brought(made.deck_id)[HARD]
    assert (kept.firsts, kept.laters) == (MOST, MOST)
    assert (kept.firsts_known, kept.laters_known, kept.surplus, kept.weighed) == pytest.approx((15.0, 54.0, 0.3, 6.0))


def test_a_question_that_was_changed_before_publication_begins_without(hana, deck_of, publish, clock):
    made = deck_of({HARD: SUMS, FEW: SUMS})
    draft = drafts.read(hana, made.deck_id)
    files = {name: text.replace("answer: the Anvil", "answer: the Bellows") for name, text in draft.files.items()}
    assert files != draft.files
    drafts.save(hana, made.deck_id, draft.n, files, clock.now)
    publish(made.deck_id)
    assert brought(made.deck_id) == {FEW: SUMS}
    assert waiting() == 0


def test_a_question_that_was_removed_before_publication_leaves_nothing(hana, deck_of, publish, clock):
    made = deck_of({HARD: SUMS})
    draft = drafts.read(hana, made.deck_id)
    files = {
        name: text.replace(
            "- type: short_answer\n        prompt: What do", "- id: other\n        type: short_answer\n        prompt: What do"
        )
        for name, text in draft.files.items()
    }
    drafts.save(hana, made.deck_id, draft.n, files, clock.now)
    publish(made.deck_id)
    assert (brought(made.deck_id), waiting()) == ({}, 0)


def test_questions_that_the_deck_does_not_have_are_told(deck_of):
    made = deck_of({HARD: SUMS, **{f"gone-{number}": SUMS for number in range(7)}})
    assert (made.brought, made.told) == (1, 1)
    assert made.notices == [
        "how hard 7 questions were elsewhere is left out, because the deck does not have them: gone-0, gone-1, gone-2, gone-3, gone-4"
    ]


def test_a_deck_with_errors_comes_without(deck_of, hana):
    made = deck_of({HARD: SUMS}, {"deck.yaml": b"title: A\nfacts: []\n"})
    assert made.errors
    assert made.brought == 0
    assert made.notices == ["how hard the questions were elsewhere is left out: the deck has errors"]
    assert importing.report(hana, made.deck_id).notices == made.notices


def test_a_draft_that_is_deleted_takes_it_along(hana, deck_of, clock):
    made = deck_of({HARD: SUMS})
    assert waiting() == 1
    owners.delete(hana, made.deck_id, drafts.read(hana, made.deck_id).n, clock.now)
    assert waiting() == 0
