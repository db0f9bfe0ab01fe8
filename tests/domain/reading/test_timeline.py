"""Timelines: what is an event, what its label hides, how a placing is scored, and the axis."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.questions.dates import PartialDate
from quizapp.domain.reading.deck import Deck, Fact
from quizapp.domain.reading.timeline import Event, Scale, Segment, chronological, compare, dates_told, events, grade, label, offered, scale


def event(name, start, end=None, *, given=False):
    first = PartialDate(*start) if isinstance(start, tuple) else PartialDate(start)
    return Event(name, name, first, PartialDate(end) if end else first, given)


def fact(name, statement, when, **more):
    return Fact(name, "dates", (), statement=statement, when=when, **more)


A, B, C = event("a", 1900), event("b", 1920), event("c", 1940)
G, H = event("g", 1910, given=True), event("h", 1930, given=True)


# --- Events and their labels ---


def test_the_events_of_a_deck_are_its_dated_facts_in_the_order_of_their_labels():
    facts = (
        fact("z", "Cats came in 1871.", "1871"),
        fact("x", "No date at all.", ""),
        fact("y", "Ants came from 1902 to 1911.", "1902/1911", when_given=True),
        fact("w", "Bees came.", "1894-03-05"),
    )
    found = events(Deck("d", "D", "en", facts))

    assert [(one.label, one.start, one.end, one.given, one.lasts) for one in found] == [
        ("Ants came from 1902 to 1911.", PartialDate(1902), PartialDate(1911), True, True),
        ("Bees came.", PartialDate(1894, 3, 5), PartialDate(1894, 3, 5), False, False),
        ("Cats came in ….", PartialDate(1871), PartialDate(1871), False, False),
    ]


@pytest.mark.parametrize(
    ("statement", "when", "language", "shown"),
    [
        ("In 2019, Japan limited the export of 3 materials.", "2019", "en", "In …, Japan limited the export of 3 materials."),
        ("From 1910 to 1945, Korea was a colony.", "1910/1945", "en", "From … to …, Korea was a colony."),
        ("It lasted 1910-45, or 1910–1945.", "1910/1945", "en", "It lasted …, or …–…."),
        ("They met on 16 March 2023.", "2023-03-16", "en", "They met on …."),
        ("They met on March 16, 2023.", "2023-03-16", "en", "They met on …."),
        ("They met on the 16th of March.", "2023-03-16", "en", "They met on the …."),
        ("Held in mid-March; ministers may meet in May.", "2023-03", "en", "Held in mid-…; ministers may meet in May."),
        ("It was signed on 2023-03-16.", "2023-03-16", "en", "It was signed on …."),
        ("In 1910, 12 ships with 1,200 men sailed 240 metres.", "1910", "en", "In …, 12 ships with 1,200 men sailed 240 metres."),
        ("Long after 1868, before the 1930s, it fell.", "1900", "en", "Long after …, before the …, it fell."),
        ("In 44 BC Caesar fell.", "0044", "en", "In … Caesar fell."),
        ("In 476 Rome fell.", "0476", "en", "In … Rome fell."),
        ("Maria came in Mar.", "1910-03", "en", "Maria came in …."),
        ("2019년 7월 1일에 시작했다.", "2019-07-01", "ko", "…에 시작했다."),
        ("7월에 열렸다.", "2019-07", "ko", "…에 열렸다."),
        ("윤석열 대통령이 2023. 3. 16. 도쿄에 갔다.", "2023-03-16", "ko", "윤석열 대통령이 … 도쿄에 갔다."),
        ("1910年から1945年まで", "1910/1945", "ja", "…から…まで"),
        ("El 12 de octubre de 1492 llegó.", "1492-10-12", "es", "El … llegó."),
        ("Am 3. Oktober 1990 war es so weit.", "1990-10-03", "de", "Am … war es so weit."),
        ("Es war im Jahr ١٨٧١.", "1871", "de", "Es war im Jahr …."),
    ],
)
def test_a_label_tells_no_date(statement, when, language, shown):
    assert label(fact("x", statement, when), language) == shown


def test_three_digits_are_a_year_where_the_deck_goes_back_so_far():
    old, new = fact("old", "Rome fell long before 732.", "0476"), fact("new", "The tower of 240 metres was built.", "1889")

    assert label(old, ancient=True) == "Rome fell long before …."
    assert [one.label for one in events(Deck("d", "D", "en", (old, new)))] == [
        "Rome fell long before ….",
        "The tower of … metres was built.",
    ]
    assert [one.label for one in events(Deck("d", "D", "en", (new,)))] == ["The tower of 240 metres was built."]


@given(st.integers(1000, 9999), st.sampled_from(["In {} it rained.", "({})", "It was {}–{}.", "{}년에", "the {}s"]))
def test_no_label_holds_its_year(year, words):
    assert str(year) not in label(fact("x", words.format(year, year), str(year)))


def test_a_short_label_stands_in_place_of_the_statement_and_tells_no_date_either():
    deck = Deck(
        "d",
        "D",
        "en",
        (
            fact("a", "It was lost in 1913.", "1913", short="The *fire*"),
            fact("b", "It was lost in 1914.", "1914", short="The fire of 1914, at night"),
            fact("c", "It was lost in 1915.", "1915", short="The fire of 1915", when_given=True),
            fact("d", "It was lost.", "", short="In 1999"),
            fact("e", "It was lost … in 1916.", "1916", short="Lost … somewhere"),
        ),
    )

    assert [one.label for one in events(deck)] == ["Lost … somewhere", "The fire", "The fire of 1915", "The fire of …, at night"]
    assert dates_told(deck) == {"b": "1914"}


def test_a_fact_is_named_by_its_short_label_or_its_statement_or_its_id():
    assert [fact("a", "It rained.", "", short=short).label for short in ("Rain", "")] == ["Rain", "It rained."]
    assert fact("a", "", "").label == "a"


def test_the_practice_takes_four_events_and_one_to_place():
    assert not offered([A, B, C])
    assert offered([A, B, G, H])
    assert not offered([G, H, event("i", 1950, given=True), event("k", 1960, given=True)])


# --- Before and after ---


@pytest.mark.parametrize(
    ("one", "two", "says"),
    [
        (event("a", 1900), event("b", 1901), -1),
        (event("a", (1900, 5)), event("b", (1900, 4)), 1),
        (event("a", (1900, 5, 2)), event("b", (1900, 5, 2)), 0),
        (event("a", 1900), event("b", (1900, 4)), 0),  # a year does not say whether before or after April
        (event("a", 1900, 1910), event("b", 1900), 1),  # ties are decided by the end
        (event("a", 1900, 1910), event("b", 1905), -1),  # a range is placed at its start
    ],
)
def test_which_was_earlier(one, two, says):
    assert compare(one, two) == says
    assert compare(two, one) == -says


# --- Grading ---


def exact(found):
    return {one.id: [when.year for when in one.ends] for one in found if not one.given}


def test_what_a_placing_is_worth_by_hand():
    # Of the pairs ab, ag, ah, bg and bh (gh does not count), the order g b a h has ab and ag wrong: 3 of 5.
    # The axis shows 1900 to 1930 with half a step of 5 on each side, rounded to 1895 and 1935: 40 years; allowance 4.
    # a is 2 years off: 0.5; b is 6 years off: 0. Score: (2 / 5 + 0.25) / 2.
    result = grade([G, B, A, H], {"a": [1902], "b": [1914]})

    assert (result.right_pairs, result.pairs) == (3, 5)
    assert [(one.event.id, one.off) for one in result.placed] == [("b", (-6,)), ("a", (2,))]
    assert result.score == pytest.approx((3 / 5 + 0.25) / 2)


def test_a_range_is_as_far_off_as_its_ends_on_the_average():
    long = event("long", 1910, 1945)
    result = grade([long, A, B, C], {"long": [1912, 1945], "a": [1900], "b": [1920], "c": [1940]})

    placed = next(one for one in result.placed if one.event is long)
    assert placed.off == (2, 0)
    assert placed.years_off == 1


def test_events_of_the_same_day_are_right_either_way():
    twins = [event("x", 1900), event("y", 1900), event("z", 1950, given=True), event("w", 1960, given=True)]

    assert grade(twins, exact(twins)).score == 1
    assert grade([twins[1], twins[0], *twins[2:]], exact(twins)).score == 1


EVENTS = st.lists(
    st.builds(
        lambda name, year, length, given: event(f"e{name}", year, year + length if length else None, given=given),
        st.integers(0, 10**6),
        st.integers(1, 2999),
        st.sampled_from([0, 0, 0, 7, 40]),
        st.booleans(),
    ),
    min_size=4,
    max_size=12,
    unique_by=(lambda one: one.id, lambda one: one.start),
).filter(lambda found: not all(one.given for one in found))


@given(EVENTS)
def test_the_true_order_and_years_score_one(found):
    result = grade(chronological(found), exact(found))

    assert result.right_pairs == result.pairs
    assert result.score == 1


@given(EVENTS)
def test_the_reversed_order_has_no_pair_right(found):
    result = grade(chronological(found)[::-1], exact(found))

    assert result.right_pairs == 0
    assert result.score == 0.5


@given(EVENTS, st.randoms(), st.lists(st.integers(-3000, 6000), min_size=24, max_size=24))
def test_a_score_lies_between_0_and_1(found, rng, years):
    order = list(found)
    rng.shuffle(order)
    assert 0 <= grade(order, {one.id: years[: len(one.ends)] for one in found}).score <= 1


# --- The axis ---


def test_the_axis_is_broken_where_decades_are_empty():
    found = [event("colony", 1910, 1945), event("treaty", (1953, 10, 1)), event("ruling", (2018, 10, 30)), event("limits", 2019)]

    axis = scale(found)

    assert axis == Scale((Segment(1900, 1960), Segment(2010, 2030)), 10)
    assert axis.years == 80
    assert axis.ticks == (1900, 1910, 1920, 1930, 1940, 1950, 1960, 2010, 2020, 2030)


@pytest.mark.parametrize(
    ("years", "segments"), [((1900, 1920, 1930), 1), ((1800, 1840, 1870, 1900, 1930, 1960), 1), ((1800, 1824, 1860, 1900), 3)]
)
def test_a_gap_breaks_the_axis_if_it_is_longer_than_20_years_and_a_quarter_of_the_whole(years, segments):
    assert len(scale([event(str(year), year) for year in years]).segments) == segments


def test_a_range_leaves_no_gap():
    assert len(scale([event("a", 1800), event("b", 1801, 1990), event("c", 1995)]).segments) == 1


def test_one_scale_for_all_segments_and_places_between_0_and_1():
    axis = Scale((Segment(1900, 1960), Segment(2010, 2030)), 10)

    assert (axis.at(1900), axis.at(2030)) == (0, pytest.approx(1))
    assert (axis.at(-44), axis.at(9999)) == (0, 1)
    assert axis.at(1920) - axis.at(1910) == pytest.approx(axis.at(2020) - axis.at(2010))
    assert axis.at(1960) < axis.at(1985) < axis.at(2010)


@given(EVENTS)
def test_every_event_stands_inside_the_axis_in_the_order_of_time(found):
    axis = scale(found)

    assert all(one.end < two.start for one, two in pairwise(axis.segments))
    assert all(axis.first < place < axis.last for one in found for place in one.places)
    places = [axis.at(one.places[0]) for one in sorted(found, key=lambda one: one.places[0])]
    assert places == sorted(places)
    assert set(axis.ticks) >= {year for segment in axis.segments for year in (segment.start, segment.end)}


def test_events_of_one_year_have_an_axis_too():
    axis = scale([event(str(month), (1914, month)) for month in range(6, 10)])
    assert axis.first < 1914
    assert axis.last >= 1915


def test_the_ends_of_the_axis_do_not_follow_an_event_by_a_year():
    def ends(year):
        return scale([event("a", year), event("b", 1890), event("c", 1913), event("d", 1902)])

    assert ends(1868) == ends(1867) == ends(1866)
