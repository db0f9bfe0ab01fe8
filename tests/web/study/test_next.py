"""GET /study and /study/<deck>: what comes next, and the end of a round."""

from support import WRONG


def study(client, count, fields=lambda page: None, path="/study/harbour"):
    """Answer `count` questions and return their keys."""
    asked = []
    for _ in range(count):
        page = client.page(path)
        asked.append(page.asked)
        client.answer(page, fields(page))
    return asked


def test_a_newcomer_starts_with_the_first_public_deck(guest):
    assert guest.page("/study").asked.startswith("harbour/")


def test_new_questions_come_in_the_order_of_the_reading(guest):
    first = guest.page("/study/harbour").asked

    assert first == "harbour/pier-built-date"


def test_a_miss_returns_on_the_same_day_after_three_others_until_it_is_right(guest):
    page = guest.page("/study/harbour")
    missed = page.asked
    guest.answer(page, WRONG[page.type])

    asked = study(guest, 9)

    assert missed not in asked[:3]
    assert asked.count(missed) == 1


def test_a_return_says_so_and_does_not_lengthen_the_bar(guest):
    page = guest.page("/study/harbour")
    guest.answer(page, WRONG[page.type])
    study(guest, 3)
    returned = guest.page("/study/harbour")

    assert returned.asked == page.asked
    assert "once more" in returned.words
    assert "4 of 10" in returned.words


def test_each_question_says_why_it_comes_now(guest, clock):
    first = guest.page("/study/harbour")
    guest.answer(first)
    clock.advance(days=1)
    due = guest.page("/study/harbour")
    guest.answer(due)
    clock.advance(days=1)
    ahead = guest.page("/study/harbour?questions=pier-built-date")

    assert (first.one(_class="again new").text, due.one(_class="again due").text) == ("new", "due today")
    assert ahead.one(_class="again ahead").text == "ahead of its day"


def test_a_form_shown_again_still_says_why_it_comes_now(guest):
    page = guest.page("/study/harbour")

    assert guest.answer(page, {"reveal": "1"}).one(_class="again new")


def test_chosen_minutes_end_the_day_and_more_can_be_asked_for(guest):
    settings = {"language": "", "zone": "", "theme": "auto", "text_size": "normal", "new_facts": "10", "minutes": "1"}
    assert guest.submit("/account", settings).status_code == 303
    for _ in range(2):  # of 25 seconds, as long as nobody knows better
        guest.answer(guest.page("/study/harbour"))
    done = guest.page("/study/harbour")

    assert "Enough for today." in done.words
    assert "Your minute for today is over." in done.words
    assert "Enough for today." in guest.page("/").words
    assert guest.page(done.one("a", _class="button")["href"]).asked


def test_when_all_is_answered_the_round_ends_and_nothing_is_left(guest):
    for _ in range(10):
        feedback = guest.answer(guest.page("/study/harbour"))
    ended = guest.page(feedback.one("a", data_next=None)["href"])

    assert "10 questions, all of them right the first time." in ended.words
    assert "Nothing left for today." in guest.page("/study/harbour").words


def test_a_round_with_a_miss_shows_its_sentence_at_the_end(guest):
    page = guest.page("/study/harbour")
    feedback = guest.answer(page, {"answer": "1891"})
    while "of them right the first time" not in feedback.words:
        following = guest.page(feedback.one("a", data_next=None)["href"])
        feedback = guest.answer(following) if following.all(data_question=None) else following

    assert "9 of them right the first time. 1 more was right when it came again." in feedback.words
    assert "In 1887 the town of Brindle built a pier" in feedback.words
    assert "1891" in feedback.words


def test_a_day_later_everything_is_asked_again(guest, clock):
    asked = study(guest, 10)
    clock.advance(days=1)

    assert sorted(study(guest, 10)) == sorted(asked)


def test_the_daily_number_of_new_questions_holds(guest, client):
    token = guest.token("/account")
    guest.post(
        "/account", data={"csrf_token": token, "new_facts": "3", "theme": "auto", "text_size": "normal", "language": "en", "zone": ""}
    )
    study(guest, 3)

    assert "Nothing left for today." in guest.page("/study/harbour").words


def test_study_ahead_goes_on_when_nothing_is_left(guest, clock):
    study(guest, 10)
    clock.advance(days=1)
    study(guest, 10)

    assert "Nothing left for today." in guest.page("/study/harbour").words
    clock.advance(days=1)
    assert guest.page("/study/harbour?ahead=1").asked.startswith("harbour/")


def test_a_category_or_single_facts_can_be_asked_for(guest):
    asked = study(guest, 3, path="/study/harbour?category=dates")
    assert set(asked) == {"harbour/pier-built-date", "harbour/dark-years-cloze", "harbour/length-numeric"}

    assert guest.page("/study/harbour?facts=plans").asked == "harbour/plans-multiple-choice"


def test_an_unknown_deck_is_not_found(guest):
    assert guest.get("/study/nowhere").status_code == 404


def test_feedback_of_another_learner_is_not_found(guest, student, client_of):
    guest.answer(guest.page("/study/harbour"))

    assert client_of(student).get("/study/feedback/1").status_code == 404


def test_a_round_counts_what_was_studied_and_no_card_that_was_flipped(guest):
    study(guest, 2)
    card = guest.page("/decks/harbour/cards?mode=rate&which=actors")
    form = {"csrf_token": card.hidden("csrf_token"), "presentation": card.hidden("presentation"), "rating": "good"}
    assert guest.post("/decks/harbour/cards?mode=rate&which=actors", data=form).status_code == 303

    assert "2 questions, all of them right the first time." in guest.page("/study/round").words


def test_the_words_about_a_miss_say_what_comes_back(guest):
    miss = guest.answer(guest.page("/study/harbour"), WRONG["date"])
    assert "This question comes back later in this round." in miss.words
    asked = study(guest, 9)
    assert asked.count("harbour/pier-built-date") == 1
    assert "later in this round" not in guest.page("/study/feedback/1").words, "it has come back by now"
    assert "You’ll be asked again tomorrow." in guest.page("/study/feedback/1").words


def test_the_counter_says_again_while_it_stands_still(guest):
    for _ in range(4):
        page = guest.page("/study/harbour")
        assert "again:" not in page.words
        guest.answer(page, WRONG[page.type])
    returned = guest.page("/study/harbour")
    assert "again: 4 of 10" in returned.words
    feedback = guest.answer(returned)
    assert "again: 4 of 10" in feedback.words
    assert "again: 4 of 10" in guest.page("/study/feedback/5").words


def test_an_old_miss_promises_nothing_for_today(guest, clock):
    guest.answer(guest.page("/study/harbour"), WRONG["date"])
    clock.advance(days=1)
    words = guest.page("/study/feedback/1").words
    assert "comes back" not in words
    assert "You’ll be asked again today." in words, "and not on the day after"
