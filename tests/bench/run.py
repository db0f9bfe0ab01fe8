"""Compare the CPU time of one whole answer in the real app with one request to the floor.

Both run under gunicorn and with synchronous=FULL: the floor with gunicorn's own threads, the app with the worker of `quizapp serve`.
Rounds alternate, and the medians are compared. CPU time is user and system time of all gunicorn processes over one round, so that neither
waiting nor this driver counts.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from quizapp.bank.load import load_folder

WORKER = "quizapp.server.worker.BufferingWorker"
ROOT = Path(__file__).resolve().parents[2]
DECK = ROOT / "question_bank" / "korea-japan-summit"
TICKS = os.sysconf("SC_CLK_TCK")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
FRAGMENT = {**FORM, "X-Fragment": "1"}
ANSWERS_OF_ONE = 8
"""The answers by one learner in a round: fewer than a first day has."""


class Client:
    """One browser: a connection that stays open, and cookies."""

    def __init__(self, port):
        self.connection, self.cookie, self.text = HTTPConnection("127.0.0.1", port, timeout=30), {}, ""

    def send(self, method, path, fields=None, headers=None):
        """Send a request and return the address it leads to, if any; `text` is the body."""
        body = urlencode(fields, doseq=True) if fields is not None else None
        self.connection.request(method, path, body, {**(headers or (FORM if fields else {})), **self.cookie})
        response = self.connection.getresponse()
        self.text = response.read().decode()
        if response.status not in {200, 303}:
            raise SystemExit(f"{method} {path}: {response.status}\n{self.text[:2000]}")
        if cookies := response.headers.get_all("Set-Cookie"):
            self.cookie = {"Cookie": "; ".join(cookie.partition(";")[0] for cookie in cookies)}
        return response.headers.get("Location", "")

    def answer(self, deck, given):
        """Answer the question that study asks next, with the fields for its type; return the address of the feedback."""
        self.send("GET", f"/study/{deck}")
        kind = re.search(r'data-type="([^"]*)"', self.text)[1]
        form = {"csrf_token": self.hidden("csrf_token"), "presentation": self.hidden("presentation")}
        if kind == "flashcard":
            self.send("GET", self.send("POST", "/study/answer", {**form, "reveal": "1"}))
            form["presentation"] = self.hidden("presentation")
        return self.send("POST", "/study/answer", {**form, **given[kind]})

    def close(self):
        """Close the connection."""
        self.connection.close()

    def hidden(self, name):
        """Return a hidden field of the page."""
        return re.search(rf'name="{name}"[^>]*?value="([^"]*)"', self.text)[1]


@contextmanager
def gunicorn(app, folder, worker="gthread", **environ) -> Iterator[tuple[int, int]]:
    """Run an app under gunicorn; return its port and the process id of the master."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.set_inheritable(True)
        port = listener.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", app, "--bind", f"fd://{listener.fileno()}", "--worker-class", worker]
        command += ["--workers", "2", "--threads", "4", "--keep-alive", "60", "--no-control-socket", "--log-level", "warning"]
        server = subprocess.Popen(command, cwd=folder, env={**os.environ, **environ}, pass_fds=[listener.fileno()])
    try:
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


