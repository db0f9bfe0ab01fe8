"""Signed out in another tab while a question is open: signing in on the spot checks the answer."""

import pytest
from accessibility import inspect

pytestmark = pytest.mark.browser


def sign_out_elsewhere(page):
    other = page.context.new_page()
    other.goto("/account")
    other.get_by_role("button", name="Sign out").last.click()
    other.wait_for_url(lambda address: "/account" not in address)
    other.close()


def fill_in(page, button, name):
    form = page.locator("form", has=page.get_by_role("button", name=button))
    form.locator("[name=username]").fill(name)
    form.locator("[name=password]").fill("three brown hens")
    form.get_by_role("button", name=button).click()
    page.wait_for_load_state()


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_signing_in_checks_the_answer(browser, site, scripted):
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740}, java_script_enabled=scripted)
    page = context.new_page()  # its console has a line for the refused form
    page.goto("/register")
    name = f"asked {scripted}"
    fill_in(page, "Create account", name)
    page.goto("/study/harbour?facts=length")
    page.locator("[name=answer]").fill("300")
    sign_out_elsewhere(page)
    page.get_by_role("button", name="Check answer").click()
    page.get_by_role("heading", name="Your answer is still here.", level=1).wait_for()
    if scripted:
        inspect(page)
    fill_in(page, "Sign in and check it", name)
    if not scripted:
        page.get_by_role("button", name="Check answer").click()
    page.locator("[data-verdict]").wait_for()
    assert "300" in page.locator("section.question").inner_text()
    context.close()
