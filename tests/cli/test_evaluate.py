"""`quizapp memory evaluate` prints figures of a log or a class, and says in one line what it cannot read."""

import gzip
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update
from toy_class import toy_class

from quizapp.db.base import transaction
from quizapp.db.models import Account, MembershipRow
from quizapp.domain.memory.prediction import PLAIN
from quizapp.services.learning import weights

HEADER = "user,card,fact,day,t,rating,kind,ms\n"


@pytest.fixture
def log(tmp_path):
    """Write a log, as text or as bytes; by default that of a class."""

    def write(content=None, name="log.csv"):
        if content is None:
            lines = (
                f"{row.learner},{row.question},{row.fact},{row.day},{row.at},{row.rating},1,900\n" for row in toy_class(3, learners=12)
            )
            content = HEADER + "".join(lines)
        data = content if isinstance(content, bytes) else content.encode()
        path = tmp_path / name
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") and not isinstance(content, bytes) else data)
        return path

    return write


def figures(result):
    """Return the first figure of each line by its label, next-day answers and first answers apart."""
    assert result.exit_code == 0, result.stderr
    return [{line[:41].strip(): float(line[43:48]) for line in block.splitlines()[2:]} for block in result.stdout.strip().split("\n\n")]


def test_a_log_is_judged_beside_a_constant_and_plain_fsrs(quizapp, log):
    result = quizapp("memory", "evaluate", log())

    later, first = figures(result)
    assert later["with weights fitted on the first part"] < later["constant: the share that was right before"]
    assert later["with the shipped weights"] < later["FSRS-6 alone"]
    assert "FSRS-6 alone" not in first
    assert "answers on a day after the last one, 1" in result.stdout


def test_the_weights_in_use_are_compared_if_asked_for(quizapp, log, installed, monkeypatch):
    path = log()
    shipped, in_use = (quizapp("memory", "evaluate", path, *more) for more in ((), ("--weights", "in-use")))
    same = in_use.stdout.replace("with the weights in use  ", "with the shipped weights ")
    assert same == shipped.stdout != in_use.stdout, "until others are fitted, they are the shipped ones"
    monkeypatch.setattr(weights, "now_in_use", lambda: PLAIN)
    other = figures(quizapp("memory", "evaluate", path, "--weights", "in-use"))[0]
    assert other["with the weights in use"] > figures(shipped)[0]["with the shipped weights"]


def test_the_same_seed_prints_the_same_and_another_one_other_intervals(quizapp, log):
    path = log()
    one, same, other = (quizapp("memory", "evaluate", path, "--seed", seed).stdout for seed in (1, 1, 2))
    assert one == same != other


def test_a_compressed_log_is_the_same_log(quizapp, log):
    assert quizapp("memory", "evaluate", log()).stdout == quizapp("memory", "evaluate", log(name="log.csv.gz")).stdout


def test_columns_may_have_other_names(quizapp, log):
    path = log(log().read_text().replace("user,card", "student,item", 1), "other.csv")
    assert quizapp("memory", "evaluate", path, "--columns", "user=student,card=item").stdout == quizapp("memory", "evaluate", log()).stdout


@pytest.mark.parametrize(
    ("columns", "said"), [("who=x", "“who” has no column"), ("user=", "“user” has no column"), ("user", "“user” has no")]
)
def test_a_column_that_is_not_read_is_refused(quizapp, log, columns, said):
    result = quizapp("memory", "evaluate", log(), "--columns", columns)
    assert result.exit_code == 2
    assert said in result.stderr


def test_an_earlier_log_is_learned_first(quizapp, log):
    path = log()
    alone, after = (figures(quizapp("memory", "evaluate", path, "--share", 0, *more)) for more in ((), ("--earlier", path)))
    assert after[1]["with the shipped weights"] < alone[1]["with the shipped weights"]


def test_classes_can_be_drawn(quizapp, log):
    later, first = figures(quizapp("memory", "evaluate", log(), "--draw", 6, "--draws", 1, "--share", 0))
    assert later.keys() == first.keys() == {"with the weights of others", "and after the answers of others"}


@pytest.mark.parametrize("options", [("--draw", 6, "--earlier"), ("--draw", 12), ("--draw", 6, "--weights", "in-use"), ("--share", "nan")])
def test_options_that_make_no_sense_are_refused(quizapp, log, options):
    path = log()
    result = quizapp("memory", "evaluate", path, *options, *([path] if options[-1] == "--earlier" else []))
    assert result.exit_code == 2
    assert "Error: " in result.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEADER, "there is no answer to score"),
        ("", "line 1: there is no column user"),
        (HEADER + "a,b,0,1,1,0\n", "there is no answer to score"),
        (HEADER + "a,b,0,1,x,3\n", "line 2: t is “x”"),
        (HEADER + "a,b,0,1,1,1e9\n", "line 2: rating is “1e9”"),
        (HEADER.encode("utf-16"), "this is not text in UTF-8"),
        (HEADER.encode() + b"\xff,1,1,1,1,1\n", "this is not text in UTF-8"),
    ],
)
def test_what_cannot_be_judged_is_said_in_one_line(quizapp, log, content, said):
    result = quizapp("memory", "evaluate", log(content), "--share", 0.9)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.count("\n") <= 2
    assert said in result.stderr


