"""Translates what commands print into the language of the site: the sentences of checks, imports, exports and the doctor."""

from __future__ import annotations

from functools import cache

from quizapp.catalogues import SOURCE, TRANSLATIONS
from quizapp.config import site_language
from quizapp.domain.questions.phrases import Catalogue
from quizapp.domain.questions.phrases import said as said_by


@cache
def catalogue_of(language: str) -> Catalogue:
    """Return the translations of a language, or those that leave everything in English if there are none."""
    from babel.support import Translations

    locale = language.replace("-", "_")
    return Translations.load(TRANSLATIONS, [locale, locale.partition("_")[0]])


def said(text: str) -> str:
    """Return a phrase in the language of QUIZAPP_LANGUAGE, and any other text unchanged."""
    language = site_language()
    return str(text) if language == SOURCE else said_by(text, catalogue_of(language))
