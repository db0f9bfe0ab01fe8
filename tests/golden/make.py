"""Writes the content of the other files in this folder: `site.sql.gz`, a small site in the middle of its term, and `golden.json`.

It was run once, by the program before its modules were sorted into folders, and uses the site through HTTP as browsers do. It is not run
again for these files, since they record what was stored then. To record what a later program stores, add other files and leave these.

    PYTHONPATH=tests python tests/golden/make.py [FOLDER]
"""

import gzip
import io
import json
import shutil
import sqlite3
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from support import BANK, OBSERVATORY, PASSWORD, ROOT, SECRET_KEY, Clock, FormClient, Nonces, Page

from quizapp.app import create_app
from quizapp.config import read_settings
from quizapp.db.base import transaction
from quizapp.domain.questions.keys import right_fields
from quizapp.domain.questions.question import FormatError
from quizapp.domain.questions.registry import type_of
from quizapp.domain.questions.seeded import seeded
from quizapp.domain.reading.digests import version_digest
from quizapp.domain.simulation.minds import wrong_fields
from quizapp.services.authoring import publishing
from quizapp.services.learning.editions import current
from quizapp.services.people import accounts
from quizapp.services.site import maintenance

HERE = Path(__file__).parent
SHUFFLE = "golden-nonce"
YAML = "/teach/decks/rivers/edit/yaml/deck.yaml"

RIVERS = """\
title: Rivers
language: en
facts:
  - id: loud
    statement: The Brack is the loudest river.
    questions:
      - {type: short_answer, prompt: Which river is the loudest?, answer: Brack}
      - {type: numeric, prompt: "How many falls does it have?", answer: 12}
  - id: long
    statement: The Sorn is long.
    questions:
      - {type: true_false, prompt: The Sorn is long., answer: true}
"""
GIFT = """\
::Lakes::Which lake is the deepest? {=Orm ~Tal ~%50%Ness}

::Depth::How deep is it? {#120:5}

Describe the lake. {}
"""


class Site:
    """A site, its people, and what is stored about them."""

    def __init__(self, folder):
        self.folder, self.clock, self.nonces = folder, Clock(), Nonces()
        self.bank = folder / "bank"
        for deck in [*(ROOT / "question_bank").glob("*/deck.yaml"), *BANK.glob("*/deck.yaml"), *(HERE / "decks").glob("*/deck.yaml")]:
            shutil.copytree(deck.parent, self.bank / deck.parent.name)
        shutil.copytree(OBSERVATORY, self.bank / "observatory")
        shutil.rmtree(self.bank / "renamed")
        shutil.copytree(HERE / "before" / "renamed", self.bank / "renamed")
        options = {"INSTANCE": folder / "instance", "SECRET_KEY": SECRET_KEY, "BANK": self.bank}
        maintenance.upgrade(read_settings(options, {}), self.clock.now)
        self.app = create_app({"TESTING": True, "CLOCK": self.clock, "NONCE": self.nonces, **options})
        self.app.test_client_class = FormClient
        self.publish()

    def publish(self):
        with self.app.app_context():
            for published in publishing.publish_bank(self.bank, self.clock.now):
                assert published.status in {"published", "unchanged"}, published

    def person(self, name, role):
        with self.app.app_context():
            accounts.create(name, PASSWORD, now=self.clock.now, role=role, display_name=name.title())
        client = self.app.test_client()
        done(client.submit("/login", {"username": name, "password": PASSWORD}))
        return client

    def deck(self, name):
        with self.app.app_context(), transaction(write=False) as connection:
            return current(connection, name, 1).deck  # as the administrator


def done(response):
    assert response.status_code in {302, 303}, f"{response.status_code}: {response.text}"
    return response


def resend(client, path, **fields):
    """Fill in the form of a page, with its hidden fields unchanged."""
    hidden = {each["name"]: each["value"] for each in client.page(path).all("input", type="hidden") if "value" in each.attributes}
    return done(client.post(path, data=hidden | fields))


def study(client, decks, questions, rng, *, share):
    """Answer some questions of some decks, a share of them right."""
    for name, deck in decks.items():
        for _ in range(questions):
            page = client.page(f"/study/{name}")
            if not page.all(data_question=None):
                break
            question = deck.questions[page.asked.partition("/")[2]]
            chance, card = rng.random(), page.type == "flashcard"
            if chance < 0.05:
                page = client.answer(page, {"dont_know": "1"})
            elif chance < 0.12 and question.hint and not card:
                page = client.answer(page, {"hint": "1"})
                client.answer(page, right_fields(question))
            elif chance < 0.12 + share:
                client.answer(page, {"rating": [rng.choice(["good", "easy", "hard"])]} if card else right_fields(question))
            else:
                client.answer(page, wrong_fields(question, rng, ["a pier", "Orrin"]))


