"""Our own format comes back byte for byte."""

import pytest
from support import BANK, OBSERVATORY

from quizapp.bank.exchange import deck_zip
from quizapp.bank.load import load_folder


@pytest.mark.parametrize("folder", [BANK / "harbour", OBSERVATORY], ids=lambda path: path.name)
def test_a_folder_comes_back_byte_for_byte(folder, folder_of):
    files = deck_zip.files_of(folder)
    imported = deck_zip.read(deck_zip.export(files).content)

    assert imported.files == {path.name: path.read_bytes() for path in folder.iterdir()}
    assert load_folder(folder_of(imported.files, folder.name))[0].digest == load_folder(folder)[0].digest


def test_equal_files_give_equal_bytes_in_any_order():
    one = {"deck.yaml": b"\xef\xbb\xbftitle: A\r\n", "reading.md": b"Text"}

    assert deck_zip.export(one).content == deck_zip.export(dict(reversed(one.items()))).content
    assert deck_zip.read(deck_zip.export(one).content).files == one


def test_one_folder_around_the_files_is_fine():
    zipped = deck_zip.export({"a-deck/deck.yaml": b"title: A", "a-deck/reading.md": b"Text"}).content

    assert deck_zip.read(zipped).files == {"deck.yaml": b"title: A", "reading.md": b"Text"}


def test_only_files_of_a_deck_are_taken(folder_of):
    folder = folder_of({"deck.yaml": b"title: A", "notes.txt": b"x", ".hidden.yaml": b"x"})
    (folder / "inner").mkdir()

    assert list(deck_zip.files_of(folder)) == ["deck.yaml"]
