"""gunicorn's worker for `quizapp serve`: a request takes a thread only once all of it is there, and what writes waits only for what writes.

gunicorn's own threads wait for slow senders, so eight bad lines stop two workers of four threads. Here the main loop of the worker, which
waits for all connections at once, collects each request (request_buffer.py) and hangs up on those that take too long.
"""

from __future__ import annotations

import gc
import logging
import socket
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from selectors import EVENT_READ
from time import monotonic
from typing import Any

from flask import Flask
from gunicorn.http import get_parser
from gunicorn.workers.gthread import TConn, ThreadWorker

from quizapp.app import create_app
from quizapp.server.request_buffer import IN_MEMORY, RequestBuffer
from quizapp.web.logs import JsonLines

HEAD_SECONDS = 20
"""How long a sender may take for the head of a request."""

SLOWEST = 2_000
"""The bytes a second below which a body takes too long, after the time for the head."""

LINGER = 1
"""The seconds that a stopping worker waits for requests that somebody may be sending already."""

CLOSING_SECONDS = 2
"""How long a connection whose last reply is sent waits for the other end to close it, so that the reply is not cut off (RFC 9112, 9.6)."""

SEND_BUFFER = 400_000
"""The bytes of a reply that the system takes at once, so that a slow reader of a page needs no thread."""

MOST_KEPT = 200_000_000
"""The bytes of all requests that a worker keeps; beyond them, a sender of more than fits into memory is refused."""

PIECE = 65_536

GARBAGE = 10_000
"""The new objects after which a worker looks for garbage. A request leaves hardly any; Python's 700 cost a twentieth of an answer."""


def load() -> Flask:
    """Return the application with the templates of learners compiled: a worker that gunicorn's master forks answers at once."""
    app = create_app()
    for name in app.jinja_env.list_templates(filter_func=lambda name: not name.startswith(("teach/", "admin/"))):
        app.jinja_env.get_template(name)
    if app.extensions["quizapp.settings"].log == "json":
        for handler in logging.getLogger("gunicorn.error").handlers:
            handler.setFormatter(JsonLines())
    gc.collect()
    gc.freeze()  # what is there by now stays: workers share its memory, and never look for garbage in it
    gc.set_threshold(GARBAGE)
    return app


class BufferedConnection(TConn):
    """A connection with the request that is arriving on it."""

    def __init__(self, cfg: Any, sock: socket.socket, client: Any, server: Any) -> None:
        """Begin with an empty request."""
        super().__init__(cfg, sock, client, server)
        self.request = RequestBuffer()
        self.ends = 0.0
        self.closing = False

    @property
    def idle(self) -> bool:
        """Whether nothing of a request has arrived."""
        return not self.request.received

    def start_over(self, rest: bytes = b"") -> bool:
        """Begin a request with what came after the one before. Return whether it is whole."""
        self.request.close()
        self.request = RequestBuffer()
        self.ends = monotonic() + (self.cfg.keepalive if self.initialized and not rest else HEAD_SECONDS)
        return bool(rest) and self.feed(rest)

    def feed(self, data: bytes) -> bool:
        """Take bytes. Return whether the request is whole."""
        if self.idle:
            self.ends = monotonic() + HEAD_SECONDS
        self.request.feed(data)
        self.ends += len(data) / SLOWEST
        return self.request.whole

    def parse(self) -> None:
        """Let gunicorn parse the request when a thread asks for it."""
        self.parser = get_parser(self.cfg, self.request.pieces(), self.client)
        self.initialized = True


class Lanes:
    """Three pools of threads: for what reads, for what writes, and one thread for the question whether the process responds."""

    def __init__(self, threads: int) -> None:
        """Make the pools; `threads` is the size of the first two."""
        self.reading, self.writing, self.health = ThreadPoolExecutor(threads), ThreadPoolExecutor(threads), ThreadPoolExecutor(1)

    def submit(self, handle: Callable[[BufferedConnection], Any], connection: BufferedConnection) -> Future[Any]:
        """Handle a whole request in its lane."""
        request = connection.request
        if request.method not in {b"GET", b"HEAD"}:
            return self.writing.submit(handle, connection)
        return (self.health if request.path.endswith(b"/healthz") else self.reading).submit(handle, connection)

    def shutdown(self, *, wait: bool) -> None:
        """Take no more requests."""
        for pool in (self.reading, self.writing, self.health):
            pool.shutdown(wait=wait)


