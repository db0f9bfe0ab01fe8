"""What the coming days will bring is kept with the learner until something changes it.

Revision 0018, after 0017.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("account", sa.Column("plan_changes", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "forecast",
        sa.Column("user_id", LONG, autoincrement=False, nullable=False),
        sa.Column("deck", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("numbers", sa.Text(), nullable=False),
        sa.Column("made_from", sa.String(length=64), nullable=False),
        sa.Column("editions", sa.Text(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("amended", sa.Integer(), nullable=False),
        sa.Column("plan_changes", sa.Integer(), nullable=False),
        sa.Column("new_facts", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("desired_retention", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_forecast_user_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "deck", name=op.f("pk_forecast")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("forecast")
    op.drop_column("account", "plan_changes")
