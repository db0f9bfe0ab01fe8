"""The pages for questions and feedback, rendered from sample values: the hooks for other programs, and the words for every code."""

import ast
from collections import defaultdict
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from babel.dates import format_date
from flask import Flask
from flask_babel import Babel
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from question_strategies import forms, questions
from support import ROOT, SECRET_KEY, Page

from quizapp.domain.questions.question import GAP, Card, Difference, FormatError, Front, Portion, Prompt, Response, Verdict
from quizapp.domain.questions.registry import QUESTION_TYPES, by_name
from quizapp.domain.reading.deck import Source
from quizapp.domain.reading.glossing import GlossedWords
from quizapp.domain.reading.richtext import read
from quizapp.services.learning.question_pages import Feedback, Passage, RatingChoice, Reveal, RoundBar, Showing, Words
from quizapp.services.learning.rounds import Slipped
from quizapp.services.practice.readings import ReadingSection
from quizapp.web import roles
from quizapp.web.read.forms import looking, noting
from quizapp.web.richtext import in_language, rich, rich_inline, rich_paragraphs
from quizapp.web.study.forms import reporting

PROMPTS = {
    "multiple_choice": Prompt("multiple_choice", "Who lit the *first* lamp?", options=("Ida Loom", "Mara Quill", "Rut Ohm", "Sol Wick")),
    "multiple_answer": Prompt("multiple_answer", "Which birds nest at the pier?", options=("Gull", "Heron", "Plover", "Tern")),
    "true_false": Prompt("true_false", "The harbour froze in 1902."),
    "short_answer": Prompt("short_answer", "What is the ridge in front of the harbour called?"),
    "numeric": Prompt("numeric", "How long is the pier?", asks="number", unit="metres"),
    "date": Prompt("date", "From when to when was the lamp dark?", asks="years"),
    "cloze": Prompt("cloze", f"Built from {GAP} to {GAP} by **hand**.", gaps=2),
    "matching": Prompt("matching", "What does each sign mean?", lefts=((2, "Horn"), (1, "Flag")), rights=("closed", "fog", "pilots")),
    "ordering": Prompt("ordering", "Put these in order, the earliest first.", items=((3, "The storm"), (1, "The lamp"), (2, "The pier"))),
    "flashcard": Prompt("flashcard", "Why was the lamp moved?"),
}
FIELDS = {
    "multiple_choice": {"answer"},
    "multiple_answer": {"answer"},
    "true_false": {"answer"},
    "short_answer": {"answer"},
    "numeric": {"answer"},
    "date": {"answer"},
    "cloze": {"blank-1", "blank-2"},
    "matching": {"match-1", "match-2"},
    "ordering": {"order-1", "order-2", "order-3"},
    "flashcard": set(),
}
PASSAGE = Passage(
    sentence=(
        Words("Since 1887 ", marked=False),
        Words("a lamp has burned on the Anvil", marked=True),
        Words(", seen for miles.", marked=False),
    ),
    before="The ridge had cost nine ships.",
    after="Its keeper lived below.",
    section="The lamp",
    anchor="the-lamp",
)
REVEAL = Reveal(
    right=("The old tower leaned.",),
    why="The ground was sand.",
    statement="The lamp was moved because its tower leaned.",
    background="",
    checklist=("sand", "the great storm"),
    passages=(PASSAGE,),
    ratings=(RatingChoice("again", 0), RatingChoice("hard", 1), RatingChoice("good", 6), RatingChoice("easy", 90)),
)


def showing(kind, **more):
    values = {
        "deck": "harbour",
        "deck_title": "The harbour",
        "language": "en",
        "question": f"sample-{kind.replace('_', '-')}",
        "kind": by_name(kind),
        "prompt": PROMPTS[kind],
        "presentation": "signed-presentation",
        "round": RoundBar(2, 5, (Verdict.RIGHT, Verdict.WRONG)),
    }
    return Showing(**(values | more))


