"""The days on which learners expect tests, by deck.

Revision 0019, after 0018.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "own_test",
        sa.Column("user_id", LONG, autoincrement=False, nullable=False),
        sa.Column("deck_id", sa.String(length=80), nullable=False),
        sa.Column("category", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("goal", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name=op.f("fk_own_test_deck_id_deck")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_own_test_user_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "deck_id", name=op.f("pk_own_test")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("own_test")
