"""A quiz can close its deck to those outside while it runs.

Revision 0010, after 0009.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closes_deck", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index("ix_assignment_closing", ["deck_id", "closes_deck", "opens_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index("ix_assignment_closing")
        batch_op.drop_column("closes_deck")
