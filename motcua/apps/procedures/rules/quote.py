"""What filing costs: pure, from one version; exemptions always attached, the unknown never charged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from motcua.apps.procedures.values import Exemption, Fact, Fee, Known, Quote, QuoteLine, Tariff, VersionView
from motcua.kernel.money import Dong


def price(fee: Fee, counts: Mapping[str, int]) -> tuple[QuoteLine, ...]:
    """The lines of a fee for what was counted; a cap holds for each of its units (each copy of a document)."""
    units = counts.get(fee.cap_per, 1) if fee.cap_per else 1
    lines = [line for tariff in fee.tariffs if (line := _line(tariff, counts, units)).count]
    one = sum(line.amount * line.count for line in lines) // max(units, 1)
    if fee.cap is not None and one > fee.cap:
        return (QuoteLine(name="Mức cao nhất", amount=fee.cap, per=fee.cap_per, count=units),)
    return tuple(lines)


def quote(
    version: VersionView,
    *,
    case: str,
    channel: int,
    on: date,
    applicant_class: str = "",
    counts: Mapping[str, int] | None = None,
) -> Quote:
    """The price of filing one case by one channel on a day for a class of applicant.

    `counts` holds what prices are per ({"trang": 3, "bản": 2}); while something is uncounted the total is None and
    `needs` names it. A version that is not in force on the day is quoted as unknown.
    """
    offer = version.offer(channel)
    in_force = version.effective_from <= on and (version.effective_to is None or on <= version.effective_to)
    if offer is None or not offer.fee.is_known or offer.fee.value is None or not in_force or not _has(version, case):
        source = offer.fee.source if offer else ""
        return Quote(lines=(), total=None, exemptions=version.exemptions, unknown=True, source=source)
    fee = offer.fee.value
    exemptions = version.exemptions if fee.tariffs else _nobody(offer.fee)
    needs = frozenset(thing for thing in fee.per if thing not in (counts or {}))
    lines = () if needs else price(fee, counts or {})
    full = sum(line.amount * line.count for line in lines)
    off = _percent_off(exemptions.value or (), applicant_class)
    total = None if needs else Dong(full * (100 - off) // 100)
    source = offer.fee.source
    priced = any(tariff.amount and tariff.first == 1 for tariff in fee.tariffs)
    return Quote(lines, total, exemptions, unknown=False, source=source, needs=needs, priced=priced)


def _line(tariff: Tariff, counts: Mapping[str, int], units: int) -> QuoteLine:
    given = counts.get(tariff.per, 0) if tariff.per else 1
    last = given if tariff.last is None else min(given, tariff.last)
    return QuoteLine(tariff.line, tariff.amount, tariff.per, max(0, last - tariff.first + 1) * units)


def _percent_off(exemptions: tuple[Exemption, ...], applicant_class: str) -> int:
    return max((e.percent_off for e in exemptions if e.applicant_class == applicant_class), default=0)


def _has(version: VersionView, case: str) -> bool:
    return not case or version.case(case) is not None


def _nobody(fee: Fact[Fee]) -> Fact[tuple[Exemption, ...]]:
    """Where nothing is charged nobody needs an exemption: known, from the same source."""
    return Fact(value=(), known=Known(fee.known), source=fee.source, by=fee.by, at=fee.at)
