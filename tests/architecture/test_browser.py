"""The pages of learners are opened in a browser, too."""

import re

from support import ROOT

from quizapp.web.policy import POLICY, STUDYING

OPENED = (ROOT / "tests" / "browser" / "test_pages.py").read_text("utf-8")


def test_every_page_of_a_deck_is_opened_in_a_browser(app):
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and rule.arguments <= {"deck"}]
    pages = {rule.rule.replace("<deck>", "harbour") for rule in rules if POLICY[rule.endpoint].audience in STUDYING}

    assert len(pages) > 10
    assert [page for page in sorted(pages) if not re.search(rf'"{page}["?]', OPENED)] == [], (
        "add it to LEARNER in tests/browser/test_pages.py"
    )
