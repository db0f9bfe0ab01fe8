"""Pictures in the editor: added by a form, safe whatever is sent, seen only by owners until they are published."""

import re
import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image
from support import BANK, Page, visitor_of
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from quizapp.bank.drawings import redrawn
from quizapp.bank.load import load_folder
from quizapp.db.base import transaction
from quizapp.db.classes import stored_classes
from quizapp.db.models import ClassDeck
from quizapp.services.authoring import drafts, import_jobs, publishing
from quizapp.services.classes.classes import create

QUESTION = "questions/plans-multiple-choice"
FACT = "facts/plans"


def drawing(colour="red", form="PNG", size=(30, 20), **options):
    target = BytesIO()
    Image.new("RGB", size, colour).save(target, form, **options)
    return target.getvalue()


def svg(inside="", attributes='viewBox="0 0 60 30"', before=""):
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}<path d="M0 0L9 9Z"/></svg>'.encode()


DRAWN = svg("<!-- secret --><style>path{fill:red}</style><metadata>secret</metadata>")


def animated():
    target = BytesIO()
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue", "green")]
    frames[0].save(target, "WEBP", save_all=True, append_images=frames[1:], duration=100)
    return target.getvalue()


def bomb(side):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


@pytest.fixture
def who(teacher):
    return visitor_of(teacher)


@pytest.fixture
def hand(client_of, teacher):
    return client_of(teacher)


@pytest.fixture
def deck(app, who, clock):
    """A deck of the teacher's own."""
    files = {path.name: path.read_text() for path in (BANK / "harbour").iterdir()}
    with app.app_context():
        return drafts.create(who, "The pier", "en", clock.now, files=files)


@pytest.fixture
def draft(app, who, deck):
    """What is in the draft now."""

    def read():
        with app.app_context():
            return drafts.read(who, deck)

    return read


def filled(page):
    """The contents of the editor's form, without its files."""
    values, chosen = {}, []
    for element in page.elements:
        name, kind = element.attributes.get("name", ""), element.attributes.get("type")
        if "data-try" in element.attributes:
            break
        if element.tag == "select" and name.startswith("f-"):
            chosen = values.setdefault(name, [])
            chosen.append("")
        elif element.tag == "option" and "selected" in element.attributes and chosen:
            chosen[-1] = element.attributes.get("value", element.text)
        elif not name.startswith(("f-", "p-")) and name not in {"n", "seen", "csrf_token"}:
            continue
        elif element.tag == "textarea":
            values.setdefault(name, []).append(element.text)
        elif element.tag == "input" and (kind not in {"checkbox", "radio"} or "checked" in element.attributes):
            values.setdefault(name, []).append(element.attributes.get("value", ""))
    return {name: given[:1] if name[:2] != "f-" else given for name, given in values.items()}


@pytest.fixture
def send(hand, deck):
    """Send the form of a piece with files: `send(FACT, {"u-image-file": [(bytes, name)]}, **{"f-why": ...})`."""

    def send(path, files, **changed):
        address = f"/teach/decks/{deck}/edit/{path}"
        sent = {name: [FileStorage(BytesIO(content), file) for content, file in given] for name, given in files.items()}
        boundary, body = encode_multipart({**filled(hand.page(address)), **changed, **sent})  # in memory, whatever its size
        return hand.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")

    return send


@pytest.fixture
def published(app, who, deck, clock):
    """Publish the draft as it is."""

    def publish():
        with app.app_context():
            publishing.publish_draft(who, deck, drafts.read(who, deck).n, "", "class", clock.now)

    return publish


@pytest.mark.parametrize("path", [FACT, QUESTION])
def test_a_picture_is_added_with_its_words(send, hand, draft, path):
    response = send(path, {"u-image-file": [(drawing(), "Map of the pier.png")]}, **{"f-image-alt": "A map."})
    assert response.status_code == 303, Page(response.text).words
    assert draft().pictures.keys() == {"map-of-the-pier.png"}
    assert any("map-of-the-pier.png" in text and "A map." in text for text in draft().files.values())
    again = hand.page(response.location)
    assert filled(again)["f-image-file"] == ["map-of-the-pier.png"]
    assert any("/pictures/" in image["src"] for image in again.all("img"))


