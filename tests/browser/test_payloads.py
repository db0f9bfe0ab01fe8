"""Script in every text that people write: Chromium shows it as text, opens no dialog, and its security policy has nothing to stop."""

import json
import re
from datetime import UTC
from urllib.parse import urldefrag, urlsplit

import pytest
from support import PASSWORD, live

from quizapp.config import read_settings
from quizapp.services.authoring import importing
from quizapp.services.classes import classes
from quizapp.services.grading import assigning
from quizapp.services.grading.assigning import Typed
from quizapp.services.people import accounts
from quizapp.services.site import maintenance

pytestmark = [pytest.mark.browser, pytest.mark.robust]

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "\"'><svg onload=alert(3)>",
    "[click](javascript:alert(4))",
    "<javascript:alert(5)>",
    "[u](&#106;avascript:alert(6))",
    "[d](data:text/html,<script>alert(7)</script>)",
    "{{7*7}}",
    "${7*7}",
    "{0.__class__} %(x)s %s",
    "</textarea></script><style>body{display:none}</style>",
    "<a href=//evil.invalid onclick=alert(8)>",
)
ALL = " ".join(PAYLOADS)
SHORT = "<b onclick=alert(9)>x</b>"
LEAVING = re.compile(r"/logout|/export|/zip|/favicon|\.ics|/print|/worksheet|/delete|/set-aside|/help/")
"""Addresses of files, and of what ends a visit."""

FEWEST, MOST = 20, 35
"""How many pages a walk must have seen, and may."""

LIVE = r"""[...document.querySelectorAll("*")].filter(element =>
    [...element.attributes].some(one => one.name.startsWith("on")
        || /^\s*(javascript|data):/i.test(one.value) && element.localName !== "img")
    || element.localName === "script" && !element.src
    || element.localName === "style").map(element => element.outerHTML.slice(0, 200))"""
"""The elements of a page that could act: with a handler, with an address that is a script, or with a script of their own."""


