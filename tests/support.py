"""What the tests of several layers share: a clock that tests move, people, a client that fills in forms, and a reader of pages."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from itertools import count, takewhile
from pathlib import Path
from threading import Barrier
from time import monotonic, sleep
from types import MappingProxyType
from typing import Any

from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from sqlalchemy import event

ROOT = Path(__file__).resolve().parents[1]
BANK = Path(__file__).with_name("bank_sample")
OBSERVATORY = Path(__file__).parent / "decks" / "observatory"
QUIZAPP = (sys.executable, "-m", "quizapp.cli")
PASSWORD = "three brown hens"
SECRET_KEY = "a key for tests, long enough to be taken"

RIGHT: dict[str, dict[str, Any]] = {
    "multiple_choice": {"answer": "Mara Quill"},
    "multiple_answer": {"answer": ["Heron", "Tern", "Gull"]},
    "true_false": {"answer": "false"},
    "short_answer": {"answer": "the Anvil"},
    "numeric": {"answer": "240"},
    "date": {"answer": "1887"},
    "cloze": {"blank-1": "1902", "blank-2": "1911"},
    "matching": {"match-1": "there is fog", "match-2": "the harbour is closed", "match-3": "pilots are called"},
    "ordering": {"order-1": "1", "order-2": "3", "order-3": "2", "as_is": "1"},
    "flashcard": {"rating": "good"},
}
"""The fields that answer the questions of the deck `harbour` right, by type (a flashcard is revealed first)."""

WRONG: dict[str, dict[str, Any]] = {
    "multiple_choice": {"answer": "Ida Loom"},
    "multiple_answer": {"answer": ["Plover", "Curlew"]},
    "true_false": {"answer": "true"},
    "short_answer": {"answer": "the Bellows"},
    "numeric": {"answer": "90"},
    "date": {"answer": "1878"},
    "cloze": {"blank-1": "1920", "blank-2": "1930"},
    "matching": {"match-1": "the harbour is closed", "match-2": "pilots are called", "match-3": "there is fog"},
    "ordering": {"order-1": "3", "order-2": "1", "order-3": "2", "as_is": "1"},
    "flashcard": {"rating": "again"},
}


RIVERS = """\
title: Rivers
language: en
facts:
  - id: long
    statement: The Nile is very long.
    questions:
      - {type: true_false, prompt: The Nile is long., answer: true}
  - id: wide
    statement: The Amazon is wide.
    questions:
      - {type: short_answer, prompt: Which river is wide?, answer: the Amazon}
"""
"""A deck as a teacher writes it in the browser."""


class Clock:
    """The app's clock; it moves when a test moves it."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Go back to the time at which every test begins."""
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **parts: float) -> None:
        """Move forward by the parts of a timedelta: `advance(days=2)`."""
        self.now += timedelta(**parts)


class Nonces:
    """The app's source of nonces: a sequence."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Go back to where every test begins."""
        self.numbers = count(1)

    def __call__(self) -> str:
        return f"nonce-{next(self.numbers):06d}"


class Templates(BytecodeCache):
    """Compiled templates, shared by all apps of a test process."""

    def __init__(self) -> None:
        self.code: dict[str, Any] = {}

    def load_bytecode(self, bucket):
        bucket.code = self.code.get(bucket.key)

    def dump_bytecode(self, bucket):
        self.code[bucket.key] = bucket.code


@dataclass(frozen=True)
class Person:
    """An account that can sign in with PASSWORD."""

    id: int
    username: str
    role: str


def make_invitation(role: str, now: datetime) -> str:
    """The token of a link `/welcome/<token>` that creates an account with a role, once."""
    from quizapp.db.base import transaction
    from quizapp.db.people import stored_accounts
    from quizapp.domain.people.audiences import AccountRole
    from quizapp.services.people import tokens

    token = tokens.new()
    with transaction(write=True) as connection:
        stored_accounts.invite(connection, tokens.hashed(token), AccountRole(role), now)
    return token


