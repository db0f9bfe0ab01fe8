"""Twenty of the worst files come in at once while a student takes a quiz: the student notices nothing, and no worker ends."""

import sqlite3
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from io import BytesIO
from uuid import uuid4

import pytest
from browsing import Browsing
from growth import package
from support import PASSWORD, RIGHT, live

from quizapp.config import read_settings
from quizapp.services.people import accounts
from quizapp.services.site import maintenance

TEACHERS, WORKERS = 5, 4


def computing():
    """A collection with a column that computes gigabytes."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(
            "CREATE TABLE col (decks TEXT); CREATE TABLE cards (nid, did, ord); INSERT INTO col VALUES ('{}');"
            "CREATE TABLE notes (id INTEGER PRIMARY KEY, tags TEXT, flds TEXT AS (hex(zeroblob(300000000))));"
            "INSERT INTO notes (id, tags) VALUES (1, '')"
        )
        connection.commit()
        return connection.serialize()


def zipped(**entries):
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "."), content)
    return target.getvalue()


WORST = (
    ("bomb.zip", zipped(deck__yaml=bytes(200_000_000))),
    ("elsewhere.zip", zipped(**{"../../deck.yaml": "title: T"})),
    ("deep.zip", zipped(deck__yaml=b"a: " + b"[" * 900_000)),
    ("computing.apkg", package([], computing())),
    ("cards.apkg", package([f"{number}\x1f{'<b>' * 300}" for number in range(5000)])),
    ("none.apkg", b"PK\x03\x04" + bytes(100_000)),
    ("rows.csv", "type,prompt,answer\n" + "flashcard,a,b\n" * 100_000),
    ("quotes.csv", 'type,prompt,answer\nflashcard,a,"' + '""' * 400_000),
    ("many.gift", "a{=b}\n\n" * 40_000),
    ("open.gift", "a{" + "=b ~c " * 200_000),
    ("nested.gift", "{" * 500_000),
    (
        "comments.xml",
        '<quiz><question type="truefalse"><questiontext format="html"><text>' + "&lt;!--" * 100_000 + "</text></questiontext>",
    ),
    ("links.xml", "<quiz>" + '<question type="essay">&lt;a href="' * 20_000),
    ("entities.xml", '<!DOCTYPE q [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><quiz>&b;</quiz>'),
    ("spaces.aiken.txt", "What?\nA. " + " " * 900_000 + "\nANSWER: A\n"),
    ("answers.aiken.txt", "ANSWER: A\n" * 90_000),
    ("noise.zip", bytes(range(256)) * 4000),
    ("nothing.gift", ""),
    ("utf-16.csv", "type,prompt,answer\n".encode("utf-16") * 30_000),
    ("long.gift", "::" + "x" * 1_500_000 + "::{T}"),
)


@pytest.fixture
def site(instance):
    with live(instance, "--workers", str(WORKERS)) as server:
        settings = read_settings({"INSTANCE": instance}, {})
        with maintenance.connected(settings):
            for number in range(TEACHERS):
                accounts.create(f"teacher{number}", PASSWORD, now=settings.clock(), role="teacher")
        yield server


def upload(browsing, name, content):
    """Send a file to be imported; return the status."""
    boundary, token = uuid4().hex, browsing.open("/teach/decks/import").hidden("csrf_token")
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n--{boundary}\r\n'
    head += f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    data = content if isinstance(content, bytes) else content.encode()
    cookie = "; ".join(f"{key}={value}" for key, value in browsing.cookies.items())
    with closing(HTTPConnection(browsing.place, timeout=60)) as connection:
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}", "Cookie": cookie, "Sec-Fetch-Site": "same-origin"}
        connection.request("POST", "/teach/decks/import", head.encode() + data + f"\r\n--{boundary}--\r\n".encode(), headers)
        return connection.getresponse().status


def test_a_student_takes_a_quiz_meanwhile(site):
    teachers = []
    for number in range(TEACHERS):
        teachers.append(teacher := Browsing(site.address))
        form = {"csrf_token": teacher.open("/login").hidden("csrf_token"), "username": f"teacher{number}", "password": PASSWORD}
        teacher.send("POST", "/login", form)
    workers = site.all_workers(WORKERS)
    student = Browsing(site.address)
    student.become_guest()
    student.send("POST", "/quiz/harbour", {"csrf_token": student.open("/quiz/harbour").hidden("csrf_token"), "everything": "1"})

    with ThreadPoolExecutor(len(WORST)) as pool:
        sent = [pool.submit(upload, teachers[place % TEACHERS], *file) for place, file in enumerate(WORST)]
        for position in range(1, 10):
            page = student.open(f"/attempts/1/{position}")
            form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation"), **RIGHT[page.type]}
            student.send("POST", f"/attempts/1/{position}", form)
            assert student.status == 200
        student.send("POST", "/attempts/1", {"csrf_token": student.open("/attempts/1").hidden("csrf_token")})
        assert "9 of 9 points" in student.page.words
        statuses = {file[0]: one.result() for file, one in zip(WORST, sent, strict=True)}

    assert set(statuses.values()) <= {303, 413, 422}, statuses
    assert 303 in statuses.values()
    assert site.workers == workers
    assert "Traceback" not in site.stop()
