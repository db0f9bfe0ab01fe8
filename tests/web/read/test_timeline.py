"""/decks/<deck>/timeline: the order, the years, and the finished timeline; it reveals nothing before and does not feed memory."""

import json
import re
import shutil

import pytest
from sqlalchemy import func, select
from support import OBSERVATORY, Page

from quizapp.db.base import transaction
from quizapp.db.models import Answer, MemoryRow, Practice
from quizapp.domain.reading.timeline import chronological, events
from quizapp.services.authoring import publishing
from quizapp.services.learning.editions import current

ADDRESS = "/decks/observatory/timeline"


@pytest.fixture
def learner(guest, observatory):
    """A guest, with the second deck published."""
    return guest


@pytest.fixture
def deck_of(app):
    def read(deck):
        with app.app_context(), transaction(write=False) as connection:
            return current(connection, deck, 0).deck

    return read


@pytest.fixture
def known(deck_of, observatory):
    """The fields of a perfect timeline of the observatory."""
    return perfect(events(deck_of(observatory)))


def numbered(found):
    return enumerate((event for event in found if not event.given), 1)


def perfect(found):
    places = {event.id: place for place, event in enumerate(chronological(found), 1)}
    order = {f"order-{number}": str(places[event.id]) for number, event in numbered(found)}
    years = {}
    for number, event in numbered(found):
        names = (f"from-{number}", f"to-{number}") if event.lasts else (f"year-{number}",)
        years |= {name: str(when.year) for name, when in zip(names, event.ends, strict=True)}
    return order, years


def place(client, fields, nonce="once", address=ADDRESS):
    return client.submit(address, {"nonce": nonce, **fields}, at="/")


def rows(app, table):
    with app.app_context(), transaction(write=False) as connection:
        return connection.scalar(select(func.count()).select_from(table))


def stored(app):
    with app.app_context(), transaction(write=False) as connection:
        return connection.execute(select(Practice.__table__).order_by(Practice.n)).all()


# --- From the order to the finished timeline ---


def test_the_events_stand_in_a_shuffled_order_with_the_given_in_the_order_of_time(learner, known):
    first, second, again = (learner.page(f"{ADDRESS}?nonce={nonce}") for nonce in ("one", "two", "one"))

    names = [[select["name"] for select in page.all("select")] for page in (first, second, again)]
    assert set(names[0]) == set(known[0])
    assert names[0] != names[1]
    assert names[0] == names[2]
    assert first.words.index("1886") < first.words.index("1996")


def test_a_perfect_timeline(app, learner, known):
    order, years = known
    axis = learner.page(ADDRESS + "?" + "&".join(f"{name}={place}" for name, place in order.items()))
    assert {field["name"] for field in axis.all("input", type="number")} == set(years)

    response = place(learner, order | years)

    assert (response.status_code, response.headers["Location"]) == (303, f"{ADDRESS}/1")
    page = learner.page(f"{ADDRESS}/1")
    assert page.one("h1").text == "44 of 44 pairs in order, every year right"
    assert "100 %" in page.words
    assert "In the winter of 1868, eleven ships ran onto the rocks of Tessary" in page.words
    assert [row.text for row in page.all("th", scope="row")] == [
        "1868", "1871", "May 14, 1874", "1886", "March 1894", "1902 – 1911", "1913", "1969", "1974 – 1981", "1996",
    ]  # fmt: skip
    assert [(row.kind, row.score, row.deck_id) for row in stored(app)] == [("timeline", 1.0, "observatory")]


def test_feedback_of_each_event(learner, known, deck_of):
    order, years = known
    found = dict(numbered(events(deck_of("observatory"))))
    of = {event.id: number for number, event in found.items()}
    changed = {f"year-{of['fire']}": "1911", f"year-{of['ships']}": "1869", f"to-{of['railway']}": "1910"}
    swapped = {f"order-{of['ships']}": order[f"order-{of['founding']}"], f"order-{of['founding']}": order[f"order-{of['ships']}"]}

    place(learner, order | years | changed | swapped)

    page = learner.page(f"{ADDRESS}/1")
    assert page.one("h1").text == "43 of 44 pairs in order"
    assert "Your years are 4 years off in total." in page.words  # 2 + 1 + 1 / 2, rounded up
    assert "1911, 2 years too early" in page.words
    assert "1869, 1 year too late" in page.words
    assert "1902–1910, start: right, end: 1 year too early" in page.words
    # Score: (43 / 44 + (5 + (1 - 2 / 11) + (1 - 1 / 11) + (1 - 0.5 / 11)) / 8) / 2, with an axis of 110 years
    assert re.search(r"together: (\d+) %", page.words)[1] == "97"


