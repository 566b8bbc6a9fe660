"""Units on a day, and what a typed address names; all of them are kept in the process while their revision stands."""

from __future__ import annotations

import time
from datetime import date
from functools import lru_cache
from sys import intern
from threading import Lock

from django.conf import settings

from motcua.apps.organization.models import Unit, UnitChange, UnitRevision
from motcua.apps.organization.rules.gazetteer import Change, Gazetteer
from motcua.apps.organization.rules.understanding import understand
from motcua.apps.organization.rules.unit_rows import UnitRow
from motcua.apps.organization.values import AS_TYPED, AddressUnderstood, How, PlaceAsked, UnitLevel, UnitView
from motcua.kernel.errors import NotFound
from motcua.kernel.text import sort_key

#: Units change a few times a year: the revision is asked for less often than what changes daily.
_SELDOM = 15
_BATCH = 4000
_FIELDS = ("id", "code", "level", "type", "name", "parent_code", "valid_from", "valid_to", "source")


class _Kept:
    """The gazetteer of this process, the revision it was read at, and when that was last asked for."""

    def __init__(self) -> None:
        self._revision: int | None = None
        self._value: Gazetteer | None = None
        self._until = 0.0
        self._lock = Lock()

    def get(self) -> Gazetteer:
        """The units, read anew only when they have changed."""
        with self._lock:
            if self._value is None or time.monotonic() >= self._until:
                revision = UnitRevision.objects.order_by("-id").values_list("id", flat=True).first()
                if self._value is None or revision != self._revision:
                    self._value, self._revision = _load(), revision
                    _understood.cache_clear()
                self._until = time.monotonic() + settings.MEMORY_TRUSTED_SECONDS * _SELDOM
            return self._value

    def clear(self) -> None:
        """Read anew at the next question."""
        with self._lock:
            self._value = None
            _understood.cache_clear()


_kept = _Kept()


def warm(*, on: date) -> None:  # noqa: ARG001 -- one shape for all that is read before serving
    """Read the units now: a process that is to be forked shares them."""
    _kept.get()


def understand_address(text: str, *, on: date, near: str = "") -> AddressUnderstood:
    """What a typed address names on a day; `near` (code of a commune or province) comes first among equals.

    The text is never altered. No statement while the units are kept, else three.
    """
    _kept.get()  # forgets what was understood once the units have changed
    return _understood(text, on, near)


@lru_cache(maxsize=512)  # a commune's people live in the same few villages
def _understood(text: str, on: date, near: str) -> AddressUnderstood:
    return understand(text, gazetteer=_kept.get(), on=on, near=near)


def ask_place(name: str, text: str, *, chosen: str, on: date, near: str = "") -> PlaceAsked:
    """An address of a form and the choice made for it; nothing typed asks nothing, and no statement."""
    it = understand_address(text, on=on, near=near) if text.strip() else None
    return PlaceAsked(name=name, it=it, chosen=chosen)


def unit(code: str, *, on: date) -> UnitView:
    """The unit that bears this code on a day; raises NotFound."""
    units = _kept.get()
    key = units.at(code, on)
    if key is None:
        raise NotFound
    return units.view(key, on)


def unit_name(code: str, *, on: date) -> str:
    """The full name of the unit with this code on a day, or its last one; '' (and no statement) for no code."""
    if code in {"", AS_TYPED}:
        return ""
    units = _kept.get()
    key = units.at(code, on)
    if key is None:
        key = max(units.by_code.get(code, ()), key=lambda one: units.units[one].valid_to or on, default=None)
    return units.view(key, on).full if key is not None else ""


def units_of(province_code: str, *, on: date) -> tuple[UnitView, ...]:
    """The communes of a province on a day, by name."""
    units = _kept.get()
    communes = (
        key
        for key, row in units.units.items()
        if row.level is UnitLevel.COMMUNE and row.in_force(on) and _province_code(units, key, on) == province_code
    )
    return tuple(sorted((units.view(key, on) for key in communes), key=lambda one: sort_key(one.name)))


def communes_like(text: str, *, on: date, most: int = 5) -> tuple[UnitView, ...]:
    """Communes of a day that somebody may mean by a name, an older code or a mistyped one, the likeliest first."""
    units = _kept.get()
    told = [one for old in units.by_code.get(text, ()) for one in units.reading(old, on).units]
    if not text.isdigit():
        told += understand_address(text, on=on).choices
    here = [row.code for row in units.units.values() if row.level is UnitLevel.COMMUNE and row.in_force(on)]
    told += [unit(code, on=on) for code in here if _one_sign_apart(text, code)] if text.isdigit() else []
    found = {one.code: one for one in told if one.level is UnitLevel.COMMUNE}
    return tuple(found.values())[:most]


def forget_units() -> None:
    """Drop the units kept in this process: after a change made here, and between tests."""
    _kept.clear()


def _one_sign_apart(typed: str, code: str) -> bool:
    """Whether one digit is wrong or left out, or two neighbours have changed places."""
    if len(typed) != len(code):
        return any(code[:n] + code[n + 1 :] == typed for n in range(len(code)))
    wrong = [n for n, (mine, theirs) in enumerate(zip(typed, code, strict=True)) if mine != theirs]
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and typed[wrong[0]] == code[wrong[1]]
    return len(wrong) == 1 or (swapped and typed[wrong[1]] == code[wrong[0]])


def _province_code(units: Gazetteer, key: int, on: date) -> str:
    province = units.chain(key, on)[1]
    return units.units[province].code if province is not None else ""


def _load() -> Gazetteer:
    """Two statements; words that many rows share are kept once."""
    days: dict[date | None, date | None] = {}
    units = {
        row[0]: UnitRow(
            code=row[1],
            level=UnitLevel(row[2]),
            type=intern(row[3]),
            name=row[4],
            parent_code=intern(row[5]),
            valid_from=days.setdefault(row[6], row[6]),
            valid_to=days.setdefault(row[7], row[7]),
            source=intern(row[8]),
        )
        for row in Unit.objects.order_by("id").values_list(*_FIELDS).iterator(_BATCH)
    }
    rows = UnitChange.objects.order_by("id").values_list("old_id", "new_id", "how", "since", "source").iterator(_BATCH)
    shared: dict[Change, Change] = {}
    changes = [(old, Change(new, How(how), days.setdefault(since, since), intern(source)))  # type: ignore[arg-type]
               for old, new, how, since, source in rows]  # fmt: skip
    return Gazetteer(units, ((old, shared.setdefault(change, change)) for old, change in changes))
