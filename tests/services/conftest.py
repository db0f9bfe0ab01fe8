"""People as the services know them, a class of theirs, and the moment of a request."""

import pytest
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
