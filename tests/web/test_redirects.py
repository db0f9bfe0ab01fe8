"""After sending a form, a visitor stays on this site."""

import pytest

from quizapp.web.redirects import is_local


@pytest.mark.parametrize("target", ["/", "/study", "/decks/harbour/read?x=1&y=http://a.b#c", "/decks/%EA%B9%80", "/a//b", "/a:b@c"])
def test_paths_of_this_site(target):
    assert is_local(target)


@pytest.mark.parametrize(
    "target",
    [
        "",
        "study",
        "//evil.invalid",
        "///evil.invalid",
        "////evil.invalid",
        "/\\evil.invalid",
        "\\/evil.invalid",
        "\\\\evil.invalid",
        "\\\\\\evil.invalid",
        "/\t/evil.invalid",
        "/\n/evil.invalid",
        "\t//evil.invalid",
        " //evil.invalid",
        "/ /evil.invalid",
        "/\x00/evil.invalid",
        "/\u2028/evil.invalid",
        "http://evil.invalid",
        "https:evil.invalid",
        "javascript:alert(1)",
        "data:text/html,x",
        "/study\r\nSet-Cookie: a=b",
    ],
)
def test_everything_else_is_another_site(target):
    assert not is_local(target)
