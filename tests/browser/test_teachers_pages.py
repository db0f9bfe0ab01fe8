"""Every page of a teacher and of an administrator in Chromium, with a class at work: axe finds nothing, no sideways scroll."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from accessibility import NARROW_LIGHT_WIDE_DARK, inspect
from support import BANK, PASSWORD

pytestmark = pytest.mark.browser

PAGES = [
    "/teach",
    "/teach/start",
    "/teach/classes",
    "/teach/queue",
    "/teach/decks/new",
    "/teach/decks/import",
    "/teach/decks/harbour",
    "/teach/decks/harbour/analysis",
    "/teach/decks/harbour/analysis?class={class_id}&all=1",
    "/teach/decks/harbour/coverage",
    "/teach/decks/harbour/notes",
    "/teach/decks/harbour/export",
    "/teach/decks/harbour/worksheet",
    "/teach/decks/harbour/revisions",
    "/teach/decks/harbour/regrade/pier-built-date",
    "/teach/decks/{copy}",
    "/teach/decks/{copy}/publish",
    "/teach/decks/{copy}/revisions",
    "/teach/decks/{copy}/move/{class_id}",
    "/teach/classes/{class_id}",
    "/teach/classes/{class_id}/code",
    "/teach/classes/{class_id}/now",
    "/teach/classes/{class_id}/accounts",
    "/teach/classes/{class_id}/map/harbour",
    "/teach/classes/{class_id}/forecast",
    "/teach/classes/{class_id}/gain",
    "/teach/classes/{class_id}/sureness",
    "/teach/classes/{class_id}/tests/harbour",
    "/teach/classes/{class_id}/students/{student}",
    "/teach/classes/{class_id}/members/{student}",
    "/teach/classes/{class_id}/gradebook",
    "/teach/classes/{class_id}/gradebook/students/{student}",
    "/teach/classes/{class_id}/gradebook/{quiz}/{student}/1",
    "/teach/classes/{class_id}/assignments/new",
    "/teach/classes/{class_id}/assignments/new?kind=study&deck=harbour",
    "/teach/classes/{class_id}/assignments/new?kind=quiz&deck=harbour",
    "/teach/assignments/{quiz}",
    "/teach/assignments/{quiz}/edit",
    "/admin",
    "/admin/accounts",
    "/admin/accounts/{principal}",
    "/admin/decks",
    "/admin/log",
    "/admin/weights",
]


def signed_in(browser, server):
    """The cookies of an administrator, who also teaches."""
    command = [sys.executable, "-m", "quizapp.cli", "user", "add", "principal", "--role", "admin"]
    environment = {**os.environ, "QUIZAPP_INSTANCE": str(server.instance)}
    subprocess.run(command, input=f"{PASSWORD}\n", text=True, env=environment, check=True, capture_output=True)
    context = browser.new_context(base_url=server.address)
    page = context.new_page()
    page.goto("/login")
    form = page.locator("form", has=page.get_by_role("button", name="Sign in"))
    form.locator("[name=username]").fill("principal")
    form.locator("[name=password]").fill(PASSWORD)
    form.get_by_role("button", name="Sign in").click()
    page.wait_for_url(server.address + "/")
    state = context.storage_state()
    context.close()
    return state


def set_up(server):
    """Create a class with a deck, a quiz and a study assignment, and a copy of the deck. Return what the addresses name, and the code."""
    from sqlalchemy import select

    from quizapp.config import read_settings
    from quizapp.db.base import transaction
    from quizapp.db.models import Account, ClassroomRow
    from quizapp.services.classes import classes, moving
    from quizapp.services.grading import assigning
    from quizapp.services.grading.assigning import Typed
    from quizapp.services.people.accounts import Visitor
    from quizapp.services.site import maintenance

    now = datetime.now(UTC)  # the server uses the clock of the machine
    with maintenance.connected(read_settings({"INSTANCE": server.instance, "BANK": BANK}, {})):
        with transaction(write=False) as connection:
            user_id = connection.scalar(select(Account.id).where(Account.username == "principal"))
        who = Visitor(id=user_id, username="principal", role="admin")
        class_id = classes.create(who, "History 9b", "", now)
        quiz = assigning.create(who, class_id, "harbour", "quiz", Typed(title="Before Friday", size="2"), UTC, now)
        assigning.create(who, class_id, "harbour", "study", Typed(title="Causes", categories=("causes",)), UTC, now)
        copy = moving.copy_to_edit(who, "harbour", now)
        with transaction(write=False) as connection:
            code = connection.scalar(select(ClassroomRow.code).where(ClassroomRow.id == class_id))
    return {"class_id": class_id, "quiz": quiz, "copy": copy, "principal": user_id}, code


def learn(browser, server, code, quiz):
    """Join as a student, claim that a wrong answer was right, and hand the quiz in."""
    context = browser.new_context(base_url=server.address)
    page = context.new_page()
    page.goto(f"/join/{code}")
    page.get_by_label("Your name in class").fill("김서연")
    page.get_by_role("button", name="Join").click()
    page.goto("/study/harbour?questions=pier-built-date")
    page.locator("[name=answer]").fill("1888")
    page.get_by_role("button", name="Check answer").click()
    page.get_by_role("button", name="I was right").click()
    page.get_by_text("you think you were right").wait_for()
    page.goto(f"/assignments/{quiz}")
    page.get_by_role("button", name="Start the quiz").click()
    page.locator("[data-question]").wait_for()
    page.goto(re.sub(r"/\d+$", "", page.url))
    page.get_by_role("button", name="Hand in as it is").click()
    page.wait_for_url("**/review*")
    context.close()


def offer(connection, student):
    """Let the student's right answer be one that older rules refused, so that pages offer a re-grade."""
    from sqlalchemy import update

    from quizapp.db.grading import regrade_offers
    from quizapp.db.models import Answer

    refused = (
        update(Answer)
        .where(Answer.user_id == student, Answer.response == '["1888"]')
        .values(response='["1887"]', rules=1)
        .returning(Answer.n, Answer.question_id)
    )
    n, question_id = connection.execute(refused).one()
    regrade_offers.replace_offers(connection, question_id, [(student, n)])


@pytest.fixture(scope="module")
def class_at_work(browser, server):
    """The cookies of its teacher, and what the addresses of PAGES name."""
    from sqlalchemy import select

    from quizapp.config import read_settings
    from quizapp.db.base import transaction
    from quizapp.db.models import MembershipRow
    from quizapp.services.site import maintenance

    state = signed_in(browser, server)
    named, code = set_up(server)
    learn(browser, server, code, named["quiz"])
    members = select(MembershipRow.user_id).where(MembershipRow.class_id == named["class_id"], MembershipRow.role == "student")
    with maintenance.connected(read_settings({"INSTANCE": server.instance, "BANK": BANK}, {})), transaction(write=True) as connection:
        named["student"] = connection.scalar(members)
        offer(connection, named["student"])
    return state, named


@pytest.mark.robust
@pytest.mark.parametrize(("width", "scheme"), NARROW_LIGHT_WIDE_DARK)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(new_page, class_at_work, width, scheme):
    state, named = class_at_work
    page = new_page(storage_state=state, color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 740})
    for path in (path.format(**named) for path in PAGES):
        assert page.goto(path).status == 200, path
        page.evaluate("document.querySelectorAll('main details').forEach(folded => { folded.open = true; })")
        inspect(page)
