"""Classes, owners and drafts of decks, a log.

Revision 0003, after 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "classroom",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=True),
        sa.Column("code_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accounts_only", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_classroom")),
        sa.UniqueConstraint("code", name=op.f("uq_classroom_code")),
    )
    op.create_table(
        "log_entry",
        sa.Column("id", LONG, nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("object", sa.String(length=200), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_entry")),
    )
    with op.batch_alter_table("log_entry", schema=None) as batch_op:
        batch_op.create_index("ix_log_entry_at", ["at"], unique=False)

    op.create_table(
        "class_deck",
        sa.Column("class_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("deck_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["classroom.id"], name=op.f("fk_class_deck_class_id_classroom")),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name=op.f("fk_class_deck_deck_id_deck")),
        sa.PrimaryKeyConstraint("class_id", "deck_id", name=op.f("pk_class_deck")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "deck_owner",
        sa.Column("user_id", LONG, autoincrement=False, nullable=False),
        sa.Column("deck_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name=op.f("fk_deck_owner_deck_id_deck")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_deck_owner_user_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "deck_id", name=op.f("pk_deck_owner")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("deck_owner", schema=None) as batch_op:
        batch_op.create_index("ix_deck_owner_deck_id", ["deck_id"], unique=False)

    op.create_table(
        "draft",
        sa.Column("deck_id", sa.String(length=80), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name=op.f("fk_draft_deck_id_deck")),
        sa.PrimaryKeyConstraint("deck_id", name=op.f("pk_draft")),
    )
    op.create_table(
        "membership",
        sa.Column("user_id", LONG, autoincrement=False, nullable=False),
        sa.Column("class_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["class_id"], ["classroom.id"], name=op.f("fk_membership_class_id_classroom")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_membership_user_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "class_id", name=op.f("pk_membership")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index("ix_membership_class_id", ["class_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index("ix_membership_class_id")

    op.drop_table("membership")
    op.drop_table("draft")
    with op.batch_alter_table("deck_owner", schema=None) as batch_op:
        batch_op.drop_index("ix_deck_owner_deck_id")

    op.drop_table("deck_owner")
    op.drop_table("class_deck")
    with op.batch_alter_table("log_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_log_entry_at")

    op.drop_table("log_entry")
    op.drop_table("classroom")
