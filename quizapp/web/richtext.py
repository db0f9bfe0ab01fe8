"""The only place where text becomes HTML: Markdown of decks, built from runs of plain text so that nothing has to be sanitised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from flask import Flask
from markupsafe import Markup

from quizapp.domain.questions.inline import TextRun, paragraphs
from quizapp.domain.reading.richtext import parse
from quizapp.web.languages import direction_of

WRAPPERS = {"p": ("<p>", "</p>"), "quote": ("<blockquote><p>", "</p></blockquote>"), "pre": ("<pre><code>", "</code></pre>")}
LISTS = {"li": "ul", "oli": "ol"}


def run_html(run: TextRun) -> Markup:
    """Return one stretch of text in its style."""
    html = Markup("{}").format(run.text)
    for wanted, tag in ((run.code, "code"), (run.emphasis, "em"), (run.strong, "strong")):
        if wanted:
            html = Markup("<{0}>{1}</{0}>").format(tag, html)
    return Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>').format(run.href, html) if run.href else html


def runs_html(runs: Iterable[TextRun]) -> Markup:
    """Return the text of a block or of a line without its wrapping element."""
    return Markup("").join(map(run_html, runs))


@lru_cache(maxsize=4096)
def rich(text: str) -> Markup:
    """Return Markdown as paragraphs, lists and quotations."""
    parts, open_list = [], ""
    for block in parse(text):
        wanted = LISTS.get(block.kind, "")
        if wanted != open_list:
            parts += [Markup(f"</{open_list}>")] * bool(open_list) + [Markup(f"<{wanted}>")] * bool(wanted)  # noqa: S704 - names of ours
            open_list = wanted
        opening, closing = ("<li>", "</li>") if wanted else WRAPPERS.get(block.kind, WRAPPERS["p"])
        parts.append(Markup(opening) + runs_html(block.runs) + Markup(closing))  # noqa: S704 - tags of ours
    if open_list:
        parts.append(Markup(f"</{open_list}>"))  # noqa: S704 - names of ours
    return Markup("").join(parts)


@lru_cache(maxsize=4096)
def rich_inline(text: str) -> Markup:
    """Return a one-line text of a deck, such as a prompt, as HTML without block elements; several paragraphs are joined by blanks."""
    return Markup(" ").join(map(runs_html, paragraphs(text)))


@lru_cache(maxsize=4096)
def rich_paragraphs(text: str) -> Markup:
    """Return the same text with an element for each paragraph, where there is room for it."""
    return Markup("").join(Markup("<p>{}</p>").format(runs_html(runs)) for runs in paragraphs(text))


@lru_cache(maxsize=256)
def in_language(tag: str) -> Markup:
    """Return the attributes of an element whose text may be in another language than the page: `lang` and `dir`."""
    return Markup(' lang="{}" dir="{}"').format(tag, direction_of(tag))


def filled_in(message: str, values: Mapping[str, object]) -> Markup:
    """Return a message of the interface, which is trusted, with its values escaped."""
    text = Markup(message)  # noqa: S704 - no text of a person
    return text % values if "%" in message else text


def init_app(app: Flask) -> None:
    """Register the filters and `in_language(tag)`."""
    app.jinja_env.globals.update(in_language=in_language)
    app.jinja_env.filters.update(rich=rich, rich_inline=rich_inline, rich_paragraphs=rich_paragraphs)
