"""Sets of weights for predicting answers that were fitted on this site; until one is, the shipped set is in use. What imported decks bring.

Revision 0015, after 0014.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "weight_set",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("later", sa.Text(), nullable=False),
        sa.Column("learners", sa.Integer(), nullable=False),
        sa.Column("next_day", sa.Integer(), nullable=False),
        sa.Column("losses", sa.Text(), nullable=False),
        sa.Column("fitted_from", sa.Integer(), nullable=False),
        sa.Column("in_use", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_weight_set")),
        sqlite_autoincrement=True,
    )

    op.create_table(
        "brought",
        sa.Column("deck_id", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("firsts", sa.Integer(), nullable=False),
        sa.Column("firsts_known", sa.Double(), nullable=False),
        sa.Column("laters", sa.Integer(), nullable=False),
        sa.Column("laters_known", sa.Double(), nullable=False),
        sa.Column("surplus", sa.Double(), nullable=False),
        sa.Column("weighed", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name=op.f("fk_brought_deck_id_deck")),
        sa.PrimaryKeyConstraint("deck_id", "key", name=op.f("pk_brought")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("brought")
    op.drop_table("weight_set")
