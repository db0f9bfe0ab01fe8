"""/teach/decks: a deck for its teachers: created, published, compared, shared, copied, moved, withdrawn."""

import re

import pytest
from support import RIVERS, Page, visitor_of

from quizapp.services.authoring import drafts


@pytest.fixture
def hana(client_of, teacher):
    return client_of(teacher)


@pytest.fixture
def rivers(app, teacher, clock):
    with app.app_context():
        return drafts.create(visitor_of(teacher), "Rivers", "en", clock.now, {"deck.yaml": RIVERS})


@pytest.fixture
def save(app, teacher, clock):
    def put(deck, old, new):
        with app.app_context():
            draft = drafts.read(visitor_of(teacher), deck)
            files = {name: text.replace(old, new) for name, text in draft.files.items()}
            return drafts.save(visitor_of(teacher), deck, draft.n, files, clock.now)

    return put


def publish(client, deck, why=""):
    page = client.page(f"/teach/decks/{deck}/publish")
    fields = {"n": page.hidden("n"), "why": why, "csrf_token": page.hidden("csrf_token")}
    return client.post(f"/teach/decks/{deck}/publish", data=fields, follow_redirects=True)


def test_a_deck_is_made_with_a_title_and_its_page_leads_on(hana, app, teacher):
    response = hana.submit("/teach/decks/new", {"title": "Ríos del Perú", "language": "es"})

    assert response.status_code == 303
    assert response.location.endswith("/teach/decks/rios-del-peru/edit")
    page = hana.page("/teach/decks/rios-del-peru")
    assert "A draft: only its owners see it." in page.words
    assert "rios-del-peru" in hana.page("/teach").words
    assert page.all("a", href="/teach/decks/rios-del-peru/edit")


@pytest.mark.parametrize("title", ["", " ", "x" * 300])
def test_a_deck_without_a_good_title_is_not_made(hana, title):
    response = hana.submit("/teach/decks/new", {"title": title, "language": "xx"})

    assert response.status_code == 422
    assert Page(response.text).all("input", aria_invalid="true")


def test_a_new_deck_that_is_refused_says_why_at_its_field_and_keeps_what_was_typed(hana):
    response = hana.submit("/teach/decks/new", {"title": "River " * 50, "language": "ko"})
    page = Page(response.text)

    assert response.status_code == 422
    assert page.one("p", id="title-fault").text.strip() == "At most 200 characters, please."
    assert page.one("input", name="title")["value"] == "River " * 50
    assert page.one("option", selected=None)["value"] == "ko"


def test_a_language_that_is_no_tag_begins_no_deck(hana):
    response = hana.submit("/teach/decks/new", {"title": "Rivers", "language": "no tag"})

    assert response.status_code == 422
    page = Page(response.text)
    assert page.one("p", id="language-fault").text.strip() == "Write a language tag such as en, ko or pt-BR."
    assert page.one("option", selected=None)["value"] == "en"
    assert page.one("input", name="title")["value"] == "Rivers"


def test_publishing_is_shown_first_and_then_done(hana, rivers, save):
    page = hana.page(f"/teach/decks/{rivers}/publish")
    assert "2 questions are new" in page.words
    assert "Published as revision 1" in publish(hana, rivers, "First").text
    assert "There is nothing new to publish" in hana.page(f"/teach/decks/{rivers}/publish").words

    save(rivers, "answer: true", "answer: false")
    assert "The draft has unpublished changes" in hana.page(f"/teach/decks/{rivers}").words
    page = hana.page(f"/teach/decks/{rivers}/publish")
    assert "One question has a different right answer" in page.words
    assert "One question stays as it is." in page.words
    compared = Page(publish(hana, rivers, "It was wrong").text)
    assert "Revision 2" in compared.words
    assert "It was wrong" in compared.words
    assert {element.text for element in compared.all("del")} >= {"true"}


def test_a_draft_that_moved_on_is_shown_anew_and_not_published(hana, rivers, save):
    page = hana.page(f"/teach/decks/{rivers}/publish")
    save(rivers, "is wide.", "is broad.")
    fields = {"n": page.hidden("n"), "why": "Mine", "csrf_token": page.hidden("csrf_token")}
    response = hana.post(f"/teach/decks/{rivers}/publish", data=fields)

    assert response.status_code == 409
    assert "changed the draft since" in Page(response.text).words
    assert Page(response.text).one("input", name="why")["value"] == "Mine"
    assert "A draft: only its owners see it." in hana.page(f"/teach/decks/{rivers}").words


