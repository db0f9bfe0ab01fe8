"""What is predicted before an answer, and running numbers of questions and learners.

Revision 0014, after 0013. Old answers keep the one prediction that was made before them. What they add to the running numbers is worked out
once, deck by deck in order of time.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from math import comb, factorial
from typing import Any

import sqlalchemy as sa
from alembic import op

from quizapp.domain.memory.prediction import DEFAULT, Row, Stream
from quizapp.domain.memory.running import LearnerNumbers, QuestionNumbers

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BESIDE_THE_KEY = frozenset(
    ("id", "formerly", "hint", "why", "category", "level", "tags", "asks", "image", "distractors", "feedback", "vague", "evidence")
)
"""What can change in a question while its right answer stays the same; so can its prompt, unless that has the gaps."""

VERSIONS = sa.text("SELECT id, question_id FROM version ORDER BY id")
REVISIONS = sa.text("SELECT id FROM revision ORDER BY id")
REVISION = sa.text("SELECT data, versions FROM revision WHERE id = :id")
CURRENT = sa.text("SELECT deck.id, revision.versions FROM deck JOIN revision ON revision.id = deck.revision_id")
ANSWERS = sa.text("""
    SELECT answer.user_id, answer.n, answer.question_id, answer.version_id, answer.rating AS stored, answer.recall, answer.day,
        answer.context, question.deck_id, question.fact,
        (SELECT rating FROM amendment WHERE amendment.user_id = answer.user_id AND amendment.answer_n = answer.n
            AND kind IN ('regrade', 'ungrade') ORDER BY amendment.n DESC LIMIT 1) AS regraded,
        (SELECT kind FROM amendment WHERE amendment.user_id = answer.user_id AND amendment.answer_n = answer.n
            ORDER BY amendment.n DESC LIMIT 1) AS amended,
        (SELECT held_back FROM attempt WHERE attempt.user_id = answer.user_id AND attempt.n = answer.attempt) AS held_back
    FROM answer JOIN question ON question.id = answer.question_id
    WHERE answer.rating IS NOT NULL AND substr(answer.nonce, 1, 5) <> 'from:'
        AND NOT EXISTS (SELECT 1 FROM amendment WHERE amendment.user_id = answer.user_id AND amendment.answer_n = answer.n
            AND kind = 'undo')
    ORDER BY answer.at, answer.user_id, answer.n
""")
KEEP = sa.text("UPDATE answer SET residual = :residual, surplus = :surplus, guess = :guess WHERE user_id = :user_id AND n = :n")
SHARE = sa.text("UPDATE version SET numbers_of = :line WHERE id = :id")
LEARNER = sa.text("INSERT INTO learner_numbers (user_id, residuals, information) VALUES (:user_id, :residuals, :information)")
QUESTION = sa.text("""
    INSERT INTO question_numbers (deck_id, question_id, version_id, brought, current, firsts, firsts_known, laters, laters_known, surplus,
        weighed)
    VALUES (:deck, :question, :line, :brought, :current, :firsts, :firsts_known, :laters, :laters_known, :surplus, :weighed)
