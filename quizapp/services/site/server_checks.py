"""What is wrong with a PostgreSQL server, or with the database on it, and how to fix it."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.db.base import transaction
from quizapp.db.site import server
from quizapp.db.site.server import ServerState
from quizapp.domain.questions.phrases import N_, Phrase

UTF8 = "UTF8"
FREE = 10
"""How many connections should be free: two hosts with two workers of four threads each, restarted one after the other, need as many."""

Fault = tuple[str, str]
"""What is wrong, and the cure."""


def faults() -> list[Fault]:
    """Return what is wrong with the connected database, so that it must not be used. Raises DatabaseUnavailable."""
    found = look()
    wrong: list[Fault] = []
    if found.encoding != UTF8:
        what = Phrase(N_("the database stores texts as {encoding}"), {"encoding": found.encoding})
        wrong.append(
            (what, Phrase(N_("make a database with ENCODING 'UTF8' TEMPLATE template0, and copy this one into it: quizapp db copy")))
        )
    for name in found.invalid:
        what = Phrase(N_("the index or constraint {name} is not valid"), {"name": name})
        wrong.append((what, Phrase(N_("as the owner of the database: REINDEX INDEX {name}, or VALIDATE CONSTRAINT"), {"name": name})))
    return wrong


def look() -> ServerState:
    """Return what the server says. Raises DatabaseUnavailable."""
    with transaction(write=False) as connection:
        return server.state(connection)


def warnings(found: ServerState) -> Iterator[Fault]:
    """Yield what can go wrong later."""
    if found.most - found.in_use < FREE:
        what = Phrase(N_("connections: {used} of {most} in use"), {"used": found.in_use, "most": found.most})
        yield what, Phrase(N_("raise max_connections of the server, or serve with fewer workers"))
    for name in found.lossy:
        what = Phrase(N_("{setting} is off: a power cut can lose the newest answers"), {"setting": name})
        yield what, Phrase(N_("set {setting} = on on the server"), {"setting": name})
