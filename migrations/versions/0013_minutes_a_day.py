"""How many minutes a learner studies a day; nobody who studied before has a limit.

Revision 0013, after 0012.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("minutes", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("account", "minutes")
