"""What PostgreSQL costs in place of SQLite: the CPU of an answer, in the application and in the server, and the bytes that it takes.

A learner on each opens the next question and says "I don't know", in turn, in this process.
"""

import os
import re
import sys
from datetime import timedelta
from pathlib import Path
from secrets import token_urlsafe
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

import postgres  # noqa: E402 - found by the line above
from sqlalchemy import insert, select, text  # noqa: E402
from support import SECRET_KEY, FormClient  # noqa: E402

from quizapp import lexicons  # noqa: E402
from quizapp.app import create_app  # noqa: E402
from quizapp.config import read_settings  # noqa: E402
from quizapp.db.base import db, transaction  # noqa: E402
from quizapp.db.models import Answer  # noqa: E402
from quizapp.services.authoring import publishing  # noqa: E402
from quizapp.services.site import maintenance  # noqa: E402

BANK = TESTS.parent / "question_bank"
ROUNDS, WARM_UP = 100, 10
ANSWERS = 50_000
TICKS = os.sysconf("SC_CLK_TCK")
SIZES = {
    "sqlite": "SELECT sum(pgsize) FROM dbstat WHERE name IN (SELECT name FROM sqlite_master WHERE tbl_name = 'answer')",
    "postgresql": "SELECT pg_total_relation_size('answer')",
}


class Learner:
    """A guest on the shipped deck, with a database of their own."""

    def __init__(self, folder, **place):
        folder.mkdir()
        given = {"INSTANCE": folder, "SECRET_KEY": SECRET_KEY, "BANK": BANK, **place}
        settings = read_settings(given, {})
        maintenance.upgrade(settings, settings.clock())
        with maintenance.connected(settings):
            publishing.publish_bank(BANK, settings.clock())
        self.app = create_app({**given, "TESTING": True})
        self.app.test_client_class = FormClient
        self.client = self.app.test_client()
        self.client.submit("/guest", at="/")

    def answer(self):
        """Open the next question and answer it; return the milliseconds of CPU."""
        before = process_time()
        page = self.client.get("/study", follow_redirects=True).text
        spent = process_time() - before
        fields = {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1] for name in ("csrf_token", "presentation")}
        before = process_time()
        assert self.client.post("/study/answer", data={**fields, "dont_know": "1"}).status_code == 303
        return (spent + process_time() - before) * 1000

    def server_cpu(self):
        """Return the milliseconds of CPU that the server's processes for this learner have used."""
        with self.app.app_context(), transaction(write=False) as connection:
            found = connection.scalars(text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")).all()
        fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in found]
        return sum(int(field[11]) + int(field[12]) for field in fields) * 1000 / TICKS

    def bytes_of_an_answer(self):
        """Store many answers in the place of the first one's next ones, and return the bytes that each takes with its indexes."""
        with self.app.app_context():
            with transaction(write=True) as connection:
                [one] = connection.execute(select(Answer.__table__).order_by(Answer.n).limit(1)).mappings()
                more = [
                    {**one, "n": 1000 + n, "nonce": token_urlsafe(16), "at": one["at"] + timedelta(minutes=n), "response": '["answer"]'}
                    for n in range(ANSWERS)
                ]
                connection.execute(insert(Answer), more)
            with transaction(write=False) as connection:
                return connection.scalar(text(SIZES[connection.dialect.name])) / ANSWERS


def main():
    """Measure, and print three lines."""
    lexicons.find_or_make("en")
    with TemporaryDirectory() as root, postgres.server() as server:
        learners = {
            "sqlite": Learner(Path(root, "sqlite")),
            "postgresql": Learner(Path(root, "postgresql"), DATABASE_URL=server.create("places")),
        }
        for learner in list(learners.values()) * WARM_UP:
            learner.answer()
        began = learners["postgresql"].server_cpu()
        spent = {name: [] for name in learners}
        for turn in range(ROUNDS):
            for name in sorted(learners, reverse=turn % 2 == 1):
                spent[name].append(learners[name].answer())
        ended = learners["postgresql"].server_cpu()
        sqlite, postgresql = (median(spent[name]) for name in learners)
        print(
            f"CPU of an answer in the application: SQLite {sqlite:.1f} ms, PostgreSQL {postgresql:.1f} ms: {postgresql / sqlite:.2f} times"
        )
        print(f"CPU of an answer in the server of PostgreSQL: {(ended - began) / ROUNDS:.1f} ms")
        sizes = {name: learner.bytes_of_an_answer() for name, learner in learners.items()}
        print("an answer with its indexes: " + ", ".join(f"{name} {size:.0f} bytes" for name, size in sizes.items()))
        for learner in learners.values():
            with learner.app.app_context():
                db.engine.dispose()


main()
