"""Re-grades offered after the rules of grading have changed: what is found, who sees it, and what ends an offer."""

import pytest
from sqlalchemy import select, update
from support import RIGHT, Nonces, visitor_of

from quizapp.db import log
from quizapp.db.base import transaction
from quizapp.db.classes import stored_classes
from quizapp.db.grading import regrade_offers
from quizapp.db.learning import merging, stored_answers
from quizapp.db.models import Account, Answer, DeckOwner, DeckRow, PositionRow, QuestionRow, Regrade, RegradeOffer
from quizapp.domain.questions.grading_rules import GRADING_RULES
from quizapp.services.errors import NotFound
from quizapp.services.grading import offering, regrading
from quizapp.services.learning import study
from quizapp.services.learning.answering import answer_quiz, answer_study
from quizapp.services.learning.memories import rebuild_learner
from quizapp.services.learning.study_days import Scope
from quizapp.services.people.accounts import Visitor
from quizapp.services.quizzes import attempts, quizzes
from quizapp.services.site import tidying

KEY, OTHER = "sand-bank-short-answer", "pier-built-date"
LINE = "        answer: the Anvil\n"
NONCES = Nonces()

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def people(make_person):
    return [visitor_of(make_person(f"learner{number}")) for number in range(4)]


@pytest.fixture
def respond(moment):
    """Answer a question in study: `respond(who, "the Anvil")`."""

    def give(who, text, key=KEY):
        showing = study.next_showing(who, Scope(deck="harbour", questions=(key,)), moment(), NONCES())
        return answer_study(who.id, showing.presentation, {"answer": [text]}, moment()).n

    return give


def older(*people, score=0.0, verdict="wrong", rating=1):
    """Let the answers of some people be graded by the rules of an older program, and the site be one that was just upgraded."""
    grade = {"score": score, "verdict": verdict, "rating": rating, "rules": GRADING_RULES - 1}
    with transaction(write=True) as connection:
        connection.execute(update(Answer).where(Answer.user_id.in_([who.id for who in people])).values(grade))
        connection.execute(update(QuestionRow).values(rules=GRADING_RULES - 1))
    for who in people:
        rebuild_learner(who.id)


def rows(model, *where):
    with transaction(write=False) as connection:
        return connection.execute(select(model.__table__).where(*where)).all()


def offered(who, deck=None):
    return {offer.deck: {one.question: one.answers for one in offer.questions} for offer in offering.offers(who, deck)}


def verdict(who, n=1):
    with transaction(write=False) as connection:
        return next(answer.verdict for answer in stored_answers.answers_of(connection, who.id) if answer.n == n)


def look(clock, **options):
    return offering.look_at_older(clock.now, **options)


def test_an_answer_that_newer_rules_accept_is_offered_re_graded_and_reversible(people, ryo, respond, clock):
    for who in people:
        respond(who, "the Anvil")
    older(*people[:3])
    answers = rows(Answer)
    assert offered(ryo) == {}, "nobody has looked"

    assert look(clock) == 3

    assert offered(ryo) == offered(ryo, "harbour") == {"harbour": {KEY: 3}}
    assert offered(ryo, "knots") == {}
    assert rows(Answer) == answers
    assert [verdict(who) for who in people] == ["wrong"] * 3 + ["right"], "nothing changes by itself"
    dry = regrading.desk(ryo, "harbour", KEY).dry_run
    assert (dry.answers, dry.looked_at, dry.by_rules, dry.former) == (3, 3, True, ("; ".join(dry.right),))

    number = regrading.start(ryo, "harbour", KEY, "", clock.now)

    assert [verdict(who) for who in people] == ["right"] * 4
    assert offered(ryo) == {}
    regrading.undo(ryo, "harbour", KEY, number, clock.now)
    assert [verdict(who) for who in people] == ["wrong"] * 3 + ["right"]
    look(clock)
    assert offered(ryo) == {}, "who reverses a re-grade knows about it"
    assert regrading.desk(ryo, "harbour", KEY).dry_run.answers == 3, "it can still be done"


def test_nothing_is_offered_where_the_grades_are_equal(people, ryo, respond, clock):
    for who, text in zip(people, ("the Anvil", "the Bellows", "the Anvil", "the Bellows"), strict=True):
        respond(who, text)
    older(*people[:1], score=1.0, verdict="right", rating=3)
    older(*people[1:2])

    assert look(clock) == 0

    assert offered(ryo) == {}
    assert {row.rules for row in rows(QuestionRow)} == {GRADING_RULES}


def test_what_does_not_count_is_not_offered(people, ryo, respond, moment, clock):
    undone, later = people[:2]
    study.undo(undone, respond(undone, "the Anvil"), moment())
    number = respond(later, "the Anvil")
    older(undone, later)
    assert look(clock) == 1

    study.undo(later, number, moment())

    assert offered(ryo) == {}


