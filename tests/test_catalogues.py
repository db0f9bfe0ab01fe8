"""Catalogues are compiled if they are newer, and compared with the sentences of the code."""

import os
from gettext import GNUTranslations

import pytest

from quizapp import catalogues
from quizapp.catalogues import Findings, compile_all, findings, languages, speaks

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
    assert findings(tmp_path) == findings(tmp_path, "de") == Findings()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('msgid "Study"', '#, fuzzy\nmsgid "Study"', "doubtful (fuzzy), so it is shown in English: Study"),
        ("Hallo %(name)s", "Hallo %(nom)s", "filled in with other names than name: Hello %(name)s"),
        ("Hallo %(name)s", "Hallo", "filled in with other names than name: Hello %(name)s"),
        ("{key} fehlt", "{schluessel} fehlt", "filled in with other names than key: {key} is missing"),
        ('"Lernen"', '"%(who)s lernt"', "filled in with other names than none: Study"),
        ('msgstr "%%n of"', 'msgstr "%%s von"', "filled in with other names than %%n: %%n of"),
        ("Hallo %(name)s", "Hallo %(name)d", "a % or a brace that fills nothing in (%% is a % on a page): Hello %(name)s"),
        ("Hallo %(name)s", "Hallo %(name)s, 100 %", "a % or a brace that fills nothing in (%% is a % on a page): Hello %(name)s"),
        ('"Lernen"', '"100 %"', "a % or a brace that fills nothing in (%% is a % on a page): Study"),
        ("{key} fehlt", "{key} fehlt }", "a % or a brace that fills nothing in (%% is a % on a page): {key} is missing"),
        ('"%(num)s Fakten"', '""', "2 forms are needed: %(num)s fact"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_shown_in_english(written, tmp_path, old, new, said):
    assert old in WHOLE
    source = written(WHOLE.replace(old, new))
    found = findings(tmp_path)
    (line,) = found.wrong
    place, _, words = line.removeprefix(f"{source}:").partition(": ")
    assert (words, place.isdecimal(), found.missing) == (said, True, [])

    compile_all(tmp_path)
    with source.with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    english = said.rpartition(": ")[2]
    assert compiled.gettext(english) == compiled.ngettext(english, "", 1) == english
    assert compiled.gettext("Study") == ("Study" if english == "Study" else "Lernen")


@pytest.mark.parametrize(("old", "new"), [('msgstr "Lernen"', 'msgstr ""'), ('msgid "Study"', 'msgid "Learn"')])
def test_what_is_not_translated_is_told_with_its_line(written, tmp_path, old, new):
    source = written(WHOLE.replace(old, new))
    found = findings(tmp_path)
    (line,) = found.missing
    place, _, words = line.removeprefix(f"{source}:").partition(": ")
    assert (words, place.isdecimal(), found.wrong) == ("not translated: Study", True, [])


@pytest.mark.parametrize(
    ("old", "new"),
    [("{key} fehlt", "Es fehlen {key} und 2 % davon"), ("Hallo %(name)s", "Hallo %(name)s, 100 %%"), ('"Lernen"', '"Lernen }"')],
)
def test_a_sign_that_the_sentence_may_have_is_not_wrong(written, tmp_path, old, new):
    written(WHOLE.replace(old, new))
    assert findings(tmp_path) == Findings()


def test_a_language_that_is_not_there_is_told_with_the_command_that_makes_it(tmp_path):
    assert findings(tmp_path, "de") == Findings([f"there is no catalogue {tmp_path / 'de'}: make messages LANG=de"])
    assert findings(tmp_path) == Findings()


def test_the_command_compiles_and_reports(written, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(catalogues, "TRANSLATIONS", tmp_path)
    source = written(WHOLE.replace('"Lernen"', '""'))
    assert catalogues.main([]) == 0
    assert source.with_suffix(".mo").exists()
    assert catalogues.main(["check", "de"]) == 1
    heading, line = capsys.readouterr().out.splitlines()
    assert (heading, line.endswith("not translated: Study")) == ("1 sentence is not translated:", True)
    monkeypatch.setattr(catalogues, "MOST", 1)
    written('msgid "Hello %(name)s"\nmsgstr "Hallo %(nom)s"\n')
    assert catalogues.main(["check", "de"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[2] or line for line in told] == [
        "filled in with other names than name: Hello %(name)s",
        "4 sentences are not translated; the first 1:",
        "not translated: %%n of",
    ]
    written(WHOLE)
    assert catalogues.main(["check"]) == 0


def test_a_tag_is_spoken_by_its_language_or_by_the_one_without_its_region(written, tmp_path):
    written(WHOLE)
    assert languages(tmp_path) == ["de", "en"]
    assert [speaks(tag, tmp_path) for tag in ("de", "de-AT", "en", "en_GB", "ko", "pt-BR")] == [True, True, True, True, False, False]
