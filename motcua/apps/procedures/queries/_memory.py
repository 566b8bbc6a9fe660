"""The catalogue as this process remembers it: editions by procedure, views by version, search indexes by day.

A version never changes, so its view is kept for good; which versions are in force is read again when the
revision's stamp differs, and the stamp is asked at most every two seconds.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.conf import settings

from motcua.apps.procedures import gateways
from motcua.apps.procedures.models import Revision, Version
from motcua.apps.procedures.rules.searching.engine import Index
from motcua.apps.procedures.rules.views import Head, version_view
from motcua.apps.procedures.values import VersionView
from motcua.kernel.errors import NotFound

#: How long an answer may lag behind a change made by another process.
STALE_AFTER_SECONDS: float = settings.MEMORY_TRUSTED_SECONDS
#: An index is some 20 MB beside what it shares; yesterday's is soon of no use.
INDEXES_KEPT: Final = 2
VIEWS_KEPT: Final = 5000


@dataclass(frozen=True, slots=True)
class EditionRow:
    """Where one version stands in its procedure's time."""

    effective_from: date
    number: int
    id: int
    effective_to: date | None
    only_centre: int | None
    repeals: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Which versions there are, at one stamp of the revision."""

    stamp: UUID | None
    revision: int
    changed_at: datetime | None
    editions: Mapping[str, tuple[EditionRow, ...]]

    def chosen(self, code: str, on: date, centre_id: int | None) -> int | None:
        """The version of a procedure in force on a day, for a centre or for the country."""
        begun = [
            e for e in self.editions.get(code, ()) if e.effective_from <= on and e.only_centre in {None, centre_id}
        ]
        last = max(begun, key=lambda e: (e.effective_from, e.number), default=None)
        there = last is not None and not last.repeals and (last.effective_to is None or on <= last.effective_to)
        return last.id if last and there else None


@dataclass(slots=True)
class _Memory:
    """What this process remembers."""

    catalogue: Catalogue | None = None
    asked_at: float = 0.0


_memory = _Memory()
_views: dict[int, VersionView] = {}
_indexes: dict[tuple[UUID | None, date], Index] = {}


def forget() -> None:
    """Ask the database again at the next call: after a change made here, and between tests."""
    _memory.catalogue = None


def look_again() -> None:
    """Have the next call ask whether the catalogue has changed: what is filed for good rests on no older memory."""
    _memory.asked_at = -math.inf


def catalogue() -> Catalogue:
    """Which versions there are, as fresh as `STALE_AFTER_SECONDS` asks."""
    present, now = _memory.catalogue, time.monotonic()
    if present is not None and now - _memory.asked_at < STALE_AFTER_SECONDS:
        return present
    row = Revision.objects.filter(pk=1).values_list("stamp", "number", "changed_at").first()
    stamp, number, changed_at = row or (None, 0, None)
    if present is None or present.stamp != stamp:
        present = Catalogue(stamp=stamp, revision=number, changed_at=changed_at, editions=_editions())
        _memory.catalogue = present
    _memory.asked_at = now
    return present


def _editions() -> Mapping[str, tuple[EditionRow, ...]]:
    found: dict[str, list[EditionRow]] = defaultdict(list)
    columns = ("procedure__code", "effective_from", "number", "id", "effective_to", "only_centre", "repeals")
    for code, begins, number, key, ends, centre, gone in Version.objects.standing().values_list(*columns):
        found[code].append(EditionRow(begins, number, key, ends, centre, gone))
    return {code: tuple(editions) for code, editions in found.items()}


def in_force(on: date, centre_id: int | None = None) -> Mapping[str, VersionView]:
    """Every procedure in force on a day by its code."""
    read = catalogue()
    chosen = ((code, read.chosen(code, on, centre_id)) for code in read.editions)
    ids = {code: key for code, key in chosen if key is not None}
    found = views(ids.values())
    return {code: found[key] for code, key in ids.items()}


def views(ids: Iterable[int]) -> Mapping[int, VersionView]:
    """Versions by their ids, from memory or in one statement. Raises NotFound."""
    wanted = set(ids)
    missing = wanted - _views.keys()
    if missing:
        if len(_views) > VIEWS_KEPT:
            _views.clear()
            missing = wanted
        for row in Version.objects.filter(pk__in=missing):
            head = Head(row.id, row.number, row.effective_from, row.effective_to)
            _views[row.id] = version_view(row.document, row.settled, row.texts, head)
    found = {key: _views[key] for key in wanted if key in _views}
    if len(found) < len(wanted):
        raise NotFound
    return found


def index(on: date) -> Index:
    """The search index of a day."""
    key = (catalogue().stamp, on)
    if key not in _indexes:
        while len(_indexes) >= INDEXES_KEPT:
            _indexes.pop(next(iter(_indexes)), None)
        _indexes[key] = gateways.index_of(in_force(on).values())
    return _indexes[key]
