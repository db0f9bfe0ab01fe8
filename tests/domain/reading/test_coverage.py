from dataclasses import replace

import pytest

from quizapp.domain.questions.question import Term
from quizapp.domain.questions.registry import by_name
from quizapp.domain.reading.coverage import coverage, sentence_coverage
from quizapp.domain.reading.deck import Deck, Fact, Link
from quizapp.domain.reading.passages import find
from quizapp.domain.reading.richtext import read

TEXT = """\
## In 1700

On 14 May 1874 Ida Loom lit 61 lamps in Brindle. Nobody in Brindle slept.

- In March 1894 she left.
- It was quiet, 2% of the time.
"""


def deck_of(*facts, text=TEXT, **more):
    reading = read(text)
    made = [
        Fact(f"fact-{number}", "who", questions, quotes=quotes, spans=tuple(find(reading.blocks, quote)[0] for quote in quotes))
        for number, (quotes, questions) in enumerate(facts)
    ]
    return Deck("deck", "Deck", "en", tuple(made), reading=reading, **more)


def asks(*quotes):
    return quotes, (by_name("true_false").load({"id": "q", "prompt": "So it was.", "answer": True}),)


def gaps(share):
    return [gap.text for gap in share.gaps]


def test_a_deck_without_a_reading_has_nothing_to_cover():
    found = coverage(Deck("deck", "Deck", "en", ()))
    assert [(share.total, share.share, share.percent) for share in found.kinds().values()] == [(0, 1.0, 100)] * 6
    assert found.is_whole


def test_sentences_of_paragraphs_and_list_items_count_and_headings_do_not():
    found = coverage(deck_of(asks("lit 61 lamps"))).sentences
    assert (found.total, found.covered, found.share, found.percent) == (4, 1, 0.25, 25)
    assert gaps(found) == ["Nobody in Brindle slept.", "In March 1894 she left.", "It was quiet, 2% of the time."]


def test_a_heading_within_a_section_is_no_sentence():
    assert gaps(coverage(deck_of(text="## In 1700\n\n### The lamps of 1874\n\nThey burned.")).sentences) == ["They burned."]


def test_a_gap_knows_its_place():
    deck = deck_of(asks("lit 61 lamps"))
    for share in coverage(deck).kinds().values():
        for gap in share.gaps:
            assert deck.reading.blocks[gap.span.block].text[gap.span.start : gap.span.end] == gap.text


def test_an_aside_is_left_out_with_all_that_is_in_it():
    found = coverage(deck_of(asks("lit 61 lamps"), asides=("In March 1894 she left.",)))
    assert found.sentences.total == 3
    assert gaps(found.numbers) == ["14 May 1874", "2%"]


def test_a_fact_without_questions_covers_nothing():
    assert coverage(deck_of((("lit 61 lamps",), ()))).sentences.covered == 0


def test_numbers_and_spelled_dates_are_counted_apart_from_the_sentence_around_them():
    found = coverage(deck_of(asks("lit 61 lamps"))).numbers
    assert (found.total, gaps(found)) == (4, ["14 May 1874", "March 1894", "2%"])


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("It sold 1,200 and 3.5 of them.", ["1,200", "3.5"]),
        ("From 1902 to 1911, or 1910\N{EN DASH}45.", ["1902", "1911", "1910\N{EN DASH}45"]),
        ("In the 1970s the 2nd of the G7 came.", ["1970s", "2nd", "G7"]),
        ("On May 14, 1874 and on the 3rd of May it may rain.", ["May 14, 1874", "3rd of May"]),
        ("It sold 61 in May.", ["61"]),
        ("One, a second and three.", []),
        ("In May nobody came.", []),
    ],
)
def test_what_counts_as_a_number(text, numbers):
    assert gaps(coverage(deck_of(text=text)).numbers) == numbers


def test_months_are_those_of_the_language_of_the_deck():
    deck = replace(deck_of(text="Em 3 de março de 1911 choveu."), language="pt")
    assert gaps(coverage(deck).numbers) == ["3 de março de 1911"]


def test_mentions_are_whole_words_by_any_name_and_the_longest_that_fits():
    terms = (Term("Ida Loom", "person", also=("Loom",)), Term("Brindle", "place"))
    text = "Ida Loom left Brindle. Brindlewood was Loom's."
    found = coverage(deck_of(asks("left Brindle"), text=text, terms=terms)).mentions
    assert (found.total, gaps(found)) == (3, ["Ida Loom", "Loom"])


def test_a_link_is_covered_where_its_quote_shares_words_with_that_of_a_question():
    deck = deck_of(asks("lit 61 lamps in Brindle"), asks("In March 1894"))
    shared, apart = (tuple(find(deck.reading.blocks, quote)) for quote in ("61 lamps", "Nobody in Brindle slept"))
    links = (
        Link("fact-0", "fact-1", ("61 lamps",), shared),
        Link("fact-1", "fact-0", ("Nobody in Brindle slept",), apart),
        Link("fact-0", "fact-1"),
    )
    found = coverage(replace(deck, links=links))
    assert (found.links.total, found.links.covered) == (3, 1)
    assert [(gap.text, gap.span, gap.link) for gap in found.links.gaps] == [
        ("fact-1 -> fact-0", apart[0], links[1]),
        ("fact-0 -> fact-1", None, links[2]),
    ]
    assert not found.is_whole


def test_a_share_is_rounded_down_so_that_100_means_all():
    text = " ".join(f"It rained on day {number}." for number in range(201))
    found = coverage(deck_of(*(asks(f"on day {number}.") for number in range(200)), text=text)).sentences
    assert (found.covered, found.total, found.percent) == (200, 201, 99)


def test_the_sentences_alone_are_counted_alike():
    deck = deck_of(asks("lit 61 lamps"))
    assert sentence_coverage(deck) == coverage(deck).sentences
    assert sentence_coverage(replace(deck, reading=None)).total == 0


def question(name, **fields):
    return by_name(name).load({"id": name.replace("_", "-"), "prompt": "So it was.", **fields})


def test_facts_with_a_cause_count_once_a_question_applies_them():
    links = (Link("fact-0", "fact-1"), Link("fact-0", "fact-2"))
    facts = [(("Ida",), ()), (("Loom",), (question("true_false", answer=True, asks="apply"),)), asks("slept")]
    found = coverage(deck_of(*facts, links=links)).applied
    assert (found.total, found.covered, [gap.fact for gap in found.gaps]) == (2, 1, ["fact-2"])


def test_answers_that_many_other_prompts_print_are_named():
    said = [(("Ida",), (question("short_answer", answer="61"),))]
    said += [
        ((word,), (question("true_false", id=f"p-{n}", prompt="There were 61.", answer=True),))
        for n, word in enumerate(("Loom", "lit", "slept"))
    ]
    assert [gap.text for gap in coverage(deck_of(*said)).unprinted.gaps] == ["61 (short-answer: 3)"]
    assert coverage(deck_of(*said[:3])).unprinted.covered == 1
