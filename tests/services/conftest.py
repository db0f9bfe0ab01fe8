"""People as the services know them, a class of theirs, and the moment of a request."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select
from support import SECRET_KEY, visitor_of


@pytest.fixture
def sora(database, student):
    """A student."""
    return visitor_of(student)


@pytest.fixture
def hana(database, teacher):
    """A teacher."""
    return visitor_of(teacher)


@pytest.fixture
def mio(database, make_person):
    """Another teacher."""
    return visitor_of(make_person("mio", role="teacher"))


@pytest.fixture
def ryo(database, admin):
    """An administrator."""
    return visitor_of(admin)


@pytest.fixture
def classroom(hana, clock):
    """The number of a class of the teacher's."""
    from quizapp.services.classes import classes

    return classes.create(hana, "History 9b", "", clock.now)


@pytest.fixture
def moment(clock):
    """The moment of a request that arrives now."""
    from quizapp.services.learning.answering import Moment

    return lambda: Moment(clock.now, clock.now.date(), SECRET_KEY)


@pytest.fixture
def store(database, clock):
    """Store an answer of somebody to a question of the deck harbour: `store(student, "pier-built-date", recall=0.8)`; return its number.

    Unless `layered` is given, what was predicted is the recall.
    """

    from quizapp.db.base import transaction
    from quizapp.db.learning import begun_decks, stored_answers
    from quizapp.db.models import Answer, QuestionRow, Version

    def store(person, key="pier-built-date", day=0, *, rating=3, **values):
        with transaction(write=True) as connection:
            asked = select(QuestionRow.id, Version.id).join(Version, Version.question_id == QuestionRow.id)
            question, version = connection.execute(asked.where(QuestionRow.deck_id == "harbour", QuestionRow.key == key)).first()
            n = stored_answers.newest(connection, person.id)[0] + 1
            study_day = clock.now.date() + timedelta(day)
            verdict = "right" if rating and rating > 1 else "wrong"
            row = {"user_id": person.id, "n": n, "question_id": question, "version_id": version, "response": '["1887"]'}
            row |= {"score": float(verdict == "right"), "verdict": verdict, "rating": rating, "context": "study"}
            row["layered"] = values.get("recall")
            connection.execute(insert(Answer).values(row | {"day": study_day, "nonce": f"nonce-{n}", "at": clock.now} | values))
            begun_decks.start_deck(connection, person.id, "harbour", study_day)
        return n

    return store
