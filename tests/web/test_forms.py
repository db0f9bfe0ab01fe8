"""The base of the forms: what a service refuses is shown at its field, and typed values come back."""

import re

import pytest
from flask import render_template_string
from support import ROOT, Page
from werkzeug.datastructures import MultiDict

from quizapp.services.errors import Invalid, TooMany
from quizapp.web.forms import (
    AreaField,
    BooleanField,
    ChoiceField,
    DecimalField,
    FileField,
    Form,
    NumberField,
    RadioField,
    SecretField,
    TextField,
    TicksField,
)

GROUPS = [("", "none"), ("Asia", {"Asia/Seoul": "Seoul"})]


class Sample(Form):
    title = TextField("Title", description="One line.", render_kw={"maxlength": 9, "required": True})
    about = AreaField("About")
    secret = SecretField("Secret")
    days = NumberField("Days", render_kw={"inputmode": "numeric"})
    zone = ChoiceField("Zone", choices=GROUPS)
    kind = RadioField("Kind", choices=[("a", "A"), ("b", "B")])
    tags = TicksField("Tags", choices=[("x", "X"), ("y", "Y")])
    ready = BooleanField("Ready")
    file = FileField("File", render_kw={"accept": ".csv"})


TEMPLATE = """{% from "macros/fields.html" import faults, wtf %}{{ faults(form) }}
{% for field in form if field.name != "csrf_token" %}{{ wtf(field) }}{% endfor %}"""


@pytest.fixture
def context(app):
    with app.test_request_context():
        yield


def sent(**fields):
    return Sample(formdata=MultiDict(fields), zone="Asia/Seoul")


def drawn(form):
    return Page(render_template_string(TEMPLATE, form=form))


def test_fields_that_were_not_sent_are_empty_ones(context):
    form = sent(other="1")
    values = {name: value for name, value in form.data.items() if name != "csrf_token"}
    assert values.pop("zone") == "Asia/Seoul"
    assert values == {"title": "", "about": "", "secret": "", "days": 0, "kind": "", "tags": [], "ready": False, "file": None}


@pytest.mark.parametrize(
    ("typed", "number"),
    [("7", 7), (" 7 ", 7), ("", -1), ("-3", -1), ("x", -1), ("1.5", -1), ("٣", -1), ("9" * 19, -1)],
)
def test_a_number_that_cannot_be_read_is_none_and_comes_back(context, typed, number):
    form = sent(days=typed)
    assert form.days.data == number
    assert drawn(form).one("input", name="days")["value"] == typed


class Weighed(Form):
    weight = DecimalField("Weight", render_kw={"inputmode": "decimal"})


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0.5", 0.5), (" 0,25 ", 0.25), (",5", 0.5), ("1", 1), ("1.5", 1.5), ("999", 999)]
    + [(text, -1) for text in ("", ".", "1.", "-1", "x", "1e3", "nan", "0.12345", "1000", "٣", "1.2.3")],
)
def test_a_decimal_has_a_point_or_a_comma_and_comes_back_as_it_was_typed(context, typed, number):
    form = Weighed(formdata=MultiDict({"weight": typed}))
    assert form.weight.data == number
    assert drawn(form).one("input", name="weight")["value"] == typed


@pytest.mark.parametrize(("held", "text"), [(None, "0"), (0.5, "0.5"), (1.0, "1"), (1 / 3, "0.333333")])
def test_a_decimal_stands_as_short_as_it_can(context, held, text):
    assert drawn(Weighed(formdata=None, data={"weight": held})).one("input", name="weight", type="text")["value"] == text
    assert Weighed(formdata=MultiDict({"other": "1"})).weight.data == -1


def test_a_refusal_stands_at_its_field_and_what_was_typed_comes_back(context):
    form = sent(title="Rivers of the north", about="Long <ago>", secret="three brown hens", kind="b", tags="y", ready="1")
    assert form.refuse(Invalid("title", "long", most=9)) == 422
    page = drawn(form)
    control = page.one("input", name="title")
    assert (control["value"], control["aria-invalid"], control["aria-describedby"]) == (
        "Rivers of the north",
        "true",
        "title-fault title-hint",
    )
    assert page.one("p", id="title-fault").text.strip() == "At most 9 characters, please."
    assert (control["maxlength"], "required" in control.attributes) == ("9", True)
    assert page.one("textarea", name="about").text == "Long <ago>"
    assert "value" not in page.one("input", name="secret").attributes, "a password never comes back"
    assert [one["value"] for one in page.all("input", checked=None)] == ["b", "y", "1"]
    assert page.one("input", name="file")["accept"] == ".csv"