def quiz(client, path, deck, fields, *, answered, rng, hand_in=True):
    """Take a quiz, answer some positions of it, and hand it in."""
    page = Page(client.submit(path, fields, follow_redirects=True).text)
    number = page.one("form", id="asked-form")["action"].split("/")[2]
    for position in range(1, answered + 1):
        page = client.page(f"/attempts/{number}/{position}")
        question = deck.questions[page.asked.partition("/")[2]]
        given = right_fields(question) if rng.random() < 0.6 else wrong_fields(question, rng, ["a pier"])
        form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **given}
        done(client.post(f"/attempts/{number}/{position}", data=form))
    if hand_in:
        done(client.submit(f"/attempts/{number}"))
    return int(number)


def timeline(client, deck):
    shown = client.page(f"/decks/{deck}/timeline")
    order = {each["name"]: str(place) for place, each in enumerate(shown.all("select", name=None), 1) if each["name"].startswith("order-")}
    years = {f"{name}-{number}": year for number in range(1, 40) for name, year in (("year", "1900"), ("from", "1900"), ("to", "1910"))}
    done(client.submit(f"/decks/{deck}/timeline", {"nonce": "placed", **order, **years}, at="/"))


def causes(client, deck):
    while (page := client.page(f"/decks/{deck}/causes")).hidden("step") != "4":
        hidden = {name: page.hidden(name) for name in ("csrf_token", "nonce", "revision", "step")}
        done(client.post(f"/decks/{deck}/causes", data=hidden | {"cause": ["1", "3"]}))


def live(site):
    """Let a class learn for a week; return what is stored next to the database."""
    clients = dict(zip(("ryo", "hana"), (site.person("ryo", "admin"), site.person("hana", "teacher")), strict=True))
    clients |= {name: site.person(name, "student") for name in ("sora", "yuna")}
    hana, sora, yuna = clients["hana"], clients["sora"], clients["yuna"]
    rng = Random(11)
    code = begin(site, hana, sora, yuna)
    mine = {name: site.deck(name) for name in ("every-type", "bare", "bridge-ko", "glass", "renamed", "moments", "gaps", "cards", "rivers")}
    hers = {
        name: site.deck(name) for name in ("korea-japan-summit", "harbour", "observatory", "renamed", "lighthouse-he", "orders", "rivers")
    }
    for _day in range(3):
        study(sora, mine, 5, rng, share=0.65)
        study(yuna, hers, 5, rng, share=0.5)
        site.clock.advance(days=1, minutes=7)
    remark(sora, yuna)
    change(site, hana, sora, yuna)
    for decks in (mine, hers):
        decks |= {name: site.deck(name) for name in ("renamed", "rivers")}
    number = quiz(sora, "/assignments/1", site.deck("observatory"), {}, answered=12, rng=rng)
    done(hana.submit("/teach/assignments/1/students/4", {"do": "grant", "extra": "25", "due": ""}, at="/teach/assignments/1"))
    done(hana.submit("/teach/assignments/2/students/3", {"do": "excuse", "why": "was ill"}, at="/teach/assignments/2"))
    quiz(yuna, "/assignments/1", site.deck("observatory"), {}, answered=9, rng=rng)
    done(hana.submit(f"/teach/classes/1/gradebook/1/3/{number}", {"position": "3", "score": "0.5", "why": "nearly"}, at="/teach/classes/1"))
    for _day in range(2):
        study(sora, mine, 4, rng, share=0.7)
        study(yuna, hers, 4, rng, share=0.6)
        site.clock.advance(days=1, minutes=3)
    take_back(sora)
    return leave(site, clients, rng, code)


def begin(site, hana, sora, yuna):
    """Create a class, give it decks, import two and assign something; return the code of the class."""
    done(hana.submit("/teach/classes", {"name": "History 9b", "zone": "Asia/Seoul"}))
    room = "/teach/classes/1"
    for name in ("every-type", "observatory", "korea-japan-summit"):
        done(hana.submit(f"{room}/decks", {"deck": name}, at=room))
    with site.app.app_context(), transaction(write=False) as connection:
        code = connection.exec_driver_sql("SELECT code FROM classroom").scalar()
    for name, client in (("김소라", sora), ("Yuna", yuna)):
        done(client.submit(f"/join/{code}", {"name": name}))
    done(hana.submit("/teach/decks/import", {"format": "zip", "language": "en", "file": (zipped(RIVERS), "rivers.zip")}))
    done(hana.submit("/teach/decks/rivers/publish", {"n": "1", "why": "for 9b"}))
    done(hana.submit(f"{room}/decks", {"deck": "rivers"}, at=room))
    lakes = (io.BytesIO(GIFT.encode()), "l.gift")
    done(hana.submit("/teach/decks/import", {"format": "gift", "language": "en", "title": "Lakes", "file": lakes}))
    window = {"title": "Until spring", "due": "2026-03-20T14:00"}
    rules = {"size": "12", "minutes": "", "attempts": "2", "counts": "best", "feedback": "end", "shuffled": "1"}
    done(hana.submit(f"{room}/assignments/new", window | rules | {"kind": "quiz", "deck": "observatory"}))
    task = {"kind": "study", "deck": "every-type", "days": "2", "categories": ["who"]}
    done(hana.submit(f"{room}/assignments/new", window | task))
    return code


