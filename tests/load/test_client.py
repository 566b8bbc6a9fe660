"""The bench's client understands answers in pieces, and never counts an answer nobody asked for."""

from __future__ import annotations

import contextlib
import socket
import threading

import pytest

from tests.load.client import Request, Script, UnexpectedAnswerError, get, parse, run

WHOLE = b"HTTP/1.1 302 Found\r\nLocation: /desk/\r\nSet-Cookie: a=1; Path=/\r\nContent-Length: 2\r\n\r\nok"


@pytest.mark.parametrize("cut", [1, 20, len(WHOLE) - 3, len(WHOLE) - 1])
def test_half_an_answer_is_none(cut: int) -> None:
    assert parse(bytearray(WHOLE[:cut])) is None


def test_an_answer_is_read_whole() -> None:
    answer = parse(bytearray(WHOLE))
    assert answer is not None
    assert (answer.status, answer.header("location"), answer.cookies(), answer.body) == (
        302,
        "/desk/",
        {"a": "1"},
        b"ok",
    )


def test_a_chunked_answer_ends_with_its_last_chunk() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"
    assert parse(bytearray(head)) is None
    assert parse(bytearray(head + b"0\r\n\r\n")) is not None


def _serve(answer: bytes) -> int:
    """One connection that gets the same answer each time it asks; the port."""
    door = socket.create_server(("127.0.0.1", 0))

    def answer_always() -> None:
        link, _ = door.accept()
        with link, door, contextlib.suppress(OSError):  # the client may leave in the middle
            while link.recv(65_536):
                link.sendall(answer)

    threading.Thread(target=answer_always, daemon=True).start()
    return int(door.getsockname()[1])


def _asks(status: int) -> Script:
    while True:
        yield Request(get("/"), status=status)


def test_units_of_work_are_counted_by_the_second() -> None:
    assert run(port=_serve(WHOLE), scripts=[lambda: _asks(302)], seconds=0.2) > 1


def test_another_status_stops_the_measure() -> None:
    with pytest.raises(UnexpectedAnswerError, match="302"):
        run(port=_serve(WHOLE), scripts=[lambda: _asks(200)], seconds=0.2)