def test_a_look_that_is_over_reads_no_answers(people, respond, clock, query_counter):
    respond(people[0], "the Anvil")
    older(people[0])
    look(clock)

    with query_counter() as queries:
        assert look(clock) == 0

    assert len(queries) == 1


def test_a_run_has_a_budget_and_the_next_one_goes_on(people, ryo, respond, clock):
    who = people[0]
    respond(who, "the Anvil")
    respond(who, "1887", OTHER)
    older(who)

    assert look(clock, seconds=0) == 1
    assert sum(offered(ryo)["harbour"].values()) == 1
    assert look(clock, seconds=0) == 1
    assert offered(ryo) == {"harbour": {KEY: 1, OTHER: 1}}
    assert look(clock, seconds=0) == 0


def test_tidying_looks_and_says_how_many(app, people, ryo, respond, clock):
    respond(people[0], "the Anvil")
    older(people[0])

    report = tidying.tidy(app.extensions["quizapp.settings"], clock.now)

    assert "answers offered for a re-grade: 1" in report
    assert offered(ryo) == {"harbour": {KEY: 1}}
    assert "offered" not in tidying.tidy(app.extensions["quizapp.settings"], clock.now)


def test_a_question_that_is_being_re_graded_waits(people, respond, clock):
    respond(people[0], "the Anvil")
    older(people[0])
    [question] = rows(QuestionRow, QuestionRow.key == KEY)
    with transaction(write=True) as connection:
        values = {"deck_id": "harbour", "question_id": question.id, "revision_id": 1, "by": "ryo", "started_at": clock.now}
        connection.execute(Regrade.__table__.insert().values(values))
    assert look(clock) == 0
    with transaction(write=True) as connection:
        connection.execute(update(Regrade).values(finished_at=clock.now))
    assert look(clock) == 1


def test_what_changes_during_a_look_is_looked_at_again(people, ryo, respond, clock, monkeypatch):
    respond(people[0], "the Anvil")
    older(people[0])
    find = offering._look

    def meanwhile(*question):
        found = find(*question)
        regrading.start(ryo, "harbour", KEY, "", clock.now)
        return found

    monkeypatch.setattr(offering, "_look", meanwhile)
    assert look(clock) == 0
    assert [row.rules for row in rows(QuestionRow, QuestionRow.key == KEY)] == [GRADING_RULES - 1]
    monkeypatch.undo()

    assert look(clock) == 0

    assert offered(ryo) == {}
    assert {row.rules for row in rows(QuestionRow)} == {GRADING_RULES}


def test_who_corrected_the_right_answer_is_not_asked_again(people, ryo, respond, publish, clock):
    respond(people[0], "the Bellows")
    respond(people[1], "the Anvil")
    older(people[0], people[1])
    publish("        answer: the Bellows\n")

    assert look(clock) == 0, "one would be right by the new key alone, the other one is wrong by it"
    assert regrading.desk(ryo, "harbour", KEY).dry_run.answers == 1


def test_a_grade_that_a_re_grade_gave_is_compared_with_its_version(people, ryo, respond, publish, clock):
    respond(people[0], "the Bellows")
    publish("        answer: the Bellows\n")
    regrading.start(ryo, "harbour", KEY, "", clock.now)
    publish(LINE.replace("Anvil", "Hammer"))
    with transaction(write=True) as connection:
        connection.execute(update(Answer).values(rules=GRADING_RULES - 1))
        connection.execute(update(QuestionRow).values(rules=GRADING_RULES - 1))

    assert verdict(people[0]) == "right"
    assert look(clock) == 0


def test_an_offer_follows_what_is_published(people, ryo, respond, publish, clock):
    for who in people[:2]:
        respond(who, "the Anvil")
    older(*people[:2])
    look(clock)
    publish("        answer: the Hammer\n")
    assert offered(ryo) == {"harbour": {KEY: 2}}

    look(clock)

    assert offered(ryo) == {}


@pytest.fixture
def room(hana, classroom, people, clock):
    """The first learner is in a class of the teacher's."""
    with transaction(write=True) as connection:
        stored_classes.add_member(connection, classroom, people[0].id, role="student", name="Aki", now=clock.now)


