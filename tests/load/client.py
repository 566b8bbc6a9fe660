"""A light HTTP client: some connections kept alive in one process, each playing a script of requests.

A script is a generator: it yields requests and is sent the answers; `Request.counts` says how much of a unit of work
an answer completes. Raw sockets and prepared bytes, because the client shares the machine with what it measures.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field

Script = Generator["Request", "Answer", None]
END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Request:
    """Bytes to send, the status that must come back (0: any), and how much of a unit of work the answer completes."""

    sent: bytes
    status: int = 200
    #: What the address of a redirect must hold: towards the sign-in page would be 302 as well.
    leads_to: str = ""
    counts: float = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    head: str
    body: bytes

    def header(self, name: str) -> str:
        """The first header of that name, '' when there is none."""
        wanted = name.lower() + ":"
        lines = (line for line in self.head.split("\r\n")[1:] if line.lower().startswith(wanted))
        return next((line[len(wanted) :].strip() for line in lines), "")

    def cookies(self) -> dict[str, str]:
        """Cookies the answer sets."""
        lines = (line for line in self.head.split("\r\n") if line.lower().startswith("set-cookie:"))
        pairs = (line.split(":", 1)[1].split(";", 1)[0].strip().partition("=") for line in lines)
        return {name: value for name, _, value in pairs}


class UnexpectedAnswerError(Exception):
    """A page answered with another status than the script asks for: what was measured would not be the work."""


@dataclass(slots=True)
class _Line:
    """One connection and how far its script is."""

    link: socket.socket
    script: Script
    request: Request
    got: bytearray = field(default_factory=bytearray)


def run(*, port: int, scripts: Sequence[Callable[[], Script]], seconds: float) -> float:
    """Play one script per connection for so long; units of work per second. Raises UnexpectedAnswerError."""
    lines = [_open(port, script()) for script in scripts]
    try:
        return _play(lines, port=port, seconds=seconds)
    finally:
        for line in lines:
            line.link.close()


def _play(lines: Sequence[_Line], *, port: int, seconds: float) -> float:
    begun, units = time.perf_counter(), 0.0
    with selectors.DefaultSelector() as chooser:
        for line in lines:
            chooser.register(line.link, selectors.EVENT_READ, line)
            line.link.sendall(line.request.sent)
        while time.perf_counter() < begun + seconds:
            for key, _ in chooser.select(timeout=0.5):
                units += _hear(key.data, port)
    return units / (time.perf_counter() - begun)


def _open(port: int, script: Script) -> _Line:
    link = socket.create_connection(("127.0.0.1", port))
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return _Line(link, script, next(script))


def _hear(line: _Line, port: int) -> float:
    """Take in what came; how much of a unit of work that completed."""
    came = line.link.recv(262_144)
    if not came:
        raise UnexpectedAnswerError(f"port {port}: the server closed the line")
    line.got += came
    answer = parse(line.got)
    if answer is None:
        return 0
    line.got.clear()
    done = line.request
    lost = done.leads_to and done.leads_to not in answer.header("location")
    if lost or (done.status and answer.status != done.status):
        raise UnexpectedAnswerError(f"{done.sent[:80]!r}: {answer.status} {answer.body[:600].decode(errors='replace')}")
    line.request = line.script.send(answer)
    line.link.sendall(line.request.sent)
    return done.counts


def parse(got: bytearray) -> Answer | None:
    """A whole answer, or None while some is missing."""
    cut = got.find(END)
    if cut < 0:
        return None
    head = got[:cut].decode("latin-1")
    lowered, body = head.lower(), bytes(got[cut + 4 :])
    if "transfer-encoding: chunked" in lowered:
        return Answer(int(head[9:12]), head, body) if body.endswith(b"0" + END) else None
    mark = lowered.find("content-length:")
    length = int(lowered[mark + 15 :].split("\r\n", 1)[0]) if mark >= 0 else 0
    return Answer(int(head[9:12]), head, body) if len(body) >= length else None


def get(path: str, *, cookie: str = "") -> bytes:
    """A GET as bytes."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{_cookie(cookie)}Accept: text/html\r\n\r\n".encode()


def post(path: str, body: bytes, *, cookie: str = "", kind: str = "application/x-www-form-urlencoded") -> bytes:
    """A POST as bytes."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{_cookie(cookie)}Content-Type: {kind}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _cookie(cookie: str) -> str:
    return f"Cookie: {cookie}\r\n" if cookie else ""
