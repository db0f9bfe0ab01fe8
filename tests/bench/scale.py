"""What growth costs: an answer beside many other learners, the pages of a big class, the check of a big bank, and the bytes of two pages.

The answers are given in turn in two databases, one with a hundred times as many rows as the other, by learners who have answered the same
800 questions. All times are CPU, in this process.
"""

import gzip
import re
import sys
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import yaml

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from big_deck import ID, hold_all, write_big_deck  # noqa: E402 - found by the line above
from sqlalchemy import insert, select, text  # noqa: E402
from support import SECRET_KEY, FormClient  # noqa: E402

from quizapp.app import create_app  # noqa: E402
from quizapp.bank.load import load_folder  # noqa: E402
from quizapp.config import read_settings  # noqa: E402
from quizapp.db.base import transaction  # noqa: E402
from quizapp.db.models import Account, Answer, MembershipRow, MemoryRow  # noqa: E402
from quizapp.services.authoring import publishing  # noqa: E402
from quizapp.services.classes import classes  # noqa: E402
from quizapp.services.people import accounts  # noqa: E402
from quizapp.services.site import maintenance  # noqa: E402

FEW, MANY = 12, 1_250
"""Learners with 800 memories and answers each: about ten thousand, and a million."""

PUPILS, ROUNDS, WARM_UP = 40, 60, 10
FOLDERS = 13
"""Big decks with numbers of their own, which are more than 10,000 questions."""

PASSWORD = "three brown hens"


class School:
    """A database with some learners who know the whole deck, a class of the first forty, and its teacher."""

    def __init__(self, folder, bank, learners):
        folder.mkdir()
        given = {"INSTANCE": folder, "SECRET_KEY": SECRET_KEY, "BANK": bank}
        settings = read_settings(given, {})
        now = settings.clock()
        maintenance.upgrade(settings, now)
        with maintenance.connected(settings):
            publishing.publish_bank(bank, now)
            accounts.create("hana", PASSWORD, now=now, role="teacher")
            teacher = accounts.visitor(accounts.sign_in("hana", PASSWORD, now=now, agent="", address=""), now)
            self.class_id = classes.create(teacher, "9b", "", now)
            classes.give(teacher, self.class_id, ID, now)
            accounts.create("sora", PASSWORD, now=now)
            _fill(accounts.visitor(accounts.sign_in("sora", PASSWORD, now=now, agent="", address=""), now).id, learners, self.class_id, now)
        self.app = create_app({**given, "TESTING": True})
        self.app.test_client_class = FormClient
        self.client, self.teacher = (self._signed_in(name) for name in ("sora", "hana"))

    def _signed_in(self, name):
        client = self.app.test_client()
        client.submit("/login", {"username": name, "password": PASSWORD})
        return client

    def answer(self):
        """Open the next question and answer it; return the milliseconds of CPU."""
        before = process_time()
        page = self.client.get(f"/study/{ID}?ahead=1").text
        spent = process_time() - before
        hidden = {name: re.search(rf'name="{name}"[^>]*?value="([^"]*)"', page)[1] for name in ("csrf_token", "presentation")}
        before = process_time()
        self.client.post(f"/study/answer?deck={ID}", data={**hidden, "answer": "7"}, headers={"X-Fragment": "1"})
        return (spent + process_time() - before) * 1000

    def page(self, path):
        """Return the milliseconds of CPU of a page of the teacher, the median of five after the first."""
        return median(self._once(path) for _ in range(6))

    def _once(self, path):
        before = process_time()
        assert self.teacher.get(path).status_code == 200, path
        return (process_time() - before) * 1000


