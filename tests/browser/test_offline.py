"""Without a connection, in Chromium: the server is killed and comes back, also as a new release; kept lessons, of two learners."""

import shutil
import socket
from contextlib import contextmanager

import pytest
from support import PASSWORD, ROOT, live

from quizapp.config import read_settings
from quizapp.services.people import accounts
from quizapp.services.site import maintenance

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
    page.set_default_timeout(20_000)
    yield page
    context.close()


def installed(page):
    """Open the first page and wait until the worker is active."""
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(ready => ready.active.state)")
    page.wait_for_function("navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated')")


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
        device.wait_for_function(f"before => {STORES}.then(names => names.length === 1 && names[0] !== before[0])", arg=before)
    device.goto("/study")
    device.get_by_role("link", name="Try once more").wait_for()


def test_the_switch_removes_the_worker_and_its_stores(serve, device):
    with serve():
        installed(device)
    with serve(QUIZAPP_OFFLINE="0"):
        device.goto("/")
        device.wait_for_function("navigator.serviceWorker.getRegistrations().then(found => found.length === 0)")
        device.wait_for_function(f"{STORES}.then(names => names.length === 0)")
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        device.goto("/study")
    with serve():
        installed(device)


def sign_in(page, name):
    """Sign in as an account of this site, on a device where nobody is signed in."""
    page.goto("/login")
    form = page.locator("form", has=page.get_by_role("button", name="Sign in"))
    form.locator("[name=username]").fill(name)
    form.locator("[name=password]").fill(PASSWORD)
    form.get_by_role("button", name="Sign in").click()
    page.locator("form[action='/logout']").first.wait_for(state="attached")


def sign_out(page):
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You are signed out.").wait_for()


def keep(page):
    """Keep the sample lesson."""
    page.goto("/decks/harbour")
    page.get_by_role("button", name="Keep this lesson").click()
    page.get_by_text("Kept on this device on").wait_for()


@pytest.fixture
def accounts_at(tmp_path, serve):
    """Create two accounts on the site before it is served."""
    with serve():
        pass
    settings = read_settings({"INSTANCE": tmp_path / "instance"}, {})
    with maintenance.connected(settings):
        for name in ("sora", "yuna"):
            accounts.create(name, PASSWORD, display_name=name.title(), now=settings.clock())


def test_a_kept_lesson_opens_without_a_server_also_after_a_new_release(serve, device, new_release, accounts_at):
    with serve():
        installed(device)
        sign_in(device, "sora")
        keep(device)
    with serve(cwd=new_release):
        device.goto("/")
        device.wait_for_function("caches.match('/offline').then(page => page.text()).then(text => text.includes('Try once more'))")
    for path, heading in (("/decks/harbour/read", "The pier of Brindle"), ("/decks/harbour/map", None), ("/decks/harbour/actors", None)):
        device.goto(path)
        device.locator("p.notice", has_text="Kept on this device on").wait_for()
        assert heading is None or device.locator("h1").inner_text() == heading
        assert device.evaluate("document.styleSheets[0].cssRules.length > 0")
    device.goto("/progress")
    device.get_by_role("heading", name="No connection.").wait_for()
    device.get_by_role("link", name="The reading").click()
    device.get_by_role("heading", name="The pier of Brindle", level=1).wait_for()


def test_two_learners_on_one_device_see_their_own_and_nothing_is_left_after_signing_out(serve, device, accounts_at):
    stores = "caches.keys().then(names => names.filter(name => name.includes(':of:')).length)"
    with serve():
        installed(device)
        sign_in(device, "sora")
        keep(device)
        device.context.clear_cookies()  # the sign-in ended in another way
        sign_in(device, "yuna")
        device.wait_for_function("localStorage.getItem('lessons') === document.body.dataset.lessons")
    device.goto("/decks/harbour/read")
    device.get_by_role("heading", name="No connection.").wait_for()
    assert device.get_by_text("The pier of Brindle").count() == 0
    with serve():
        keep(device)
        assert device.evaluate(stores) == 2
        sign_out(device)
        device.wait_for_function("localStorage.getItem('lessons') === ''")
        assert device.evaluate(stores) == 1
    device.goto("/decks/harbour/read")
    device.get_by_role("heading", name="No connection.").wait_for()


def test_a_lesson_is_removed_on_wish(serve, device, accounts_at):
    with serve():
        installed(device)
        sign_in(device, "sora")
        keep(device)
        device.get_by_role("button", name="Remove it from this device").click()
        device.get_by_text("Removed from this device.").wait_for()
    device.goto("/decks/harbour/read")
    device.get_by_role("heading", name="No connection.").wait_for()