def visitor_of(person: Person) -> Any:
    """Return the visitor that a person is to the services."""
    from quizapp.services.people.accounts import Visitor

    return Visitor(id=person.id, name=person.username.title(), username=person.username, role=person.role)


@dataclass
class Element:
    """An element of a page and the text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]


VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Page(HTMLParser):
    """A page as a list of elements."""

    html: str
    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.open: list[Element] = []
        self.feed(self.html)

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        for position in range(len(self.open) - 1, -1, -1):
            if self.open[position].tag == tag:
                del self.open[position:]
                return

    def handle_data(self, data):
        if self.open and self.open[-1].tag in {"pre", "textarea"} and not self.open[-1].text:
            data = data.removeprefix("\n")  # HTML drops one line break there
        for element in self.open:
            element.text += data

    def all(self, tag: str = "", **attributes: str | None) -> list[Element]:
        """Return the elements with that tag and these attributes (None: any value; `_` in a name stands for `-`)."""
        wanted = {name.strip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.elements
            if tag in {"", element.tag}
            and all(name in element.attributes and value in {None, element.attributes[name]} for name, value in wanted.items())
        ]

    def one(self, tag: str = "", **attributes: str | None) -> Element:
        """Return the only such element."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} elements {tag} {attributes} in\n{self.html}"
        return found[0]

    def hidden(self, name: str) -> str:
        """Return the value of a hidden field, the same in every form that has it."""
        values = {element["value"] for element in self.all("input", name=name)}
        assert len(values) == 1, f"{len(values)} values of {name} in\n{self.html}"
        return values.pop()

    @property
    def asked(self) -> str:
        """The key of the question on the page, `<deck>/<question id>`."""
        return self.one(data_question=None)["data-question"]

    @property
    def type(self) -> str:
        """The type of the question on the page."""
        return self.one(data_question=None)["data-type"]

    @property
    def verdict(self) -> str:
        """The verdict on the page."""
        return self.one(data_verdict=None)["data-verdict"]

    @property
    def words(self) -> str:
        """The text of the page, with single spaces."""
        return re.sub(r"\s+", " ", self.one("body").text).strip()


class FormClient(FlaskClient):
    """A test client that fills in forms: it reads the token from a page as a browser would, once for each of its sessions."""

    tokens: Mapping[str, str] = MappingProxyType({})

    def page(self, path: str, **options: Any) -> Page:
        """Return the page at an address, after its redirects; it must exist. It is closed as a server does once it was sent."""
        response = self.get(path, follow_redirects=True, **options)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        page = Page(response.text)
        response.close()
        return page

    def submit(self, path: str, fields: Mapping[str, Any] | None = None, *, at: str | None = None, **options: Any):
        """Post a form. The token is taken from the page at `at`, or else from the page of the form itself, or else from the home page."""
        token = self.token(at or path)
        return self.post(path, data={"csrf_token": token, **(fields or {})}, **options)

    def press(self, at: str, action: str, fields: Mapping[str, Any] | None = None, **options: Any):
        """Press the button of a form on the page `at` that posts to `action`; what the form hides is sent with the fields."""
        elements = iter(self.page(at).elements)
        assert any(element.tag == "form" and element.attributes.get("action") == action for element in elements), f"no {action} on {at}"
        inside = takewhile(lambda element: element.tag != "form", elements)
        hidden = {element["name"]: element["value"] for element in inside if element.attributes.get("type") == "hidden"}
        return self.post(action, data={**hidden, **(fields or {})}, **options)

    def token(self, path: str = "/") -> str:
        """Return the token of the forms on a page. Every form of a session accepts it, so no page is opened for later forms."""
        if token := self.tokens.get(self.secret):
            return token
        for place in (path, "/"):
            response = self.get(place, follow_redirects=True)
            if found := re.search(r'<input [^>]*name="csrf_token"[^>]*value="([^"]+)"', response.text):
                self.tokens = {self.secret: found[1]}
                return found[1]
        raise AssertionError(f"no form with a token on {path} nor on /")

    @property
    def secret(self) -> str:
        """The value that the tokens of this session are made from; a new session, after signing in or out, has another."""
        app = self.application
        cookie = self.get_cookie(app.config["SESSION_COOKIE_NAME"])
        return app.session_interface.get_signing_serializer(app).loads(cookie.value).get("csrf_token", "") if cookie else ""

    def answer(self, page: Page, fields: Mapping[str, Any] | None = None, **options: Any) -> Page:
        """Answer the question on a page (a flashcard is revealed first) and return the page that follows."""
        fields = RIGHT[page.type] if fields is None else fields
        if "rating" in fields and not page.all("button", name="rating"):
            page = self.answer(page, {"reveal": "1"})
        form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **fields}
        response = self.post("/study/answer", data=form, follow_redirects=True, **options)
        assert response.status_code == 200, response.status_code
        return Page(response.text)


