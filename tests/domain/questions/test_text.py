import pytest

from quizapp.domain.questions.text import cleaned, fold, letters, look, plain, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Élève", "eleve"),
        ("Straße", "strasse"),
        ("Ελλάς", "ελλασ"),
        ("Москва́", "москва"),
        ("Ёлка", "елка"),
        ("Łódź, Ørsted", "lodzorsted"),
        ("İstanbul", "istanbul"),
        ("ﬁne ＡＢＣ", "fineabc"),
        ("ガッコウ", "ガッコウ"),
        ("ｶﾞｯｺｳ", "ガッコウ"),
        ("한국", "한국"),
        ("हिन्दी", "हिन्दी"),
        ("It's", "its"),
        ("Hawaiʻi", "hawaii"),
        ("U.S.-Japan", "usjapan"),
        ("岸田・文雄", "岸田文雄"),
        ("C# & C++ 5% #1", "c#c++5%1"),
        ("Élan & C# #1", "elanc#1"),
        ("1,000,000 won", "1000000won"),
        ("1.5", "1 5"),
        ("1½", "1 1⁄2"),
        ("−5 to –3", "−5to3"),
        ("2019-07-01", "2019 07 01"),
        ("!?", "!?"),
        ("", ""),
    ],
)
def test_what_of_a_text_counts(text, folded):
    assert fold(text) == folded


def test_words_keep_their_spelling():
    assert words("Korea's “Dokdo/Takeshima” — Islands") == ("Koreas", "Dokdo", "Takeshima", "Islands")


def test_marks_without_a_letter_stay():
    assert plain("\u0301a") == "\u0301a"


@pytest.mark.parametrize(("one", "other"), [("Seoul", "SEOUL"), ("a  b", "a\u00a0b"), ("x\u200b", "x"), ("ﬁ", "fi"), ("Ω", "Ω")])
def test_options_that_look_alike(one, other):
    assert look(one) == look(other)


@pytest.mark.parametrize(("one", "other"), [("its", "it's"), ("resume", "résumé"), ("1.5", "15"), ("か", "が")])
def test_options_that_do_not(one, other):
    assert look(one) != look(other)


@pytest.mark.parametrize(
    ("typed", "text"), [(" a\tb\n", "a b"), ("\x00", ""), ("\ud800x", "x"), ("\u200b\u2060", ""), ("x\u200b", "x\u200b")]
)
def test_typed_text_is_cleaned(typed, text):
    assert cleaned(typed) == text


@pytest.mark.parametrize(("word", "count"), [("weiß", 4), ("e\u0301", 1), ("한국", 2), ("हिन्दी", 3), ("C3PO", 3)])
def test_letters_are_counted_in_nfc(word, count):
    assert letters(word) == count
