"""SVG drawings: what is accepted, what is refused, and what is stored."""

import re
from itertools import pairwise

import pytest

from quizapp.bank.drawings import BadDrawing, redrawn
from quizapp.bank.load import load_folder
from quizapp.bank.pictures import BadPicture, encode, is_picture

NS = 'xmlns="http://www.w3.org/2000/svg"'


def svg(inside="", attributes='viewBox="0 0 646 440"', before=""):
    return f"{before}<svg {NS} {attributes}>{inside}</svg>".encode()


DRAWN = svg(
    '<title id="t">A map (of two)</title><desc>Lands: data: of 2019 @ home</desc><style>.a { fill: red; stroke: url(#g) }</style>'
    '<defs><linearGradient id="g"><stop offset="0" stop-color="#3f8fc4"/></linearGradient><g id="p"><circle r="2"/></g></defs>'
    '<g fill="url(#g)" style="opacity: .5" transform="rotate(3 4 5)" aria-label="data: image (1)"><path class="a" d="M0 0 L1 1Z"/></g>'
    '<use href="#p" x="3"/><text x="1" y="2">Seoul &amp; Tokyo</text>',
    'viewBox="0 0 646 440" role="img" aria-labelledby="t"',
)


def test_a_drawing_is_stored_with_the_size_of_its_view_box():
    encoded = encode(DRAWN, "map.svg")
    assert (encoded.mime, encoded.picture.width, encoded.picture.height) == ("image/svg+xml", 646, 440)
    text = encoded.data.decode()
    assert "Seoul &amp; Tokyo" in text
    assert all(f"<{name}" in text for name in ("svg", "title", "style", "linearGradient", "use", "path", "circle"))
    assert is_picture("map.svg")


def test_writing_it_anew_twice_gives_the_same_bytes():
    picture, data = redrawn(DRAWN)
    assert redrawn(data) == (picture, data)


def test_what_a_drawing_program_notes_down_is_dropped():
    notes = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:s="http://sodipodi.example/" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'viewBox="0,0 10 20" s:name="secret" xml:base="https://example.org/"><?xml-stylesheet href="https://example.org/a.css"?>'
        '<!-- secret --><metadata>secret</metadata><s:view at="secret"/><g id="a"/><use xlink:href="#a" xlink:title="secret"/></svg>'
    )
    text = redrawn(notes.encode())[1].decode()
    assert "secret" not in text
    assert "example" not in text
    assert '<use href="#a"' in text


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<path onload="alert(1)"/>',
        '<g OnClick="alert(1)"/>',
        "<foreignObject><p/></foreignObject>",
        '<p xmlns="http://www.w3.org/1999/xhtml">x</p>',
        '<image href="a.png"/>',
        '<a href="https://example.org"><path/></a>',
        '<use href="other.svg#a"/>',
        '<use xmlns:x="http://www.w3.org/1999/xlink" x:href="https://example.org/a.svg#a"/>',
        '<linearGradient href="data:image/svg+xml,x"/>',
        '<animate attributeName="href"/>',
        '<set attributeName="onload" to="alert(1)"/>',
        "<feImage/>",
        '<path fill="url(https://example.org/a.svg#g)"/>',
        '<path fill="url( &quot;//example.org/a#g&quot; )"/>',
        '<path fill="url(#g"/>',
        '<path style="fill: url(a.svg)"/>',
        '<path style="fill: u\\72l(a.svg)"/>',
        "<path style=\"background: image-set('a.png' 1x)\"/>",
        "<style>@import 'a.css';</style>",
        "<style>@media (width > 3px) { g { fill: red } }</style>",
        "<style>g { fill: URL('https://example.org') }</style>",
        "<style>g {} /* url(#a) */</style>",
        "<style>g {}<g/>@import 'a.css';</style>",
        "<style><![CDATA[@import 'a.css';]]></style>",
        "<title><style>@import 'a.css';</style></title>",
        "<g>" * 50 + "</g>" * 50,
        '<g id="a"><use href="#a"/></g>',
        '<use id="a" href="#b"/><use id="b" href="#a"/>',
        "".join(f'<g id="a{n}">{f"<use href={chr(34)}#a{n + 1}{chr(34)}/>" * 10}</g>' for n in range(6)) + '<path id="a6"/>',
        "".join(f'<g id="a{n}"><use href="#a{n + 1}"/></g>' for n in range(1500)) + '<path id="a1500"/>',
    ],
)
def test_what_could_act_or_load_or_grow_is_refused(inside):
    with pytest.raises(BadDrawing) as caught:
        redrawn(svg(inside))
    assert caught.value.what
    with pytest.raises(BadPicture) as refused:
        encode(svg(inside), "a.svg")
    assert (refused.value.code, refused.value.what) == ("drawing-refused", caught.value.what)


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">' + svg(),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"),
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("&a;"),
    ],
)
def test_document_types_and_entities_are_refused(content):
    with pytest.raises(BadDrawing, match="document type"):
        redrawn(content)


