"""Facts, questions and deck.yaml are changed line by line; everything else stays byte for byte."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.bank.editing import entries
from quizapp.bank.editing.outline import outline

ROOT = Path(__file__).parents[3]
FOLDERS = [
    *(ROOT / "question_bank").glob("*/deck.yaml"),
    *(ROOT / "tests" / "decks").glob("*/deck.yaml"),
    *(ROOT / "tests" / "bank_sample").glob("*/deck.yaml"),
]
DECKS = {path.parent.name: {file.name: file.read_text("utf-8") for file in path.parent.iterdir() if file.is_file()} for path in FOLDERS}
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"), min_size=1
) | st.sampled_from(
    [
        "no",
        "~",
        "null",
        "1:30",
        "012",
        "2019-07-01",
        "a: b",
        "a #b",
        "- a",
        "{{gap}} x",
        "*x",
        "&x",
        "!x",
        "<<",
        "'",
        '"',
        "a\nb",
        "a\n\nb\n",
        " a",
        "a ",
        "a\n  b",
        "\n",
        "[",
        "{",
        "}",
        "x, y",
        "?",
        "? x",
        ":",
        "x:",
        "%",
        "@",
        "`",
        "|",
        ">",
        "a\\b",
        "# x",
        "---",
        "a\n---\nb",
        "a\n#b",
    ]
)


@pytest.fixture(params=DECKS)
def files(request):
    return DECKS[request.param]


def test_own_values_change_nothing(files):
    for fact in outline(files).facts:
        assert entries.put_fact(files, fact.id, entries.fact_of(files, fact.id)) == files
        assert entries.put_yaml(files, fact.id, entries.yaml_of(files, fact.id)) == files
        for question in fact.questions:
            name, data = entries.question_of(files, question.id)
            assert name == fact.id
            assert entries.put_question(files, fact.id, question.id, data) == files
    assert entries.put_deck(files, entries.deck_of(files)) == files


@given(st.data())
def test_new_values_read_back_and_other_lines_stay(data):
    files = DECKS[data.draw(st.sampled_from(list(DECKS)))]
    fact = data.draw(st.sampled_from(outline(files).facts))
    keys = data.draw(
        st.lists(st.sampled_from(["statement", "quote", "why", "about", "tags", "background", "when"]), unique=True, min_size=1)
    )
    values = {key: data.draw(TEXTS | st.none() | st.lists(TEXTS, min_size=1, max_size=4)) for key in keys}
    changed = entries.put_fact(files, fact.id, values)
    wanted = {**entries.fact_of(files, fact.id), **values}
    assert entries.fact_of(changed, fact.id) == {key: value for key, value in wanted.items() if value is not None}
    for other in outline(files).facts:
        if other.id != fact.id:
            assert entries.yaml_of(changed, other.id) == entries.yaml_of(files, other.id)
    text = changed[fact.file].split("\n")
    start = fact.line - 1
    before, after = files[fact.file].split("\n"), entries.yaml_of(files, fact.id).count("\n")
    assert text[:start] == before[:start]
    assert text[len(text) - len(before) + start + after :] == before[start + after :]


@given(st.data())
def test_new_questions_read_back(data):
    files = DECKS[data.draw(st.sampled_from(list(DECKS)))]
    fact = data.draw(st.sampled_from([fact for fact in outline(files).facts if fact.questions]))
    question = data.draw(st.sampled_from(fact.questions))
    entry = TEXTS | st.fixed_dictionaries({"text": TEXTS, "feedback": TEXTS})
    values = {
        "prompt": data.draw(TEXTS),
        "distractors": data.draw(st.lists(entry, min_size=1, max_size=4)),
        "pairs": data.draw(st.none() | st.dictionaries(TEXTS, TEXTS, min_size=1, max_size=3)),
        "answer": data.draw(TEXTS),
        "hint": None,
    }
    changed = entries.put_question(files, fact.id, question.id, values)
    old = entries.question_of(files, question.id)[1]
    assert entries.question_of(changed, question.id)[1] == {key: value for key, value in {**old, **values}.items() if value is not None}


HAND = {
    "deck.yaml": "title: Rain\nlanguage: en\nreading: reading.md\n",
    "reading.md": "# Rain\n\nWater falls.\n",
    "facts.yaml": """\
# ours
facts:
  - id: rain
    statement: Water falls.
    questions:
      - {type: flashcard, prompt: rain, answer: water}
