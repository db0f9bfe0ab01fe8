"""Settings are stored as chosen, or refused."""

from dataclasses import asdict, replace

import pytest

from quizapp.services.errors import Invalid
from quizapp.services.people import accounts, preferences
from quizapp.services.people.preferences import Preferences

CHOSEN = Preferences(
    display_name="Sora K.",
    language="en",
    zone="Asia/Seoul",
    theme="dark",
    text_size="large",
    new_facts=0,
    minutes=15,
    desired_retention=85,
    letter_keys=False,
    four_buttons=True,
)


def test_what_is_chosen_is_seen_by_every_page(database, student, clock):
    mark = accounts.sign_in("sora", "three brown hens", now=clock.now, agent="", address="192.0.2.1")
    preferences.save(student.id, CHOSEN)
    who = accounts.visitor(mark)
    assert {name: getattr(who, name) for name in asdict(CHOSEN) if name != "display_name"} == {
        name: value for name, value in asdict(CHOSEN).items() if name != "display_name"
    }
    assert who.name == "Sora K."
    assert preferences.display_name(student.id) == "Sora K."
    preferences.save(student.id, replace(CHOSEN, display_name=" ", zone=""))
    assert accounts.visitor(mark).name == "sora"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("display_name", "x" * 41, "long"),
        ("display_name", "a\u202eb", "characters"),
        ("language", "xx", "unknown"),
        ("zone", "Mars/Olympus", "unknown"),
        ("zone", "../../etc/passwd", "unknown"),
        ("theme", "pink", "unknown"),
        ("text_size", "huge", "unknown"),
        ("new_facts", -1, "unknown"),
        ("new_facts", 51, "unknown"),
        ("minutes", -1, "unknown"),
        ("minutes", 241, "unknown"),
        ("desired_retention", 84, "unknown"),
        ("desired_retention", 100, "unknown"),
    ],
)
def test_what_cannot_be_is_refused(database, student, field, value, code):
    with pytest.raises(Invalid) as error:
        preferences.save(student.id, replace(CHOSEN, **{field: value}))
    assert (error.value.field, error.value.code) == (field, code)
    assert preferences.display_name(student.id) == "Sora"


def test_zones_are_places_and_utc():
    zones = preferences.zones()
    assert {"UTC", "Asia/Seoul", "Europe/Berlin", "America/New_York"} <= set(zones)
    assert not [zone for zone in zones if zone.startswith(("Etc/", "posix", "right", "US/", "localtime"))]
