"""What the practices that feed no memory have in common: a form made from one edition, its order drawn from a nonce."""

from __future__ import annotations

import hmac
import re
from random import Random

from quizapp.db.base import Connection
from quizapp.services.learning.editions import Edition, edition, for_learner
from quizapp.services.people.accounts import Visitor

_NONCE = re.compile(r"[\w-]{1,40}", re.ASCII)


def edition_asked(connection: Connection, deck_id: str, visitor: Visitor, revision: int) -> Edition:
    """Return the edition of a deck that a form was made from, else the current one. Raises NotFound, Closed."""
    shown = for_learner(connection, deck_id, visitor)
    if revision in {0, shown.revision}:
        return shown
    try:
        before = edition(connection, revision)
    except LookupError:
        return shown
    return before if before.deck.id == deck_id else shown


def nonce_of(form: str, fresh: str) -> str:
    """Return the nonce of a form, or a fresh one where it has none that can be one."""
    return form if _NONCE.fullmatch(form) else fresh


def rng(key: str, nonce: str) -> Random:
    """Return the source of a form's order: only who has the key can draw it again."""
    return Random(hmac.digest(key.encode(), nonce.encode(), "sha256"))  # noqa: S311 - seeded by an HMAC
