"""A word of 200 letters in every text of a deck, and typed into every field, scrolls no page sideways on a phone."""

import shutil

import pytest
import yaml
from support import BANK, live

pytestmark = [pytest.mark.browser, pytest.mark.robust]

LONG = "x" * 200
PROSE = {
    "description",
    "statement",
    "prompt",
    "hint",
    "meaning",
    "feedback",
    "why",
    "note",
    "before",
    "after",
    "retells",
    "distractors",
}
CHOSEN = {
    "multiple_choice": {"answer"},
    "multiple_answer": {"answers"},
    "ordering": {"items"},
    "matching": {"pairs"},
    "flashcard": {"answer", "ideas"},
}


def longer(value, names):
    """A value of a deck's file with the long word at the end of each text under these names."""
    if isinstance(value, dict):
        return {key: _under(key, part, names | CHOSEN.get(value.get("type"), set())) for key, part in value.items()}
    return [longer(part, names) for part in value] if isinstance(value, list) else value


def _under(key, part, names):
    if key == "pairs":
        return {f"{left} {LONG}": f"{right} {LONG}" for left, right in part.items()}
    if key not in names:
        return longer(part, names)
    if isinstance(part, str):
        return f"{part} {LONG}"
    return [f"{one} {LONG}" if isinstance(one, str) else longer(one, names | {"text"}) for one in part] if isinstance(part, list) else part


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The address of a live server on the sample deck with long words."""
    folder = tmp_path_factory.mktemp("long")
    deck = folder / "bank" / "harbour"
    shutil.copytree(BANK / "harbour", deck)
    for path in deck.glob("*.yaml"):
        path.write_text(yaml.safe_dump(longer(yaml.safe_load(path.read_text("utf-8")), PROSE), sort_keys=False), "utf-8")
    about = deck / "deck.yaml"
    about.write_text(about.read_text("utf-8").replace("The pier of Brindle", LONG), "utf-8")
    for level in deck.glob("reading*.md"):
        level.write_text(level.read_text("utf-8") + f"\n\n## {LONG}\n\nAnd {LONG}, too.\n", "utf-8")
    with live(folder / "instance", bank=folder / "bank") as server:
        yield server.address


PAGES = ["/", "/decks/harbour", "/decks/harbour/read", "/decks/harbour/map", "/decks/harbour/cards", "/decks/harbour/cards?mode=rate"]
PAGES += ["/decks/harbour/timeline", "/decks/harbour/causes", "/decks/harbour/actors", "/quiz/harbour", "/progress", "/progress/harbour"]
PAGES += ["/study/round", "/study/set-aside", "/decks/harbour/test", "/account"]
FACTS = ["plans", "boats", "oil", "sand-bank", "length", "pier-built", "dark-years", "flags", "evening", "moving-sand"]

WIDE = """() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const out = [...document.querySelectorAll("body *")].filter(element => element.getBoundingClientRect().right > clientWidth + 1);
  return scrollWidth > clientWidth ? out.slice(0, 3).map(element => element.outerHTML.slice(0, 150)) : [];
}"""


@pytest.mark.parametrize("size", ["normal", "largest"])
def test_no_page_scrolls_sideways(new_page, size):
    page, broken = new_page(), {}
    page.goto("/")
    page.get_by_role("button", name="Start studying").click()
    page.locator(".reading").wait_for()
    if size != "normal":
        page.goto("/account")
        page.locator("[name=text_size]").first.select_option(size)
        page.get_by_role("button", name="Save").first.click()
        page.wait_for_load_state()

    def look(name):
        page.evaluate("document.querySelectorAll('main details').forEach(folded => { folded.open = true; })")
        if found := page.evaluate(WIDE):
            broken[name] = found

    for fact in FACTS:
        page.goto(f"/study/harbour?facts={fact}")
        look(f"asked: {fact}")
        field = page.locator(".question input[type=text], .question input:not([type])").first
        if field.count():
            field.fill(LONG)
        if page.get_by_role("button", name="Show answer").count():
            page.get_by_role("button", name="Show answer").click()
            page.locator("[name=rating]").first.wait_for()
            look(f"turned: {fact}")
            page.locator("[name=rating]").first.click()
        else:
            page.get_by_role("button", name="I don’t know").click()
        page.locator("[data-verdict]").wait_for()
        look(f"feedback: {fact}")
    page.goto("/quiz/harbour")
    page.get_by_role("button", name="Check everything").or_(page.get_by_role("button", name="Start")).first.click()
    page.wait_for_url("**/attempts/**")
    for position in range(1, 10):
        page.goto(f"/attempts/1/{position}")
        look(f"quiz: {position}")
    page.goto("/attempts/1")
    look("hand in")
    page.get_by_role("button", name="Hand in").first.click()
    page.wait_for_url("**/review")
    look("review")
    for path in PAGES:
        page.goto(path)
        look(path)
    assert not broken, "\n".join(f"{name}: {found}" for name, found in broken.items())
