"""No code knows a question type by name, except its own module, its template, the exchange formats and the registry."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment
from support import ROOT

from quizapp.domain.questions import registry
from quizapp.domain.questions.registry import QUESTION_TYPES
from quizapp.domain.reading.digests import FIRST
from quizapp.web.teach.editor.question_forms import TYPES as TYPES_IN_WORDS

PACKAGE = ROOT / "quizapp"
TYPES = PACKAGE / "domain" / "question_types"
OWN = {TYPES / f"{kind.name}.py": kind.name for kind in QUESTION_TYPES}
OWN |= {PACKAGE / "templates" / "questions" / f"{kind.name}.html": kind.name for kind in QUESTION_TYPES}
NAMES = frozenset(kind.name for kind in QUESTION_TYPES)
CLASSES = frozenset(name for kind in QUESTION_TYPES for name in (kind.model.__name__, type(kind).__name__))
INSIDE = re.compile(rf"(?<![\w-])({'|'.join(name for name in sorted(NAMES) if '_' in name)})(?![\w-])")
"""Names that are not words in any language, so that they are recognised in the middle of a text."""

REGISTRY = Path(registry.__file__)
EXCHANGE = PACKAGE / "bank" / "exchange"
"""Other programs have types of their own: each format says which of ours it can express."""

ALLOWED = {
    "question_forms.py": (
        frozenset(TYPES_IN_WORDS),
        "words of the editor go through gettext, which the domain does not know; without them a form is made",
    ),
    "editor/deck_forms.py": ({"date"}, "a key of what a deck says of its source"),
    "bank/messages.py": ({"multiple_answer", "true_false"}, "a cure tells the author which type to write instead"),
    "bank/new.py": ({"multiple_choice", "short_answer", "true_false"}, "a small deck to begin with, as an author writes it"),
    "bank/nearest.py": ({"date"}, "a key that is often meant for `when`"),
    "macros/asked.html": ({"numeric"}, "the keyboard of that name in HTML"),
    "quiz/forms.py": ({"numeric"}, "as above"),
    "account/settings.html": ({"numeric"}, "as above"),
    "grading/forms.py": ({"numeric"}, "as above"),
    "study/test_day.html": ({"date"}, "the kind of field of that name in HTML"),
    "classes/test.html": ({"date"}, "as above"),
    "rules/labels.py": ({"date"}, "a value in the words of a message"),
    "reading/digests.py": (frozenset(FIRST), "what the first stored digests were made of, frozen"),
}
"""What else may contain a name, by the end of its path: which names, and why."""


def named(text: str) -> set[str]:
    """The types that a text names: it is the name, or contains one that is not an ordinary word."""
    return ({text} & NAMES) | set(INSIDE.findall(text))


def documented(tree: ast.AST) -> set[int]:
    """The constants that are docstrings."""
    bodies = [node.body for node in ast.walk(tree) if isinstance(getattr(node, "body", None), list)]
    return {id(one.value) for body in bodies for one in body if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)}


def in_python(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    prose = documented(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield from named(node.value)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("quizapp.domain.question_types"):
            yield from (alias.name for alias in node.names if alias.name in CLASSES | NAMES)


def in_template(source: str) -> Iterator[str]:
    for _, token, text in Environment().lex(source):
        if token == "string":
            yield from named(text[1:-1])


def in_script(source: str) -> Iterator[str]:
    for quoted in re.findall(r"\"([^\"\n]*)\"|'([^'\n]*)'|`([^`]*)`", source):
        yield from named("".join(quoted))


READERS = {".py": in_python, ".html": in_template, ".js": in_script}


def found():
    """The texts that name a type, by file, in places where neither the structure nor the registry allows it."""
    places: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix not in READERS or path == REGISTRY or EXCHANGE in path.parents:
            continue
        names = set(READERS[path.suffix](path.read_text("utf-8"))) - {OWN.get(path)}
        if path in OWN:
            names -= {kind.model.__name__ for kind in QUESTION_TYPES if kind.name == OWN[path]}
        if names:
            places[str(path.relative_to(PACKAGE))] = names
    return places


def test_nobody_names_a_type():
    assert {place: names for place, names in found().items() if not f"/{place}".endswith(tuple(f"/{end}" for end in ALLOWED))} == {}


def test_what_is_allowed_is_needed_and_no_more():
    places = found()

    for end, (names, _) in ALLOWED.items():
        assert [named for place, named in places.items() if f"/{place}".endswith(f"/{end}")] == [set(names)], end


@pytest.mark.parametrize(
    ("read", "source"),
    [
        (in_python, 'if question.type == "flashcard":\n    pass'),
        (in_python, 'NEW = """\n- type: multiple_choice\n"""'),
        (in_python, "from quizapp.domain.question_types.cloze import Cloze"),
        (in_python, 'x = f"{one} short_answer"'),
        (in_template, '{% if showing.prompt.type in ("matching", "pairs") %}{% endif %}'),
        (in_template, "{{ text(value, 'date') }}"),
        (in_script, 'if (form.dataset.type === "ordering") { go(); }'),
    ],
)
def test_a_name_is_seen_wherever_it_stands(read, source):
    assert len(set(read(source))) == 1


@pytest.mark.parametrize(
    ("read", "source"),
    [
        (in_python, '"""What a cloze is."""'),
        (in_python, 'CODE = "cloze-without-gap"\nWORDS = "flashcards, which nobody can grade"'),
        (in_template, '{{ _("One flashcard is left out") }} <input type="date" inputmode="numeric">'),
        (in_script, "// a flashcard\nconst kind = 'cards';"),
    ],
)
def test_prose_is_no_name(read, source):
    assert set(read(source)) == set()


def test_templates_read_what_is_true_of_a_type_and_call_none_of_its_verbs():
    facts = {"name", "shows", "given_as", "right_as", "typed", "self_rated", "statement", "sequence"}
    used = {fact for path in (PACKAGE / "templates").rglob("*.html") for fact in re.findall(r"\bkind\.(\w+)", path.read_text("utf-8"))}

    assert used <= facts
    assert {"shows", "given_as", "right_as"} <= used
