"""Decks exported and imported in the browser, and worksheets: for teachers, drafts for their owners."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select, update
from support import BANK, Page, visitor_of

from quizapp.db.authoring import stored_imports
from quizapp.db.base import transaction
from quizapp.db.models import QuestionNumbersRow, QuestionRow
from quizapp.services.authoring import import_jobs, worksheets

PRINTABLE = 10
"""How many questions of the sample deck can be printed: fewer than a sheet usually has, so that it has them all."""

GIFT = b"::tower::The tower is high.{T}\n\n::open::Tell me.{}"


@pytest.fixture
def hana(client_of, teacher):
    return client_of(teacher)


def sent(client, content=GIFT, name="towers.gift", **fields):
    token = client.token("/teach/decks/import")
    data = {"csrf_token": token, "format": "", "language": "en", "title": "", "file": (BytesIO(content), name), **fields}
    return client.post("/teach/decks/import", data=data, content_type="multipart/form-data")


@pytest.fixture
def read(app, clock):
    """Take the files that wait, as `quizapp work` does, but in this process."""

    def read():
        with app.app_context():
            while job := import_jobs.take(clock.now):
                import_jobs.perform(job, clock.now)

    return read


def test_an_import_leads_to_its_report(hana, read):
    response = sent(hana)
    assert response.status_code == 303, response.text
    read()
    report = hana.get(response.location)
    assert report.status_code == 303
    words = hana.page(report.location).words
    assert "1 question imported" in words
    assert "essay" in words


def test_the_page_of_an_import_shows_how_far_it_is_and_why_it_was_refused(hana, read):
    place = sent(hana, b"no zip", "x.zip").location
    page = hana.page(place)
    assert "Your file is waiting to be read" in page.words
    assert page.one("meta", **{"http-equiv": "refresh"})["content"] == "2"

    read()
    page = hana.page(place)
    assert "The file cannot be read as a zip." in page.words
    assert page.all("meta", **{"http-equiv": "refresh"}) == []


def test_the_page_of_an_import_counts_the_questions(hana, app, clock):
    place = sent(hana).location
    with app.app_context():
        job = import_jobs.take(clock.now)
        assert "Reading the file" in hana.page(place).words
        with transaction(write=True) as connection:
            stored_imports.see(connection, job.number, job.attempt, clock.now, (3, 12))
    page = hana.page(place)
    assert "Reading the questions: 3 of 12" in page.words
    assert (page.one("progress")["value"], page.one("progress")["max"]) == ("3", "12")


def test_the_page_names_the_command_that_is_missing_after_ten_seconds(hana, clock):
    place = sent(hana).location
    assert "quizapp work" not in hana.page(place).words
    clock.advance(seconds=11)
    assert "this command is not running: quizapp work" in hana.page(place).words


def test_an_import_is_cancelled_by_its_teacher_alone(hana, client_of, make_person, read):
    place = sent(hana).location
    other = client_of(make_person("mio", role="teacher"))
    assert other.get(place).status_code == 404
    token = {"csrf_token": other.token("/teach/decks/import")}
    assert other.post(f"{place}/cancel", data=token).status_code == 404

    assert hana.post(f"{place}/cancel", data={"csrf_token": hana.token(place)}).location == place
    read()
    assert "The import was cancelled" in hana.page(place).words


def test_no_more_than_three_files_wait(hana):
    for _ in range(3):
        assert sent(hana).status_code == 303
    response = sent(hana)
    assert response.status_code == 422
    assert "3 of your files are still waiting" in Page(response.text).one("p", id="file-fault").text


@pytest.mark.parametrize(
    ("content", "fields", "field", "words"),
    [
        (b"", {}, "file", "Please choose a file; this one is missing or empty."),
        (GIFT, {"language": "no tag"}, "language", "Write a language tag such as en, ko or pt-BR."),
        (GIFT, {"title": "x" * 201}, "title", "At most 200 characters, please."),
    ],
)
def test_a_refused_import_says_why_at_its_field_and_keeps_what_was_typed(hana, content, fields, field, words):
    given = {"format": "gift", "language": "ko", "title": "Towers", **fields}
    response = sent(hana, content, **given)
    page = Page(response.text)

    assert response.status_code == 422
    assert page.one("p", id=f"{field}-fault").text.strip() == words
    assert page.one(name=field)["aria-invalid"] == "true"
    typed = {name: page.one("input", name=name)["value"] for name in ("language", "title")}
    assert typed | {"format": page.one("option", selected=None)["value"]} == given


def test_a_format_there_is_none_of_is_refused_at_the_list(hana):
    response = sent(hana, format="word", title="Towers")
    page = Page(response.text)

    assert response.status_code == 422
    assert page.one("p", id="format-fault").text.strip() == "Please choose one of the formats."
    assert page.one("input", name="title")["value"] == "Towers"


def test_larger_files_than_elsewhere_are_taken(hana):
    fields = {"csrf_token": hana.token("/teach/decks/import"), "format": "gift", "language": "en", "title": ""}
    parts = [f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
    parts.append(
        f'--x\r\nContent-Disposition: form-data; name="file"; filename="a.gift"\r\n\r\n{GIFT.decode()}\n// {"x" * 3_000_000}\r\n--x--\r\n'
    )
    response = hana.post("/teach/decks/import", data="".join(parts).encode(), content_type="multipart/form-data; boundary=x")
    assert response.status_code == 303, response.text


@pytest.mark.parametrize("path", ["import", "harbour/export", "harbour/export/zip", "harbour/worksheet"])
def test_students_see_nothing(client_of, student, path):
    assert client_of(student).get(f"/teach/decks/{path}").status_code == 404


def test_a_draft_is_its_owners(hana, client_of, make_person, read):
    place = sent(hana).location
    read()
    deck = hana.get(place).location.split("/")[-2]
    other = client_of(make_person("mio", role="teacher"))
    for page in ("import", "export", "export/zip", "export/gift", "worksheet"):
        assert hana.get(f"/teach/decks/{deck}/{page}").status_code == 200
        assert other.get(f"/teach/decks/{deck}/{page}").status_code == 404


@pytest.mark.parametrize("form", ["gift", "moodle", "aiken", "csv", "apkg"])
def test_formats(hana, form):
    response = hana.get(f"/teach/decks/harbour/export/{form}")
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith('attachment; filename="harbour.')
    assert response.data


def test_the_zip_holds_the_files_byte_for_byte(hana):
    archive = ZipFile(BytesIO(hana.get("/teach/decks/harbour/export/zip").data))
    files = {name: archive.read(name) for name in archive.namelist()}
    assert files == {path.name: path.read_bytes() for path in (BANK / "harbour").iterdir()}


def test_the_page_says_what_a_format_cannot_hold(hana):
    assert "What it leaves out" in hana.page("/teach/decks/harbour/export").words
    assert hana.get("/teach/decks/harbour/export/word").status_code == 404


def test_the_key_agrees_with_the_sheet_and_stays_away_without(hana):
    sheet = hana.get("/teach/decks/harbour/worksheet?seed=abc&count=100").text
    keyed = hana.get("/teach/decks/harbour/worksheet?seed=abc&count=100&key=1").text
    body, key = keyed.split('<section class="apart"')
    assert body.split("<header>")[2:] == sheet.split("</article>")[0].split("<header>")[2:]
    assert 'id="keyed"' not in sheet
    assert "abc" in key


def test_the_form_of_a_sheet_says_what_the_sheet_has(hana):
    page = hana.page("/teach/decks/harbour/worksheet")
    assert (page.one("input", name="count")["value"], page.all("input", checked=None)) == (str(PRINTABLE), [])
    [category, *_] = page.all("input", name="category")
    page = hana.page(f"/teach/decks/harbour/worksheet?count=2&seed=A-1&key=1&category={category['value']}&category=none")
    typed = {name: page.one("input", name=name)["value"] for name in ("count", "seed")}
    assert typed == {"count": "2", "seed": "a1"}
    assert [element["value"] for element in page.all("input", checked=None)] == [category["value"], "1"]
    assert len(page.all("li", class_="printed")) == 2


@pytest.mark.parametrize(
    ("asked", "count"), [("", PRINTABLE), ("count=", PRINTABLE), ("count=two", PRINTABLE), ("count=3", 3), ("count=0", 1)]
)
def test_a_sheet_has_the_number_that_was_typed_or_else_the_usual_one(hana, asked, count):
    page = hana.page(f"/teach/decks/harbour/worksheet?{asked}")
    assert len(page.all("li", class_="printed")) == count


def test_a_key_that_is_declined_stays_away(hana):
    assert 'id="keyed"' not in hana.get("/teach/decks/harbour/worksheet?seed=abc&key=0").text


def test_without_a_key_no_question_brings_its_right_answer(app, teacher):
    with app.app_context():
        who = visitor_of(teacher)
        bare, keyed = (worksheets.worksheet(who, "harbour", "abc", 100, (), with_key=key) for key in (False, True))
    assert [item.prompt for item in bare.items] == [item.prompt for item in keyed.items]
    assert {item.printed.key for item in bare.items} == {""}
    assert all(item.printed.key for item in keyed.items)
    for item in keyed.items:  # what has to be typed or filled in does not appear in the question itself
        if not (item.prompt.options or item.prompt.items or item.prompt.lefts):
            assert item.printed.key not in item.prompt.text


def test_another_seed_gives_another_sheet_and_categories_choose(app, teacher):
    with app.app_context():
        who = visitor_of(teacher)
        first, second = (worksheets.worksheet(who, "harbour", seed, 100, (), with_key=False) for seed in ("a", "b"))
        some = worksheets.worksheet(who, "harbour", "a", 100, list(first.categories)[:1], with_key=False)
        two = worksheets.worksheet(who, "harbour", "a", 2, (), with_key=False)
    assert [item.prompt for item in first.items] != [item.prompt for item in second.items]
    assert 0 < some.total < first.total
    assert len(two.items) == 2


ODD_NAMES = (
    "../towers.gift",
    "/etc/towers.gift",
    "C:\\towers.gift",
    ".htaccess",
    "x" * 300 + ".gift",
    "towers.gift\0.png",
    "towers.gift.",
    "CON",
    "\u202etfig.srewot",
)


@pytest.mark.parametrize("name", ODD_NAMES)
def test_the_name_of_a_file_is_no_path(hana, instance_folder, name):
    before = {path.name for path in instance_folder.rglob("*")}
    response = sent(hana, name=name)
    assert response.status_code in {303, 422}
    if response.status_code == 303:
        assert hana.get(response.location).status_code == 200
    assert {path.name for path in instance_folder.rglob("*")} <= before | {"quizapp.db-wal", "quizapp.db-shm"}


@pytest.fixture
def answered(app):
    """Let learners have answered a question of the deck harbour: `answered(31)`."""

    def answer(learners):
        with app.app_context(), transaction(write=True) as connection:
            row = select(QuestionRow.id).where(QuestionRow.deck_id == "harbour", QuestionRow.key == "sand-bank-short-answer")
            sums = {"firsts": learners, "firsts_known": 2.5}
            connection.execute(update(QuestionNumbersRow).where(QuestionNumbersRow.question_id == row.scalar_subquery()).values(sums))

    return answer


def test_how_hard_the_questions_were_goes_along_if_its_owner_ticks_it(client_of, admin, hana, answered, read):
    ryo, page = client_of(admin), "/teach/decks/harbour/export"
    assert "Once 5 learners have answered a question" in ryo.page(page).words
    answered(31)
    form = ryo.page(page)
    tick = form.one("input", name="difficulty")
    assert "checked" not in tick.attributes
    assert "1 question has been answered by at least 5 learners" in form.words
    assert form.one("form", action=f"{page}/zip")
    plain, told = ryo.get(f"{page}/zip"), ryo.get(f"{page}/zip?difficulty=1")
    assert [len(ZipFile(BytesIO(sent.data)).namelist()) for sent in (plain, told)] == [7, 8]
    assert b"difficulty.json" in told.data

    place = sent(hana, told.data, "harbour.zip").location
    read()
    report = hana.page(hana.get(place).location)
    assert "The file also says how hard 1 question was elsewhere." in report.words
    assert "Everything was imported." in report.words


def test_teachers_whose_deck_it_is_not_export_it_without(hana, answered):
    answered(31)
    page = hana.page("/teach/decks/harbour/export")
    assert not page.all("input", name="difficulty")
    assert "5 learners" not in page.words
    assert hana.get("/teach/decks/harbour/export/zip?difficulty=1").status_code == 404
