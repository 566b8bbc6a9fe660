"""What a typed address names: read from its end, [commune] [district] [province], old names as well as present ones.

Every way to read it is tried; what agrees with more of the text wins, what agrees equally is offered. Nothing typed is
corrected: a part that is no known name is passed over, and a name that fits nowhere is said to be unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from motcua.apps.organization.rules.gazetteer import Gazetteer
from motcua.apps.organization.rules.place_words import (
    Token,
    announced,
    follows_smaller,
    key_of,
    kind_before,
    marks_key,
    marks_of,
    name_key,
    tokens_of,
)
from motcua.apps.organization.rules.unit_rows import TYPES
from motcua.apps.organization.values import AddressUnderstood, Grasp, Reading, UnitLevel

#: So many places of one name are offered; with more the person is asked to add district and province.
OFFERED = 12
#: Parts between commas that may be passed over, counted from the end.
_PARTS = 6


@dataclass(frozen=True, slots=True)
class _Span:
    """Words that name units of one level: where the announcement begins, its kind, the units, how it is typed."""

    start: int
    kind: str
    keys: tuple[int, ...]
    marks: str
    skipped: int
    clear: bool
    #: The whole text has no marks.
    bare: bool


@dataclass(frozen=True, slots=True, order=True)
class _Fit:
    """How well one unit fits; compared field by field, larger is better."""

    #: What of the text agrees, less the parts that had to be passed over.
    agrees: int
    clear: bool
    district: int
    province: int
    kind: int
    marks: bool
    present: bool


def understand(text: str, *, gazetteer: Gazetteer, on: date, near: str = "") -> AddressUnderstood:
    """How the text may be read on a day; `near` (a commune's or a province's code) comes first among equals."""
    words = tokens_of(text)
    fits = _fits(words, gazetteer, on)
    best = max(fits.values(), default=None)
    if best is None or not best.district:
        agrees, wider = _wider(words, gazetteer, on)
        if best is None or agrees > best.agrees:
            return AddressUnderstood(text, Grasp.WIDER if wider else Grasp.UNKNOWN, wider)
    chosen = [key for key, fit in fits.items() if fit == best]
    rest = sorted(
        (key for key, fit in fits.items() if fit != best and _rivals(fit, best)), key=lambda k: fits[k], reverse=True
    )
    if not best.kind and not best.district:
        chosen += _as_district(chosen, words, gazetteer, on)
    readings, others = _readings(chosen, gazetteer, on, near), _readings(rest, gazetteer, on, near)
    reached = {unit.code for reading in readings for unit in reading.units}
    others = [one for one in others if {unit.code for unit in one.units} - reached]
    return AddressUnderstood(
        typed=text,
        grasp=_grasp(readings),
        readings=tuple(readings[:OFFERED]),
        others=tuple(others[:OFFERED]),
        more=len(readings) > OFFERED or len(others) > OFFERED,
    )


def _as_district(chosen: list[int], words: list[Token], gazetteer: Gazetteer, on: date) -> list[int]:
    """Old districts that a bare name may mean as well, where something stands before it: «…, Sìn Hồ, Lai Châu»."""
    names = {name_key(gazetteer.units[key].short) for key in chosen}
    if len(names) != 1 or key_of(words[: len(tokens_of(gazetteer.units[chosen[0]].short))]) in names:
        return []
    provinces = {gazetteer.chain(key, on)[1] for key in chosen}
    same = gazetteer.named(names.pop(), UnitLevel.DISTRICT)
    return [key for key in same if provinces & _lies(key, gazetteer, on)[1][1]]


def _grasp(readings: list[Reading]) -> Grasp:
    if len({unit.code for reading in readings for unit in reading.units}) == 1:
        return Grasp.ONE
    return Grasp.SPLIT if len(readings) == 1 else Grasp.SEVERAL


def _rivals(fit: _Fit, best: _Fit) -> bool:
    """Whether a lesser reading is still worth offering: it agrees with as many of the places typed."""
    return (fit.clear, fit.district > 0, fit.province > 0) == (best.clear, best.district > 0, best.province > 0)


def _readings(keys: list[int], gazetteer: Gazetteer, on: date, near: str) -> list[Reading]:
    """Readings by nearness, then by name and place; two names of one unit (renamed, told twice) are one."""
    found: dict[tuple[object, ...], tuple[int, Reading]] = {}
    home = gazetteer.at(near, on) if near else None
    province = gazetteer.chain(home, on)[1] if home is not None else None
    around = gazetteer.units[province].code if province is not None else near
    for reading in (gazetteer.reading(key, on) for key in keys):
        codes = {unit.code for unit in reading.units}
        far = 0 if near in codes else 1 if around in {unit.province_code for unit in reading.units} else 2
        same = (reading.named.code, reading.named.district, tuple(unit.code for unit in reading.units))
        found.setdefault(same, (far, reading))
    ordered = sorted(found.values(), key=lambda pair: (pair[0], pair[1].named.full))
    return [reading for _far, reading in ordered]


def _fits(words: list[Token], gazetteer: Gazetteer, on: date) -> dict[int, _Fit]:
    """Every commune the text may name, with the best way in which it fits."""
    found: dict[int, _Fit] = {}
    end = len(words)
    for province in (*_spans(words, end, UnitLevel.PROVINCE, gazetteer), None):
        before = province.start if province else end
        for district in (*_spans(words, before, UnitLevel.DISTRICT, gazetteer), None):
            if province is None and district and not district.kind and _is_province(district, gazetteer):
                continue  # «…, Hà Tĩnh» is the province before it is the town
            until = district.start if district else before
            for commune in _spans(words, until, UnitLevel.COMMUNE, gazetteer):
                if province is None and not commune.kind and until == end and _is_province(commune, gazetteer):
                    continue
                passed = sum(one.skipped for one in (province, district, commune) if one)
                for key in commune.keys:
                    fit = _fit(key, commune, district, province, passed, gazetteer, on)
                    if fit is not None and (key not in found or found[key] < fit):
                        found[key] = fit
    return found


def _is_province(span: _Span, gazetteer: Gazetteer) -> bool:
    """Whether the bare name is a province's too: «Quảng Bình» alone is the province."""
    same = gazetteer.by_name[name_key(gazetteer.units[span.keys[0]].short)]
    return any(gazetteer.units[key].level is UnitLevel.PROVINCE for key in same)


