"""The lesson page refreshes by itself; whatever somebody has opened, and the focus, stay as they were."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from support import BANK, environ_of, live

from quizapp.config import read_settings
from quizapp.services.classes import classes, joining
from quizapp.services.people.accounts import ANONYMOUS
from quizapp.services.site import demonstration, maintenance
from quizapp.services.site.demonstration import PASSWORD, TEACHER, DemoSize


@pytest.fixture
def lesson(tmp_path):
    """The address of a site with a class of four that has just had a lesson, and a function that lets somebody join it."""
    settings = read_settings({}, environ_of(tmp_path, BANK))
    now = datetime.now(UTC)
    maintenance.upgrade(settings, now)
    settings = read_settings({}, environ_of(tmp_path, BANK))
    with maintenance.connected(settings):
        stage = demonstration.prepare(BANK, DemoSize(now, students=4, days=2), settings.secret_key, "UTC")
        for student in stage.students:
            demonstration.study_all(stage, student)
        demonstration.finish(stage)
        code = classes.board(stage.teacher, stage.class_id, now).classroom.code

    def join():
        with maintenance.connected(settings):
            joining.join(ANONYMOUS, code, "Mina", now=datetime.now(UTC), agent="", address="")

    with live(tmp_path) as server:
        yield server.address, stage.unclear, join


def test_the_region_is_drawn_anew(browser, lesson):
    site, question, join = lesson
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.clock.install()
    page.goto("/login")
    page.locator("#in-username").fill(TEACHER)
    page.locator("#in-password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"/teach/classes/1/now?deck=harbour&question={question}")
    expect(page.locator("#main")).to_contain_text("4 students")
    summary = page.locator(f"#answers-harbour-{question} > summary")
    summary.click()
    summary.focus()
    join()
    page.clock.fast_forward(10_000)
    expect(page.locator("#main")).to_contain_text("5 students")
    expect(page.locator(f"#answers-harbour-{question}")).to_have_attribute("open", "")
    expect(summary).to_be_focused()
    context.close()
