"""Phrases of the layers below, and lists, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from flask import Flask
from flask_babel import get_translations
from flask_babel import gettext as _

from quizapp.domain.questions import phrases
from quizapp.services.authoring.publishing import problems_of


def said(text: str) -> str:
    """Return a phrase in the language of the page, and any other text unchanged."""
    return phrases.said(text, cast("phrases.Catalogue", get_translations()))


def sentence(text: str) -> str:
    """Return a phrase in the language of the page, beginning with a capital letter."""
    words = said(text)
    return words[:1].upper() + words[1:]


def listed(words: Iterable[object]) -> str:
    """Return words as a list: a, b, c."""
    return str(_(phrases.BETWEEN)).join(map(str, words))


def problem_lines(stored: str) -> str:
    """Return why the files of a deck could not be published, one problem per line with its fix below."""
    return "\n".join(one if isinstance(one, str) else one.worded(said) for one in problems_of(stored))


def init_app(app: Flask) -> None:
    """Register the filters."""
    app.jinja_env.filters.update(said=said, sentence=sentence, listed=listed, problem_lines=problem_lines)
