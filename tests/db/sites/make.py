"""Writes a small site in the middle of its term, as `NUMBER.sql.gz`: a database of the program that had migration NUMBER as its newest.

It was run once in the tree of each of these programs, and uses the site through HTTP as a browser does; what a program did not have yet is
left out. 0004 is the site in `tests/golden`. After a new migration, run it in the tree before:

    PYTHONPATH=tests python tests/db/sites/make.py tests/db/sites/0005.sql.gz
"""

import gzip
import shutil
import sqlite3
import sys
from contextlib import closing, suppress
from datetime import timedelta
from importlib import import_module
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from support import BANK, PASSWORD, RIGHT, SECRET_KEY, WRONG, Clock, Page

from quizapp.app import create_app
from quizapp.config import read_settings
from quizapp.db.base import db, transaction

DAY = timedelta(days=1)
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


def service(*names):
    """Import a module of services, which has had several places."""
    for name in names:
        with suppress(ModuleNotFoundError):
            return import_module(f"quizapp.services.{name}")
    raise ModuleNotFoundError(names)


class Browser:
    """Somebody at the site."""

    def __init__(self, app, name=""):
        self.client = app.test_client()
        if name:
            self.send("/login", self.page("/login"), username=name, password=PASSWORD)

    def page(self, path):
        response = self.client.get(path, follow_redirects=True)
        if response.status_code != 200:
            raise LookupError(path)
        return Page(response.text)

    def send(self, path, page, **fields):
        data = {"csrf_token": page.hidden("csrf_token"), **fields}
        response = self.client.post(path, data=data, follow_redirects=True, headers=FROM_HERE)
        if response.status_code in {404, 405}:
            raise LookupError(path)
        assert response.status_code == 200, response.text
        return Page(response.text)

    def answer(self, page, fields, path="/study/answer"):
        kind = page.one(data_type=None)["data-type"]
        shown = page.hidden("presentation")
        if kind == "flashcard" and path == "/study/answer":
            page = self.send(path, page, presentation=shown, reveal="1")
            shown = page.hidden("presentation")
        return self.send(path, page, presentation=shown, **fields[kind])

    def study(self, questions, wrong_each):
        for number in range(questions):
            page = self.page("/study/harbour")
            if page.all(data_question=None):
                self.answer(page, WRONG if number % wrong_each == 0 else RIGHT)

    def quiz(self):
        self.send("/quiz/harbour", self.page("/quiz/harbour"), everything="1")
        for position in range(1, 6):
            path = f"/attempts/1/{position}"
            self.answer(self.page(path), RIGHT if position % 2 else WRONG, path)
        self.send("/attempts/1", self.page("/attempts/1"))

    def set_aside(self):
        page = self.page("/study/harbour")
        self.send("/study/set-aside?deck=harbour", page, question=page.one(data_question=None)["data-question"], kind="suspended")

    def claim(self):
        for _ in range(4):
            page = self.answer(self.page("/study/harbour"), WRONG)
            for form in page.all("form", action=None):
                if form["action"].endswith("/right"):
                    self.send(form["action"], page, kind="right", words="it says so")
                    return

    def take_class(self, student):
        self.send("/teach/classes", self.page("/teach/classes"), name="History 9b")
        self.send("/teach/classes/1/decks", self.page("/teach/classes/1"), deck="harbour")
        with self.client.application.app_context(), transaction(write=False) as connection:
            code = connection.exec_driver_sql("SELECT code FROM classroom").scalar()
        student.send(f"/join/{code}", student.page(f"/join/{code}"), name="김서연")


def walk(app, clock):
    sora, yuna, guest = Browser(app, "sora"), Browser(app, "yuna"), Browser(app)
    guest.send("/guest", guest.page("/"), deck="harbour", read="1")
    guest.study(3, 2)
    for _ in range(3):
        sora.study(9, 4)
        yuna.study(5, 2)
        clock.now += DAY
    sora.answer(sora.page("/study/harbour"), RIGHT)
    sora.send("/study/undo", sora.page("/study/harbour"))
    sora.quiz()
    sora.send("/account/calendar", sora.page("/account"))
    clock.now += DAY
    later = (
        lambda: sora.send("/decks/harbour/notes/length", sora.page("/decks/harbour/read"), text="half a mile 🦀"),
        yuna.set_aside,
        yuna.claim,
        lambda: Browser(app, "hana").take_class(sora),
    )
    for step in later:
        with suppress(LookupError):
            step()


def dump(folder):
    accounts, publishing = service("people.accounts", "accounts"), service("authoring.publishing", "publishing")
    clock, numbers = Clock(), count(1)
    shutil.copytree(BANK / "harbour", folder / "bank" / "harbour")
    options = {"INSTANCE": folder / "instance", "SECRET_KEY": SECRET_KEY, "BANK": folder / "bank"}
    service("site.maintenance", "maintenance").upgrade(read_settings(options, {}), clock.now)
    app = create_app({"TESTING": True, "CLOCK": clock, "NONCE": lambda: f"nonce-{next(numbers):06d}", **options})
    with app.app_context():
        for published in publishing.publish_bank(folder / "bank", clock.now):
            assert published.status == "published", published
        for name, role in (("sora", "student"), ("yuna", "student"), ("hana", "teacher"), ("ryo", "admin")):
            accounts.create(name, PASSWORD, now=clock.now, role=role)
    walk(app, clock)
    with app.app_context():
        accounts.make_invitation("admin", clock.now)
        db.engine.dispose()
    with closing(sqlite3.connect(folder / "instance" / "quizapp.db")) as connection:
        return "\n".join(connection.iterdump()) + "\n"


if __name__ == "__main__":
    with TemporaryDirectory() as made, Path(sys.argv[1]).open("wb") as out, gzip.GzipFile("", "wb", 9, out, 0) as packed:
        packed.write(dump(Path(made)).encode())
