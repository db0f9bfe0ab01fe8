"""Static files: under names that change with their content, cached for ever by browsers, compressed if there is an up-to-date copy."""

import gzip
import os

import pytest
from flask import Flask

from quizapp.config import read_settings
from quizapp.web import assets


@pytest.fixture
def static(tmp_path, monkeypatch):
    """A folder with one style sheet, and the client of an app that serves it."""
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    (tmp_path / "style.css").write_text("p { margin: 0 }" * 100)

    def client():
        app = Flask("served")
        assets.init_app(app, read_settings(environ={}))
        with app.app_context():
            return app.test_client(), assets.asset("style.css")

    return tmp_path, client


def fetch(client, address):
    with client.get(address, headers={"Accept-Encoding": "gzip"}) as response:
        return response.headers.get("Content-Encoding"), response.data


def pack(folder, *, older):
    packed = folder / "style.css.gz"
    packed.write_bytes(gzip.compress((folder / "style.css").read_bytes()))
    age = (folder / "style.css").stat().st_mtime - (60 if older else 0)
    os.utime(packed, (age, age))


def test_a_name_changes_with_the_content(static):
    folder, make_client = static
    _, before = make_client()
    (folder / "style.css").write_text("p { margin: 1rem }")
    _, after = make_client()

    assert before.startswith("/static/style.")
    assert before != after


def test_a_fresh_compressed_copy_goes_over_the_wire(static):
    folder, make_client = static
    pack(folder, older=False)

    assert fetch(*make_client())[0] == "gzip"


def test_a_compressed_copy_that_is_older_than_its_source_does_not(static):
    folder, make_client = static
    pack(folder, older=True)

    assert fetch(*make_client()) == (None, (folder / "style.css").read_bytes())


def test_other_names_are_not_served(static):
    _, make_client = static
    client, _ = make_client()

    assert client.get("/static/style.css").status_code == 404
