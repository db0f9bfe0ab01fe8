"""If a fact has both, the typed question comes first, and after a miss the choice returns in its place that day."""

from sqlalchemy import select

from quizapp.db.base import transaction
from quizapp.db.models import MemoryRow, QuestionRow
from quizapp.services.learning.study_days import Scope, read_day
from quizapp.services.people.accounts import Visitor

UNKNOWN = {"dont_know": "1"}


def ask_days(app):
    with app.app_context(), transaction(write=False) as connection:
        query = select(QuestionRow.key, MemoryRow.ask_day).join(MemoryRow, MemoryRow.question_id == QuestionRow.id)
        return dict(connection.execute(query).all())


def days(app, clock):
    return {key: (day - clock.now.date()).days for key, day in ask_days(app).items()}


def miss_until_return(client, deck):
    """Miss questions until one returns; return the first one asked and the one that returned."""
    first = client.page(f"/study/{deck}")
    page = first
    for _ in range(4):
        client.answer(page, UNKNOWN)
        page = client.page(f"/study/{deck}")
    return first, page


def test_a_missed_recall_returns_as_the_choice_and_is_typed_again_tomorrow(app, guest, clock, observatory):
    first, page = miss_until_return(guest, observatory)
    assert first.asked == "observatory/ships-numeric"
    assert page.asked == "observatory/ships-multiple-choice"
    assert "once more" in page.words

    feedback = guest.answer(page, {"answer": "Twelve"} if "Twelve" in page.html else UNKNOWN)
    assert feedback.verdict in {"right", "wrong"}
    assert days(app, clock)["ships-numeric"] == 1

    clock.advance(days=1)
    assert guest.page("/study/observatory").asked == "observatory/ships-numeric"


def test_with_choices_first_the_choice_is_asked_and_returns_itself(app, guest, observatory, clock, tmp_path):
    import shutil

    from support import OBSERVATORY

    from quizapp.services.authoring import publishing

    folder = tmp_path / "observatory"
    shutil.copytree(OBSERVATORY, folder)
    deck = folder / "deck.yaml"
    deck.write_text(deck.read_text() + "choices_first: true\n")
    with app.app_context():
        assert publishing.publish_folder(folder, clock.now).status == "published"

    first, page = miss_until_return(guest, observatory)
    assert first.asked == page.asked == "observatory/ships-multiple-choice"


def test_undo_restores_the_days_of_the_siblings_too(app, guest, clock, observatory):
    page = guest.page("/study/observatory?questions=ships-numeric")
    guest.answer(page, UNKNOWN)
    clock.advance(days=1)
    guest.answer(guest.page("/study/observatory?questions=ships-multiple-choice"), UNKNOWN)
    clock.advance(days=3)
    before = ask_days(app)
    feedback = guest.answer(guest.page("/study/observatory?questions=ships-multiple-choice"), UNKNOWN)
    assert ask_days(app) != before
    guest.post("/study/undo", data={"csrf_token": feedback.hidden("csrf_token"), "n": feedback.hidden("n")})
    assert ask_days(app) == before


def test_a_rebuilt_memory_is_the_one_that_was_kept(app, guest, clock, observatory):
    from quizapp.services.learning import memories

    for _ in range(3):
        for _ in range(6):
            page = guest.page("/study/observatory?facts=ships,founding")
            if not page.all(data_question=None):
                break
            guest.answer(page, UNKNOWN)
        clock.advance(days=2)
    with app.app_context():
        with transaction(write=False) as connection:
            kept = set(connection.execute(select(MemoryRow.__table__)))
        assert len(kept) == 4
        for learner in memories.learners():
            memories.rebuild_learner(learner)
        with transaction(write=False) as connection:
            assert set(connection.execute(select(MemoryRow.__table__))) == kept


def test_a_question_that_moves_to_another_fact_is_rebuilt_with_its_new_siblings(app, guest, clock, tmp_path):
    from quizapp.services.authoring import publishing

    folder = tmp_path / "moving"
    folder.mkdir()
    question = "{{type: true_false, id: {id}, prompt: {id} is meant., answer: true}}"
    one, two = question.format(id="one"), question.format(id="two")

    def publish(first, second):
        facts = "".join(
            f"  - id: {name}\n    statement: A {name}.\n    why: So.\n    questions: [{', '.join(questions)}]\n"
            for name, questions in (("alpha", first), ("beta", second))
            if questions
        )
        (folder / "deck.yaml").write_text(f"title: Moving\nlanguage: en\nfacts:\n{facts}")
        with app.app_context():
            published = publishing.publish_folder(folder, clock.now)
            assert published.status == "published", published.problems

    publish([one], [two])
    guest.answer(guest.page("/study/moving?questions=one"), {"answer": "true"})
    clock.advance(days=1)
    guest.answer(guest.page("/study/moving?questions=two"), UNKNOWN)
    apart = ask_days(app)
    publish([one, two], [])
    assert ask_days(app)["one"] == apart["two"]


def test_what_is_left_of_the_day_is_the_same_whatever_part_is_studied(app, guest, clock, observatory):
    _, page = miss_until_return(guest, observatory)
    assert guest.answer(page, {"answer": "The ports kept different times"}).verdict == "right"  # which settles the typed question too

    with app.app_context(), transaction(write=False) as connection:
        (user_id,) = connection.scalars(select(MemoryRow.user_id).distinct())
        who = Visitor(id=user_id, role="student", guest=True)
        parts = [Scope(observatory), Scope(observatory, "years"), Scope(observatory, facts=("ships",)), Scope(observatory, ahead=True)]
        rest = [read_day(connection, who, scope, clock.now.date()).rest for scope in parts]
    assert rest == [rest[0]] * len(parts)
    assert rest[0].returns


def test_feedback_says_that_another_question_comes_and_this_one_tomorrow(guest, observatory):
    page = guest.page("/study/observatory?deck=observatory")
    assert page.asked == "observatory/ships-numeric"
    guest.answer(page, UNKNOWN)
    form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **UNKNOWN}
    fragment = guest.post("/study/answer?deck=observatory", data=form, headers={"X-Fragment": "1"}).text
    for words in (guest.page("/study/feedback/1?deck=observatory").words, " ".join(fragment.partition("<template")[0].split())):
        assert "Another question on the same fact comes later in this round. You’ll be asked this one again tomorrow." in words
        assert "This question comes back" not in words