def test_the_preview_shows_it(send, hand):
    response = send(QUESTION, {"u-image-file": [(drawing(), "a.png")]}, **{"f-image-alt": "A map."})
    assert "A map." in [image["alt"] for image in hand.page(response.location).all("img")]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "empty.png", "could not be read as a picture"),
        (b"only words", "words.png", "could not be read as a picture"),
        (DRAWN, "x.png", "could not be read as a picture and was not added. Choose a PNG, JPEG, WebP or SVG file."),
        (drawing(), "x.svg", "could not be read as a picture"),
        (bomb(30_000), "bomb.png", "more than 25 million pixels"),
        (drawing() + bytes(501_000), "large.png", "larger than 500 KB"),
        (bytes(5_000_000), "photo.jpg", "larger than 500 KB"),
    ],
    ids=["nothing", "words", "drawing as png", "png as drawing", "bomb", "501 KB", "photo"],
)
def test_what_cannot_be_taken_is_refused_and_nothing_typed_is_lost(send, draft, content, name, words):
    before = draft()
    response = send(FACT, {"u-image-file": [(content, name)]}, **{"f-image-alt": "A map.", "f-why": "A long thought."})
    page = Page(response.text)
    assert response.status_code == 422
    assert f"{name} " in page.words
    assert words in page.words
    assert filled(page)["f-why"] == ["A long thought."]
    assert filled(page)["f-image-alt"] == ["A map."]
    assert (draft().files, draft().pictures) == (before.files, before.pictures)


def test_words_are_asked_for_and_the_picture_is_kept(send, draft):
    response = send(FACT, {"u-image-file": [(drawing(), "a.png")]}, **{"f-why": "A long thought."})
    page = Page(response.text)
    assert response.status_code == 422
    assert "Describe what the picture shows" in page.words
    assert filled(page)["f-image-file"] == ["a.png"]
    assert filled(page)["f-why"] == ["A long thought."]
    assert draft().pictures.keys() == {"a.png"}


def test_words_without_a_picture_are_asked_about(send):
    response = send(FACT, {}, **{"f-image-alt": "A map."})
    assert response.status_code == 422
    assert "but no picture" in Page(response.text).words


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("C:/Users/me/Map.PNG", "map.png"),
        ("부두 지도.png", "picture.png"),
        ("photo.jpg", "photo.png"),
        ("<b>&.png", "b.png"),
        (f"{'a' * 300}.png", f"{'a' * 40}.png"),
    ],
)
def test_a_name_is_made_safe(send, draft, sent, kept):
    assert send(FACT, {"u-image-file": [(drawing(), sent)]}, **{"f-image-alt": "A map."}).status_code == 303
    assert draft().pictures.keys() == {kept}


def test_two_files_of_one_name_are_two_pictures_and_one_file_is_one(send, draft):
    for path, colour in ((FACT, "red"), (QUESTION, "blue"), ("facts/length", "red")):
        assert send(path, {"u-image-file": [(drawing(colour), "a.png")]}, **{"f-image-alt": "A map."}).status_code == 303
    assert draft().pictures.keys() == {"a.png", "a-2.png"}
    assert len(set(draft().pictures.values())) == 2


def test_an_animated_picture_is_refused_with_words(send, draft):
    response = send(FACT, {"u-image-file": [(animated(), "a.webp")]}, **{"f-image-alt": "A map."})
    assert response.status_code == 422
    assert "a.webp is animated and was not added." in Page(response.text).words
    assert not draft().pictures


