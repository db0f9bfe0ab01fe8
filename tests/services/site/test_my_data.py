"""The data of a person are complete and contain nothing else; after erasing them, nothing is left."""

import json

import pytest
from sqlalchemy import func, insert, select

from quizapp.db.base import Base, transaction
from quizapp.db.models import (
    Account,
    Amendment,
    Answer,
    AssignmentRow,
    Attempt,
    ClassroomRow,
    DayTotal,
    DeckOwner,
    DrawnFact,
    Extension,
    ForecastRow,
    ImportJob,
    Invitation,
    LearnerNumbersRow,
    MarkRow,
    MembershipRow,
    MemoryRow,
    MyDeck,
    Note,
    OwnTest,
    PositionRow,
    Practice,
    QuestionRow,
    RegradeOffer,
    Report,
    SetAside,
    Version,
)
from quizapp.db.people import personal
from quizapp.services.errors import Invalid, NotAllowed, TooMany
from quizapp.services.people import accounts
from quizapp.services.site import my_data

PASSWORD = "three brown hens"


@pytest.fixture
def question(database):
    with transaction(write=False) as connection:
        query = select(QuestionRow.id, QuestionRow.key, QuestionRow.deck_id, Version.id.label("version"), Version.revision_id)
        return connection.execute(query.join(Version, Version.question_id == QuestionRow.id).limit(1)).one()


@pytest.fixture
def classroom(database, clock):
    with transaction(write=True) as connection:
        return connection.execute(insert(ClassroomRow).values(name="9b", created_at=clock.now)).inserted_primary_key[0]


@pytest.fixture
def assignment(question, classroom, clock):
    values = {"class_id": classroom, "deck_id": question.deck_id, "kind": "quiz", "title": "A quiz", "opens_at": clock.now}
    with transaction(write=True) as connection:
        return connection.execute(insert(AssignmentRow).values(values | {"created_at": clock.now})).inserted_primary_key[0]


@pytest.fixture
def live(question, classroom, assignment, clock):
    """Give somebody a row in every table."""

    def fill(user_id, *, closed=True):
        now, day = clock.now, clock.now.date()
        asked = {"question_id": question.id}
        answer = {"version_id": question.version, "response": '["a word"]', "score": 1.0, "verdict": "right", "rating": 3, "ms": 900}
        memory = {"stability": 3.0, "difficulty": 5.0, "last": day, "due": day, "first_day": day, "ask_day": day, "answers": 1, "lapses": 0}
        attempt = {"revision_id": question.revision_id, "seed": "seed-word", "questions": f"[[{question.id}, {question.version}]]"}
        position = {"response": '["b word"]', "score": 0.5, "verdict": "partly", "nonce": f"nonce-p{user_id}", "ms": None, "at": now}
        values = {
            MyDeck: {"deck_id": question.deck_id, "started_on": day},
            Attempt: {"n": 1, "deck_id": question.deck_id, "feedback": "end", "started_at": now, "closed_at": now if closed else None}
            | attempt,
            PositionRow: {"attempt": 1, "position": 1} | position,
            Answer: {"n": 1, "day": day, "context": "study", "nonce": f"nonce-{user_id}", "at": now} | asked | answer,
            Amendment: {"n": 1, "answer_n": 1, "after_n": 1, "kind": "undo", "day": day, "at": now},
            MemoryRow: {"streak": 1, "proven": False, "tested": True} | asked | memory,
            LearnerNumbersRow: {"residuals": 0.5, "information": 0.25},
            DayTotal: {"day": day, "answers": 1, "points": 1.0, "ms": 900},
            ForecastRow: {"deck": "", "day": day, "numbers": "[[1, 1]]", "made_from": "digest", "editions": "{}", "newest": 1, "amended": 0}
            | {"plan_changes": 0, "new_facts": 10, "minutes": 0, "desired_retention": 0},
            SetAside: {"kind": "tomorrow", "day": day} | asked,
            Report: {"n": 1, "answer_n": 1, "kind": "fault", "words": "a typing error", "at": now} | asked,
            RegradeOffer: {"answer_n": 1, "rules": 2} | asked,
            OwnTest: {"deck_id": question.deck_id, "day": day, "goal": 80},
            Note: {"deck_id": question.deck_id, "fact": "some-fact", "text": "a thought", "at": now},
            Practice: {
                "n": 1,
                "deck_id": question.deck_id,
                "kind": "causes",
                "revision_id": question.revision_id,
                "given": "[]",
                "score": 1.0,
            }
            | {"nonce": f"nonce-x{user_id}", "day": day, "at": now},
            DeckOwner: {"deck_id": question.deck_id},
            Invitation: {"token_hash": f"token-{user_id}", "kind": "password", "created_at": now},
            Extension: {"assignment_id": assignment, "extra": 25},
            DrawnFact: {"assignment_id": assignment, "fact": "some-fact", "left_out": True},
            MarkRow: {"n": 1, "assignment_id": assignment, "kind": "excuse", "why": "was ill", "by": "hana", "at": now},
            ImportJob: {"name": "a.gift", "format": "gift", "language": "en", "title": "", "content": b"a file", "status": "waiting"}
            | {"created_at": now, "seen_at": now},
            MembershipRow: {"class_id": classroom, "role": "student", "name": "A name in class", "joined_at": now},
        }
        with transaction(write=True) as connection:
            for model, columns in values.items():
                connection.execute(insert(model).values(user_id=user_id, **columns))

    return fill


