"""Every address with a number or a name in it, filled with what is none: not found, and never a fault."""

import re
from urllib.parse import quote

import pytest

from quizapp.web.policy import POLICY

NUMBERS = ("0", "-1", "+1", "1.0", "1e9", "0x1", "1 or 1=1", "1%00", "1;--", "\u0661", "\u0967", "\uff11", "\u00b2", str(2**63), "9" * 30)
NAMES = ("-1", "..", "%2e%2e", "1 or 1=1", "\x00", "x\x00", "\u0661", "' OR '1'='1", "x" * 2000, "\u202e", "harbour\n", "{{7*7}}")

PART = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")
OTHER = {303, 308, 404, 405, 422}
"""What a name that nobody has may lead to: nothing, a page that says so, or the page where it is asked for again."""


@pytest.fixture
def client(client_of, admin):
    """An administrator, because no audience keeps one from finding out."""
    return client_of(admin)


def odd(rule):
    """Addresses of a route in which one part is none that it takes, and the others name nothing; with whether that part is a number."""
    parts = [(name, kind == "int") for kind, name in PART.findall(rule.rule) if not kind.startswith("any")]
    plain = {name: "7" if number else "nothing" for name, number in parts}
    for odd_one, number in parts:
        for value in NUMBERS if number else NAMES:
            filled = plain | {odd_one: quote(value, safe="%")}
            yield PART.sub(lambda found, filled=filled: filled.get(found[2], "stop"), rule.rule), number


@pytest.mark.parametrize("blueprint", sorted({endpoint.partition(".")[0] for endpoint in POLICY} - {"home"}))
def test_what_is_no_number_and_no_name_is_not_found(app, client, blueprint):
    tried = 0
    for rule in app.url_map.iter_rules():
        for address, number in odd(rule) if rule.endpoint.startswith(f"{blueprint}.") else ():
            for method in rule.methods & {"GET", "POST"}:
                form = {"csrf_token": client.token()} if method == "POST" else None
                status = client.open(address, method=method, data=form, follow_redirects=number).status_code
                assert status in ({404} if number else OTHER), (method, address, status)
                tried += 1
    assert tried


@pytest.mark.parametrize("zero", ["\u0660", "\u0966", "\uff10"], ids=["Arabic", "Devanagari", "full width"])
def test_a_page_has_no_second_address_in_digits_of_another_script(client, admin, zero):
    number = str(admin.id)
    assert client.get(f"/admin/accounts/{number}").status_code == 200
    assert client.get(f"/admin/accounts/{number.translate({ord('0') + n: ord(zero) + n for n in range(10)})}").status_code == 404
