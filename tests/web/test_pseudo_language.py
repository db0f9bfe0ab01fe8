"""In a pseudo-language no English word is left on any page, apart from names; the decks here are written in other letters."""

import re
from html.parser import HTMLParser
from io import BytesIO
from itertools import product
from urllib.parse import urljoin, urlsplit

import pseudo
import pytest
from pseudo import foreign
from question_strategies import TYPES, asked, id_of, write_types
from support import BANK, OBSERVATORY, RIGHT, SECRET_KEY, VOID, WRONG, Clock, Page
from werkzeug.exceptions import HTTPException

from quizapp.bank.shape import DeckFile, FactEntry
from quizapp.db.base import transaction
from quizapp.db.models import ClassroomRow
from quizapp.domain.questions.registry import QUESTION_TYPES
from quizapp.services.authoring import import_jobs

pytestmark = pytest.mark.sqlite  # a bank of its own, in a file of its own

LOCALE = "el"
WORD = re.compile(r"[A-Za-z]{2,}")
SILENT = {"script", "style", "code", "pre", "kbd", "textarea", "template"}
"""Elements that contain no sentence: typed text, and text for a machine."""

SPOKEN = {"title", "alt", "placeholder", "aria-label", "label", "aria-description", "aria-roledescription", "aria-valuetext", "content"}
NAMES = re.compile(
    r"quizapp|UTC|Asia/Seoul|YAML|localhost/\w+|bank_sample|bank\b|nonce\w*|[\w-]+\.(?:yaml|md|csv|gift|zip|xml)"
    r"|(?:class|account|deck|assignment|import|site):[\w-]*|[a-z0-9]+(?:-[a-z0-9]+)+|\b[A-Z0-9]{8}\b"
)
"""Names of programs, files and zones, ids and codes."""

IDS = {
    *(
        name
        for path in (*BANK.rglob("*.yaml"), *OBSERVATORY.rglob("*.yaml"))
        for name in re.findall(r"\bid: ([a-z]+)\b", path.read_text("utf-8"))
    ),
    *(
        "harbour",
        "knots",
        "observatory",
        "types",
        *map(id_of, QUESTION_TYPES),
        "actors",
        "causes",
        "dates",
        "site",
        "Deck",
        "deck",
        "localhost",
        "English",
    ),
}
"""Ids of one word, and the name of an import without one."""

KEYS = {name for shape in (DeckFile, FactEntry, *(kind.model for kind in QUESTION_TYPES)) for name in shape.model_fields}
CODES = {word for name in KEYS | {kind.name for kind in QUESTION_TYPES} for word in WORD.findall(name)} | {
    *("Bad", "Id", "nothing", "animal", "hour", "two", "person", "place", "term", "text", "year", "month", "day", "txt"),
}
"""Words that a message of the validator repeats as typed: keys, types, and what the author of BROKEN wrote."""

