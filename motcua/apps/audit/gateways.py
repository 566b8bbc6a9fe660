"""The daily head of the chain, kept in files outside the database: one line per export, never overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from motcua.apps.audit.values import Head
from motcua.kernel.clock import local


def file_of(folder: Path, at: datetime) -> Path:
    """The file of the office's day."""
    return folder / f"{local(at):%Y-%m-%d}.txt"


def write_head(folder: Path, head: Head, *, at: datetime) -> Path:
    """Add the head to the day's file; the same head is not written twice in a row."""
    path = file_of(folder, at)
    folder.mkdir(parents=True, exist_ok=True)
    known = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    if not known or _head(known[-1]) != head:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"batch={head.batch} sealed_at={head.sealed_at.isoformat()} chain={head.chain}\n")
    return path


def read_heads(folder: Path) -> Iterator[Head]:
    """Every head ever exported to the folder; a line that is none raises ValueError with its file."""
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                yield _head(line)
            except (KeyError, ValueError) as problem:
                raise ValueError(f"{path.name}: no head in «{line[:80]}»") from problem


def _head(line: str) -> Head:
    said = dict(part.split("=", 1) for part in line.split())
    return Head(batch=int(said["batch"]), chain=said["chain"], sealed_at=datetime.fromisoformat(said["sealed_at"]))