def test_a_draft_with_mistakes_is_not_published_and_says_where_they_are(hana, rivers, save):
    publish(hana, rivers)
    draft = save(rivers, "answer: true", "answer: perhaps")
    page = hana.page(f"/teach/decks/{rivers}/publish")
    assert "to fix before you publish" in page.words
    assert "deck.yaml:7" in page.words
    response = hana.submit(f"/teach/decks/{rivers}/publish", {"n": draft.n}, at=f"/teach/decks/{rivers}")

    assert response.status_code == 422
    assert "Published as revision 1" in hana.page(f"/teach/decks/{rivers}").words
    assert "One mistake in the draft" in hana.page(f"/teach/decks/{rivers}").words


@pytest.mark.parametrize("words", ["x" * 301, "a\u202eb"])
def test_words_that_cannot_be_shown_are_no_reason(hana, rivers, words):
    assert "Nothing has been published" in publish(hana, rivers, words).text


def test_a_note_that_is_refused_says_why_at_its_field_and_comes_back(hana, rivers):
    page = hana.page(f"/teach/decks/{rivers}/publish")
    response = hana.submit(f"/teach/decks/{rivers}/publish", {"n": page.hidden("n"), "why": "x" * 301}, at=f"/teach/decks/{rivers}")
    page = Page(response.text)

    assert response.status_code == 422
    assert page.one("p", id="why-fault").text.strip() == "At most 300 characters, please."
    assert page.one("input", name="why")["value"] == "x" * 301
    assert "A draft: only its owners see it." in hana.page(f"/teach/decks/{rivers}").words


def test_a_draft_that_is_published_already_is_not_published_twice(hana, rivers):
    publish(hana, rivers)
    response = hana.submit(f"/teach/decks/{rivers}/publish", {"n": "1"}, at=f"/teach/decks/{rivers}")

    assert response.status_code == 422
    assert "The draft is already published. There is nothing new in it." in Page(response.text).words


@pytest.mark.parametrize("n", [{}, {"n": ""}, {"n": "one"}, {"n": "9" * 30}])
def test_without_the_number_that_was_shown_nothing_is_published(hana, rivers, n):
    assert hana.submit(f"/teach/decks/{rivers}/publish", n, at=f"/teach/decks/{rivers}").status_code == 409
    assert "A draft: only its owners see it." in hana.page(f"/teach/decks/{rivers}").words


def test_an_old_revision_is_brought_back_by_its_button(hana, rivers, save):
    publish(hana, rivers)
    save(rivers, "very long", "rather long")
    publish(hana, rivers)
    at = f"/teach/decks/{rivers}"
    restored = hana.press(at, f"{at}/revisions/1/restore", follow_redirects=True)

    assert "The draft now has the text of revision 1" in restored.text
    assert "is reworded" in restored.text
    assert "3" not in Page(restored.text).one("h1").text
    listing = hana.page(f"/teach/decks/{rivers}/revisions")
    assert "2 revisions" in listing.words
    chosen = hana.get(f"/teach/decks/{rivers}/revisions?a=2&b=1")
    assert chosen.location.endswith(f"/teach/decks/{rivers}/revisions/1..2")


def test_the_newest_revision_is_proposed_with_the_one_before_it(hana, rivers, save):
    for old, new in (("very long", "rather long"), ("rather long", "long"), ("is wide", "is broad")):
        publish(hana, rivers)
        save(rivers, old, new)
    page = hana.page(f"/teach/decks/{rivers}/revisions")
    assert [option["value"] for option in page.all("option")] == ["3", "2", "1"] * 2
    assert [option["value"] for option in page.all("option", selected=None)] == ["2", "3"]


@pytest.mark.parametrize("asked", ["a=1", "a=0&b=1", "a=one&b=2", f"a=1&b={10**30}", "a=-1&b=1"])
def test_a_choice_that_cannot_be_read_leads_nowhere(hana, rivers, asked):
    publish(hana, rivers)
    assert "One revision" in hana.page(f"/teach/decks/{rivers}/revisions?{asked}").words


def test_owners_are_added_and_removed_on_the_page(hana, rivers, make_person, client_of):
    mio = make_person("mio", role="teacher")
    hana.submit(f"/teach/decks/{rivers}/owners", {"username": "mio"}, at=f"/teach/decks/{rivers}")
    page = client_of(mio).page(f"/teach/decks/{rivers}")
    assert "Mio" in page.words
    nobody = hana.submit(f"/teach/decks/{rivers}/owners", {"username": "nobody"}, at=f"/teach/decks/{rivers}", follow_redirects=True)
    assert "No teacher here has this user name" in nobody.text
    hana.press(f"/teach/decks/{rivers}", f"/teach/decks/{rivers}/owners", {"remove": str(mio.id)})
    assert client_of(mio).get(f"/teach/decks/{rivers}").status_code == 404


