"""Where grading finds the words of a language, and what it does with them."""

import pytest

from quizapp import lexicons
from quizapp.domain.questions import lexicon
from quizapp.domain.questions.question import Context
from quizapp.domain.questions.wording import Wording


class Words(dict):
    """A lexicon of a few words with their lemmas."""

    def is_word(self, word):
        return word.lower() in self

    def lemma(self, word):
        return self.get(word.lower(), "")

    def __hash__(self):
        return id(self)


NAUTICAL = Words(chips="chip", chip="chip", chops="chop")


def passes(right, typed, context):
    return Wording((right,), context=context).judge(typed).almost


def test_the_lexicon_of_the_context_goes_before_the_one_in_place():
    assert passes("chips", "ships", Context(lexicon=NAUTICAL))
    assert not passes("chips", "chops", Context(lexicon=NAUTICAL))
    assert not passes("chips", "ships", Context())


def test_a_context_is_the_same_with_or_without_its_words():
    assert Context(lexicon=NAUTICAL) == Context()
    assert hash(Context(lexicon=NAUTICAL)) == hash(Context())


def test_what_a_program_puts_in_place_is_what_every_question_finds(monkeypatch):
    asked = []
    monkeypatch.setattr(lexicon._Shelf, "lexicons", None)
    lexicon.put_in_place(asked.append)

    assert passes("chips", "ships", Context("en-GB"))
    assert asked == ["en-GB"]


def test_nobody_looks_up_what_is_right_or_too_far_off(monkeypatch):
    def never(language):
        raise AssertionError(language)

    monkeypatch.setattr(lexicon._Shelf, "lexicons", never)

    assert Wording(("chips",)).judge("Chips").score == 1
    assert Wording(("chips",)).judge("sloops").score == 0
    assert Wording(("Newton",), "person").judge("Neton").almost


def test_without_any_the_users_cache_is_asked(monkeypatch):
    monkeypatch.setattr(lexicon._Shelf, "lexicons", None)
    monkeypatch.setattr(lexicons, "find_or_make", {"xx": NAUTICAL}.get)

    assert not passes("chips", "chops", Context("xx"))


def test_a_word_is_looked_up_as_it_was_typed():
    french = Words(entendre="entendre", étendre="étendre")

    assert not passes("entendre", "étendre", Context("fr", lexicon=french))
    assert passes("entendre", "etendre", Context("fr", lexicon=french))


def test_a_lemma_keeps_what_letters_forgive_and_forgives_nothing_more():
    verbs = Words(goes="go", went="go", go="go", women="woman", woman="woman", walked="walk", walks="walk")

    assert passes("women", "woman", Context(lexicon=verbs))
    assert not passes("went", "goes", Context(lexicon=verbs))
    assert not passes("walked", "walks", Context(lexicon=verbs))


def test_the_right_word_need_not_be_known():
    assert passes("tiktoks", "tiktok", Context(lexicon=Words(tiktok="tiktok", tiktoks="tiktok")))
    assert passes("tiktok", "tiktoks", Context(lexicon=Words(tiktoks="tiktok")))
    assert not passes("tiktoks", "ticktock", Context(lexicon=Words(ticktock="ticktock")))


COMPOUNDS = Words({word: word for word in ("staat", "stadt", "vertrag", "abend", "haupt", "länder", "land")} | {"stadte": "stadt"})


@pytest.mark.parametrize(
    ("right", "typed", "passing"),
    [
        ("Staatsvertrag", "Stadtvertrag", False),
        ("Hauptstadt", "Hauptstaat", False),
        ("Hauptstadt", "Hauptstadte", True),  # another form of the same part
        ("Staatsvertrag", "Staatssvertrag", True),  # a letter doubled
        ("Staatsvertrag", "Statsvertrag", True),  # stats is no word
        ("Abendstadt", "Abenstadt", True),
        ("Wortvertrag", "Wartvertrag", True),  # neither part is known
    ],
)
def test_another_part_makes_another_compound(right, typed, passing):
    assert passes(right, typed, Context("de", lexicon=COMPOUNDS)) is passing
    assert passes(right, typed, Context("en", lexicon=COMPOUNDS))
