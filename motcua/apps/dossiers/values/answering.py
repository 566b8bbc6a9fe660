"""What a person answers to each thing asked for: kept while it is written, then sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """The answer to one thing asked for; `given` where a file or the paper itself came."""

    text: str = ""
    bring: bool = False
    given: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether nothing more has to come: what will be brought has not come yet."""
        return self.given or bool(self.text and not self.bring)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return not (self.given or self.text or self.bring)


@dataclass(frozen=True, slots=True)
class KeptReply:
    """A reply that is being written, seen by its writer alone; `pen` names the window that wrote it last."""

    items: Mapping[UUID, ItemAnswer]
    pen: str = ""

    @property
    def stamp(self) -> str:
        """A short sign of what stands in it: two devices that show the same have the same."""
        return stamp_of(self.items)


def stamp_of(items: Mapping[UUID, ItemAnswer]) -> str:
    """The sign of these answers, empty ones left out."""
    said = {key: answer for key, answer in items.items() if answer.text or answer.bring}
    told = json.dumps(stored(said), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def stored(items: Mapping[UUID, ItemAnswer]) -> dict[str, dict[str, Any]]:
    """As they are written down, empty ones too: what was taken back stays taken back. Files are kept elsewhere."""
    return {str(key): {"text": a.text, "bring": a.bring} for key, a in items.items()}


def restored(held: Mapping[str, Any] | None) -> KeptReply:
    """From what was written down; nothing yet is an empty reply."""
    told = held or {}
    items = {UUID(key): ItemAnswer(one["text"], bring=one["bring"]) for key, one in told.get("items", {}).items()}
    return KeptReply(items, told.get("pen", ""))
