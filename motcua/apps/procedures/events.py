"""News of the catalogue, ids only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueChanged:
    """v1 - versions, facts or postings changed; whoever keeps a copy looks again."""

    revision: int
    at: datetime
