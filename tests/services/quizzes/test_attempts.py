"""Taking a quiz: responses are saved while it is open, and become answers once, when it closes."""

from datetime import UTC, date, timedelta
from threading import Thread

import pytest
from support import RIGHT, SECRET_KEY, WRONG

from quizapp.db.base import transaction
from quizapp.db.learning import begun_decks, stored_answers, stored_memories
from quizapp.domain.memory.scheduling import Rating
from quizapp.domain.questions.question import Verdict
from quizapp.services.errors import NotFound
from quizapp.services.learning import study
from quizapp.services.learning.answering import Moment, Pending, Saved, answer_quiz, answer_study
from quizapp.services.learning.study_days import Scope
from quizapp.services.people.accounts import Visitor
from quizapp.services.quizzes import attempts, quizzes
from quizapp.services.quizzes.quizzes import Setup

pytestmark = pytest.mark.usefixtures("database")


def as_lists(fields):
    return {name: value if isinstance(value, list) else [value] for name, value in fields.items()}


@pytest.fixture
def learner(student):
    return Visitor(id=student.id)


@pytest.fixture
def begin(learner, moment):
    """Start a quiz of all nine questions, and return its number."""

    def start(deck="harbour", seed="seed", **setup):
        return quizzes.start(learner, deck, Setup(**{"size": 9} | setup), moment(), seed).n

    return start


@pytest.fixture
def showing(learner, moment):
    return lambda n, position: attempts.page(learner, n, position, moment()).showing


@pytest.fixture
def respond(learner, moment, showing):
    """Respond to a position, right or with other fields."""

    def send(n, position, fields=None, shown=None):
        shown = shown or showing(n, position)
        fields = RIGHT[shown.prompt.type] if fields is None else fields
        return answer_quiz(learner.id, n, shown.presentation, as_lists(fields), moment())

    return send


def answers(learner):
    with transaction(write=False) as connection:
        return stored_answers.answers_of(connection, learner.id)


def memories(learner):
    with transaction(write=False) as connection:
        return stored_memories.memories(connection, learner.id)


def position_of(showing, n, kind):
    return next(position for position in range(1, 10) if showing(n, position).prompt.type == kind)


def test_a_response_is_kept_and_shown_again_on_another_device(begin, respond, showing):
    n = begin()
    for position in range(1, 10):
        assert respond(n, position) == Saved(n, position, 9, settled=False)
    for position in range(1, 10):
        shown = showing(n, position)
        assert {name: set(values) for name, values in shown.typed.items()} == {
            name: set(values) for name, values in as_lists(RIGHT[shown.prompt.type]).items() if name != "as_is"
        }


def test_the_newest_response_to_a_position_counts(begin, respond, showing, learner, moment):
    n = begin()
    where = position_of(showing, n, "numeric")
    respond(n, where, {"answer": "90"})
    respond(n, where, {"answer": "240"})
    attempts.hand_in(learner, n, moment())
    assert [(answer.response, answer.score) for answer in answers(learner)] == [('["240"]', 1.0)]


def test_the_order_of_options_is_the_same_on_every_device_and_another_in_every_attempt(begin, showing, learner, moment):
    orders = set()
    for seed in "abcdefgh":
        n = begin(seed=seed)
        where = position_of(showing, n, "multiple_choice")
        assert showing(n, where) == showing(n, where)
        orders.add(showing(n, where).prompt.options)
        attempts.hand_in(learner, n, moment())
    assert len(orders) > 1


def test_the_order_of_options_needs_the_key(begin, showing, learner, clock):
    n = begin()
    where = position_of(showing, n, "multiple_choice")
    orders = {
        attempts.page(learner, n, where, Moment(clock.now, clock.now.date(), f"another key {number}")).showing.prompt.options
        for number in range(8)
    }
    assert len(orders) > 1


def test_nothing_of_the_grade_is_told_before_the_end(begin, respond, learner, clock, moment):
    n = begin()
    respond(n, 1)
    assert {mark.verdict for mark in attempts.sheet(learner, n, clock.now).marks} == {None}
    assert attempts.page(learner, n, 1, moment()).feedback is None
    assert answers(learner) == []
    assert memories(learner) == {}


