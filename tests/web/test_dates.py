"""Days in the order and in the words of the page's language."""

from datetime import UTC, date, datetime

import pytest

from quizapp.catalogues import compile_all
from quizapp.web.dates import dated
from quizapp.web.progress import charts
from quizapp.web.saying import listed

DAY = date(2026, 3, 2)


@pytest.fixture
def settings(settings, tmp_path):
    for locale, between in (("de", "/ "), ("ja", "、"), ("ar", "، ")):
        place = tmp_path / "translations" / locale / "LC_MESSAGES"
        place.mkdir(parents=True)
        (place / "messages.po").write_text(
            f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid ", "\nmsgstr "{between}"\n', "utf-8"
        )
    compile_all(tmp_path / "translations")
    return settings | {"BABEL_TRANSLATION_DIRECTORIES": str(tmp_path / "translations")}


@pytest.mark.parametrize(
    ("language", "pattern", "said"),
    [
        ("en", "EEEE d MMMM", "Monday 2 March"),
        ("en", "d MMMM y", "2 March 2026"),
        ("de", "d MMMM y", "2. März 2026"),
        ("ja", "d MMMM y", "2026年3月2日"),
        ("ja", "d MMMM", "3月2日"),
        ("de", "EEEE", "Montag"),
    ],
)
def test_a_day_has_the_order_of_its_language(app, language, pattern, said):
    with app.test_request_context("/", headers={"Accept-Language": language}):
        assert dated(DAY, pattern) == said
        assert dated(datetime(2026, 3, 2, 23, 59, tzinfo=UTC), pattern) == said


@pytest.mark.parametrize(("language", "said"), [("en", "a, b, 3"), ("de", "a/ b/ 3"), ("ja", "a、b、3")])
def test_a_list_is_parted_as_its_language_parts_it(app, language, said):
    with app.test_request_context("/", headers={"Accept-Language": language}):
        assert listed(["a", "b", 3]) == said


@pytest.mark.parametrize(("language", "said"), [("en", "Mo"), ("de", "Mo."), ("ja", "月"), ("ar", "ن")])
def test_a_weekday_fits_under_a_bar(app, language, said):
    with app.test_request_context("/", headers={"Accept-Language": language}):
        assert charts._weekday(DAY) == said
