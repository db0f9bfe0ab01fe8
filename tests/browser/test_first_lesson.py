"""From a new install to a first answer in the gradebook: a teacher who has never seen YAML, and a student with only a code."""

import re
from contextlib import contextmanager
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect
from support import PASSWORD, live

pytestmark = [pytest.mark.browser, pytest.mark.robust]

READING = """# The pier

Mara Quill drew the plans of the pier. She had learned to draw to scale on the ships of her uncle.

The harbour had filled with sand, so boats could not land at low tide.
"""
CLAIM = "Mara Quill drew the plans of the pier."


@pytest.fixture
def new_install(tmp_path):
    """A server that was just set up, without a question bank, and the one-time link it printed."""
    (tmp_path / "bank").mkdir()
    with live(tmp_path / "instance", bank=tmp_path / "bank") as server:
        yield server.address, re.search(r"http\S+/welcome/\S+", server.process.stdout.readline())[0]


@contextmanager
def somebody(browser, address, **viewport):
    """A page in somebody's own browser, in which no error may happen."""
    faults, context = [], browser.new_context(base_url=address, viewport=viewport)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("response", lambda response: response.status >= 400 and faults.append(f"{response.status} {response.url}"))
    yield page
    context.close()
    assert faults == []


def drawing():
    """The content of a picture's file."""
    target = BytesIO()
    Image.new("RGB", (30, 20), "white").save(target, "PNG")
    return target.getvalue()


def write_deck(page):
    """Create a deck of one fact with a picture and publish it, using only forms."""
    page.get_by_role("link", name="Write a deck").click()
    page.get_by_label("Title").fill("The pier")
    page.get_by_role("button", name="Create the deck").click()

    page.get_by_role("link", name="the reading").click()
    page.locator("[name=f-text]").fill(READING)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved.")).to_be_visible()

    page.get_by_role("link", name="Facts", exact=True).click()
    page.get_by_role("link", name="Add a fact").click()
    page.get_by_label("The claim in one sentence").fill(CLAIM)
    page.get_by_label("Quote from the reading").fill(CLAIM[:-1])
    page.get_by_label("Why it matters").fill("She alone could draw to scale.")
    page.get_by_role("button", name="Add the fact").click()

    page.get_by_role("link", name="Multiple choice").click()
    page.get_by_label("Question", exact=True).fill("Who drew the plans of the pier?")
    page.get_by_label("Right answer").fill("Mara Quill")
    for row, wrong in enumerate(["Odo Farrow", "Nils Tamber", "Ida Loom"]):
        page.locator("[name=f-distractors-text]").nth(row).fill(wrong)
    page.locator("form[data-editor] > details > summary").click()
    page.locator("#u-image-1").set_input_files({"name": "plan.png", "mimeType": "image/png", "buffer": drawing()})
    page.locator("#f-image-alt-1").fill("A plan of a pier.")
    page.get_by_role("button", name="Add the question").click()
    expect(page.get_by_text("No problems")).to_be_visible()

    page.get_by_role("link", name="Facts", exact=True).click()
    page.get_by_role("link", name="Preview and publish").click()
    expect(page.get_by_role("heading", name="One question is new")).to_be_visible()
    page.get_by_role("button", name="Publish for my classes").click()
    expect(page.get_by_text("Published as revision 1")).to_be_visible()


def make_class(page):
    """Create a class with the deck, assign it, and return the code."""
    page.goto("/teach/start")
    page.get_by_label("Name of the class").fill("History 9b")
    page.get_by_role("button", name="Create the class").click()
    page.get_by_role("button", name="Give it to the class").click()
    expect(page.get_by_role("heading", name="Your class can begin.")).to_be_visible()
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", page.inner_text("main"))[0]

    page.get_by_role("link", name="History 9b").click()
    page.get_by_role("link", name="New assignment").click()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Assign it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The pier")
    return code


def answer_first(page, code):
    """Join by code and name, and answer the question."""
    page.goto("/join")
    page.get_by_label("code").fill(code.lower())
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Your name in class").fill("김서연")
    page.get_by_role("button", name="Join").click()
    page.get_by_role("link", name="Read it first").click()
    page.get_by_role("link", name="I have read it: start").click()
    picture = page.get_by_role("img", name="A plan of a pier.")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 30)
    page.get_by_label("Mara Quill").check()
    page.get_by_role("button", name="Check answer").click()
    expect(page.locator("main")).to_contain_text("She alone could draw to scale.")
    expect(page.locator("mark").filter(has_text="drew the plans")).not_to_have_count(0)


def test_a_first_lesson(new_install, browser):
    address, link = new_install
    with somebody(browser, address, width=1280, height=800) as hana, somebody(browser, address, width=360, height=740) as student:
        hana.goto(link)
        hana.locator("[name=username]").fill("hana")
        hana.locator("[name=password]").fill(PASSWORD)
        hana.get_by_role("button", name="Create account").click()
        expect(hana.get_by_role("heading", name="Three steps to the first answer")).to_be_visible()
        write_deck(hana)
        code = make_class(hana)
        answer_first(student, code)

        hana.goto("/teach/classes/1/gradebook")
        row = hana.get_by_role("row", name=re.compile("김서연"))
        expect(row).to_contain_text("1 of 1 facts done")

    with somebody(browser, address, width=360, height=740) as late:
        answer = late.request.get(link)
        assert answer.status == 404
        assert "once" in answer.text()
