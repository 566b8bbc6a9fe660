"""Contents on their way into a backup and out of it: copied whole and durably, each held against its hash."""

import errno
import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from motcua.base.cli.progress import Showing, progress

CHUNK = 1024 * 1024
PART = ".part"
#: Where a content lies under a folder of blobs; uploads that are coming, pieces and the lock lie elsewhere.
PLACE = re.compile(r"([0-9a-f]{2})/([0-9a-f]{2})/(?P<hash>\1\2[0-9a-f]{60})")
LABEL = "Tệp đính kèm (files)"


class UnreadableError(OSError):
    """The disk does not give the content back."""


@dataclass(slots=True)
class Taken:
    """What a backup took along: sizes by hash, and the hashes of what is not the content its name says."""

    sizes: dict[str, int] = field(default_factory=dict)
    rotten: set[str] = field(default_factory=set)


def place_of(name: str) -> str:
    """The place of the content with this hash."""
    return f"{name[:2]}/{name[2:4]}/{name}"


def lying(root: Path) -> list[str]:
    """The hashes of every content under `root`, in order."""
    found = (PLACE.fullmatch(path.relative_to(root).as_posix()) for path in root.glob("??/??/*"))
    return sorted(match["hash"] for match in found if match)


def take(source: Path, target: Path, damaged: Path, *, showing: Showing) -> Taken:
    """Copy every content of `source`; what is rotten goes to `damaged`, what vanishes meanwhile is passed over."""
    taken, found = Taken(), lying(source)
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    with progress(label=LABEL, total=len(found), unit="tệp", showing=showing) as bar:
        for name in found:
            copy = target / place_of(name)
            try:
                digest = copy_file(source / place_of(name), copy)
            except FileNotFoundError:  # swept; whether the database still wants it is asked afterwards
                continue
            except UnreadableError:
                copy.with_name(copy.name + PART).unlink(missing_ok=True)
                taken.rotten.add(name)
                continue
            if digest == name:
                taken.sizes[name] = copy.stat().st_size
            else:
                taken.rotten.add(name)
                damaged.mkdir(mode=0o700, exist_ok=True)
                copy.rename(damaged / name)
            bar.add()
    return taken


def bring(source: Path, target: Path, names: list[str], *, showing: Showing) -> None:
    """Copy these contents to where they lie when serving; what lies there whole already stays. Safe to repeat."""
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    with progress(label=LABEL, total=len(names), unit="tệp", showing=showing) as bar:
        for name in names:
            copy = target / place_of(name)
            whole = copy.exists() and hash_of(copy) == name
            if not whole and copy_file(source / place_of(name), copy) != name:
                raise UnreadableError(errno.EIO, os.strerror(errno.EIO), str(source / place_of(name)))
            bar.add()
    sync_folders(target)


def copy_file(source: Path, target: Path) -> str:
    """Copy a file under another name first, then give it its own, durably; the hash of what was copied.

    Raises UnreadableError for the source, OSError for the target.
    """
    with source.open("rb") as out:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh, told = target.with_name(target.name + PART), hashlib.sha256()
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as into:
            for piece in _pieces(out, source):
                told.update(piece)
                into.write(piece)
            into.flush()
            os.fsync(into.fileno())
    fresh.replace(target)
    return told.hexdigest()


def hash_of(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sync_file(path: Path) -> None:
    """Have the disk keep what a file (or a folder's list) holds."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folders(root: Path) -> None:
    """Have the disk keep the names in `root` and in every folder below."""
    for folder, _folders, _files in os.walk(root):
        sync_file(Path(folder))


def _pieces(stream: BinaryIO, source: Path) -> Iterator[bytes]:
    while True:
        try:
            piece = stream.read(CHUNK)
        except OSError as cause:
            raise UnreadableError(cause.errno, cause.strerror, str(source)) from cause
        if not piece:
            return
        yield piece
