"""How templates get their texts and globals."""

from jinja2 import Environment

PAGES = ("base.html", "study/question.html", "study/feedback.html")


def test_no_template_has_globals_of_its_own_so_that_none_are_copied(app):
    for name in PAGES:
        assert app.jinja_env.get_template(name).globals is app.jinja_env.globals, "Jinja asks make_globals no more: measure an answer again"


def test_a_template_that_is_given_globals_keeps_them_to_itself(app):
    template = app.jinja_env.from_string("{{ only_here }} {{ asset.__name__ }}", globals={"only_here": "mine"})

    assert template.render() == "mine asset"
    assert "only_here" not in app.jinja_env.globals


def test_nothing_private_of_jinja_is_replaced(app):
    ours = [name for name in vars(type(app.jinja_env)) if not name.startswith("__")]

    assert ours == ["make_globals"]
    assert app.jinja_env.template_class is Environment.template_class