def remark(sora, yuna):
    """Write notes, set questions aside, and use the practices that do not feed memory."""
    done(sora.submit("/decks/every-type/notes/tower", {"text": "Ask *grandfather*."}, at="/decks/every-type/read"))
    done(yuna.submit("/decks/renamed/notes/wheel", {"text": "潮の力"}, at="/"))
    for name, kind in (("bare/one", "suspended"), ("gaps/first", "tomorrow"), ("cards/heron-flashcard", "later")):
        done(sora.submit("/study/set-aside", {"question": name, "kind": kind}, at="/"))
    timeline(sora, "observatory")
    causes(yuna, "observatory")


def change(site, hana, sora, yuna):
    """Publish a deck of the bank and one from the browser once more, with new ids and a new key, and re-grade."""
    shutil.copytree(HERE / "decks" / "renamed", site.bank / "renamed", dirs_exist_ok=True)
    site.publish()
    claims(sora, "/study/rivers?questions=loud-short-answer", {"answer": "the Orm"})
    for client, falls in ((sora, "14"), (yuna, "12")):
        client.answer(client.page("/study/rivers?questions=loud-numeric"), {"answer": falls})
    resend(hana, YAML, **{"f-text": RIVERS.replace("answer: 12", "answer: 14").replace("long.", "very long.")})
    done(hana.submit("/teach/decks/rivers/publish", {"n": "2", "why": "two more were counted"}))
    done(hana.submit("/teach/decks/rivers/regrade/loud-numeric", {"why": "two more"}))


def take_back(sora):
    """Answer and undo it; then rate a card."""
    newest = sora.answer(sora.page("/study/rivers?questions=loud-short-answer"), {"answer": "Brack"})
    done(sora.post("/study/undo", data={"csrf_token": newest.hidden("csrf_token"), "n": newest.hidden("n")}))
    card = sora.page("/decks/cards/cards?mode=rate&at=tern-front")
    form = {"csrf_token": card.hidden("csrf_token"), "presentation": card.hidden("presentation"), "rating": "good"}
    done(sora.post("/decks/cards/cards?mode=rate&at=tern-front", data=form))


def leave(site, clients, rng, code):
    """Leave two quizzes, a draft and many forms open."""
    hana, sora, yuna = clients["hana"], clients["sora"], clients["yuna"]
    fields = {"feedback": "end", "minutes": "", "categories": ["when", "who", "why"], "size": "10"}
    mine = quiz(sora, "/quiz/every-type", site.deck("every-type"), fields, answered=5, rng=rng, hand_in=False)
    fields |= {"feedback": "once", "categories": ["who", "why"], "size": "4"}
    hers = quiz(yuna, "/quiz/lighthouse-he", site.deck("lighthouse-he"), fields, answered=2, rng=rng, hand_in=False)
    changed = RIVERS.replace("answer: 12", "answer: 14").replace("long.", "very long.").replace("loudest river", "loudest of all rivers")
    resend(hana, YAML, **{"f-text": changed})
    site.clock.advance(minutes=5)
    token = done(sora.submit("/account/calendar", {}, at="/account")).location.rpartition("/")[2]
    with site.app.app_context():
        invitation = accounts.make_invitation("teacher", site.clock.now)
    return {
        "now": site.clock.now.isoformat(),
        "code": code,
        "calendar": token,
        "invitation": invitation,
        "marks": {name: mark_of(client) for name, client in clients.items()},
        "attempts": {"sora": mine, "yuna": hers},
        "shown": shown(sora, yuna, mine, hers),
    }


def claims(client, path, fields):
    page = client.answer(client.page(path), fields)
    action = next(form["action"] for form in page.all("form", action=None) if form["action"].split("?")[0].endswith("/right"))
    done(client.post(action, data={"csrf_token": page.hidden("csrf_token")}))
    report = action.replace("/right", "/report")
    done(client.post(report, data={"csrf_token": page.hidden("csrf_token"), "words": "Both are called so."}))


