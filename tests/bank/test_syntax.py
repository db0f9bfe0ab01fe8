import pytest

from quizapp.bank.scan import Unreadable, scan

ONE_LINE = [
    ("prompt: Who met: Kishida or Yoon?", 'prompt: "Who met: Kishida or Yoon?"'),
    ("prompt: {{1910}} to {{1945}}", 'prompt: "{{1910}} to {{1945}}"'),
    ('- prompt: "Who" said this?', "- prompt: '\"Who\" said this?'"),
    ("prompt: 'It's late'", 'prompt: "It\'s late"'),
    ("prompt: 'It's \"late\"'", "prompt: 'It''s \"late\"'"),
    ('prompt: "C:\\q"', "prompt: 'C:\\q'"),
    ("answer: @home", 'answer: "@home"'),
    ("answer: `x`  # a comment", 'answer: "`x`"  # a comment'),
    ("answer: %x", 'answer: "%x"'),
    ("answer: *x", 'answer: "*x"'),
    ("answer: &x y", 'answer: "&x y"'),
    ("answer: !x y", 'answer: "!x y"'),
    ("- - @x", '- - "@x"'),
    ("answer: - x", 'answer: "- x"'),
    ("answer: ? x", 'answer: "? x"'),
    ("answer: [a] b", 'answer: "[a] b"'),
    ("\tanswer: b", "  answer: b"),
    ("prompt:Who met?\nlevel: 1", "prompt: Who met?"),
    ('answer: "Who', 'answer: "Who"'),
    ("answer: 'Who", "answer: 'Who'"),
    ('answer: "Who\nlevel: "1"\nhint: x', 'answer: "Who"'),
    ("answer: [a, b\nlevel: 1", "answer: [a, b]"),
    ("answer: {a: b\nlevel: 1", "answer: {a: b}"),
    ("- {type: cloze, prompt: Who: me?, level: 1}", '- {type: cloze, prompt: "Who: me?", level: 1}'),
    ('- {type: cloze, prompt: The "a" {{b}}, any_order: true}', "- {type: cloze, prompt: 'The \"a\" {{b}}', any_order: true}"),
]


def problem_of(text):
    with pytest.raises(Unreadable) as caught:
        scan(text)
    return caught.value


@pytest.mark.parametrize(("text", "cure"), ONE_LINE)
def test_the_cure_is_the_corrected_line(text, cure):
    error = problem_of(text + "\n")
    assert error.params["corrected"] == cure
    assert error.line == 1
    scan("\n".join([cure, *text.split("\n")[1:]]) if '"1"' not in text else cure)


def test_the_cure_is_found_further_up():
    text = 'a: 1\nb: "x\nc: 2\nd: "y"\ne: 3\n'
    error = problem_of(text)
    assert (error.line, error.column, error.params["corrected"]) == (2, 1, 'b: "x"')


@pytest.mark.parametrize("text", ["}\n", "a: |\n  b\n c: d\n e: f\n", "%YAML 1.1\n%YAML 1.1\n---\na: b\n", "a: @" + "x" * 2000])
def test_no_line_is_made_up(text):
    error = problem_of(text)
    assert error.code == "yaml-syntax"
    assert "corrected" not in error.params


@pytest.mark.parametrize(
    ("text", "line", "cure"),
    [
        ("facts:\n  - id: x\n     why: y\n    level: 1\n", 3, "    why: y"),
        ("facts:\n  - id: x\n   why: y\n    level: 1\n", 3, "    why: y"),
        ("a: b\n c: d\n", 2, "c: d"),
    ],
)
def test_the_cure_of_an_indent_is_the_indent_of_the_line_above(text, line, cure):
    error = problem_of(text)
    assert (error.line, error.params["corrected"]) == (line, cure)


def test_a_gap_has_a_code_of_its_own():
    assert problem_of("prompt: {{1910}} to {{1945}}\n").code == "gap-unquoted"
    assert problem_of("- {{1910}} to 1945\n").code == "gap-unquoted"
