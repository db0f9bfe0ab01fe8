"""Compare next question and answer in the services, without HTTP and pages, with a plain loop over SQLAlchemy's ORM: the work of the floor.

Both run in this process, in turn, and commit each answer with synchronous=FULL; medians of CPU time are compared.
"""

import os
import tempfile
from pathlib import Path
from statistics import median
from time import process_time

from run import ANSWERS_OF_ONE, DECK, right_fields

from quizapp.config import read_settings
from quizapp.db.base import transaction
from quizapp.services.authoring import publishing
from quizapp.services.learning import study
from quizapp.services.learning.answering import Moment, answer_study
from quizapp.services.learning.editions import current, public_decks
from quizapp.services.learning.study_days import Scope
from quizapp.services.people import accounts
from quizapp.services.site import maintenance

ROUNDS, WARM_UP = 40, 5


class Services:
    """The app without its pages: a new guest on the shipped deck each round, who answers less than a first day has."""

    def __init__(self, settings):
        self.settings, self.now, self.nonces = settings, settings.clock(), iter(map(str, range(10**9)))
        publishing.publish_bank(DECK.parent, self.now)
        self.deck = public_decks()[0].id

    def round(self):
        """Return the CPU seconds of one answer."""
        mark = accounts.start_guest(self.now, "")
        who = accounts.visitor(mark, self.now)
        moment = Moment(self.now, self.now.date(), self.settings.secret_key)
        before = process_time()
        for _ in range(ANSWERS_OF_ONE):
            showing = study.next_showing(who, Scope(self.deck), moment, next(self.nonces))
            question = self.questions[showing.question]
            answer_study(who.id, showing.presentation, _as_lists(right_fields(question, showing.kind.name)), moment)
        return (process_time() - before) / ANSWERS_OF_ONE

    @property
    def questions(self):
        """The questions of the deck by key."""
        with transaction(write=False) as connection:
            return current(connection, self.deck, 0).deck.questions


def _as_lists(fields):
    return {name: value if isinstance(value, list) else [str(value)] for name, value in fields.items()}


def loop(floor, user_id):
    """Return the CPU seconds of one answer in the plain loop."""
    with floor.app.app_context():
        before = process_time()
        for number in range(ANSWERS_OF_ONE):
            floor.store(user_id, number % 4 + 1)
        return (process_time() - before) / ANSWERS_OF_ONE


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FLOOR_DATABASE"] = f"{folder}/floor.db"
        import floor

        floor.make()
        settings = read_settings({"INSTANCE": Path(folder), "BANK": DECK.parent, "SYNCHRONOUS": "FULL"})
        maintenance.upgrade(settings, settings.clock())
        settings = read_settings({"INSTANCE": Path(folder), "BANK": DECK.parent, "SYNCHRONOUS": "FULL"})
        with maintenance.connected(settings):
            services, plain, ours = Services(settings), [], []
            for number in range(ROUNDS + WARM_UP):
                plain.append(loop(floor, number % floor.USERS + 1))
                ours.append(services.round())
    costs = [median(times[WARM_UP:]) * 1000 for times in (plain, ours)]
    print(f"plain ORM loop {costs[0]:.2f} ms an answer, services {costs[1]:.2f} ms: {costs[0] / costs[1]:.2f} of its speed")


if __name__ == "__main__":
    main()
