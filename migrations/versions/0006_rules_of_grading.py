"""Which rules graded an answer, and the answers that newer rules grade otherwise.

Revision 0006, after 0005.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "regrade_offer",
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("answer_n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("rules", sa.SmallInteger(), nullable=False),
        sa.Column("settled", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_regrade_offer_question_id_question")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_regrade_offer_user_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "answer_n", name=op.f("pk_regrade_offer")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("regrade_offer", schema=None) as batch_op:
        batch_op.create_index("ix_regrade_offer_question_id", ["question_id"], unique=False)

    # A column with a constant default is added without writing the rows, however many answers there are.
    for table in ("answer", "position", "question"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("rules", sa.SmallInteger(), server_default="1", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_column("rules")

    # Dropping a column rebuilds the table, and what is read from the database does not say that rows have no number of their own.
    for table in ("position", "answer"):
        with op.batch_alter_table(table, schema=None, table_kwargs={"sqlite_with_rowid": False}) as batch_op:
            batch_op.drop_column("rules")

    with op.batch_alter_table("regrade_offer", schema=None) as batch_op:
        batch_op.drop_index("ix_regrade_offer_question_id")

    op.drop_table("regrade_offer")
