"""HTML is taken apart as browsers do it, but nothing that is shown gets lost where something stays open."""

import pytest

from quizapp.bank.exchange.markup import reduced


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("is a <b a < b", "is a <b a < b"),
        ("is <!-- never closed", "is <!-- never closed"),
        ('is <a href="x', 'is <a href="x'),
        ("is <a href=\"x y='z' ", "is <a href=\"x y='z'"),
        ("is <? never closed", "is <? never closed"),
        ("a<!-->b<!-- > -->c<!--d--->e", "abce"),
        ("a <!DOCTYPE x> b <?php x?> c", "a b c"),
        ("5 < 6 </3 <", "5 < 6 </3 <"),
        ("a<script>if (a<b)</SCRIPT >b<style/>c<style>d", "abc"),
        ("<a href='http://a.org?b=1&amp;c'>l</a> <b/>q", "[l](http://a.org?b=1&c) q"),
        ("<A HREF=http://a.org>l</A>", "[l](http://a.org)"),
        ('<p title="a>b" title=c / class>k</p><td>a</td>', "k\n\na"),
        ("&lt; &#38; &amp", "< & &"),
        ("a &#99999999999; b &#xfffffffff; c", "a \ufffd b \ufffd c"),
        ("[sound:a.mp3] b [sound: [sound:c]", "b [sound:"),
    ],
)
def test_what_is_shown_stays(html, text):
    assert reduced(html).text.replace("\\", "") == text


def test_a_reference_to_a_number_beyond_all_is_no_fault():
    assert reduced(f"a &#{'9' * 5000};").text == "a \ufffd"
