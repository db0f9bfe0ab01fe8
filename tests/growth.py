"""Every parser of what people write, and texts that are made to keep one busy: the beginnings of every construct, over and over."""

from __future__ import annotations

import sqlite3
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from html import escape
from io import BytesIO
from types import FrameType
from typing import Any

from quizapp.bank.build import TYPES
from quizapp.bank.exchange import aiken, anki_read, gift_read, moodle_read, table
from quizapp.bank.exchange.drafting import drafted
from quizapp.bank.exchange.markup import escaped, reduced
from quizapp.bank.exchange.notices import Refused
from quizapp.bank.load import load_texts
from quizapp.domain.people import roster
from quizapp.domain.questions import inline
from quizapp.domain.questions.question import MAX_TYPED, Context, FormatError
from quizapp.domain.questions.slugs import slug_of
from quizapp.domain.reading import passages, richtext

SEEDS = (
    # words and white space
    *(
        "a",
        "a ",
        "a\n",
        "\n",
        " ",
        "\t",
        "가",
        "字。",
        "\u0301",
        "e\u0301 ",
        "A.B. ",
        "Mr. ",
        "etc. a ",
        "a.",
        "...",
        "?!",
        '." ',
        "'",
        "’s ",
    ),
    # Markdown
    *(
        "*",
        "*a ",
        "a*",
        "**a ",
        "a**b",
        "*a*",
        "_a ",
        "_",
        "__a__ ",
        "`",
        "`` ` ",
        "`a` ",
        "[",
        "![",
        "](",
        "[](",
        "[a](",
        "[a](<b",
        "[a](((",
    ),
    *(
        "[[a]](b)",
        "[a](b)",
        "[a]: b\n\n",
        "[a]: b '",
        "\\",
        "&",
        "&#",
        "&amp;",
        "&amp",
        "# a\n\n",
        "# \n",
        "a\n==\n",
        "> ",
        "- ",
        "1. ",
        "- a\n  - b\n",
    ),
    *("* * ", "***\n", "```\n", "~~~", "    a\n\n", "(", "((", "http://a", "<http:", "mailto:"),
    # HTML
    *(
        "<",
        "<!",
        "<!--",
        "-->",
        "<?",
        "</",
        "<a ",
        "<a>",
        '<a href="',
        "<a href='",
        "<a href=",
        '<span style="',
        "<b>",
        "</b>",
        "<p>",
        "<ul><li>",
    ),
    *(
        "<ul>",
        "<script>",
        "</script",
        "<style>",
        "<sub>",
        "<img alt=",
        "<![CDATA[",
        "&lt;",
        "&#38;",
        "&#" + "9" * 30,
        "<i>a</i>",
        "<i>a</i> ",
    ),
    # formats of other programs
    *(
        "{",
        "}",
        "{{",
        "}}",
        "{{c1::",
        "{{c1::a}}",
        "::",
        "=",
        "~",
        "=a",
        "~a",
        "=a->b ",
        "#",
        "%50%",
        "{T}\n\n",
        "a{=b}\n\n",
        "//",
        "$CATEGORY: a\n",
    ),
    *(
        "[html]",
        "[sound:",
        "[sound:a]",
        "A. ",
        "A. a\n",
        "ANSWER: ",
        "ANSWER: A\n",
        '"',
        '""',
        ",",
        ";",
        "|",
        "\\|",
        "a|",
        "a,b,c\n",
        "\x1f",
        "]]>",
    ),
    # numbers and dates
    *("1", "1,", "1.", "-", "1/", "10^", "1 2 ", "one ", "million ", "hundert", "2019-", "1 May ", "万", "½"),
    # YAML
    *("{{a|b}} ", "? ", ": ", "a: ", "- - ", "[[", "!a ", "*a", "&a ", "'a' "),
)
"""What a hostile text repeats."""

FORMATS = {"gift": gift_read.read, "aiken": aiken.read, "csv": table.read, "moodle": moodle_read.read, "apkg": anki_read.read}
TYPED: Mapping[str, Mapping[str, Any]] = {
    "short_answer": {"answer": "Mara Quill of Oslo", "accept": ["M. Quill"]},
    "numeric": {"answer": "12.5", "unit": ["m", "metres"], "tolerance": "0.5"},
    "date": {"answer": "2019-07-01"},
    "cloze": {"prompt": "From {{1910}} to {{the end|1945}}."},
}


def _imported(form: str, content: str | bytes) -> None:
    """Read a file of another program and draft its deck."""
    data = content if isinstance(content, bytes) else content.encode()
    with suppress(Refused):
        drafted(FORMATS[form](data), "hostile", "en")


def _moodle(text: str) -> None:
    """A field of Moodle XML: the prompt of a question, one of its options, its feedback."""
    html = escape(text, quote=False).replace("\x1f", "")
    text = f'format="html"><text>{html}</text>'
    fields = f"<questiontext {text}</questiontext><generalfeedback {text}</generalfeedback>"
    answers = f'<answer fraction="100"><text>{html}</text></answer><answer fraction="0"><text>b</text></answer>'
    _imported("moodle", f'<quiz><question type="multichoice">{fields}{answers}</question></quiz>')


