"""Teachers.

Revision 0004, after 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("mime", sa.String(length=20), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_picture")),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("deck_id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("counts", sa.String(length=8), nullable=False),
        sa.Column("feedback", sa.String(length=8), nullable=False),
        sa.Column("shuffled", sa.Boolean(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["classroom.id"], name=op.f("fk_assignment_class_id_classroom")),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name=op.f("fk_assignment_deck_id_deck")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index("ix_assignment_class_id", ["class_id"], unique=False)

    op.create_table(
        "extension",
        sa.Column("user_id", LONG, autoincrement=False, nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extra", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_extension_assignment_id_assignment")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_extension_user_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "assignment_id", name=op.f("pk_extension")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mark",
        sa.Column("user_id", LONG, autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_mark_assignment_id_assignment")),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_mark_user_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "n", name=op.f("pk_mark")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "regrade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deck_id", sa.String(length=80), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("done_to", LONG, server_default="0", nullable=False),
        sa.Column("changed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name=op.f("fk_regrade_deck_id_deck")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_regrade_question_id_question")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_regrade_revision_id_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regrade")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("made_in", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("first_password", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("score", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("verdict", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("rating", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("regrade_id", sa.Integer(), nullable=True))

    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("assignment_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_attempt_assignment_id_assignment"), "assignment", ["assignment_id"], ["id"])

    with op.batch_alter_table("deck", schema=None) as batch_op:
        batch_op.add_column(sa.Column("copied_from", sa.String(length=80), server_default=sa.text("('')"), nullable=False))

    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pictures", sa.Text(), server_default=sa.text("'{}'"), nullable=False))
        batch_op.add_column(sa.Column("trail", sa.Text(), server_default=sa.text("'[]'"), nullable=False))
        batch_op.add_column(sa.Column("n", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("revision_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("changed_by", sa.String(length=80), server_default=sa.text("('')"), nullable=False))
        batch_op.create_foreign_key(batch_op.f("fk_draft_revision_id_revision"), "revision", ["revision_id"], ["id"])

    with op.batch_alter_table("log_entry", schema=None) as batch_op:
        batch_op.create_index("ix_log_entry_object", ["object"], unique=False)

    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("user_id", LONG, nullable=True))
        batch_op.add_column(sa.Column("class_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("role", sa.String(length=10), server_default=sa.text("('')"), nullable=False))
        batch_op.create_foreign_key(batch_op.f("fk_invitation_user_id_account"), "account", ["user_id"], ["id"], ondelete="CASCADE")

    with op.batch_alter_table("memory", schema=None) as batch_op:
        batch_op.add_column(sa.Column("recheck", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.add_column(sa.Column("settled", sa.String(length=10), server_default=sa.text("('')"), nullable=False))

    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("files", sa.Text(), server_default=sa.text("('')"), nullable=False))
        batch_op.add_column(sa.Column("pictures", sa.Text(), server_default=sa.text("'{}'"), nullable=False))
        batch_op.add_column(sa.Column("by", sa.String(length=80), server_default=sa.text("('')"), nullable=False))
        batch_op.add_column(sa.Column("why", sa.Text(), server_default=sa.text("('')"), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_column("why")
        batch_op.drop_column("by")
        batch_op.drop_column("pictures")
        batch_op.drop_column("files")

    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_column("settled")

    with op.batch_alter_table("memory", schema=None) as batch_op:
        batch_op.drop_column("recheck")

    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_invitation_user_id_account"), type_="foreignkey")
        batch_op.drop_column("role")
        batch_op.drop_column("class_id")
        batch_op.drop_column("user_id")

    with op.batch_alter_table("log_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_log_entry_object")

    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_draft_revision_id_revision"), type_="foreignkey")
        batch_op.drop_column("changed_by")
        batch_op.drop_column("revision_id")
        batch_op.drop_column("n")
        batch_op.drop_column("trail")
        batch_op.drop_column("pictures")

    with op.batch_alter_table("deck", schema=None) as batch_op:
        batch_op.drop_column("copied_from")

    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_attempt_assignment_id_assignment"), type_="foreignkey")
        batch_op.drop_column("assignment_id")

    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.drop_column("regrade_id")
        batch_op.drop_column("rating")
        batch_op.drop_column("verdict")
        batch_op.drop_column("score")

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("first_password")
        batch_op.drop_column("made_in")

    op.drop_table("regrade")
    op.drop_table("mark")
    op.drop_table("extension")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index("ix_assignment_class_id")

    op.drop_table("assignment")
    op.drop_table("picture")