def test_the_options_of_a_choice_get_pictures(send, draft, hand, deck):
    texts = ["Mara Quill", "Odo Farrow"]
    values = {"f-choices-text": texts, "f-choices-image.alt": ["She.", "He."], "f-distractors-text": [], "f-distractors-feedback": []}
    files = {"u-choices-image.file": [(b"", ""), (drawing("blue"), "he.png")]}
    response = send(QUESTION, files, **values)
    assert response.status_code == 422 or "Give every choice a picture" in Page(response.text).words
    files["u-choices-image.file"][0] = (drawing("red"), "she.png")
    response = send(QUESTION, files, **values)
    assert response.status_code == 303, Page(response.text).words
    page = hand.page(f"/teach/decks/{deck}/edit/{QUESTION}")
    assert filled(page)["f-choices-image.file"][:2] == ["she.png", "he.png"]
    assert {"She.", "He."} <= {image["alt"] for image in page.all("img")}
    renamed = {"f-choices-text": ["Mara Quill", "Odo F."]}
    assert send(QUESTION, {}, **renamed).status_code == 303
    assert filled(hand.page(f"/teach/decks/{deck}/edit/{QUESTION}"))["f-choices-image.file"][:2] == ["she.png", "he.png"]


def test_a_picture_is_replaced_and_removed(send, hand, draft, deck):
    send(FACT, {"u-image-file": [(drawing("red"), "a.png")]}, **{"f-image-alt": "A map."})
    assert send(FACT, {"u-image-file": [(drawing("blue"), "b.png")]}).status_code == 303
    assert any("b.png" in text and "A map." in text for text in draft().files.values())
    assert send(FACT, {}, **{"f-image-file": ""}).status_code == 303
    assert not any("b.png" in text or "A map." in text for text in draft().files.values())
    page = hand.page(f"/teach/decks/{deck}/edit/pictures")
    assert "2 pictures are not used anywhere. They are left out when you publish." in page.words


def test_unused_pictures_are_listed_left_out_and_removed(send, hand, draft, deck, published):
    send(FACT, {"u-image-file": [(drawing("red"), "used.png")]}, **{"f-image-alt": "A map."})
    listed = f"/teach/decks/{deck}/edit/pictures"
    token = hand.page(listed).hidden("csrf_token")
    added = hand.post(listed, data={"csrf_token": token, "picture": (BytesIO(drawing("blue")), "spare.png")})
    assert added.status_code == 303
    spare = draft().pictures["spare.png"]
    published()
    assert not draft().changed
    hand.post(f"{listed}/remove", data={"csrf_token": token, "picture": "used.png"})
    hand.post(f"{listed}/remove", data={"csrf_token": token, "picture": "spare.png"})
    assert draft().pictures.keys() == {"used.png"}
    assert hand.get(f"/decks/{deck}/pictures/{spare}").status_code == 404


def test_a_script_is_told_the_name_or_why_not(hand, deck):
    listed = f"/teach/decks/{deck}/edit/pictures"
    token = hand.page(listed).hidden("csrf_token")
    headers = {"X-Autosave": "1"}
    told = hand.post(listed, data={"csrf_token": token, "picture": (BytesIO(drawing()), "a.png")}, headers=headers)
    assert told.json["name"] == "a.png"
    assert hand.get(told.json["address"]).mimetype == "image/png"
    refused = hand.post(listed, data={"csrf_token": token, "picture": (BytesIO(b"x"), "a.png")}, headers=headers)
    assert (refused.status_code, "read as a picture" in refused.json["fault"]) == (422, True)


@pytest.mark.parametrize(
    ("sent", "words"), [({}, "Please choose a file first."), ({"picture": (b"x", "a.png")}, "a.png could not be read")]
)
def test_a_picture_that_is_refused_is_told_at_its_field(hand, deck, sent, words):
    listed = f"/teach/decks/{deck}/edit/pictures"
    files = {name: (BytesIO(content), file) for name, (content, file) in sent.items()}
    response = hand.post(listed, data={"csrf_token": hand.page(listed).hidden("csrf_token"), **files})
    page = Page(response.text)
    assert response.status_code == 422
    assert words in page.one("p", id="picture-fault").text
    control = page.one("input", id="picture", type="file")
    assert (control["aria-invalid"], control["aria-describedby"]) == ("true", "picture-fault picture-hint")
    assert (control["accept"], "required" in control.attributes) == ("image/png,image/jpeg,image/webp,image/svg+xml", True)


