"""Pages in pseudo-languages in Chromium: texts 40 % longer break nothing on a phone, and right-to-left text mirrors the frame."""

import threading
from contextlib import contextmanager

import pseudo
import pytest
from werkzeug.serving import make_server

pytestmark = pytest.mark.browser

LEARNER = [
    "/",
    "/offline",
    "/study/harbour",
    "/decks/harbour",
    "/decks/harbour/read",
    "/decks/harbour/map",
    "/decks/harbour/cards",
    "/quiz/harbour",
]
LEARNER += ["/decks/harbour/timeline", "/decks/harbour/causes", "/decks/harbour/actors", "/progress", "/progress/harbour", "/account"]
LEARNER += ["/guesses", "/week", "/account/sureness", "/decks/harbour/test"]
LEARNER += ["/study/round", "/study/feedback/1", "/decks/harbour/map?view=table", "/study/set-aside", "/attempts/1", "/attempts/1/1"]
TEACHER = ["/teach", "/teach/classes", "/teach/classes/1", "/teach/classes/1/accounts", "/teach/classes/1/gradebook", "/teach/start"]
TEACHER += ["/teach/classes/1/map/harbour", "/teach/classes/1/now", "/teach/classes/1/code", "/teach/assignments/1", "/teach/queue"]
TEACHER += ["/teach/classes/1/assignments/new?kind=quiz&deck=harbour", "/teach/decks/harbour", "/teach/decks/harbour/analysis"]
TEACHER += ["/teach/decks/harbour/coverage", "/teach/decks/harbour/export", "/teach/decks/harbour/worksheet", "/teach/decks/import"]
TEACHER += ["/teach/decks/harbour-copy/edit", "/teach/decks/harbour-copy/edit/facts/plans", "/teach/decks/harbour-copy/publish", "/admin"]
TEACHER += ["/teach/decks/harbour/notes", "/teach/decks/harbour-copy/edit/easy", "/teach/decks/harbour-copy/edit/notes"]
TEACHER += ["/teach/decks/harbour-copy/edit/reading", "/teach/decks/harbour-copy/edit/settings", "/admin/accounts", "/admin/log"]
TEACHER += ["/teach/classes/1/forecast", "/teach/classes/1/gain", "/teach/classes/1/sureness", "/admin/weights"]
TEACHER += ["/teach/classes/1/tests/harbour"]


@pytest.fixture(scope="module")
def translations(tmp_path_factory):
    folder = tmp_path_factory.mktemp("translations")
    for locale in pseudo.LETTERS:
        pseudo.write(folder, locale)
    return folder


@contextmanager
def served(app):
    """Serve an app on a free port of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def settings(settings, translations):
    return settings | {"BABEL_TRANSLATION_DIRECTORIES": str(translations)}


@pytest.fixture
def at_work(app, make_person, client_of):
    """An administrator with a class at work, and a learner: the client of each."""
    hana, sora = client_of(make_person("hana", role="admin")), client_of(make_person("sora"))
    hana.submit("/teach/classes", {"name": "History 9b"})
    hana.submit("/teach/classes/1/decks", {"deck": "harbour"}, at="/teach/classes/1")
    hana.submit("/teach/decks/harbour/copy", at="/teach/decks/harbour")
    form = {"deck": "harbour", "kind": "study", "title": "Before Friday", "due": "2099-01-01T12:00", "days": "1"}
    assert hana.submit("/teach/classes/1/assignments/new", form).status_code == 303
    sora.answer(sora.page("/study/harbour"), {"dont_know": "1"})
    sora.submit("/decks/harbour/test", {"day": "2026-03-06", "goal": "90"})
    sora.submit("/quiz/harbour", {"feedback": "end", "size": "3", "categories": ["dates", "actors"]})
    return {"hana": hana, "sora": sora}


@pytest.fixture
def opened(app, at_work, browser):
    """Open pages as somebody, in a language: `opened("sora", "ar", width)`."""
    with served(app) as site:
        contexts = []

        def make(name, language, width=360):
            context = browser.new_context(
                base_url=site, viewport={"width": width, "height": 740}, locale=language, color_scheme="light", service_workers="block"
            )
            contexts.append(context)
            context.add_cookies([{"name": "quizapp", "value": at_work[name].get_cookie("quizapp").value, "url": site}])
            page = context.new_page()
            page.set_default_navigation_timeout(30_000)
            return page

        yield make
        for context in contexts:
            context.close()


def wide(page):
    """Return by how much a page is wider than its window, and which elements stick out."""
    return page.evaluate("""() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      const out = [...document.querySelectorAll("body *")].filter(element => {
        const { left, right } = element.getBoundingClientRect();
        return left < -1 || right > clientWidth + 1;
      });
      return scrollWidth > clientWidth ? out.slice(0, 4).map(element => element.outerHTML.slice(0, 150)) : [];
    }""")


@pytest.mark.robust
@pytest.mark.parametrize("language", sorted(pseudo.LETTERS))
@pytest.mark.parametrize(("name", "pages"), [("sora", LEARNER), ("hana", TEACHER)])
def test_longer_texts_scroll_no_page_sideways(opened, name, pages, language):
    page = opened(name, language)
    broken = {}
    for path in pages:
        assert page.goto(path).status == 200, path
        assert page.evaluate("document.documentElement.lang") == language
        page.evaluate("document.querySelectorAll('main details').forEach(folded => { folded.open = true; })")
        if found := wide(page):
            broken[path] = found
    assert not broken, "\n".join(f"{path}: {found}" for path, found in broken.items())


def middle(page, selector):
    """The middle of an element, as a share of the window's width."""
    box = page.locator(selector).first.bounding_box()
    return (box["x"] + box["width"] / 2) / page.viewport_size["width"]


def test_the_frame_is_mirrored_from_right_to_left_and_a_deck_keeps_its_side(opened):
    places = {}
    for language in ("el", "ar"):
        page = opened("sora", language, 1280)
        page.goto("/decks/harbour/read")
        places[language] = {name: middle(page, name) for name in (".wordmark", ".masthead nav", ".masthead > a:last-child")}
        assert page.evaluate("getComputedStyle(document.querySelector('.reading p')).direction") == "ltr"
        assert page.evaluate("getComputedStyle(document.querySelector('.colophon')).textAlign") == "start"
        assert page.evaluate("getComputedStyle(document.body).direction") == {"el": "ltr", "ar": "rtl"}[language]
    for name, place in places["el"].items():
        assert abs(place - 0.5) > 0.1, name
        assert (places["ar"][name] - 0.5) * (place - 0.5) < 0, (name, places)


def test_a_swipe_and_an_arrow_go_on_where_lines_run_to(opened):
    found = {}
    for language in ("el", "ar"):
        page = opened("sora", language)
        page.goto("/decks/harbour/cards")
        onward = page.locator("[data-after]").get_attribute("href")
        page.keyboard.press({"el": "ArrowRight", "ar": "ArrowLeft"}[language])
        page.wait_for_url(f"**{onward}")
        found[language] = onward
    assert found["el"] == found["ar"]
