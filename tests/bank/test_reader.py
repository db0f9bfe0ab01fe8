import pytest

from quizapp.bank.reader import read_yaml
from quizapp.bank.scan import Unreadable


@pytest.fixture
def read(tmp_path):
    def write(content):
        path = tmp_path / "facts.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_yaml(path)

    return write


def complaint(read, content):
    with pytest.raises(Unreadable) as caught:
        read(content)
    error = caught.value
    return error.code, error.line, error.column


def test_scalars_stay_as_they_were_typed(read):
    text = "a: no\nb: 1:30\nc: 012\nd: 1.10\ne: 2019-07-01\nf: null\ng: 0x1F\nh: 1e3\ni: \"\"\nj: 'x'\nk: |\n  l\n  m\n"
    assert read(text).data == {
        "a": "no",
        "b": "1:30",
        "c": "012",
        "d": "1.10",
        "e": "2019-07-01",
        "f": "null",
        "g": "0x1F",
        "h": "1e3",
        "i": "",
        "j": "x",
        "k": "l\nm\n",
    }


def test_what_is_empty_is_missing(read):
    assert read("a:\nb: ~\nc: [~, x]\nd: {e: , f: g}\n").data == {"c": [None, "x"], "d": {"f": "g"}}


def test_every_value_knows_its_place(read):
    file = read("a: b\nfacts:\n  - id: x\n    tags: [y, z]\n    why:\n")
    assert file.place(("facts", 0, "id")) == (3, 9)
    assert file.place(("facts", 0, "id"), on_key=True) == (3, 5)
    assert file.place(("facts", 0, "tags", 1)) == (4, 15)
    assert file.place(("facts", 0, "why")) == (5, 5)
    assert file.place(("facts", 0, "missing")) == (3, 5)
    assert file.place(("facts", 0, "id", 0)) == (3, 9)
    assert file.place(("facts", 7)) == (3, 3)
    assert file.place(("facts", "x")) == (3, 3)
    assert file.place(()) == (1, 1)


def test_columns_count_characters(read):
    assert read("\ufeffä: {ö: ü, b: c}\n").place(("ä", "b")) == (1, 14)


def test_line_ends_of_other_systems_count_once(read):
    file = read(b"a: b\r\nc: d\re: f\n")
    assert file.place(("e",)) == (3, 4)
    assert file.data == {"a": "b", "c": "d", "e": "f"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("title: x\n".encode("utf-16"), ("not-utf8", 1, 1)),
        ("title: x\n".encode("utf-16-be"), ("control-character", 1, 1)),
        (b"\x1f\x8b\x08\x00", ("not-utf8", 1, 1)),
        (b"PK\x03\x04", ("not-utf8", 1, 1)),
        (b"a: b\nc: caf\xe9\n", ("not-utf8", 2, 7)),
        (b"a: \xed\xa0\x80\n", ("not-utf8", 1, 4)),
        ("a: b\nc: x\x00y\n", ("control-character", 2, 5)),
        ("a: x\u2028y\n", ("control-character", 1, 5)),
        ("a: x\ufeffy\n", ("control-character", 1, 5)),
        (b"a: " + b"x" * 1_000_000, ("file-too-big", 1, 1)),
        ("a: " + "[" * 21 + "]" * 21, ("yaml-depth", 1, 23)),
        ("a: [" + "x," * 100_000 + "]", ("yaml-size", 1, 199_997)),
        ("a: &x b\nc: *x\n", ("yaml-alias", 1, 4)),
        ("a: b\nc: *x\n", ("yaml-alias", 2, 4)),
        ("a: *\n", ("yaml-alias", 1, 4)),
        ("<<: {a: b}\n", ("yaml-alias", 1, 1)),
        ("a: !b c\n", ("yaml-tag", 1, 4)),
        ("a: !<b\n", ("yaml-tag", 1, 4)),
        ("a: ! c\n", ("yaml-tag", 1, 4)),
        ("a: b\n---\nc: d\n", ("yaml-documents", 2, 1)),
        ("", ("not-a-mapping", 1, 1)),
        ("# only a comment\n", ("not-a-mapping", 1, 1)),
        ("- a\n", ("not-a-mapping", 1, 1)),
        ("text\n", ("not-a-mapping", 1, 1)),
    ],
)
def test_refuses(read, content, expected):
    code, line, _ = complaint(read, content)
    assert (code, line) == expected[:2]
    if code not in {"yaml-size", "yaml-alias", "yaml-tag"}:
        assert complaint(read, content)[2] == expected[2]


def test_quoted_signs_are_texts(read):
    assert read("a: \"*x\"\nb: '<<'\nc: '!d'\n\"<<\": e\n").data == {"a": "*x", "b": "<<", "c": "!d", "<<": "e"}


def test_a_file_that_is_none(tmp_path):
    (tmp_path / "folder.yaml").mkdir()
    for name in ("missing.yaml", "folder.yaml"):
        with pytest.raises(Unreadable) as caught:
            read_yaml(tmp_path / name)
        assert caught.value.code == "file-missing"


def keys(file):
    return [(problem.code, problem.line, problem.column) for problem in file.problems]


def test_keys(read):
    file = read("a: b\na: c\n? [d]\n: e\n~: f\ng: {h: i, h: j}\n")
    assert file.data == {"a": "b", "g": {"h": "i"}}
    assert keys(file) == [("duplicate-key", 2, 1), ("key-not-text", 3, 3), ("key-not-text", 5, 1), ("duplicate-key", 6, 11)]


def test_the_first_of_equal_keys_counts(read):
    assert read("a: b\na: c\n").place(("a",)) == (1, 4)


def test_escaped_control_characters(read):
    file = read('a: "x\\0y"\nb: "x\\ty"\n')
    assert keys(file) == [("control-character", 1, 4), ("control-character", 2, 4)]


def test_gap_that_yaml_can_read(read):
    file = read("a:\n  - b: {{c}}\n    d: e\n")
    assert file.data == {"a": [{"b": "{{c}}", "d": "e"}]}
    assert [(problem.code, problem.line, problem.cure) for problem in file.problems] == [("gap-unquoted", 2, '  - b: "{{c}}"')]


def test_gap_over_several_lines(read):
    assert read("b: {{c\n  }}\n").problems[0].cure == 'b: "{{c"'
