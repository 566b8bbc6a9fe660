"""The units in memory: found by name or code, each with what it lies in on a day and what it became."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from motcua.apps.organization.rules.place_words import ALIASES, key_of, tokens_of
from motcua.apps.organization.rules.unit_rows import UnitRow
from motcua.apps.organization.values import How, Reading, Successor, UnitLevel, UnitView

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a unit: the key of the next one."""

    new: int
    how: How
    since: date
    source: str


class Gazetteer:
    """Units by key (the table's, or the file's line), made once and never changed."""

    def __init__(self, units: Mapping[int, UnitRow], changes: Iterable[tuple[int, Change]]) -> None:
        self.units = dict(units)
        self.after: dict[int, tuple[Change, ...]] = _grouped(changes)
        self.before: dict[int, tuple[int, ...]] = _grouped(
            (change.new, old) for old, all_of_it in self.after.items() for change in all_of_it
        )
        self.by_code: dict[str, tuple[int, ...]] = _grouped((row.code, key) for key, row in self.units.items())
        named = [(tokens_of(row.short), key) for key, row in self.units.items()]
        self.by_name: dict[str, tuple[int, ...]] = _grouped((key_of(words), key) for words, key in named)
        #: How many words the longest name has.
        self.longest = max((len(words) for words, _key in named), default=0)
        self.under: dict[str, tuple[int, ...]] = _grouped((row.parent_code, key) for key, row in self.units.items())

    def named(self, key: str, level: UnitLevel) -> tuple[int, ...]:
        """The units of a level that a key names, by the name people still use where none bears it itself."""
        for name in (key, ALIASES.get(key, "")):
            found = tuple(one for one in self.by_name.get(name, ()) if self.units[one].level is level)
            if found:
                return found
        return ()

    def at(self, code: str, on: date) -> int | None:
        """The unit that bears this code on that day."""
        return next((key for key in self.by_code.get(code, ()) if self.units[key].in_force(on)), None)

    def above(self, key: int, on: date) -> int | None:
        """What a unit lies in, on that day or the nearest day of its own time."""
        row = self.units[key]
        return self.at(row.parent_code, _within(row, on)) if row.parent_code else None

    def chain(self, key: int, on: date) -> tuple[int | None, int | None]:
        """The district and the province of a unit."""
        up = self.above(key, on)
        if up is None:
            return None, key if self.units[key].level is UnitLevel.PROVINCE else None
        if self.units[up].level is UnitLevel.DISTRICT:
            return up, self.above(up, on)
        return None, up

    def view(self, key: int, on: date) -> UnitView:
        """A unit as pages show it."""
        row, (district, province) = self.units[key], self.chain(key, on)
        above = self.units[province] if province is not None and province != key else None
        return UnitView(
            code=row.code,
            level=row.level,
            type=row.type,
            name=row.name,
            district=self.units[district].name if district is not None else "",
            province=above.name if above else "",
            province_code=above.code if above else "",
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            source=row.source,
        )

    def now(self, key: int, on: date) -> dict[int, Change]:
        """The units in force on a day that a unit led to, with how and since when; nothing while it is itself so."""
        if self.units[key].in_force(on):
            return {}
        found: dict[int, Change] = {}
        for change in self.after.get(key, ()):
            if change.since > on:
                continue
            further = self.now(change.new, on)
            for new, later in further.items():
                found[new] = (
                    later if change.how is How.RENAMED else Change(new, change.how, change.since, change.source)
                )
            if not further:
                found[change.new] = change
        return found

    def reading(self, key: int, on: date) -> Reading:
        """The unit named, and what it is now; a district without an entry of its own leads to its communes'."""
        now = self.now(key, on)
        row = self.units[key]
        if not now and row.level is UnitLevel.DISTRICT and not row.in_force(on):
            for commune in self.under.get(row.code, ()):
                for new, change in self.now(commune, on).items():
                    now.setdefault(new, Change(new, How.PART, change.since, change.source))
        order = list(How)
        listed = sorted(now.items(), key=lambda pair: (order.index(pair[1].how), self.units[pair[0]].name, pair[0]))
        return Reading(
            named=self.view(key, on),
            now=tuple(Successor(self.view(new, on), c.how, c.since, c.source) for new, c in listed),
        )


def _within(row: UnitRow, on: date) -> date:
    if row.valid_to is not None and on > row.valid_to:
        return row.valid_to
    return row.valid_from if row.valid_from is not None and on < row.valid_from else on


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
