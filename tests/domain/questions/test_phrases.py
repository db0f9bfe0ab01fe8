"""Sentences that are English where they are made, and in another language where they are read."""

import copy
import json
import pickle
from gettext import NullTranslations

import pytest

from quizapp.domain.questions.phrases import N_, NN_, Phrase, packed, said, unpacked

GERMAN = {
    ", ": "; ",
    "{key} is missing": "{key} fehlt",
    "{some} or {last}": "{some} oder {last}",
    "the entry": "der Eintrag",
    "broken {key}": "kaputt {schluessel}",
    "badly {key}": "kaputt {key",
}
FORMS = {("{count} fact", "{count} facts"): ("{count} Fakt", "{count} Fakten")}


class German(NullTranslations):
    def gettext(self, message):
        assert message, "the empty message is the header of a catalogue"
        return GERMAN.get(message, message)

    def ngettext(self, msgid1, msgid2, n):
        return FORMS[msgid1, msgid2][n != 1]


def in_german(text):
    return said(text, German())


def test_a_phrase_is_english_and_is_said_in_another_language():
    missing = Phrase(N_("{key} is missing"), {"key": "why"})
    assert (missing, in_german(missing)) == ("why is missing", "why fehlt")
    assert in_german("why is missing") == "why is missing"
    assert in_german(Phrase("")) == ""


def test_what_fills_it_in_is_said_too():
    either = Phrase(N_("{some} or {last}"), {"some": ("a", Phrase(N_("the entry"))), "last": 3})
    assert (either, in_german(either)) == ("a, the entry or 3", "a; der Eintrag oder 3")
    assert said(either, NullTranslations()) == "a, the entry or 3"


@pytest.mark.parametrize(("count", "english", "german"), [(1, "1 fact", "1 Fakt"), (2, "2 facts", "2 Fakten"), (0, "0 facts", "0 Fakten")])
def test_a_number_chooses_the_form(count, english, german):
    one, several = NN_("{count} fact", "{count} facts")
    phrase = Phrase(one, {"count": count}, several)
    assert (phrase, in_german(phrase)) == (english, german)


@pytest.mark.parametrize("message", ["broken {key}", "badly {key}"])
def test_a_translation_that_cannot_be_filled_in_leaves_it_in_english(message):
    phrase = Phrase(message, {"key": "why"})
    assert in_german(phrase) == str(phrase)


def test_what_is_kept_as_json_comes_back():
    phrase = Phrase(
        "{some} or {last}: {count}", {"some": ("a", Phrase("the entry")), "last": Phrase("{key} is missing", {"key": "x"}), "count": 3}
    )
    back = unpacked(json.loads(json.dumps(packed(phrase))))
    assert (back, in_german(back)) == (phrase, in_german(phrase))
    assert unpacked(packed("plain")) == "plain"
    assert packed(Phrase("a {x}", {"x": 1.5}))["values"] == {"x": "1.5"}


def test_a_copy_is_a_phrase_too():
    phrase = Phrase("{key} is missing", {"key": "w{h}y"})
    for made in (copy.copy(phrase), copy.deepcopy(phrase), pickle.loads(pickle.dumps(phrase))):
        assert (made, in_german(made)) == (phrase, "w{h}y fehlt")
