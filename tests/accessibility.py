"""What every page is held against in Chromium."""

import pytest
from axe_playwright_python.sync_playwright import Axe

SCHEMES = ["light", pytest.param("dark", marks=pytest.mark.robust)]
"""Dark differs from light in its colours alone, which come from one style sheet: seeing every page again is left to `make robust`."""

NARROW_LIGHT_WIDE_DARK = [(360, "light"), pytest.param(1280, "dark", marks=pytest.mark.robust)]
"""For those who look after many pages: the phone each time, a wide dark screen in `make robust`."""


def inspect(page):
    """Fail where axe finds something on the page that is open, or where it scrolls sideways."""
    page.wait_for_load_state()  # a press on a link returns when the next page begins to arrive
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], f"{page.url} scrolls sideways"
    page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
