"""A centre in figures; every figure is the length of a list that can be opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, F, Q, Window

from motcua.apps.dossiers import policy, rules
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.queries.lists import COLUMNS, OURS, TAB_CONDITIONS, desk_rows
from motcua.apps.dossiers.states import OPEN_STATES, DossierState
from motcua.apps.dossiers.values import DeskRow
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound
from motcua.kernel.paging import Page

_RUNNING: Final = OURS & Q(state__in=[s for s in DossierState if s.clock_runs or s is DossierState.SUBMITTED])


@dataclass(frozen=True, slots=True)
class Overview:
    """The centre at a glance; each figure opens the list of the same name."""

    open: int
    late: int
    due_today: int
    waiting_intake: int
    waiting_citizen: int
    waiting_approval: int
    waiting_return: int
    unpromised: int
    decided_early: int
    decided_on_time: int
    decided_late: int
    decided_unpromised: int


def overview(*, actor: Actor, centre_id: int, now: datetime, since: datetime) -> Overview:
    """Figures of a centre now, and of what was decided since a moment; one statement."""
    figures = _figures(now=now, since=since)
    counts = {name: Count("id", filter=condition) for name, condition in figures.items()}
    return Overview(**policy.counted_by(actor, centre_id=centre_id).order_by().aggregate(**counts))


def figure_list(
    *, actor: Actor, centre_id: int, figure: str, now: datetime, since: datetime, number: int = 1, size: int = 50
) -> Page[DeskRow]:
    """One page of the list behind a figure; two statements. Who may only count sees no names. Raises NotFound."""
    condition = _figures(now=now, since=since).get(figure)
    if condition is None:
        raise NotFound
    found = policy.counted_by(actor, centre_id=centre_id).filter(condition)
    found = found.order_by(F("sort_due").asc(nulls_last=True), "id")
    start = (max(1, number) - 1) * size
    rows = list(found.annotate(total=Window(Count("id"))).values(*COLUMNS, "total")[start : start + size])
    total = rows[0]["total"] if rows else 0 if number == 1 else found.count()
    shown = desk_rows(rows, now=now)
    if not policy.opens_dossiers(actor, centre_id=centre_id):
        shown = tuple(replace(row, owner_name="") for row in shown)
    return Page(rows=shown, number=number, size=size, total=total)


def id_of_code(*, code: str, centre_id: int) -> UUID:
    """The dossier of a code at a centre within the scope, for reading its log. Raises NotFound."""
    wanted = Q(code__iexact=code.strip()) | Q(external_code__iexact=code.strip())
    found = Dossier.objects.filter(wanted, centre_id=centre_id).values_list("id", flat=True).first() if code else None
    if found is None:
        raise NotFound
    return found


def _figures(*, now: datetime, since: datetime) -> Mapping[str, Q]:
    day_end = rules.end_of_local_day(now)
    decided = OURS & Q(decided_at__gte=since)
    return {
        "open": Q(state__in=OPEN_STATES),
        "late": _RUNNING & Q(sort_due__lt=now),
        "due_today": _RUNNING & Q(sort_due__gte=now, sort_due__lt=day_end),
        "waiting_intake": TAB_CONDITIONS["intake"],
        "waiting_citizen": TAB_CONDITIONS["citizen"],
        "waiting_approval": TAB_CONDITIONS["approval"],
        "waiting_return": TAB_CONDITIONS["return"],
        "unpromised": _RUNNING & Q(sort_due__isnull=True),
        "decided_early": decided & Q(class_by_date="early"),
        "decided_on_time": decided & Q(class_by_date="on_time"),
        "decided_late": decided & Q(class_by_date="late"),
        "decided_unpromised": decided & Q(class_by_date="unpromised"),
    }
