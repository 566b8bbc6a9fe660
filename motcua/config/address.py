"""The address we listen on: as a person types it, and as we ask it ourselves."""

from __future__ import annotations

import socket

#: Listening on every address of the machine, and where this machine asks itself then.
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 -- compared, not bound


def shown(host: str, port: int) -> str:
    """Host and port for an address; this machine's name where we listen on every one of its addresses."""
    named = socket.gethostname() if is_everywhere(host) else host
    return f"[{named}]:{port}" if ":" in named else f"{named}:{port}"


def asked(host: str) -> str:
    """The host under which this machine reaches itself."""
    return _EVERYWHERE.get(host, host)


def is_everywhere(host: str) -> bool:
    """Whether `host` stands for every address of this machine."""
    return host in _EVERYWHERE
