"""A class whose answers are graded."""

import pytest
from support import visitor_of

from quizapp.db.base import transaction
from quizapp.db.models import ClassDeck, MembershipRow
from quizapp.services.classes import classes


@pytest.fixture
def room(app, teacher, student, clock):
    """A class of the teacher's, with the deck harbour and the student in it."""
    with app.app_context():
        number = classes.create(visitor_of(teacher), "Room 9", "", clock.now)
        with transaction(write=True) as connection:
            member = {"user_id": student.id, "class_id": number, "role": "student", "name": "Sora in room 9", "joined_at": clock.now}
            connection.execute(MembershipRow.__table__.insert().values(member))
            connection.execute(ClassDeck.__table__.insert().values(class_id=number, deck_id="harbour"))
    return number
