"""The file of a language's words: whole or missing, however it is made, and searched in place."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp import lexicons
from quizapp.domain.questions import lexicon

SMALL = "ms"
"""A language with a short list."""

LETTERS = "abßéжʼ'-. Aİç"
some_words = st.dictionaries(st.text(LETTERS, min_size=1, max_size=5), st.text(LETTERS, max_size=4), max_size=30)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A cache of its own, in which nothing has been made."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    lexicons._make.cache_clear()
    yield tmp_path / "cache" / "quizapp"
    lexicons._make.cache_clear()


def put(language, **words):
    lexicons.write(words, lexicons.path_of(language))
    return lexicons.find(language)


def child(path, before=""):
    """Make the file of the small language in a process of its own, after some lines of code."""
    code = f"{before}\nimport sys\nfrom quizapp import lexicons\nsys.exit(lexicons.main([{SMALL!r}, {str(path)!r}]))"
    return subprocess.Popen([sys.executable, "-c", code])


def test_a_word_is_found_as_it_is_typed_and_tells_its_lemma(cache):
    words = put("en", ships="ship", ship="ship", London="London", **{"can't": "can", "A-bomb": "A-bomb", "naïve": "naïve"})

    assert [word for word in ("ship", "Ships", "london", "cant", "naïve", "NAÏVE") if not words.is_word(word)] == []
    assert [word for word in ("shi", "shipss", "zzz", "", "a", "bomb", "a-bomb", "naive", "\udcff") if words.is_word(word)] == []
    assert [words.lemma(word) for word in ("SHIPS", "ship", "London", "shi")] == ["ship", "ship", "london", ""]


def test_a_word_in_small_letters_goes_before_its_twin_in_capitals(cache):
    words = put("de", südlichen="südlich", Südlichen="Südliche", Häuser="Haus")

    assert [words.lemma(word) for word in ("südlichen", "Häuser")] == ["südlich", "haus"]


@given(words=some_words)
def test_every_word_is_found_and_nothing_else(words, tmp_path_factory):
    path = tmp_path_factory.mktemp("words") / "list"
    lexicons.write(words, path)
    found = lexicons.WordList(path.read_bytes())

    keys = {key for word in words if (key := lexicons._key(word))}
    assert all(found.is_word(key) and found.lemma(key) for key in keys)
    assert not any(found.is_word(key + more) for key in keys for more in "qж" if key + more not in keys)
    assert not any(found.is_word(key[:-1]) for key in keys if key[:-1] not in keys)


def test_one_file_serves_every_region_and_twin_of_a_language(cache):
    assert [lexicons.code(tag) for tag in ("en-GB", "pt_BR", "zh-Hant", "hr", "sr-Latn", "no", "iw", "EN")] == [
        *("en", "pt", "zh", "hbs", "hbs", "nb", "he", "en")
    ]
    put("en", ship="ship")
    assert lexicons.find("en-GB").is_word("ship")


@pytest.mark.parametrize("language", ["ko", "ja-JP", "zh", "tlh", "../../etc", "", "e1"])
def test_a_language_without_a_list_has_no_lexicon(cache, language):
    assert lexicons.find_or_make(language) is None
    assert lexicons.state(language) == "no-list"
    assert not cache.exists()


def test_finding_makes_nothing(cache):
    assert lexicons.find(SMALL) is None
    assert not cache.exists()
    assert lexicons.state(SMALL) == "missing"


def test_a_list_is_made_once_and_found_by_all(cache, monkeypatch):
    assert lexicons.find_or_make(SMALL).is_word("rumah")
    assert lexicons.state(SMALL) == "ready"
    assert [path.name for path in cache.iterdir()] == [lexicons.path_of(SMALL).name]

    monkeypatch.setattr(subprocess, "run", None)
    lexicons._make.cache_clear()
    assert lexicons.find_or_make(SMALL).is_word("rumah")


def test_the_name_of_a_file_tells_from_what_and_how_it_was_made(cache, monkeypatch):
    put("en", ship="ship")

    assert lexicons.path_of("en").name == f"en-simplemma-{lexicons._source_version()}-format-{lexicons.FORMAT}.words"
    monkeypatch.setattr(lexicons, "_source_version", lambda: "99.0")
    lexicons._OPEN.clear()
    assert lexicons.find("en") is None
    monkeypatch.undo()
    monkeypatch.setattr(lexicons, "FORMAT", 99)
    assert not lexicons.path_of("en").exists()


def test_processes_that_make_it_at_once_do_no_harm(cache):
    path = lexicons.path_of(SMALL)
    makers = [child(path) for _ in range(3)]

    while any(maker.poll() is None for maker in makers):  # whenever it is there, it is whole
        assert not path.exists() or lexicons.is_whole(path)

    assert [maker.returncode for maker in makers] == [0, 0, 0]
    assert list(cache.iterdir()) == [path]
    assert lexicons.find(SMALL).is_word("rumah")


def test_who_is_killed_half_way_leaves_nothing_that_is_read(cache):
    path = lexicons.path_of(SMALL)
    killed = child(path, "import os\nos.fsync = lambda file: os.kill(os.getpid(), 9)")

    assert killed.wait() == -signal.SIGKILL
    (part,) = cache.iterdir()
    assert part != path
    assert lexicons.find(SMALL) is None
    assert lexicons.state(SMALL) == "missing"
    os.utime(part, (time() - 7200, time() - 7200))
    assert lexicons.find_or_make(SMALL).is_word("rumah")
    assert list(cache.iterdir()) == [path]


def test_what_another_is_writing_is_left_alone(cache):
    put("en", ship="ship")
    part = cache / "de.part"
    part.touch()

    put("en", ship="ship")

    assert part.exists()


@pytest.mark.parametrize("harm", [lambda data: b"", lambda data: data[:10], lambda data: data[:-3], lambda data: b"\xff" * len(data)])
def test_a_file_that_lost_bytes_is_none_until_it_is_made_again(cache, harm):
    lexicons.find_or_make(SMALL)
    path = lexicons.path_of(SMALL)
    data = path.read_bytes()
    path.unlink()  # others have the old one open
    path.write_bytes(harm(data))
    lexicons._OPEN.clear()
    lexicons._make.cache_clear()

    assert lexicons.find(SMALL) is None
    assert lexicons.state(SMALL) == "missing"
    assert lexicons.find_or_make(SMALL).is_word("rumah")
    assert path.read_bytes() == data


def test_other_bytes_inside_are_noticed_by_who_makes_it_and_harm_nobody(cache):
    lexicons.find_or_make(SMALL)
    path = lexicons.path_of(SMALL)
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data[:2000] + b"\xff\n\t\x00\t" * 1000 + data[7000:])
    lexicons._OPEN.clear()
    lexicons._make.cache_clear()

    damaged = lexicons.find(SMALL)
    for word in ("rumah", "a", "zz", "\udcff"):
        damaged.is_word(word)
        damaged.lemma(word)
    assert lexicons.state(SMALL) == "missing"
    lexicons._OPEN.clear()
    assert lexicons.find_or_make(SMALL).is_word("rumah")


def test_a_place_that_cannot_be_written_is_no_place(tmp_path, monkeypatch, cache):
    (tmp_path / "cache").write_text("a file where a folder should be")

    assert lexicons.find_or_make(SMALL) is None
    assert lexicons.state(SMALL) == "no-place"
    assert lexicons.main([SMALL, str(lexicons.path_of(SMALL))]) == 1


def test_a_list_that_is_there_is_ready_though_its_place_is_read_only(cache, monkeypatch):
    lexicons.find_or_make(SMALL)
    monkeypatch.setattr(os, "access", lambda *_: False)

    assert lexicons.state(SMALL) == "ready"
    assert lexicons.state("en") == "no-place"


def test_a_disk_that_is_full_leaves_nothing(cache, monkeypatch):
    def full(_file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        put("en", ship="ship")
    assert list(cache.iterdir()) == []


def test_a_part_that_another_process_removed_meanwhile_is_no_trouble(cache, monkeypatch):
    put("en", ship="ship")
    part = cache / "gone.part"
    part.symlink_to(cache / "nowhere")

    assert put("en", ship="ship").is_word("ship")


def test_nobody_waits_for_ever(cache, monkeypatch):
    def late(*_, **__):
        raise subprocess.TimeoutExpired("python", 1)

    monkeypatch.setattr(subprocess, "run", late)
    assert lexicons.find_or_make(SMALL) is None


def test_a_user_without_a_home_has_no_lexicon(monkeypatch):
    def homeless():
        raise RuntimeError

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    lexicons._make.cache_clear()

    assert lexicons.folder() is None
    assert lexicons.find_or_make("ms-MY") is None
    assert lexicons.state("ms") == "no-place"
    lexicons._make.cache_clear()


def test_the_server_finds_words_and_makes_none(settings, monkeypatch):
    from quizapp.app import create_app

    monkeypatch.setattr(lexicon._Shelf, "lexicons", None)
    create_app(settings)

    assert lexicon._Shelf.lexicons is lexicons.find


def test_a_relative_cache_is_ignored(monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "here")

    assert lexicons.folder() == Path.home() / ".cache" / "quizapp"