@pytest.mark.usefixtures("room")
def test_a_teacher_is_told_about_her_own_classes_and_decides_for_them(people, ryo, hana, mio, make_person, respond, clock):
    kei = visitor_of(make_person("kei", role="teacher"))
    for who in people:
        respond(who, "the Anvil")
    older(*people)
    look(clock)
    assert offered(hana) == {"harbour": {KEY: 1}}
    assert offered(ryo) == {"harbour": {KEY: 4}}
    assert [offer.everybody for who in (hana, ryo) for offer in offering.offers(who)] == [False, True]
    for who in (kei, mio, people[0], Visitor()):
        assert offered(who) == {}

    assert offering.leave(hana, "harbour", clock.now) == 1

    assert offered(hana) == {}
    assert offered(ryo) == {"harbour": {KEY: 3}}
    with transaction(write=False) as connection:
        assert [(one.actor, one.action, one.detail) for one in log.entries(connection, "deck:harbour")] == [("hana", "grades left", "1")]
    assert offering.leave(hana, "harbour", clock.now) == 0
    regrading.start(ryo, "harbour", KEY, "", clock.now)
    assert offered(ryo) == {}


@pytest.mark.usefixtures("room")
def test_a_re_grade_of_a_class_leaves_the_offer_to_others(people, ryo, hana, respond, clock):
    for who in people:
        respond(who, "the Anvil")
    older(*people)
    look(clock)

    regrading.start(hana, "harbour", KEY, "", clock.now)

    assert offered(hana) == {}
    assert offered(ryo) == {"harbour": {KEY: 3}}


def test_only_who_may_re_grade_may_leave_the_grades(people, hana, respond, clock):
    respond(people[0], "the Anvil")
    older(people[0])
    look(clock)
    with transaction(write=True) as connection:
        connection.execute(update(DeckRow).where(DeckRow.id == "harbour").values(origin="database"))
    for who in (people[0], hana, Visitor()):
        with pytest.raises(NotFound):
            offering.leave(who, "harbour", clock.now)
    assert offered(hana) == {}
    with transaction(write=True) as connection:
        connection.execute(DeckOwner.__table__.insert().values(user_id=hana.id, deck_id="harbour"))
    assert offered(hana) == {"harbour": {KEY: 1}}
    assert offering.leave(hana, "harbour", clock.now) == 1


def test_what_was_left_is_offered_again_only_by_newer_rules(people, ryo, respond, clock):
    respond(people[0], "the Anvil")
    older(people[0])
    look(clock)
    offering.leave(ryo, "harbour", clock.now)
    older(people[0])
    assert look(clock) == 0
    with transaction(write=True) as connection:
        connection.execute(update(RegradeOffer).values(rules=GRADING_RULES - 1))
    older(people[0])
    assert look(clock) == 1


def test_a_response_in_a_quiz_keeps_the_rules_that_graded_it(people, ryo, moment, clock):
    who = people[0]
    n = quizzes.start(who, "harbour", quizzes.Setup(everything=True), moment(), "seed").n
    for position in range(1, len(attempts.page(who, n, 1, moment()).sheet.marks) + 1):
        showing = attempts.page(who, n, position, moment()).showing
        given = {name: [value] if isinstance(value, str) else value for name, value in RIGHT[showing.prompt.type].items()}
        answer_quiz(who.id, n, showing.presentation, given, moment())
    with transaction(write=True) as connection:
        graded = {"score": 0.0, "verdict": "wrong", "rules": GRADING_RULES - 1}
        connection.execute(update(PositionRow).where(PositionRow.response == '["the Anvil"]').values(graded))
        connection.execute(update(QuestionRow).values(rules=GRADING_RULES - 1))
    assert look(clock) == 0

    attempts.hand_in(who, n, moment())

    assert {row.rules for row in rows(Answer)} == {GRADING_RULES, GRADING_RULES - 1}
    assert look(clock) == 1
    assert offered(ryo) == {"harbour": {KEY: 1}}


def test_an_offer_goes_where_its_answer_goes(people, ryo, respond, clock):
    guest, target = people[:2]
    respond(guest, "the Anvil")
    respond(target, "the Bellows")
    older(guest)
    look(clock)
    with transaction(write=True) as connection:
        merging.copy_work(connection, guest.id, target.id)
        connection.execute(Account.__table__.delete().where(Account.id == guest.id))
    assert [(row.user_id, row.answer_n) for row in rows(RegradeOffer)] == [(target.id, 2)]
    regrading.start(ryo, "harbour", KEY, "", clock.now)
    assert verdict(target, 2) == "right"


def test_a_learner_who_left_during_the_look_is_left_out(people, respond, clock):
    respond(people[0], "the Anvil")
    older(people[0])
    [question] = rows(QuestionRow, QuestionRow.key == KEY)
    with transaction(write=True) as connection:
        assert regrade_offers.replace_offers(connection, question.id, [(people[0].id, 1), (99, 1)]) == 1
    with transaction(write=False) as connection:
        if connection.dialect.name == "sqlite":  # PostgreSQL looks at each reference when it is made
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
