"""Long work continues by itself: a page with `data-go-on` sends its form once for each step, and stops if nothing moves or it breaks."""

import pytest

from quizapp.web.assets import STATIC, hashed

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><head><title>Work</title></head><body><p id="live"></p><h1>{done} of 3</h1>
<form method="post" action="/work/go-on" {mark}><button type="submit">Continue</button></form>
<script src="{script}" defer></script></body></html>"""


def drawn(done, mark):
    return PAGE.format(done=done, mark=mark, script=hashed(STATIC / "app.js"))


@pytest.fixture
def work(new_page):
    """Open a page of work with three steps; `fails` and `stuck` are the steps after which it breaks, or does not move."""

    def open_page(*, fails=-1, stuck=-1, script="", **options):
        page, posts = new_page(lossy=True, **options), []
        if script:
            page.add_init_script(script)

        def answer(route):
            if route.request.method == "POST":
                posts.append(len(posts))
                if len(posts) == fails:
                    return route.fulfill(content_type="text/html", body="<h1>Something went wrong</h1>")
            done = min(len(posts), stuck) if stuck >= 0 else len(posts)
            mark = f'data-go-on="0 {done}"' if done < 3 else ""
            return route.fulfill(content_type="text/html", body=drawn(done, mark))

        page.route("**/work/*", answer)
        page.goto("/work/go-on")
        return page, posts

    return open_page


def test_it_goes_on_to_the_end_by_itself(work):
    page, posts = work()
    page.get_by_text("3 of 3").wait_for()
    page.wait_for_load_state()
    assert len(posts) == 3


def test_it_stops_where_a_step_fails(work):
    page, posts = work(fails=2)
    page.get_by_text("Something went wrong").wait_for()
    page.unroute("**/work/*")
    page.route("**/work/*", lambda route: route.fulfill(content_type="text/html", body=drawn(1, 'data-go-on="0 1"')))
    page.goto("/work/go-on")
    page.wait_for_load_state("networkidle")
    assert page.locator("form[aria-busy]").count() == 0, "who comes back presses the button"
    assert len(posts) == 2


def test_it_stops_where_nothing_moves_and_the_button_stays(work):
    page, posts = work(stuck=1)
    page.wait_for_function("sessionStorage.length === 1 && document.querySelector('h1').textContent === '1 of 3'")
    page.wait_for_load_state("networkidle")
    assert len(posts) == 2, "the first step, and the one that did not move"
    page.get_by_role("button", name="Continue").click()
    page.wait_for_load_state("networkidle")
    assert len(posts) == 3


PRESS = """
addEventListener("submit", event => { if (!event.defaultPrevented) sessionStorage.sent = 1 + Number(sessionStorage.sent ?? 0); });
addEventListener("DOMContentLoaded", () => document.querySelector("[data-go-on] button")?.click());
"""


def test_a_press_while_it_is_sent_sends_nothing_twice(work):
    page, posts = work(script=PRESS)
    page.get_by_text("3 of 3").wait_for()
    assert page.evaluate("Number(sessionStorage.sent)") == 3
    assert len(posts) == 3


def test_without_script_the_button_does_it(work):
    page, posts = work(java_script_enabled=False)
    assert posts == []
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("1 of 3").wait_for()
    assert len(posts) == 1