def package(notes: Sequence[str], collection: bytes = b"") -> bytes:
    """Return an Anki package with these notes, their fields parted by U+001F, or with a database of its own."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("collection.anki2", collection or _collection(notes))
    return target.getvalue()


def _collection(notes: Sequence[str]) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(
            "CREATE TABLE col (decks TEXT); CREATE TABLE cards (nid, did, ord); INSERT INTO col VALUES ('{}');"
            "CREATE TABLE notes (id INTEGER PRIMARY KEY, flds TEXT, tags TEXT)"
        )
        connection.executemany("INSERT INTO notes VALUES (?, ?, '')", enumerate(notes))
        connection.executemany("INSERT INTO cards VALUES (?, 1, 0)", ([number] for number in range(len(notes))))
        connection.commit()
        return connection.serialize()


def _deck(text: str) -> None:
    """A reading with its deck, and a quote of it."""
    question = "{id: b, type: true_false, prompt: Is it?, answer: true}"
    facts = f"facts:\n- {{id: a, statement: A., quote: a, questions: [{question}]}}\n"
    load_texts("hostile", {"deck.yaml": f"title: T\nlanguage: en\nreading: reading.md\n{facts}", "reading.md": text})


def _prompt(text: str) -> None:
    """A prompt in the YAML of a deck."""
    prompt = "".join(f"\n      {line}" for line in text.split("\n"))
    load_texts(
        "hostile",
        {"deck.yaml": f"title: T\nlanguage: en\nquestions:\n  - id: a\n    type: true_false\n    answer: true\n    prompt: |{prompt}\n"},
    )


def _quotes(text: str) -> None:
    """Every place of a short quote, and of a long one."""
    blocks = richtext.parse(text)
    passages.Finder(blocks).find(text[:1])
    passages.Finder(blocks).find(text[: len(text) // 2])


def _typed(name: str) -> Callable[[str], None]:
    kind = TYPES[name]
    question = kind.load({"id": "a", "prompt": "What?", **TYPED[name]}, Context("en"))

    def answer(text: str) -> None:
        response = kind.parse(question, dict.fromkeys(kind.field_names(question), text))
        if not isinstance(response, FormatError):
            kind.grade(question, response)

    return answer


def _roster(text: str) -> None:
    with suppress(roster.RosterFault):
        roster.read(text)


PARSERS: Mapping[str, Callable[[str], Any]] = {
    "the Markdown of a reading": richtext.read,
    "the Markdown of a field": richtext.parse,
    "an inline text": inline.paragraphs,
    "marks of an inline text": inline.altered,
    "plain text as Markdown": escaped,
    "HTML": reduced,
    "sentences": passages.sentences,
    "quotes": _quotes,
    "ids": slug_of,
    "a GIFT file": lambda text: _imported("gift", text),
    "a prompt in GIFT": lambda text: _imported("gift", text.replace("\n\n", " ") + "{=a ~b}"),
    "answers in GIFT": lambda text: _imported("gift", "What?{" + text.replace("\n\n", " ") + "}"),
    "answers in GIFT with HTML": lambda text: _imported("gift", "[html]What?{=" + text.replace("\n\n", " ") + "}"),
    "an Aiken file": lambda text: _imported("aiken", text),
    "an Aiken option": lambda text: _imported("aiken", f"What?\nA. {text}\nB. b\nANSWER: B\n"),
    "a CSV file": lambda text: _imported("csv", f"type,prompt,answer\nflashcard,a,{text}"),
    "a cell of a CSV file": lambda text: _imported("csv", 'type,prompt,answer\nmultiple_answer,a,"' + text.replace('"', '""') + '"\n'),
    "a Moodle file": lambda text: _imported("moodle", f'<quiz><question type="truefalse">{text}'),
    "a field of a Moodle file": _moodle,
    "an Anki note": lambda text: _imported("apkg", package([f"{text}\x1f{text}"])),
    "many Anki notes": lambda text: _imported("apkg", package(text.split("\n"))),
    "a deck": lambda text: load_texts("hostile", {"deck.yaml": text}),
    "a prompt in a deck": _prompt,
    "a reading in a deck": _deck,
    "a list of names": _roster,
    **{f"an answer of type {name}": _typed(name) for name in TYPED},
}
"""Each takes a text of any length."""

LONGEST = {f"an answer of type {name}": MAX_TYPED // 2 for name in TYPED}
"""The longest text, in characters, that is not refused before it is read."""


def repeated(seed: str, length: int) -> str:
    """Return a text of about a length, in characters, that repeats a seed."""
    return (seed * (length // len(seed) + 1))[:length]


def work_of(parse: Callable[[str], Any], text: str) -> int:
    """Return how many lines of Python are run to parse a text: a measure that is the same on every machine, however busy it is.

    What is remembered of earlier texts is forgotten first. Loops inside the C code of Python are not seen.
    """
    lines = 0

    def count(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal lines
        del frame, argument
        lines += event == "line"
        return count

    for forget in (richtext.parse, richtext._tokens, inline.paragraphs, inline.as_shown):
        forget.cache_clear()
    before = sys.gettrace()
    sys.settrace(count)
    try:
        parse(text)
    finally:
        sys.settrace(before)
    return lines
