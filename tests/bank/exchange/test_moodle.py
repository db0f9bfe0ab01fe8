"""Moodle XML as Moodle writes it."""

import pytest

ANSWER = '<answer fraction="{0}" format="html"><text><![CDATA[{1}]]></text><feedback format="html"><text>{2}</text></feedback></answer>'


def question(kind, inside, *, name="a name", prompt="<p>Which <b>one</b>?</p>"):
    text = f"<name><text>{name}</text></name><questiontext format='html'><text><![CDATA[{prompt}]]></text></questiontext>"
    return f"<question type='{kind}'>{text}{inside}</question>"


def quiz(*questions):
    return f"<?xml version='1.0' encoding='UTF-8'?><quiz>{''.join(questions)}</quiz>"


def test_html_becomes_markdown(read):
    links = "<a href='https://example.org'>there</a> or <a href='javascript:x'>here</a>"
    prompt = f"<p>Take <em>H<sub>2</sub>O</em> {links}</p><ul><li>1 * 2</li><li>two</li></ul><script>x</script>"
    answers = ANSWER.format(100, "<p>x<sup>2</sup></p>", "good") + ANSWER.format(0, "<p>a_b_c</p>", "&lt;p&gt;no&lt;/p&gt;")
    deck, _ = read("moodle", quiz(question("multichoice", answers + "<single>true</single>", prompt=prompt)))

    made = deck.questions["a-name"]
    assert made.prompt == "Take *H₂O* [there](https://example.org) or here\n\n- 1 * 2\n- two"
    assert (made.answer, made.why) == ("x²", "good")
    assert (made.distractors[0].text, made.distractors[0].feedback) == ("a_b_c", "no")


def test_all_types(read):
    part = "<subquestion format='html'><text>{0}</text><answer><text>{1}</text></answer></subquestion>"
    deck, notices = read(
        "moodle",
        quiz(
            "<question type='category'><category><text>$course$/top/Life // death/Plants</text></category></question>",
            question("truefalse", ANSWER.format(0, "true", "No") + ANSWER.format(100, "false", ""), name="truth"),
            question("shortanswer", ANSWER.format(100, "moss", "") + ANSWER.format(50, "fern", ""), name="short"),
            question("numerical", '<answer fraction="100"><text>3.5</text><tolerance>0.1</tolerance></answer>', name="number"),
            question("numerical", '<answer fraction="100"><text>1e9999999</text><tolerance>x</tolerance></answer>', name="bad number"),
            question("matching", part.format("a", "1") + part.format("b", "2") + part.format("", "3"), name="pairs"),
            question("cloze", "", name="embedded"),
            question("essay", "", name="long"),
            question("multichoice", ANSWER.format(0, "a", ""), name="no right"),
            question("truefalse", "", name="no answers"),
        ),
        strict=False,
    )

    assert list(deck.questions) == ["truth", "short", "number", "pairs"]
    assert deck.categories == {"plants": "Plants"}
    assert deck.questions["truth"].right == ("false",)
    assert deck.questions["number"].tolerance == "0.1"
    assert [(notice.code, notice.question) for notice in notices] == [
        ("weights-left-out", "short"),
        ("skipped", "embedded"),
        ("skipped", "long"),
        ("refused-question", "bad number"),
        ("refused-question", "no right"),
        ("refused-question", "no answers"),
    ]


def test_pictures_are_told(read):
    prompt = "<p>See <img src='@@PLUGINFILE@@/a.png'></p>"
    _, notices = read("moodle", quiz(question("shortanswer", ANSWER.format(100, "moss", ""), prompt=prompt)))

    assert [notice.code for notice in notices] == ["media-left-out"]


def test_markdown_and_plain_text_are_taken_as_they_are(read):
    text = "<name><text>n</text></name><questiontext format='{0}'><text>2 *x* ![p](a.png) &amp;lt;</text></questiontext>"
    answers = ANSWER.format(100, "moss", "")
    plain = f"<question type='shortanswer'>{text.format('plain_text')}{answers}</question>"
    deck, notices = read("moodle", quiz(plain))

    assert deck.questions["n"].prompt == r"2 \*x\* \!\[p\](a.png) \&lt;"
    assert not notices


@pytest.mark.robust
def test_five_hundred_questions(read):
    answers = "".join(ANSWER.format(100 * (number == 0), f"answer {number}", f"feedback {number}") for number in range(4))
    deck, notices = read("moodle", quiz(*(question("multichoice", answers, name=f"no {number}") for number in range(500))))

    assert len(deck.questions) == 500
    assert notices == ()


@pytest.mark.robust
@pytest.mark.parametrize("count", [12_000])
def test_more_than_a_deck_holds_is_refused(count, read):
    from quizapp.bank.exchange.notices import Refused

    with pytest.raises(Refused, match="more than 5000 questions"):
        read("gift", "\n\n".join(f"::q{number}::It is{{T}}" for number in range(count)))


def test_tags_and_kept_markdown_come_back(folder_of, back):
    from quizapp.bank.load import load_folder

    content = b"title: T\nquestions:\n- {id: a, type: short_answer, prompt: Name *it*, answer: moss, tags: [exam-2, green]}\n"
    content += b"- {id: b, type: numeric, prompt: How many, answer: 3}\n"
    made, losses, _ = back("moodle", load_folder(folder_of({"deck.yaml": content}, "tags"))[0].deck)

    assert made.questions["a"].tags == ("exam-2", "green")
    assert made.questions["a"].prompt == "Name *it*"
    assert losses == ()


def test_lists_lines_and_marks_of_html(read):
    prompt = "<table><tr><td>a</td><td><b> </b><code>x*y</code></td></tr></table><li>loose</li><ol><li>one</li></ol>"
    prompt += "<img src='a'>- no list<br>1. no item"
    deck, _ = read("moodle", quiz(question("shortanswer", ANSWER.format(100, "moss", ""), prompt=prompt)))

    assert deck.questions["a-name"].prompt == "a `x*y`\n\n- loose\n1. one\n\n\\- no list\n\n1\\. no item"


def test_feedback_that_finds_no_place_is_told(read):
    answers = ANSWER.format(50, "a", "yes") + ANSWER.format(50, "b", "") + ANSWER.format(0, "c", "")
    own = ANSWER.format(100, "moss", "own") + "<generalfeedback><text>general</text></generalfeedback>"
    numbers = "".join(ANSWER.format(marks, number, "") for marks, number in ((100, 1), (100, 2)))
    questions = (question("multichoice", answers + "<single>false</single>"), question("shortanswer", own), question("numerical", numbers))
    deck, notices = read("moodle", quiz(*questions))

    assert [notice.code for notice in notices] == ["feedback-left-out", "feedback-left-out", "one-number"]
    assert deck.questions["a-name-2"].why == "general"


@pytest.mark.robust
def test_a_file_larger_than_one_may_be_is_refused(read):
    from quizapp.bank.exchange.notices import Refused

    with pytest.raises(Refused, match="more questions than a deck can hold"):
        read("gift", "\n\n".join(f"::q{number}::Is it {'x' * 4000}?{{T}}" for number in range(300)))