def test_the_picture_has_every_event_and_a_passage_behind_it(learner, known):
    place(learner, known[0] | known[1])
    page = learner.page(f"{ADDRESS}/1")

    pictures = page.all("svg", role="img")
    assert ["tall" in picture["class"] for picture in pictures] == [True, False]
    for picture in pictures:
        assert "Iren Sollow" in picture.text
        assert "given" in picture.text
    assert len(page.all("details")) >= 10
    assert page.all("mark")


def test_history_and_the_way_to_the_last_timeline(learner, known, clock):
    assert f'href="{ADDRESS}/' not in learner.get(ADDRESS).text
    place(learner, known[0] | known[1], "one")
    clock.advance(days=3)
    place(learner, known[0] | dict.fromkeys(known[1], "1900"), "two")

    assert f'href="{ADDRESS}/2"' in learner.get(ADDRESS).text
    page = learner.page(f"{ADDRESS}/2")
    assert page.one("a", href=f"{ADDRESS}/1").text == "2 March"
    assert "100 %" in page.words


# --- What does not count ---


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"order-1": "2", "order-2": "2"}, "Two events have the same place"),
        ({"order-3": ""}, "An event has no place yet"),
        ({"order-3": "11"}, "places from 1 to 10"),
        ({"order-3": "0"}, "places from 1 to 10"),
        ({"order-3": "1.5"}, "places from 1 to 10"),
        ({"order-3": "²"}, "places from 1 to 10"),
    ],
)
def test_an_order_that_cannot_be_read_comes_back_filled(app, learner, known, change, says):
    fields = known[0] | change
    page = learner.page(f"{ADDRESS}?nonce=x&" + "&".join(f"{name}={text}" for name, text in fields.items()))

    assert says in page.words
    assert not page.all("input", type="number")
    assert rows(app, Practice) == 0
    for select_ in page.all("select"):
        if fields[select_["name"]] in {str(place) for place in range(1, 11)}:
            inside = page.html.split(f'name="{select_["name"]}"')[1].split("</select>")[0]
            assert f"<option selected>{fields[select_['name']]}</option>" in inside
    assert place(learner, fields | known[1]).status_code == 422
    assert rows(app, Practice) == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Which year? A guess is fine."),
        ("  ", "Which year? A guess is fine."),
        ("soon", "Please write a year in figures"),
        ("19.5", "Please write a year in figures"),
        ("²", "Please write a year in figures"),
        ("1" * 5000, "Please write a year in figures"),
        ("68", "That is off the axis"),
        ("-44", "That is off the axis"),
        ("99999999", "That is off the axis"),
    ],
)
def test_a_year_that_cannot_be_read_comes_back_filled(app, learner, known, text, says):
    order, years = known
    name = next(name for name in years if name.startswith("year-"))

    response = place(learner, order | years | {name: text})

    page = Page(response.text)
    assert response.status_code == 422
    assert says in page.words
    assert "1 event needs another look." in page.words
    assert page.one("input", name=name)["value"] == text.strip()[:40]
    assert {field["name"]: field["value"] for field in page.all("input", type="number") if field["name"] != name} == {
        other: year for other, year in years.items() if other != name
    }
    assert rows(app, Practice) == 0


def test_a_range_that_ends_before_it_begins_is_asked_again(app, learner, known):
    order, years = known
    start, end = next(name for name in years if name.startswith("from-")), next(name for name in years if name.startswith("to-"))

    response = place(learner, order | years | {start: years[end], end: years[start]})

    assert response.status_code == 422
    assert "It ends before it begins" in Page(response.text).words
    assert rows(app, Practice) == 0


def test_years_may_be_the_same_and_in_figures_of_any_script(learner, known):
    order, years = known
    place(learner, order | dict.fromkeys(years, "１９００"))

    assert "every year right" not in learner.page(f"{ADDRESS}/1").words


