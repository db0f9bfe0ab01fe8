import gc
import json
import re
from textwrap import dedent

import pytest

from quizapp.bank.build import BrokenDeck, build
from quizapp.bank.load import load_folder, load_texts, read_deck
from quizapp.domain.questions.question import Term
from quizapp.domain.reading.deck import GlossaryWord, Source, Span
from quizapp.domain.reading.digests import version_digest

DECK = """\
title: Ties
description: Who met whom.
language: en-GB
reading: reading.md
source: {title: An article, url: https://example.org}
as_of: April 2023
categories: {who: Who, when: When}
asides: [So it was.]
terms:
  - {name: Kishida Fumio, kind: person, also: [Kishida], vague: [he], note: Prime Minister}
links:
  - {cause: quarrel, effect: talks, quote: because of a quarrel}
category: when
facts:
  - id: talks
    statement: They met in 2023.
    quote: They met in 2023
    why: It was time.
    questions:
      - {type: numeric, prompt: In which year?, answer: 2023, level: 2, asks: apply}
      - {type: true_false, prompt: There were talks once., answer: yes}
      - {type: flashcard, prompt: met, answer: came together, both_ways: true, level: 1, formerly: [old]}
    short: Talks
"""
MORE = """\
category: who
facts:
  - id: quarrel
    statement: Kishida was late, because of a quarrel.
    short: A quarrel
    quote: [Kishida was late, because of a quarrel]
    why: He missed the train.
    according_to: the article
    background: It rained.
    about: [Kishida Fumio]
    when: 2019-07
    when_given: true
    tags: [exam]
    formerly: [row]
    questions:
      - {type: short_answer, id: the-latecomer, category: when, prompt: Who came last?, answer: Kishida Fumio}
"""
READING = "## One\n\nKishida was late, because of a quarrel. They met in 2023. So it was.\n"
FILES = {"deck.yaml": DECK, "more.yaml": MORE, "reading.md": READING, ".hidden.yaml": "][", "notes.txt": "]["}


@pytest.fixture
def write(tmp_path):
    def write(files, name="ties"):
        folder = tmp_path / name
        folder.mkdir()
        for file, text in files.items():
            (folder / file).write_text(dedent(text), "utf-8")
        return folder

    return write


@pytest.fixture
def found(write):
    """Return the code and place of every problem of a deck."""

    def find(files, name="ties"):
        loaded, problems = load_folder(write(files, name))
        assert (loaded is None) == any(problem.severity == "error" for problem in problems)
        return [(problem.path.rpartition("/")[2], problem.line, problem.code) for problem in problems]

    return find


def test_a_whole_deck(write):
    loaded, problems = load_folder(write(FILES))
    deck = loaded.deck
    assert problems == []
    assert (deck.id, deck.title, deck.description, deck.language, deck.as_of) == ("ties", "Ties", "Who met whom.", "en-GB", "April 2023")
    assert deck.source == Source("An article", "", "", "https://example.org")
    assert deck.categories == {"who": "Who", "when": "When"}
    assert deck.asides == ("So it was.",)
    assert deck.terms == (Term("Kishida Fumio", "person", ("Kishida",), ("he",), "Prime Minister"),)
    assert [(link.cause, link.effect, link.spans) for link in deck.links] == [("quarrel", "talks", (Span(0, 18, 38),))]
    assert deck.reading.sections[0].title == "One"


def test_facts_come_in_the_order_of_the_reading_and_what_is_recalled_before_what_is_chosen(write):
    deck = load_folder(write(FILES))[0].deck
    assert [fact.id for fact in deck.facts] == ["quarrel", "talks"]
    assert list(deck.questions) == ["the-latecomer", "talks-flashcard", "talks-flashcard-back", "talks-numeric", "talks-true-false"]


