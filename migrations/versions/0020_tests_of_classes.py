"""The days of the tests of a class, by deck, and what was expected on the evening before.

Revision 0020, after 0019.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "class_test",
        sa.Column("class_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("deck_id", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("goal", sa.SmallInteger(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["classroom.id"], name=op.f("fk_class_test_class_id_classroom")),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name=op.f("fk_class_test_deck_id_deck")),
        sa.PrimaryKeyConstraint("class_id", "deck_id", name=op.f("pk_class_test")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("class_test")
