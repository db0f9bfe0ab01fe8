"""Slow senders, writers that wait for a lock and killed workers keep nobody else from being served."""

import os
import signal
import socket
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import urlopen

import pytest
from bench.run import Client
from support import live

pytestmark = [pytest.mark.process, pytest.mark.robust]

MANY = 40
HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
BODY = (
    b"POST /guest HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\ncsrf_token="
)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with live(tmp_path_factory.mktemp("slow") / "instance") as running:
        yield running


@pytest.fixture
def address(server):
    return ("127.0.0.1", int(server.address.rpartition(":")[2]))


def read(server, path="/"):
    with urlopen(server.address + path, timeout=25) as response:
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
    with closing(socket.create_connection(address, timeout=60)) as sender:
        sender.sendall(HEAD)
        reply = b"".join(iter(lambda: sender.recv(1000), b""))
    assert reply.startswith(b"HTTP/1.1 408 ")


def test_slow_readers_hold_nobody_up(server, address):
    with ExitStack() as stack:
        for _ in range(MANY):
            reader = stack.enter_context(closing(socket.socket()))
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            reader.connect(address)
            reader.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert read(server) == 200


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
    with closing(socket.create_connection(address, timeout=25)) as sender:
        sender.sendall(
            b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        reply = b"".join(iter(lambda: sender.recv(10_000), b""))
    assert reply.startswith(b"HTTP/1.1 200 ")
    assert b"ok\nHTTP/1.1 404 " in reply


def test_a_body_that_is_too_long_is_refused_unread(address):
    with closing(HTTPConnection(*address, timeout=25)) as sender:
        sender.putrequest("POST", "/login")
        sender.putheader("Content-Length", "2000000000")
        sender.endheaders()
        assert sender.getresponse().status == 413


def test_a_body_in_chunks_arrives(address):
    with closing(HTTPConnection(*address, timeout=25)) as sender:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        sender.request("POST", "/login", body=iter([b"username=", b"nobody"]), headers=headers, encode_chunked=True)
        assert sender.getresponse().status == 400  # without the token of the form


def test_the_master_loads_the_program_and_opens_no_database(server):
    """A killed worker is forked again from what is loaded already."""
    files = [str(path.readlink()) for path in Path(f"/proc/{server.process.pid}/fd").iterdir()]
    assert not [path for path in files if path.endswith((".db", "-wal", "-shm"))]
    assert "quizapp" in Path(f"/proc/{server.process.pid}/cmdline").read_text()
    before = set(server.workers)
    os.kill(min(before), signal.SIGKILL)
    assert read(server) == 200


def test_metrics_add_up_the_workers(tmp_path):
    with live(tmp_path / "instance", QUIZAPP_METRICS="1", QUIZAPP_LOG="json") as server:
        for _ in range(10):
            assert read(server, "/healthz") == 200
        with urlopen(server.address + "/metrics") as response:
            assert 'quizapp_requests_total{endpoint="home.healthz",method="GET",status="200"} 10.0' in response.read().decode()
        assert server.stop().count('"endpoint": "home.healthz"') == 10
