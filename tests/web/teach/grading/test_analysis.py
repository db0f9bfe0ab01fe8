"""/teach/decks/<deck>/analysis: how well the questions of a deck work."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from quizapp.db.models import Account, Amendment, Answer, ClassroomRow, MembershipRow, QuestionRow, Report, Version

PATH = "/teach/decks/harbour/analysis"
MOST = 7
CLASS = 24


@pytest.fixture
def write(app, clock):
    """Write rows of a table: `write(Answer, [{...}])`."""
    from quizapp.db.base import transaction

    def add(model, rows):
        with app.app_context(), transaction(write=True) as connection:
            connection.execute(insert(model), rows)

    return add


@pytest.fixture
def numbers(app):
    """The number and version of each question of the deck, by type."""
    from quizapp.db.base import transaction

    query = select(QuestionRow.key, QuestionRow.id, Version.id).join(Version, Version.question_id == QuestionRow.id)
    with app.app_context(), transaction(write=False) as connection:
        rows = connection.execute(query.where(QuestionRow.deck_id == "harbour")).all()
    return {
        kind: (number, version)
        for key, number, version in rows
        for kind in ("multiple-choice", "short-answer", "date", "cloze")
        if key.endswith(kind)
    }


@pytest.fixture
def answer(write, numbers, clock):
    """Store answers: rows of (user, n, kind, score, response)."""

    def store(rows, **columns):
        write(Answer, [made(*row, **columns) for row in rows])

    def made(user, n, kind, score, response, **columns):
        number, version = numbers[kind]
        given = {"user_id": user, "n": n, "question_id": number, "version_id": version, "score": score, "nonce": f"{user}-{n}"}
        usual = {"response": json.dumps(response), "verdict": "right" if score else "wrong", "ms": 1000 * n + 20_000, "context": "study"}
        return given | usual | {"day": clock.now.date(), "at": clock.now, "hint": False} | columns

    return store


@pytest.fixture
def people(write):
    """Add accounts of a role, with names or without: `people(first id, how many)`."""

    def add(first, count, *, named=True, role="student"):
        from datetime import UTC, datetime

        now = datetime(2026, 3, 1, tzinfo=UTC)
        names = [{"id": first + place, "username": f"p{first + place}", "username_key": f"p{first + place}"} for place in range(count)]
        rows = names if named else [{"id": name["id"]} for name in names]
        write(Account, [{**row, "role": role, "created_at": now, "active_on": now.date()} for row in rows])
        return [row["id"] for row in rows]

    return add


@pytest.fixture
def classroom(write, people, answer, teacher, clock):
    """A class of 24 without user names. Half of it is right about the sand bank and wrong about the plans, the other half the reverse."""
    write(ClassroomRow, [{"id": 1, "name": "History 9b", "created_at": clock.now}])
    learners = people(1000, CLASS, named=False)
    join(write, clock, learners)
    join(write, clock, [teacher.id], role="teacher")
    rows = []
    for place, user in enumerate(learners):
        strong = place >= CLASS // 2
        rows += [
            (user, 1, "multiple-choice", 0.0, ["Odo Farrow"]) if strong else (user, 1, "multiple-choice", 1.0, ["Mara Quill"]),
            (user, 2, "short-answer", 1.0, ["the anvil"])
            if strong
            else (user, 2, "short-answer", 0.0, ["Bellows" if place % 2 else "bellows"]),
        ]
        rows += [(user, 3, "date", float(strong), ["1887" if strong else "1891"])] if place % 2 else []
    answer(rows)
    return learners


def join(write, clock, users, *, role="student", removed_at=None, class_id=1):
    usual = {"class_id": class_id, "role": role, "name": "Sora", "joined_at": clock.now, "removed_at": removed_at}
    write(MembershipRow, [{"user_id": user, **usual} for user in users])


def test_what_looks_wrong_comes_first_with_the_reason(client_of, teacher, classroom):
    page = client_of(teacher).page(f"{PATH}?class=1")

    assert "2 questions look wrong" in page.one("h1").text
    first, second = (found.text for found in page.all("li") if found.attributes.get("id", "").startswith("q-"))
    assert "Who drew the plans?" in first
    assert "do worse on this one" in first
    assert "Facility 50 %" in first
    assert "Discrimination −1.00" in first
    assert "Median time 21 s" in first
    assert "Nobody chose these 2 distractors" in first
    assert "12 of 24 answers are the same wrong one" in second
    assert "“Bellows”" in second


def test_options_stand_in_a_table_beside_their_drawing(client_of, teacher, classroom):
    page = client_of(teacher).page(f"{PATH}?class=1")

    row = next(row.text.split() for row in page.all("tr") if row.text.split()[:2] == ["Odo", "Farrow"])
    assert row == ["Odo", "Farrow", "12", "50", "%", "0", "4", "8"]
    assert page.all("svg", role="img")


def test_under_twenty_the_page_says_so_and_gives_no_figure(client_of, teacher, classroom):
    page = client_of(teacher).page(f"{PATH}?class=1")

    row = next(row for row in page.all("tr") if "In which year was the pier built?" in row.text)
    assert "too few learners: 12" in row.text
    assert "%" not in row.text
    assert "1891" not in page.words


def test_a_deck_nobody_answered_teaches(client_of, teacher):
    page = client_of(teacher).page(PATH)

    assert page.one("h1").text.strip() == "Nobody has answered yet"
    assert "Once 20 learners" in page.words
    assert not page.all("table")


def test_a_teacher_with_a_class_is_told_to_choose_it(client_of, teacher, classroom):
    client = client_of(teacher)

    assert "Choose the class above" in client.page(PATH).words
    assert "Choose the class above" not in client.page(f"{PATH}?class=1").words


def test_the_list_of_decks_leads_here(client_of, teacher):
    assert client_of(teacher).page("/teach").all("a", href=PATH)


def counted(client, path=PATH):
    """How many answers to the multiple choice count."""
    page = client.page(path)
    row = next((row for row in page.all("tr") if "Who drew the plans?" in row.text), None)
    return int(row.text.replace("Who drew the plans?", "").split()[0]) if row else 0


def test_without_a_class_students_with_a_name_count(client_of, teacher, classroom, people, answer):
    named, staff = people(2000, 3), people(3000, 2, role="teacher")
    answer([(user, 1, "multiple-choice", 1.0, ["Mara Quill"]) for user in named + staff])

    assert counted(client_of(teacher)) == 3


def test_removed_members_and_teachers_in_a_class_do_not_count(client_of, teacher, classroom, write, people, answer, clock):
    left, staff, helpers = people(2000, 1), people(3000, 1, role="teacher"), people(4000, 1)
    join(write, clock, left, removed_at=clock.now)
    join(write, clock, staff)
    join(write, clock, helpers, role="assistant")
    answer([(user, 1, "multiple-choice", 1.0, ["Mara Quill"]) for user in left + staff + helpers])

    assert counted(client_of(teacher), f"{PATH}?class=1") == CLASS


def test_first_attempts_count_and_all_on_request(client_of, teacher, classroom, answer):
    answer([(user, 9, "multiple-choice", 1.0, ["Mara Quill"]) for user in classroom])
    client = client_of(teacher)

    assert counted(client, f"{PATH}?class=1") == CLASS
    assert counted(client, f"{PATH}?class=1&all=1") == 2 * CLASS


def test_cards_and_what_was_undone_do_not_count(client_of, teacher, people, answer, write, clock):
    one, other, third = people(2000, 3)
    answer([(one, 1, "multiple-choice", 1.0, ["Mara Quill"])], context="cards")
    answer([(other, 1, "multiple-choice", 0.0, ["Ida Loom"]), (third, 1, "multiple-choice", 0.0, ["Ida Loom"])])
    answer([(third, 2, "multiple-choice", 1.0, ["Mara Quill"])], context="quiz")
    undone = {"n": 1, "answer_n": 1, "after_n": 1, "kind": "undo", "day": clock.now.date(), "at": clock.now}
    write(Amendment, [{"user_id": user, **undone} for user in (other, third)])

    assert counted(client_of(teacher)) == 1


def test_claims_are_a_sign(client_of, teacher, classroom, write, numbers, clock):
    said = {"n": 1, "answer_n": 2, "question_id": numbers["short-answer"][0], "kind": "right", "at": clock.now}
    write(Report, [{"user_id": user, **said} for user in classroom[:3]])

    assert "3 learners say: I was right." in client_of(teacher).page(f"{PATH}?class=1").words


def test_an_option_is_never_markup(client_of, teacher, classroom, answer, people, write, clock):
    more = people(2000, CLASS, named=False)
    join(write, clock, more)
    answer([(user, 1, "short-answer", 0.0, ["<b>no</b>"]) for user in more])

    page = client_of(teacher).page(f"{PATH}?class=1")
    assert "<b>no" not in page.html
    assert "<b>no</b>" in page.words


def test_what_was_typed_into_a_gap_is_no_markdown(client_of, teacher, classroom, answer):
    answer([(user, 5, "cloze", 0.5, ["[here](https://example.org)", "1911"]) for user in classroom])

    page = client_of(teacher).page(f"{PATH}?class=1")
    assert "[here](https://example.org); 1911" in page.words
    assert not page.all("a", href="https://example.org")


def test_a_teacher_chooses_among_her_classes(client_of, teacher, classroom, write, admin, make_person, clock):
    write(ClassroomRow, [{"id": 2, "name": "Physics 8a", "created_at": clock.now}])
    assistant, left = make_person("mina", role="teacher"), make_person("juno", role="teacher")
    join(write, clock, [assistant.id], role="assistant", class_id=2)
    join(write, clock, [left.id], role="teacher", class_id=2, removed_at=clock.now + timedelta(hours=1))

    def classes(person):
        return [option["value"] for option in client_of(person).page(PATH).all("option") if option["value"] not in {"", "1"}]

    assert "History 9b" in client_of(teacher).page(PATH).words
    assert [classes(person) for person in (teacher, assistant, left, admin)] == [[], ["2"], [], ["2"]]
    assert client_of(teacher).get(f"{PATH}?class=2").status_code == 404
    assert client_of(left).get(f"{PATH}?class=2").status_code == 404
    assert client_of(admin).get(f"{PATH}?class=2").status_code == 200


@pytest.mark.parametrize("query", ["?class=7", "?class=x", "?class=-1", "?class=99999999999999999999", "?class=²"])
def test_a_class_that_is_not_there_is_not_found(client_of, teacher, query):
    assert client_of(teacher).get(PATH + query).status_code == 404


def test_a_deck_that_is_not_there_is_not_found(client_of, teacher):
    assert client_of(teacher).get("/teach/decks/nothing/analysis").status_code == 404


def test_for_others_there_is_no_such_page(client, guest, client_of, student):
    assert [asking.get(PATH).status_code for asking in (client, guest, client_of(student))] == [303, 404, 404]


def test_the_page_costs_few_statements(client_of, teacher, classroom, query_counter):
    client = client_of(teacher)
    with query_counter() as queries:
        assert client.get(f"{PATH}?class=1").status_code == 200

    assert len(queries) <= MOST, queries


def test_what_looks_wrong_lies_open_and_the_rest_is_folded(client_of, teacher, classroom, answer):
    for user in classroom:
        answer([(user, 9, "cloze", 1.0, ["Brack", "Nettle Hill"])])
    page = client_of(teacher).page(f"{PATH}?class=1")

    folded = [part.text for part in page.all("details") if "open" not in part.attributes]
    summaries = [" ".join(part.text.split()) for part in page.all("summary")]
    assert not [text for text in folded if "do worse on this one" in text], "the reason needs no click"
    assert [text for text in folded if "fine as a first question" in text], "what is only worth a look needs one"
    assert [text for text in summaries if text.endswith("nearly all are right")]
    assert [text for text in folded if "Figures for all" in text]