def feedback(kind, verdict, **more):
    values = {
        "n": 12,
        "deck": "harbour",
        "deck_title": "The harbour",
        "language": "en",
        "question": f"sample-{kind.replace('_', '-')}",
        "kind": by_name(kind),
        "right_as": by_name(kind).right_as,
        "prompt": PROMPTS[kind].text,
        "verdict": Verdict(verdict),
        "score": {"right": 1.0, "partly": 0.5, "wrong": 0.0}[verdict],
        "almost": False,
        "dont_know": False,
        "differences": (),
        "feedback": (),
        "statement": "The lamp was lit in 1887.",
        "why": "Nine ships were lost before.",
        "fact": "plans",
        "according_to": "",
        "background": "",
        "passages": (PASSAGE,),
        "today": date(2026, 3, 2),
        "due": date(2026, 3, 14),
        "streak": 1 if verdict == "right" else 0,
        "can_undo": True,
        "round": RoundBar(2, 5, (Verdict.RIGHT, Verdict.WRONG)),
    }
    return Feedback(**(values | ANSWERS[kind, verdict] | more))


def differences(kind, *parts):
    return tuple(Difference(kind, *part) for part in parts)


PLAIN = {
    "multiple_choice": ("Ida Loom", "Mara Quill"),
    "true_false": ("false", "true"),
    "short_answer": ("the Bellows", "the Anvil"),
    "numeric": ("250 m", "240 metres"),
    "date": ("from 1905 to 45", "1910 – 1945"),
    "flashcard": ("again", "The old tower leaned."),
}
ANSWERS = {
    **{(kind, "wrong"): {"given": (wrong,), "right": (right,)} for kind, (wrong, right) in PLAIN.items()},
    **{(kind, "right"): {"given": (right,), "right": (right,)} for kind, (_, right) in PLAIN.items()},
    ("numeric", "wrong"): {
        "given": ("250 m",),
        "right": ("240 metres",),
        "differences": differences("off", ("amount", "250", "240", False)),
    },
    ("date", "wrong"): {
        "given": ("from 1905 to 45",),
        "right": ("1910 – 1945",),
        "differences": differences("off", ("years", "1905", "1910", False)),
    },
    ("flashcard", "right"): {"given": ("good",), "right": ("The old tower leaned.",)},
    ("multiple_answer", "right"): {"given": ("Gull", "Heron", "Tern"), "right": ("Gull", "Heron", "Tern")},
    ("multiple_answer", "partly"): {
        "portion": Portion(2, 3, "found", excess=1),
        "given": ("Gull", "Heron", "Plover"),
        "right": ("Gull", "Heron", "Tern"),
        "differences": differences(
            "option",
            ("Gull", "Gull", "Gull", True),
            ("Heron", "Heron", "Heron", True),
            ("Plover", "Plover", "", False),
            ("Tern", "", "Tern", False),
        ),
    },
    ("cloze", "right"): {"given": ("1902", "1911"), "right": ("1902", "1911")},
    ("cloze", "partly"): {
        "portion": Portion(1, 2),
        "given": ("1902", "1920"),
        "right": ("1902", "1911"),
        "differences": differences("gap", ("1", "1902", "1902", True), ("2", "1920", "1911", False)),
    },
    ("matching", "right"): {"given": ("closed", "fog"), "right": ("Flag: closed", "Horn: fog")},
    ("matching", "partly"): {
        "portion": Portion(1, 2),
        "given": ("closed", "pilots"),
        "right": ("Flag: closed", "Horn: fog"),
        "differences": differences("pair", ("Flag", "closed", "closed", True), ("Horn", "pilots", "fog", False)),
    },
    ("ordering", "right"): {"given": ("The lamp", "The pier", "The storm"), "right": ("The lamp", "The pier", "The storm")},
    ("ordering", "partly"): {
        "portion": Portion(2, 3, "pairs"),
        "given": ("The lamp", "The storm", "The pier"),
        "right": ("The lamp", "The pier", "The storm"),
        "differences": differences("item", ("The lamp", "1", "1", True), ("The pier", "3", "2", False), ("The storm", "2", "3", False)),
    },
}

