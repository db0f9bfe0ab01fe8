"""Files of other programs become drafts of a teacher; nothing of a refused file is stored."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select
from support import BANK, visitor_of

from quizapp.bank.exchange import deck_zip
from quizapp.db.base import transaction
from quizapp.db.models import DeckRow
from quizapp.services.authoring import drafts, exporting, importing
from quizapp.services.errors import Invalid, NotAllowed, NotFound

GIFT = b"::tower::The tower is high.{T}\n\n::open::Tell me.{}"
QUESTION = """<question type="multichoice"><name><text>Question {0}</text></name>
<questiontext format="html"><text>Which is number {0}?</text>
</questiontext><single>true</single><answer fraction="100"><text>right {0}</text></answer>
<answer fraction="0"><text>left {0}</text></answer>
</question>"""


@pytest.fixture
def brought(hana, clock):
    """Import a file: `brought(name, content, form)`."""
    return lambda name, content, form="", language="en", title="": importing.import_deck(
        hana, name, content, form, language, title, clock.now
    )


@pytest.fixture
def count_of_decks(database):
    def count():
        with transaction(write=False) as connection:
            return connection.scalar(select(func.count()).select_from(DeckRow))

    return count


def test_a_file_becomes_a_draft_with_a_report(brought, hana):
    made = brought("towers.gift", GIFT, title="Towers of the town")

    draft = drafts.read(hana, made.deck_id)
    assert (made.deck_id, draft.title, draft.published) == ("towers-of-the-town", "Towers of the town", False)
    assert (made.taken, made.told, made.errors) == (1, 1, 0)
    assert "essay" in made.notices[0]
    assert importing.report(hana, made.deck_id) == made


def test_five_hundred_questions_of_moodle(brought):
    content = f"<quiz>{''.join(map(QUESTION.format, range(500)))}</quiz>".encode()
    made = brought("bank.xml", content)
    assert (made.taken, made.told, made.errors) == (500, 0, 0)


def test_the_format_is_told_by_the_name_and_the_text(brought):
    assert brought("a.txt", b"Which one?\nA. this\nB. that\nANSWER: A\n").taken == 1
    assert brought("b.txt", GIFT).taken == 1
    assert brought("c.csv", b"type,prompt,answer\nflashcard,a,b\n").taken == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.zip", b"PK\x03\x04 broken"),
        ("x.xml", b'<!DOCTYPE q [<!ENTITY a "b">]><quiz>&a;</quiz>'),
        ("x.gift", b"\xff\xfe"),
        ("x.gift", b"// nothing"),
        ("x.apkg", b"no package"),
    ],
)
def test_what_is_refused_leaves_nothing(brought, count_of_decks, name, content):
    before = count_of_decks()
    with pytest.raises(importing.Refused):
        brought(name, content)
    assert count_of_decks() == before


def test_a_zip_that_leads_elsewhere_is_refused(brought, count_of_decks):
    target, before = BytesIO(), count_of_decks()
    with ZipFile(target, "w") as archive:
        archive.writestr("../deck.yaml", "title: x")
    with pytest.raises(importing.Refused, match="leads elsewhere"):
        brought("x.zip", target.getvalue())
    assert count_of_decks() == before


@pytest.mark.parametrize(
    ("values", "field"),
    [({"content": b""}, "file"), ({"form": "word"}, "format"), ({"language": "e"}, "language"), ({"title": "x" * 201}, "title")],
)
def test_what_was_filled_in_is_looked_at(brought, values, field):
    with pytest.raises(Invalid) as caught:
        brought(**{"name": "x.gift", "content": GIFT, **values})
    assert caught.value.field == field


def test_a_student_imports_nothing(database, student, clock):
    with pytest.raises(NotAllowed):
        importing.import_deck(visitor_of(student), "x.gift", GIFT, "", "en", "", clock.now)


def test_the_report_is_for_owners(brought, make_person):
    made = brought("x.gift", GIFT)
    with pytest.raises(NotFound):
        importing.report(visitor_of(make_person("mio", role="teacher")), made.deck_id)


def test_a_deck_goes_out_and_comes_back_byte_for_byte(brought, hana, tmp_path):
    first = exporting.exported(hana, "harbour", "zip", tmp_path)
    again = exporting.exported(hana, brought(first.name, first.content).deck_id, "zip", tmp_path)
    assert again.content == first.content


def test_line_ends_that_a_draft_does_not_keep_are_told(brought, hana):
    files = {"deck.yaml": b"\xef\xbb\xbftitle: T\nlanguage: en\n", "reading.md": b"One.\r\n\r\nTwo.\r\n", "more.yaml": b"facts: []\n"}
    made = brought("t.zip", deck_zip.export(files).content)
    assert [notice.partition(", or")[0] for notice in made.notices] == ["the line endings of deck.yaml", "the line endings of reading.md"]
    assert made.told == len(made.notices)
    assert drafts.read(hana, made.deck_id).files["reading.md"] == "One.\n\nTwo.\n"


def test_teachers_by_name(database, teacher, student):
    assert importing.teacher_named("Hana").id == teacher.id
    with pytest.raises(NotAllowed):
        importing.teacher_named(student.username)
    with pytest.raises(NotFound):
        importing.teacher_named("nobody")


DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{inside}<path d="M0 0L9 9Z"/></svg>'


def test_a_zip_brings_its_drawing_its_easier_level_and_its_notes(database, teacher, clock):
    files = {path.name: path.read_bytes() for path in (BANK / "harbour").iterdir()}
    files["actors.yaml"] = files["actors.yaml"].replace(b"    questions:", b"    image: {file: map.svg, alt: A map.}\n    questions:", 1)
    files["map.svg"] = DRAWN.format(inside="").encode()
    who = visitor_of(teacher)
    made = importing.import_deck(who, "harbour.zip", deck_zip.export(files).content, "zip", "en", "", clock.now)
    draft = drafts.read(who, made.deck_id)
    assert (made.errors, list(draft.pictures)) == (0, ["map.svg"])
    assert {"reading.easy.md", "teacher.md"} <= draft.files.keys()


def test_a_zip_with_a_drawing_that_acts_is_refused(database, teacher, clock):
    files = {"deck.yaml": b"title: A", "map.svg": DRAWN.format(inside="<script/>").encode()}
    with pytest.raises(importing.Refused, match=r"map\.svg"):
        importing.import_deck(visitor_of(teacher), "a.zip", deck_zip.export(files).content, "zip", "en", "", clock.now)
