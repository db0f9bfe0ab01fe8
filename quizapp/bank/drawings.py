"""Drawings of a deck: which SVG files are accepted, and how they are stored.

An SVG file is a document: it can run scripts, load other files, and grow without end. Only elements and attributes that draw are accepted;
whatever else could act or load is refused, and the rest of a drawing program's own notes is dropped. What is stored is written from what
was understood, so that nothing is kept that was not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from math import isfinite
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from quizapp.domain.questions.phrases import N_, Phrase
from quizapp.domain.reading.deck import Picture

MIME = "image/svg+xml"
LARGEST_DRAWING = 100_000
"""The largest SVG file that is accepted, in bytes."""

DEEPEST, MOST_DRAWN = 40, 10_000
"""How deep elements may be nested, and how many may be drawn once every `use` is replaced by what it repeats."""

LONGEST_CHAIN = 200
"""How deep they may be nested when every `use` is replaced."""

TOLD = 60
"""How much of a name or an address a message repeats."""

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
DRAWING = frozenset(
    "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title desc style linearGradient "  # noqa: SIM905 - lines of words
    "radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix feComposite feDropShadow feFlood feGaussianBlur "
    "feMerge feMergeNode feMorphology feOffset".split()
)
NOTES = frozenset(["metadata"])
"""Elements that draw nothing: they are dropped, as are those of other namespaces except XHTML's."""

SAID = frozenset(["id", "class", "role", "lang"])
"""Attributes that are not drawn, besides those that begin with aria-."""

XHTML = "http://www.w3.org/1999/xhtml"
LOCAL = re.compile(r"#[^\s\"'()<>\\]+")
URL = re.compile(r"url\(\s*[\"']?\s*(.*?)\s*[\"']?\s*\)", re.IGNORECASE | re.DOTALL)
LOADING = re.compile(
    r"@|\\|/\*|<|\b(?:image-set|image|src|expression|element)\s*\(|javascript:|data:|-moz-binding|behavior\s*:", re.IGNORECASE
)
"""What CSS could load something with, or hide that it does: rules with an at sign, escapes, comments, functions that take addresses."""


class BadDrawing(ValueError):  # noqa: N818 - read as a sentence: raise BadDrawing
    """An SVG file that is not accepted; `what` says in words why, or is empty if it cannot be read as one."""

    def __init__(self, what: str = "") -> None:
        super().__init__(what)
        self.what = what


def redrawn(content: bytes) -> tuple[Picture, bytes]:
    """Return a drawing and the bytes to store. Its size is that of its viewBox. Raises BadDrawing.

    Of the stored bytes, the result is the same again.
    """
    root = _read(content)
    size = _size(root)
    _clean(root)
    if _drawn(root) > MOST_DRAWN:
        raise BadDrawing(Phrase(N_("it repeats its parts too often")))
    root.set("xmlns", SVG)
    data = tostring(root, encoding="unicode").encode()
    return Picture(sha256(data).hexdigest(), *size), data


def _read(content: bytes) -> Element:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise BadDrawing(Phrase(N_("it declares a document type or entities"))) from error
    except (ParseError, ValueError, LookupError) as error:
        raise BadDrawing from error
    if root.tag not in {f"{{{SVG}}}svg", "svg"}:
        raise BadDrawing
    return root


def _size(root: Element) -> tuple[int, int]:
    """Return the width and height of the viewBox, in whole pixels."""
    try:
        _, _, width, height = map(float, re.split(r"[\s,]+", root.get("viewBox", "").strip()))
    except ValueError:
        width = height = 0.0
    if not (isfinite(width) and isfinite(height) and min(width, height) >= 1 and max(width, height) <= 10_000):  # noqa: PLR2004
        raise BadDrawing(Phrase(N_("it needs a viewBox with a width and a height from 1 to 10,000")))
    return round(width), round(height)


def _clean(root: Element) -> None:
    """Check every element and drop what is not SVG, in place; names lose their namespace. Raises BadDrawing."""
    ahead = [(root, 1)]
    while ahead:
        element, depth = ahead.pop()
        if depth > DEEPEST:
            raise BadDrawing(Phrase(N_("its elements are nested too deep")))
        element.tag = _name(element)
        if element.tag not in DRAWING:
            raise BadDrawing(Phrase(N_("it has the element {name}"), {"name": str(element.tag)[:TOLD]}))
        element.attrib.update(dict(_attributes(element)))
        for child in [child for child in element if _is_note(child)]:
            element.remove(child)
        if element.tag == "style":
            _no_loading("".join(element.itertext()))
        ahead += [(child, depth + 1) for child in element]


def _is_note(element: Element) -> bool:
    namespace, name = _split(str(element.tag))
    return namespace not in {"", SVG, XHTML} or (namespace != XHTML and name in NOTES)


def _name(element: Element) -> str:
    return _split(str(element.tag))[1]


def _split(tag: str) -> tuple[str, str]:
    namespace, _, name = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    return namespace, name


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    """Empty the attributes of an element and yield those to keep, without namespaces. Raises BadDrawing."""
    given = dict(element.attrib)
    element.attrib.clear()
    for key, value in given.items():
        namespace, name = _split(key)
        if namespace not in {"", XLINK} or (namespace == XLINK and name != "href"):
            continue
        if name.lower().startswith("on"):
            raise BadDrawing(Phrase(N_("it has the event handler {name}"), {"name": name[:TOLD]}))
        if name.lower() == "href" and not LOCAL.fullmatch(value.strip()):
            raise BadDrawing(Phrase(N_("it refers to something outside of itself: {name}"), {"name": value[:TOLD]}))
        if name not in SAID and not name.startswith("aria-"):
            _no_loading(value)
        yield name, value


def _no_loading(css: str) -> None:
    """Raise BadDrawing for CSS, or a value in it, that could load something."""
    outside = [address for address in URL.findall(css) if not LOCAL.fullmatch(address)]
    if outside or len(URL.findall(css)) != len(re.findall(r"url\s*\(", css, re.IGNORECASE)):
        raise BadDrawing(Phrase(N_("it refers to something outside of itself: {name}"), {"name": (outside or [css])[0][:TOLD]}))
    if found := LOADING.search(css):
        raise BadDrawing(Phrase(N_("its styles may not have {name}"), {"name": found[0]}))


def _drawn(root: Element) -> int:
    """Return how many elements are drawn, those that a `use` repeats as often as it does."""
    named = {element.get("id"): element for element in root.iter()}
    sizes: dict[int, int] = {}

    def size(element: Element, within: frozenset[int]) -> int:
        if id(element) in within or len(within) > LONGEST_CHAIN:
            return MOST_DRAWN + 1
        if id(element) not in sizes:
            inside = within | {id(element)}
            repeated = named.get((element.get("href") or "").strip()[1:]) if element.tag == "use" else None
            parts = [*element, *([repeated] if repeated is not None else [])]
            sizes[id(element)] = min(MOST_DRAWN + 1, 1 + sum(size(part, inside) for part in parts))
        return sizes[id(element)]

    return size(root, frozenset())
