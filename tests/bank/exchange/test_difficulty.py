"""How hard the questions of a deck were travels with it as sums: nothing personal leaves, and nothing bad comes in."""

import json
from math import inf, nan

import pytest

from quizapp.bank.exchange import deck_zip, difficulty
from quizapp.bank.exchange.notices import Refused
from quizapp.domain.memory.running import QuestionNumbers

HARD = QuestionNumbers(31, 12.503, 58, 40.0, -1.2549, 9.8)
DECK = {"deck.yaml": b"title: A"}


def zipped(content):
    return deck_zip.export({**DECK, "difficulty.json": content}).content


def entry(**changed):
    sums = {"firsts": 31, "firsts_known": 12.5, "laters": 58, "laters_known": 40.0, "surplus": -1.25, "weighed": 9.8}
    return {name: value for name, value in (sums | changed).items() if value is not ...}


def file_of(questions, **more):
    return json.dumps({"format": 1, "questions": questions} | more).encode()


def test_sums_come_back_rounded_to_hundredths():
    written = difficulty.written({"pier": HARD})
    assert json.loads(written) == {"format": 1, "questions": {"pier": entry()}}
    assert difficulty.read(written) == {"pier": QuestionNumbers(31, 12.5, 58, 40.0, -1.25, 9.8)}


def test_the_same_numbers_give_the_same_bytes():
    one = {"a": HARD, "b": QuestionNumbers(5)}
    assert difficulty.written(one) == difficulty.written(dict(reversed(one.items())))


def test_what_fewer_than_five_learners_answered_stays_at_home():
    few = {str(firsts): QuestionNumbers(firsts, 1.0) for firsts in range(8)}
    assert difficulty.read(difficulty.written(few)).keys() == {"5", "6", "7"}


def test_a_zip_has_the_file_only_if_numbers_are_given():
    plain, told = deck_zip.export(DECK).content, deck_zip.export(DECK, {"pier": HARD}).content
    assert deck_zip.read(plain).difficulty == {}
    found = deck_zip.read(told)
    assert found.files == deck_zip.read(plain).files == DECK
    assert found.difficulty.keys() == {"pier"}
    assert found.notices == ()
    assert deck_zip.read(deck_zip.export(DECK, {}).content).difficulty == {}


TWICE = b'{"format": 1, "questions": {}, "questions": {}}'
DEEP = b"[" * 100_000


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is not valid JSON"),
        (b"\xff\xfe", "the file is not valid JSON"),
        (DEEP, "the file is not valid JSON"),
        (b'{"format": 1' + b"0" * 5000 + b', "questions": {}}', "the file is not valid JSON"),
        (b" " * 1_000_001, "the file is larger than 1000000 bytes"),
        (TWICE, "a name is there twice"),
        (b"[]", "the file must have “format” and “questions” and nothing else"),
        (b'{"format": 1, "questions": []}', "the file must have “format” and “questions” and nothing else"),
        (file_of({}, learners=["sora"]), "the file must have “format” and “questions” and nothing else"),
        (file_of({}, format=2), "this program reads format 1"),
        (file_of({f"q{number}": 0 for number in range(5001)}), "there are more than 5000 questions"),
        (file_of({"No Id": entry()}), "“No Id” is not the id of a question"),
        (file_of({"x" * 81: entry()}), "is not the id of a question"),
        (file_of({"pier": 1}), "“pier” must have firsts, firsts_known, laters, laters_known, surplus, weighed and nothing else"),
        (file_of({"pier": entry(weighed=...)}), "“pier” must have firsts"),
        (file_of({"pier": entry(name="sora")}), "“pier” must have firsts"),
        (file_of({"pier": entry(firsts_known=nan)}), "“pier”: firsts_known is not a number that it can be"),
        (file_of({"pier": entry(surplus=-inf)}), "“pier”: surplus is not a number that it can be"),
        (file_of({"pier": entry(firsts=True)}), "“pier”: firsts is not a number that it can be"),
        (file_of({"pier": entry(firsts=31.0)}), "“pier”: firsts is not a number that it can be"),
        (file_of({"pier": entry(laters="58")}), "“pier”: laters is not a number that it can be"),
        (file_of({"pier": entry(laters=10**400)}), "“pier”: laters is not a number that it can be"),
        (file_of({"pier": entry(firsts=-31)}), "“pier” must have been answered by at least 5 learners"),
        (file_of({"pier": entry(firsts=4, firsts_known=4)}), "“pier” must have been answered by at least 5 learners"),
        (file_of({"pier": entry(laters=-1)}), "“pier” must have been answered by at least 5 learners"),
        (file_of({"pier": entry(firsts_known=31.5)}), "“pier”: the sums do not fit the number of answers"),
        (file_of({"pier": entry(laters_known=-59)}), "“pier”: the sums do not fit the number of answers"),
        (file_of({"pier": entry(surplus=59)}), "“pier”: the sums do not fit the number of answers"),
        (file_of({"pier": entry(weighed=-0.5)}), "“pier”: the sums do not fit the number of answers"),
        (file_of({"pier": entry(weighed=15)}), "“pier”: the sums do not fit the number of answers"),
    ],
    ids=range(30),
)
def test_a_bad_file_is_said_and_costs_nothing_else(content, said):
    with pytest.raises(Refused, match="how hard the questions were elsewhere is left out") as refused:
        difficulty.read(content)
    assert said in str(refused.value)
    if len(content) > 10_000:
        return  # a zip with such an entry is refused as one that unpacks to too much
    found = deck_zip.read(zipped(content))
    assert found.files == DECK
    assert found.difficulty == {}
    assert [str(notice) for notice in found.notices] == [str(refused.value)]


def test_what_a_message_repeats_is_short_and_harmless():
    with pytest.raises(Refused) as refused:
        difficulty.read(file_of({"\x1b[2J" + "y" * 9000: entry()}))
    assert "\x1b" not in str(refused.value)
    assert len(str(refused.value)) < 250


def test_an_entry_that_is_too_large_is_only_left_out():
    """Its bytes are random, so that it is not refused as suspiciously tight."""
    large = json.dumps([number * 7919 % 10_007 for number in range(300_000)]).encode()
    found = deck_zip.read(zipped(large))
    assert found.files == DECK
    assert "is larger than" in str(found.notices[0])