def test_a_picture_that_is_not_used_is_removed_by_its_button(hand, deck, draft):
    listed = f"/teach/decks/{deck}/edit/pictures"
    token = hand.page(listed).hidden("csrf_token")
    hand.post(listed, data={"csrf_token": token, "picture": (BytesIO(drawing()), "a.png")})
    button = hand.page(listed).one("button", name="picture")
    assert hand.post(f"{listed}/remove", data={"csrf_token": token, "picture": button["value"]}).status_code == 303
    assert not draft().pictures


@pytest.fixture
def given(app, who, deck, clock, make_person):
    """The deck is given to a class with one student; return her, another student and another teacher."""
    pupil, stranger, colleague = make_person("sora"), make_person("yuna"), make_person("mina", role="teacher")
    with app.app_context():
        class_id = create(who, "9b", "", clock.now)
        with transaction(write=True) as connection:
            stored_classes.add_member(connection, class_id, pupil.id, role="student", name="Sora", now=clock.now)
            connection.execute(ClassDeck.__table__.insert().values(class_id=class_id, deck_id=deck))
    return pupil, stranger, colleague


def test_a_picture_of_a_draft_is_its_owners_then_its_readers(send, hand, draft, deck, client_of, given, published):
    published()
    send(QUESTION, {"u-image-file": [(drawing(), "a.png")]}, **{"f-image-alt": "A map."})
    address = f"/decks/{deck}/pictures/{draft().pictures['a.png']}"
    others = {person.username: client_of(person) for person in given}

    def codes():
        return {name: client.get(address).status_code for name, client in others.items()}

    assert hand.get(address).status_code == 200
    assert codes() == {"sora": 404, "yuna": 404, "mina": 404}
    published()
    assert codes() == {"sora": 200, "yuna": 404, "mina": 404}
    asked = others["sora"].page(f"/study/{deck}?facts=plans")
    assert ("A map.", address) in [(image["alt"], image["src"]) for image in asked.all("img")]


def test_nobody_else_adds_or_sees_pictures(app, deck, draft, client_of, make_person):
    stranger = client_of(make_person("mina", role="teacher"))
    listed = f"/teach/decks/{deck}/edit/pictures"
    token = re.search(r'name="csrf_token" value="([^"]+)"', stranger.get("/account").text)[1]
    assert stranger.get(listed).status_code == 404
    assert stranger.post(listed, data={"csrf_token": token, "picture": (BytesIO(drawing()), "a.png")}).status_code == 404
    assert stranger.post(f"{listed}/remove", data={"csrf_token": token, "picture": "a.png"}).status_code == 404
    assert not draft().pictures


def test_a_worksheet_shows_pictures_with_their_words(send, hand, deck):
    send(QUESTION, {"u-image-file": [(drawing(size=(600, 300)), "a.png")]}, **{"f-image-alt": "A map."})
    (image,) = [image for image in hand.page(f"/teach/decks/{deck}/worksheet?count=50").all("img") if image["alt"] == "A map."]
    assert (image["width"], image["height"]) == ("240", "120")


def folder_refusal(folder, content):
    """The words with which the check of a folder refuses a drawing."""
    folder.mkdir()
    fact = "{id: a, statement: A., why: A., image: {file: map.svg, alt: A map.}, questions: [{type: flashcard, prompt: b, answer: c}]}"
    (folder / "deck.yaml").write_text(f"title: A\nfacts: [{fact}]\n")
    (folder / "map.svg").write_bytes(content)
    (problem,) = [problem for problem in load_folder(folder)[1] if "map.svg" in problem.message]
    return f"{problem.message}. {problem.cure}"


