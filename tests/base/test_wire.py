"""The seam to other machines: an answer, a later time, and a breaker; over a fake and over a real server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from motcua.base import wire
from motcua.base.wire import HttpTransport, Request, Response, RetryAt, Unreachable, Wire
from motcua.kernel.clock import office_time

NOON = office_time(2026, 11, 20, 12)
ASK = Request("GET", "http://portal.test/")
SOON = NOON + timedelta(minutes=5)


class Fake:
    """Answers what it was told, and counts."""

    def __init__(self, answer: Callable[[], Response]) -> None:
        self.answer, self.asked = answer, 0

    def __call__(self, outgoing: Request, *, timeout: timedelta) -> Response:
        self.asked += 1
        return self.answer()


def gone() -> Response:
    raise Unreachable("no line")


@pytest.mark.parametrize("status", [200, 302, 404, 422])
def test_an_answer_is_an_answer_even_a_refusal(status: int) -> None:
    assert Wire(Fake(lambda: Response(status))).send(ASK, at=NOON) == Response(status)


@pytest.mark.parametrize("answer", [gone, lambda: Response(503), lambda: Response(429)])
def test_a_busy_or_absent_system_is_tried_again_later(answer: Callable[[], Response]) -> None:
    assert Wire(Fake(answer)).send(ASK, at=NOON) == RetryAt(SOON)


@pytest.mark.parametrize(("told", "wait"), [("120", 120), ("999999", 86_400), ("Fri, 20 Nov 2026", 300)])
def test_the_other_side_may_name_the_time(told: str, wait: int) -> None:
    fake = Fake(lambda: Response(503, headers={"retry-after": told}))
    assert Wire(fake).send(ASK, at=NOON) == RetryAt(NOON + timedelta(seconds=wait))


def test_after_five_failures_nobody_is_asked_for_a_while() -> None:
    fake = Fake(gone)
    line = Wire(fake)
    for _ in range(8):
        line.send(ASK, at=NOON)
    assert fake.asked == 5
    assert line.send(ASK, at=NOON) == RetryAt(SOON)
    line.send(ASK, at=SOON)
    assert fake.asked == 6


def test_one_success_forgets_the_failures() -> None:
    fake = Fake(gone)
    line = Wire(fake)
    for _ in range(4):
        line.send(ASK, at=NOON)
    fake.answer = lambda: Response(200)
    line.send(ASK, at=NOON)
    fake.answer = gone
    for _ in range(4):
        line.send(ASK, at=NOON)
    assert fake.asked == 9


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        if self.path == "/slow":
            time.sleep(0.5)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(418 if self.path == "/refuse" else 302 if self.path == "/away" else 200)
        self.send_header("Location", "/elsewhere")
        self.end_headers()
        self.wfile.write(body + self.headers["X-Key"].encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def post(url: str) -> Response:
    return HttpTransport()(Request("POST", url, {"X-Key": "k"}, b'"body"'), timeout=timedelta(seconds=0.2))


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/refuse", 418), ("/away", 302)])
def test_the_real_transport_carries_a_request_and_follows_nobody(address: str, path: str, status: int) -> None:
    answer = post(address + path)
    assert (answer.status, answer.body) == (status, b'"body"k')
    assert answer.headers["location"] == "/elsewhere"


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "file:///etc/passwd", "http://no-such-host.invalid/"])
def test_what_cannot_be_reached_is_unreachable(url: str) -> None:
    with pytest.raises(Unreachable):
        post(url)


def test_a_slow_answer_is_not_waited_for(address: str) -> None:
    with pytest.raises(Unreachable):
        post(address + "/slow")


def test_an_endless_answer_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "LARGEST_ANSWER", 3)
    with pytest.raises(Unreachable, match="too long"):
        post(address + "/")
