"""Pictures by the names that a draft or a revision has for them."""

from quizapp.db.base import transaction
from quizapp.db.learning import stored_pictures
from quizapp.db.learning.stored_pictures import StoredPicture
from quizapp.domain.reading.deck import Picture
from quizapp.services.learning import pictures


def test_named_pictures_have_their_size_and_what_is_not_stored_is_left_out(database):
    here, gone = "a" * 64, "b" * 64
    with transaction(write=True) as connection:
        stored_pictures.store(connection, [StoredPicture(here, "image/png", b"bytes", 30, 20)])
        found = pictures.named(connection, {"map.png": here, "again.png": here, "lost.png": gone})
        assert pictures.named(connection, {}) == {}

    assert found == {"map.png": Picture(here, 30, 20), "again.png": Picture(here, 30, 20)}
