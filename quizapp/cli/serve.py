"""`quizapp serve`: prepares everything, then replaces this process with gunicorn."""

from __future__ import annotations

import os
import resource
import shutil
import socket
import subprocess
import sys
from contextlib import suppress
from datetime import datetime
from ipaddress import ip_address
from typing import NoReturn

import click

from quizapp.cli import one_line
from quizapp.cli.lock import lock
from quizapp.cli.saying import said
from quizapp.config import Settings, count_in, now, read_settings
from quizapp.shipped import GUIDES

THREADS = 4
"""The threads of a worker that read, and as many that write: how many requests it works on at once."""

CONNECTIONS = 400
"""The connections of a worker, so that it stays below the 1,024 open files that systems allow."""

OTHER_FILES = 50
"""The open files of a worker that are no connections: the program, the database nine times over, requests on the disk."""

TIMEOUT = 30
"""The seconds after which a worker that does not respond is replaced."""

BACKLOG = 512


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 is every network.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 picks a free port.")
@click.option(
    "--workers",
    default=2,
    show_default=True,
    type=click.IntRange(min=1),
    help="Number of processes.",
)
def serve(host: str, port: int, workers: int) -> None:
    """Create what is missing, migrate, publish the question bank, and serve.

    \b
    Example: quizapp serve
             QUIZAPP_URL=https://quiz.example.org QUIZAPP_PROXIES=1 quizapp serve --port 8080
    """
    settings = read_settings()
    settings.instance.mkdir(parents=True, exist_ok=True)
    with lock(settings), _listen(host, port) as listener:
        address = settings.url or f"http://{_shown(host)}:{listener.getsockname()[1]}"
        with one_line():
            link = _prepare(settings, now())
        click.echo(f"quizapp is at {address}")
        if link:
            click.echo(f"to create the first teacher account, open {address}{link} (the link works once)")
        if not _is_loopback(host):
            click.echo(
                f"everybody on this network can reach it, unencrypted: {GUIDES / 'operating.md'} says what to put before it", err=True
            )
        _start_ticker()
        if settings.metrics:
            _add_up_metrics(settings)
        _become_gunicorn(listener, workers)


def _prepare(settings: Settings, moment: datetime) -> str:
    """Migrate and publish. Returns the address of the one-time link for the first teacher, or an empty text once there is one."""
    from quizapp.catalogues import compile_all
    from quizapp.services.authoring import own_bank
    from quizapp.services.people import accounts, first_link
    from quizapp.services.site import maintenance, surroundings, word_lists

    if surroundings.easy_key(settings):
        raise maintenance.Unusable(surroundings.EASY_KEY)
    if remote := surroundings.remote(settings):
        click.echo(said(remote), err=True)
    with suppress(OSError):  # an installed package that is not writable was compiled when it was installed
        compile_all()
    done = maintenance.upgrade(settings, moment)
    if done.made:
        click.echo(f"this is the first start: made the database {settings.database_file}")
    if done.backup:
        click.echo(f"migrated the database; the old one is kept as {done.backup}")
    with maintenance.connected(settings):
        if trouble := maintenance.unready(settings):
            raise maintenance.Unusable(trouble)
        for deck in own_bank.publish(settings, settings.bank, moment) if settings.publish else ():
            if deck.status != "unchanged":
                click.echo(f"{deck.deck}: {deck.status}")
            for problem in deck.problems:
                click.echo(problem.worded(said), err=True)
        word_lists.prepare()
        return "" if accounts.teacher_exists() else f"/welcome/{first_link.token(settings.secret_key, moment)}"


def _listen(host: str, port: int) -> socket.socket:
    """Open the port at once, so that requests are queued while gunicorn starts."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.create_server(address, family=family, backlog=BACKLOG)
    except socket.gaierror as error:
        raise click.ClickException(f"{host} is not a valid address: {error.strerror}") from error
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise click.ClickException(f"cannot listen on {host}:{port}: {reason}; try another port, such as --port {port + 1}") from error
    listener.set_inheritable(True)
    return listener


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _start_ticker() -> None:
    """Start the process that tidies. It ends when nobody has the other end of its pipe open, which gunicorn inherits."""
    ours, theirs = os.pipe()
    os.set_inheritable(theirs, True)
    command = [sys.executable, "-m", "quizapp.cli.ticker", str(ours)]
    subprocess.Popen(command, pass_fds=[ours], stdin=subprocess.DEVNULL, start_new_session=True)
    os.close(ours)


def _add_up_metrics(settings: Settings) -> None:
    """Let the workers count into the files of a folder, which begins empty."""
    folder = settings.instance / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    count_in(folder)


def _connections() -> int:
    """Return how many connections a worker may have at once: fewer where the system allows it fewer open files."""
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return CONNECTIONS if files == resource.RLIM_INFINITY else max(OTHER_FILES // 5, min(CONNECTIONS, files - OTHER_FILES))


def _become_gunicorn(listener: socket.socket, workers: int) -> NoReturn:
    """Replace this process, so that signals and exit codes are gunicorn's. Its master imports the application, and workers are forked."""
    sys.stdout.flush()
    sys.stderr.flush()
    command = [sys.executable, "-m", "gunicorn", "quizapp.server.worker:load()", "--bind", f"fd://{listener.fileno()}"]
    command += ["--preload", "--worker-class", "quizapp.server.worker.BufferingWorker", "--workers", str(workers)]
    command += ["--threads", str(THREADS), "--worker-connections", str(_connections()), "--timeout", str(TIMEOUT)]
    command += ["--no-control-socket", "--log-level", "warning", "--name", "quizapp"]
    os.execv(sys.executable, command)
