"""The language of a page: the account's choice, or else the browser's, or else the setting, among those available."""

import re
from dataclasses import replace

import pytest
from support import ROOT, Page

from quizapp.catalogues import compile_all
from quizapp.services.authoring import publishing
from quizapp.web.richtext import in_language

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
SAVED = {"pt_BR": '\nmsgid "Your settings are saved."\nmsgstr "Salvo."\n'}
WORDS = {"de": "Anmelden", "pt_BR": "Entrar", "ar": "الدخول"}

HEBREW = """
title: בירות
language: he
terms: [{name: ירושלים, kind: place, note: העיר הקדושה}]
questions:
  - {id: city, type: cloze, prompt: "הבירה היא {{ירושלים}} והשנה היא {{1948}}."}
"""


@pytest.fixture(scope="module")
def translations(tmp_path_factory):
    """A folder of catalogues in which one sentence is translated."""
    folder = tmp_path_factory.mktemp("translations")
    for locale, words in WORDS.items():
        place = folder / locale / "LC_MESSAGES"
        place.mkdir(parents=True)
        (place / "messages.po").write_text(f'{HEADER}\nmsgid "Sign in"\nmsgstr "{words}"\n{SAVED.get(locale, "")}', "utf-8")
    assert len(compile_all(folder)) == len(WORDS)
    return folder


@pytest.fixture
def settings(settings, translations):
    return settings | {"BABEL_TRANSLATION_DIRECTORIES": str(translations)}


@pytest.fixture
def spoken(app):
    """The language of the sign-in page, and whether it is translated: `spoken(accept="de")`."""

    def ask(client=None, *, accept="", language="en"):
        app.extensions["quizapp.settings"] = replace(app.extensions["quizapp.settings"], language=language)
        page = Page((client or app.test_client()).get("/login", headers={"Accept-Language": accept} if accept else {}).text)
        said = next((locale for locale, words in WORDS.items() if words in page.words), "en")
        html = page.one("html")
        assert said.replace("_", "-") == html["lang"]
        return html["lang"], html["dir"]

    return ask


@pytest.mark.parametrize(
    ("accept", "language", "wanted"),
    [
        ("", "en", "en"),
        ("", "de", "de"),
        ("", "de-AT", "de"),
        ("", "pt-BR", "pt-BR"),
        ("", "pt_BR", "pt-BR"),
        ("", "ko", "en"),
        ("", "zz", "en"),
        ("de", "en", "de"),
        ("de-AT,de;q=0.9,en;q=0.8", "en", "de"),
        ("ko,en;q=0.5,de;q=0.4", "de", "en"),
        ("ko,ja", "de", "de"),
        ("pt", "en", "pt-BR"),
        ("*", "de", "de"),
        (";;q=x,,é", "de", "de"),
        ("en-GB", "de", "en"),
    ],
)
def test_a_stranger_gets_the_browsers_language_of_those_there_are_else_the_setting(spoken, accept, language, wanted):
    assert spoken(accept=accept, language=language)[0] == wanted


def test_an_account_keeps_its_choice_in_any_browser(spoken, app, client_of, student):
    client = client_of(student)
    form = {"display_name": "Sora", "zone": "", "theme": "auto", "text_size": "normal", "new_facts": "10"}
    assert Page(client.get("/account", headers={"Accept-Language": "de"}).text).one("html")["lang"] == "de"
    client.submit("/account", form | {"language": "pt_BR"})
    page = Page(client.get("/account", headers={"Accept-Language": "de"}).text)
    assert page.one("html")["lang"] == "pt-BR"
    assert "Salvo." in page.words
    offered = page.all("option")
    assert {option["value"]: option.text for option in offered if option["value"] in {"en", *WORDS}} == {
        "ar": "العربية",
        "de": "Deutsch",
        "en": "English",
        "pt_BR": "Português (Brasil)",
    }
    client.submit("/account", form | {"language": ""})
    assert Page(client.get("/account", headers={"Accept-Language": "de"}).text).one("html")["lang"] == "de"


def test_a_language_that_is_gone_gives_way_to_the_browsers(spoken, app, make_person, client_of):
    client = client_of(make_person("mio", language="tlh"))
    assert Page(client.get("/account", headers={"Accept-Language": "de"}).text).one("html")["lang"] == "de"


def test_lines_begin_where_the_language_begins_them(spoken):
    assert spoken(accept="ar") == ("ar", "rtl")
    assert spoken(accept="de") == ("de", "ltr")


def test_an_error_page_speaks_the_language_too(app):
    page = Page(app.test_client().get("/nowhere", headers={"Accept-Language": "ar"}).text)
    assert (page.one("html")["lang"], page.one("html")["dir"]) == ("ar", "rtl")


def test_a_new_deck_is_proposed_in_the_language_of_the_page(client_of, teacher):
    page = Page(client_of(teacher).get("/teach/decks/new", headers={"Accept-Language": "de"}).text)
    assert [option["value"] for option in page.all("option") if "selected" in option.attributes] == ["de"]


@pytest.mark.sqlite
def test_without_catalogues_there_is_english_alone(tmp_path, settings):
    from quizapp.app import create_app

    app = create_app(settings | {"BABEL_TRANSLATION_DIRECTORIES": str(tmp_path / "none"), "LANGUAGE": "de"})
    assert app.extensions["quizapp.languages"] == ("en",)
    assert Page(app.test_client().get("/login").text).one("html")["lang"] == "en"


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        *[("en", "ltr"), ("ko", "ltr"), ("zh-Hant-TW", "ltr"), ("uz-Latn", "ltr"), ("sr_Cyrl", "ltr")],
        *[("he", "rtl"), ("HE", "rtl"), ("ar", "rtl"), ("ar-EG", "rtl"), ("fa", "rtl"), ("ur", "rtl"), ("yi", "rtl"), ("ckb", "rtl")],
        *[("ku-Arab", "rtl"), ("az-Arab-IR", "rtl"), ("pa_Arab", "rtl"), ("ff-Adlm", "rtl")],
        *[("xx", "auto"), ("tlh", "auto"), ("", "auto")],
    ],
)
def test_the_text_of_a_deck_says_how_it_is_written(tag, written):
    assert in_language(tag) == f' lang="{tag}" dir="{written}"'


def test_no_template_names_a_language_without_its_direction():
    bare = re.compile(r'(?<!<g )\blang="')  # a group of a drawing has no direction of its own
    for path in (ROOT / "quizapp" / "templates").rglob("*.html"):
        found = [line for line in path.read_text("utf-8").splitlines() if bare.search(line) and "page_direction()" not in line]
        assert not found, f"{path}: write {{{{ in_language(...) }}}}, not lang\n{found}"


def test_a_deck_from_right_to_left_is_drawn_so_on_every_page(app, guest, tmp_path, clock):
    folder = tmp_path / "bira"
    folder.mkdir()
    (folder / "deck.yaml").write_text(HEBREW, "utf-8")
    with app.app_context():
        assert publishing.publish_folder(folder, clock.now).status == "published"
    for address in ("/decks/bira", "/study/bira", "/decks/bira/cards", "/decks/bira/cards/print", "/decks/bira/actors", "/", "/quiz/bira"):
        page = guest.page(address)
        spoken = [element for element in page.all("", lang="he") if element.tag != "g"]
        assert spoken, address
        assert {element.attributes.get("dir") for element in spoken} == {"rtl"}, address