CODES = sorted(
    {
        str(node.args[0].value)
        for path in (ROOT / "quizapp" / "domain").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "FormatError"
        if isinstance(node.args[0], ast.Constant)
    }
)
"""Every code that the domain gives a format error; each is written where it is created."""

GUEST = SimpleNamespace(
    signed_in=True, guest=True, name="Guest", role="", theme="auto", text_size="normal", letter_keys=True, language="en"
)


@pytest.fixture(scope="session")
def addresses(app_of, tmp_path_factory):
    """Every address of the site and its endpoint."""
    app = app_of({"TESTING": True, "INSTANCE": tmp_path_factory.mktemp("addresses"), "SECRET_KEY": SECRET_KEY})
    return [(rule.rule, rule.endpoint) for rule in app.url_map.iter_rules()]


def make_app(addresses, visitor=GUEST):
    app = Flask(__name__, template_folder=str(ROOT / "quizapp" / "templates"), static_folder=None)
    app.secret_key = "sample"
    for rule, endpoint in addresses:
        app.add_url_rule(rule, endpoint, lambda **_: "")
    Babel(app)
    app.jinja_env.filters.update(said=str, listed=", ".join, dated=lambda when, pattern: format_date(when, pattern, "en"))
    app.jinja_env.filters.update(
        rich=rich, rich_inline=rich_inline, rich_paragraphs=rich_paragraphs, day=lambda day: f"{day:%A} {day.day} {day:%B}"
    )
    roles.init_app(app)
    app.jinja_env.globals.update(reporting=reporting, noting=noting, looking=looking)
    app.jinja_env.globals.update(page_language=lambda: "en", page_direction=lambda: "ltr", in_language=in_language)
    app.jinja_env.globals.update(visitor=visitor, csrf_token=lambda: "token", asset=lambda name: f"/static/{name}", scope={})
    return app


@pytest.fixture(scope="module")
def draw(addresses):
    """Render a template with sample values: `draw("study/question.html", showing=...)`."""
    app = make_app(addresses)

    def page(template, **values):
        with app.test_request_context("/study"):
            return Page(app.jinja_env.get_template(template).render(**values))

    return page


def buttons(page):
    return {button.text.strip(): button for button in page.all("button") if button.attributes.get("type") == "submit"}


@pytest.mark.parametrize("kind", PROMPTS)
def test_a_question_has_the_hooks_of_its_type(draw, kind):
    page = draw("study/question.html", showing=showing(kind))
    assert (page.asked, page.type) == (f"harbour/sample-{kind.replace('_', '-')}", kind)
    assert page.hidden("csrf_token") == "token"
    assert page.hidden("presentation") == "signed-presentation"
    controls = {element.attributes.get("name") for element in page.all("input") + page.all("select")}
    assert controls - {"csrf_token", "presentation"} == FIELDS[kind]
    assert not page.all(data_verdict=None)


@pytest.mark.parametrize("kind", [kind for kind in PROMPTS if kind != "flashcard"])
def test_the_first_button_of_a_question_checks_and_the_next_gives_up(draw, kind):
    found = buttons(draw("study/question.html", showing=showing(kind)))
    assert list(found)[:2] == ["Check answer", "I don’t know"]
    assert "name" not in found["Check answer"].attributes
    assert (found["I don’t know"]["name"], found["I don’t know"]["value"]) == ("dont_know", "1")
    assert "formnovalidate" in found["I don’t know"].attributes


