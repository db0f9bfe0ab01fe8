"""Where a request ends: however its bytes arrive, and as gunicorn's parser sees it."""

from itertools import pairwise

import pytest
from gunicorn.config import Config
from gunicorn.http import get_parser
from hypothesis import given
from hypothesis import strategies as st

from quizapp.server.request_buffer import MOST_BODY, MOST_HEAD, RequestBuffer

GET = b"GET /decks?x=1 HTTP/1.1\r\nHost: a\r\n\r\n"
POST = b"POST /study/answer HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nresponse=ok"
CHUNKED = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n4\r\nresp\r\n7;x=y\r\nonse=ok\r\n0\r\nX-Checksum: 1\r\n\r\n"
BODIES = {GET: b"", POST: b"response=ok", CHUNKED: b"response=ok"}


OPEN = []


@pytest.fixture(autouse=True)
def closed():
    """Close what a test has opened."""
    yield
    while OPEN:
        OPEN.pop().close()


def fed(*pieces):
    buffer = RequestBuffer()
    OPEN.append(buffer)
    for piece in pieces:
        assert not buffer.whole
        buffer.feed(piece)
    return buffer


def parsed(buffer):
    """The body as gunicorn reads it."""
    return next(get_parser(Config(), buffer.pieces(), ("127.0.0.1", 1))).body.read()


@pytest.mark.parametrize("request_", BODIES)
@pytest.mark.parametrize("rest", [b"", GET, b"GE"])
def test_a_request_ends_where_its_head_says(request_, rest):
    buffer = fed(request_ + rest)
    assert buffer.whole
    assert not buffer.cut
    assert buffer.rest == rest
    assert parsed(buffer) == BODIES[request_]


@given(request_=st.sampled_from(list(BODIES)), cuts=st.sets(st.integers(1, 150)))
def test_it_may_arrive_in_any_pieces(request_, cuts):
    ends = [0, *sorted(cut for cut in cuts if cut < len(request_)), len(request_)]
    buffer = fed(*(request_[start:end] for start, end in pairwise(ends)))
    assert buffer.whole
    assert b"".join(buffer.pieces()) == request_
    assert parsed(buffer) == BODIES[request_]


@given(st.binary(max_size=300), st.booleans())
def test_no_bytes_are_too_strange(data, chunked):
    buffer = fed((b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" if chunked else b"") + data)
    assert buffer.whole or not buffer.rest
    assert isinstance(buffer.method + buffer.path, bytes)


def test_method_and_path_are_known_with_the_head():
    assert (fed(GET).method, fed(GET).path) == (b"GET", b"/decks")
    assert fed(POST).method == b"POST"
    assert fed(b"nonsense\r\n\r\n").path == b""


@pytest.mark.parametrize(
    "head",
    [
        f"POST / HTTP/1.1\r\nContent-Length: {MOST_BODY + 1}\r\n\r\n".encode(),
        b"POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nmany\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n",
        b"GET /" + b"x" * MOST_HEAD,
    ],
)
def test_what_has_no_end_is_handed_over_at_once_and_nothing_behind_it_is_read(head):
    buffer = fed(head)
    assert buffer.whole
    assert buffer.cut


def test_a_chunked_body_has_an_end_too():
    buffer = fed(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n")
    piece = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    for _ in range(MOST_BODY // 0x100000):
        buffer.feed(piece)
    assert not buffer.whole
    buffer.feed(piece)
    assert buffer.cut


SIZES, TRAILERS = b"1;" + b"x" * 50_000 + b"\r\ny\r\n", b"0\r\nA: " + b"x" * 50_000 + b"\r\n"


@pytest.mark.parametrize("piece", [SIZES, TRAILERS], ids=["sizes", "trailers"])
def test_what_stands_around_chunks_counts_too(piece):
    buffer = fed(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(MOST_BODY // len(piece) + 2):
        if buffer.whole:
            break
        buffer.feed(piece)
        piece = piece.removeprefix(b"0\r\n")
    assert buffer.cut


def test_a_sender_that_asks_first_is_known():
    head = b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    assert fed(head).continues
    assert not fed(head + b"ok").continues
    assert not fed(GET).continues
