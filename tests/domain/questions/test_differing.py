"""What differs between two texts and between two sets of files."""

from quizapp.domain.questions.differing import Piece, lines, words


def test_words_that_only_one_text_has_are_marked():
    assert words("Water falls.", "Water falls down.") == [
        Piece("same", "Water falls"),
        Piece("new", " down"),
        Piece("same", "."),
    ]
    assert words("nine days", "ten days") == [Piece("old", "nine"), Piece("new", "ten"), Piece("same", " days")]


def test_files_that_are_the_same_are_not_named():
    found = dict(lines({"a": "x\n", "b": "y\n", "c": "z\n"}, {"a": "x\n", "b": "w\n", "d": "v\n"}))
    assert found == {
        "b": "--- b\n+++ b\n@@ -1 +1 @@\n-y\n+w",
        "c": "--- c\n+++ c\n@@ -1 +0,0 @@\n-z",
        "d": "--- d\n+++ d\n@@ -0,0 +1 @@\n+v",
    }