def test_a_card_is_shown_and_then_rated(draw):
    front = draw("study/question.html", showing=showing("flashcard"))
    assert buttons(front)["Show answer"]["name"] == "reveal"
    assert "leaned" not in front.html
    back = draw("study/question.html", showing=showing("flashcard", reveal=REVEAL))
    ratings = {button.text.split(" ")[0]: button["value"] for button in back.all("button", name="rating")}
    assert ratings == {"Forgot": "again", "Barely": "hard", "Knew": "good", "At": "easy"}
    assert "At once 3 months" in back.words
    assert "The old tower leaned." in back.words


def test_a_hint_is_offered_where_there_is_one_and_then_shown(draw):
    assert "Show hint" not in buttons(draw("study/question.html", showing=showing("numeric")))
    offered = buttons(draw("study/question.html", showing=showing("numeric", has_hint=True)))["Show hint"]
    assert (offered["name"], offered["value"], "formnovalidate" in offered.attributes) == ("hint", "1", True)
    shown = draw("study/question.html", showing=showing("numeric", has_hint=True, hint="Count the lamps."))
    assert "Count the lamps." in shown.words
    assert "Show hint" not in buttons(shown)


@pytest.mark.parametrize(("kind", "keyboard"), [("short_answer", "text"), ("numeric", "decimal"), ("date", "text")])
def test_a_typed_field_is_left_alone_by_the_browser(draw, kind, keyboard):
    field = draw("study/question.html", showing=showing(kind)).one("input", id="answer")
    assert [field[name] for name in ("autocomplete", "autocorrect", "autocapitalize", "spellcheck")] == ["off", "off", "off", "false"]
    assert field["inputmode"] == keyboard


def test_options_are_sent_as_they_are_written(draw):
    page = draw("study/question.html", showing=showing("multiple_choice"))
    assert [box["value"] for box in page.all("input", name="answer")] == ["Ida Loom", "Mara Quill", "Rut Ohm", "Sol Wick"]
    page = draw("study/question.html", showing=showing("true_false"))
    assert [box["value"] for box in page.all("input", name="answer")] == ["true", "false"]


def test_a_form_given_back_keeps_what_was_typed(draw):
    page = draw("study/question.html", showing=showing("cloze", typed={"blank-2": ('19"11',)}, error=FormatError("empty")))
    assert [field["value"] for field in page.all("input", _class="gap")] == ["", '19"11']
    assert page.one(id="fault").text
    page = draw("study/question.html", showing=showing("multiple_answer", typed={"answer": ("Heron", "Tern")}))
    assert [box["value"] for box in page.all("input", name="answer") if "checked" in box.attributes] == ["Heron", "Tern"]
    page = draw("study/question.html", showing=showing("matching", typed={"match-2": ("fog",)}))
    assert [option["value"] for option in page.all("option") if "selected" in option.attributes] == ["fog"]
    page = draw("study/question.html", showing=showing("ordering", typed={"order-1": ("3",)}))
    assert [option.text for option in page.all("option") if "selected" in option.attributes] == ["1", "3", "3"]


def test_of_several_gaps_the_one_that_could_not_be_read_is_named_and_marked(draw):
    page = draw("study/question.html", showing=showing("cloze", error=FormatError("not-a-date", {"gap": 2})))
    assert "Gap 2: Please write a date." in page.one(id="fault").text
    assert [field["name"] for field in page.all("input", aria_invalid="true", aria_describedby="fault", data_focus=None)] == ["blank-2"]
    assert page.one("input", data_autofocus=None)["name"] == "blank-1"
    only = replace(PROMPTS["cloze"], text=f"In {GAP}.", gaps=1)
    page = draw("study/question.html", showing=showing("cloze", prompt=only, error=FormatError("not-a-date", {"gap": 1})))
    assert page.one(id="fault").text.strip().startswith("Please write a date.")


def test_lines_to_order_start_at_the_places_where_they_stand(draw):
    page = draw("study/question.html", showing=showing("ordering"))
    assert [select["name"] for select in page.all("select")] == ["order-3", "order-1", "order-2"]
    assert [option.text for option in page.all("option") if "selected" in option.attributes] == ["1", "2", "3"]


