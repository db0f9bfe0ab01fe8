"""Tables of questions."""

import csv
import io

import pytest

from quizapp.bank.exchange.formats import EXPORTERS, READERS
from quizapp.bank.exchange.notices import Refused
from quizapp.bank.load import load_folder


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_commas_semicolons_and_tabs(sign, read):
    rows = [
        ["Type", "Prompt", "Answer", "Accept"],
        ["short answer", "Who, then; now?", "Quill", "M. Quill | Mara"],
        [],
        ["true_false", "Wet", "T"],
    ]
    target = io.StringIO()
    csv.writer(target, delimiter=sign).writerows(rows)
    deck, notices = read("csv", b"\xef\xbb\xbf" + target.getvalue().encode())

    assert deck.questions["q-1"].accept == ("M. Quill", "Mara")
    assert deck.questions["q-2"].answer is True
    assert notices == ()


@pytest.mark.parametrize("answer", ["[mutual defence] treaty", "array[0]", "[H+]"])
def test_brackets_of_other_programs_belong_to_the_answer(answer, read):
    deck, _ = read("csv", f"type,prompt,answer\nshort_answer,Which?,{answer}\n".encode())

    assert deck.questions["q-1"].right == (answer,)
    assert deck.questions["q-1"].forms == ((answer,),)


def test_formulas_are_shielded_and_come_back(folder_of, read):
    content = b"title: T\nquestions:\n- {id: a, type: flashcard, prompt: =1+1, answer: '@x'}\n"
    content += b'- {id: b, type: flashcard, prompt: "\'=x", answer: -5}\n'
    deck = load_folder(folder_of({"deck.yaml": content}, "formulas"))[0].deck
    exported = EXPORTERS["csv"](deck).content
    made, _ = read("csv", exported)

    cells = [cell for row in csv.reader(io.StringIO(exported.decode("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")[:6] and cell]
    assert [(card.prompt, card.answer) for card in made.questions.values()] == [("=1+1", "@x"), ("'=x", "-5")]


def test_rows_that_are_no_questions_are_told_with_their_line(read):
    _, notices = read("csv", 'type,prompt,answer\nflashcard,"a\nb",c\nriddle,x,y\n,x,y\nmatching,x,a | b = 1\nflashcard,d,e\n')

    assert [(notice.code, notice.line) for notice in notices] == [("skipped", 4), ("skipped", 5), ("refused-question", 6)]


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n"])
def test_the_columns_must_be_named(content):
    with pytest.raises(Refused) as caught:
        READERS["csv"](content.encode())
    assert caught.value.notice.code == "no-columns"


def test_a_cell_without_end_is_refused():
    with pytest.raises(Refused) as caught:
        READERS["csv"](b'type,prompt,answer\nflashcard,"' + b"x" * 200_000)
    assert caught.value.notice.code == "bad-csv"


def test_categories_need_one_everywhere(read):
    deck, _ = read("csv", "type,prompt,answer,category\nflashcard,a,b,Zoo!\nflashcard,c,d,\nflashcard,e,f,Zoo?\nflashcard,g,h,日本\n")

    assert deck.categories == {"zoo": "Zoo!", "zoo-2": "Zoo?", "category": "日本", "a-deck": "A deck"}
    assert deck.category_of("q-2") == "a-deck"


def test_pictures_and_control_characters_go(read):
    deck, notices = read("csv", 'type,prompt,answer\nflashcard,"See ![a map](m.png)\tnow\x07",~\n')

    assert deck.questions["q-1"].prompt == "See a map now"
    assert deck.questions["q-1"].answer == "~"
    assert [notice.code for notice in notices] == ["media-left-out"]


def test_nothing_left_is_refused(read):
    with pytest.raises(Refused, match="no questions"):
        read("csv", "type,prompt,answer\nnumeric,How many?,lots\n")


def test_a_row_that_ends_early_is_taken_without_the_rest(read):
    deck, notices = read("csv", b"type,prompt,answer\nshort answer,Who?,Quill\nshort answer,Where?\nflashcard\n")
    assert [question.prompt for question in deck.questions.values()] == ["Who?"]
    assert [notice.line for notice in notices] == [3, 4]
