"""Every page of the app in Chromium: axe finds nothing, no sideways scroll on a phone, light and dark, an empty console."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from accessibility import SCHEMES, inspect
from support import PASSWORD

pytestmark = pytest.mark.browser

ANYBODY = ["/", "/login", "/register", "/decks/harbour", "/decks/harbour/read", "/decks/knots"]
LEARNER = [
    "/",
    "/study",
    "/study/harbour?category=causes",
    "/study/harbour?facts=flags",
    "/study/harbour?facts=evening",
    "/study/harbour?facts=boats",
    "/study/harbour?facts=dark-years",
    "/study/round",
    "/study/feedback/1",
    "/decks/harbour",
    "/decks/harbour/read",
    "/decks/harbour/map",
    "/decks/harbour/map?view=table",
    "/decks/harbour/actors",
    "/decks/harbour/timeline",
    "/decks/harbour/causes",
    "/study/set-aside",
    "/decks/harbour/cards",
    "/decks/harbour/cards?side=back",
    "/decks/harbour/cards?mode=rate",
    "/decks/harbour/cards?marks=akkkkakkkkkk",
    "/decks/harbour/cards?which=slips",
    "/decks/harbour/cards/print",
    "/quiz/harbour",
    "/attempts/1",
    "/attempts/1/1",
    "/attempts/1/review",
    "/progress",
    "/progress/harbour",
    "/guesses",
    "/decks/harbour/test",
    "/decks/knots/test",
    "/account",
    "/account/delete",
    "/account/sureness",
]


@pytest.fixture(scope="module")
def session(browser, site):
    """The cookies of a guest who has answered and taken a quiz, so that no page is empty."""
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name="Start studying").click()
    page.goto("/study/harbour?facts=oil")
    page.get_by_role("button", name="I don’t know").click()
    page.locator("[data-verdict]").wait_for()
    page.goto("/decks/harbour/test")
    page.locator("[name=day]").fill((datetime.now(UTC).date() + timedelta(days=5)).isoformat())
    page.get_by_role("button", name="Save the day").click()
    page.get_by_text("That’s our best guess").wait_for()
    page.goto("/quiz/harbour")
    page.locator("[name=size]").fill("3")
    page.get_by_role("button", name="Start the quiz").click()
    page.locator("[data-question]").wait_for()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="module")
def teaching(browser, server):
    """The cookies of a teacher, with a report in the queue."""
    command = [sys.executable, "-m", "quizapp.cli", "user", "add", "moderator", "--role", "teacher"]
    environment = {**os.environ, "QUIZAPP_INSTANCE": str(server.instance)}
    subprocess.run(command, input=f"{PASSWORD}\n", text=True, env=environment, check=True, capture_output=True)
    context = browser.new_context(base_url=server.address)
    page = context.new_page()
    page.goto("/login")
    form = page.locator("form", has=page.get_by_role("button", name="Sign in"))
    form.get_by_label("User name").or_(form.locator("[name=username]")).first.fill("moderator")
    form.locator("[name=password]").fill(PASSWORD)
    form.get_by_role("button", name="Sign in").click()
    page.wait_for_url(server.address + "/")
    page.goto("/study/harbour?questions=pier-built-date")
    page.locator("[name=answer]").fill("1888")
    page.get_by_role("button", name="Check answer").click()
    page.get_by_role("button", name="I was right").click()
    page.get_by_text("you think you were right").wait_for()
    state = context.storage_state()
    context.close()
    return state


def visit(page, path):
    assert page.goto(path).status == 200
    inspect(page)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", ANYBODY)
def test_a_page_for_anybody(new_page, path, scheme):
    visit(new_page(color_scheme=scheme), path)


@pytest.mark.robust
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_a_learner(new_page, session, scheme):
    page = new_page(color_scheme=scheme, storage_state=session)
    for path in LEARNER:
        visit(page, path)


@pytest.mark.robust
def test_wide_pages(new_page, session):
    page = new_page(storage_state=session)
    page.set_viewport_size({"width": 1280, "height": 800})
    for path in ("/", "/study", "/study/feedback/1", "/decks/harbour/read", "/progress/harbour", "/quiz/harbour", "/account"):
        visit(page, path)


@pytest.mark.robust
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_a_teacher(new_page, teaching, scheme):
    page = new_page(color_scheme=scheme, storage_state=teaching)
    for path in ("/teach", "/teach/queue", "/teach/decks/harbour/coverage", "/teach/decks/knots/coverage", "/teach/decks/harbour/analysis"):
        visit(page, path)
    for path in ("/teach/classes", "/classes", "/join"):
        visit(page, path)
