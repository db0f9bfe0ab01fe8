"""Slow senders, writers that wait for a lock and killed workers keep nobody else from being served."""

import os
import signal
import socket
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic
from urllib.request import urlopen

import pytest
from bench.run import Client
from support import live

pytestmark = [pytest.mark.process, pytest.mark.robust]

MANY, WORKERS = 40, 2
PATIENCE = 60
"""The seconds after which a reply does not come any more."""

LIMITED = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000,) * 2); os.execv(sys.argv[1], sys.argv[1:])"
HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
BODY = (
    b"POST /guest HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\ncsrf_token="
)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server of this module's own: its workers are killed and its connections used up."""
    with live(tmp_path_factory.mktemp("slow") / "instance") as running:
        yield running


@pytest.fixture
def address(server):
    return ("127.0.0.1", int(server.address.rpartition(":")[2]))


def read(server, path="/"):
    with urlopen(server.address + path, timeout=PATIENCE) as response:
        return response.status


@pytest.mark.parametrize("sent", [b"", b"G", HEAD, BODY], ids=["nothing", "one byte", "half a head", "half a body"])
def test_slow_senders_hold_nobody_up(server, address, sent):
    with ExitStack() as stack:
        slow = [stack.enter_context(closing(socket.create_connection(address))) for _ in range(MANY)]
        for sender in slow:
            sender.sendall(sent)
        assert read(server) == 200
        assert read(server, "/healthz") == 200
        for sender in slow:
            sender.settimeout(0)
            with pytest.raises(BlockingIOError):
                sender.recv(1)  # nobody was hung up on so early


def test_who_takes_too_long_is_hung_up_on(address):
    """One stops in the middle of a head, the other sends a byte of a body a second."""
    with ExitStack() as stack:
        silent, slow = (stack.enter_context(closing(socket.create_connection(address, timeout=1))) for _ in range(2))
        silent.sendall(HEAD)
        slow.sendall(BODY)
        reply = b""
        for _ in range(60):
            slow.sendall(b"x")
            try:
                reply = slow.recv(1000)
            except TimeoutError:
                continue  # a second has passed
            break
        assert reply.startswith(b"HTTP/1.1 408 ")
        silent.settimeout(60)
        assert silent.recv(1000).startswith(b"HTTP/1.1 408 ")


def test_writers_behind_a_lock_hold_no_readers_up(server, address):
    """Sixteen guests ask for an account while another program writes; who only reads is answered first."""
    with ThreadPoolExecutor(16) as pool, closing(sqlite3.connect(server.instance / "quizapp.db", isolation_level=None)) as other:
        clients = [Client(address[1]) for _ in range(16)]
        for client in clients:
            client.send("GET", "/")
        other.execute("BEGIN IMMEDIATE")
        waiting = [pool.submit(client.send, "POST", "/guest", {"csrf_token": client.hidden("csrf_token")}) for client in clients]
        try:
            assert read(server, "/healthz") == 200
            assert read(server) == 200
            assert not any(writer.done() for writer in waiting)
        finally:
            other.execute("ROLLBACK")
        for writer in waiting:
            writer.result()
        for client in clients:
            client.close()


def test_several_requests_at_once_on_one_connection_are_answered_in_order(address):
    with closing(socket.create_connection(address, timeout=PATIENCE)) as sender:
        sender.sendall(
            b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        reply = b"".join(iter(lambda: sender.recv(10_000), b""))
    assert reply.startswith(b"HTTP/1.1 200 ")
    assert b"ok\nHTTP/1.1 404 " in reply


def test_a_body_that_is_too_long_is_refused_unread(address):
    with closing(HTTPConnection(*address, timeout=PATIENCE)) as sender:
        sender.putrequest("POST", "/login")
        sender.putheader("Content-Length", "2000000000")
        sender.endheaders()
        assert sender.getresponse().status == 413


def test_a_head_without_an_end_is_refused_in_words(address):
    with closing(socket.create_connection(address, timeout=PATIENCE)) as sender:
        sender.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 20_000)
        assert sender.recv(1000).startswith(b"HTTP/1.1 431 ")


def test_who_asks_first_is_invited_once_and_not_for_what_is_refused(address):
    head = "POST /login HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: {}\r\n\r\n"
    with closing(socket.create_connection(address, timeout=PATIENCE)) as sender:
        sender.sendall(head.format(3).encode())
        assert sender.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        sender.sendall(b"a=b")
        assert b"".join(iter(lambda: sender.recv(10_000), b"")).startswith(b"HTTP/1.1 400 ")
    with closing(socket.create_connection(address, timeout=PATIENCE)) as sender:
        sender.sendall(head.format(2_000_000_000).encode())
        assert sender.recv(1000).startswith(b"HTTP/1.1 413 ")


def test_a_full_disk_refuses_what_does_not_fit_into_memory_and_stops_nothing(tmp_path):
    """No file may have more than three megabytes; the database of this site is smaller."""
    limited = [sys.executable, "-c", LIMITED, sys.executable, "-m", "quizapp.cli"]
    with live(tmp_path / "instance", program=limited) as server:
        with closing(HTTPConnection("127.0.0.1", int(server.address.rpartition(":")[2]), timeout=PATIENCE)) as sender:
            sender.request("POST", "/login", body=b"x" * 5_000_000)
            assert sender.getresponse().status == 503
        assert read(server) == 200


def test_a_body_in_chunks_arrives(address):
    with closing(HTTPConnection(*address, timeout=PATIENCE)) as sender:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        sender.request("POST", "/login", body=iter([b"username=", b"nobody"]), headers=headers, encode_chunked=True)
        assert sender.getresponse().status == 400  # without the token of the form


def test_the_master_loads_the_program_and_opens_no_database(server):
    """A killed worker is forked again from what is loaded already."""
    files = [str(path.readlink()) for path in Path(f"/proc/{server.process.pid}/fd").iterdir()]
    assert not [path for path in files if path.endswith((".db", "-wal", "-shm"))]
    assert "quizapp" in Path(f"/proc/{server.process.pid}/cmdline").read_text()
    killed = min(server.all_workers(WORKERS))
    os.kill(killed, signal.SIGKILL)
    until = monotonic() + PATIENCE
    while (killed in server.workers or len(server.workers) < WORKERS) and monotonic() < until:
        assert read(server) == 200
    assert killed not in server.workers
    assert len(server.workers) == WORKERS


def test_metrics_add_up_the_workers(tmp_path):
    with live(tmp_path / "instance", QUIZAPP_METRICS="1", QUIZAPP_LOG="json") as server:
        for _ in range(10):
            assert read(server, "/healthz") == 200
        with urlopen(server.address + "/metrics") as response:
            assert 'quizapp_requests_total{endpoint="home.healthz",method="GET",status="200"} 10.0' in response.read().decode()
        assert server.stop().count('"endpoint": "home.healthz"') == 10