CUT = gzip.compress((HEADER + "a,b,0,1,1,3\n" * 99).encode(), mtime=0)[:-12]
OTHER = gzip.compress(HEADER.encode(), mtime=0)[:-6] + b"xxxxxx"


@pytest.mark.parametrize("data", [b"no gzip", CUT, OTHER], ids=["no gzip", "cut off", "another sum"])
def test_a_damaged_file_is_said_in_one_line(quizapp, log, data):
    result = quizapp("memory", "evaluate", log(data, "log.csv.gz"))
    assert result.exit_code == 1
    assert "the compressed file is damaged" in result.stderr


def test_one_answer_can_be_judged(quizapp, log):
    result = quizapp("memory", "evaluate", log(HEADER + "a,b,0,9999-12-31,1,3\n"), "--share", 0)
    assert result.exit_code == 0
    assert result.stdout.startswith("1 first answer to a question, 1 learner\n")


def test_a_log_or_a_class_is_needed_and_not_both(quizapp, log):
    for arguments in ((), (log(), "--class", 1)):
        result = quizapp("memory", "evaluate", *arguments)
        assert result.exit_code == 2
        assert "name a log or a class" in result.stderr


def test_a_class_that_does_not_exist_is_said(quizapp, installed):
    result = quizapp("memory", "evaluate", "--class", 7)
    assert result.exit_code == 1
    assert "there is no class 7" in result.stderr


NIGHTS = [
    ("Europe/London", datetime(2026, 3, 28, 22, tzinfo=UTC)),
    ("Europe/London", datetime(2026, 10, 24, 21, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 3, 8, 3, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 1, 2, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 11, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 10, 3, 11, 30, tzinfo=UTC)),
]


@pytest.fixture
def small_class(client_of, teacher, student, app, settings, monkeypatch):
    """Class 1 with one student, who is signed in; its commands read the same database."""
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(settings["INSTANCE"]))
    client = client_of(teacher)
    client.submit("/teach/classes", {"name": "History 9b"})
    client.submit("/teach/classes/1/decks", {"deck": "harbour"}, at="/teach/classes/1")
    with app.app_context(), transaction(write=True) as connection:
        row = {"user_id": student.id, "class_id": 1, "role": "student", "name": "Sora", "joined_at": datetime(2026, 1, 1, tzinfo=UTC)}
        connection.execute(MembershipRow.__table__.insert().values(row))
    return client_of(student)


@pytest.mark.parametrize(("zone", "evening"), NIGHTS)
def test_a_night_on_which_clocks_change_is_one_night(quizapp, small_class, app, student, clock, zone, evening):
    """Ten in the evening and nine in the morning on the clocks there: answers of two study days, however long the night was."""
    with app.app_context(), transaction(write=True) as connection:
        connection.execute(update(Account).where(Account.id == student.id).values(zone=zone))
    local = evening.astimezone(ZoneInfo(zone))
    assert local.hour == 22
    for moment in (local, (local + timedelta(days=1)).replace(hour=9)):
        clock.now = moment.astimezone(UTC)
        for _ in range(2):
            small_class.answer(small_class.page("/study/harbour"))
    result = quizapp("memory", "evaluate", "--class", 1, "--share", 0)

    assert result.exit_code == 0, result.stderr
    assert "2 answers on a day after the last one, 1 learner" in result.stdout
    assert "2 first answers to a question, 1 learner" in result.stdout


def test_a_class_without_answers_and_with_one(quizapp, small_class):
    empty = quizapp("memory", "evaluate", "--class", 1, "--share", 0)
    assert (empty.exit_code, empty.stdout) == (1, "")
    assert "there is no answer to score" in empty.stderr

    small_class.answer(small_class.page("/study/harbour"))
    assert quizapp("memory", "evaluate", "--class", 1, "--share", 0).stdout.startswith("1 first answer to a question, 1 learner\n")


def test_the_end_of_the_calendar_is_an_ordinary_day(quizapp, log):
    """Answers of the last three days there are are judged as those of any other days."""
    days = [f"a,{card},0,{{}},{n},3\n" for n, card in enumerate("bcb")]
    text = HEADER + "".join(days)
    last = quizapp("memory", "evaluate", log(text.format("9999-12-29", "9999-12-30", "9999-12-31")), "--share", 0)

    assert last.exit_code == 0
    assert last.stdout == quizapp("memory", "evaluate", log(text.format("2026-03-02", "2026-03-03", "2026-03-04")), "--share", 0).stdout
