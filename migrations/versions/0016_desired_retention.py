"""How sure a learner, or a class, wants to be; kept with each answer, which its question's day follows from. None is the usual.

Revision 0016, after 0015.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES = ("account", "answer", "classroom")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("desired_retention", sa.SmallInteger(), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "desired_retention")
