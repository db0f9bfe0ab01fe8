"""Hosts are upgraded one after the other: a program that runs goes on beside a newer schema, and one that starts says what is wrong."""

import shutil

import pytest
from alembic.script import ScriptDirectory

from quizapp.db.site import database
from quizapp.services.site import maintenance
from quizapp.services.site.maintenance import Unusable

NEWER = """
from alembic import op
import sqlalchemy as sa
revision, down_revision = "9999", {head!r}
def upgrade():
    op.add_column("account", sa.Column("tall", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("answer", sa.Column("mood", sa.String(10), nullable=True))
    op.create_table("news", sa.Column("id", sa.Integer(), primary_key=True))
"""


@pytest.fixture
def upgraded(app, tmp_path, monkeypatch):
    """Migrate the database of the app as a newer program does: `upgraded()`."""
    folder = shutil.copytree(database.MIGRATIONS, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    head = ScriptDirectory(str(folder)).get_current_head()
    (folder / "versions" / "9999_newer.py").write_text(NEWER.format(head=head))

    def upgrade():
        with app.app_context(), monkeypatch.context() as newer:
            newer.setattr(database, "MIGRATIONS", folder)
            database.upgrade()
            assert database.state() == "current"

    return upgrade


def test_a_program_that_runs_goes_on(app, guest, upgraded):
    page = guest.page("/study/harbour")

    upgraded()

    assert guest.answer(page).verdict
    assert guest.page("/progress").words
    assert app.test_client().submit("/guest", at="/").status_code == 303


def test_a_program_that_starts_is_told_to_be_replaced(app, upgraded):
    upgraded()
    settings = app.extensions["quizapp.settings"]

    with app.app_context():
        assert database.state() == "newer"
    for refuse in (lambda: maintenance.upgrade(settings, settings.clock()), lambda: maintenance.connected(settings).__enter__()):
        with pytest.raises(Unusable, match="install the newer program"):
            refuse()