def zipped(text):
    target = io.BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr("rivers/deck.yaml", text)
    target.seek(0)
    return target


def mark_of(client):
    with client.session_transaction() as session:
        return session["who"]


def shown(sora, yuna, open_quiz, once):
    """Open forms as they were last shown: who has them, where they are sent, and the signed presentation in them."""
    kinds = ["wreck-year", "wreck-crew", "tower-what", "tower-where", "tower-wood", "cones-cloze", "cones-match", "cones-order"]
    kinds += ["keepers-who", "keepers-card", "keepers-years"]
    forms = [("sora", "/study/answer", sora.page(f"/study/every-type?questions={key}")) for key in kinds]
    forms.append(("yuna", "/study/answer", yuna.page("/study/renamed?questions=what-turned")))
    card = "/decks/cards/cards?mode=rate&at=tern-both"
    forms.append(("sora", card, sora.page(card)))
    forms += [("sora", f"/attempts/{open_quiz}/{n}", sora.page(f"/attempts/{open_quiz}/{n}")) for n in range(1, 11)]
    forms.append(("yuna", f"/attempts/{once}/3", yuna.page(f"/attempts/{once}/3")))
    return [[who, path, asked(page), page.hidden("presentation"), chosen(page)] for who, path, page in forms]


def asked(page):
    """Return the question of a page; a card has no name."""
    return page.asked if page.all(data_question=None) else "cards/tern-both"


def chosen(page):
    """Return the choices that a form shows, in order."""
    boxes = [each["value"] for each in page.all("input", name="answer") if each.attributes.get("type") in {"radio", "checkbox"}]
    return boxes or [each["name"] for each in page.all("select", name=None) if "-" in each["name"]]


def golden(site):
    """Return the digests of every deck and, for each question, what is shown with one nonce, what is right, and what is wrong."""
    with site.app.app_context(), transaction(write=False) as connection:
        rows = connection.exec_driver_sql(
            "SELECT deck.id, revision.digest FROM deck JOIN revision ON revision.id = deck.revision_id ORDER BY deck.id"
        ).all()
    return {name: {"revision": digest, "questions": questions(site.deck(name))} for name, digest in rows}


def questions(deck):
    return {key: entry(deck, key, question) for key, question in deck.questions.items()}


def entry(deck, key, question):
    kind = type_of(question)
    prompt = kind.present(question, seeded(SECRET_KEY, f"{SHUFFLE}-{key}"))
    order = {"options": prompt.options, "lefts": prompt.lefts, "rights": prompt.rights, "items": prompt.items}
    wrong = wrong_fields(question, Random(key), ["a pier", "Orrin"])
    found = {"version": version_digest(deck.fact_of[key], question), "right": right_fields(question)}
    found |= {"order": {name: value for name, value in order.items() if value}} if any(order.values()) else {}
    if "dont_know" in wrong:
        return found
    response = kind.parse(question, wrong)
    assert not isinstance(response, FormatError)
    grade = kind.grade(question, response)
    return found | {"other": wrong, "score": grade.score, "almost": grade.almost, "feedback": grade.feedback}


def dumped(path):
    """Return a database as SQL, with the same bytes for the same rows."""
    connection = sqlite3.connect(path)
    text = "\n".join(connection.iterdump())
    connection.close()
    return gzip.compress(text.encode(), 9, mtime=0)


def main(folder=HERE):
    with TemporaryDirectory() as name:
        site = Site(Path(name))
        kept = live(site)
        kept["decks"] = golden(site)
        rules = [*site.app.url_map.iter_rules()]
        kept["addresses"] = sorted({f"{method} {rule.rule}" for rule in rules for method in rule.methods & {"GET", "POST"}})
        (folder / "site.sql.gz").write_bytes(dumped(Path(name) / "instance" / "quizapp.db"))
    (folder / "golden.json").write_text(lines(kept))


def lines(kept):
    """Return data as JSON with a line for each question."""
    compact = {"ensure_ascii": False, "separators": (",", ":")}
    text = json.dumps({**kept, "decks": "DECKS"}, ensure_ascii=False, indent=1)
    decks = []
    for name, deck in kept["decks"].items():
        rows = ",\n".join(f"  {json.dumps(key)}:{json.dumps(entry, **compact)}" for key, entry in deck["questions"].items())
        decks.append(f' {json.dumps(name)}:{{"revision":{json.dumps(deck["revision"])},"questions":{{\n{rows}}}}}')
    return text.replace('"DECKS"', "{\n" + ",\n".join(decks) + "\n}") + "\n"


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
