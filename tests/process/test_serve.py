"""`quizapp serve` as a process: it starts from nothing, keeps a second server away, and leaves nothing behind."""

import fcntl
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from support import ROOT, environ_of, live

pytestmark = pytest.mark.process


@pytest.fixture
def instance(tmp_path):
    return tmp_path / "instance"


def serve(instance, *arguments):
    """Run a server that is not expected to start."""
    command = [sys.executable, "-m", "quizapp.cli", "serve", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environ_of(instance), capture_output=True, text=True, check=False)


def get(address):
    with urlopen(address) as response:  # the address is a server of this test
        return response.status, response.read().decode()


def mode(path):
    return oct(path.stat().st_mode & 0o777)


def test_a_server_starts_from_nothing_and_leaves_nothing_running(instance):
    with live(instance) as server:
        assert get(f"{server.address}/readyz")[0] == 200
        assert "The pier of Brindle" in get(f"{server.address}/")[1]
        assert mode(instance / "secret_key") == mode(instance / "quizapp.db") == "0o600"
        server.all_workers(2)
        (link,) = re.findall(r"http://\S+/welcome/\S+", server.process.stdout.readline())
        assert get(link)[0] == 200

        errors = server.stop()  # waits for every process, including the one that tidies

        assert server.process.returncode == 0
        assert errors == ""
    with (instance / "quizapp.db.lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_second_server_on_one_file_is_refused_in_one_line(server):
    result = serve(server.instance, "--port", "0")

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == f"Error: a server is already using {server.instance}/quizapp.db: stop it first\n"


def test_restore_is_refused_while_the_server_runs(server):
    command = [sys.executable, "-m", "quizapp.cli", "db", "restore", "copy.db"]

    result = subprocess.run(command, cwd=ROOT, env=environ_of(server.instance), capture_output=True, text=True, check=False)

    assert result.returncode == 1
    assert "stop it first" in result.stderr


def test_a_taken_port_is_told_in_one_line(instance):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = serve(instance, "--port", str(port))

    assert (result.returncode, result.stdout) == (1, "")
    assert (
        result.stderr == f"Error: cannot listen on 127.0.0.1:{port}: Address already in use; try another port, such as --port {port + 1}\n"
    )
    assert not (instance / "quizapp.db").exists()


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path):
    (tmp_path / "file").write_text("")

    result = serve(tmp_path / "file" / "instance")

    assert (result.returncode, result.stderr) == (1, f"Error: {tmp_path}/file/instance: Not a directory\n")


@pytest.mark.robust
def test_what_is_killed_takes_the_helper_with_it_and_frees_the_file(instance):
    with live(instance) as server:
        server.stop(signal.SIGKILL)  # returns once the workers and the helper have ended too
        assert server.process.returncode == -signal.SIGKILL

    with live(instance) as server:
        assert get(f"{server.address}/readyz")[0] == 200


@contextmanager
def listening(instance, *command):
    """Run another server on a socket of ours; return its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        words = [word.format(fd=listener.fileno(), port=listener.getsockname()[1]) for word in command]
        listener.set_inheritable(True)
        pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
        process = subprocess.Popen(words, cwd=ROOT, env=environ_of(instance), pass_fds=[listener.fileno()], **pipes)
    try:
        yield address
    finally:
        process.terminate()
        process.communicate()


def binary(name):
    return str(Path(sys.executable).with_name(name))


@pytest.mark.parametrize("migrated", [True, False])
def test_a_bare_gunicorn_serves_a_migrated_database_and_names_the_cure_otherwise(instance, migrated):
    if migrated:
        upgrade = [sys.executable, "-m", "quizapp.cli", "db", "upgrade"]
        subprocess.run(upgrade, cwd=ROOT, env=environ_of(instance), check=True, capture_output=True)

    with listening(instance, binary("gunicorn"), "wsgi:app", "--bind", "fd://{fd}", "--no-control-socket") as address:
        if migrated:
            assert get(f"{address}/")[0] == 200
        else:
            with pytest.raises(OSError, match="503") as failure:
                get(f"{address}/")
            assert "quizapp db upgrade" in failure.value.read().decode()
            failure.value.close()
            assert not instance.exists(), "a request makes nothing"


def test_flask_run_serves_too(instance):
    upgrade = [sys.executable, "-m", "quizapp.cli", "db", "upgrade"]
    subprocess.run(upgrade, cwd=ROOT, env=environ_of(instance), check=True, capture_output=True)
    command = [binary("flask"), "--app", "wsgi", "routes"]

    result = subprocess.run(command, cwd=ROOT, env=environ_of(instance), capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stderr
    assert "/study/answer" in result.stdout