""")


def upgrade() -> None:
    # Columns that may be empty are added without writing the rows, however many answers there are.
    for name in ("layered", "residual", "surplus", "guess"):
        op.add_column("answer", sa.Column(name, sa.Double(), nullable=True))
    op.add_column("version", sa.Column("numbers_of", sa.Integer(), nullable=True))
    op.create_table(
        "learner_numbers",
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("residuals", sa.Double(), server_default="0", nullable=False),
        sa.Column("information", sa.Double(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_learner_numbers_user_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_learner_numbers")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "question_numbers",
        sa.Column("deck_id", sa.String(length=80), nullable=False),
        sa.Column("question_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("brought", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("current", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("firsts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("firsts_known", sa.Double(), server_default="0", nullable=False),
        sa.Column("laters", sa.Integer(), server_default="0", nullable=False),
        sa.Column("laters_known", sa.Double(), server_default="0", nullable=False),
        sa.Column("surplus", sa.Double(), server_default="0", nullable=False),
        sa.Column("weighed", sa.Double(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name=op.f("fk_question_numbers_deck_id_deck")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_question_numbers_question_id_question")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_question_numbers_version_id_version")),
        sa.PrimaryKeyConstraint("deck_id", "question_id", "version_id", "brought", name=op.f("pk_question_numbers")),
        sqlite_with_rowid=False,
    )
    _fill(op.get_bind())


def downgrade() -> None:
    op.drop_table("question_numbers")
    op.drop_table("learner_numbers")
    with op.batch_alter_table("version", schema=None) as batch_op:
        batch_op.drop_column("numbers_of")
    # Dropping a column rebuilds the table, and what is read from the database does not say that rows have no number of their own.
    with op.batch_alter_table("answer", schema=None, table_kwargs={"sqlite_with_rowid": False}) as batch_op:
        for name in ("guess", "surplus", "residual", "layered"):
            batch_op.drop_column(name)


def _fill(connection: sa.Connection) -> None:
    asked = _asked(connection)
    lines = _lines(connection, asked)
    shared = [{"id": version, "line": line} for version, line in lines.items() if line != version]
    options = {version: _options(question) for version, question in asked.items()}
    kept, learners, questions = _added_up(connection, lines, options)
    current = _current(connection, lines)
    rows = [
        {"deck": deck, "question": question, "line": line, "brought": False, "current": (question, line) in current.get(deck, ())}
        | {name: getattr(numbers, name) for name in QuestionNumbers.__dataclass_fields__}
        for (deck, question, line), numbers in sorted(questions.items())
    ]
    known = {(deck, question, line) for deck, question, line in questions}
    rows += [
        {"deck": deck, "question": question, "line": line, "brought": False, "current": True}
        | dict.fromkeys(QuestionNumbers.__dataclass_fields__, 0)
        for deck, pairs in current.items()
        for question, line in sorted(pairs)
        if (deck, question, line) not in known
    ]
    able = [{"user_id": user, "residuals": one.residuals, "information": one.information} for user, one in sorted(learners.items())]
    for statement, values in ((SHARE, shared), (KEEP, kept), (LEARNER, able), (QUESTION, rows)):
        if values:
            connection.execute(statement, values)


def _asked(connection: sa.Connection) -> dict[int, Mapping[str, Any]]:
    """Return each version as it was published first, as far as the revisions tell."""
    found: dict[int, Mapping[str, Any]] = {}
    for (number,) in connection.execute(REVISIONS).all():
        ((data, versions),) = connection.execute(REVISION, {"id": number}).all()
        pairs = _pairs(versions)
        files = json.loads(data or "{}").get("files", ())
        for question in (question for file in files for fact in file["facts"] for question in fact["questions"]):
            if question.get("id") in pairs:
                found.setdefault(pairs[question["id"]][1], question)
    return found


def _lines(connection: sa.Connection, asked: Mapping[int, Mapping[str, Any]]) -> dict[int, int]:
    """Return the version whose numbers each version shares: the same as the one before it, unless its right answer may be another."""
    lines: dict[int, int] = {}
    newest: dict[int, int] = {}
    for version, question in connection.execute(VERSIONS).all():
        before = newest.get(question)
        same = before in asked and version in asked and _key(asked[before]) == _key(asked[version])
        lines[version] = lines[before] if before is not None and same else version
        newest[question] = version
    return lines


def _current(connection: sa.Connection, lines: Mapping[int, int]) -> dict[str, set[tuple[int, int]]]:
    """Return the questions of each deck today, each with the version whose numbers it has."""
    return {
        deck: {(question, lines[version]) for question, version in _pairs(versions).values() if version in lines}
        for deck, versions in connection.execute(CURRENT).all()
    }


def _added_up(
    connection: sa.Connection, lines: Mapping[int, int], options: Mapping[int, int]
) -> tuple[list[dict[str, Any]], dict[int, LearnerNumbers], dict[tuple[str, int, int], QuestionNumbers]]:
    """Return what each answer keeps, and the numbers of learners and questions."""
    streams: dict[str, Stream] = defaultdict(DEFAULT.start)
    learners: dict[int, LearnerNumbers] = defaultdict(LearnerNumbers)
    questions: dict[tuple[str, int, int], QuestionNumbers] = defaultdict(QuestionNumbers)
    kept = []
    for one in connection.execute(ANSWERS).all():
        line = lines.get(one.version_id, one.version_id)
        rating = 3 if one.amended == "right" else one.regraded or one.stored
        number = 0 if one.context == "cards" else options.get(one.version_id, 0)
        answer = Row(one.user_id, line, one.fact, date.fromisoformat(str(one.day)[:10]), 0.0, rating, number)
        stream, floor, right = streams[one.deck_id], 1 / number if number > 1 else 0.0, rating > 1
        if one.held_back:
            evidence = stream.evidence(answer)
            outcome = evidence.outcome(*DEFAULT.predictions(evidence), right=right)
        elif learned := stream.learn(answer):
            outcome = replace(learned, first=one.recall is None)
            place = (one.deck_id, one.question_id, line)
            questions[place] = questions[place].plus(outcome)
            learners[one.user_id] = learners[one.user_id].plus(outcome)
        else:
            continue
        stored = outcome.regraded(before=right, right=one.stored > 1, floor=floor)
        kept.append({"user_id": one.user_id, "n": one.n, "residual": stored.residual, "surplus": stored.surplus, "guess": floor})
    return kept, learners, questions


def _pairs(versions: str) -> dict[str, tuple[int, int]]:
    return {key: (pair[0], pair[1]) for key, pair in json.loads(versions or "{}").items()}


def _key(question: Mapping[str, Any]) -> dict[str, Any]:
    prompt = set() if question.get("type") == "cloze" else {"prompt"}
    return {name: value for name, value in question.items() if name not in BESIDE_THE_KEY | prompt}


def _options(question: Mapping[str, Any]) -> int:
    """Return of how many equal options a blind guess would take one; 0 for a typed answer."""
    wrong = len(question.get("distractors") or ())
    match question.get("type"):
        case "true_false":
            return 2
        case "multiple_choice":
            return len(question.get("choices") or ()) or wrong + 1
        case "matching":
            return len(set(dict(question["pairs"]).values())) + wrong
        case "multiple_answer":
            chance = _ticked(len(question["answers"]), wrong)
        case "ordering":
            chance = _in_order(len(question["items"]))
        case _:
            return 0
    return round(1 / chance) if chance else 0


def _ticked(right: int, wrong: int) -> float:
    """Return the expected score of ticking options by the toss of a coin."""
    worth = sum(
        comb(right, hits) * comb(wrong, misses) * (hits - misses) for hits in range(right + 1) for misses in range(min(hits, wrong + 1))
    )
    return worth / right / ((1 << (right + wrong)) - 1)


def _in_order(items: int) -> float:
    """Return the expected score of a random order."""
    orders = [1]
    for count in range(2, items + 1):
        orders = [sum(orders[max(0, wrong - count + 1) : wrong + 1]) for wrong in range(len(orders) + count - 1)]
    pairs = comb(items, 2)
    return sum(ways * max(0, pairs - 2 * wrong) for wrong, ways in enumerate(orders)) / pairs / factorial(items)