def test_the_same_form_twice_is_stored_once(app, learner, known):
    first, second = place(learner, known[0] | known[1]), place(learner, known[0] | dict.fromkeys(known[1], "1900"))

    assert first.headers["Location"] == second.headers["Location"]
    assert [row.score for row in stored(app)] == [1.0]


def test_the_order_can_be_changed_from_the_axis(learner, known):
    page = learner.page(f"{ADDRESS}?back=1&" + "&".join(f"{name}={place}" for name, place in known[0].items()))

    chosen = re.findall(r"<option selected>(\d+)</option>", page.html)
    assert chosen == sorted(chosen, key=int)
    assert [select_["name"] for select_ in page.all("select")] == sorted(known[0], key=lambda name: int(known[0][name]))


# --- What it must not do ---


def test_nothing_tells_the_years_before_they_are_placed(learner, known):
    query = "&".join(f"order-{number}={place}" for number, place in enumerate((10, 9, 8, 7, 5, 4, 3, 1), 1))
    for address in (f"{ADDRESS}?nonce=x", f"{ADDRESS}?nonce=x&{query}"):
        html = learner.get(address).text
        for year in ("1868", "1871", "1874", "1894", "1902", "1911", "1913", "1969", "1974", "1981", "May", "March"):
            assert year not in html, (address, year)
        assert "1886" in html
        for name in ("ships", "founding", "noon-wire", "lens-found"):
            assert f'"{name}"' not in html


def test_a_deck_with_other_years_shows_the_same_forms(app, learner, tmp_path, clock):
    pages = {}
    query = "&".join(f"order-{number}={number}" for number in range(1, 9))
    for name, founded in (("twin-a", "1871"), ("twin-b", "1873")):
        folder = tmp_path / name
        shutil.copytree(OBSERVATORY, folder)
        for file in (*folder.glob("*.yaml"), *folder.glob("*.md")):
            file.write_text(file.read_text().replace("1871", founded))
        with app.app_context():
            assert publishing.publish_folder(folder, clock.now).status == "published"
        for step in ("?nonce=x", f"?nonce=x&{query}"):
            html = learner.get(f"/decks/{name}/timeline{step}").text
            pages.setdefault(step, []).append(re.sub(r'name="(revision|csrf_token)" value="[^"]*"', "", html.replace(name, "twin")))
    for one, two in pages.values():
        assert one == two


def test_it_feeds_no_memory(app, learner, known):
    before = rows(app, Answer), rows(app, MemoryRow)
    place(learner, known[0] | known[1])
    learner.page(f"{ADDRESS}/1")

    assert (rows(app, Answer), rows(app, MemoryRow)) == before == (0, 0)
    assert rows(app, Practice) == 1


def test_looking_writes_nothing(app, learner, query_counter):
    with query_counter() as queries:
        learner.page(ADDRESS)
    assert not [query for query in queries if query.startswith(("INSERT", "UPDATE", "DELETE"))]


# --- Who may, and which decks ---


def test_who_is_nobody_yet_starts_on_the_first_page(client, observatory):
    for response in (client.get(ADDRESS), client.get(f"{ADDRESS}/1"), client.submit(ADDRESS, {}, at="/")):
        assert (response.status_code, response.headers["Location"]) == (303, "/")


def test_the_timeline_of_another_learner_is_not_there(client_of, student, other_student, observatory, known):
    mine, theirs = client_of(student), client_of(other_student)
    place(mine, known[0] | known[1])

    assert mine.get(f"{ADDRESS}/1").status_code == 200
    assert theirs.get(f"{ADDRESS}/1").status_code == 404
    assert mine.get("/decks/harbour/timeline/1").status_code == 404
    assert mine.get(f"{ADDRESS}/2").status_code == 404


def test_a_deck_without_enough_events_explains(learner):
    for deck, dated in (("harbour", "This deck has 2."), ("knots", "This deck has none.")):
        page = learner.page(f"/decks/{deck}/timeline")
        assert page.one("h1").text == "This deck has too few dated events"
        assert dated in page.words
        assert place(learner, {"order-1": "1"}, address=f"/decks/{deck}/timeline").status_code == 422


