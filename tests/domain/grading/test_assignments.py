"""What an assignment asks, when it closes, when it is done, and which attempt counts."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizapp.domain.grading.assignments import (
    AssignedPart,
    Ran,
    RightAnswer,
    attempt_ends,
    clock_text,
    closes_too_long,
    counting,
    done,
    last_moment,
    moment_of,
)
from quizapp.domain.questions.inline import TextRun
from quizapp.domain.reading.deck import Block, Deck, Fact, Reading, Section, Span

BERLIN = ZoneInfo("Europe/Berlin")
OPENS = datetime(2026, 3, 2, 9, tzinfo=UTC)


def fact(name, category, block, *tags):
    return Fact(name, category, (), spans=(Span(block, 0, 3),), tags=tags)


@pytest.fixture
def deck():
    reading = Reading(
        (Section("first", "First", 0, 1), Section("second", "Second", 1, 3)), tuple(Block("p", (TextRun("abc"),)) for _ in "abc")
    )
    facts = (fact("a", "dates", 0, "exam"), fact("b", "actors", 1), fact("c", "dates", 2))
    return Deck("d", "D", "en", facts, reading=reading, categories={"dates": "When", "actors": "Who"})


@pytest.mark.parametrize(
    ("part", "facts"),
    [
        (AssignedPart(), "abc"),
        (AssignedPart(sections=("second",)), "bc"),
        (AssignedPart(categories=("dates",)), "ac"),
        (AssignedPart(tags=("exam",)), "a"),
        (AssignedPart(sections=("second",), categories=("dates",)), "c"),
        (AssignedPart(sections=("first", "second"), categories=("actors",), tags=("exam",)), ""),
    ],
)
def test_a_part_names_facts(deck, part, facts):
    assert [fact.id for fact in part.facts(deck)] == list(facts)


def right(name, day=2, hour=10):
    return RightAnswer(name, date(2026, 3, day), datetime(2026, 3, day, hour, tzinfo=UTC))


@pytest.mark.parametrize(
    ("answers", "days", "facts"),
    [
        ([right("a")], 1, {"a"}),
        ([right("a")], 2, set()),
        ([right("a"), right("a", hour=12)], 2, set()),
        ([right("a"), right("a", day=3)], 2, {"a"}),
        ([right("a", hour=8)], 1, set()),  # before it opened
        ([right("a", day=9)], 1, set()),  # after it was due
        ([right("z")], 1, set()),  # outside the scope
    ],
)
def test_what_is_done(answers, days, facts):
    assert done(answers, ["a", "b"], days=days, opens=OPENS, until=datetime(2026, 3, 6, tzinfo=UTC)) == facts


def test_without_a_due_date_nothing_is_too_late():
    assert done([right("a", day=30)], ["a"], days=1, opens=OPENS, until=None) == {"a"}


def test_an_extension_only_gives_time():
    due = OPENS + timedelta(days=2)
    assert last_moment(due, None) == due
    assert last_moment(due, due + timedelta(days=1)) == due + timedelta(days=1)
    assert last_moment(due, due - timedelta(days=1)) == due
    assert last_moment(None, due) is None


@pytest.mark.parametrize(
    ("minutes", "extra", "due", "ends"),
    [(20, 0, 60, 20), (20, 25, 60, 25), (20, 50, 60, 30), (20, 50, 22, 22), (None, 50, 60, 60), (20, 0, None, 20), (None, 0, None, None)],
)
def test_when_an_attempt_ends(minutes, extra, due, ends):
    end = attempt_ends(OPENS, minutes, extra, due and OPENS + timedelta(minutes=due))
    assert end == (ends and OPENS + timedelta(minutes=ends))


@pytest.mark.parametrize(("counts", "n"), [("best", 2), ("last", 3), ("first", 1)])
def test_which_attempt_counts(counts, n):
    ran = [Ran(3, 3, 5, OPENS), Ran(1, 2, 5, OPENS), Ran(2, 4, 5, OPENS)]
    assert counting(ran, counts).n == n
    assert counting([], counts) is None


def test_of_equal_attempts_the_first_is_the_best():
    assert counting([Ran(1, 4, 5, OPENS), Ran(2, 4, 5, OPENS)], "best").n == 1


def test_a_moment_is_typed_on_the_clock_of_the_class():
    assert moment_of("2026-03-27T14:00", BERLIN, later=True) == datetime(2026, 3, 27, 13, tzinfo=UTC)
    assert moment_of("2026-03-30T14:00", BERLIN, later=True) == datetime(2026, 3, 30, 12, tzinfo=UTC)
    assert clock_text(datetime(2026, 3, 30, 12, tzinfo=UTC), BERLIN) == "2026-03-30T14:00"
    assert clock_text(None, BERLIN) == ""


def test_an_hour_that_the_clock_leaps_over_is_refused():
    with pytest.raises(LookupError):
        moment_of("2026-03-29T02:30", BERLIN, later=True)


def test_an_hour_that_comes_twice_is_the_second_for_an_end_and_the_first_for_an_opening():
    assert moment_of("2026-10-25T02:30", BERLIN, later=False) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment_of("2026-10-25T02:30", BERLIN, later=True) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-02-30T10:00", "0001-01-01T00:00", "2026-03-27T14:00+01:00"])
def test_what_is_no_moment(text):
    with pytest.raises(ValueError, match=r".*"):
        moment_of(text, BERLIN, later=True)


def test_the_first_and_the_last_go_by_time_where_two_accounts_became_one():
    ran = [Ran(1, 1, 5, OPENS + timedelta(days=1)), Ran(2, 4, 5, OPENS)]
    assert [counting(ran, counts).n for counts in ("first", "last")] == [2, 1]


@pytest.mark.parametrize(
    ("opens", "later", "long"),
    [
        (OPENS, timedelta(days=14), False),
        (OPENS, timedelta(days=14, seconds=1), True),
        (OPENS, timedelta(days=365), True),
        (datetime(2026, 10, 20, 9, tzinfo=UTC), timedelta(days=14, hours=1), False),  # the clocks go back meanwhile
        (datetime(2026, 10, 20, 9, tzinfo=UTC), timedelta(days=14, hours=1, seconds=1), True),
        (datetime(2026, 3, 20, 9, tzinfo=UTC), timedelta(days=13, hours=23), False),  # and forward
        (datetime(2026, 3, 20, 9, tzinfo=UTC), timedelta(days=14), True),
    ],
)
def test_a_deck_is_closed_for_14_days_at_most_on_the_clock_of_its_class(opens, later, long):
    assert closes_too_long(opens, opens + later, BERLIN) is long