def deck():
    """A deck in which every text that an author may write is a payload."""
    whole = {"prompt": ALL, "hint": ALL, "tags": ["x"]}
    questions = [
        whole
        | {
            "id": "choice",
            "type": "multiple_choice",
            "answer": PAYLOADS[0],
            "distractors": [{"text": p, "feedback": ALL} for p in PAYLOADS[1:7]],
        },
        whole | {"id": "ticks", "type": "multiple_answer", "answers": list(PAYLOADS[:2]), "distractors": list(PAYLOADS[2:5])},
        whole | {"id": "truth", "type": "true_false", "answer": "false", "why": ALL},
        whole | {"id": "typed", "type": "short_answer", "answer": PAYLOADS[1], "mistakes": [{"text": PAYLOADS[0], "feedback": ALL}]},
        whole | {"id": "pairs", "type": "matching", "pairs": dict(zip(PAYLOADS[:3], PAYLOADS[3:6], strict=True))},
        whole | {"id": "order", "type": "ordering", "items": list(PAYLOADS[:4])},
        whole | {"id": "card", "type": "flashcard", "answer": ALL, "ideas": [PAYLOADS[0], PAYLOADS[2]]},
        {"id": "gaps", "type": "cloze", "prompt": "<script>alert(1)</script> {{" + PAYLOADS[1] + "}} " + PAYLOADS[2], "hint": ALL},
    ]
    fact = {"statement": ALL, "quote": "The tower is high", "why": ALL, "background": ALL, "according_to": SHORT, "category": "x"}
    return {
        "title": PAYLOADS[0] + PAYLOADS[6],
        "description": ALL,
        "language": "en",
        "reading": "reading.md",
        "retells": ALL,
        "before": [ALL],
        "after": [ALL],
        "glossary": [{"word": "tower", "meaning": ALL}],
        "source": {"title": ALL, "publisher": SHORT, "date": "1931"},
        "categories": {"x": SHORT},
        "asides": ["It is old."],
        "terms": [{"name": "Mara", "kind": "person", "also": [PAYLOADS[1]], "note": ALL}],
        "facts": [fact | {"id": f"fact-{one['id']}", "questions": [one]} for one in questions],
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A server with that deck, and an administrator, a class and an assignment named as the deck is."""
    folder = tmp_path_factory.mktemp("payloads")
    (folder / "bank" / "hostile").mkdir(parents=True)
    (folder / "bank" / "hostile" / "deck.yaml").write_text(json.dumps(deck()))
    (folder / "bank" / "hostile" / "reading.md").write_text(f"# {PAYLOADS[0]}\n\nThe tower is high. Mara built it. It is old.\n")
    settings = read_settings({"INSTANCE": folder / "instance"}, {})
    with live(folder / "instance", bank=folder / "bank") as server:
        assert "hostile: published" in server.printed
        with maintenance.connected(settings):
            now = settings.clock()
            accounts.create("principal", PASSWORD, display_name=PAYLOADS[7] + SHORT, now=now, role="admin")
            who = importing.teacher_named("principal")
            class_id = classes.create(who, PAYLOADS[1], "", now)
            classes.give(who, class_id, "hostile", now)
            for kind in ("quiz", "study"):
                assigning.create(who, class_id, "hostile", kind, Typed(title=PAYLOADS[2], size="3"), UTC, now)
            code = classes.board(who, class_id, now).classroom.code
        yield server.address, code


@pytest.fixture
def walk(browser, hostile):
    """A page that writes down what it should not see, and a function that follows every link from where it is."""
    context, seen, amiss = browser.new_context(base_url=hostile[0], viewport={"width": 360, "height": 740}), {}, []
    page = context.new_page()
    page.on("dialog", lambda dialog: (amiss.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: amiss.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: amiss.append(f"{page.url}: {error}"))
    page.on("request", lambda sent: sent.url.startswith((hostile[0], "data:")) or amiss.append(f"request to {sent.url}"))

    def follow(*starts):
        waiting = list(starts)
        while waiting and len(seen) < MOST:
            path = waiting.pop(0)
            if path in seen or LEAVING.search(path):
                continue
            seen[path] = page.goto(path).status
            page.evaluate("document.querySelectorAll('details').forEach(folded => { folded.open = true; })")
            assert page.evaluate(LIVE) == [], path
            links = page.evaluate("[...document.links].map(link => link.href)")
            assert not [link for link in links if urlsplit(link).scheme not in {"http", "https", "webcal"}], path
            waiting += [urldefrag(link.removeprefix(hostile[0]))[0] for link in links if link.startswith(f"{hostile[0]}/")]

    yield page, follow
    context.close()
    assert amiss == []
    assert set(seen.values()) <= {200, 404}
    assert len(seen) >= FEWEST


def test_a_learner_sees_texts_alone(walk, hostile):
    page, follow = walk
    page.goto(f"/join/{hostile[1]}")
    page.get_by_label("Your name in class").fill(SHORT)
    page.get_by_role("button", name="Join").click()
    page.wait_for_url("**/joined")
    assert page.evaluate(LIVE) == []
    for question in ("choice", "ticks", "truth", "typed", "pairs", "order", "gaps"):
        page.goto(f"/study/hostile?questions={question}")
        assert PAYLOADS[0] in page.inner_text("main")
        if question == "typed":
            page.locator("[name=answer]").fill(PAYLOADS[2])
            page.get_by_role("button", name="Check answer").click()
            page.get_by_role("button", name="I was right").click()
        else:
            page.get_by_role("button", name="I don’t know").click()
        page.locator("[data-verdict]").wait_for()
        assert page.evaluate(LIVE) == []
    follow(
        "/decks/hostile/read", "/decks/hostile/map?fact=fact-choice", "/decks/hostile/cards?side=back", "/decks/hostile/actors?open=1", "/"
    )


def test_a_teacher_sees_texts_alone(walk):
    page, follow = walk
    page.goto("/login")
    form = page.locator("form", has=page.get_by_role("button", name="Sign in"))
    form.locator("[name=username]").fill("principal")
    form.locator("[name=password]").fill(PASSWORD)
    form.get_by_role("button", name="Sign in").click()
    page.locator("form[action='/logout']").first.wait_for(state="attached")
    follow(
        "/teach/queue", "/teach/classes/1", "/teach/decks/hostile", "/teach/decks/hostile/analysis?all=1", "/admin/accounts", "/admin/log"
    )


def test_the_look_at_a_page_finds_what_could_act(browser):
    context = browser.new_context(java_script_enabled=True)
    page = context.new_page()
    page.set_content(
        "<b onclick='x()'>1</b><a href=' JavaScript:x()'>2</a><a href='data:text/html,x'>3</a><script>4</script><style>p{}</style><p>6</p>"
    )
    found = page.evaluate(LIVE)
    context.close()
    assert [re.match(r"<(\w+)", element)[1] for element in found] == ["b", "a", "a", "script", "style"]