AREAS = {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
TONGUES = {"English", "Deutsch", "Español", "Français", "Italiano", "Nederlands", "Polski", "Português", "Tiếng Việt", "Türkçe"}
"""The entries of a list of zones, and of languages by their own names."""

WALKS = {
    "study": """
        account.delete account.settings account.sureness classes.enter classes.index home.index home.offline progress.deck progress.guesses
        progress.index progress.week study.deck study.feedback study.next study.round study.set_aside study.test_day
    """,
    "quizzes and practices": """
        quiz.start quiz.attempt quiz.position quiz.review read.actors read.cards read.cards_print read.causes
        read.causes_checked read.causes_finished read.deck read.map read.reading read.timeline read.timeline_finished
    """,
    "classes": """
        classes.assignment classes.grades classes.join classes.joined classes.show teach.assignment teach.class_accounts_form
        teach.class_code teach.class_forecast teach.class_gain teach.class_map teach.class_member teach.class_now teach.class_page
        teach.class_student teach.class_sureness teach.class_test teach.classes
        teach.edit_assignment teach.gradebook teach.gradebook_attempt teach.gradebook_student teach.merge_plan
        teach.new_assignment teach.password_sheet teach.staff_link teach.start
    """,
    "the validator": """
        teach.edit_yaml teach.editor teach.publish
    """,
    "decks": """
        teach.add_fact teach.add_question teach.analysis teach.compare teach.coverage teach.deck teach.edit_fact
        teach.edit_easy teach.edit_notes teach.edit_question teach.edit_reading teach.edit_settings teach.export_deck
        teach.import_deck teach.import_progress teach.import_report teach.index teach.new_deck teach.notes teach.pictures teach.queue
        teach.regrade teach.revisions teach.worksheet
    """,
    "the site": """
        account.first_password account.login account.register account.welcome admin.account admin.accounts admin.decks
        admin.index admin.link admin.log admin.weight_sets
    """,
    "forms": """
        account.show_calendar teach.move_class teach.offer
    """,
}
"""The endpoints of the pages that each walk below reads; a walk that no longer reaches one of them fails."""

ELSEWHERE = {
    "home.favicon",
    "home.healthz",
    "home.manifest",
    "home.metrics",
    "home.readyz",
    "home.worker",
    "read.picture",
    "quiz.time",
    "teach.class_code_picture",
    "account.calendar",
    "account.export",
    "teach.export_file",
    "teach.class_gain_csv",
    "teach.gradebook_csv",
}
"""Addresses of files, of pictures and of what programs read."""


class Words(HTMLParser):
    """The pieces of a page that a person reads in English letters."""

    def __init__(self, html, names):
        super().__init__()
        self.names = names | {name.capitalize() for name in names}
        self.open, self.found = [], set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        inside = bool(self.open and self.open[-1][1])
        silent = inside or tag in SILENT or (tag == "option" and given.get("value", "").partition("/")[0] in {*AREAS, "UTC"})
        if not silent and tag != "meta":
            texts = [value for name, value in given.items() if name in SPOKEN]
            texts += [value for name, value in given.items() if name.startswith("data-") and " " in value and value[0] not in "{["]
            texts += [given.get("value", "")] * (tag == "input" and given.get("type") == "submit")
            self.note(*texts)
        if tag not in VOID:
            self.open.append((tag, silent))

    def handle_endtag(self, tag):
        places = [position for position, (name, _) in enumerate(self.open) if name == tag]
        if places:
            del self.open[places[-1] :]

    def handle_data(self, data):
        if not (self.open and self.open[-1][1]):
            self.note(data)

    def note(self, *texts):
        for text in texts:
            left = set(WORD.findall(NAMES.sub(" ", text))) - self.names
            if left and text not in AREAS | TONGUES:
                self.found.add(" ".join(text.split()))


@pytest.fixture(scope="module")
def translations(tmp_path_factory):
    folder = tmp_path_factory.mktemp("translations")
    pseudo.write(folder, LOCALE)
    return folder


@pytest.fixture(scope="module")
def template_database(tmp_path_factory):
    """A migrated database with decks whose texts are in other letters, in two revisions."""
    from quizapp.config import read_settings
    from quizapp.services.authoring import publishing
    from quizapp.services.site import maintenance

    folder = tmp_path_factory.mktemp("foreign")
    write_types(folder / "types")
    for source in (BANK / "harbour", BANK / "knots", OBSERVATORY, folder / "types"):
        pseudo.foreign_deck(source, folder / "bank" / source.name)
    settings = read_settings({"INSTANCE": folder, "SECRET_KEY": SECRET_KEY, "BANK": folder / "bank"}, {})
    maintenance.upgrade(settings, Clock().now)
    with maintenance.connected(settings):
        publishing.publish_bank(folder / "bank", Clock().now)
        pseudo.foreign_deck(OBSERVATORY, folder / "bank" / "observatory", more=" Да")
        assert publishing.publish_folder(folder / "bank" / "observatory", Clock().now).status == "published"
        (folder / "bank" / "knots" / "deck.yaml").write_text("title: Узлы\nfacts: [{id: loop}]\nnothing: 3\n", "utf-8")
        broken = publishing.publish_folder(folder / "bank" / "knots", Clock().now)
        assert broken.status == "kept"
    return settings.database_file


@pytest.fixture
def settings(settings, translations):
    return settings | {"BABEL_TRANSLATION_DIRECTORIES": str(translations), "LANGUAGE": LOCALE, "WTF_CSRF_ENABLED": False}


@pytest.fixture
def clients(app, make_person, client_of):
    """A client for each kind of person."""
    people = {role: make_person(name, role=role) for role, name in (("student", "сора"), ("teacher", "хана"), ("admin", "рио"))}
    found = {role: client_of(person) for role, person in people.items()}
    guest = app.test_client()
    guest.post("/guest")
    return {"nobody": app.test_client(), "guest": guest, **found}


class Reader:
    """Reads every response of the site and collects what is English; `seen` are the endpoints whose page was read."""

    def __init__(self, app):
        self.addresses = app.url_map.bind("localhost")
        self.found, self.seen, self.names = {}, set(), IDS

    def holds(self, walk):
        """Require that no English was found, and that every page of a walk was read."""
        assert not self.found, "\n".join(sorted(f"{words} ({place})" for words, place in self.found.items()))
        assert not set(WALKS[walk].split()) - self.seen

    def endpoint(self, address):
        try:
            return self.addresses.match(urlsplit(address).path, method="GET")[0]
        except HTTPException:
            return None

    def read(self, client, method, address, **options):
        """Return where a response leads, or its text."""
        response = client.open(address, method=method, **options)
        assert response.status_code < 500, (method, address)
        if response.status_code == 303:
            return self.read(client, "GET", urljoin("http://localhost" + address, response.location).removeprefix("http://localhost"))
        if response.mimetype == "text/html":
            self.seen.add(self.endpoint(address))
            for words in Words(response.text, self.names).found:
                self.found.setdefault(words, f"{method} {address}")
        return response

    def post(self, client, address, **data):
        return self.read(client, "POST", address, data=data)

    def walk(self, client, *starts):
        """Follow the links from some pages; of pages of the same kind, read three."""
        todo, done, kinds = list(starts), set(), {}
        while todo:
            address = todo.pop(0).partition("#")[0]
            kind = self.endpoint(address)
            if address in done or urlsplit(address).netloc or kind in {None, *ELSEWHERE} or kinds.get(kind, 0) == 3:
                continue
            done.add(address)
            kinds[kind] = kinds.get(kind, 0) + 1
            page = self.read(client, "GET", address)
            if page.mimetype == "text/html":
                todo += [urljoin(address, link.replace("&amp;", "&")) for link in re.findall(r'href="([^"]*)"', page.text)]


def other_letters(fields):
    return {name: [*map(foreign, value)] if isinstance(value, list) else foreign(value) for name, value in fields.items()}


@pytest.fixture
def reader(app):
    return Reader(app)


def test_every_page_is_read_in_a_walk(app):
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    walked = " ".join(WALKS.values()).split()
    assert sorted(walked) == sorted(pages - ELSEWHERE), "add the page to a walk of this file, and to the table of walks"


def test_study(reader, clients):
    student = clients["student"]
    for number in range(24):
        page = Page(student.get("/study/harbour").text)
        if not page.all("", data_question=None):
            break
        fields = {"dont_know": "1"} if number % 3 == 2 else (RIGHT, WRONG)[number % 3][page.type]
        form = {"presentation": page.hidden("presentation")}
        for given in ({"answer": "?"}, {"hint": "1"}, {"reveal": "1"}):
            reader.post(student, "/study/answer", **form, **given)
        rating = {"rating": fields["rating"]} if "rating" in fields else other_letters(fields)
        reader.post(student, "/study/answer", **form, **rating)
    for n in range(1, 8):
        reader.read(student, "GET", f"/study/feedback/{n}")
        reader.post(student, f"/study/feedback/{n}/right")
        reader.post(student, f"/study/feedback/{n}/report", words="почему")
    for kind in ("later", "tomorrow", "suspended"):
        reader.post(student, "/study/set-aside", question="harbour/pier-built-date", kind=kind)
    for kind in TYPES:
        form = {"presentation": Page(student.get(f"/study/types?questions={id_of(kind)}").text).hidden("presentation")}
        for given in ({}, dict.fromkeys(kind.field_names(asked(kind)), "x" * 501), {"dont_know": "1"}):
            reader.post(student, "/study/answer", **form, **given)
    for day, goal in (
        ("?", "0"),
        ("1999-01-01", "0"),
        ("2099-01-01", "80"),
        ("2026-03-06", "90"),
        ("2026-03-03", "0"),
        ("2026-03-02", "70"),
    ):
        reader.post(student, "/decks/harbour/test", day=day, goal=goal)
        reader.walk(student, "/decks/harbour/test", "/study/harbour?test=unmet", "/study/harbour?test=once")
    reader.post(student, "/study/undo")
    reader.walk(student, "/", "/offline", "/study/round", "/study", "/study?ahead=1", "/study/set-aside", "/progress")
    reader.post(student, "/decks/harbour/test/remove")
    reader.holds("study")


def test_quizzes_and_practices(reader, clients):
    student = clients["student"]
    reader.walk(student, "/quiz/harbour")
    for feedback in ("once", "end"):
        reader.post(student, "/quiz/harbour", feedback=feedback, size="3", minutes="30", categories=["dates", "actors", "causes"])
    for address in ("/attempts/1/1", "/attempts/1/2", "/attempts/1/3"):
        page = Page(student.get(address).text)
        form = {"presentation": page.hidden("presentation")}
        reader.post(student, address, **form, answer="?")
        reader.post(student, address, **form, **other_letters(WRONG[page.type]))
        reader.read(student, "GET", address)
    reader.walk(student, "/attempts/1", "/attempts/1/4")
    reader.post(student, "/attempts/1")
    reader.post(student, "/attempts/1", sure="1")
    reader.post(student, "/attempts/2")
    reader.walk(student, "/attempts/1/review", "/attempts/2/review", "/quiz/harbour")
    for practice in ("timeline", "causes"):
        for deck in ("observatory", "harbour", "knots"):
            page = Page(reader.read(student, "GET", f"/decks/{deck}/{practice}").text)
            fields = {one["name"]: "1900" for one in page.all("input", name=None) if one["name"] not in {"csrf_token", "nonce"}}
            reader.post(student, f"/decks/{deck}/{practice}")
            reader.post(student, f"/decks/{deck}/{practice}", nonce="once", **fields)
    reader.walk(student, "/decks/observatory/timeline/1")
    for step in range(1, 20):
        page = Page(reader.read(student, "GET", "/decks/observatory/causes").text)
        if page.hidden("step") != str(step):
            break
        form = {name: page.hidden(name) for name in ("nonce", "revision", "step")}
        checked = Page(reader.post(student, "/decks/observatory/causes", **form, cause=["1", "2"]).text)
    reader.walk(student, checked.one("a", class_="button primary")["href"])
    for check in range(4):
        reader.read(student, "GET", f"/decks/harbour/read?check={check}")
    reader.walk(student, "/decks/harbour", "/decks/observatory/read", "/decks/harbour/cards?mode=rate", "/decks/harbour/map?day=2026-09-09")
    reader.holds("quizzes and practices")


def test_classes(reader, app, clients, clock):
    teacher, student, guest = clients["teacher"], clients["student"], clients["guest"]
    reader.post(teacher, "/teach/classes", name="9б")
    for deck in ("harbour", "observatory"):
        reader.post(teacher, "/teach/classes/1/decks", deck=deck)
    with app.app_context(), transaction(write=False) as connection:
        code = connection.scalar(ClassroomRow.__table__.select().with_only_columns(ClassroomRow.code))
    for client, name in ((student, "Сора"), (guest, "Мина"), (clients["nobody"], "Лоя"), (guest, "")):
        reader.read(client, "GET", f"/join/{code}")
        reader.post(client, f"/join/{code}", name=name)
    for kind, title in (("quiz", "7"), ("study", "8")):
        given = {"deck": "harbour", "kind": kind, "title": title, "due": "2026-04-01T12:00", "size": "2", "attempts": "2", "days": "1"}
        reader.post(teacher, "/teach/classes/1/assignments/new", **given, counts="best", feedback="end")
    reader.post(student, "/assignments/1")
    reader.post(student, "/attempts/1", sure="1")
    grants = ({"do": "grant", "due": "2026-05-01T12:00", "extra": "25"}, {"do": "excuse", "why": "болен"}, {"do": "unexcuse"})
    for number, user, given in product((1, 2), (1, 4), grants):
        reader.post(teacher, f"/teach/assignments/{number}/students/{user}", **given)
    mark = {"position": "1", "score": "0.5", "why": "хорошо"}
    for given in (mark, mark | {"score": "x"}, {"position": "1", "void": "1"}):
        reader.post(teacher, "/teach/classes/1/gradebook/1/1/1", **given)
    reader.post(teacher, "/teach/classes/1/accounts", names="Йо Йо\nСора\n")
    made = reader.post(teacher, "/teach/classes/1/accounts", file=(BytesIO("Имя\nЙо Йо\nЭва Эн\n".encode()), "names.csv"))
    plan = {one["name"]: one["value"] for one in Page(made.text).all("input", type="hidden")}
    reader.post(teacher, "/teach/classes/1/accounts/make", **plan)
    for role in ("teacher", "assistant"):
        reader.post(teacher, "/teach/classes/1/links", role=role)
    reader.post(teacher, "/teach/classes/1", name="9в", zone="Asia/Seoul", accounts_only="1")
    reader.walk(teacher, *(f"/teach/classes/1/{page}" for n in range(1, 8) for page in (f"members/{n}", f"members/{n}/merge?into=1")))
    reader.walk(teacher, *(f"/teach/classes/1/students/{n}" for n in range(1, 8)))
    reader.walk(teacher, "/teach/start", "/teach/classes", "/teach/classes/1/now", "/teach/classes/1/gradebook", "/teach/assignments/1")
    reader.walk(student, "/classes", "/assignments/2", "/classes/1/grades", "/classes/1/joined")
    for given in ({"role": "assistant"}, {"remove": "1"}, {"return": "1"}, {"role": "student"}):
        reader.post(teacher, "/teach/classes/1/members/4", **given)
    reader.post(teacher, "/teach/classes/1/code", revoke="1")
    reader.post(teacher, "/teach/classes/1/copy", name="9г")
    reader.post(teacher, "/teach/classes/1/test-student")
    reader.walk(teacher, "/", "/classes")
    reader.post(teacher, "/teach/back")
    clock.advance(days=70)
    reader.walk(student, "/classes/1", "/assignments/1", "/assignments/2")
    reader.post(teacher, "/teach/classes/1/archive", archived="1")
    reader.walk(teacher, "/teach/classes/1", "/teach/classes/1/gradebook")
    reader.walk(student, "/classes")
    reader.holds("classes")


CSV = """\
type,prompt,answer,wrong 1,wrong 2,tolerance
multiple_choice,Кто?,Я,Ты,,
multiple_choice,,Я,Я,,
nothing,Что?,Я,,,
numeric,Сколько?,x,,,
"""
GIFT = "::а:: Кто? { =%50%Я ~%-50%Ты ~Он # нет }\n\n::б:: Что? { =н*а }\n\n::в:: Где {\n\n::г:: Два? { =1 =1 }\n"
BROKEN = """\
title:
reading: нет.txt
nothing: 1
facts:
  - id: Bad Id
    quote: нет
    why: {а: б}
    questions:
      - {type: multiple_choice, prompt: "Кто?", answer: "Я", distractors: ["Я", "я", "все"], level: 7}
      - {type: nothing}
      - {type: numeric, prompt: "Кто?", answer: x}
      - {type: date, prompt: "Кто?", answer: x, precision: hour}
      - {type: cloze, prompt: "Кто {{?"}
      - {type: true_false, prompt: "Кто?", answer: "нет"}
      - {type: matching, prompt: "Кто?", pairs: {а: б}}
      - {type: short_answer, prompt: "Это Я?", answer: "Я", mistakes: [{text: "Я", feedback: "а"}], kind: animal}
  - {id: two, id: two}
links: [{cause: a, effect: b, quote: c}]
"""


def test_what_the_validator_says(reader, clients):
    teacher = clients["teacher"]
    reader.names = IDS | CODES
    teacher.post("/teach/decks/harbour/copy")
    editor = "/teach/decks/harbour-copy/edit"
    for text in (BROKEN, "a: [", "- &x 1", "a: !b c", "a\tb: 'c"):
        page = Page(reader.read(teacher, "GET", f"{editor}/yaml/deck.yaml").text)
        hidden = {one["name"]: one["value"] for one in page.all("input", type="hidden") if "name" in one.attributes}
        reader.post(teacher, f"{editor}/yaml/deck.yaml", **hidden | {"text": text, "f-text": text})
        reader.walk(teacher, editor, "/teach/decks/harbour-copy/publish")
    reader.walk(teacher, "/teach", "/teach/decks/knots")
    reader.holds("the validator")


def test_decks_of_teachers(reader, clients, app, clock):
    teacher = clients["teacher"]
    reader.post(teacher, "/teach/decks/new", title="")
    reader.names = IDS | {"answer", "answers", "prompt", "type"}  # columns of a table
    for name, content, form in (
        ("а.csv", CSV, "csv"),
        ("б.gift", GIFT, "gift"),
        ("г.xml", "<a", "moodle"),
        ("в.zip", "x", "zip"),
        ("д", "", ""),
    ):
        sent = {"format": form, "language": "ru", "title": "", "file": (BytesIO(content.encode()), name)}
        reader.read(teacher, "POST", "/teach/decks/import", data=sent)
    clock.advance(seconds=11)
    for number in (1, 2, 3):
        reader.read(teacher, "GET", f"/teach/decks/import/{number}")
        with app.app_context():
            import_jobs.perform(import_jobs.take(clock.now), clock.now)
        reader.read(teacher, "GET", f"/teach/decks/import/{number}")
    reader.names = IDS
    reader.post(teacher, "/teach/decks/harbour/copy")
    editor = "/teach/decks/harbour-copy/edit"
    for kind in QUESTION_TYPES:
        reader.read(teacher, "GET", f"{editor}/facts/plans/questions/new/{kind.name}")
        reader.post(teacher, f"{editor}/facts/plans/questions/new/{kind.name}")
    reader.post(teacher, "/teach/decks/harbour-copy/publish", why="", visibility="class")
    reader.post(teacher, "/teach/decks/harbour-copy/publish", why="да", n="1")
    reader.post(teacher, "/teach/decks/harbour-copy/owners", username="нет")
    reader.walk(teacher, editor, "/teach/decks/harbour/export", "/teach/decks/harbour/worksheet?key=1", "/teach/queue")
    reader.walk(teacher, "/teach/decks/observatory/coverage", "/teach/decks/harbour/analysis", "/teach/decks/harbour-copy/revisions")
    reader.read(teacher, "GET", "/teach/decks/observatory/revisions/1..2")
    reader.holds("decks")


def test_the_site_and_its_doors(reader, app, clients, make_person):
    admin, nobody = clients["admin"], clients["nobody"]
    reader.walk(nobody, "/", "/login", "/register", "/join", "/nowhere", "/decks/nothing")
    reader.post(nobody, "/login", username="x", password="y")
    reader.post(nobody, "/register", username="x", password="y")
    reader.post(nobody, "/register", username="хан а", password="password123")
    reader.read(nobody, "GET", "/welcome/nothing")
    reader.read(nobody, "GET", "/logout")
    link = reader.post(admin, "/admin/invitations")
    token = re.search(r"/welcome/([\w-]+)", link.text)[1]
    reader.read(nobody, "GET", f"/welcome/{token}")
    reader.post(nobody, f"/welcome/{token}", username="", password="")
    for user in (1, 2, 3):
        reader.post(admin, f"/admin/accounts/{user}/role", role="admin")
        reader.post(admin, f"/admin/accounts/{user}/role", role="student")
        reader.post(admin, f"/admin/accounts/{user}/disabled", disabled="1")
        reader.post(admin, f"/admin/accounts/{user}/disabled", disabled="0")
        reader.post(admin, f"/admin/accounts/{user}/delete", username="нет")
        reader.post(admin, f"/admin/accounts/{user}/link")
    reader.post(admin, "/admin/decks/harbour/owner", username="нет")
    with app.app_context():
        from quizapp.config import now
        from quizapp.services.site import tidying

        tidying.tidy(app.extensions["quizapp.settings"], now())
    reader.walk(admin, "/admin", "/admin/log", "/admin/accounts", "/admin/decks", "/admin/weights", "/account", "/account/delete")
    reader.post(admin, "/account", display_name="\0", new_facts="99")
    reader.post(admin, "/account/password", password="x", new_password="y")
    reader.post(admin, "/account/delete", password="x")
    first = app.test_client()
    person = make_person("лоя", first_password=True)
    reader.post(first, "/login", username=person.username, password="three brown hens")
    reader.post(first, "/account/first-password", password="x")
    reader.walk(clients["guest"], "/", "/account", "/classes", "/progress", "/teach", "/admin")
    reader.holds("the site")


def test_no_form_answers_in_english(reader, app, clients):
    """Every form, sent empty by somebody who may send it."""
    arguments = {
        "deck": "harbour",
        "fact": "plans",
        "question": "plans-multiple-choice",
        "kind": "numeric",
        "file": "deck.yaml",
        "what": "stop",
    }
    arguments |= {"token": "a", "code": "ABCD2345"}
    clients["teacher"].post("/teach/classes", data={"name": "9б"})
    clients["teacher"].post("/teach/decks/harbour/copy")
    with app.test_request_context():
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint):
            if "POST" not in rule.methods or rule.endpoint in {"account.logout", "account.erase", "teach.delete_deck"}:
                continue
            role = {"teach": "teacher", "admin": "admin"}.get(rule.endpoint.partition(".")[0], "student")
            given = arguments | {"deck": "harbour-copy" if role == "teacher" else "harbour"}
            values = {name: given.get(name, 1) for name in rule.arguments}
            reader.post(clients[role], app.url_map.bind("localhost").build(rule.endpoint, values, method="POST"))
    reader.holds("forms")
