"""How a batch of entries is sealed: one canonical text per entry, a Merkle root, a chain over the batches.

The text is ours, column by column and in UTC: what a server version prints for a row is no promise.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

#: The chain begins here.
GENESIS = bytes(32)
#: Rows in one batch at most, so that a backlog is sealed in bounded steps.
BATCH = 5_000
#: An entry that stays unsealed longer means that a stuck transaction stops the seal.
UNSEALED_AT_MOST = timedelta(seconds=60)

#: The order in which entries are sealed: epoch, transaction, place inside it.
Place = tuple[int, int, int]
BEFORE_ALL: Place = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it is sealed."""

    id: UUID
    epoch: int
    xid: int
    seq: int
    at: datetime
    command: str
    actor: str
    account_id: int | None
    acting_for: int | None
    ids: list[str]
    outcome: str
    centre_id: int | None

    @property
    def place(self) -> Place:
        """Where it stands in the order of sealing."""
        return (self.epoch, self.xid, self.seq)

    @property
    def made_at(self) -> datetime:
        """When the row was made by the machine's clock (its key is a UUIDv7), whatever time the act was given."""
        return datetime.fromtimestamp((self.id.int >> 80) / 1000, tz=UTC)

    def text(self) -> bytes:
        """The canonical text of the entry."""
        columns = [
            str(self.id),
            self.epoch,
            self.xid,
            self.seq,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.command,
            self.actor,
            self.account_id,
            self.acting_for,
            self.ids,
            self.outcome,
            self.centre_id,
        ]
        return json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode()


def root_of(lines: Iterable[Line]) -> bytes:
    """The Merkle root (SHA-256) over lines in their order; a lone node climbs unchanged."""
    level = [hashlib.sha256(b"\x00" + line.text()).digest() for line in lines]
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0] if level else GENESIS


def chain_after(previous: bytes, *, batch: int, upto: Place, n: int, root: bytes, sealed_at: datetime) -> bytes:
    """The chain value of a batch: it binds the batch before it and everything the seal says."""
    moment = sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
    said = json.dumps([batch, *upto, n, root.hex(), moment], separators=(",", ":")).encode()
    return hashlib.sha256(b"\x02" + previous + said).digest()
