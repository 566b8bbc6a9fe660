"""Makes the key file: without it personal data in the database cannot be read by anybody, us included."""

import base64
import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path
from typing import Any

KEY_BYTES = 32
BLIND = "blind"


def ensure(path: Path) -> bool:
    """Make the key file (mode 0600) where there is none; True when it was made. An existing file is never changed."""
    if path.exists():
        return False
    path.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
    ring = {"current": 1, "keys": {"1": _key()}, BLIND: _key(), "signing": _key()}
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    _write(ring, fresh)
    try:
        os.link(fresh, path)  # unlike a rename it never replaces the file of a start at the same moment
    except FileExistsError:
        return False
    finally:
        fresh.unlink()
    return True


def add(path: Path) -> int:
    """Add a new key to the ring and make it the one for new values; the older ones still open the old values."""
    ring = json.loads(path.read_text(encoding="utf-8"))
    number = max(int(known) for known in ring["keys"]) + 1
    ring["keys"][str(number)] = _key()
    ring["current"] = number
    fresh = path.with_name(path.name + ".new")
    _write(ring, fresh)
    fresh.replace(path)
    return number


def numbers(path: Path) -> list[str]:
    """The numbers of the keys in the ring, never the keys; empty when there is no file."""
    return sorted(json.loads(path.read_text(encoding="utf-8"))["keys"], key=int) if path.exists() else []


def fingerprints(path: Path) -> dict[str, str]:
    """A short sign of each key by its number, and of the key of the blind indexes; empty when there is no file.

    They tell two rings apart and open nothing: each is a keyed hash of a random key.
    """
    if not path.exists():
        return {}
    ring = json.loads(path.read_text(encoding="utf-8"))
    return {name: _sign(key) for name, key in {**ring["keys"], BLIND: ring[BLIND]}.items()}


def _sign(key: str) -> str:
    return hmac.new(base64.b64decode(key), b"motcua: which key is this", hashlib.sha256).hexdigest()[:16]


def _write(ring: dict[str, Any], path: Path) -> None:
    private = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(private, "w", encoding="utf-8") as out:
        json.dump(ring, out, indent=1)
        out.flush()
        os.fsync(out.fileno())


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")
