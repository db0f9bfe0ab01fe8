"""One evening, every page that says what is coming says the same."""

import re

import pytest

from quizapp.services.classes import lessons


def numbers(page):
    """The numbers of the chart's table on a progress page: (questions, minutes) of fourteen days."""
    assert "Questions of the next fourteen days" in [element.text for element in page.all("caption")]
    cells = [element.text for element in page.elements if element.tag in {"th", "td"}]
    days = [place for place, text in enumerate(cells) if re.fullmatch(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ \w+", text)]
    return [(int(cells[place + 1]), int(cells[place + 2])) for place in days]


@pytest.fixture
def evening(client_of, student, clock):
    """Somebody who studied on three days, each to its end and every third question wrongly."""
    client = client_of(student)
    for day in range(3):
        clock.advance(days=1 if day else 0)
        for number in range(60):
            page = client.page("/study")
            if not page.all("form", action="/study/answer"):
                break
            client.answer(page, None if number % 3 else {"dont_know": "1"})
            clock.advance(seconds=20)
    return client


def test_all_pages_say_the_same(at_work, put_in, student, evening, client, monkeypatch):
    put_in(student)
    monkeypatch.setattr(lessons, "LEAST", 1)
    whole, deck = numbers(evening.page("/progress")), numbers(evening.page("/progress/harbour"))
    home = evening.page("/")
    cells = [element.text for element in home.all("td", class_="num")]
    week = [(questions, minutes.removesuffix(" min")) for questions, minutes in zip(cells[::2], cells[1::2], strict=True)]
    nothing, ended = evening.page("/study"), evening.page("/study/round")
    address = evening.page(evening.submit("/account/calendar", at="/account").location).one("textarea", id="address").text
    calendar = client.get(address.strip().removeprefix("http://localhost")).text

    assert whole == deck
    assert len(whole) == 14
    assert whole[0] == (0, 0)
    assert whole[1][0] > 1
    assert "Nothing is due today." in home.words
    assert [(int(questions), int(minutes)) for questions, minutes in week] == [one for one in whole[1:5] if one[0]]
    assert f"Tomorrow brings about {whole[1][0]} questions." in nothing.words
    assert f"Tomorrow brings about {whole[1][0]} questions, about {whole[1][1]} minute" in ended.words
    assert f"SUMMARY:{whole[1][0]} questions" in calendar
    for page in ("", "/now", "/map/harbour"):
        words = at_work.page(f"/teach/classes/1{page}").words
        assert f"Tomorrow a student in the middle of the class has about {whole[1][0]} questions, about {whole[1][1]} minute" in words, page


def test_what_is_left_of_today_is_what_the_plan_says(evening, clock):
    clock.advance(days=1)
    whole = numbers(evening.page("/progress"))[0]

    assert f"{whole[0]} questions today, about {whole[1]} minute" in evening.page("/").words
    assert f"{whole[0]} questions today, about {whole[1]} minute" in evening.page("/progress/harbour").words


def test_part_of_a_deck_foresees_the_same_tomorrow_as_the_whole(evening):
    parts = ("", "?deck=harbour", "?deck=harbour&ahead=1", "?deck=harbour&facts=plans", "?deck=harbour&category=actors")
    told = {
        re.search(r"Tomorrow brings about \d+ questions, about \d+ minutes?\.", evening.page(f"/study/round{part}").words)[0]
        for part in parts
    }

    assert len(told) == 1


def test_what_is_begun_and_when_it_can_be_known_is_the_same_everywhere(guest, clock):
    """The day stands in the forecast: one on which it has questions."""
    for _ in range(4):
        guest.answer(guest.page("/study/harbour"))
    pages = {path: guest.page(path).words for path in ("/", "/study/round", "/progress", "/progress/harbour")}

    assert numbers(guest.page("/progress"))[1][0] > 0, "tomorrow has questions"
    for path, words in pages.items():
        assert "4 of 10 facts begun" in words, path
        assert "The first can be known tomorrow." in words, path
    assert "4 of 10 facts begun" in guest.page("/decks/harbour/map").words
    assert "4 of 10 facts begun" in guest.page("/decks/harbour").words


def test_what_tomorrow_brings_is_the_same_on_the_first_day(guest):
    for _ in range(30):
        page = guest.page("/study")
        if not page.all("form", action="/study/answer"):
            break
        guest.answer(page)
    questions, minutes = numbers(guest.page("/progress"))[1]
    for path in ("/", "/study/round"):
        assert f"Tomorrow brings about {questions} questions, about {minutes} minute" in guest.page(path).words, path