def test_with_feedback_at_once_a_response_is_settled_and_explained(begin, respond, showing, learner, clock, moment):
    n = begin(feedback="once")
    shown = showing(n, 1)
    assert respond(n, 1, WRONG[shown.prompt.type]) == Saved(n, 1, 9, settled=True)
    page = attempts.page(learner, n, 1, moment())
    assert page.showing is None
    assert page.feedback.verdict == Verdict.WRONG
    assert page.feedback.right
    assert page.following == 2
    assert attempts.sheet(learner, n, clock.now).marks[0].verdict == Verdict.WRONG
    assert memories(learner) == {}, "memory is fed at the end"


def test_a_settled_response_cannot_be_changed(begin, respond, showing, learner, moment):
    n = begin(feedback="once")
    shown = showing(n, 1)
    respond(n, 1, WRONG[shown.prompt.type])
    assert respond(n, 1, RIGHT[shown.prompt.type], shown) == Saved(n, 1, 9, settled=True)
    assert attempts.page(learner, n, 1, moment()).feedback.verdict == Verdict.WRONG


def test_an_empty_form_leaves_a_position_open_again(begin, respond, showing, learner, clock):
    n = begin()
    where = position_of(showing, n, "numeric")
    respond(n, where)
    assert attempts.sheet(learner, n, clock.now).answered == 1
    assert respond(n, where, {"answer": " "}) == Saved(n, where, 9, settled=False)
    assert attempts.sheet(learner, n, clock.now).open == tuple(range(1, 10))


def test_with_feedback_at_once_an_empty_form_is_given_back(begin, respond, showing):
    n = begin(feedback="once")
    where = position_of(showing, n, "numeric")
    assert respond(n, where, {"answer": ""}).state == "error"


def test_what_cannot_be_graded_is_given_back_and_changes_nothing(begin, respond, showing, learner, moment):
    n = begin()
    where = position_of(showing, n, "numeric")
    respond(n, where)
    outcome = respond(n, where, {"answer": "many"})
    assert (outcome.state, outcome.typed) == ("error", {"answer": ("many",)})
    page = attempts.page(learner, n, where, moment(), outcome)
    assert page.showing.error.code == "not-a-number"
    assert page.showing.typed == {"answer": ("many",)}
    assert showing(n, where).typed == {"answer": ("240",)}


def test_not_knowing_is_an_answer_and_leaving_open_is_none(begin, respond, showing, learner, clock, moment):
    n = begin()
    respond(n, 1, {"dont_know": "1"})
    assert showing(n, 1).typed == {}
    assert attempts.sheet(learner, n, clock.now).answered == 1
    attempts.hand_in(learner, n, moment())
    [answer] = answers(learner)
    assert (answer.response, answer.verdict, answer.rating) == ("", "wrong", Rating.AGAIN)


def test_closing_turns_responses_into_answers_and_feeds_memory(begin, respond, learner, moment, clock):
    n = begin()
    for position in (1, 2, 3):
        respond(n, position)
        clock.advance(seconds=20)
    attempts.hand_in(learner, n, moment())
    stored = answers(learner)
    assert [(answer.n, answer.context, answer.attempt, answer.position) for answer in stored] == [
        (1, "quiz", n, 1),
        (2, "quiz", n, 2),
        (3, "quiz", n, 3),
    ]
    assert {answer.rating for answer in stored} == {Rating.GOOD}
    assert {question: memory.tested for question, memory in memories(learner).items()} == dict.fromkeys(
        (answer.question_id for answer in stored), True
    )
    with transaction(write=False) as connection:
        assert [row.day for row in stored_answers.day_of(connection, learner.id, clock.now.date())] == [clock.now.date()] * 3
        assert [shelved.deck for shelved in begun_decks.shelf(connection, learner.id) if shelved.mine] == ["harbour"]


def test_nothing_handed_in_stores_no_answer(begin, learner, moment):
    attempts.hand_in(learner, begin(), moment())
    assert answers(learner) == []
    with transaction(write=False) as connection:
        assert not any(shelved.mine for shelved in begun_decks.shelf(connection, learner.id))


def test_closing_twice_stores_once(begin, respond, learner, moment, clock):
    n = begin()
    respond(n, 1)
    attempts.hand_in(learner, n, moment())
    before = answers(learner), memories(learner)
    clock.advance(minutes=5)
    attempts.hand_in(learner, n, moment())
    assert (answers(learner), memories(learner)) == before


