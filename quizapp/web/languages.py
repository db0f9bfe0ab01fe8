"""The language of a page: the account's choice, or else the browser's, or else the site's, among those with catalogues."""

from __future__ import annotations

from contextlib import suppress
from typing import cast

from babel import Locale, UnknownLocaleError
from flask import Flask, current_app, request
from flask_babel import Babel, get_locale, refresh

from quizapp.catalogues import SOURCE
from quizapp.web.context import look_again, settings, shown_visitor

RIGHT_TO_LEFT = frozenset(["adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"])
"""Scripts that are written from right to left, as in a language tag: ku-Arab."""


def init_app(app: Flask) -> None:
    """Register Flask-Babel, and give templates `page_language()` and `page_direction()`."""
    babel = Babel(app, default_locale=SOURCE, locale_selector=chosen)
    with app.app_context():
        app.extensions["quizapp.languages"] = tuple(sorted(str(locale) for locale in babel.list_translations()))
    app.jinja_env.globals.update(page_language=tag, page_direction=direction)


def names() -> tuple[str, ...]:
    """Return the available languages as locales: de, pt_BR."""
    return cast("tuple[str, ...]", current_app.extensions["quizapp.languages"])


def choices() -> list[tuple[str, str]]:
    """Return each language with the name that its speakers give it."""
    shown = {name: Locale.parse(name).get_display_name(name) or name for name in names()}
    return [(name, words[:1].upper() + words[1:]) for name, words in shown.items()]


def chosen() -> str:
    """Return the language of this request, one of `names()`."""
    known = names()
    wanted = shown_visitor().language
    if wanted in known:
        return wanted
    own = nearest(settings().language, known)
    if len(known) == 1:
        return own
    tags = {name.replace("_", "-"): name for name in (own, *known)}  # the site's comes first if a browser likes several equally
    return tags[request.accept_languages.best_match(tags, default=own.replace("_", "-"))]


def nearest(wanted: str, known: tuple[str, ...]) -> str:
    """Return the language in `known` for a tag such as pt-BR or de_AT: itself, or else without its region, or else English."""
    try:
        locale = Locale.parse(wanted.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return SOURCE
    return next((name for name in (str(locale), locale.language) if name in known), SOURCE)


def chosen_anew() -> None:
    """Switch to the language that the visitor has just chosen."""
    look_again()
    refresh()


def current() -> Locale:
    """Return the language of this request."""
    return cast("Locale", get_locale())


def tag() -> str:
    """Return the language of this request as an HTML `lang` value: pt-BR."""
    return str(current()).replace("_", "-")


def direction_of(tag: str) -> str:
    """Return the direction in which a language is written: ltr or rtl; auto if it is not known, so that the browser looks at the text."""
    base, *parts = tag.lower().replace("_", "-").split("-")
    if not RIGHT_TO_LEFT.isdisjoint(parts):
        return "rtl"
    with suppress(ValueError, UnknownLocaleError):
        return Locale.parse(base).text_direction
    return "auto"


def direction() -> str:
    """Return the text direction of the language of this request: ltr or rtl."""
    return current().text_direction
