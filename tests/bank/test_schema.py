from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from quizapp.bank.check import deck_folders
from quizapp.bank.new import make_deck
from quizapp.bank.schema import as_text, schemas, write_schemas
from quizapp.domain.questions.registry import QUESTION_TYPES

BANK = Path(__file__).parents[2] / "question_bank"
DECKS = [
    pytest.param(path, id=f"{path.parent.name}/{path.name}") for folder in deck_folders(BANK) for path in sorted(folder.glob("*.yaml"))
]


class Core(yaml.CSafeLoader):
    """Reads a file as editors do: numbers and truth values differ from texts, dates do not."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as PyYAML does it
        first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] in {"bool", "int", "float", "null"}]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def faults(name, content):
    return [error.message for error in Draft202012Validator(schemas()[name]).iter_errors(yaml.load(content, Core))]


@pytest.mark.parametrize("name", ["deck.json", "facts.json"])
def test_the_committed_schema_is_not_stale(name):
    assert (BANK / "schema" / name).read_text("utf-8") == as_text(schemas()[name]), "run: quizapp schema question_bank/schema"


@pytest.mark.parametrize("name", ["deck.json", "facts.json"])
def test_is_a_schema(name):
    Draft202012Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("path", DECKS)
def test_shipped_files_name_their_schema_and_fit_it(path):
    name = "deck.json" if path.name == "deck.yaml" else "facts.json"
    content = path.read_text("utf-8")
    assert content.startswith(f"# yaml-language-server: $schema=../schema/{name}\n")
    assert faults(name, content) == []


def test_a_new_deck_fits(tmp_path):
    make_deck(tmp_path / "my-deck")
    assert faults("deck.json", (tmp_path / "my-deck" / "deck.yaml").read_text()) == []
    assert faults("facts.json", (tmp_path / "my-deck" / "facts.yaml").read_text()) == []


@pytest.mark.parametrize(
    "question",
    [
        "{type: multiple_choice, prompt: Who?, answer: 1, options: [2]}",
        "{type: short_answer, prompt: Who?}",
        "{type: guess, prompt: Who?, answer: x}",
        "{type: numeric, prompt: [Who], answer: 1}",
        "{type: flashcard, prompt: Who?, answer: x, level: 7}",
        "{prompt: Who?}",
    ],
)
def test_an_editor_is_told(question):
    assert faults("deck.json", f"title: T\nquestions: [{question}]")
    assert faults("facts.json", f"facts: [{{id: a, statement: b, questions: [{question}]}}]")


def test_texts_may_look_like_numbers():
    assert (
        faults("deck.json", "title: 1984\nas_of: 2023\nquestions: [{id: a, type: short_answer, prompt: Who?, answer: 12, accept: [1.0]}]")
        == []
    )


def test_every_type_has_a_definition():
    assert {kind.model.__name__ for kind in QUESTION_TYPES} <= set(schemas()["facts.json"]["$defs"])


def test_writing_makes_the_folder(tmp_path):
    paths = write_schemas(tmp_path / "new" / "schema")
    assert [path.name for path in paths] == ["deck.json", "facts.json"]
    assert paths[0].read_text("utf-8") == as_text(schemas()["deck.json"])
