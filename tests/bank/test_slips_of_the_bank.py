"""The one-word answers of the shipped decks: no other word passes for one, and misspellings do.

The words are those of the lexicon itself, which are three times as many as somebody uses, and those of Debian's word list, which knows
others.
"""

import os
import random
from itertools import cycle
from pathlib import Path

import pytest
from rapidfuzz import process
from rapidfuzz.distance import OSA
from support import ROOT

from quizapp import lexicons
from quizapp.bank.load import load_folder
from quizapp.domain.questions.question import Grade
from quizapp.domain.questions.terms import term_of
from quizapp.domain.questions.text import letters, plain, words

ENGLISH = Path("/usr/share/dict/american-english")
"""The package wamerican: 220 KB, and free; what counts how often words are used takes 58 MB."""

ROWS_OF_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
TYPOS, LEAST_FORGIVEN = 2000, 1950
FEW = 200
"""How many of the typos are tried each time."""

FARTHEST = 3
"""Letters by which a word can differ at most and still be worth asking about."""


def answers():
    """The one-word forms of right answers with letters enough to slip in, each with what grades it."""
    found = {}
    for folder in sorted(path.parent for path in (ROOT / "question_bank").glob("*/deck.yaml")):
        deck = load_folder(folder)[0].deck
        for question in deck.questions.values():
            for forms, judge in zip(question.forms, question.judges, strict=False):
                term = term_of(forms[0], question._context)
                for form in (*forms, *((term.name, *term.also) if term else ())):
                    if len(words(form)) == 1 and letters(form) >= 5:
                        found.setdefault(form, judge)
    return found


@pytest.fixture(scope="module")
def judges():
    return answers()


@pytest.fixture(scope="module")
def english():
    return lexicons.find("en")


def lemmas(lexicon, word):
    return {word.lower(), lexicon.lemma(word)} - {""}


def passing(judges, candidates):
    """Yield each answer with a word that passes for it, misspelt."""
    for form, judge in judges.items():
        near = process.extract(plain(form), candidates, scorer=OSA.distance, score_cutoff=FARTHEST, limit=None)
        for word, _, _ in near:
            graded = judge.judge(word)
            if isinstance(graded, Grade) and graded.almost:
                yield form, word


def of_other_lemma(judges, candidates, lexicon):
    return [
        (form, word)
        for form, word in passing(judges, candidates)
        if lexicon.is_word(word) and all(lemmas(lexicon, each).isdisjoint(lemmas(lexicon, word)) for each in (form, *judges[form].forms))
    ]


def typos(judges, lexicon, count):
    """Yield answers with a letter left out, doubled, swapped with the next or mistaken for the key beside it, in equal shares."""
    chance = random.Random(20261130)
    forms = sorted(judges)
    kinds = cycle((left_out, doubled, swapped, beside))
    while count:
        form = chance.choice(forms)
        typed = next(kinds)(form, chance)
        if plain(typed) != plain(form) and not lexicon.is_word(typed):
            count -= 1
            yield form, typed


def left_out(word, chance):
    at = chance.randrange(len(word))
    return word[:at] + word[at + 1 :]


def doubled(word, chance):
    at = chance.randrange(len(word))
    return word[: at + 1] + word[at:]


def swapped(word, chance):
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def beside(word, chance):
    at = chance.randrange(len(word))
    row = next((row for row in ROWS_OF_KEYS if word[at].lower() in row), "")
    place = row.find(word[at].lower())
    keys = row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    return word[:at] + chance.choice(keys or word[at]) + word[at + 1 :]


def lost(judges, lexicon, count):
    return [(form, typed) for form, typed in typos(judges, lexicon, count) if not getattr(judges[form].judge(typed), "score", 0)]


def test_a_sample_of_words_passes_for_no_answer(judges, english):
    sample = ["ships", "unilateral", "millstone", "limestone", "marker", "basket", "alleys", "corporation", "soul", "resent", "fiends"]

    assert len(judges) >= 20
    assert [word for word in sample if not english.is_word(word)] == []
    assert list(passing(judges, sample)) == []


def test_a_sample_of_typos_is_forgiven(judges, english):
    assert len(lost(judges, english, FEW)) <= FEW * (TYPOS - LEAST_FORGIVEN) / TYPOS


@pytest.mark.robust
def test_no_word_of_the_lexicon_passes_for_an_answer_of_another_lemma(judges, english):
    body = lexicons.path_of("en").read_text("utf-8").splitlines()[1:]

    assert of_other_lemma(judges, [line.partition("\t")[0] for line in body], english) == []
    assert len(body) > 150_000


@pytest.mark.robust
def test_no_common_word_that_the_lexicon_knows_passes_for_an_answer_of_another_lemma(judges, english):
    if not ENGLISH.exists():
        missing = "no list of English words: apt-get install wamerican"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    common = [word for word in ENGLISH.read_text("utf-8").split() if word.isalpha()]

    assert len(common) > 50_000
    assert of_other_lemma(judges, common, english) == []


@pytest.mark.robust
def test_of_two_thousand_typos_nearly_all_are_forgiven(judges, english):
    assert TYPOS - len(lost(judges, english, TYPOS)) >= LEAST_FORGIVEN