def _fill(first, learners, class_id, now):
    """Give `first` and further learners a memory of every question and an answer to it; the first forty are in the class."""
    hold_all(first, now.date())
    with transaction(write=True) as connection:
        questions = connection.execute(text("SELECT question_id, max(id) FROM version GROUP BY question_id ORDER BY question_id")).all()
        row = {"response": '["7"]', "score": 0.0, "verdict": "wrong", "rating": 1, "hint": False, "ms": 4000, "recall": 0.9}
        row |= {"day": now.date() - timedelta(days=10), "context": "study", "at": now - timedelta(days=10), "user_id": first}
        answers = [
            {**row, "n": n, "question_id": question, "version_id": version, "nonce": f"filled-{n}"}
            for n, (question, version) in enumerate(questions, 1)
        ]
        connection.execute(insert(Answer), answers)
        people = [{"created_at": now, "active_on": now.date()}] * (learners - 1)
        others = list(connection.scalars(insert(Account).returning(Account.id), people))
        for table in (MemoryRow.__table__, Answer.__table__):
            columns = [column.name for column in table.c if column.name != "user_id"]
            copied = select(Account.id, *(table.c[name] for name in columns)).join(Account, Account.id.in_(others))
            copied = copied.where(table.c.user_id == first)
            connection.execute(insert(table).from_select(["user_id", *columns], copied))
        member = {"class_id": class_id, "role": "student", "joined_at": now}
        pupils = [first, *others][:PUPILS]
        connection.execute(insert(MembershipRow), [{**member, "user_id": user, "name": f"Pupil {user}"} for user in pupils])


def growth(few, many):
    """Print what an answer costs beside few and beside many other learners."""
    costs = {few: [], many: []}
    for number in range(ROUNDS + WARM_UP):
        for school, spent in costs.items():
            cost = school.answer()
            if number >= WARM_UP:
                spent.append(cost)
    one, other = (median(costs[school]) for school in (few, many))
    print(f"one answer, 10,000 rows    {one:8.2f} ms\none answer, 1,000,000 rows {other:8.2f} ms, {other / one:.2f} times as much")


def pages(school):
    """Print what the pages of a class of forty cost."""
    paths = {"class": "", "gradebook": "/gradebook", "class map": f"/map/{ID}", "lesson": "/now"}
    for name, path in paths.items():
        print(f"{name:27}{school.page(f'/teach/classes/{school.class_id}{path}'):8.0f} ms")


def checks(bank):
    """Print how long it takes to check more than ten thousand questions, and how many times as long as only reading their YAML."""
    folders = [bank / f"copy-{number}" for number in range(FOLDERS)]
    for number, folder in enumerate(folders, 1):
        write_big_deck(folder, ships=1000 * number)
    before = process_time()
    for folder in folders:
        yaml.load((folder / "deck.yaml").read_text(), yaml.CSafeLoader)
    bare = process_time() - before
    before = process_time()
    for folder in folders:
        loaded, problems = load_folder(folder)
        assert loaded, problems
    spent = process_time() - before
    print(f"10,400 questions checked   {spent:8.2f} s, {spent / bare:.1f} times the bare loader")


def sizes(school):
    """Print the bytes of the first page with all it needs, and of the page of a question after it, as they are sent."""
    client = school.app.test_client()
    first = client.get("/").text
    parts = {address for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', first) if not address.endswith((".png", ".ico"))}
    sent = len(gzip.compress(first.encode())) + sum(
        len(client.get(address, headers={"Accept-Encoding": "gzip"}).data) for address in sorted(parts)
    )
    client.submit("/guest", at="/")
    second = client.get(f"/study/{ID}").text
    packed = len(gzip.compress(second.encode()))
    print(f"first page with its parts  {sent / 1000:8.1f} kB")
    print(f"page of a question         {packed / 1000:8.1f} kB, {len(second) / 1000:.1f} kB unpacked")


def main():
    with TemporaryDirectory() as place:
        bank = Path(place, "bank")
        write_big_deck(bank / ID)
        few, many = School(Path(place, "few"), bank, FEW), School(Path(place, "many"), bank, MANY)
        growth(few, many)
        pages(many)
        sizes(few)
        checks(Path(place, "checked"))


if __name__ == "__main__":
    main()