ACTING = {
    "script": (svg("<script>alert(1)</script>"), "it has the element script"),
    "handler": (svg(attributes='viewBox="0 0 9 9" onload="alert(1)"'), "it has the event handler onload"),
    "foreign object": (svg("<foreignObject><p/></foreignObject>"), "it has the element foreignObject"),
    "page": (svg('<p xmlns="http://www.w3.org/1999/xhtml">x</p>'), "it has the element p"),
    "picture": (svg('<image href="a.png"/>'), "it has the element image"),
    "link": (svg('<a href="https://example.org"><path/></a>'), "it has the element a"),
    "script link": (svg('<a href="javascript:alert(1)"><path/></a>'), "it has the element a"),
    "other file": (svg('<use href="other.svg#a"/>'), "it refers to something outside of itself: other.svg#a"),
    "data": (svg('<use href="data:image/svg+xml,x"/>'), "it refers to something outside of itself: data:image/svg+xml,x"),
    "animation": (svg('<set attributeName="onload" to="alert(1)"/>'), "it has the element set"),
    "address": (svg('<path fill="url(//a.example/#g)"/>'), "it refers to something outside of itself: //a.example/#g"),
    "style": (svg("<style>@import 'a.css';</style>"), "its styles may not have @"),
    "entity": (svg(before='<!DOCTYPE svg [<!ENTITY a "b">]>'), "it declares a document type or entities"),
    "endless": (svg('<g id="a"><use href="#a"/></g>'), "it repeats its parts too often"),
    "no size": (svg(attributes=""), "it needs a viewBox with a width and a height from 1 to 10,000"),
}


@pytest.mark.parametrize(("content", "why"), ACTING.values(), ids=ACTING)
def test_a_drawing_that_does_more_than_draw_is_refused_with_the_words_of_a_folder(send, hand, deck, draft, tmp_path, content, why):
    response = send(FACT, {"u-image-file": [(content, "map.svg")]}, **{"f-image-alt": "A map.", "f-why": "A long thought."})
    page = Page(response.text)
    words = folder_refusal(tmp_path / "deck", content)
    assert words == f"map.svg is not accepted: {why}. Keep only what draws: shapes, text, and styles without addresses."
    assert (response.status_code, words in page.words) == (422, True)
    assert (filled(page)["f-why"], filled(page)["f-image-alt"]) == (["A long thought."], ["A map."])
    listed = f"/teach/decks/{deck}/edit/pictures"
    sent = {"csrf_token": hand.page(listed).hidden("csrf_token"), "picture": (BytesIO(content), "map.svg")}
    assert hand.post(listed, data=sent, headers={"X-Autosave": "1"}).json == {"fault": words}
    assert not draft().pictures


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (svg(f"<desc>{'x' * 100_000}</desc>"), "map.svg", "map.svg is larger than 100 KB and was not added."),
        (svg(f"<desc>{'x' * 600_000}</desc>"), "map.SVG", "map.SVG is larger than 100 KB and was not added."),
        (b"<svg", "map.svg", "map.svg could not be read as a picture and was not added. Choose a PNG, JPEG, WebP or SVG file."),
        (svg(f"<{'x' * 5000}/>"), "map.svg", f"it has the element {'x' * 60}. Keep"),
    ],
    ids=["100 KB", "600 KB", "half", "long name"],
)
def test_a_drawing_too_large_or_broken_is_refused(send, draft, content, name, words):
    response = send(FACT, {"u-image-file": [(content, name)]}, **{"f-image-alt": "A map."})
    assert (response.status_code, words in Page(response.text).words) == (422, True)
    assert not draft().pictures


@pytest.mark.parametrize(("sent", "kept"), [("Old Map.svg", "old-map.svg"), ("C:/maps/MAP.SVG", "map.svg"), ("지도.svg", "picture.svg")])
def test_a_drawing_is_stored_as_one_of_a_folder_is(send, hand, draft, deck, sent, kept):
    response = send(FACT, {"u-image-file": [(DRAWN, sent)]}, **{"f-image-alt": "A map."})
    assert response.status_code == 303, Page(response.text).words
    picture, data = redrawn(DRAWN)
    assert draft().pictures == {kept: picture.digest}
    (image,) = [image for image in hand.page(response.location).all("img") if picture.digest in image["src"]]
    assert (image["width"], image["height"]) == ("96", "48")
    served = hand.get(f"/decks/{deck}/pictures/{picture.digest}")
    assert served.data == data
    assert b"secret" not in data
    assert {name: served.headers[name] for name in SERVED} == SERVED


