"""Bodies that are too long, too many or too slow: refused, whatever they claim to be, and the server stays as small as it was."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection
from itertools import repeat
from pathlib import Path
from urllib.request import urlopen

import pytest
from support import live

MEGABYTE = 1_000_000
HEAD = "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server with one worker, of which the memory can be told."""
    with live(tmp_path_factory.mktemp("bodies") / "instance", "--workers", "1") as running:
        yield running


@pytest.fixture
def address(server):
    return ("127.0.0.1", int(server.address.rpartition(":")[2]))


@pytest.fixture(autouse=True)
def same_size(server):
    """The worker is the same at the end of a test, answers, and has no more memory than a few pages need."""
    with urlopen(f"{server.address}/login") as page:
        assert page.status == 200
    [worker] = server.all_workers(1)
    before = memory(worker)
    yield
    with urlopen(f"{server.address}/login") as page:
        assert page.status == 200
    assert server.workers == [worker]
    assert memory(worker) - before < 30 * MEGABYTE


def memory(process):
    """The bytes of a process that are in memory."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096


def pour(address, head, pieces):
    """Send a head and then pieces, until there are no more or the server closes; return its reply."""
    with closing(socket.create_connection(address, timeout=60)) as sender:
        sender.sendall(head.encode())
        with suppress(OSError):  # it has closed already
            for piece in pieces:
                sender.sendall(piece)
        with suppress(OSError):
            return sender.recv(1000)
    return b""


def test_a_body_in_chunks_without_an_end_is_cut_off(address):
    piece = b"10000\r\n" + b"x" * 65_536 + b"\r\n"

    reply = pour(address, f"{HEAD}Transfer-Encoding: chunked\r\n\r\n", repeat(piece))

    assert reply.startswith(b"HTTP/1.1 413 ")


def test_a_body_in_chunks_that_ends_beyond_the_limit_is_not_taken_in_part(address):
    pieces = [b"10000\r\n" + b"x" * 65_536 + b"\r\n"] * 31 + [b"0\r\n\r\n"]

    assert pour(address, f"{HEAD}Transfer-Encoding: chunked\r\n\r\n", pieces).startswith(b"HTTP/1.1 413 ")
    assert pour(address, f"{HEAD}Transfer-Encoding: chunked\r\n\r\n", pieces[1:]).startswith(b"HTTP/1.1 400 "), "without a token"


def test_many_bodies_in_chunks_at_once_are_cut_off_too(address):
    pieces = [b"10000\r\n" + b"x" * 65_536 + b"\r\n"] * 31 + [b"0\r\n\r\n"]

    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: pour(address, f"{HEAD}Transfer-Encoding: chunked\r\n\r\n", pieces), range(8)))

    assert {reply[:13] for reply in replies} == {b"HTTP/1.1 413 "}


@pytest.mark.parametrize("length", [2_000_001, 27_000_001, 2_000_000_000, 10**17])
def test_a_length_over_the_limit_is_refused_whatever_follows(address, length):
    reply = pour(
        address, f"{HEAD}Content-Length: {length}\r\n\r\n", (b"x" * 65_536 for _ in range(min(length, 3 * MEGABYTE) // 65_536 + 1))
    )

    assert reply.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=b", "application/x-www-form-urlencoded"])
def test_a_form_of_ten_thousand_parts_is_refused(address, kind):
    part = b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n'
    body = part * 10_001 + b"--b--\r\n" if "multipart" in kind else b"x=1&" * 10_001
    with closing(HTTPConnection(*address, timeout=60)) as sender:
        sender.request("POST", "/login", body, {"Content-Type": kind})
        assert sender.getresponse().status == 413


@pytest.mark.parametrize("length", ["-1", "1e3", "0x10", "1, 2", "", "٣"])
def test_a_length_that_is_none_is_refused(address, length):
    reply = pour(address, f"{HEAD}Content-Length: {length}\r\n\r\n", [b"a=b"])

    assert reply.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 413 ")), reply