def test_two_tabs_hand_in_at_the_same_time_and_it_is_stored_once(app, begin, respond, learner, moment):
    n = begin()
    for position in range(1, 10):
        respond(n, position)

    def hand_in():
        with app.app_context():
            attempts.hand_in(learner, n, moment())

    tabs = [Thread(target=hand_in) for _ in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert [answer.position for answer in answers(learner)] == list(range(1, 10))


def test_two_tabs_save_one_position_and_one_row_is_kept(app, begin, respond, showing, learner, clock):
    n = begin()
    where = position_of(showing, n, "numeric")
    shown = showing(n, where)
    outcomes = []

    def save(text):
        with app.app_context():
            outcomes.append(respond(n, where, {"answer": text}, shown))

    tabs = [Thread(target=save, args=(text,)) for text in ("239", "240", "241", "242")]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert outcomes == [Saved(n, where, 9, settled=False)] * 4
    assert attempts.sheet(learner, n, clock.now).answered == 1


def test_an_older_response_that_arrives_at_the_lock_later_does_not_overwrite_a_newer_one(begin, respond, showing, clock):
    n = begin()
    where = position_of(showing, n, "numeric")
    shown = showing(n, where)
    clock.advance(seconds=20)
    respond(n, where, {"answer": "240"}, shown)
    clock.advance(seconds=-1)
    assert respond(n, where, {"answer": "24"}, shown) == Saved(n, where, 9, settled=False)
    assert showing(n, where).typed == {"answer": ("240",)}


def test_a_question_feeds_memory_once_a_study_day(begin, respond, learner, moment):
    first = begin()
    respond(first, 1)
    attempts.hand_in(learner, first, moment())
    fed = memories(learner)
    again = begin(seed="another")
    for position in range(1, 10):
        respond(again, position)
    attempts.hand_in(learner, again, moment())
    [question] = fed
    assert memories(learner)[question] == fed[question]
    assert [answer.rating for answer in answers(learner) if answer.question_id == question] == [Rating.GOOD, None]
    assert len(memories(learner)) == 9


def test_an_answer_of_study_counts_as_the_one_of_the_day(begin, respond, showing, learner, moment):
    shown = study.next_showing(learner, Scope("harbour"), moment(), "nonce")
    answer_study(learner.id, shown.presentation, as_lists(RIGHT[shown.prompt.type]), moment())
    n = begin()
    where = next(position for position in range(1, 10) if showing(n, position).question == shown.question)
    respond(n, where)
    attempts.hand_in(learner, n, moment())
    assert [(answer.context, answer.rating) for answer in answers(learner)] == [("study", Rating.GOOD), ("quiz", None)]


def test_memory_after_a_quiz_is_what_a_rebuild_makes_of_the_answers(begin, respond, showing, learner, moment):
    from quizapp.services.learning.memories import rebuild_learner

    n = begin()
    for position in range(1, 9):
        respond(n, position, (RIGHT if position % 2 else WRONG)[showing(n, position).prompt.type])
    attempts.hand_in(learner, n, moment())
    before = memories(learner)
    rebuild_learner(learner.id)
    assert memories(learner) == before


def test_predicted_recall_is_written_down_with_the_answer(begin, respond, learner, moment, clock):
    first = begin()
    respond(first, 1)
    attempts.hand_in(learner, first, moment())
    clock.advance(days=3)
    again = begin(seed="another")
    for position in range(1, 10):
        respond(again, position)
    attempts.hand_in(learner, again, moment())
    recalls = {answer.question_id: answer.recall for answer in answers(learner) if answer.attempt == again}
    [known] = [recall for recall in recalls.values() if recall is not None]
    assert 0 < known < 1


def test_study_days_never_go_back(begin, respond, learner, clock):
    n = begin()
    respond(n, 1)
    attempts.hand_in(learner, n, Moment(clock.now, date(2026, 3, 3), SECRET_KEY))
    n = begin(seed="another")
    respond(n, 1)
    attempts.hand_in(learner, n, Moment(clock.now, date(2026, 3, 2), SECRET_KEY))
    assert [answer.day for answer in answers(learner)] == [date(2026, 3, 3)] * 2


def test_the_clock_ends_an_attempt(begin, respond, showing, learner, clock, moment):
    n = begin(minutes=10)
    assert attempts.sheet(learner, n, clock.now).left == 600
    shown = showing(n, 1)
    clock.advance(minutes=9, seconds=59)
    assert isinstance(respond(n, 1, shown=shown), Saved)
    clock.advance(seconds=1)
    outcome = respond(n, 1, WRONG[shown.prompt.type], shown)
    assert isinstance(outcome, Pending)
    assert outcome.state == "closed"
    assert attempts.sheet(learner, n, clock.now) is None
    assert attempts.page(learner, n, 1, moment()) is None
    attempts.hand_in(learner, n, moment())
    assert [answer.score for answer in answers(learner)] == [1.0]


def test_a_response_after_handing_in_is_refused(begin, respond, showing, learner, moment):
    n = begin()
    shown = showing(n, 1)
    attempts.hand_in(learner, n, moment())
    assert respond(n, 1, shown=shown).state == "closed"
    assert answers(learner) == []


def test_overdue_attempts_are_closed_once_for_the_day_of_their_end(begin, respond, learner, clock):
    clock.now = clock.now.replace(hour=22)
    n = begin(minutes=60)
    respond(n, 1)
    assert attempts.close_overdue(clock.now, "UTC") == 0
    clock.advance(days=2)
    assert attempts.close_overdue(clock.now, "UTC") == 1
    assert attempts.close_overdue(clock.now, "UTC") == 0
    assert [answer.day for answer in answers(learner)] == [date(2026, 3, 2)]


@pytest.mark.parametrize(("zone", "day"), [("", date(2026, 3, 2)), ("Asia/Seoul", date(2026, 3, 3))])
def test_the_day_of_the_end_is_the_learners(zone, day, make_person, clock):
    learner = Visitor(id=make_person("mina", zone=zone).id)
    clock.now = clock.now.replace(hour=20)
    started = Moment(clock.now, clock.now.date(), SECRET_KEY)
    n = quizzes.start(learner, "harbour", Setup(size=9, minutes=60), started, "seed").n
    shown = attempts.page(learner, n, 1, started).showing
    answer_quiz(learner.id, n, shown.presentation, as_lists(RIGHT[shown.prompt.type]), started)
    clock.advance(days=1)
    attempts.close_overdue(clock.now, "UTC")
    assert [answer.day for answer in answers(learner)] == [day]


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("ordering", RIGHT["ordering"], 3),
        ("numeric", {"answer": "many"}, 1),
        ("matching", {"match-1": "there is fog", "match-2": ""}, 1),
        ("cloze", {"blank-1": "x" * 600}, 1),
    ],
)
def test_a_response_after_the_end_comes_back_in_words(begin, respond, showing, clock, kind, fields, words):
    n = begin(minutes=60)
    position = position_of(showing, n, kind)
    shown = showing(n, position)
    clock.advance(hours=2)

    late = respond(n, position, fields, shown)

    assert (type(late), late.state) == (Pending, "closed")
    assert len(late.words) == words
    assert not any(word.isdecimal() or len(word) > 501 for word in late.words)