@pytest.mark.parametrize(
    ("name", "words"),
    [("nobody", "No teacher here has this user name. Nothing was changed."), ("hana", "This teacher is already an owner.")],
)
def test_an_owner_who_is_refused_comes_back_in_the_field(hana, rivers, name, words):
    response = hana.submit(f"/teach/decks/{rivers}/owners", {"username": name}, at=f"/teach/decks/{rivers}")
    page = Page(response.text)

    assert response.status_code == 422
    assert page.one("p", id="username-fault").text.strip() == words
    assert page.one("input", name="username")["value"] == name
    assert page.one("h1").text == "Rivers"


def test_the_last_owner_stays(hana, teacher, rivers):
    response = hana.submit(f"/teach/decks/{rivers}/owners", {"remove": str(teacher.id), "n": "1"}, at=f"/teach/decks/{rivers}")

    assert response.status_code == 422
    assert "A deck needs an owner. Add another one first." in Page(response.text).words
    assert hana.get(f"/teach/decks/{rivers}").status_code == 200


def test_a_deck_of_the_folder_is_read_only_and_can_be_copied(hana):
    page = hana.page("/teach/decks/harbour")
    assert not page.all("a", href="/teach/decks/harbour/edit")
    copied = Page(hana.submit("/teach/decks/harbour/copy", at="/teach/decks/harbour", follow_redirects=True).text)

    assert "This is your copy" in copied.words
    assert "Copied from" in copied.words
    assert hana.page("/teach/decks/harbour").all("a", href="/teach/decks/harbour-copy")


def test_a_class_is_moved_after_a_dry_run(hana, client_of, teacher):
    hana.submit("/teach/classes", {"name": "9b", "zone": ""})
    hana.submit("/teach/classes/1/decks", {"deck": "harbour"}, at="/teach/classes/1")
    hana.submit("/teach/decks/harbour/copy", at="/teach/decks/harbour")
    publish(hana, "harbour-copy")
    assert hana.page("/teach/decks/harbour-copy").all("a", href="/teach/decks/harbour-copy/move/1")
    dry = hana.page("/teach/decks/harbour-copy/move/1")
    assert "Nothing has been changed yet" in dry.words
    moved = hana.submit("/teach/decks/harbour-copy/move/1", at="/teach/decks/harbour-copy/move/1", follow_redirects=True)

    assert "carry on where they left off" in moved.text
    assert "There is nothing to move." in hana.page("/teach/decks/harbour-copy/move/1").words


def test_a_deck_is_withdrawn_and_one_that_was_never_published_deleted(hana, rivers):
    fresh = hana.submit("/teach/decks/new", {"title": "Fresh", "language": "en"}).location.split("/")[-2]
    assert hana.press(f"/teach/decks/{fresh}", f"/teach/decks/{fresh}/delete").location.endswith("/teach")
    assert hana.get(f"/teach/decks/{fresh}").status_code == 404
    publish(hana, rivers)
    refused = hana.submit(f"/teach/decks/{rivers}/delete", {"n": "1"}, at=f"/teach/decks/{rivers}", follow_redirects=True)
    assert "You can withdraw it, but not delete it" in refused.text
    hana.submit(f"/teach/decks/{rivers}/withdraw", at=f"/teach/decks/{rivers}")
    assert "Withdrawn: students cannot see it." in hana.page(f"/teach/decks/{rivers}").words
    assert "Publish" in hana.page(f"/teach/decks/{rivers}").words


def test_discarding_leads_back_to_what_is_published(hana, rivers, save):
    publish(hana, rivers)
    save(rivers, "very long", "rather long")
    hana.press(f"/teach/decks/{rivers}", f"/teach/decks/{rivers}/discard")

    assert "The draft matches the published deck" in hana.page(f"/teach/decks/{rivers}").words


@pytest.mark.parametrize("what", ["discard", "revisions/1/restore"])
def test_what_was_replaced_is_brought_back_from_the_page_of_the_deck_and_from_that_of_publishing(hana, rivers, save, what):
    at, back = f"/teach/decks/{rivers}", f"/teach/decks/{rivers}/bring-back"
    publish(hana, rivers)
    save(rivers, "is wide", "is broad")
    publish(hana, rivers)
    save(rivers, "very long", "rather long")
    assert back not in {form["action"] for form in hana.page(at).all("form")}
    hana.press(at, f"{at}/{what}")
    for place, text in ((at, "The Nile is rather long."), (f"{at}/publish", "The Nile is very long.")):
        assert "hana replaced the whole draft today." in hana.page(place).words
        response = hana.press(place, back, follow_redirects=True)
        assert "What was replaced is back in the draft" in Page(response.text).words
        assert text in hana.page(f"{at}/edit").words
    response = hana.submit(back, {"n": "1"}, at=at)
    assert response.status_code == 409


