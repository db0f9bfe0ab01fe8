"""The former names of decks, so that old addresses lead on; ids of revisions are never used twice.

Revision 0007, after 0006.
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":  # a sequence gives no number twice
        with op.batch_alter_table("revision", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass
    op.create_table(
        "former_name",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("deck_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name=op.f("fk_former_name_deck_id_deck")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_former_name")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("former_name", schema=None) as batch_op:
        batch_op.create_index("ix_former_name_deck_id", ["deck_id"], unique=False)
    fill()


def fill() -> None:
    """Add the names of decks that were renamed before: those that a revision states, and that no deck has."""
    connection = op.get_bind()
    decks = {row.id: row.origin for row in connection.execute(sa.text("SELECT id, origin FROM deck"))}
    stated = sa.text("SELECT deck_id, data FROM revision WHERE data LIKE '%\"formerly\"%' ORDER BY id")
    named = {
        name: row.deck_id
        for row in connection.execute(stated)
        if decks.get(row.deck_id) == "folder"
        for name in json.loads(row.data)["deck"].get("formerly") or ()
        if name not in decks
    }
    for name, deck_id in named.items():
        connection.execute(sa.text("INSERT INTO former_name (name, deck_id) VALUES (:name, :deck_id)"), {"name": name, "deck_id": deck_id})


def downgrade() -> None:
    with op.batch_alter_table("former_name", schema=None) as batch_op:
        batch_op.drop_index("ix_former_name_deck_id")
    op.drop_table("former_name")
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("revision", recreate="always", table_kwargs={"sqlite_autoincrement": False}):
            pass