def test_a_deck_may_ask_for_choices_first_and_levels_decide_within_them(write):
    more = "\n      - {type: multiple_choice, prompt: Who came late?, answer: Kishida, distractors: [Yoon], level: 3}\n"
    deck = load_folder(write(FILES | {"deck.yaml": "choices_first: true\n" + DECK.replace("\n    short: Talks\n", more)}))[0].deck
    assert deck.choices_first
    assert [question.type for question in deck.facts[1].questions] == [
        "true_false",
        "multiple_choice",
        "flashcard",
        "flashcard",
        "numeric",
    ]
    quarrel = deck.facts[0]
    assert quarrel.spans == (Span(0, 0, 16), Span(0, 18, 38))
    assert (quarrel.category, deck.category_of("the-latecomer"), deck.category_of("talks-numeric")) == ("who", "when", "when")
    assert quarrel.short == quarrel.label == "A quarrel"
    assert (quarrel.according_to, quarrel.background, quarrel.about) == ("the article", "It rained.", ("Kishida Fumio",))
    assert (quarrel.when, quarrel.when_given, quarrel.tags, quarrel.formerly) == ("2019-07", True, ("exam",), ("row",))


def test_the_same_deck_is_built_from_its_data(write):
    loaded, _ = load_folder(write(FILES))
    assert build(json.loads(json.dumps(loaded.data))) == loaded.deck


def test_data_are_texts_and_name_every_question(write):
    data = load_folder(write(FILES))[0].data
    assert {"facts", "questions", "category"}.isdisjoint(data["deck"])
    assert [(file["name"], [question["id"] for fact in file["facts"] for question in fact["questions"]]) for file in data["files"]] == [
        ("deck.yaml", ["talks-numeric", "talks-true-false", "talks-flashcard"]),
        ("more.yaml", ["the-latecomer"]),
    ]
    assert data["files"][0]["facts"][0]["questions"][1]["answer"] == "yes"
    assert data["reading"] == READING


def test_the_digest_follows_the_content_alone(write):
    folder = write(FILES)
    first = load_folder(folder)[0].digest
    (folder / "more.yaml").write_text("# a comment\n" + MORE)
    assert load_folder(folder)[0].digest == first
    (folder / "more.yaml").write_text(MORE.replace("rained", "snowed"))
    assert load_folder(folder)[0].digest != first
    assert re.fullmatch("[0-9a-f]{64}", first)


def test_a_deck_without_a_reading(write):
    deck = {
        "deck.yaml": """\
            title: Words
            category: noun
            questions:
              - {id: dog, type: flashcard, prompt: a barking animal, answer: Hund, both_ways: true, why: From of old.}
              - {id: cat, type: true_false, category: verb, prompt: It purrs., answer: true}
        """
    }
    loaded, problems = load_folder(write(deck))
    assert problems == []
    assert [(fact.id, fact.category, fact.why, [question.id for question in fact.questions]) for fact in loaded.deck.facts] == [
        ("dog", "noun", "From of old.", ["dog", "dog-back"]),
        ("cat", "verb", "", ["cat"]),
    ]
    assert loaded.deck.reading is None
    assert build(loaded.data) == loaded.deck


def test_data_that_make_no_deck_any_more(write):
    data = load_folder(write(FILES))[0].data
    with pytest.raises(BrokenDeck) as caught:
        build({**data, "deck": {"title": "Ties"}})
    assert "quote-not-found" in {finding.code for finding in caught.value.findings} or "unknown-term" in str(caught.value)


def test_everything_is_found_in_one_run(found):
    files = {
        "deck.yaml": """\
            titel: Ties
            reading: reading.md
            terms: [sun]
        """,
        "a.yaml": """\
            facts:
              - id: one
                statement: x
                quote: nowhere
                why: y
                about: [moon]
                questions:
                  - {type: true_false, prompt: z, answer: perhaps}
                  - not a question
              - id: Two
                questions: none
              - nothing
        """,
        "b.yaml": "facts: [",
        "c.yaml": "categry: x\nfacts: []\n",
        "reading.md": "Words.",
    }
    assert found(files) == [
        ("a.yaml", 4, "quote-not-found"),
        ("a.yaml", 8, "bad-value"),
        ("a.yaml", 9, "wrong-shape"),
        ("a.yaml", 10, "missing-key"),
        ("a.yaml", 10, "bad-id"),
        ("a.yaml", 11, "wrong-shape"),
        ("a.yaml", 12, "wrong-shape"),
        ("b.yaml", 1, "yaml-syntax"),
        ("c.yaml", 1, "unknown-key"),
        ("c.yaml", 2, "too-few"),
        ("deck.yaml", 1, "missing-key"),
        ("deck.yaml", 1, "unknown-key"),
        ("deck.yaml", 3, "wrong-shape"),
    ]