@pytest.mark.parametrize("typed", ["\n\nLong <ago>", "\n", "", "Long ago\n"])
def test_a_text_that_begins_with_an_empty_line_comes_back_as_it_was_typed(context, typed):
    form = sent(title="Rivers of the north", about=typed)
    form.refuse(Invalid("title", "long", most=9))
    assert drawn(form).one("textarea", name="about").text == typed


def test_a_line_break_is_one_character(context):
    assert sent(about="\r\nLong\r\nago").about.data == "\nLong\nago"


class Told(Form):
    title = TextField("Title", description="One line.")
    about = AreaField("About")
    kind = RadioField("Kind", choices=[("a", "A")])
    tags = TicksField("Tags", choices=[("x", "X")], render_kw={"tabindex": -1})
    zone = ChoiceField("Zone", choices=GROUPS)
    ready = BooleanField("Ready", description="As it is.", render_kw={"value": "true"})


REGIONS = """{% from "macros/fields.html" import wtf %}
{% for field in form if field.name != "csrf_token" %}{{ wtf(field, region=region) }}{% endfor %}"""


@pytest.mark.parametrize("region", ["", "It is long."])
def test_a_fault_can_be_a_region_that_a_script_fills(context, region):
    page = Page(render_template_string(REGIONS, form=Told(formdata=None), region=region))
    assert [(one["data-faults"], one["id"], one.text) for one in page.all("div", data_faults=None)] == [
        (name, f"{name}-fault", region) for name in ("title", "about", "kind", "tags", "zone", "ready")
    ]
    described = {one["id"]: one["aria-describedby"] for one in page.all(aria_describedby=None)}
    assert described == {
        "title": "title-fault title-hint",
        "about": "about-fault",
        "kind": "kind-fault",
        "tags": "tags-fault",
        "zone": "zone-fault",
        "ready": "ready-fault ready-hint",
    }
    assert len(page.all(aria_invalid="true")) == (6 if region else 0)
    assert (page.one("input", id="ready")["value"], page.one("fieldset", id="tags")["tabindex"]) == ("true", "-1")


def test_what_a_service_refused_stands_in_the_region(context):
    form = Told(formdata=MultiDict({"title": "Rivers"}))
    form.refuse(Invalid("title", "long", most=9))
    page = Page(render_template_string(REGIONS, form=form, region=""))
    assert page.one("div", id="title-fault").text.strip() == "At most 9 characters, please."
    assert [one["id"] for one in page.all(aria_invalid="true")] == ["title"]


def test_every_text_in_a_template_stands_after_the_line_break_that_html_drops():
    templates = [path.read_text() for path in (ROOT / "quizapp" / "templates").rglob("*.html")]
    assert [found for text in templates for found in re.findall(r"<textarea.*</textarea>", text)] == []


def test_a_refusal_of_no_field_stands_over_the_form(context):
    form = sent(title="Rivers")
    assert form.refuse(Invalid("class", "archived")) == 422
    assert form.refused == "class"
    assert drawn(form).one("p", class_="fault").text.strip() == "This class is archived. Reopen it to make changes."


def test_too_many_tries_have_a_status_of_their_own(context):
    class Door(Sample):
        busy = "secret"

    form = Door(formdata=MultiDict({"title": "x"}))
    assert form.refuse(TooMany(2)) == 429
    assert list(form.secret.errors) == ["Too many attempts. Try again in 2 minutes."]
    assert sent(title="x").refuse(TooMany(2)) == 429


def test_a_list_stands_where_it_stood_when_it_does_not_hold_what_was_sent(context):
    form = sent(zone="Mars/Olympus")
    form.refuse(Invalid("zone", "unknown"))
    page = drawn(form)
    assert [one["value"] for one in page.all("option", selected=None)] == ["Asia/Seoul"]
    assert page.one("p", id="zone-fault").text.strip() == "Please choose a time zone from the list."


def test_ids_can_be_its_own_where_a_page_holds_several(context):
    page = drawn(Sample(formdata=None, own="copy"))
    assert page.one("label", for_="copy-title").text == "Title"
    assert page.one("input", name="title")["id"] == "copy-title"
    assert page.one("p", id="copy-title-hint").text == "One line."
    assert {one["id"] for one in page.all("fieldset")} == {"copy-kind", "copy-tags"}