def test_the_time_of_a_position_adds_up_over_its_visits(begin, respond, showing, learner, clock, moment):
    n = begin()
    shown = showing(n, 1)
    clock.advance(seconds=10)
    respond(n, 1, shown=shown)
    clock.advance(seconds=5)
    respond(n, 1, shown=shown)  # the same form saved itself again
    clock.advance(minutes=30)
    shown = showing(n, 1)
    clock.advance(seconds=7)
    respond(n, 1, shown=shown)
    attempts.hand_in(learner, n, moment())
    assert [answer.ms for answer in answers(learner)] == [22_000]


def test_more_than_ten_minutes_are_no_time_taken(begin, respond, showing, learner, clock, moment):
    n = begin()
    shown = showing(n, 1)
    clock.advance(minutes=11)
    respond(n, 1, shown=shown)
    attempts.hand_in(learner, n, moment())
    assert [answer.ms for answer in answers(learner)] == [None]


def test_nobody_else_has_this_attempt(begin, showing, other_student, moment, clock):
    n = begin()
    other = Visitor(id=other_student.id)
    shown = showing(n, 1)
    for call in (
        lambda: attempts.sheet(other, n, clock.now),
        lambda: attempts.page(other, n, 1, moment()),
        lambda: attempts.hand_in(other, n, moment()),
        lambda: answer_quiz(other.id, n, shown.presentation, {"answer": ["x"]}, moment()),
    ):
        with pytest.raises(NotFound):
            call()