def test_without_its_reading_a_deck_is_not_blamed_for_its_quotes(found):
    assert found({**FILES, "deck.yaml": DECK.replace("reading.md", "text.md")}) == [("text.md", 1, "file-missing")]
    assert found({**FILES, "reading.md": "x" * 50_001}, "long") == [("reading.md", 1, "reading-too-long")]


AROUND = """\
easy: reading.easy.md
teacher: teacher.md
retells: A leaflet of 2023.
before: [Who is late?]
after: [Was it wise?, What came next?]
glossary: [{word: quarrel, meaning: a fight in words}]
check_again: 2027-04-01
"""
TEXTS = {"reading.easy.md": "## One\n\nKishida came late.\nThey met in 2023.\nThat is all.\n", "teacher.md": "Both were late.\n"}


def test_a_deck_with_everything_around_its_reading(write):
    loaded, problems = load_folder(write(FILES | TEXTS | {"deck.yaml": AROUND + DECK}))
    deck = loaded.deck
    assert problems == []
    assert (deck.retells, deck.before, deck.after) == ("A leaflet of 2023.", ("Who is late?",), ("Was it wise?", "What came next?"))
    assert (deck.glossary, deck.check_again, deck.teacher) == ((GlossaryWord("quarrel", "a fight in words"),), "2027-04-01", True)
    assert [block.text for block in deck.easy.blocks] == ["Kishida came late.\nThey met in 2023.\nThat is all."]
    assert build(json.loads(json.dumps(loaded.data))) == deck


def test_notes_for_teachers_are_stored_beside_the_deck_and_are_no_part_of_it(write):
    loaded = load_folder(write(FILES | TEXTS | {"deck.yaml": AROUND + DECK}))[0]
    assert loaded.data["teacher"] == TEXTS["teacher.md"]
    assert "Both were late" not in repr(loaded.deck)


def test_what_stands_around_a_reading_makes_another_revision_but_no_other_version(write):
    plain = load_folder(write(FILES))[0]
    assert not {"easy", "teacher"} & plain.data.keys()
    more = load_folder(write(FILES | TEXTS | {"deck.yaml": AROUND + DECK}, "more"))[0]
    other = load_folder(write(FILES | TEXTS | {"deck.yaml": AROUND + DECK, "teacher.md": "Only one was late.\n"}, "other"))[0]
    assert len({plain.digest, more.digest, other.digest}) == 3
    decks = (plain.deck, more.deck)
    first, second = ([version_digest(deck.fact_of[key], question) for key, question in deck.questions.items()] for deck in decks)
    assert first == second


def test_a_missing_file_is_named_and_nothing_else_is_said_about_it(found):
    files = FILES | TEXTS | {"deck.yaml": AROUND + DECK}
    assert found({name: text for name, text in files.items() if name not in TEXTS}) == [
        ("reading.easy.md", 1, "file-missing"),
        ("teacher.md", 1, "file-missing"),
    ]
    assert found(files | {"teacher.md": "x" * 50_001}, "long") == [("teacher.md", 1, "reading-too-long")]


def test_the_easier_level_is_blamed_at_its_line(found):
    files = FILES | TEXTS | {"deck.yaml": AROUND + DECK}
    assert found(files | {"reading.easy.md": "## One\n\nHe came.\nThey met.\n"}) == [("reading.easy.md", 3, "easy-lines")]
    assert found(files | {"reading.easy.md": "## One\n\nHe came.\n\nThey met.\n"}, "two") == [("reading.easy.md", 1, "easy-paragraph")]
    assert found(files | {"reading.easy.md": "\n## Two\n\nHe came.\n"}, "three") == [("reading.easy.md", 2, "easy-heading")]


def test_a_reading_outside_of_the_folder_is_not_read(found):
    assert found({**FILES, "deck.yaml": DECK.replace("reading.md", "../reading.md")}) == [("deck.yaml", 4, "bad-value")]


