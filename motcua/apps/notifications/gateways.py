"""Senders: how a message leaves the house. Console and file for a centre without an SMS contract, and e-mail."""

from __future__ import annotations

import json
import os
import smtplib
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from motcua.apps.notifications.states import Channel
from motcua.kernel import clock


@dataclass(frozen=True, slots=True)
class Letter:
    """One message ready to go; `id` lets a carrier recognise a second copy."""

    id: UUID
    to: str
    kind: str
    text: str
    #: What an e-mail is headed with: the centre's name, never what it is about.
    heading: str = ""


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


def forget_outgoing(*, before: date) -> int:
    """Remove what FileSender wrote on days before this one; how many files went. Others' files are left alone."""
    gone = 0
    for path in (Path(settings.VAR_DIR) / "outgoing").glob("????-??-??.jsonl"):
        with suppress(ValueError, FileNotFoundError):
            if date.fromisoformat(path.stem) < before:
                path.unlink()
                gone += 1
    return gone


class EmailSender:
    """Hands a letter to the mail server of the settings, which asks for TLS wherever a password is given.

    A second copy of one message (the server took the first, the line broke before it said so) has the same Message-ID.
    """

    def send(self, letter: Letter, *, at: datetime) -> None:
        """One connection, one letter; raises NotNow, NeverPossible."""
        if settings.EMAIL_HOST_USER and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
            raise NotNow("no-tls")
        house = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
        mail = EmailMessage(
            subject=" ".join(letter.heading.split()) or "Motcua",
            body=f"{letter.text}\n",
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[letter.to],
            headers={"Message-ID": f"<{letter.id}@{house}>", "Auto-Submitted": "auto-generated"},
            connection=get_connection(fail_silently=False),
        )
        mail.extra_headers["Date"] = format_datetime(at)
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as refusal:
            raise _after([code for code, _text in refusal.recipients.values()]) from None
        except smtplib.SMTPDataError as refusal:
            raise _after([refusal.smtp_code]) from None
        except smtplib.SMTPResponseException as refusal:  # our sign-in or our own address: nothing the citizen can mend
            raise NotNow(f"smtp-{refusal.smtp_code}") from None
        except (smtplib.SMTPException, OSError) as cause:
            raise NotNow(type(cause).__name__) from None
        except ValueError:  # a line break in the address: no header may hold it
            raise NeverPossible("bad-address") from None


def _after(codes: list[int]) -> NotNow | NeverPossible:
    """A mailbox that is not there (550–553, 501) is never possible; the rest may be mended, by them or by us."""
    final = {501, 550, 551, 553}
    return NeverPossible(f"smtp-{codes[0]}") if codes and codes[0] in final else NotNow(f"smtp-{codes[0]}")


_SENDERS: dict[str, Sender] = {
    Channel.CONSOLE: ConsoleSender(),
    Channel.FILE: FileSender(),
    Channel.EMAIL: EmailSender(),
}


def channels() -> tuple[str, ...]:
    """The ways out this installation has, in its order (settings.MESSAGE_CHANNELS)."""
    return tuple(settings.MESSAGE_CHANNELS)


def chosen_channel() -> str:
    """The first way out of this installation that reaches a telephone: what sign-in codes take."""
    return next((channel for channel in channels() if channel != Channel.EMAIL), Channel.FILE.value)


def sender_for(channel: str) -> Sender:
    """The sender of a channel; raises NeverPossible where this installation has none."""
    if channel not in _SENDERS:
        raise NeverPossible("no-such-channel")
    return _SENDERS[channel]
