"""A room for servers of one's own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def room() -> Iterator[Path]:
    """A directory the server's user can enter; pytest's own is closed to it."""
    path = Path(tempfile.mkdtemp(prefix="motcua-room-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)