def test_where_nothing_was_replaced_the_button_of_an_old_page_says_so(hana, rivers):
    at = f"/teach/decks/{rivers}"
    response = hana.submit(f"{at}/bring-back", {"n": "1"}, at=at, follow_redirects=True)
    assert "Nothing was replaced in this draft, so nothing was changed." in Page(response.text).words


@pytest.mark.parametrize("n", ["2", "", None])
@pytest.mark.parametrize(
    ("what", "fields"),
    [("discard", {}), ("revisions/1/restore", {}), ("delete", {}), ("owners", {"remove": "1"}), ("owners", {"hand_over": "1"})],
)
def test_what_was_pressed_on_an_old_page_is_not_done_and_the_page_says_why(client_of, admin, rivers, save, what, fields, n):
    ryo, at = client_of(admin), f"/teach/decks/{rivers}"
    publish(ryo, rivers)
    save(rivers, "very long", "rather long")
    save(rivers, "is wide", "is broad")
    before = [ryo.page(at).words, ryo.page(f"{at}/publish").words]
    response = ryo.submit(f"{at}/{what}", {"username": "hana", **fields, **({} if n is None else {"n": n})}, at=at)
    page = Page(response.text)

    assert response.status_code == 409
    assert page.one("h1").text == "hana has changed this draft since you opened the page"
    assert re.search(r"Saved .+ at \d\d:\d\d\.", page.words)
    assert page.all("a", href=at)
    assert [ryo.page(at).words, ryo.page(f"{at}/publish").words] == before


def test_of_ones_own_later_change_the_page_speaks_as_such(hana, rivers, save):
    publish(hana, rivers)
    save(rivers, "very long", "rather long")
    page = Page(hana.submit(f"/teach/decks/{rivers}/discard", {"n": "1"}, at=f"/teach/decks/{rivers}").text)
    assert page.one("h1").text == "You have changed this draft since you opened the page"


PAGES = ("", "/publish", "/revisions", "/revisions/1..1", "/move/1")
ACTIONS = ("/publish", "/copy", "/owners", "/discard", "/withdraw", "/delete", "/revisions/1/restore", "/bring-back", "/move/1")


@pytest.mark.parametrize("role", ["guest", "student", "assistant", "other teacher"])
def test_for_others_the_deck_does_not_exist(request, hana, rivers, role, client_of, student, clock):
    app, guest, make_person = map(request.getfixturevalue, ("app", "guest", "make_person"))
    publish(hana, rivers)
    if role == "assistant":
        from quizapp.db.base import transaction
        from quizapp.db.classes import stored_classes

        hana.submit("/teach/classes", {"name": "9b", "zone": ""})
        hana.submit("/teach/classes/1/decks", {"deck": rivers}, at="/teach/classes/1")
        with app.app_context(), transaction(write=True) as connection:
            stored_classes.add_member(connection, 1, student.id, role="assistant", name="Sora", now=clock.now)
    make = {"guest": lambda: guest, "other teacher": lambda: client_of(make_person("mio", role="teacher"))}
    asking = make.get(role, lambda: client_of(student))()

    for path in PAGES:
        assert asking.get(f"/teach/decks/{rivers}{path}").status_code == 404, path
    for path in ACTIONS:
        fields = {"n": "1", "username": "mio", "remove": "1"}
        assert asking.submit(f"/teach/decks/{rivers}{path}", fields, at="/login").status_code == 404, path
    assert "Published as revision 1" in hana.page(f"/teach/decks/{rivers}").words


@pytest.mark.parametrize("deck", ["nothing", "..%2f..%2fetc", "a%00b", "%25", "x" * 300])
def test_hostile_ids_are_no_decks(hana, deck):
    for path in PAGES:
        assert hana.get(f"/teach/decks/{deck}{path}").status_code == 404


def test_numbers_too_large_are_not_found(hana, rivers):
    for path in (f"/revisions/1..{10**30}", f"/move/{10**30}"):
        assert hana.get(f"/teach/decks/{rivers}{path}").status_code == 404


def test_the_list_of_decks_asks_the_database_as_often_for_many_as_for_few(hana, app, teacher, clock, query_counter):
    with query_counter() as few:
        hana.page("/teach")
    with app.app_context():
        for number in range(12):
            drafts.create(visitor_of(teacher), f"Deck {number}", "en", clock.now, {"deck.yaml": RIVERS})
    with query_counter() as many:
        hana.page("/teach")

    assert len(many) == len(few), many
