"""Senders: how a message leaves the house. Console and file for a centre without an SMS contract, and for tests."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings

from motcua.apps.notifications.states import Channel
from motcua.kernel import clock


@dataclass(frozen=True, slots=True)
class Letter:
    """One message ready to go; `id` lets a carrier recognise a second copy."""

    id: UUID
    to: str
    kind: str
    text: str


class NotNow(Exception):
    """The carrier cannot take it now; `args[0]` is a stable word."""


class NeverPossible(Exception):
    """The carrier will never take it (a number that does not exist); `args[0]` is a stable word."""


class Sender(Protocol):
    """One way out of the house."""

    def send(self, letter: Letter, *, at: datetime) -> None:
        """Hand the letter over; raises NotNow or NeverPossible."""
        ...


class ConsoleSender:
    """Shows the text to whoever runs the program, and the last three digits of the number."""

    def send(self, letter: Letter, *, at: datetime) -> None:
        """Write one line to the standard error stream."""
        sys.stderr.write(f"[{clock.local(at):%H:%M}] → …{letter.to[-3:]}: {letter.text}\n")


class FileSender:
    """Appends to VAR_DIR/outgoing/<local day>.jsonl, readable by us alone: for a gateway program to fetch."""

    def send(self, letter: Letter, *, at: datetime) -> None:
        """Append one JSON line durably; raises NotNow when the disk refuses."""
        line = {"id": str(letter.id), "at": at.isoformat(), "to": letter.to, "kind": letter.kind, "text": letter.text}
        folder = Path(settings.VAR_DIR) / "outgoing"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = folder / f"{clock.local(at):%Y-%m-%d}.jsonl"
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as opened:
                opened.write(json.dumps(line, ensure_ascii=False) + "\n")
                opened.flush()
                os.fsync(opened.fileno())
        except OSError:
            raise NotNow("disk") from None


_SENDERS: dict[str, Sender] = {Channel.CONSOLE: ConsoleSender(), Channel.FILE: FileSender()}


def chosen_channel() -> str:
    """The way out this installation uses: settings.MESSAGE_CHANNEL, the file where nothing is set."""
    return str(getattr(settings, "MESSAGE_CHANNEL", Channel.FILE))


def sender_for(channel: str) -> Sender:
    """The sender of a channel; raises NeverPossible where this installation has none."""
    if channel not in _SENDERS:
        raise NeverPossible("no-such-channel")
    return _SENDERS[channel]
