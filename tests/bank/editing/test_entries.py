"""Facts, questions and deck.yaml are changed line by line; what was not named stays byte for byte."""

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