def test_a_presentation_belongs_to_its_place(begin, showing, learner, moment):
    n = begin()
    quiz = showing(n, 1).presentation
    place = study.next_showing(learner, Scope("harbour"), moment(), "nonce").presentation
    attempts.hand_in(learner, n, moment())
    another = begin(seed="another")
    fields = {"answer": ["x"]}
    for call in (
        lambda: answer_study(learner.id, quiz, fields, moment()),
        lambda: answer_quiz(learner.id, another, quiz, fields, moment()),
        lambda: answer_quiz(learner.id, n, place, fields, moment()),
    ):
        with pytest.raises(NotFound):
            call()


def test_a_presentation_of_an_attempt_that_is_gone_is_not_found(begin, showing, learner, moment):
    from quizapp.db.models import Attempt

    n = begin()
    shown = showing(n, 1)
    with transaction(write=True) as connection:
        connection.execute(Attempt.__table__.delete())
    with pytest.raises(NotFound):
        answer_quiz(learner.id, n, shown.presentation, {"answer": ["x"]}, moment())


@pytest.mark.parametrize("position", [0, 10])
def test_there_is_no_position_outside_the_attempt(begin, learner, moment, position):
    n = begin()
    with pytest.raises(NotFound):
        attempts.page(learner, n, position, moment())


def test_a_signature_that_no_longer_holds_gives_the_form_back(begin, respond, showing, learner, moment, clock):
    n = begin()
    where = position_of(showing, n, "numeric")
    old = attempts.page(learner, n, where, Moment(clock.now, clock.now.date(), "the key of last year, kept nowhere")).showing
    outcome = respond(n, where, {"answer": "240"}, old)
    assert outcome.state == "stale"
    shown = attempts.page(learner, n, where, moment(), outcome).showing
    assert (shown.notice, shown.typed) == ("stale", {"answer": ("240",)})


def test_no_hint_is_offered_in_a_quiz(begin, respond, showing):
    n = begin()
    where = position_of(showing, n, "numeric")
    assert not showing(n, where).has_hint
    assert respond(n, where, {"answer": "240", "hint": "1"}) == Saved(n, where, 9, settled=False)


def test_an_attempt_keeps_the_version_it_was_started_with(begin, showing, respond, learner, moment, tmp_path, clock):
    import shutil

    from support import BANK

    from quizapp.services.authoring import publishing

    n = begin()
    where = position_of(showing, n, "numeric")
    bank = shutil.copytree(BANK, tmp_path / "bank")
    file = bank / "harbour" / "dates.yaml"
    file.write_text(file.read_text().replace("How long is the pier?", "How many metres does the pier measure?"))
    publishing.publish_bank(bank, clock.now)
    assert showing(n, where).prompt.text == "How long is the pier?"
    respond(n, where)
    attempts.hand_in(learner, n, moment())
    assert len(answers(learner)) == 1
    fresh = begin(seed="another")
    assert "How many metres does the pier measure?" in {showing(fresh, position).prompt.text for position in range(1, 10)}


def test_an_attempt_that_somebody_closed_meanwhile_is_not_closed_again(begin, learner, monkeypatch, clock):
    from quizapp.db.quizzes import stored_attempts

    n = begin(minutes=5)
    clock.advance(minutes=6)
    monkeypatch.setattr(
        stored_attempts, "overdue", lambda connection, now: [(learner.id, n, ""), (learner.id, n, ""), (learner.id, n + 1, "")]
    )
    assert attempts.close_overdue(clock.now, "UTC") == 1


def test_an_hour_before_its_end_nothing_is_overdue(begin, clock):
    begin(minutes=60)
    assert attempts.close_overdue(clock.now + timedelta(minutes=59), "UTC") == 0
    assert attempts.close_overdue((clock.now + timedelta(minutes=60)).astimezone(UTC), "UTC") == 1
