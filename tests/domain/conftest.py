"""Where the domain finds the words of languages in its tests."""

import pytest

from quizapp.domain.questions import lexicon


@pytest.fixture
def all_lexicons(monkeypatch):
    """Every lexicon there is, made if need be: that is how the domain finds one by itself."""
    monkeypatch.setattr(lexicon._Shelf, "lexicons", None)
