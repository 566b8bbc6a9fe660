"""The units of a file as the rules see them, without a database."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from motcua.apps.organization import gateways
from motcua.apps.organization.rules.gazetteer import Change, Gazetteer
from motcua.apps.organization.rules.unit_rows import Line, read_lines


def of_lines(lines: Iterable[str]) -> Gazetteer:
    """Every line good, every successor found exactly once."""
    read = list(read_lines(lines))
    good = [line for line in read if isinstance(line, Line)]
    assert len(good) == len(read), "a bad row"
    by_code: dict[str, list[Line]] = {}
    for line in good:
        by_code.setdefault(line.row.code, []).append(line)
    changes = []
    for line in good:
        for became in line.became:
            (new,) = [one for one in by_code[became.code] if one.row.in_force(became.since)]
            changes.append((line.number, Change(new.number, became.how, became.since, line.row.source)))
    return Gazetteer({line.number: line.row for line in good}, changes)


@cache
def shipped() -> Gazetteer:
    """The units that come with Motcua."""
    return of_lines(gateways.lines_of(gateways.SHIPPED))