def test_a_deck_whose_dates_are_all_given_explains(app, learner, tmp_path, clock):
    folder = tmp_path / "told"
    folder.mkdir()
    lines = ["title: All told", "language: en", "categories: {all: All}", "category: all", "facts:"]
    for n in range(4):
        lines += [f"  - {{id: f-{n}, statement: It rained., when: {1900 + n}, when_given: true, questions: [{{type: true_false,"]
        lines += ["      prompt: Did it rain?, answer: true}]}"]
    (folder / "deck.yaml").write_text("\n".join(lines) + "\n")
    with app.app_context():
        published = publishing.publish_folder(folder, clock.now)
    assert published.status == "published", published.problems

    assert learner.page("/decks/told/timeline").one("h1").text == "Every date in this deck is given"


def test_a_deck_that_does_not_exist(learner):
    assert learner.get("/decks/nowhere/timeline").status_code == 404
    assert place(learner, {}, address="/decks/nowhere/timeline").status_code == 404


def test_a_form_of_an_older_edition_is_graded_by_it(app, learner, known, tmp_path, clock):
    revision = learner.page(ADDRESS).hidden("revision")
    folder = tmp_path / "observatory"
    shutil.copytree(OBSERVATORY, folder)
    for file in (*folder.glob("*.yaml"), *folder.glob("*.md")):
        file.write_text(file.read_text().replace("1868", "1866"))
    with app.app_context():
        assert publishing.publish_folder(folder, clock.now).status == "published"
    assert learner.page(ADDRESS).hidden("revision") != revision

    place(learner, known[0] | known[1] | {"revision": revision}, "old")
    place(learner, known[0] | known[1], "new")

    assert "every year right" in learner.page(f"{ADDRESS}/1").words
    assert "1868, 2 years too late" in learner.page(f"{ADDRESS}/2").words


@pytest.mark.parametrize("revision", ["999999", "1", "x", "-1", "9" * 30])
def test_a_revision_of_nothing_or_of_another_deck_counts_as_the_current_one(learner, known, revision):
    assert place(learner, known[0] | known[1] | {"revision": revision}).status_code == 303
    assert "every year right" in learner.page(f"{ADDRESS}/1").words


def test_forty_events_in_three_hundred_facts(app, learner, tmp_path, clock):
    folder = tmp_path / "crowd"
    folder.mkdir()
    statements = [
        f"Im Jahr {1800 + n * 3} geschah Nummer {n:02} mit einem sehr langen Satz ohne Ende, {'und weiter ' * 12}" for n in range(39)
    ]
    statements.append("윤석열과기시다가도쿄에서만나서관계를회복하기로했다그리고더많은이야기를나누었다")
    lines = ["title: A crowd", "language: de", "categories: {all: All}", "category: all", "facts:"]
    for n in range(300):
        lines += [f"  - id: {'very-long-' * 6}fact-{n}", f"    statement: {statements[n] if n < 40 else 'Nothing.'}"]
        lines += [f"    when: {1800 + n * 3}"] * (n < 40) + ["    when_given: true"] * (n == 7)
        lines += ["    questions:", f"      - {{type: true_false, id: q-{n}, prompt: Was it {n}?, answer: true}}"]
    (folder / "deck.yaml").write_text("\n".join(lines) + "\n")
    with app.app_context():
        published = publishing.publish_folder(folder, clock.now)
        assert published.status == "published", published.problems
        with transaction(write=False) as connection:
            order, years = perfect(events(current(connection, "crowd", 0).deck))
    address = "/decks/crowd/timeline"

    assert len(learner.page(address).all("select")) == 39
    axis = learner.page(f"{address}?" + "&".join(f"{name}={place}" for name, place in order.items()))
    assert len(axis.all("input", type="number")) == 39
    assert place(learner, order | years, address=address).status_code == 303
    page = learner.page(f"{address}/1")
    assert "780 of 780 pairs in order, every year right" in page.words
    assert max(len(text.text) for text in page.all("text")) <= 60
    assert "윤석열" in page.one("table").text


def test_what_is_stored_is_what_was_placed(app, learner, known):
    place(learner, known[0] | known[1])

    given = json.loads(stored(app)[0].given)
    assert given["order"][0] == "ships"
    assert given["years"]["railway"] == [1902, 1911]
