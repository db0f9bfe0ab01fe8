"""Malicious files are refused before any of their content is unpacked."""

import io
import struct
import zipfile
from contextlib import suppress
from random import Random

import pytest

from quizapp.bank.exchange import anki_read, deck_zip, zips
from quizapp.bank.exchange.drafting import drafted
from quizapp.bank.exchange.formats import EXPORTERS, READERS
from quizapp.bank.exchange.notices import Refused

GOOD = {"deck.yaml": b"title: A deck\n"}


def zipped(entries, *, method=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return target.getvalue()


def special(name, mode):
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, mode << 16
    return info


def refusal(content, read=deck_zip.read):
    with pytest.raises(Refused) as caught:
        read(content)
    assert str(caught.value)
    return caught.value.notice.code


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([("../deck.yaml", "x")], "zip-path"),
        ([("a/../../deck.yaml", "x")], "zip-path"),
        ([("/etc/deck.yaml", "x")], "zip-path"),
        ([("C:deck.yaml", "x")], "zip-path"),
        ([("..\\deck.yaml", "x")], "zip-path"),
        ([(special("deck.yaml", 0o120777), "/etc/passwd")], "zip-link"),
        ([(special("deck.yaml", 0o010644), "")], "zip-link"),
        ([("deck.yaml", "a"), ("DECK.yaml", "b")], "zip-double"),
        ([("a/b/deck.yaml", "x")], "zip-nested"),
        ([("a/deck.yaml", "x"), ("b/facts.yaml", "x")], "zip-nested"),
        ([("deck.yaml", "x"), ("a/facts.yaml", "x")], "zip-nested"),
        ([("a/", ""), ("a/b/", ""), ("a/deck.yaml", "x")], "zip-nested"),
        ([("deck.yaml", "x"), ("run.exe", "x")], "zip-foreign"),
        ([("deck.yaml", "x"), ("inner.zip", "PK")], "zip-foreign"),
        ([("deck.yaml", "x"), (".hidden.yaml", "x")], "zip-foreign"),
        ([("facts.yaml", "x")], "zip-foreign"),
        ([("deck.yaml", "a" * 2_000_000)], "zip-ratio"),
        ([(f"{number}.yaml", "x") for number in range(201)], "zip-entries"),
    ],
)
def test_a_hostile_zip_is_refused(entries, code, monkeypatch):
    monkeypatch.setattr(deck_zip, "read_entry", lambda *_: pytest.fail("unpacked"))

    assert refusal(zipped(entries)) == code


def test_too_many_bytes_are_refused_by_what_is_declared():
    entries = [(f"{number}.yaml", b"\0" * 7_000_000) for number in range(3)]

    assert refusal(zipped(entries, method=zipfile.ZIP_STORED)) == "zip-size"


def test_a_size_that_lies_is_found_while_reading():
    content = bytearray(zipped([("deck.yaml", bytes(range(256)) * 300)]))
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 100)

    assert refusal(bytes(content)) in {"zip-size", "not-zip"}


def test_reading_stops_at_the_limit():
    with zips.opened(zipped([("deck.yaml", b"12345")])) as archive, pytest.raises(Refused) as caught:
        zips.read_entry(archive, archive.infolist()[0], most=3)
    assert caught.value.notice.code == "zip-size"


def test_an_encrypted_zip_is_refused():
    content = bytearray(zipped(list(GOOD.items())))
    content[content.index(b"PK\x01\x02") + 8] |= 1

    assert refusal(bytes(content)) == "zip-encrypted"


def test_many_entries_are_counted_even_where_the_end_denies_them():
    content = bytearray(zipped([("deck.yaml", "x"), *((f"{number}.yaml", "x") for number in range(300))]))

    assert refusal(bytes(content)) == "zip-entries"


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip", zipped(list(GOOD.items()))[:-30]])
def test_what_is_no_zip_is_refused(content):
    assert refusal(content) == "not-zip"
    assert refusal(content, anki_read.read) == "not-zip"


def test_a_damaged_entry_is_refused():
    content = bytearray(zipped([("deck.yaml", bytes(range(256)))]))
    content[60] ^= 0xFF

    assert refusal(bytes(content)) == "not-zip"


BOMB = '<!DOCTYPE q [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><quiz>&b;</quiz>'
OUTSIDE = '<!DOCTYPE q [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB, "unsafe-xml"),
        (OUTSIDE, "unsafe-xml"),
        ("<quiz>", "not-xml"),
        ("", "not-xml"),
        ('<?xml version="1.0" encoding="martian"?><quiz/>', "not-xml"),
        ("<html/>", "not-moodle"),
        ("<quiz>" + " " * 25_000_000 + "</quiz>", "too-big"),
    ],
)
def test_hostile_xml_is_refused(content, code):
    assert refusal(content.encode(), READERS["moodle"]) == code


@pytest.mark.parametrize("form", ["gift", "aiken", "csv"])
def test_what_is_no_text_is_refused(form):
    assert refusal(b"fine\n\xff\xfe", READERS[form]) == "not-text"


@pytest.mark.parametrize("form", READERS)
def test_nothing_but_a_refusal_is_raised_for_noise(form):
    for content in (b"\x00" * 100, bytes(range(256)), b"{" * 1000, b"::" * 1000, b"=~#%" * 300, b"'\",;\n" * 50):
        with suppress(Refused):
            READERS[form](content)


SIGNS = (
    *(bytes([sign]) for sign in b'{}=~#%\\:<>",;|\n\r\0\xff&-'),
    b"->",
    b"[html]",
    b"%50%",
    b"{#1..2}",
    b"ANSWER: Z",
    b"]]>",
    b"9" * 400,
)


def damaged(content, random):
    """Return a file with a few of its bytes lost, doubled, or replaced with characters that have a meaning in one of the formats."""
    damage = bytearray(content)
    for _ in range(random.randint(1, 6)):
        at, length = random.randrange(len(damage) + 1), random.randint(0, 60)
        source = random.randrange(len(damage) + 1)
        damage[at : at + length] = random.choice([b"", bytes(damage[source : source + 60]), random.choice(SIGNS)])
    return bytes(damage)


@pytest.mark.robust
@pytest.mark.parametrize("form", READERS)
def test_nothing_but_a_refusal_is_raised_for_a_file_that_was_damaged(form, every_type):
    random, content = Random(form), EXPORTERS[form](every_type).content
    for _ in range(300):
        with suppress(Refused):
            drafted(READERS[form](damaged(content, random), "en"), "damaged", "en")
