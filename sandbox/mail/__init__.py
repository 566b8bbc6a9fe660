"""A mail server that keeps what it is given, speaks TLS where it has a certificate, and fails as it is told.

Faults are taken one per connection, in order: `busy` (451 at the recipient), `no-mailbox` (550), `full` (452 after the
text), `cut` (the line breaks once the text was taken, before it is said), `hang` (no greeting),
`down` (closes at once).
"""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.message import Message

FAULTS = ("busy", "no-mailbox", "full", "cut", "hang", "down")


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on a port of its own of this machine; `taken` is what it said yes to, or would have."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, *faults: str, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.faults = deque(faults)
        self.tls = tls
        self.taken: list[Message] = []
        self.signed_in: list[str] = []

    @property
    def port(self) -> int:
        """The port it listens at."""
        return int(self.server_address[1])

    @property
    def mailbox(self) -> dict[str, Message]:
        """What a reader finds: one letter per Message-ID, as mail programs do."""
        return {str(mail["Message-ID"]): mail for mail in self.taken}


@contextmanager
def serving(*faults: str, tls: ssl.SSLContext | None = None) -> Iterator[MailServer]:
    """A server for a `with` block."""
    with MailServer(*faults, tls=tls) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class _Session(socketserver.StreamRequestHandler):
    """One connection: as much of SMTP as a sender needs."""

    server: MailServer
    timeout = 5

    def handle(self) -> None:
        """Greet, then answer word after word."""
        fault = self.server.faults.popleft() if self.server.faults else ""
        if fault == "down":
            return
        if fault == "hang":
            time.sleep(2)
            return
        self._say("220 sandbox ready")
        while (line := self.rfile.readline().decode().strip()) and self._answer(line, fault):
            pass

    def finish(self) -> None:
        """Close the encrypted line too, which the server does not know of."""
        with suppress(OSError):
            super().finish()
        self.connection.close()

    def _answer(self, line: str, fault: str) -> bool:
        word = line.split(":", maxsplit=1)[0].split(" ", maxsplit=1)[0].upper()
        if word == "STARTTLS":
            return self._encrypt()
        if word == "DATA":
            return self._take(fault)
        if word == "EHLO":
            self._say("250-sandbox", *(["250-STARTTLS"] if self.server.tls else []), "250-AUTH PLAIN", "250 SIZE")
        elif word == "AUTH":
            self.server.signed_in.append("encrypted" if isinstance(self.connection, ssl.SSLSocket) else "open")
            self._say("235 welcome")
        elif word == "RCPT" and fault in {"busy", "no-mailbox"}:
            self._say("451 try later" if fault == "busy" else "550 no such mailbox")
        else:
            self._say("221 bye" if word == "QUIT" else "250 ok")
        return word != "QUIT"

    def _take(self, fault: str) -> bool:
        self._say("354 go on")
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line[1:] if line.startswith(b"..") else line)
        if fault == "full":
            self._say("452 no room")
            return True
        self.server.taken.append(message_from_bytes(b"".join(lines)))
        if fault == "cut":
            self.connection.shutdown(socket.SHUT_RDWR)
            return False
        self._say("250 taken")
        return True

    def _encrypt(self) -> bool:
        if self.server.tls is None:
            self._say("502 no")
            return True
        self._say("220 go ahead")
        try:
            self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)
        except (ssl.SSLError, OSError):  # the sender does not trust us
            return False
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)
        return True

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())
