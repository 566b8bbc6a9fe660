"""The key ring: read from a 0600 file that no dump ever holds, once and again when a key is missing."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


@dataclass(frozen=True)
class KeyRing:
    """Ciphers by key id, the id new values use, and the key of the blind indexes."""

    current: int
    ciphers: dict[int, AESGCM]
    blind: bytes


@lru_cache(maxsize=1)
def ring() -> KeyRing:
    """The ring named by settings.KEY_FILE; raises FileNotFoundError with what to do."""
    return read(Path(settings.KEY_FILE))


def reread() -> KeyRing:
    """The ring as the file has it now: somebody may have added a key since it was read."""
    ring.cache_clear()
    return ring()


def read(path: Path) -> KeyRing:
    """The ring in a file; raises FileNotFoundError with what to do."""
    if not path.exists():
        raise FileNotFoundError(
            f"No key file at {path}: run «bin/motcua keys» (or restore the file kept beside the backup)."
        )
    stored = json.loads(path.read_text(encoding="utf-8"))
    ciphers = {int(number): AESGCM(base64.b64decode(key)) for number, key in stored["keys"].items()}
    return KeyRing(current=int(stored["current"]), ciphers=ciphers, blind=base64.b64decode(stored["blind"]))