@pytest.fixture
def sign_in(database, clock):
    def enter(username):
        return accounts.visitor(accounts.sign_in(username, PASSWORD, now=clock.now, agent="", address="192.0.2.1"))

    return enter


def counts(*, of=None):
    """The number of rows in every table, or of those of somebody."""
    with transaction(write=False) as connection:
        if of is None:
            return {table.name: connection.scalar(select(func.count()).select_from(table)) for table in Base.metadata.sorted_tables}
        found = {}
        for model, column in personal.PERSONAL.items():
            table = model.__table__
            found[table.name] = connection.scalar(select(func.count()).select_from(table).where(table.c[column] == of))
        return found


def test_an_export_holds_every_table(sign_in, live, student, clock):
    who = sign_in("sora")
    live(student.id)
    data = json.loads(my_data.export(who, clock.now))
    assert {name: len(data[name]) for name in counts(of=student.id)} == counts(of=student.id)
    assert all(count >= 1 for count in counts(of=student.id).values())
    assert data["exported_at"] == "2026-03-02T09:00:00+00:00"


def test_an_export_can_be_read(sign_in, live, student, clock, question):
    who = sign_in("sora")
    live(student.id)
    data = json.loads(my_data.export(who, clock.now))
    assert data["account"][0]["username"] == "sora"
    answer = data["answer"][0]
    assert (answer["response"], answer["verdict"], answer["day"], answer["at"]) == (
        ["a word"],
        "right",
        "2026-03-02",
        "2026-03-02T09:00:00+00:00",
    )
    assert data["questions"][str(answer["question_id"])] == {"deck": question.deck_id, "question": question.key}


def test_an_export_holds_nothing_that_opens_a_door(sign_in, live, student, clock):
    who = sign_in("sora")
    live(student.id)
    text = my_data.export(who, clock.now)
    for secret in ("argon2", who.token_hash, "nonce", "seed-word", "_hash"):
        assert secret not in text


def test_an_export_holds_nobody_else(sign_in, live, student, other_student, clock):
    live(student.id)
    live(other_student.id)
    data = json.loads(my_data.export(sign_in("sora"), clock.now))
    assert "yuna" not in json.dumps(data)
    assert len(data["answer"]) == 1


@pytest.mark.parametrize("closed", [True, False])
def test_scores_of_a_quiz_that_runs_are_left_out(sign_in, live, student, clock, closed):
    live(student.id, closed=closed)
    position = json.loads(my_data.export(sign_in("sora"), clock.now))["position"][0]
    assert position["response"] == ["b word"]
    assert (position["score"], position["verdict"]) == ((0.5, "partly") if closed else (None, None))


def test_i_dont_know_is_no_response(sign_in, live, student, clock):
    live(student.id)
    with transaction(write=True) as connection:
        connection.execute(Answer.__table__.update().values(response=""))
    assert json.loads(my_data.export(sign_in("sora"), clock.now))["answer"][0]["response"] is None


def test_erased_nothing_is_left_and_nobody_else_is_touched(sign_in, live, student, other_student, clock):
    sign_in("yuna")
    live(other_student.id)
    before = counts()
    theirs = counts(of=other_student.id)
    who = sign_in("sora")
    live(student.id)
    my_data.erase(who, PASSWORD, now=clock.now, address="192.0.2.1")
    assert set(counts(of=student.id).values()) == {0}
    assert counts(of=other_student.id) == theirs
    gone = {"account": before["account"] - 1, "erasure": before["erasure"] + 1}
    assert counts() == before | gone, "not a row more than before but the note that somebody was erased"


def test_the_password_is_asked_for_and_cannot_be_guessed(sign_in, student, clock):
    who = sign_in("sora")
    for _ in range(5):
        with pytest.raises(Invalid):
            my_data.erase(who, "wrong password", now=clock.now, address="192.0.2.1")
    with pytest.raises(TooMany):
        my_data.erase(who, PASSWORD, now=clock.now, address="192.0.2.1")
    assert counts(of=student.id)["account"] == 1


def test_a_guest_has_no_password_to_give(database, live, clock):
    guest = accounts.visitor(accounts.start_guest(clock.now, ""))
    live(guest.id)
    my_data.erase(guest, "", now=clock.now, address="192.0.2.1")
    assert set(counts(of=guest.id).values()) == {0}


def test_a_guest_who_took_a_name_meanwhile_is_not_erased(database, clock):
    guest = accounts.visitor(accounts.start_guest(clock.now, ""))
    accounts.register("mina", PASSWORD, now=clock.now, agent="", before=guest)
    with pytest.raises(NotAllowed):
        my_data.erase(guest, "", now=clock.now, address="192.0.2.1")
    with transaction(write=False) as connection:
        assert connection.scalar(select(Account.username).where(Account.id == guest.id)) == "mina"
