"""Checks that every page has to pass in Chromium."""

import pytest
from axe_playwright_python.sync_playwright import Axe

WIDTHS = [360, pytest.param(1280, marks=pytest.mark.robust)]
SCHEMES = ["light", pytest.param("dark", marks=pytest.mark.robust)]
"""Dark differs from light only in its colours, and a wide screen from a phone in little that axe sees: both are left to `make robust`."""

NARROW_LIGHT_WIDE_DARK = [(360, "light"), (1280, "dark")]
"""For tests of many pages, in `make robust`: a phone, and a wide dark screen."""


def inspect(page):
    """Fail if axe finds something on the open page, or if it scrolls sideways."""
    page.wait_for_load_state()  # a click on a link returns when the next page begins to arrive
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], f"{page.url} scrolls sideways"
    page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