class Queries(list):
    """The SQL statements that were run."""

    def __str__(self) -> str:
        return f"{len(self)} statements:\n" + "\n".join(self)


@contextmanager
def counted(engine) -> Iterator[Queries]:
    """Collect the statements that an engine runs, without BEGIN, COMMIT, ROLLBACK and PRAGMA."""
    queries = Queries()

    def listen(connection, cursor, statement, *_: Any) -> None:
        if statement.split(maxsplit=1)[0].upper() not in {"BEGIN", "COMMIT", "ROLLBACK", "PRAGMA"}:
            queries.append(statement)

    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield queries
    finally:
        event.remove(engine, "before_cursor_execute", listen)


@dataclass
class Server:
    """A running server: its address, its folder, the process that was started, and what it printed before it was ready."""

    address: str
    instance: Path
    process: subprocess.Popen
    printed: str

    def all_workers(self, number: int = 2) -> list[int]:
        """The process ids of gunicorn's workers, when there are that many: the first may answer before the last is forked."""
        until = monotonic() + 25
        while len(self.workers) < number and monotonic() < until:
            sleep(0.01)
        assert len(self.workers) == number
        return self.workers

    @property
    def workers(self) -> list[int]:
        """The process ids of the workers that there are now."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(pid) for pid in children if b"ticker" not in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def stop(self, how: int = signal.SIGTERM) -> str:
        """Send a signal and wait until every process that wrote to its standard error has ended; return what was written there."""
        self.process.send_signal(how)
        return self.process.communicate()[1]


def environ_of(instance: Path, bank: Path | None = BANK, **settings: str) -> dict[str, str]:
    """The environment of a command on an instance of its own; if the bank is None, that setting is left out."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QUIZAPP_")}
    own = {"QUIZAPP_INSTANCE": str(instance)} | ({"QUIZAPP_BANK": str(bank)} if bank else {})
    return kept | own | settings


@contextmanager
def live(instance: Path, *arguments: str, bank: Path | None = BANK, program: Sequence[str] = QUIZAPP, cwd: Path = ROOT, **settings: str):
    """Run `quizapp serve` on a free port, as anybody would start it: from the tree, or as another installed program in another folder."""
    command = [*program, "serve", "--port", "0", *arguments]
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=cwd, env=environ_of(instance, bank, **settings), **pipes)
    printed = ""
    try:
        while not (address := re.search(r"^quizapp is at (http://\S+)\n", printed, re.MULTILINE)):
            line = process.stdout.readline()
            assert line, f"the server did not start:\n{printed}{process.communicate()[1]}"
            printed += line
        yield Server(address[1], instance, process, printed)
    finally:
        if process.returncode is None:
            process.terminate()
            process.communicate()


def at_once(app, *works):
    """Call functions at the same moment, each in a thread with its own connection; return what each returned, or the error it raised."""
    barrier = Barrier(len(works))

    def call(work):
        with app.app_context():
            barrier.wait()
            try:
                return work()
            except Exception as error:  # noqa: BLE001 - the test looks at it
                return error

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(call, works))
