"""What every page is held against in Chromium."""

from axe_playwright_python.sync_playwright import Axe


def inspect(page):
    """Fail where axe finds something on the page that is open, or where it scrolls sideways."""
    page.wait_for_load_state()  # a press on a link returns when the next page begins to arrive
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], f"{page.url} scrolls sideways"
    page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
