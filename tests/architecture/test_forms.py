"""What people type is read by forms: every other place that reads what a request holds is in a table, with its reason."""

import ast
import re
from collections.abc import Iterator

import pytest
from support import ROOT

PACKAGE = ROOT / "quizapp"
HELD = {"form", "files", "values", "data", "json", "stream", "get_data", "get_json"}
"""The parts of a request that hold what was sent."""

IN_TEMPLATE = re.compile(rf"\brequest\s*\.\s*(?:{'|'.join(sorted(HELD))})\b")

READING = {
    "web/gate.py size": "how many fields there are",
    "web/gate.py policy": "whether it is an answer",
    "web/unsent.py kept": "a form that was sent before",
    # answers: their fields are the business of a type of question or of a practice
    "web/quiz/views.py answer": "an answer",
    "web/read/checks.py check": "an answer",
    "web/read/views.py rate": "an answer",
    "web/study/views.py answer": "an answer",
    "web/teach/editor/forms.py answer": "an answer on trial",
    "web/read/causes.py causes_finish": "the causes chosen in a step of a practice",
    "web/read/timeline.py timeline_finish": "the order and the years of a practice",
    # buttons: one says that it was pressed, and maybe on what
    "web/read/reading.py set_level": "the button names the other level of the reading",
    "web/account/views.py end_sign_in": "the button names the sign-in that ends",
    "web/admin/accounts.py change_disabled": "the button closes or opens",
    "web/home/views.py guest": "the button names a deck or a check; a hidden field says that the reading was read",
    "web/home/views.py set_minutes": "the button names the minutes",
    "web/quiz/views.py begin": "a button for a quiz on everything",
    "web/quiz/views.py onward": "the button says where to go on",
    "web/study/aside.py put_aside": "the button says for how long; the address or a hidden field names the question",
    "web/study/remarks.py claim": "a button withdraws it",
    "web/study/remarks.py report": "a button withdraws it",
    "web/study/views.py undo": "a hidden field names the answer",
    "web/teach/classes/classes.py archive_class": "the button closes or opens",
    "web/teach/classes/classes.py change_code": "a button revokes it",
    "web/teach/classes/classes.py change_decks": "a button names the deck that is taken away",
    "web/teach/classes/doubles.py merge": "a hidden field names the other one, whom the page before has shown",
    "web/teach/classes/rosters.py change_member": "buttons put somebody out and let them in",
    "web/teach/decks/decks.py change_owners": "a button names who is removed, another hands the deck over",
    "web/teach/editor/opening.py filled": "a button asks for more rows of a field",
    "web/teach/editor/pages.py move_fact": "the button says up or down",
    "web/teach/editor/pages.py cure_problem": "hidden fields name the problem and the form it was shown in",
    "web/teach/editor/pictures.py remove_picture": "the button names the picture",
    "web/teach/editor/saving.py _done": "buttons ask for more rows, the preview or a trial",
    "web/teach/grading/assigning.py withdraw_assignment": "the button takes back or gives again",
    "web/teach/grading/assigning.py grant": "the button says what to grant",
    "web/teach/grading/gradebook.py mark": "a button undoes it",
    "web/teach/grading/queue.py settle": "the button says what became of it",
    # before a form exists, or after it is gone
    "web/redirects.py wanted": "a hidden field, or the address, says where to go on",
    "web/security.py sent": "any form, given back when its token is too old or it could not be stored",
    "web/unavailable.py unavailable": "which words fit: an answer, another form, or a form with a file",
    "web/teach/editor/opening.py sent_piece": "hidden fields name the piece whose form is then made",
    "web/teach/editor/pages.py find_quote": "a script asks about the words that are selected",
    "web/teach/editor/refusals.py gone": "what was typed for a piece that is gone, and with it the fields of its form",
    "web/teach/editor/uploads.py take": "pictures are kept before the form is opened, so that none is lost",
}
"""Who reads what a request holds, by module and function, and why no form does it."""

ADVICE = """ read what was sent without a form.
What people type, choose or tick is a field of a form: see quizapp/web/forms.py and "A page" in CONTRIBUTING.md. A button that says
which was pressed, a hidden field that names something, and an answer to a question may stand in READING, with the reason."""


def is_request(node: ast.expr) -> bool:
    """Whether it is the request, by name or as part of a module."""
    return (isinstance(node, ast.Name) and node.id == "request") or (isinstance(node, ast.Attribute) and node.attr == "request")


def readers(source: str) -> Iterator[str]:
    """Name the functions of a module that read what a request holds; "" where it stands outside of one."""

    def inside(node: ast.AST, function: str) -> Iterator[str]:
        if isinstance(node, ast.Attribute) and node.attr in HELD and is_request(node.value):
            yield function
        for child in ast.iter_child_nodes(node):
            yield from inside(child, child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else function)

    yield from inside(ast.parse(source), "")


def found() -> set[str]:
    """The places that read what a request holds."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return {f"{path.relative_to(PACKAGE).as_posix()} {function}" for path in paths for function in readers(path.read_text("utf-8"))}


def test_what_people_type_is_read_by_forms():
    new = found() - READING.keys()
    assert not new, f"{', '.join(sorted(new))}{ADVICE}"


def test_each_place_with_a_reason_is_still_there():
    assert READING.keys() - found() == set()


def test_no_template_reads_what_was_sent():
    templates = sorted((PACKAGE / "templates").rglob("*.html"))
    assert [path.name for path in templates if IN_TEMPLATE.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    "source",
    [
        'def save():\n    name = request.form.get("name", "")',
        'def save():\n    return flask.request.form["name"]',
        'def save():\n    given = request.files\n    return given["file"]',
        "class Page:\n    def save(self):\n        return [one for one in request.values]",
        "def save():\n    return request.get_json()",
    ],
)
def test_a_new_place_is_found(source):
    assert list(readers(source)) == ["save"]


@pytest.mark.parametrize("source", ['x = request.args["form"]', "x = form.data", "x = request.headers.values()", "x = self.form"])
def test_what_is_no_request_is_not(source):
    assert list(readers(source)) == []


def test_what_a_template_reads_is_found():
    assert IN_TEMPLATE.search('<input value="{{ request.form.get("name") }}">')
    assert not IN_TEMPLATE.search("{{ request.args.get('form') }} {{ form.data }}")