def test_without_one_of_its_files_a_deck_is_not_blamed_for_its_links(found):
    assert found({**FILES, "more.yaml": "facts: ["}) == [("more.yaml", 1, "yaml-syntax")]


@pytest.mark.parametrize("name", ["Big Deck", "answer", "set-aside", "a" * 81])
def test_names_that_are_no_deck_ids(found, name):
    assert found(FILES, name) == [("deck.yaml", 1, "bad-deck-id")]


def test_a_folder_without_a_deck(write):
    folder = write({"facts.yaml": MORE})
    loaded, problems = load_folder(folder)
    assert (loaded, [(problem.path, problem.code) for problem in problems]) == (None, [(str(folder), "not-a-deck")])


def test_a_deck_file_that_cannot_be_read(found):
    assert found({**FILES, "deck.yaml": "title: ["}) == [("deck.yaml", 1, "yaml-syntax")]


def test_the_source_knows_its_files(write):
    source = read_deck(write(FILES))
    assert list(source.files) == ["deck.yaml", "more.yaml"]
    assert source.reading_file == "reading.md"


def test_far_from_any_words_of_the_reading_no_words_are_proposed(write):
    _, problems = load_folder(write({**FILES, "more.yaml": MORE.replace("because of a quarrel]", "zzz zzz zzz]")}))
    assert [problem.cure for problem in problems] == ["Copy the words from the reading, all from one paragraph."]


def test_the_nearest_words_are_proposed(write):
    _, problems = load_folder(write({**FILES, "more.yaml": MORE.replace("because of a quarrel]", "because of the quarrel]")}))
    assert "because of a quarrel" in problems[0].cure


def test_after_many_findings_no_words_are_proposed(write):
    facts = "".join(
        f"  - {{id: f{number}, statement: x, why: y, quote: They mett in {number},\n"
        "     questions: [{type: true_false, prompt: x, answer: true}]}\n"
        for number in range(60)
    )
    _, problems = load_folder(write({**FILES, "many.yaml": "category: who\nfacts:\n" + facts}))
    cures = [problem.cure for problem in problems if problem.code == "quote-not-found"]
    assert len(cures) == 60
    assert sum(cure.startswith("The closest words") for cure in cures) == 50


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_left_as_it_was(write, on):
    (gc.enable if on else gc.disable)()
    try:
        load_folder(write(FILES))
        assert gc.isenabled() is on
    finally:
        gc.enable()


def test_texts_that_are_missing_or_too_large_are_problems_as_files_are():
    named = {"deck.yaml": "title: Rain\nlanguage: en\nreading: rain.md\nfacts: []\n"}
    assert ("rain.md", "file-missing") in {(problem.path, problem.code) for problem in load_texts("rain", named)[1]}
    large = {**named, "rain.md": "Water falls.", "large.yaml": "é" * 500_001}
    assert ("large.yaml", "file-too-big") in {(problem.path, problem.code) for problem in load_texts("rain", large)[1]}


@pytest.mark.parametrize(
    "question",
    [
        {"type": "multiple_choice", "prompt": "Which?", "answer": "*a*", "distractors": ["a", "1. Mai"]},
        {"type": "multiple_answer", "prompt": "Which?", "answers": ["a", "**a**"], "distractors": ["b"]},
        {"type": "cloze", "prompt": "It cost {{€100}} in {{1/1000}} of {{12/13}} cases, {{$1945}}."},
        {"type": "numeric", "prompt": "How many?", "answer": "5", "mistakes": [{"text": "about 5", "feedback": "No."}]},
        {
            "type": "short_answer",
            "prompt": "Who?",
            "answer": "Tokyo",
            "vague": ["in Tokyo"],
            "mistakes": [{"text": "the Tokyo", "feedback": "No."}],
        },
    ],
)
def test_what_was_published_by_the_rules_of_its_day_stays_readable(question):
    facts = [{"id": "fact", "statement": "It was.", "questions": [{"id": "question", **question}]}]
    data = {"id": "old", "deck": {"title": "Old", "facts": facts}, "files": [{"name": "deck.yaml", "facts": facts}], "reading": None}
    data["deck"].pop("facts")
    made = build(data).questions["question"]
    assert made.prompt == question["prompt"]
    assert made.right
