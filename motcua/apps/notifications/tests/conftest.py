"""A carrier whose answers a test decides, and a centre of our own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from motcua.apps.notifications import gateways
from motcua.base.db import scope
from motcua.base.db.scope import Scope


@dataclass
class Carrier:
    """Keeps what it was given, or refuses as it is told."""

    refuses: BaseException | None = None
    took: list[gateways.Letter] = field(default_factory=list)

    def send(self, letter: gateways.Letter, *, at: datetime) -> None:
        if self.refuses:
            raise self.refuses
        self.took.append(letter)


@pytest.fixture
def carrier(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Carrier:
    made = Carrier()
    monkeypatch.setitem(gateways._SENDERS, "sms", made)
    settings.MESSAGE_CHANNELS = ["sms"]
    return made


@pytest.fixture(autouse=True)
def our_centre(settings: Any, tmp_path: Path, _no_scope: None) -> Iterator[None]:
    settings.VAR_DIR = tmp_path
    with scope.use(Scope(centres=(1,))):
        yield