def cpu(master):
    """Return the CPU seconds that a master and its workers have used."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in [str(master), *children]]
    return sum(int(field[11]) + int(field[12]) for field in fields) / TICKS


def right_fields(question, kind):
    """Return the fields that answer a question of the deck right."""
    right = question.right
    if kind == "cloze":
        return {f"blank-{number}": text for number, text in enumerate(right, 1)}
    if kind == "matching":
        return {f"match-{number}": question.pairs[left] for number, left in enumerate(sorted(question.pairs), 1)}
    if kind == "ordering":
        return {f"order-{number}": right.index(item) + 1 for number, item in enumerate(sorted(right), 1)} | {"as_is": "1"}
    if kind == "flashcard":
        return {"rating": "good"}
    return {"answer": list(right) if kind == "multiple_answer" else right[0]}


class Learner:
    """A guest on the shipped deck, with the page of a question open."""

    def __init__(self, port, questions):
        self.questions, self.client, self.count = questions, Client(port), 0
        self.client.send("GET", "/")
        self.client.send("POST", "/guest", {"csrf_token": self.client.hidden("csrf_token")})
        self.client.send("GET", "/study")

    def answer(self, headers):
        """Answer the question, every fifth time with "I don't know", and open the next page; return how many requests that took."""
        client, requests = self.client, 2
        key, kind = re.search(r'data-question="[^"/]*/([^"]*)"[^>]*data-type="([^"]*)"', client.text).groups()
        form = {"csrf_token": client.hidden("csrf_token"), "presentation": client.hidden("presentation")}
        self.count += 1
        if self.count % 5 == 0:
            form["dont_know"] = "1"
        else:
            form |= right_fields(self.questions[key], kind)
        if "rating" in form:
            client.send("POST", "/study/answer", {**form, "rating": "", "reveal": "1"}, FRAGMENT)
            form["presentation"] = client.hidden("presentation")
            requests += 1
        place = client.send("POST", "/study/answer", form, headers)
        if place:
            client.send("GET", place)
            requests += 1
        if "data-verdict=" not in client.text:
            raise SystemExit(f"{key} was not taken:\n{client.text}")
        feedback, _, following = client.text.partition('<template id="following">')
        if following:
            client.text = following
            return requests - 1
        onward = re.search(r'href="([^"]*)" data-next', feedback)[1].replace("&amp;", "&")
        client.send("GET", onward, headers=headers)
        return requests


def floor_round(port, master, answers):
    """Answer cards of the floor; return CPU seconds and requests."""
    clients = [Client(port) for _ in range(answers // ANSWERS_OF_ONE)]
    for number, client in enumerate(clients, 1):
        client.send("GET", f"/sign-in/{number % 64 + 1}")
        client.token = client.text
    before = cpu(master)
    for client in clients:
        for number in range(ANSWERS_OF_ONE):
            client.send("POST", "/answer", {"csrf_token": client.token, "rating": number % 4 + 1})
        client.close()
    return cpu(master) - before, answers


def real_round(port, master, answers, questions, headers):
    """Answer questions of the real app; return CPU seconds and requests. Guests are created before the clock starts."""
    learners = [Learner(port, questions) for _ in range(answers // ANSWERS_OF_ONE)]
    before = cpu(master)
    requests = 0
    for learner in learners:
        requests += sum(learner.answer(headers) for _ in range(ANSWERS_OF_ONE))
        learner.client.close()
    return cpu(master) - before, requests


def reading(client, master, path, pages, headers=None):
    """Open a page again and again; return CPU seconds and requests."""
    client.close()  # it may have been idle for longer than the server waits; the next request opens it again
    before = cpu(master)
    for _ in range(pages):
        client.send("GET", path, headers=headers)
    return cpu(master) - before, pages


@contextmanager
def servers(bank):
    """Run the floor and the real app on a bank; yield the port and master's process id of each, and the settings of the real one."""
    with tempfile.TemporaryDirectory() as folder:
        floor = {"FLOOR_DATABASE": f"{folder}/floor.db"}
        real = {"QUIZAPP_INSTANCE": folder, "QUIZAPP_BANK": str(bank), "QUIZAPP_SYNCHRONOUS": "FULL"}
        subprocess.run([sys.executable, "floor.py"], cwd=Path(__file__).parent, env={**os.environ, **floor}, check=True)
        for command in (["db", "upgrade"], ["publish", str(bank)]):
            subprocess.run(
                [sys.executable, "-m", "quizapp.cli", *command], env={**os.environ, **real}, check=True, stdout=subprocess.DEVNULL
            )
        with (
            gunicorn("floor:app", Path(__file__).parent, **floor) as below,
            gunicorn("quizapp.server.worker:load()", ROOT, WORKER, **real) as above,
        ):
            yield below, above, real


def alternate(ways, rounds, answers):
    """Run alternating rounds after one for warming up; return each way's CPU milliseconds for an answer in each round, and its requests."""
    found = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, run in ways.items():
            seconds, requests = run()
            if number:
                found[name].append((seconds * 1000 / answers, requests / answers))
    return found


def report(title, found):
    """Print what each way costs, and how many times as much as the first."""
    base = median(cost for cost, _ in next(iter(found.values())))
    print(f"{title:26}{'requests':>9}{'CPU ms':>8}{'least':>8}{'most':>8}{'ratio':>7}")
    for name, rows in found.items():
        costs = [cost for cost, _ in rows]
        requests = median(requests for _, requests in rows)
        print(f"{name:26}{requests:9.2f}{median(costs):8.2f}{min(costs):8.2f}{max(costs):8.2f}{median(costs) / base:7.2f}")


def measure(rounds, answers):
    """Return what one answer costs on the floor and in the real app."""
    loaded, problems = load_folder(DECK)
    if loaded is None:
        raise SystemExit("\n".join(map(str, problems)))
    questions = loaded.deck.questions
    with servers(DECK.parent) as (below, above, _):
        ways = {
            "floor: one request": lambda: floor_round(*below, answers),
            "quizapp with its script": lambda: real_round(*above, answers, questions, FRAGMENT),
            "quizapp without script": lambda: real_round(*above, answers, questions, FORM),
        }
        return alternate(ways, rounds, answers)


READS = {
    "the next question, swapped": ("/study", FRAGMENT),
    "the next question": ("/study", None),
    "home": ("/", None),
    "progress": ("/progress", None),
    "the reading": (f"/decks/{DECK.name}/read", None),
    "the map": (f"/progress/{DECK.name}", None),
}


def measure_reads(rounds, pages):
    """Return what one signed-in read costs on the floor and in the real app, for a learner with eight answers."""
    questions = load_folder(DECK)[0].deck.questions
    with servers(DECK.parent) as (below, above, _):
        client, learner = Client(below[0]), Learner(above[0], questions)
        client.send("GET", "/sign-in/1")
        for _ in range(ANSWERS_OF_ONE):
            learner.answer(FRAGMENT)
        ways = {"floor: the next card": lambda: reading(client, below[1], "/next", pages)}
        for name, (path, headers) in READS.items():
            ways[name] = lambda path=path, headers=headers: reading(learner.client, above[1], path, pages, headers)
        return alternate(ways, rounds, pages)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--answers", type=int, default=320, help="of one round; a multiple of eight")
    chosen = parser.parse_args()
    report("one whole answer", measure(chosen.rounds, chosen.answers))
    report("one signed-in read", measure_reads(chosen.rounds, chosen.answers))


if __name__ == "__main__":
    main()
