"""Imports in the background: who sees what, one at a time, and nothing lost or doubled however a worker ends."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from support import visitor_of

from quizapp.db.base import transaction
from quizapp.db.models import DeckRow, ImportJob
from quizapp.services.authoring import import_jobs, importing
from quizapp.services.errors import Invalid, NotAllowed, NotFound

GIFT = b"::tower::The tower is high.{T}\n\n::open::Tell me.{}"


@pytest.fixture
def submit(hana, clock):
    """Let a file of a teacher wait: its number."""
    return lambda content=GIFT, name="towers.gift", who=hana: import_jobs.submit(who, name, content, "", "en", "", clock.now)


@pytest.fixture
def take(database, clock):
    return lambda: import_jobs.take(clock.now)


@pytest.fixture
def progress(hana, clock):
    return lambda number, who=hana: import_jobs.progress(who, number, clock.now)


def stored(column):
    with transaction(write=False) as connection:
        return connection.execute(select(column)).scalars().all()


def decks():
    with transaction(write=False) as connection:
        return connection.scalar(select(func.count()).select_from(DeckRow))


def test_a_file_waits_is_read_and_becomes_a_draft(submit, take, progress, hana, clock):
    number = submit()
    assert (progress(number).status, progress(number).is_open) == ("waiting", True)
    job = take()
    assert (job.number, job.attempt, progress(number).status) == (number, 1, "running")

    import_jobs.perform(job, clock.now)

    made = progress(number)
    assert (made.status, made.is_open, made.deck_id) == ("done", False, "towers")
    assert importing.report(hana, "towers").taken == 1
    assert stored(ImportJob.content) == [b""]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"content": b""}, "file"), ({"form": "word"}, "format"), ({"language": "e"}, "language"), ({"title": "x" * 201}, "title")],
)
def test_what_is_filled_in_is_looked_at_before_the_file_waits(hana, clock, values, field):
    given = {"name": "x.gift", "content": GIFT, "form": "", "language": "en", "title": "", **values}
    with pytest.raises(Invalid) as caught:
        import_jobs.submit(hana, **given, now=clock.now)
    assert caught.value.field == field
    assert stored(ImportJob.id) == []


def test_a_file_that_is_too_large_does_not_wait(submit):
    with pytest.raises(importing.Refused, match="25 MB"):
        submit(b"x" * 25_000_001)


def test_a_student_imports_nothing(submit, student):
    with pytest.raises(NotAllowed):
        submit(who=visitor_of(student))


def test_a_job_is_its_teachers_alone(submit, progress, make_person):
    number, other = submit(), visitor_of(make_person("mio", role="teacher"))
    with pytest.raises(NotFound):
        progress(number, other)
    with pytest.raises(NotFound):
        import_jobs.cancel(other, number)
    assert progress(number).is_open


def test_a_teacher_has_one_job_running_and_three_waiting_at_most(submit, take, make_person):
    numbers = [submit(), submit(), submit()]
    with pytest.raises(Invalid):
        submit()
    other = submit(who=visitor_of(make_person("mio", role="teacher")))

    assert [take().number, take().number, take()] == [numbers[0], other, None]


def test_a_refusal_is_told_in_words(submit, take, progress, clock):
    number, before = submit(b"no zip", "x.zip"), decks()
    import_jobs.perform(take(), clock.now)

    failed = progress(number)
    assert (failed.status, str(failed.refused), failed.invalid) == ("failed", "the file cannot be read as a zip", None)
    assert (decks(), stored(ImportJob.content)) == (before, [b""])


def test_what_a_draft_cannot_store_is_told_by_its_code(submit, take, progress, clock, monkeypatch):
    number = submit()
    monkeypatch.setattr("quizapp.services.authoring.drafts.MAX_TOTAL", 10)
    import_jobs.perform(take(), clock.now)

    assert (progress(number).invalid.field, progress(number).invalid.code) == ("files", "large")


def test_a_job_that_nobody_takes_says_so_after_ten_seconds(submit, take, progress, clock, make_person):
    number = submit()
    clock.advance(seconds=10)
    assert not progress(number).unattended
    clock.advance(seconds=1)
    assert progress(number).unattended

    submit(who=visitor_of(make_person("mio", role="teacher")))
    take()
    assert not progress(number).unattended


def test_a_job_is_cancelled_while_it_waits_or_runs(submit, take, progress, hana, clock):
    waiting, before = submit(), decks()
    import_jobs.cancel(hana, waiting)
    assert (progress(waiting).status, take()) == ("cancelled", None)

    running = submit()
    job = take()
    import_jobs.cancel(hana, running)
    assert not import_jobs.is_alive(job, clock.now)
    with pytest.raises(import_jobs.Withdrawn):
        import_jobs.perform(job, clock.now)
    assert (progress(running).status, decks()) == ("cancelled", before)
    import_jobs.cancel(hana, running)  # it has ended, and stays as it is


def test_a_job_that_is_cancelled_at_the_last_moment_leaves_no_draft(submit, take, hana, clock, monkeypatch):
    number, before = submit(), decks()
    job = take()
    monkeypatch.setattr(import_jobs, "TELL_EVERY", float("inf"))
    drafted = importing.drafted
    monkeypatch.setattr(importing, "drafted", lambda *given: [drafted(*given), import_jobs.cancel(hana, number)][0])

    with pytest.raises(import_jobs.Withdrawn):
        import_jobs.perform(job, clock.now)
    assert decks() == before


def test_the_progress_is_told(submit, take, progress, clock, monkeypatch):
    number, told = submit(b"Is it?{T}\n\n" * 3), []
    monkeypatch.setattr(import_jobs, "TELL_EVERY", 0.0)
    drafted = importing.drafted

    def watching(found, deck, language, entries):
        return drafted(found, deck, language, (told.append((progress(number).done, progress(number).total)) or entry for entry in entries))

    monkeypatch.setattr(importing, "drafted", watching)
    import_jobs.perform(take(), clock.now)

    assert told == [(0, 3), (1, 3), (2, 3)]


def test_a_job_whose_worker_died_is_taken_up_once_more_and_then_told(submit, take, progress, clock):
    number = submit()
    first = take()
    assert take() is None
    clock.advance(seconds=61)
    second = take()
    assert (second.number, second.attempt) == (number, 2)

    with pytest.raises(import_jobs.Withdrawn):  # the first was only slow
        import_jobs.perform(first, clock.now)
    clock.advance(seconds=61)
    assert take() is None
    assert (progress(number).status, str(progress(number).refused)) == ("failed", "the import was stopped twice before it was finished")


def test_a_sign_of_life_keeps_a_job(submit, take, clock):
    submit()
    job = take()
    clock.advance(seconds=50)
    assert import_jobs.is_alive(job, clock.now)
    clock.advance(seconds=50)
    assert take() is None


def test_a_child_that_stops_without_a_word_is_tried_twice(submit, take, progress):
    number = submit()
    import_jobs.stopped(take())
    assert progress(number).status == "waiting"
    import_jobs.stopped(take())
    assert progress(number).status == "failed"


def test_a_job_that_is_given_back_was_not_begun(submit, take):
    submit()
    import_jobs.give_back(take())
    assert take().attempt == 1


def test_a_job_of_somebody_who_may_not_teach_any_more_ends(submit, take, clock, hana):
    from quizapp.services.people import accounts

    submit()
    job = take()
    accounts.disable(hana.username, clock.now)
    with pytest.raises(import_jobs.Withdrawn):
        import_jobs.perform(job, clock.now)


def test_files_are_gone_after_a_day(submit, settings, app, clock):
    submit()
    clock.advance(hours=23)
    assert import_jobs.drop_old(clock.now) == 0
    clock.now += timedelta(hours=1, seconds=1)
    assert import_jobs.drop_old(clock.now) == 1
    assert stored(ImportJob.id) == []
