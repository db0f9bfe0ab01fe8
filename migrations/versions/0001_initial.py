"""Initial.

Revision 0001, after nothing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", LONG, nullable=False),
        sa.Column("username", sa.String(length=80), nullable=True),
        sa.Column("username_key", sa.String(length=200), nullable=True),
        sa.Column("display_name", sa.String(length=80), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("theme", sa.String(length=10), nullable=False),
        sa.Column("text_size", sa.String(length=10), nullable=False),
        sa.Column("new_facts", sa.Integer(), nullable=False),
        sa.Column("letter_keys", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("four_buttons", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("disabled", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("calendar_hash", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("active_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("calendar_hash", name=op.f("uq_account_calendar_hash")),
        sa.UniqueConstraint("username_key", name=op.f("uq_account_username_key")),
    )
    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
    )
    op.create_table(
        "deck",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("visibility", sa.String(length=10), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=5000), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deck")),
    )
    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitation")),
    )
    op.create_table(
        "job",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job")),
    )
    op.create_table(
        "amendment",
        sa.Column("user_id", LONG, autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answer_n", sa.Integer(), nullable=False),
        sa.Column("after_n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_amendment_user_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "n", name=op.f("pk_amendment")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.create_index("ix_amendment_user_id_answer_n", ["user_id", "answer_n"], unique=False)

    op.create_table(
        "day_total",
        sa.Column("user_id", LONG, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("ms", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_day_total_user_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "day", name=op.f("pk_day_total")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "my_deck",
        sa.Column("user_id", LONG, nullable=False),
        sa.Column("deck_id", sa.String(length=80), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("stopped", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("anew_after", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name=op.f("fk_my_deck_deck_id_deck")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_my_deck_user_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "deck_id", name=op.f("pk_my_deck")),
    )
    op.create_table(
        "position",
        sa.Column("user_id", LONG, autoincrement=False, nullable=False),
        sa.Column("attempt", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("settled", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("nonce", sa.String(length=40), nullable=False),
        sa.Column("ms", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_position_user_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "attempt", "position", name=op.f("pk_position")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deck_id", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name=op.f("fk_question_deck_id_deck")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("deck_id", "key", name=op.f("uq_question_deck_id_key")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deck_id", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("versions", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name=op.f("fk_revision_deck_id_deck")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("deck_id", "number", name=op.f("uq_revision_deck_id_number")),
    )
    op.create_table(
        "sign_in",
        sa.Column("user_id", LONG, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_sign_in_user_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "token_hash", name=op.f("pk_sign_in")),
    )
    op.create_table(
        "attempt",
        sa.Column("user_id", LONG, autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("deck_id", sa.String(length=80), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=40), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("feedback", sa.String(length=8), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=8), nullable=False),
        sa.Column("points", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name=op.f("fk_attempt_deck_id_deck")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_attempt_revision_id_revision")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_attempt_user_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "n", name=op.f("pk_attempt")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "memory",
        sa.Column("user_id", LONG, autoincrement=False, nullable=False),
        sa.Column("question_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stability", sa.Double(), nullable=False),
        sa.Column("difficulty", sa.Double(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("ask_day", sa.Date(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("streak", sa.Integer(), nullable=False),
        sa.Column("tested", sa.Boolean(), nullable=False),
        sa.Column("proven", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_memory_question_id_question")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_memory_user_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "question_id", name=op.f("pk_memory")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("memory", schema=None) as batch_op:
        batch_op.create_index("ix_memory_user_id_ask_day", ["user_id", "ask_day"], unique=False)

    op.create_table(
        "version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_version_question_id_question")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_version_revision_id_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint("question_id", "digest", name=op.f("uq_version_question_id_digest")),
    )
    op.create_table(
        "answer",
        sa.Column("user_id", LONG, autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("hint", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("ms", sa.Integer(), nullable=True),
        sa.Column("recall", sa.Double(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("context", sa.String(length=8), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("nonce", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_answer_question_id_question")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_answer_user_id_account"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_answer_version_id_version")),
        sa.PrimaryKeyConstraint("user_id", "n", name=op.f("pk_answer")),
        sa.UniqueConstraint("user_id", "nonce", name=op.f("uq_answer_user_id_nonce")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index("ix_answer_user_id_day", ["user_id", "day"], unique=False)
        batch_op.create_index("ix_answer_user_id_question_id", ["user_id", "question_id", "n"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index("ix_answer_user_id_question_id")
        batch_op.drop_index("ix_answer_user_id_day")

    op.drop_table("answer")
    op.drop_table("version")
    with op.batch_alter_table("memory", schema=None) as batch_op:
        batch_op.drop_index("ix_memory_user_id_ask_day")

    op.drop_table("memory")
    op.drop_table("attempt")
    op.drop_table("sign_in")
    op.drop_table("revision")
    op.drop_table("question")
    op.drop_table("position")
    op.drop_table("my_deck")
    op.drop_table("day_total")
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.drop_index("ix_amendment_user_id_answer_n")

    op.drop_table("amendment")
    op.drop_table("job")
    op.drop_table("invitation")
    op.drop_table("deck")
    op.drop_table("counter")
    op.drop_table("account")