""",
}
QUESTION = {"type": "flashcard", "id": "snow", "prompt": "snow", "answer": "white rain"}
SNOW = "- type: flashcard\n    id: snow\n    prompt: snow\n    answer: white rain\n"


def crlf(text):
    return text.replace("\n", "\r\n")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ends", [str, crlf])
def test_line_ends_and_the_first_mark_stay_as_they_are(mark, ends):
    files = {name: mark + ends(text) for name, text in HAND.items()}
    changed = entries.put_fact(files, "rain", {"statement": "It rains.\r\nAll day."})
    wanted = HAND["facts.yaml"].replace("statement: Water falls.", "statement: |-\n      It rains.\n      All day.")
    assert changed == {**files, "facts.yaml": mark + ends(wanted)}
    assert entries.put_reading(files, "Water falls.\r\n\r\nIt does.") == {**files, "reading.md": mark + ends("Water falls.\n\nIt does.\n")}
    assert "\r" not in entries.yaml_of(changed, "rain")


def test_what_one_chooses_is_written_as_a_word():
    changed = entries.put_question(HAND, "rain", "rain-flashcard", {"both_ways": True, "level": 2})
    assert "{type: flashcard, level: 2, prompt: rain, answer: water, both_ways: true}" in changed["facts.yaml"]
    assert "both_ways: false" in entries.put_question(HAND, "rain", "rain-flashcard", {"both_ways": False})["facts.yaml"]


def test_a_question_without_a_fact_stands_in_the_deck():
    first = entries.put_question(HAND, "", None, QUESTION)
    assert first["deck.yaml"] == f"{HAND['deck.yaml']}questions:\n  {SNOW}"
    second = entries.put_question(first, "", None, {**QUESTION, "id": "ice"})
    assert second["deck.yaml"] == first["deck.yaml"] + "  " + SNOW.replace("id: snow", "id: ice")
    assert entries.remove_question(entries.remove_question(second, "snow"), "ice") == HAND


def test_the_last_thing_that_a_deck_says_is_taken_out():
    assert entries.remove_fact({"deck.yaml": f"questions:\n  {SNOW}"}, "snow") == {"deck.yaml": "{}\n"}


def test_a_first_reading_is_named_and_of_an_empty_one_nothing_is_left():
    bare = {"deck.yaml": "title: Rain\nlanguage: en\n"}
    named = entries.put_reading(bare, "Water falls.")
    assert named == {"deck.yaml": "title: Rain\nlanguage: en\nreading: reading.md\n", "reading.md": "Water falls.\n"}
    assert entries.put_reading(named, " \n") == bare
    assert entries.put_reading(bare, "") == bare


@pytest.mark.parametrize("text", ["facts: [\n", "- a\n", "facts: &a []\n", "a: 1\n---\nb: 2\n", "a: \x00\n", ""])
def test_a_file_that_cannot_be_read_is_left_alone(text):
    files = {**HAND, "deck.yaml": text, "facts.yaml": text}
    for change in (
        lambda: entries.put_fact(files, "rain", {"statement": "No."}),
        lambda: entries.put_deck(files, {"title": "No"}),
        lambda: entries.put_question(files, "", None, QUESTION),
        lambda: entries.put_fact(files, None, {"id": "no"}, file="facts.yaml"),
        lambda: entries.deck_of(files),
        lambda: entries.move_fact(files, "rain", 1),
    ):
        with pytest.raises(LookupError):
            change()
    added = entries.put_fact(files, None, {"id": "ice", "statement": "Ice floats."})
    assert added == {**files, "more-facts.yaml": "facts:\n  - id: ice\n    statement: Ice floats.\n"}


def test_a_fact_is_added_where_facts_are_and_where_a_file_has_none_yet():
    assert entries.put_fact(HAND, None, {"id": "ice"})["facts.yaml"] == HAND["facts.yaml"] + "\n  - id: ice\n"
    files = {**HAND, "who.yaml": "# who\ncategory: who\n"}
    assert entries.put_fact(files, None, {"id": "ice"}, file="who.yaml")["who.yaml"] == "# who\ncategory: who\nfacts:\n  - id: ice\n"


def test_facts_in_brackets_are_changed_moved_and_taken_out():
    files = {**HAND, "facts.yaml": "facts: [{id: a, why: one}, {id: b, why: two}]\n"}
    assert entries.put_fact(files, "b", {"why": "three, or four"})["facts.yaml"] == (
        'facts: [{id: a, why: one}, {id: b, why: "three, or four"}]\n'
    )
    assert entries.move_fact(files, "b", -1)["facts.yaml"] == "facts: [{id: b, why: two}, {id: a, why: one}]\n"
    assert entries.remove_fact(files, "a")["facts.yaml"] == "facts: [{id: b, why: two}]\n"
    assert entries.yaml_of(files, "b") == "id: b\nwhy: two\n"
    assert entries.put_yaml(files, "b", "id: b\nwhy: so\n")["facts.yaml"] == "facts: [{id: a, why: one}, {id: b, why: so}]\n"


def test_a_question_that_stands_where_a_list_belongs_is_not_lost():
    files = {**HAND, "facts.yaml": "facts:\n  - id: rain\n    questions:\n      type: flashcard\n      prompt: rain\n      answer: water\n"}
    added = entries.put_question(files, "rain", None, QUESTION)
    first = {"type": "flashcard", "prompt": "rain", "answer": "water"}
    assert entries.fact_of(added, "rain")["questions"] == [first, QUESTION]


def test_an_empty_list_is_filled():
    files = {**HAND, "facts.yaml": "facts:\n  - id: rain\n    questions: []  # to do\n"}
    added = entries.put_question(files, "rain", None, QUESTION)
    assert entries.fact_of(added, "rain")["questions"] == [QUESTION]
    assert "# to do" in added["facts.yaml"]


def test_what_nobody_has_is_not_found():
    for look in (entries.fact_of, entries.question_of, entries.remove_fact, entries.remove_question, entries.yaml_of):
        with pytest.raises(LookupError):
            look(HAND, "ice")
    with pytest.raises(LookupError):
        entries.fact_of(HAND, "")


def test_a_new_deck_has_a_title_and_a_language():
    assert entries.new_files("Rain: how", "en") == {"deck.yaml": 'title: "Rain: how"\nlanguage: en\n'}


def test_a_file_goes_with_its_last_fact():
    assert entries.remove_fact(HAND, "rain") == {name: text for name, text in HAND.items() if name != "facts.yaml"}
    first = entries.put_fact(HAND, None, {"id": "ice"})
    assert entries.remove_fact(first, "ice") == HAND


def test_a_tab_is_a_blank_but_in_the_reading():
    changed = entries.put_fact(HAND, "rain", {"statement": "Water\tfalls."})
    assert changed == HAND
    assert entries.put_reading(HAND, "Rain\tfalls.")["reading.md"] == "Rain\tfalls.\n"