class BufferingWorker(ThreadWorker):
    """gunicorn's worker with threads, with connections that wait in the main loop."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Begin without connections."""
        super().__init__(*arguments, **options)
        self.connections: set[BufferedConnection] = set()
        self.waiting: set[BufferedConnection] = set()
        self.stopping = False

    def get_thread_pool(self) -> Lanes:
        """Return the lanes of threads."""
        return Lanes(self.cfg.threads)

    def accept(self, listener: socket.socket) -> None:
        """Accept a connection and read what is there."""
        try:
            sock, client = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        connection = BufferedConnection(self.cfg, sock, client, sock.getsockname())  # which of the addresses it listens on
        self.connections.add(connection)
        self.nr_conns += 1
        self.wait(connection)

    def wait(self, connection: BufferedConnection, rest: bytes = b"") -> None:
        """Wait for a request, of which the rest of the one before may be the beginning."""
        if connection.start_over(rest):
            self.dispatch(connection)
            return
        connection.sock.settimeout(0)
        self.waiting.add(connection)
        self.poller.register(connection.sock, EVENT_READ, lambda _: self.receive(connection))
        self.receive(connection)

    def receive(self, connection: BufferedConnection) -> None:
        """Read what has arrived, and dispatch the request if it is whole."""
        try:
            data = connection.sock.recv(PIECE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.drop(connection)
        elif not connection.closing:
            self.take(connection, data)

    def take(self, connection: BufferedConnection, data: bytes) -> None:
        """Add what has arrived to the request, and dispatch it if it is whole."""
        try:
            whole = connection.feed(data)
        except OSError:  # a full disk, or no folder for temporary files
            self.hang_up(connection, b"503 Service Unavailable")
            return
        if connection.request.received > IN_MEMORY and sum(one.request.received for one in self.connections) > MOST_KEPT:
            self.hang_up(connection, b"503 Service Unavailable")
        elif connection.request.endless:
            self.hang_up(connection, b"431 Request Header Fields Too Large")
        elif whole:
            self.forget(connection)
            self.dispatch(connection)
        elif connection.request.continues:
            connection.request.continues = False
            with suppress(OSError):
                connection.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")

    def dispatch(self, connection: BufferedConnection) -> None:
        """Hand a whole request to a thread."""
        connection.parse()
        self.enqueue_req(connection)

    def handle_request(self, req: Any, conn: BufferedConnection) -> Any:
        """Answer a request whose body is here: nobody has to be invited to send it."""
        req._expected_100_continue = False  # noqa: SLF001 - gunicorn would say so a second time
        return super().handle_request(req, conn)

    def finish_request(self, conn: BufferedConnection, fs: Future[Any]) -> None:
        """Wait for the next request after a reply, or for the other end to close the connection."""
        if not conn.request.cut and not fs.cancelled() and fs.exception() is None and fs.result():
            self.wait(conn, conn.request.rest)
        else:
            self.hang_up(conn)

    def hang_up(self, connection: BufferedConnection, status: bytes = b"") -> None:
        """Send a last status, if any, and read on until the other end has closed too."""
        self.forget(connection)
        connection.request.close()
        try:
            connection.sock.settimeout(0)
            if status:
                connection.sock.send(b"HTTP/1.1 " + status + b"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
            connection.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.close(connection)
            return
        connection.closing, connection.ends = True, monotonic() + CLOSING_SECONDS
        self.waiting.add(connection)
        self.poller.register(connection.sock, EVENT_READ, lambda _: self.receive(connection))

    def forget(self, connection: BufferedConnection) -> None:
        """No longer wait for a connection."""
        if connection in self.waiting:
            self.waiting.remove(connection)
            self.poller.unregister(connection.sock)

    def drop(self, connection: BufferedConnection) -> None:
        """Close a connection at once."""
        self.forget(connection)
        connection.request.close()
        self.close(connection)

    def close(self, connection: BufferedConnection) -> None:
        """Close the socket of a connection that nothing waits for."""
        connection.close()
        self.connections.discard(connection)
        self.nr_conns -= 1

    def murder_pending(self) -> None:
        """Hang up on those that took too long; gunicorn calls this about once a second."""
        now = monotonic()
        if not self.alive and not self.stopping:
            self.stopping = True
            for connection in self.waiting:
                connection.ends = min(connection.ends, now + LINGER)
        for connection in [late for late in self.waiting if late.ends <= now]:
            if connection.idle or connection.closing:
                self.drop(connection)
            else:
                self.hang_up(connection, b"408 Request Timeout")
