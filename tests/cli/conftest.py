"""A command line that runs in this process, on an instance of its own."""

import shutil

import pytest
from alembic.script import ScriptDirectory
from click.testing import CliRunner
from support import BANK

from quizapp.cli import main
from quizapp.db.site import database


@pytest.fixture
def instance(tmp_path, monkeypatch):
    """An instance folder for the commands, still empty."""
    folder = tmp_path / "instance"
    for name in ("DATABASE_URL", "SECRET_KEY", "URL", "PROXIES", "TIMEZONE", "LANGUAGE", "PUBLISH", "SYNCHRONOUS"):
        monkeypatch.delenv(f"QUIZAPP_{name}", raising=False)
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(folder))
    monkeypatch.setenv("QUIZAPP_BANK", str(BANK))
    return folder


@pytest.fixture
def quizapp(instance):
    """Run a command: `quizapp("db", "upgrade")`; its result has `exit_code`, `stdout` and `stderr`."""

    def run(*arguments, typed=None):
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=typed)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return result

    return run


@pytest.fixture
def installed(quizapp, instance, migrated_instance):
    """The instance folder as `quizapp db upgrade` creates it: a key and an empty, migrated database."""
    return shutil.copytree(migrated_instance, instance)


@pytest.fixture
def older(installed, monkeypatch, tmp_path_factory):
    """The program has one more migration than the database of `installed`; the table in it is called `news`."""
    folder = tmp_path_factory.mktemp("newer program") / "migrations"
    shutil.copytree(database.MIGRATIONS, folder)
    head = ScriptDirectory(str(folder)).get_current_head()
    (folder / "versions" / "9999_news.py").write_text(
        "from alembic import op\n"
        "import sqlalchemy as sa\n"
        f"revision, down_revision = '9999', {head!r}\n"
        "def upgrade():\n"
        "    op.create_table('news', sa.Column('id', sa.Integer(), primary_key=True))\n"
    )
    monkeypatch.setattr(database, "MIGRATIONS", folder)
    return installed
