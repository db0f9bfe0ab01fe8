"""One-line texts: what is shown of what was typed."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from quizapp.domain.questions.inline import TextRun, altered, as_shown, paragraphs
from quizapp.domain.questions.question import GAP

STAY = """
1. Mai|2. Weltkrieg|3) drei|1945. What ended?|> 100|>= 5|# 5|#hashtag|### x|+ 100|- 100|* 100|---|***|===|2*3*4|2 * 3 * 4|a*b*c|5*x + 3*y
__init__|__main__.py|snake_case_name|x_1|$x_1^2$|_|__|_ _|a__b|C*|*nix|f(*args, **kwargs)|int *p, *q|2**10**2|das*Wort*da|日本*語*だ
<br>|<b>bold</b>|<p>|1 < 2 > 0|a|b|~ca. 5~|~~gone~~|R&D|AT&T|&nosuch;|100 %|[x]|[1] and [2]|array[0]|[H+]|!|!x|C:\\dir|^2|H_2O|e^{-x}
= 5|| a | b ||:---|\"quoted\"|'single'|…|1.|2)|-|+|>|#|`|```|~~~|10*10|*|**|* *|_x|x_|*x|x*|\t5|a\\
"""
ROWS = [row for row in STAY.strip().replace("\n", "|").split("|") if row.strip()]


@pytest.mark.parametrize("text", ROWS)
def test_what_is_no_mark_is_shown_as_it_was_typed(text):
    assert as_shown(text) == text.strip()


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("*emphasis*", [TextRun("emphasis", emphasis=True)]),
        ("**strong**", [TextRun("strong", strong=True)]),
        ("***both***", [TextRun("both", emphasis=True, strong=True)]),
        ("«*Faust*», 1808", [TextRun("«"), TextRun("Faust", emphasis=True), TextRun("», 1808")]),
        ("l'*amico*", [TextRun("l'"), TextRun("amico", emphasis=True)]),
        ("*not* beside 3*4", [TextRun("not", emphasis=True), TextRun(" beside 3*4")]),
        ("**2. Weltkrieg**", [TextRun("2. Weltkrieg", strong=True)]),
        ("`2*3*4` is *code*", [TextRun("2*3*4", code=True), TextRun(" is "), TextRun("code", emphasis=True)]),
        ("[a_b](https://example.org/x_y_z)", [TextRun("a_b", href="https://example.org/x_y_z")]),
        ("[x](ftp://example.org)", [TextRun("x")]),
        ("\\*star\\* \\# \\_", [TextRun("*star* # _")]),
        ("![a *cat*](cat.png)", [TextRun("a cat")]),
        (f"from *{GAP}* to 2*{GAP}*3", [TextRun("from "), TextRun(GAP, emphasis=True), TextRun(f" to 2*{GAP}*3")]),
        ("&lt;br&gt;", [TextRun("<br>")]),
        ("cafe\u0301", [TextRun("café")]),
    ],
)
def test_marks_at_the_edge_of_a_word_count(text, runs):
    assert paragraphs(text) == (tuple(runs),)


def test_an_empty_line_parts_paragraphs_and_another_break_is_a_blank():
    assert [runs[0].text for runs in paragraphs("- one\n  1. two  \nthree\n \n\nfour")] == ["- one 1. two three", "four"]
    assert as_shown("- one\n\nfour") == "- one four"
    assert paragraphs(" ") == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A &amp; B", ("&amp;", "&")),
        ("5 &lt; 6 &gt; 4", ("&lt;", "<")),
        ("x &#42; y", ("&#42;", "*")),
        ("the book _Faust_.", ("_Faust_", "_Faust_")),
        ("__Faust I__ and", ("__Faust I__", "__Faust I__")),
        ("(_x y z_)", ("_x y z_", "_x y z_")),
        ("__init__", None),
        ("snake_case_name and _private", None),
        ("`_code_` \\_x\\_ [_](https://example.org/_x_)", None),
        ("*marks* **are** meant \\* `a` [b](https://example.org)", None),
        ("R&D; A&B", None),
    ],
)
def test_what_an_author_may_have_meant_otherwise_is_found(text, found):
    assert altered(text) == found


@given(st.text(st.characters(exclude_characters="*`[]<>\\\\&!", exclude_categories=["C", "Z"]), min_size=1, max_size=40))
def test_nothing_else_changes_a_line(text):
    assert as_shown(text) == paragraphs(text)[0][0].text


@given(st.text("ab1 *_`[]()!<>&;\\\\\n#-+.", max_size=30))
@example("_1\n1_")
@example("_1 \n 1_")
def test_whatever_is_typed_is_shown_and_never_longer(text):
    assert len(as_shown(text)) <= len(text)
    assert altered(text) is None or altered(text)[0] in re.sub(r" *\n *", " ", text)


@given(st.text("ab_ .,", min_size=1, max_size=20))
def test_words_between_stars_are_marked_where_underscores_would_be(text):
    """The rule for stars is CommonMark's own for the underscore."""
    stars = "".join("*" if character == "_" else character for character in text)
    emphasised = [token.type for token in MarkdownIt().parseInline(text)[0].children or () if token.type.endswith("open")]
    assert bool(emphasised) == any(run.emphasis or run.strong for runs in paragraphs(stars) for run in runs)
