"""What a discard or a restore replaces in a draft is kept, one step deep, and can be brought back."""

import pytest
from support import RIVERS, visitor_of

from quizapp.db.base import transaction
from quizapp.db.learning import stored_pictures
from quizapp.db.learning.stored_pictures import StoredPicture
from quizapp.services.authoring import drafts, owners, publishing, revisions
from quizapp.services.authoring.drafts import Conflict
from quizapp.services.errors import Invalid, NotFound

SECOND = RIVERS.replace("very long", "rather long")
THIRD = RIVERS.replace("very long", "the longest")
MAP = {"map.png": "a" * 64}


@pytest.fixture
def rivers(hana, mio, clock):
    """A deck of two owners that is published twice; its draft is a third text, with a picture."""
    made = drafts.create(hana, "Rivers", "en", clock.now, {"deck.yaml": RIVERS})
    owners.add(hana, made, "mio", clock.now)
    publishing.publish_draft(hana, made, 1, "", "class", clock.now)
    drafts.save(hana, made, 1, {"deck.yaml": SECOND}, clock.now)
    publishing.publish_draft(hana, made, 2, "", "class", clock.now)
    with transaction(write=True) as connection:
        stored_pictures.store(connection, [StoredPicture(MAP["map.png"], "image/png", b"", 1, 1)])
    drafts.save(hana, made, 2, {"deck.yaml": THIRD}, clock.now, MAP)
    return made


def held(who, deck_id):
    draft = drafts.read(who, deck_id)
    return draft.files["deck.yaml"], draft.pictures


@pytest.fixture(params=["discard", "restore"])
def replace(request, mio, rivers, clock):
    """Replace the draft as the other owner does, an hour later; what it then holds."""
    clock.advance(hours=1)
    if request.param == "discard":
        drafts.discard(mio, rivers, 3, clock.now)
        return SECOND
    revisions.restore(mio, rivers, 1, 3, clock.now)
    return RIVERS


def test_what_was_replaced_comes_back_with_its_pictures_and_what_replaced_it_in_turn(hana, rivers, replace, clock):
    draft = drafts.read(hana, rivers)
    assert held(hana, rivers) == (replace, {})
    assert (draft.n, draft.replaced_by, draft.replaced_at) == (4, "mio", clock.now)

    clock.advance(hours=1)
    drafts.bring_back(hana, rivers, 4, clock.now)
    draft = drafts.read(hana, rivers)
    assert held(hana, rivers) == (THIRD, MAP)
    assert (draft.n, draft.changed_by, draft.replaced_by, draft.replaced_at) == (5, "hana", "hana", clock.now)

    drafts.bring_back(hana, rivers, 5, clock.now)
    assert held(hana, rivers) == (replace, {})
    drafts.bring_back(hana, rivers, 6, clock.now)
    assert held(hana, rivers) == (THIRD, MAP)


def test_what_is_written_in_between_is_not_lost_either(hana, rivers, replace, clock):
    later = replace.replace("is wide", "is broad")
    drafts.save(hana, rivers, 4, {"deck.yaml": later}, clock.now)
    drafts.bring_back(hana, rivers, 5, clock.now)
    assert held(hana, rivers) == (THIRD, MAP)
    drafts.bring_back(hana, rivers, 6, clock.now)
    assert held(hana, rivers) == (later, {})


@pytest.mark.usefixtures("replace")
def test_what_was_replaced_is_kept_when_the_draft_is_published(hana, rivers, clock):
    drafts.save(hana, rivers, 4, {"deck.yaml": SECOND.replace("is wide", "is broad")}, clock.now)
    publishing.publish_draft(hana, rivers, 5, "", "class", clock.now)
    drafts.bring_back(hana, rivers, 5, clock.now)
    assert held(hana, rivers) == (THIRD, MAP)


@pytest.mark.usefixtures("replace")
def test_nothing_comes_back_into_a_draft_that_has_changed(hana, mio, rivers, clock):
    written = drafts.save(mio, rivers, 4, {"deck.yaml": SECOND.replace("is wide", "is broad")}, clock.now)
    for seen in (-1, 3, 4, 6):
        with pytest.raises(Conflict) as conflict:
            drafts.bring_back(hana, rivers, seen, clock.now)
        assert conflict.value.by == "mio"
    assert drafts.read(hana, rivers) == written


def test_where_nothing_was_replaced_nothing_comes_back(hana, ryo, rivers, make_person, clock):
    assert drafts.read(hana, rivers).replaced_at is None
    with pytest.raises(Invalid) as refused:
        drafts.bring_back(hana, rivers, 3, clock.now)
    assert (refused.value.field, refused.value.code) == ("draft", "nothing-replaced")
    with pytest.raises(NotFound):
        drafts.bring_back(visitor_of(make_person("kei", role="teacher")), rivers, 3, clock.now)
    drafts.discard(ryo, rivers, 3, clock.now)
    drafts.save(hana, rivers, 4, {"deck.yaml": THIRD}, clock.now, MAP)
    assert drafts.read(hana, rivers).replaced_at is None, "the draft holds what was replaced"
