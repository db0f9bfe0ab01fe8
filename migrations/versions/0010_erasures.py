"""Who was erased, so that a restore of an older backup erases them again.

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
    op.create_table(
        "erasure",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_erasure")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("erasure")