def _fit(
    key: int,
    commune: _Span,
    district: _Span | None,
    province: _Span | None,
    passed: int,
    gazetteer: Gazetteer,
    on: date,
) -> _Fit | None:
    """How a unit fits the places named behind it; None where it lies in none of them."""
    row = gazetteer.units[key]
    in_district, in_province = _lies(key, gazetteer, on)
    districts = _rank(district, in_district)
    provinces = _rank(province, in_province)
    if districts is None or provinces is None or not (commune.clear or districts or provinces):
        return None
    kind = 0 if not commune.kind else 1 if commune.kind == row.type else -1
    # who types without marks anywhere has named all of them equally
    marks = commune.bare or commune.marks == marks_key(row.short)
    agrees = 2 * (districts > 0) + 2 * (provinces > 0) + (kind > 0) - passed
    # with a part that was not understood a present name is no likelier than an old one
    return _Fit(agrees, commune.clear, districts, provinces, kind, marks, not passed and row.in_force(on))


def _rank(span: _Span | None, lies: tuple[set[int], set[int]]) -> int | None:
    """2: named as it was called in its time; 1: as what it became or came from; 0: nothing named; None: elsewhere."""
    if span is None:
        return 0
    own, related = lies
    return 2 if own & set(span.keys) else 1 if related & set(span.keys) else None


def _lies(key: int, gazetteer: Gazetteer, on: date) -> tuple[tuple[set[int], set[int]], tuple[set[int], set[int]]]:
    """((own, related) districts, (own, related) provinces): related are those of predecessors and successors."""
    district, province = gazetteer.chain(key, on)
    kin = [*gazetteer.now(key, on), *gazetteer.before.get(key, ())]
    for old in gazetteer.before.get(key, ()):  # a renamed unit came from what its first name came from
        kin += gazetteer.before.get(old, ())
    if gazetteer.units[key].level is UnitLevel.DISTRICT:
        kin += [new for below in gazetteer.under.get(gazetteer.units[key].code, ()) for new in gazetteer.now(below, on)]
    chains = [gazetteer.chain(one, on) for one in kin]
    districts, provinces = {d for d, _ in chains if d is not None}, {p for _, p in chains if p is not None}
    districts |= {one for one in kin if gazetteer.units[one].level is UnitLevel.DISTRICT}
    same = {one for p in (province,) if p is not None for one in gazetteer.by_code[gazetteer.units[p].code]}
    renamed = {one for one in same if _renamed(one, province, gazetteer)}
    return (_set(district), districts), (_set(province) | renamed, provinces)


