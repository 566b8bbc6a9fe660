"""Importing units: every good row is kept once by code and first day; a bad row is told and stops nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from django.db import transaction

from motcua.apps.audit import commands as audit
from motcua.apps.organization import policy
from motcua.apps.organization.models import Unit, UnitChange, UnitRevision
from motcua.apps.organization.queries import forget_units
from motcua.apps.organization.rules.unit_rows import BadRow, Became, Line, UnitRow, read_lines
from motcua.apps.organization.values import RowProblem, UnitLevel, UnitsReport
from motcua.kernel.actor import Actor

_BATCH = 2000
_COLUMNS = [one.name for one in fields(UnitRow)]
_TOLD = {"level", "type", "name", "parent_code", "valid_to", "source"}
Key = tuple[str, date | None]


@dataclass(slots=True)
class _Read:
    """What was read: good lines by code and first day, and what was wrong with the others."""

    seen: int = 0
    lines: dict[Key, Line] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)


def import_units(lines: Iterable[str], *, actor: Actor, at: datetime) -> UnitsReport:
    """Take in a units' file (`rules/unit_rows.py` tells its columns); the same content changes nothing.

    Nothing is deleted: a later name of a unit is a row with a later first day, and the earlier one gets its last
    day. What became of a unit is replaced by what its row says. Raises NotAllowed.
    """
    policy.require_program(actor)
    read = _read(lines)
    with transaction.atomic():
        known = {(unit.code, unit.valid_from): unit for unit in Unit.objects.select_for_update().order_by("id")}
        _refuse_orphans(read, known)
        new = [Unit(**_cells(line.row)) for key, line in read.lines.items() if key not in known]
        changed = [known[key] for key, line in read.lines.items() if key in known and _take(known[key], line.row)]
        Unit.objects.bulk_create(new, batch_size=_BATCH)
        Unit.objects.bulk_update(changed, sorted(_TOLD), batch_size=_BATCH)
        known |= {(unit.code, unit.valid_from): unit for unit in new}
        links = _links(read, known)
        if new or changed or links:
            outcome = f"created {len(new)} changed {len(changed)} links {links} refused {len(read.problems)}"
            revision = UnitRevision.objects.create(at=at, outcome=outcome)
            audit.record(command="organization.import_units", actor=actor, at=at, ids=(revision.id,), outcome=outcome)
    forget_units()
    same = len(read.lines) - len(new) - len(changed)
    return UnitsReport(read.seen, len(new), len(changed), same, links, tuple(read.problems))


def _read(lines: Iterable[str]) -> _Read:
    read = _Read()
    try:
        for found in read_lines(lines):
            read.seen += 1
            if not isinstance(found, Line):
                number, bad = found
                read.problems.append(RowProblem(number, bad.field, bad.reason))
            elif (found.row.code, found.row.valid_from) in read.lines:
                reason = "Mã này với ngày đầu này đã có ở một dòng trước."
                read.problems.append(RowProblem(found.number, "code", reason))
            else:
                read.lines[found.row.code, found.row.valid_from] = found
    except BadRow as head:
        read.problems.append(RowProblem(1, head.field, head.reason))
    return read


def _refuse_orphans(read: _Read, known: dict[Key, Unit]) -> None:
    """Leave out rows whose unit above nobody knows."""
    levels = {unit.code: unit.level for unit in known.values()} | {
        line.row.code: str(line.row.level) for line in read.lines.values()
    }
    for key, line in list(read.lines.items()):
        parent = line.row.parent_code
        if parent and levels.get(parent) in {None, UnitLevel.COMMUNE}:
            read.problems.append(RowProblem(line.number, "parent", "Không có tỉnh, huyện nào mang mã này."))
            del read.lines[key]


def _cells(row: UnitRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in _COLUMNS}


def _take(unit: Unit, row: UnitRow) -> bool:
    """Write what the row says into a unit; whether anything is different."""
    told = {name: value for name, value in _cells(row).items() if name in _TOLD and getattr(unit, name) != value}
    for name, value in told.items():
        setattr(unit, name, value)
    return bool(told)


def _links(read: _Read, known: dict[Key, Unit]) -> int:
    """Make what units became as the rows say; how many entries were made, changed or taken back."""
    by_code: dict[str, list[Unit]] = {}
    for unit in known.values():
        by_code.setdefault(unit.code, []).append(unit)
    wanted: dict[tuple[int, int], tuple[str, date, str]] = {}
    told = []
    for key, line in read.lines.items():
        old = known[key]
        told.append(old.id)
        for became in line.became:
            new = _in_force(by_code.get(became.code, []), became)
            if new is None:
                reason = f"Không có đơn vị mã {became.code} vào ngày {became.since:%d/%m/%Y}."
                read.problems.append(RowProblem(line.number, "became", reason))
            else:
                wanted[old.id, new.id] = (str(became.how), became.since, line.row.source)
    return _write_links(wanted, frozenset(told))


def _in_force(units: list[Unit], became: Became) -> Unit | None:
    return next(
        (
            unit
            for unit in units
            if (unit.valid_from is None or unit.valid_from <= became.since)
            and (unit.valid_to is None or became.since <= unit.valid_to)
        ),
        None,
    )


def _write_links(wanted: dict[tuple[int, int], tuple[str, date, str]], told: frozenset[int]) -> int:
    kept = {(link.old_id, link.new_id): link for link in UnitChange.objects.all() if link.old_id in told}
    same = {pair for pair, link in kept.items() if wanted.get(pair) == (link.how, link.since, link.source)}
    gone = [link.id for pair, link in kept.items() if pair not in same]
    if gone:
        UnitChange.objects.filter(id__in=gone).delete()
    made = [
        UnitChange(old_id=old, new_id=new, how=how, since=since, source=source)
        for (old, new), (how, since, source) in wanted.items()
        if (old, new) not in same
    ]
    UnitChange.objects.bulk_create(made, batch_size=_BATCH)
    return len(made) + len(gone)
