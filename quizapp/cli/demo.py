"""`quizapp demo`: a class of thirty and three months of simulated study, in a database of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from quizapp.cli import one_line
from quizapp.cli.lock import lock
from quizapp.cli.serve import serve
from quizapp.config import Settings, hand_on, now, read_settings


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 picks a free port.")
@click.option("--fresh", is_flag=True, help="Replace the existing demo with a new one that ends today.")
@click.option("--build-only", is_flag=True, help="Create the demo but do not serve it.")
@click.pass_context
def demo(context: click.Context, *, port: int, fresh: bool, build_only: bool) -> None:
    """Create instance/demo.db if it is missing, and serve it. Every page says that its data is simulated.

    Your own database is not touched. What you do in the demo is kept until you use --fresh.

    \b
    Example: quizapp demo
             quizapp demo --fresh --port 8080
    """
    file = read_settings().instance / "demo.db"
    settings = _settings_for(file)
    settings.instance.mkdir(parents=True, exist_ok=True)
    if fresh or not file.exists():
        with lock(settings), one_line():
            _build(settings, file, now())
    else:
        click.echo(f"this demo is from {datetime.fromtimestamp(file.stat().st_mtime, UTC):%d %B %Y}; --fresh creates a new one")
    from quizapp.services.site.demonstration import PASSWORD, STUDENT, TEACHER

    click.echo(f"sign in as the teacher {TEACHER} or the student {STUDENT}; the password for both is: {PASSWORD}")
    if not build_only:
        hand_on(DATABASE_URL=settings.database_url, DEMO="1")
        context.invoke(serve, port=port)


def _settings_for(file: Path) -> Settings:
    """Return the settings of a demo, which is in a file whatever the database of the site is."""
    return replace(read_settings({"DATABASE_URL": f"sqlite:///{file}"}), demo=True)


def _build(settings: Settings, file: Path, end: datetime) -> None:
    """Build the demo next to its final place, and move it there when it is complete."""
    from quizapp.services.site import demonstration, maintenance

    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    building = replace(settings, database_url=f"sqlite:///{part}", synchronous="OFF")  # a part that was not finished is thrown away
    maintenance.upgrade(building, end)
    key = settings.secret_key or _settings_for(part).secret_key  # it has just been created
    with maintenance.connected(building):
        stage = demonstration.prepare(settings.bank, demonstration.DemoSize(end), key, settings.timezone)
        with click.progressbar(length=len(stage.students), label=f"{len(stage.students)} students, {len(stage.days)} school days") as bar:
            for _ in demonstration.simulated(stage):
                bar.update(1)
        demonstration.finish(stage)
    for old in (file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        old.unlink(missing_ok=True)
    part.replace(file)
