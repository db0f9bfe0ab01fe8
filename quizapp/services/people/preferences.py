"""A person's settings: display name, language, zone, look, and how study goes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from functools import cache
from zoneinfo import available_timezones

from quizapp.db.base import transaction
from quizapp.db.people import stored_accounts
from quizapp.domain.memory.desired_retention import CHOICES
from quizapp.services.errors import Invalid
from quizapp.services.people import names

LANGUAGES = ("en",)
"""The choices if the caller does not say which catalogues there are."""

THEMES = ("auto", "light", "dark")
TEXT_SIZES = ("normal", "large", "largest")
MOST_NEW_FACTS = 50
MOST_MINUTES = 240
AREAS = frozenset({"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"})


@dataclass(frozen=True, slots=True)
class Preferences:
    """All settings of a person; if the zone or language is empty, the browser's is used. `minutes` is 0 without a limit.

    `desired_retention` is in hundredths, 0 if they choose none.
    """

    display_name: str
    language: str
    zone: str
    theme: str
    text_size: str
    new_facts: int
    minutes: int
    desired_retention: int
    letter_keys: bool
    four_buttons: bool


@cache
def zones() -> tuple[str, ...]:
    """Return the zones to choose from, by name."""
    return ("UTC", *sorted(name for name in available_timezones() if name.partition("/")[0] in AREAS))


def save(user_id: int, given: Preferences, languages: Collection[str] = LANGUAGES) -> None:
    """Store the settings of a person, whose language is one of `languages` or empty. Raises Invalid."""
    values = asdict(given) | {"display_name": names.clean_display_name(given.display_name)}
    facts, minutes = range(MOST_NEW_FACTS + 1), range(MOST_MINUTES + 1)
    for field, choices in (
        ("language", ("", *languages)),
        ("theme", THEMES),
        ("text_size", TEXT_SIZES),
        ("new_facts", facts),
        ("minutes", minutes),
        ("desired_retention", (0, *CHOICES)),
    ):
        if values[field] not in choices:
            raise Invalid(field, "unknown")
    if given.zone and given.zone not in zones():
        raise Invalid("zone", "unknown")
    with transaction(write=True) as connection:
        stored_accounts.change(connection, user_id, values | {"desired_retention": given.desired_retention or None})


def set_text_size(user_id: int, text_size: str) -> None:
    """Store how large a person wants text. Raises Invalid."""
    if text_size not in TEXT_SIZES:
        raise Invalid("text_size", "unknown")
    with transaction(write=True) as connection:
        stored_accounts.change(connection, user_id, {"text_size": text_size})


def set_minutes(user_id: int, minutes: int) -> None:
    """Store how many minutes a day a person wants to study, 0 without a limit. Raises Invalid."""
    if minutes not in range(MOST_MINUTES + 1):
        raise Invalid("minutes", "unknown")
    with transaction(write=True) as connection:
        stored_accounts.change(connection, user_id, {"minutes": minutes})


def set_easier(user_id: int, *, easier: bool) -> None:
    """Store whether a person reads the easier level of readings that have one."""
    with transaction(write=True) as connection:
        stored_accounts.change(connection, user_id, {"easier": easier})


def display_name(user_id: int) -> str:
    """Return the display name that a person chose, which may be empty."""
    with transaction(write=False) as connection:
        return stored_accounts.display_name(connection, user_id)