SERVED = {
    "Content-Type": "image/svg+xml; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=31536000, immutable",
}


def test_every_control_for_a_picture_offers_drawings(hand, deck):
    for path in (FACT, QUESTION, "pictures"):
        controls = hand.page(f"/teach/decks/{deck}/edit/{path}").all("input", type="file")
        assert {control["accept"] for control in controls} == {"image/png,image/jpeg,image/webp,image/svg+xml"}
        assert "or an SVG drawing of at most 100 KB" in hand.page(f"/teach/decks/{deck}/edit/{path}").words


def test_students_see_a_drawing_once_it_is_published(send, draft, deck, client_of, given, published):
    assert send(QUESTION, {"u-image-file": [(DRAWN, "map.svg")]}, **{"f-image-alt": "A map."}).status_code == 303
    published()
    sora, yuna = client_of(given[0]), client_of(given[1])
    address = f"/decks/{deck}/pictures/{draft().pictures['map.svg']}"
    (image,) = sora.page(f"/study/{deck}?facts=plans").all("img")
    assert (image["src"], image["alt"], image["width"], image["height"]) == (address, "A map.", "60", "30")
    assert (sora.get(address).mimetype, yuna.get(address).status_code) == ("image/svg+xml", 404)


def test_a_drawing_goes_through_a_zip_unchanged(app, clock, send, hand, draft, deck, who):
    send(FACT, {"u-image-file": [(DRAWN, "map.svg")]}, **{"f-image-alt": "A map."})
    content = hand.get(f"/teach/decks/{deck}/export/zip").data
    with ZipFile(BytesIO(content)) as archive:
        assert archive.read("map.svg") == redrawn(DRAWN)[1]
    page = hand.page("/teach/decks/import")
    sent = {"csrf_token": page.hidden("csrf_token"), "file": (BytesIO(content), "pier.zip"), "format": "zip", "language": "en"}
    response = hand.post("/teach/decks/import", data=sent)
    assert response.status_code == 303, Page(response.text).words
    with app.app_context():
        import_jobs.perform(import_jobs.take(clock.now), clock.now)
        response = hand.get(response.location)
        again = drafts.read(who, response.location.split("/")[3])
    assert (again.files, again.pictures) == (draft().files, draft().pictures)


def test_a_drawing_is_replaced_and_removed(send, hand, draft, deck):
    send(FACT, {"u-image-file": [(DRAWN, "map.svg")]}, **{"f-image-alt": "A map."})
    assert send(FACT, {"u-image-file": [(svg("<circle r='9'/>"), "map.svg")]}).status_code == 303
    assert draft().pictures.keys() == {"map.svg", "map-2.svg"}
    assert any("map-2.svg" in text and "A map." in text for text in draft().files.values())
    assert send(FACT, {"u-image-file": [(drawing(), "map.png")]}).status_code == 303
    assert not any(".svg" in text for text in draft().files.values())
    listed = f"/teach/decks/{deck}/edit/pictures"
    token = hand.page(listed).hidden("csrf_token")
    for name in ("map.svg", "map-2.svg", "map.png"):
        hand.post(f"{listed}/remove", data={"csrf_token": token, "picture": name})
    assert draft().pictures.keys() == {"map.png"}


def test_the_options_of_a_choice_get_drawings(send, hand, deck):
    values = {"f-choices-text": ["Mara Quill", "Odo Farrow"], "f-choices-image.alt": ["She.", "He."]}
    files = {"u-choices-image.file": [(DRAWN, "she.svg"), (svg("<circle r='9'/>"), "he.svg")]}
    response = send(QUESTION, files, **values, **{"f-distractors-text": [], "f-distractors-feedback": []})
    assert response.status_code == 303, Page(response.text).words
    assert filled(hand.page(f"/teach/decks/{deck}/edit/{QUESTION}"))["f-choices-image.file"][:2] == ["she.svg", "he.svg"]
