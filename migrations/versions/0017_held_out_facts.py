"""Quizzes that hold a few facts out of practice, and the draw of them; no quiz did before.

Revision 0017, after 0016.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("assignment", sa.Column("holds_out", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("assignment", sa.Column("practised_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "drawn_fact",
        sa.Column("user_id", LONG, nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("fact", sa.String(length=80), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.Column("near", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_drawn_fact_user_id_account"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_drawn_fact_assignment_id_assignment")),
        sa.PrimaryKeyConstraint("user_id", "assignment_id", "fact", name=op.f("pk_drawn_fact")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("drawn_fact")
    op.drop_column("assignment", "practised_at")
    op.drop_column("assignment", "holds_out")