@pytest.mark.parametrize("kind", FIELDS)
def test_a_quiz_may_ask_without_insisting(draw, kind):
    page = draw(f"questions/{kind}.html", showing=showing(kind), must=False)
    assert {element["name"] for element in page.all("input") + page.all("select")} == FIELDS[kind]
    assert not page.all(required=None)


@pytest.mark.parametrize("kind", QUESTION_TYPES, ids=lambda kind: kind.name)
@settings(max_examples=max(5, settings().max_examples // 4), suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_whatever_is_answered_to_a_question_of_any_type_has_its_verdict(draw, kind, data):
    question = data.draw(questions(kind.name))
    response = kind.parse(question, data.draw(forms(kind, question)))
    assume(not isinstance(response, FormatError))
    grade = kind.grade(question, response)
    told = replace(
        feedback("flashcard", "right", right=question.right, right_as=kind.right_as, given=response.values),
        kind=kind,
        **{name: getattr(grade, name) for name in ("score", "verdict", "almost", "differences", "feedback", "portion")},
    )

    page = draw("study/feedback.html", feedback=told)

    assert page.verdict == grade.verdict
    assert "It is" in page.words or "Right" in page.words or page.all(_class="list parts")


@pytest.mark.parametrize(("kind", "verdict"), ANSWERS)
def test_feedback_tells_verdict_right_answer_and_passage(draw, kind, verdict):
    page = draw("study/feedback.html", feedback=feedback(kind, verdict))
    assert page.verdict == verdict
    assert "a lamp has burned on the Anvil" in page.words
    assert "Nine ships were lost before." in page.words
    right = {"true": "True"}.get(ANSWERS[kind, verdict]["right"][0], ANSWERS[kind, verdict]["right"][0])
    assert right.split(": ")[-1] in page.words
    assert page.one("a", data_next=None)["href"] == "/study?after=12"
    assert page.one("input", name="n")["value"] == "12"


def test_feedback_says_which_parts_were_right(draw):
    page = draw("study/feedback.html", feedback=feedback("multiple_answer", "partly"))
    assert "Partly: 2 of 3" in page.words
    assert "wrong: Plover does not belong" in page.words
    assert "wrong: Tern missed" in page.words
    page = draw("study/feedback.html", feedback=feedback("matching", "partly"))
    assert "Partly: 1 of 2" in page.words
    assert [mark.text for mark in page.all("del")] == ["pilots"]


def test_feedback_marks_the_digits_that_differ(draw):
    page = draw("study/feedback.html", feedback=feedback("date", "wrong"))
    assert [mark.text for mark in page.all("del")] == ["05"]
    assert [mark.text for mark in page.all("ins")] == ["10"]
    assert "You wrote 1905 – 1945 It is 1910 – 1945 The end is right, but the beginning is not." in page.words
    page = draw("study/feedback.html", feedback=feedback("numeric", "wrong"))
    assert [mark.text for mark in page.all("del") + page.all("ins")] == ["5", "4"]
    assert "You wrote 250 metres It is 240 metres" in page.words


@pytest.mark.parametrize(
    ("subject", "given", "apart", "words"),
    [
        ("years", "1890", 3, "3 years too late."),
        ("years", "1886", -1, "One year too early."),
        ("months", "June 1887", -2, "2 months too early."),
        ("days", "2 July 1887", 1, "One day too late."),
    ],
)
def test_feedback_says_how_far_a_date_is_off(draw, subject, given, apart, words):
    off = differences("off", (subject, given, "1887", False, apart))
    page = draw("study/feedback.html", feedback=feedback("date", "wrong", given=(given,), right=("1887",), differences=off))
    assert words in page.words


def test_feedback_shows_the_letters_of_a_slip(draw):
    page = draw("study/feedback.html", feedback=feedback("short_answer", "right", almost=True, given=("the Anvel",)))
    assert "Right. Check the spelling" in page.words
    assert [mark.text for mark in page.all("del") + page.all("ins")] == ["e", "i"]


@pytest.mark.parametrize("code", CODES)
def test_every_format_error_is_worded(draw, code):
    parts = defaultdict(lambda: "7")
    words = draw("study/question.html", showing=showing("short_answer", error=FormatError(code, parts))).one(id="fault").text
    assert "This doesn’t count as an answer. Try again." in words
    assert "This could not be read." not in words


def test_feedback_is_folded_from_the_second_right_answer_in_a_row(draw):
    first = draw("study/feedback.html", feedback=feedback("numeric", "right", streak=1))
    second = draw("study/feedback.html", feedback=feedback("numeric", "right", streak=2))
    assert [fold.text.strip().startswith("Why, and") for fold in first.all("details")] == [False, False, False]
    assert [fold.text.strip().startswith("Why, and") for fold in second.all("details")] == [True, False, False, False]


def test_not_knowing_is_no_failure(draw):
    page = draw("study/feedback.html", feedback=feedback("numeric", "wrong", dont_know=True, given=()))
    assert page.verdict == "wrong"
    assert "Not known yet" in page.words
    assert "You wrote" not in page.words


def test_feedback_leads_on_by_its_number_and_offers_undo_where_it_can(draw):
    page = draw("study/feedback.html", feedback=feedback("numeric", "right", can_undo=False))
    assert page.one("a", data_next=None)["href"] == "/study?after=12"
    assert "Undo" not in buttons(page)


def test_a_page_of_a_guest_offers_to_sign_out_and_to_keep_what_was_answered(draw):
    page = draw("study/question.html", showing=showing("numeric"))
    assert "Not you? Sign out" in page.words
    assert "You are a guest. Keep my answers" in page.words


def test_text_of_a_deck_is_never_markup(draw):
    spoilt = replace(PROMPTS["multiple_choice"], text="<script>x</script>", options=("<b>a</b>", '" onload="x'))
    page = draw("study/question.html", showing=showing("multiple_choice", prompt=spoilt, deck_title="<i>", typed={"answer": ("<b>",)}))
    assert len(page.all("script")) == 1
    assert not page.all("b")
    assert [box["value"] for box in page.all("input", name="answer")] == ["<b>a</b>", '" onload="x']


def test_what_the_address_asks_for_is_kept_from_page_to_page(draw):
    scope = {"deck": "harbour", "ahead": "1"}
    page = draw("study/question.html", showing=showing("numeric"), scope=scope)
    assert page.one("form", data_swap=None)["action"] == "/study/answer?deck=harbour&ahead=1"
    page = draw("study/feedback.html", feedback=feedback("numeric", "right"), scope=scope)
    assert page.one("a", data_next=None)["href"] == "/study?after=12&deck=harbour&ahead=1"


DECK = SimpleNamespace(id="harbour", title="The harbour", description="", language="en", source=Source("The lamp"), as_of="2019")
PLAIN = {"terms": (), "retells": "", "before": (), "after": (), "glossary": ()}
MINE = SimpleNamespace(
    id="harbour", title="The harbour", language="en", strengths=["solid", "due", "new"], known=1, facts=3, due=2, minutes=2
)
WEEK = [SimpleNamespace(day=date(2026, 3, 3), questions=4, minutes=2)]


def today(questions, away=0):
    return SimpleNamespace(questions=questions, minutes=5, answered=0, ahead=True, away=away, decks=[MINE], others=[], week=WEEK)


def test_the_first_page_says_what_is_due_and_how_well_each_deck_is_held(draw):
    page = draw("home/today.html", today=today(12))
    assert "12 questions today, about 5 minutes." in page.words
    assert page.one("svg")["aria-label"].endswith("1 solid, 1 due, 1 never asked")
    assert page.one("a", _class="button primary")["href"] == "/study"


def test_after_days_away_the_reading_comes_first(draw):
    page = draw("home/today.html", today=today(12, away=9))
    assert page.one("a", _class="button primary")["href"] == "/decks/harbour/read"
    assert "Straight to 12 questions" in page.words


def test_with_nothing_due_one_may_study_ahead(draw):
    page = draw("home/today.html", today=today(0))
    assert "Nothing is due today." in page.words
    assert "/study?ahead=1" in [link["href"] for link in page.all("a")]


def a_reading(text):
    """The values of a reading without questions."""
    made = read(text)
    blocks = [(block, (GlossedWords(block.runs),)) for block in made.blocks]
    parts = [ReadingSection(part.anchor, part.title, blocks[part.first : part.last], (), checked=False, notes=()) for part in made.sections]
    page = SimpleNamespace(minutes=2, started=True, parts=parts, has_levels=False, easier=False)
    look = SimpleNamespace(text_size="normal", lines="normal")
    deck = SimpleNamespace(**vars(DECK) | PLAIN)
    return {"deck": deck, "page": page, "check": None, "look": look, "printing": False, "address": None}


def test_a_newcomer_reads_before_an_account_is_made(addresses):
    app = make_app(addresses, SimpleNamespace(**vars(GUEST) | {"signed_in": False, "guest": False}))
    with app.test_request_context("/"):
        draw = app.jinja_env.get_template
        new = Page(draw("home/new.html").render(decks=[SimpleNamespace(**vars(DECK) | {"facts": 3, "minutes": 2})]))
        reading = Page(draw("read/reading.html").render(**a_reading("## The lamp\n\nIt *burns*.")))
    assert new.one("form", method="post")["action"] == "/guest"
    assert buttons(new)["Start studying"]
    assert buttons(reading)["I have read it: start"]
    assert reading.all("form", action="/guest")
    assert "Sign out" not in new.words


def test_a_reading_keeps_its_blocks_and_runs(draw):
    text = "Before.\n\n## The lamp\n\n- one\n- *two*\n\n1. first\n\n> quoted <b>\n\n## Fog\n\n[link](https://example.org/x)"
    page = draw("read/reading.html", **a_reading(text))
    words = page.one("div", _class="reading")
    assert "quoted <b>" in words.text
    assert [(item.tag, item.text.strip()) for item in page.all("em")] == [("em", "two")]
    assert [heading["id"] for heading in page.all("h2")] == ["the-lamp", "fog"]
    assert [link.text for link in page.all("a", href="#fog")] == ["Fog"]
    assert page.all("a", href="https://example.org/x")


def test_a_round_ends_with_what_was_gained_and_what_slipped(draw):
    ended = SimpleNamespace(
        answered=12,
        right=10,
        minutes=5,
        gained=[("en", PASSAGE)],
        slipped=[Slipped("en", PASSAGE, by_name("date"), ("1905",)), Slipped("en", PASSAGE, by_name("date"), ())],
        tomorrow_questions=9,
        tomorrow_minutes=4,
        more=True,
    )
    page = draw("study/round.html", ended=ended)
    assert "12 answered, 10 of them right." in page.words
    assert "Gained: one passage is solid now" in page.words
    assert "You answered: 1905." in page.words
    assert "You did not know." in page.words
    assert page.one("a", _class="button primary").text == "Stop here"
    assert page.one("a", _class="button", href="/study").text == "A few more"


def pile(kind="flashcard", **more):
    return SimpleNamespace(
        **{
            "which": "all",
            "position": 2,
            "total": 3,
            "marks": "k",
            "on_again": 0,
            "on_kept": 1,
            "choices": [SimpleNamespace(which="all", title="", cards=3), SimpleNamespace(which="dates", title="When", cards=2)],
            "showing": showing(kind),
            "front": Front(PROMPTS[kind].text, offered=PROMPTS[kind].offered),
            "after": "third",
        }
        | more
    )


def test_a_pile_is_sorted_card_by_card(draw):
    asked = {"which": "all", "order": "reading", "mode": "piles"}
    page = draw("read/cards.html", deck=DECK, cards=pile(), asked=asked)
    assert "side=back" in page.one("a", data_turn=None)["href"]
    assert "marks=kk" in page.one("a", data_after=None)["href"]
    assert "marks=ka" in page.one("a", data_before=None)["href"]
    assert "marks" not in page.one("a", data_undo=None)["href"]
    assert "leaned" not in page.html
    assert not page.all("button", name="rating")


def test_a_turned_card_is_rated_where_one_chose_to_rate(draw):
    asked = {"which": "all", "order": "reading", "mode": "rate"}
    page = draw("read/cards.html", deck=DECK, cards=pile(showing=showing("flashcard", reveal=REVEAL)), asked=asked)
    assert len(page.all("button", name="rating")) == 4
    assert page.hidden("presentation") == "signed-presentation"
    assert any("after=third" in form["action"] for form in page.all("form", method="post"))


def test_cards_are_printed_eight_to_a_sheet(draw):
    printed = [SimpleNamespace(written="markdown", card=Card(Front(f"Question {n} {GAP}"), ("right",))) for n in range(9)]
    page = draw("read/cards_print.html", deck=DECK, cards=printed)
    assert [sheet.text.count("right") for sheet in page.all("ol", _class="sheet")] == [8, 1]
    assert GAP not in page.html


@pytest.mark.parametrize("code", [400, 403, 404, 405, 413, 429, 500, 503])
def test_an_error_says_what_happened_what_was_kept_and_what_to_do(draw, code):
    page = draw(f"errors/{code}.html", reference="7f3a0c21", command="quizapp db upgrade", minutes=3)
    assert f"Error {code}" in page.words
    assert len(page.one("h1").text) > 10
    assert len(page.one("p", _class="standfirst").text.strip()) > 10


@pytest.mark.parametrize("code", [500, 503])
def test_the_page_of_a_broken_site_asks_nobody_who_is_there(addresses, code):
    app = make_app(addresses, visitor=None)
    with app.test_request_context("/"):
        assert f"Error {code}" in Page(app.jinja_env.get_template(f"errors/{code}.html").render()).words


def test_an_ordering_that_is_partly_right_says_how_many_pairs_are_in_order(draw):
    items = ("first", "second", "third", "fourth")
    kind = by_name("ordering")
    grade = kind.grade(kind.load({"prompt": "?", "items": items}), Response(("first", "second", "fourth", "third")))
    page = draw("study/feedback.html", feedback=feedback("ordering", "partly", right=items, score=grade.score, portion=grade.portion))

    assert "Partly: 5 of 6 pairs in order" in page.words


@pytest.mark.parametrize(
    ("ticked", "words"),
    [
        (("Gull", "Heron"), "Partly: 2 of 3 found"),
        (("Gull", "Heron", "Tern", "Plover"), "Partly: 3 of 3 found, 1 too many"),
        (("Gull", "Heron", "Tern", "Plover", "Rook"), "Partly: 3 of 3 found, 2 too many"),
    ],
)
def test_a_choice_that_is_partly_right_says_how_many_are_found_and_how_many_too_many(draw, ticked, words):
    kind = by_name("multiple_answer")
    question = kind.load({"prompt": "?", "answers": ["Gull", "Heron", "Tern"], "distractors": ["Plover", "Rook"]})
    grade = kind.grade(question, Response(ticked))
    told = feedback("multiple_answer", "partly", score=grade.score, portion=grade.portion, differences=grade.differences)

    verdict = draw("study/feedback.html", feedback=told).one("h1").text

    assert " ".join(verdict.split()) == words
