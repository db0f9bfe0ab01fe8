"""Catalogues are compiled if they are newer, and compared with the sentences of the code."""

import os

import pytest

from quizapp import catalogues
from quizapp.catalogues import compile_all, faults, languages, speaks

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
TEMPLATE = """\
msgid "%%n of"
msgstr ""

msgid "Study"
msgstr ""

msgid "Hello %(name)s"
msgstr ""

msgid "{key} is missing"
msgstr ""

msgid "%(num)s fact"
msgid_plural "%(num)s facts"
msgstr[0] ""
msgstr[1] ""
"""
WHOLE = """\
msgid "%%n of"
msgstr "%%n of"

msgid "Study"
msgstr "Lernen"

msgid "Hello %(name)s"
msgstr "Hallo %(name)s"

msgid "{key} is missing"
msgstr "{key} fehlt"

msgid "%(num)s fact"
msgid_plural "%(num)s facts"
msgstr[0] "ein Fakt"
msgstr[1] "%(num)s Fakten"
"""


@pytest.fixture
def written(tmp_path):
    """Write a German catalogue next to the template, `written(text)`; return its file."""

    def write(text):
        place = tmp_path / "de" / "LC_MESSAGES"
        place.mkdir(parents=True, exist_ok=True)
        (tmp_path / "messages.pot").write_text(HEADER + TEMPLATE, "utf-8")
        (place / "messages.po").write_text(HEADER + text, "utf-8")
        return place / "messages.po"

    return write


def test_a_catalogue_is_compiled_when_it_is_newer(written, tmp_path):
    source = written(WHOLE)
    assert compile_all(tmp_path) == [source.with_suffix(".mo")]
    assert compile_all(tmp_path) == []
    made = source.with_suffix(".mo").stat().st_mtime
    os.utime(source, (made + 5, made + 5))
    assert compile_all(tmp_path) == [source.with_suffix(".mo")]
    assert sorted(path.name for path in source.parent.iterdir()) == ["messages.mo", "messages.po"]


def test_nothing_is_wrong_with_a_whole_catalogue(written, tmp_path):
    written(WHOLE)
    assert list(faults(tmp_path)) == list(faults(tmp_path, "de")) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('msgstr "Lernen"', 'msgstr ""', "not translated: Study"),
        ('msgid "Study"', 'msgid "Learn"', "not translated: Study"),
        ('msgid "Study"', '#, fuzzy\nmsgid "Study"', "doubtful (fuzzy), so it is shown in English: Study"),
        ("Hallo %(name)s", "Hallo %(nom)s", "filled in with other names than name: Hello %(name)s"),
        ("Hallo %(name)s", "Hallo", "filled in with other names than name: Hello %(name)s"),
        ("{key} fehlt", "{schluessel} fehlt", "filled in with other names than key: {key} is missing"),
        ('"Lernen"', '"%(who)s lernt"', "filled in with other names than none: Study"),
        ('msgstr "%%n of"', 'msgstr "%%s von"', "filled in with other names than %%n: %%n of"),
        ('"%(num)s Fakten"', '""', "2 forms are needed: %(num)s fact"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(written, tmp_path, old, new, said):
    assert old in WHOLE
    source = written(WHOLE.replace(old, new))
    (found,) = faults(tmp_path)
    place, _, words = found.removeprefix(f"{source}:").partition(": ")
    assert (words, place.isdecimal()) == (said, True)


def test_a_language_that_is_not_there_is_told_with_the_command_that_makes_it(tmp_path):
    assert list(faults(tmp_path, "de")) == [f"there is no catalogue {tmp_path / 'de'}: make messages LANG=de"]
    assert list(faults(tmp_path)) == []


def test_the_command_compiles_and_reports(written, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(catalogues, "TRANSLATIONS", tmp_path)
    source = written(WHOLE.replace('"Lernen"', '""'))
    assert catalogues.main([]) == 0
    assert source.with_suffix(".mo").exists()
    assert catalogues.main(["check", "de"]) == 1
    assert "not translated: Study" in capsys.readouterr().out
    monkeypatch.setattr(catalogues, "MOST", 1)
    written("")
    assert catalogues.main(["check", "de"]) == 1
    assert capsys.readouterr().out.splitlines()[1:] == ["and 4 more"]
    written(WHOLE)
    assert catalogues.main(["check"]) == 0


def test_a_tag_is_spoken_by_its_language_or_by_the_one_without_its_region(written, tmp_path):
    written(WHOLE)
    assert languages(tmp_path) == ["de", "en"]
    assert [speaks(tag, tmp_path) for tag in ("de", "de-AT", "en", "en_GB", "ko", "pt-BR")] == [True, True, True, True, False, False]
