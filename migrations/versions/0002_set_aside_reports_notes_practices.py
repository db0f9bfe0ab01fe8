"""What a learner sets aside, reports, notes and practises; the fact of each question.

Revision 0002, after 0001.
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "note",
        sa.Column("user_id", LONG, autoincrement=False, nullable=False),
        sa.Column("deck_id", sa.String(length=80), nullable=False),
        sa.Column("fact", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name=op.f("fk_note_deck_id_deck")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_note_user_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "deck_id", "fact", name=op.f("pk_note")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "practice",
        sa.Column("user_id", LONG, autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("deck_id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("nonce", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name=op.f("fk_practice_deck_id_deck")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_practice_revision_id_revision")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_practice_user_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "n", name=op.f("pk_practice")),
        sa.UniqueConstraint("user_id", "nonce", name=op.f("uq_practice_user_id_nonce")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "report",
        sa.Column("user_id", LONG, autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answer_n", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_report_question_id_question")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_report_user_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "n", name=op.f("pk_report")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index("ix_report_question_id", ["question_id"], unique=False)

    op.create_table(
        "set_aside",
        sa.Column("user_id", LONG, autoincrement=False, nullable=False),
        sa.Column("question_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_set_aside_question_id_question")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_set_aside_user_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "question_id", name=op.f("pk_set_aside")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.add_column(sa.Column("fact", sa.String(length=80), server_default=sa.text("''"), nullable=False))
        batch_op.create_index("ix_question_deck_id_fact", ["deck_id", "fact"], unique=False)
    fill_facts()


def fill_facts() -> None:
    """Store the fact of every question of the current revisions, as publishing does from now on; a removed question is its own fact."""
    connection = op.get_bind()
    connection.execute(sa.text("UPDATE question SET fact = key"))
    current = "SELECT revision.data, revision.versions FROM deck JOIN revision ON revision.id = deck.revision_id"
    for data, versions in connection.execute(sa.text(current)).all():
        ids = {key: question_id for key, (question_id, _) in json.loads(versions).items()}
        for key, fact in facts_of(json.loads(data)).items():
            if key in ids:
                connection.execute(sa.text("UPDATE question SET fact = :fact WHERE id = :id"), {"fact": fact, "id": ids[key]})


def facts_of(data: dict) -> dict[str, str]:
    """Return the fact of each question key in the stored data of a deck."""
    found = {}
    for file in data["files"]:
        for fact in file.get("facts") or ():
            for question in fact.get("questions") or ():
                key = question.get("id") or f"{fact['id']}-{str(question['type']).replace('_', '-')}"
                found |= {key: fact["id"], f"{key}-back": fact["id"]}
        found |= {question["id"]: question["id"] for question in file.get("questions") or ()}
    return found


def downgrade() -> None:
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_index("ix_question_deck_id_fact")
        batch_op.drop_column("fact")

    op.drop_table("set_aside")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index("ix_report_question_id")

    op.drop_table("report")
    op.drop_table("practice")
    op.drop_table("note")
