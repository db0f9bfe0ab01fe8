import pytest

from quizapp.bank.build import Parts, build
from quizapp.bank.load import canonical
from quizapp.domain.questions.question import Context, FormatError
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


def test_an_accepted_answer_is_written_once():
    question = KIND.load({"prompt": "?", "answer": "[mutual defence] treaty", "accept": ["mutual defence"]})

    assert question.accept == ("mutual defence",)


@pytest.mark.parametrize("more", [{"answer": 12}, {"answer": ["[a] b"]}, {"answer": "[a] b", "accept": "c"}, {}])
def test_a_malformed_mapping_is_left_to_the_model(more):
    assert KIND.without_notation(more) == more


def revision(answer):
    questions = [{"type": "short_answer", "id": "one", "prompt": "What?", "answer": answer}]
    return Parts("deck", {"title": "Deck", "language": "en"}, {"deck.yaml": {"questions": questions}})


def stored(answer):
    """The answer of a deck that was stored, as it was read then."""
    data = {"id": "deck", "deck": {"title": "Deck", "language": "en"}, "reading": None, "files": []}
    data["files"] = [{"name": "deck.yaml", "facts": [], **revision(answer).files["deck.yaml"]}]
    return build(data).questions["one"]


@pytest.mark.parametrize("text", ["[mutual defence] treaty", "[Fe] complex", "array[0]", r"\[x\] y"])
def test_what_was_stored_before_there_was_a_notation_says_what_it_said(text):
    question = stored(text)

    assert question.right == (text,)
    assert question.accept is None


@pytest.mark.parametrize("text", ["[mutual defence] treaty", r"\[Fe\] complex", "array[0]"])
def test_what_is_stored_now_is_read_as_the_file_is(text):
    data = canonical(revision(text))

    read = build(data).questions["one"]

    written = KIND.load({"id": "one", "prompt": "What?", "answer": text})
    assert (read.right, read.forms) == (written.right, written.forms)
    assert KIND.load(read.model_dump(mode="json", exclude_none=True), Context(stored=True)).model_dump() == read.model_dump()


def test_a_deck_without_brackets_is_stored_as_before():
    data = canonical(revision("plain"))

    assert data["files"][0]["questions"] == [{"type": "short_answer", "id": "one", "prompt": "What?", "answer": "plain"}]
