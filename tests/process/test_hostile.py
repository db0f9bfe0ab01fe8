"""Malicious files: one clear line and exit 1, no traceback, no crash. A child process that needs 10 s of CPU is killed."""

import gzip
import resource
import subprocess
import sys

import pytest

pytestmark = [pytest.mark.process, pytest.mark.robust]

OPTIONS = ", ".join(f"o{number}" for number in range(10_000))
FILES = {
    "brackets": (b"a: " + b"[" * 100_000, "yaml-depth"),
    "braces": (b"a: " + b"{" * 100_000, "yaml-depth"),
    "dashes": (b"- " * 50_000, "yaml-depth"),
    "indents": (b"".join(b" " * depth + b"a:\n" for depth in range(1000)), "yaml-depth"),
    "aliases": (b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n", "yaml-alias"),
    "merge-keys": (b"a: &a {x: y}\nb: &b {<<: *a}\nc: {<<: [*a, *b]}\n", "yaml-alias"),
    "utf-16": ("title: x\n".encode("utf-16"), "not-utf8"),
    "utf-16-without-mark": ("title: x\n".encode("utf-16-le"), "control-character"),
    "gzip": (gzip.compress(b"title: x"), "not-utf8"),
    "long-line": (b"title: " + b"x" * 5_000_000, "file-too-big"),
    "lone-surrogate": (b"title: \xed\xa0\x80\n", "not-utf8"),
    "escaped-surrogate": (b'title: "\\ud800"\n', "yaml-syntax"),
    "nul": (b'title: "\\0"\n', "control-character"),
    "options": (
        f"title: T\nquestions:\n- {{id: a, type: multiple_choice, prompt: Who?, answer: x, distractors: [{OPTIONS}]}}\n".encode(),
        "too-many",
    ),
    "entries": (b"title: [" + b"a," * 400_000 + b"]", "yaml-size"),
    "keys": (b"".join(b"k%d: 1\n" % number for number in range(60_000)), "yaml-size"),
    "documents": (b"---\n" * 100_000, "yaml-documents"),
    "open-quotes": (b'a: "' * 100_000, "yaml-syntax"),
    "colons": (b"a: " * 200_000, "yaml-syntax"),
    "tag": (b"title: !!python/object/apply:os.system [x]\n", "yaml-tag"),
}


def quizapp(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "quizapp.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (10, 10)),
    )


@pytest.mark.parametrize("name", FILES)
def test_one_clear_line(tmp_path, name):
    content, code = FILES[name]
    folder = tmp_path / "my-deck"
    folder.mkdir()
    (folder / "deck.yaml").write_bytes(content)
    done = quizapp("check", folder)
    lines = [line for line in done.stdout.splitlines() if not line.startswith("    ")]
    assert (done.returncode, done.stderr) == (1, "")
    assert len(lines) == 1
    assert f"error[{code}]" in lines[0]
    assert len(done.stdout) < 1500


def test_markdown_made_to_be_slow(tmp_path):
    (tmp_path / "deck.yaml").write_text("title: T\nreading: reading.md\n")
    (tmp_path / "reading.md").write_text("![" * 25_000)
    done = quizapp("check", tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "no-facts" in done.stdout