@pytest.mark.parametrize("box", ["", "0 0 10", "0 0 x 10", "0 0 0 10", "0 0 nan 10", "0 0 inf 9", "0 0 9 1e9"])
def test_a_drawing_without_a_size_is_refused(box):
    with pytest.raises(BadDrawing, match="viewBox"):
        redrawn(svg(attributes=f'viewBox="{box}"' if box else ""))


NO_DRAWINGS = [b"", b"<svg", b"<html/>", b"<svg:svg/>", b"\x89PNG", svg("&a;"), b'<?xml version="1.0" encoding="x"?><svg/>']


@pytest.mark.parametrize("content", NO_DRAWINGS)
def test_what_is_no_drawing_is_broken(content):
    with pytest.raises(BadPicture) as caught:
        encode(content, "a.svg")
    assert caught.value.code == "picture-broken"


def test_a_drawing_has_at_most_100_kilobytes():
    with pytest.raises(BadPicture) as caught:
        encode(svg(f"<desc>{'x' * 100_000}</desc>"), "a.svg")
    assert (caught.value.code, caught.value.size) == ("picture-too-large", "100 KB")


def test_only_the_name_makes_a_file_a_drawing():
    with pytest.raises(BadPicture) as caught:
        encode(DRAWN, "a.png")
    assert caught.value.code == "picture-broken"
    with pytest.raises(BadPicture):
        encode(DRAWN)


def test_many_repeats_are_fine_while_they_are_not_too_many():
    repeats = "".join(f'<use href="#p" x="{n}"/>' for n in range(500))
    assert re.findall('x="499"', redrawn(svg(f'<g id="p"><path/></g>{repeats}'))[1].decode())
    sizes = [len(redrawn(svg(f'<use href="#p"/>{"<path/>" * n}<g id="p"/>'))[1]) for n in (1, 2, 3)]
    assert all(small < large for small, large in pairwise(sizes))
    assert redrawn(svg('<use href="#nowhere"/><use/>'))[0].width == 646


WEIR = """\
category: process
facts:
  - id: weir
    statement: There is a weir.
    quote: High above
    why: So.
    image: {file: weir.svg, alt: A wall.}
    questions:
      - {type: flashcard, prompt: weir, answer: a wall}
"""


def test_a_deck_tells_at_its_line_what_a_drawing_may_not_have(deck_of):
    folder = deck_of("")
    (folder / "example.yaml").write_text(WEIR)
    (folder / "weir.svg").write_bytes(svg("<script/>"))
    problems = load_folder(folder)[1]
    assert [(problem.code, problem.line) for problem in problems if problem.severity == "error"] == [("drawing-refused", 7)]
    assert "it has the element script" in str(problems)
    (folder / "weir.svg").write_bytes(DRAWN)
    loaded, problems = load_folder(folder)
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert (loaded.deck.pictures["weir.svg"].width, loaded.encoded[0].mime) == (646, "image/svg+xml")
