"""Every refusal of the services and the domain has a sentence, and every sentence belongs to a refusal."""

import ast
import re
from itertools import product

import pytest
from support import ROOT

from quizapp.services.errors import Invalid, TooMany
from quizapp.web.sentences import SENTENCES, listed, sentence

FILES = sorted(path for layer in ("services", "domain") for path in (ROOT / "quizapp" / layer).rglob("*.py"))
LIST = ("name empty", "name long", "name characters", "username short", "username long", "username characters")
COMPUTED = {("_cleaned", "RosterFault"): {("names", code): set() for code in LIST}}
"""Refusals whose code is computed while the program runs, by the function that makes them; any other computed code fails the test."""


def calls(tree):
    """The calls in a file by the name of the function, with the functions and loops around them, the outermost first."""
    found = {}

    def walk(node, around):
        if isinstance(node, ast.FunctionDef | ast.For):
            around = (*around, node)
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            found.setdefault(name, []).append((node, around))
        for child in ast.iter_child_nodes(node):
            walk(child, around)

    walk(tree, ())
    return found


class Reader:
    """Finds the texts an argument can be: literals, choices between them, loops over them, parameters of the callers."""

    def __init__(self, trees):
        self.trees, self.home = trees, None

    def texts(self, node, around):
        if isinstance(node, ast.Constant):
            return {node.value}
        if isinstance(node, ast.IfExp):
            return self.texts(node.body, around) | self.texts(node.orelse, around)
        assert isinstance(node, ast.Name), f"write this as a literal: {ast.unparse(node)}"
        for place in reversed(around):
            if isinstance(place, ast.For) and isinstance(place.iter, ast.Tuple):
                names = [target.id for target in getattr(place.target, "elts", [place.target])]
                if node.id in names:
                    return {row.elts[names.index(node.id)].value for row in place.iter.elts}
            if isinstance(place, ast.FunctionDef):
                return self.given(place, node.id)
        raise AssertionError(node.id)

    def given(self, function, name):
        """The values that the callers of a function pass for a parameter, and its default."""
        positional = [argument.arg for argument in function.args.args]
        defaults = dict(zip([argument.arg for argument in function.args.kwonlyargs], function.args.kw_defaults, strict=True))
        assert name in {*positional, *defaults}, f"{function.name}: write {name} as a literal"
        found = {default.value for argument, default in defaults.items() if argument == name and default}
        private = function.name.startswith("_")
        for tree in (self.home,) if private else self.trees:
            for call, around in tree.get(function.name, ()):
                keywords = {keyword.arg: keyword.value for keyword in call.keywords}
                if name in positional and len(call.args) > positional.index(name):
                    found |= self.texts(call.args[positional.index(name)], around)
                elif name in keywords:
                    found |= self.texts(keywords[name], around)
        return found

    def raised(self):
        """The values that every raised pair has for its sentence, each time it is raised."""
        found = {}
        for tree in self.trees:
            self.home = tree
            for name in ("Invalid", "RosterFault"):
                for call, around in tree.get(name, ()):
                    if told := COMPUTED.get((getattr(around[-1], "name", ""), name)):
                        pairs = told
                    elif name == "RosterFault":
                        pairs = {("names", code): set() for code in self.texts(call.args[0], around)}
                    else:
                        told = {keyword.arg for keyword in call.keywords}
                        pairs = dict.fromkeys(product(*(self.texts(argument, around) for argument in call.args)), told)
                    for pair, told in pairs.items():
                        found.setdefault(pair, []).append(told)
        return found


@pytest.fixture(scope="module")
def raised():
    return Reader([calls(ast.parse(path.read_text())) for path in FILES]).raised()


def test_what_is_raised_is_worded_and_nothing_else(raised):
    assert len(raised) > 100
    assert sorted(raised.keys() - SENTENCES.keys()) == [], "raised, but without a sentence"
    assert sorted(SENTENCES.keys() - raised.keys()) == [], "a sentence for what nobody raises"


def test_a_sentence_names_only_what_is_told_each_time(app, raised):
    with app.test_request_context():
        names = {pair: set(re.findall(r"%\((\w+)\)s", str(text))) for pair, text in SENTENCES.items()}
    lacking = {pair: names[pair] - told for pair in raised for told in raised[pair] if names[pair] - told}
    assert lacking == {}


def test_sentences_are_sentences(app):
    with app.test_request_context():
        assert [pair for pair, text in SENTENCES.items() if not re.fullmatch(r"[A-Z%].*[.!?]", str(text))] == []


def test_a_pair_without_a_sentence_ends_in_words_and_a_line_in_the_log(app, caplog):
    with app.test_request_context():
        assert sentence(Invalid("hat", "crooked")) == "This can’t be accepted as it is. Nothing was changed."
        assert sentence(Invalid("title", "long", least=1)) == "This can’t be accepted as it is. Nothing was changed."
    assert [record.getMessage() for record in caplog.records] == ["no sentence for hat: crooked", "no sentence for title: long"]


def test_what_is_told_stands_in_the_sentence(app):
    with app.test_request_context():
        assert sentence(Invalid("title", "long", most=120)) == "At most 120 characters, please."
        assert sentence(Invalid("title", "empty", most=120)) == "Please enter a title."
        assert sentence(Invalid("picture", "moving", name="100%.gif")).startswith("100%.gif is animated")


def test_too_many_tries_are_told_in_minutes(app):
    with app.test_request_context():
        assert [sentence(TooMany(minutes)) for minutes in (1, 5)] == [
            "Too many attempts. Try again in 1 minute.",
            "Too many attempts. Try again in 5 minutes.",
        ]


@pytest.mark.parametrize(
    ("line", "words"), [(0, "You can add at most 100 people at a time."), (3, "Line 3: You can add at most 100 people at a time.")]
)
def test_a_list_is_told_with_its_line(app, line, words):
    with app.test_request_context():
        assert listed("many", line) == words
