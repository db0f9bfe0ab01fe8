"""Without a connection, in Chromium: the server is killed and comes back, as the same release, as a new one, and switched off."""

import shutil
import socket
from contextlib import contextmanager

import pytest
from support import ROOT, live

pytestmark = [pytest.mark.browser, pytest.mark.robust]

STORES = "caches.keys().then(names => names.sort())"


@pytest.fixture
def port():
    """A free port, the same for every server of a test."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def serve(tmp_path, port):
    """Run the site, again and again at one address: `with serve(): ...`, from another tree or with settings."""

    @contextmanager
    def run(cwd=ROOT, **settings):
        with live(tmp_path / "instance", "--port", str(port), cwd=cwd, **settings) as server:
            yield server

    return run


@pytest.fixture
def new_release(tmp_path):
    """A tree of the program with other words on the stored page and another script."""
    tree = tmp_path / "tree"
    for part in ("quizapp", "migrations"):
        shutil.copytree(ROOT / part, tree / part, ignore=shutil.ignore_patterns("__pycache__"))
    with (tree / "quizapp" / "static" / "app.js").open("a") as script:
        script.write("// newer\n")
    page = tree / "quizapp" / "templates" / "home" / "offline.html"
    page.write_text(page.read_text().replace("Try again", "Try once more"))
    return tree


@pytest.fixture
def device(browser, port):
    """A page with service workers, on a device of its own."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{port}", viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.set_default_navigation_timeout(90_000)  # the first page of a fresh server loads all it needs
    yield page
    context.close()


def until(page, condition):
    """Wait until what a promise resolves to is true; `wait_for_function` would take the promise itself for it."""
    page.evaluate(f"""async () => {{
        for (let tries = 0; !(await ({condition})); tries += 1) {{
            if (tries === 400) throw new Error("still not so");
            await new Promise(resolve => setTimeout(resolve, 50));
        }}
    }}""")


def installed(page):
    """Open the first page and wait until the worker is active."""
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(ready => ready.active.state)")
    until(page, "navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated')")


def test_without_a_server_there_is_a_page_of_ours_and_nothing_of_anybody(serve, device):
    with serve():
        installed(device)
        device.get_by_role("button", name="Start studying").click()
        device.get_by_role("heading", name="The pier of Brindle", level=1).wait_for()
        device.goto("/progress")
    device.goto("/decks/harbour/read")
    assert device.locator("h1").inner_text() == "No connection."
    assert device.evaluate("getComputedStyle(document.querySelector('.masthead')).display") == "flex"  # with its style sheet
    assert device.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    kept = "caches.keys().then(async names => (await Promise.all(names.map(async name => (await (await caches.open(name)).keys()))))"
    paths = device.evaluate(f"{kept}.flat().map(request => new URL(request.url).pathname))")
    assert {path for path in paths if not path.startswith("/static/")} == {"/offline"}
    with serve():
        device.get_by_role("link", name="Try again").click()
        device.get_by_role("heading", name="The pier of Brindle", level=1).wait_for()


def test_doors_and_pages_of_teachers_are_left_to_the_browser(serve, device):
    with serve():
        installed(device)
    for path in ("/login", "/teach", "/attempts/1/1"):
        with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
            device.goto(path)


def test_a_new_release_replaces_what_an_older_one_stored(serve, device, new_release):
    with serve():
        installed(device)
        before = device.evaluate(STORES)
    with serve(cwd=new_release):
        device.goto("/")
        until(device, f"{STORES}.then(names => names.length === 1 && names[0] !== '{before[0]}')")
    device.goto("/study")
    device.get_by_role("link", name="Try once more").wait_for()


def test_the_switch_removes_the_worker_and_its_stores(serve, device):
    with serve():
        installed(device)
    with serve(QUIZAPP_OFFLINE="0"):
        device.goto("/")
        until(device, "navigator.serviceWorker.getRegistrations().then(found => found.length === 0)")
        until(device, f"{STORES}.then(names => names.length === 0)")
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        device.goto("/study")
    with serve():
        installed(device)
