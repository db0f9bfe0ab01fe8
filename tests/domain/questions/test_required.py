import pytest

from quizapp.bank.build import build
from quizapp.bank.load import digest, load_texts
from quizapp.domain.questions.question import FormatError, Response
from quizapp.domain.questions.registry import by_name
from quizapp.domain.questions.required import read_answer

KIND = by_name("short_answer")


@pytest.mark.parametrize(
    ("written", "shown", "shorter"),
    [
        ("[mutual defence] treaty", "mutual defence treaty", ["mutual defence"]),
        ("the [Treaty] of Rome", "the Treaty of Rome", ["the Treaty of", "the Treaty", "Treaty of Rome", "Treaty of", "Treaty"]),
        ("[Kishida] Fumio", "Kishida Fumio", ["Kishida"]),
        ("John [Kennedy]", "John Kennedy", ["Kennedy"]),
        ("[peace] and [trade]", "peace and trade", ["peace trade"]),
        ("[peace] [trade] now", "peace trade now", ["peace trade"]),
        ("[조약] 체결", "조약 체결", ["조약"]),
        (r"[mutual \[defence\]] treaty", "[mutual [defence]] treaty", []),
    ],
)
def test_what_stands_outside_the_brackets_may_be_left_out(written, shown, shorter):
    answer = read_answer(written)

    assert (answer.shown, list(answer.shorter)) == (shown, shorter)


@pytest.mark.parametrize(
    "text", ["array[0]", "array[i]", "[H+]", "[water]", "x[1] and y[2]", "[2] apples", "[] x", "a [b", "b] c", "[a [b] c", "[a] 1", "plain"]
)
def test_other_brackets_belong_to_the_answer(text):
    answer = read_answer(text)

    assert (answer.shown, answer.shorter, answer.parts) == (text, (), ())


@pytest.mark.parametrize(("written", "shown"), [(r"\[Fe\] complex", "[Fe] complex"), (r"array\[0\]", "array[0]"), (r"\[a] b", "[a] b")])
def test_a_bracket_behind_a_stroke_always_belongs_to_it(written, shown):
    assert read_answer(written).shown == shown
    assert read_answer(written).parts == ()


def test_there_are_not_too_many_shorter_answers():
    assert len(read_answer("a b c d e f g h [need] a b c d e f g h").shorter) == 32


def grade(question, text):
    parsed = KIND.parse(question, {"answer": [text]})
    return parsed if isinstance(parsed, FormatError) else KIND.grade(question, parsed).score


def test_the_rest_is_optional_and_nobody_sees_brackets():
    question = KIND.load({"prompt": "What do they celebrate?", "answer": "[mutual defence] treaty", "accept": ["the pact"]})

    assert question.right == ("mutual defence treaty",)
    assert question.forms == (("mutual defence treaty", "the pact", "mutual defence"),)
    assert [grade(question, text) for text in ("mutual defence", "Mutual Defense Treaty", "the pact")] == [1, 1, 1]
    assert [grade(question, text) for text in ("treaty", "defence treaty", "mutual", "mutual defence deal")] == [0, 0, 0, 0]
    assert KIND.key(question) == {"answer": ("mutual defence treaty",)}


def test_an_accepted_answer_counts_once():
    question = KIND.load({"prompt": "?", "answer": "[mutual defence] treaty", "accept": ["mutual defence"]})

    assert question.forms == (("mutual defence treaty", "mutual defence"),)


def test_one_more_accepted_answer_leaves_the_notation_alone():
    question = KIND.load({"prompt": "?", "answer": "[mutual defence] treaty"})

    assert KIND.accepting(question, Response(("the pact",))) == {"accept": ["the pact"]}


def stored(answer, **more):
    """A question of a deck as it is read from stored data."""
    questions = [{"type": "short_answer", "id": "one", "prompt": "What?", "answer": answer}]
    files = [{"name": "deck.yaml", "questions": questions, "facts": []}]
    return build({"id": "deck", "deck": {"title": "Deck", "language": "en"}, "files": files, "reading": None, **more}).questions["one"]


@pytest.mark.parametrize("text", ["[mutual defence] treaty", "[Fe] complex", "array[0]", r"\[x\] y"])
def test_what_was_stored_before_there_was_a_notation_says_what_it_said(text):
    question = stored(text)

    assert question.right == (text,)
    assert question.forms == ((text,),)
    assert not question.has_notation


def loaded(answer):
    """A deck as it is read from an author's file."""
    questions = f"- {{type: short_answer, id: one, prompt: What?, answer: '{answer}'}}"
    return load_texts("deck", {"deck.yaml": f"title: Deck\nlanguage: en\nquestions:\n{questions}\n"})[0]


@pytest.mark.parametrize("text", ["[mutual defence] treaty", r"\[Fe\] complex", "array[0]", "plain"])
def test_what_is_stored_now_is_read_as_the_file_is(text):
    deck = loaded(text)

    read = build(deck.data).questions["one"]

    assert (read.right, read.forms) == (deck.deck.questions["one"].right, deck.deck.questions["one"].forms)
    assert read.right == (read_answer(text).shown,)
    assert ("notation" in deck.data) == (text in {"[mutual defence] treaty", r"\[Fe\] complex"})


def test_the_hash_of_a_deck_is_what_it_was_before_there_was_a_notation():
    deck = loaded("[mutual defence] treaty")

    assert digest({key: value for key, value in deck.data.items() if key != "notation"}) == deck.digest
