"""Marks in cookies, and what is stored about a device."""

from datetime import timedelta

import pytest

from quizapp.services.people import accounts, sign_ins

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox, Linux"),
        (CHROME, "Chrome, Android"),
        (EDGE, "Edge, Windows"),
        (SAFARI, "Safari, iPhone"),
        ("curl/8.0", ""),
        ("", ""),
        ("Linux" * 100_000, "Linux"),
    ],
)
def test_little_is_kept_of_what_a_browser_says(agent, name):
    assert sign_ins.device(agent) == name


@pytest.mark.parametrize(
    "mark", ["", ".", "1", "1.", ".x", "x.y", "-1.x", "1 .x", "１.x", "1" * 19 + ".x", "1e3.x", "None.x", "\x00.\x00", "\ud800.\ud800"]
)
def test_no_mark_is_nobody(database, mark):
    assert accounts.visitor(mark) is accounts.ANONYMOUS


@pytest.mark.parametrize("mark", ["1.x", "999999999999999999.x", "0.x", "1.\ud800", "1.x.y"])
def test_a_mark_of_nobody_is_nobody(database, mark):
    assert accounts.visitor(mark) is accounts.ANONYMOUS


def test_the_token_is_stored_nowhere(database, clock, settings):
    mark = accounts.start_guest(clock.now, FIREFOX)
    token = mark.partition(".")[2]
    assert len(token) >= 40
    for path in settings["INSTANCE"].glob("quizapp.db*"):
        assert token.encode() not in path.read_bytes()


def test_devices_are_listed_the_one_last_seen_first(database, clock, student):
    first = accounts.sign_in("sora", "three brown hens", now=clock.now, agent=FIREFOX, address="192.0.2.1")
    clock.advance(days=1)
    second = accounts.sign_in("sora", "three brown hens", now=clock.now, agent=CHROME, address="192.0.2.1")
    here = accounts.visitor(second).token_hash
    found = sign_ins.devices(student.id, here)
    assert [(device.name, device.here) for device in found] == [("Chrome, Android", True), ("Firefox, Linux", False)]
    clock.advance(days=1)
    accounts.visitor(first, clock.now)
    assert [device.name for device in sign_ins.devices(student.id, here)] == ["Firefox, Linux", "Chrome, Android"]


def test_a_sign_in_of_somebody_else_cannot_be_ended(database, clock, student, other_student):
    mark = accounts.sign_in("sora", "three brown hens", now=clock.now, agent="", address="192.0.2.1")
    sign_ins.end(other_student.id, accounts.visitor(mark).token_hash)
    assert accounts.visitor(mark).id == student.id


def test_sign_ins_unused_for_a_year_are_dropped(database, clock, student):
    old = accounts.sign_in("sora", "three brown hens", now=clock.now, agent="", address="192.0.2.1")
    clock.advance(days=300)
    used = accounts.sign_in("sora", "three brown hens", now=clock.now, agent="", address="192.0.2.1")
    assert sign_ins.drop_idle(clock.now + timedelta(days=65)) == 0
    assert sign_ins.drop_idle(clock.now + timedelta(days=66)) == 1
    assert accounts.visitor(old) is accounts.ANONYMOUS
    assert accounts.visitor(used).id == student.id
