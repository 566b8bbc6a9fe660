"""The disk: blobs lie under BLOB_DIR/ab/cd/<sha256>, written whole or not at all, readable by us alone."""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

from django.conf import settings

_CHUNK = 256 * 1024
#: Where files lie that are still coming; no content's folder has so long a name.
_PARTS = ".parts"


class Readable(Protocol):
    """Anything that hands out bytes: an upload, a file, a body."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end."""
        ...


class TooLarge(Exception):
    """The stream went on past the limit; what had come was thrown away."""


def path_of(sha256: bytes) -> Path:
    """Where this content lies, or would lie."""
    name = sha256.hex()
    return Path(settings.BLOB_DIR) / name[:2] / name[2:4] / name


@contextmanager
def received(stream: Readable, *, at_most: int) -> Iterator[tuple[Path, bytes, int]]:
    """The stream in a private temporary file: its path, hash and size; the file is gone afterwards unless kept.

    Raises TooLarge.
    """
    root = _root()
    handle, name = tempfile.mkstemp(prefix=".coming-", dir=root)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as into:
            digest, size = _copy(stream, into, at_most=at_most)
        yield path, digest, size
    finally:
        path.unlink(missing_ok=True)


def keep(path: Path, *, sha256: bytes, at: datetime) -> None:
    """Give the received file its lasting name, durably; `at` is the age the sweep reckons from."""
    place, brought = path_of(sha256), (at.timestamp(), at.timestamp())
    changed = [place.parent, *_make(place.parent)]
    with _locked(fcntl.LOCK_SH):
        with suppress(FileNotFoundError):
            if place.stat().st_size == path.stat().st_size:
                os.utime(place, brought)  # the same content lies there, durably: only its age is new
                return
        with path.open("rb") as handle:
            os.fsync(handle.fileno())
        os.utime(path, brought)
        path.replace(place)
        for folder in changed:
            _sync(folder)


def discard(sha256: bytes, *, before: datetime) -> bool:
    """Remove the content unless somebody brought the same again since `before`."""
    place = path_of(sha256)
    with _locked(fcntl.LOCK_EX), suppress(FileNotFoundError):
        if place.stat().st_mtime < before.timestamp():
            place.unlink()
            return True
    return False


def lying() -> Iterator[tuple[bytes, float]]:
    """Every content on the disk: its hash, and when it was last brought (seconds)."""
    for place in _root().glob("??/??/*"):
        yield bytes.fromhex(place.name), place.stat().st_mtime


def forget_leftovers(*, before: datetime) -> None:
    """Remove temporary files of uploads that died half way."""
    for path in _root().glob(".coming-*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before.timestamp():
                path.unlink()


def part_size(key: UUID) -> int:
    """Bytes that lie of a file that is still coming."""
    try:
        return _part(key).stat().st_size
    except FileNotFoundError:
        return 0


def put_piece(key: UUID, piece: bytes, *, offset: int) -> None:
    """Lay a piece at its place, durably; whatever lay there and behind from a piece that was cut off is gone."""
    place = _part(key)
    made = _make(place.parent)
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as into:
        into.truncate(offset)
        into.seek(offset)
        into.write(piece)
        into.flush()
        os.fsync(into.fileno())
    for folder in made if offset else {place.parent, *made}:
        _sync(folder)


def open_part(key: UUID) -> BinaryIO:
    """What has come of a file, for reading."""
    return _part(key).open("rb")


def drop_part(key: UUID) -> None:
    """Throw away what has come of a file."""
    _part(key).unlink(missing_ok=True)


def forget_parts(*, before: datetime) -> None:
    """Remove pieces that nobody went on with."""
    for path in (_root() / _PARTS).glob("*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before.timestamp():
                path.unlink()


def _part(key: UUID) -> Path:
    return Path(settings.BLOB_DIR) / _PARTS / key.hex


def _root() -> Path:
    root = Path(settings.BLOB_DIR)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    return root


def _copy(stream: Readable, into: BinaryIO, *, at_most: int) -> tuple[bytes, int]:
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(_CHUNK):
        size += len(piece)
        if size > at_most:
            raise TooLarge
        digest.update(piece)
        into.write(piece)
    return digest.digest(), size


@contextmanager
def _locked(how: int) -> Iterator[None]:
    with (_root() / ".lock").open("wb") as lock:
        fcntl.flock(lock, how)
        yield


def _make(folder: Path) -> list[Path]:
    """Make a folder where it is missing; the folders that got a new entry by it."""
    if folder.is_dir():
        return []
    above = _make(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    return [folder.parent, *above]


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
