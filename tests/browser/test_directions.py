"""A deck that is written from right to left, in Chromium: its text and its gaps stand in the order in which they are read."""

import pytest
from support import live

pytestmark = [pytest.mark.browser, pytest.mark.robust]

DECK = """
title: בירות
language: he
questions:
  - {id: city, type: cloze, prompt: "הבירה של המדינה הזאת היא העיר הגדולה {{ירושלים}} והשנה היא {{1948}} לספירה."}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The address of a live server with a deck in Hebrew."""
    folder = tmp_path_factory.mktemp("hebrew")
    (folder / "bank" / "bira").mkdir(parents=True)
    (folder / "bank" / "bira" / "deck.yaml").write_text(DECK, "utf-8")
    with live(folder / "instance", bank=folder / "bank") as server:
        yield server.address


def test_a_cloze_is_read_from_the_right(new_page):
    page = new_page()
    page.goto("/")
    page.get_by_role("button", name="Start studying").click()
    page.goto("/study/bira")
    text = page.locator(".cloze")
    assert text.evaluate("element => getComputedStyle(element).direction") == "rtl"
    first, second = (page.locator(f"[name=blank-{number}]").bounding_box() for number in (1, 2))
    below = second["y"] > first["y"] + first["height"] / 2
    assert below or second["x"] < first["x"]
    words = text.evaluate(
        """element => {
            const place = (node, from, to) => {
                const range = document.createRange();
                range.setStart(node, from);
                range.setEnd(node, to);
                return range.getBoundingClientRect();
            };
            const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
            const nodes = [];
            while (walker.nextNode()) if (walker.currentNode.data.trim()) nodes.push(walker.currentNode);
            const last = nodes.at(-1);
            const data = last.data.trimEnd();
            return [place(last, data.length - 2, data.length - 1).x, place(last, data.length - 1, data.length).x];
        }"""
    )
    assert words[1] < words[0], "the full stop stands at the left end of the last word"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
