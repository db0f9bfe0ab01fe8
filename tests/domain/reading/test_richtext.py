from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.questions.inline import TextRun
from quizapp.domain.questions.question import GAP
from quizapp.domain.reading.deck import Block, Section
from quizapp.domain.reading.richtext import has_image, parse, plain, read


def kinds(text):
    return [(block.kind, block.text) for block in parse(text)]


def test_paragraphs_and_line_breaks():
    assert kinds("one\ntwo  \nthree\n\nfour") == [("p", "one two\nthree"), ("p", "four")]


def test_looks():
    assert parse("a *b* **c** ***d*** `e`")[0].runs == (
        TextRun("a "),
        TextRun("b", emphasis=True),
        TextRun(" "),
        TextRun("c", strong=True),
        TextRun(" "),
        TextRun("d", emphasis=True, strong=True),
        TextRun(" "),
        TextRun("e", code=True),
    )


def test_neighbours_of_one_look_are_one_run():
    assert parse("1 < 2 &amp; <b>bold</b>") == (Block("p", (TextRun("1 < 2 & <b>bold</b>"),)),)


def test_only_safe_links_survive():
    text = "[a](https://example.org) [b](mailto:a@example.org) [c](ftp://x) [d](/e) [f](javascript:alert) <http://g.org>"
    links = {run.text: run.href for run in parse(text)[0].runs if run.text.strip()}
    assert links["a"] == "https://example.org"
    assert links["b"] == "mailto:a@example.org"
    assert links["http://g.org"] == "http://g.org"
    assert {href for text, href in links.items() if text not in {"a", "b", "http://g.org"}} == {""}


def test_lists_quotations_and_code():
    text = "- a\n- b\n\n  c\n  1. d\n     > e\n\n> f\n\n    code\n\n```\nmore\n```\n\n***\n"
    assert kinds(text) == [
        ("li", "a"),
        ("li", "b"),
        ("li", "c"),
        ("oli", "d"),
        ("quote", "e"),
        ("quote", "f"),
        ("pre", "code"),
        ("pre", "more"),
    ]


def test_headings_of_a_text_are_small():
    assert kinds("# a\n## b\n### c\n#\n\ntext") == [("h3", "a"), ("h3", "b"), ("h3", "c"), ("p", "text")]


def test_an_image_becomes_its_description():
    assert kinds("see ![a *cat*](cat.png)") == [("p", "see a cat")]
    assert has_image("see ![a cat](cat.png)")
    assert not has_image("wow![a cat] (cat.png) `![a](b)`")


def test_the_gap_passes_through():
    assert kinds(f"from {GAP} to *{GAP}*") == [("p", f"from {GAP} to {GAP}")]


def test_text_is_composed():
    assert plain("cafe\u0301") == "café"


def test_plain_has_a_line_for_each_block():
    assert plain("a *b*\n\n- c") == "a b\nc"


def test_sections():
    reading = read("intro\n\n# First\n\na\n\n### small\n\nb\n\n## *Empty*\n\n## Öl\n\n> # quoted\n\nc")
    assert reading.sections == (Section("section", "", 0, 1), Section("first", "First", 1, 4), Section("ol", "Öl", 4, 6))
    assert [(block.kind, block.text) for block in reading.blocks] == [
        ("p", "intro"),
        ("p", "a"),
        ("h3", "small"),
        ("p", "b"),
        ("h3", "quoted"),
        ("p", "c"),
    ]
    assert reading.words == 6


def test_anchors_are_none_of_the_ids_that_a_page_has_anyway():
    reading = read("## Check\n\nOne.\n\n## Main\n\nTwo.")
    assert [section.anchor for section in reading.sections] == ["check-2", "main-2"]


def test_anchors_differ():
    reading = read("## A\n\n1\n\n## A\n\n2\n\n## 東京\n\n3\n\n## a 2\n\n4")
    assert [section.anchor for section in reading.sections] == ["a", "a-2", "section", "a-2-2"]


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    for block in parse(text):
        assert block.runs
        assert all(run.text for run in block.runs)
        assert all(run.href.lower().startswith(("http://", "https://", "mailto:")) for run in block.runs if run.href)
