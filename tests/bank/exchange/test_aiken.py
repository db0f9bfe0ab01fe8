"""Aiken as teachers write it."""

SAMPLE = """What is
2 * 3?
A) 5
B) 6
ANSWER: B

Which letter?
A. a
a stray line
B. b
ANSWER: C

D. Never an option
A. x
B. y
answer: a

Unfinished?
A. x
"""


def test_questions_keep_their_order_and_the_rest_is_told(read):
    deck, notices = read("aiken", SAMPLE, strict=False)

    assert [(question.prompt, question.answer) for question in deck.questions.values()] == [
        ("What is 2 * 3?", "6"),
        ("D. Never an option", "x"),
    ]
    assert deck.questions["q-1"].options == ("5", "6")
    assert [(notice.code, notice.line) for notice in notices] == [("unknown-line", 9), ("no-right", 7), ("no-right", 18)]
    assert str(notices[0]) == "line 9: left out, because it does not belong to any question: a stray line"