def _renamed(one: int, other: int | None, gazetteer: Gazetteer) -> bool:
    """Whether two rows of one code are two names of one unit."""
    links = {c.new for c in gazetteer.after.get(one, ())} | set(gazetteer.before.get(one, ()))
    return other in links and gazetteer.units[one].short == gazetteer.units[other].short


def _set(key: int | None) -> set[int]:
    return set() if key is None else {key}


def _spans(words: list[Token], end: int, level: UnitLevel, gazetteer: Gazetteer) -> Iterator[_Span]:
    """Names of one level that end here, or at the end of a part further to the left."""
    for skipped, place in enumerate(_ends(words, end, level)):
        for start in range(place - 1, max(-1, place - 1 - gazetteer.longest), -1):
            yield from _named(words, start, place, skipped, level, gazetteer)
            if words[start].before == 2:
                break


def _ends(words: list[Token], end: int, level: UnitLevel) -> list[int]:
    """Where a name may end; a part that announces this very level («phường …») is not passed over."""
    found = [end]
    for place in range(end - 1, 0, -1):
        if words[place].before == 2:
            if announced(words, place) in TYPES[level] or len(found) > _PARTS:
                break
            found.append(place)
    return found


def _named(
    words: list[Token], start: int, end: int, skipped: int, level: UnitLevel, gazetteer: Gazetteer
) -> Iterator[_Span]:
    """The name these words are; nothing where no unit of this level bears it or another kind is announced."""
    named = words[start:end]
    keys = gazetteer.named(key_of(named), level)
    if not keys:
        return
    kind, begins = kind_before(words, start)
    clear, bare = bool(kind) or words[start].before == 2, all(word.typed == word.folded for word in words)
    if kind in TYPES[level]:
        yield _Span(begins, kind, keys, marks_of(named), skipped, clear, bare)
    # «dang xa gia lam»: what looks like an announcement may end the name before it
    own_word = begins == start - 1 and words[begins].before == 0
    if (not kind or own_word) and not (all(w.folded.isdigit() for w in named) or follows_smaller(words, start)):
        yield _Span(start, "", keys, marks_of(named), skipped, clear and not kind, bare)


def _wider(words: list[Token], gazetteer: Gazetteer, on: date) -> tuple[int, tuple[Reading, ...]]:
    """The district or province the text ends with, and how much agrees where a district is announced."""
    end = len(words)
    found: list[tuple[tuple[bool, bool, bool, bool], list[int]]] = []
    for province in (*_spans(words, end, UnitLevel.PROVINCE, gazetteer), None):
        if province is not None:
            present = [key for key in province.keys if gazetteer.units[key].in_force(on)]
            fit = (False, bool(province.kind), _as_typed(province, gazetteer), True)
            found.append((fit, present or list(province.keys)))
        for district in _spans(words, province.start if province else end, UnitLevel.DISTRICT, gazetteer):
            keys = [k for k in district.keys if _rank(province, _lies(k, gazetteer, on)[1]) is not None]
            if keys:
                fit = (province is not None, bool(district.kind), _as_typed(district, gazetteer), False)
                found.append((fit, keys))
    if not found:
        return 0, ()
    within, announced_so, _marks, is_province = best = max(fit for fit, _keys in found)
    keys = next(keys for fit, keys in found if fit == best)
    agrees = 3 + 2 * within if announced_so and not is_province else 0
    return agrees, tuple(_readings(keys, gazetteer, on, "")[:OFFERED])


def _as_typed(span: _Span, gazetteer: Gazetteer) -> bool:
    """Whether one of the units is written as the text writes it."""
    return any(span.marks == marks_key(gazetteer.units[key].short) for key in span.keys)
