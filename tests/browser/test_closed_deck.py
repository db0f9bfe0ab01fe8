"""A deck that is closed for a quiz, in Chromium: a reader in the middle of a question sees until when, and axe finds nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from accessibility import NARROW_LIGHT_WIDE_DARK, inspect
from support import BANK, PASSWORD, live

pytestmark = pytest.mark.browser


@pytest.fixture
def site(tmp_path):
    """The address of a live server, and what closes its deck: `close()`."""
    from quizapp.config import read_settings
    from quizapp.services.classes import classes
    from quizapp.services.grading import assigning
    from quizapp.services.grading.assigning import Typed
    from quizapp.services.people import accounts
    from quizapp.services.site import maintenance

    def close():
        now = datetime.now(UTC)  # the server uses the clock of the machine
        due = f"{now + timedelta(days=2):%Y-%m-%dT%H:%M}"
        with maintenance.connected(read_settings({"INSTANCE": tmp_path / "instance", "BANK": BANK}, {})):
            accounts.create("hana", PASSWORD, now=now, role="teacher")
            who = accounts.visitor(accounts.sign_in("hana", PASSWORD, now=now, agent="", address="192.0.2.1"), now)
            room = classes.create(who, "History 9b", "", now)
            assigning.create(who, room, "harbour", "quiz", Typed(title="Harbour quiz", due=due, closes_deck=True), UTC, now)

    with live(tmp_path / "instance") as server:
        yield server.address, close


@pytest.mark.robust
def test_a_reader_in_the_middle_of_a_question_is_told_until_when(browser, site):
    address, close = site
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name="Start studying").click()
    page.goto("/study/harbour?category=dates")
    close()
    page.locator("button[name=dont_know]").click()
    page.get_by_role("heading", name="This deck is closed until").wait_for()
    assert page.locator("[data-verdict]").count() == 0
    for width, scheme in NARROW_LIGHT_WIDE_DARK:
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(color_scheme=scheme)
        for path in ("/decks/harbour", "/"):
            page.goto(path)
            inspect(page)
    context.close()
