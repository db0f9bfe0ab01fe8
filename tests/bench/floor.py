"""The floor: the cheapest honest Flask server that stores one spaced-repetition answer and shows the next card.

One request loads the signed-in user, checks a CSRF token, reads the card that is due, schedules it with py-fsrs, stores card and review,
and renders the next card as a page of about 10 KB; GET /next only shows it. The real app is compared with it. `python floor.py` creates the
database FLOOR_DATABASE.
"""

import os
import time
from datetime import UTC, datetime, timedelta

from flask import Flask, abort, render_template, request, session
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect, generate_csrf
from fsrs import Card, Rating, Scheduler, State
from jinja2 import DictLoader
from sqlalchemy import ForeignKey, Index, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

USERS, CARDS = 64, 500
DAY = 86_400


class Base(DeclarativeBase):
    """The base of the three tables."""


app = Flask(__name__)
app.config.update(
    SECRET_KEY="a key for the bench", SQLALCHEMY_DATABASE_URI=f"sqlite:///{os.environ['FLOOR_DATABASE']}", WTF_CSRF_TIME_LIMIT=None
)
db = SQLAlchemy(app, model_class=Base)
CSRFProtect(app)
scheduler = Scheduler()


class User(Base):
    """Somebody who studies."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class CardRow(Base):
    """The memory state of one card; times are seconds since the epoch."""

    __tablename__ = "card"
    __table_args__ = (Index("ix_due", "user_id", "due", "item_id"), {"sqlite_with_rowid": False})

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(primary_key=True)
    due: Mapped[int]
    stability: Mapped[float]
    difficulty: Mapped[float]
    last_review: Mapped[int]
    reps: Mapped[int]


class Review(Base):
    """One answer."""

    __tablename__ = "review"
    __table_args__ = (Index("ix_review_user_at", "user_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    item_id: Mapped[int]
    rating: Mapped[int]
    at: Mapped[int]


with app.app_context():

    @event.listens_for(db.engine, "connect")
    def set_up(connection, _):
        for pragma in ("busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")


PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body>
<nav>{% for name in nav %}<a href="/{{ name }}">{{ name }}</a>{% endfor %}</nav>
<main><h1>{{ title }}</h1><form method="post" action="/answer"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
<input type="hidden" name="item" value="{{ item }}">{% for choice in choices %}<label>
<input type="radio" name="choice" value="{{ loop.index }}"> {{ choice }}</label>{% endfor %}<button>Answer</button></form>
<ul>{% for row in rows %}<li class="row {{ 'odd' if loop.index is odd else 'even' }}" data-n="{{ loop.index }}">
<span>{{ row.name }}</span> <b>{{ row.value }}</b> <em>{{ '%.1f'|format(row.share) }}%</em></li>{% endfor %}</ul></main>
</body></html>"""
NAV = ["decks", "quiz", "progress", "classes", "account", "help"]
CHOICES = ["first <choice>", "second & choice", "third choice", "fourth choice"]
ROWS = [{"name": f"Topic number {number} <x>", "value": number * 7, "share": number / 3} for number in range(92)]
app.jinja_loader = DictLoader({"page.html": PAGE})


def page(item):
    return render_template("page.html", title="Next card", item=item, nav=NAV, choices=CHOICES, rows=ROWS)


def next_due(user_id):
    return db.session.scalar(select(CardRow).where(CardRow.user_id == user_id).order_by(CardRow.due).limit(1))


@app.get("/sign-in/<int:user_id>")
def sign_in(user_id):
    session["user"] = user_id
    return generate_csrf()


def signed_in():
    return db.session.get(User, session.get("user", 0)) or abort(403)


@app.get("/next")
def show_next():
    return page(next_due(signed_in().id).item_id)


@app.post("/answer")
def answer():
    return page(store(signed_in().id, int(request.form["rating"])))


def store(user_id, rating):
    """Store an answer to the card that is due, and return the next one's number."""
    now, card = int(time.time()), next_due(user_id)
    before = Card(
        card_id=card.item_id,
        state=State.Review,
        stability=card.stability,
        difficulty=card.difficulty,
        due=datetime.fromtimestamp(card.due, UTC),
        last_review=datetime.fromtimestamp(card.last_review, UTC),
    )
    after, _ = scheduler.review_card(before, Rating(rating))
    card.stability, card.difficulty, card.due = after.stability, after.difficulty, int((after.due + timedelta(days=1)).timestamp())
    card.last_review, card.reps = now, card.reps + 1
    db.session.add(Review(user_id=user_id, item_id=card.item_id, rating=rating, at=now))
    db.session.commit()
    return next_due(user_id).item_id


def make():
    """Create the database, with every card of every user due."""
    with app.app_context():
        db.create_all()
        now = int(time.time())
        db.session.execute(User.__table__.insert(), [{"id": user, "name": f"user {user}"} for user in range(1, USERS + 1)])
        cards = [
            {"user_id": user, "item_id": item, "due": now - 10 * DAY + (item * 7919 + user) % (9 * DAY)}
            for user in range(1, USERS + 1)
            for item in range(CARDS)
        ]
        rest = {"stability": 5.0, "difficulty": 5.0, "last_review": now - 11 * DAY, "reps": 1}
        db.session.execute(CardRow.__table__.insert(), [card | rest for card in cards])
        db.session.commit()


if __name__ == "__main__":
    make()
