"""Work lists and their counts. A list row shows little and is no look; every count opens its list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, Q, Window
from django.db.models.expressions import OrderBy

from motcua.apps.dossiers import policy, rules
from motcua.apps.dossiers.models import DossierQuerySet, OutsideReport
from motcua.apps.dossiers.states import OPEN_STATES, Authority, Channel, DossierState
from motcua.apps.dossiers.values import DeskRow
from motcua.apps.parties import queries as parties
from motcua.apps.parties.values import PartyHit
from motcua.kernel.actor import Actor
from motcua.kernel.paging import Page
from motcua.kernel.text import nfc

S = DossierState
OURS: Final = Q(authority=Authority.OURS)
#: The tabs of the work list. "mine" needs the account and is made in `_tab`.
TAB_CONDITIONS: Final[Mapping[str, Q]] = {
    "intake": OURS & Q(state=S.SUBMITTED),
    "citizen": OURS & Q(state__in=[s for s in S if s.awaits_citizen]),
    "approval": OURS & Q(approval_asked_at__isnull=False, state__in=[S.RECEIVED, S.PROCESSING])
    | OURS & Q(state=S.WITHDRAWAL_REQUESTED),
    "return": OURS & Q(state=S.DECIDED),
    "outside": Q(authority=Authority.OUTSIDE, state__in=OPEN_STATES),
    "all": Q(state__in=OPEN_STATES),
}
TABS: Final = ("mine", *TAB_CONDITIONS)
COLUMNS: Final = (
    "id", "code", "external_code", "version_id", "owner_party", "state", "channel", "step_key", "holder_id",
    "sort_due", "legal_due", "approval_asked_at",
)  # fmt: skip
_ORDERS: Final[Mapping[str, tuple[OrderBy | str, ...]]] = {
    "due": (F("sort_due").asc(nulls_last=True), "id"),
    "new": ("-begun_at", "-id"),
}


def work_list(
    *,
    actor: Actor,
    centre_id: int,
    tab: str,
    now: datetime,
    field: str = "",
    channel: str = "",
    order: str = "due",
    number: int = 1,
    size: int = 20,
) -> Page[DeskRow]:
    """One page of one tab: two statements, the rows with their total and the owners' names."""
    found = _filtered(policy.visible_to(actor, centre_id=centre_id).filter(_tab(tab, actor)), field, channel)
    found = found.order_by(*_ORDERS.get(order, _ORDERS["due"]))
    start = (max(1, number) - 1) * size
    rows = list(found.annotate(total=Window(Count("id"))).values(*COLUMNS, "total")[start : start + size])
    total = rows[0]["total"] if rows else 0 if number == 1 else found.count()
    return Page(rows=desk_rows(rows, now=now), number=number, size=size, total=total)


def tab_counts(*, actor: Actor, centre_id: int, now: datetime) -> Mapping[str, int]:  # noqa: ARG001 -- one shape for lists
    """How many rows each tab holds; one statement over the open dossiers."""
    counts = {name: Count("id", filter=_tab(name, actor)) for name in TABS}
    return policy.visible_to(actor, centre_id=centre_id).filter(state__in=OPEN_STATES).order_by().aggregate(**counts)


def search(*, actor: Actor, centre_id: int, text: str, now: datetime) -> tuple[DeskRow, ...]:
    """By code, outside code, personal number, telephone or whole name; at most fifty, newest first."""
    wanted = nfc(text)
    if len(wanted) < 2:
        return ()
    digits = wanted.replace(" ", "").replace(".", "")
    by_code = Q(code__iexact=wanted) | Q(external_code__iexact=wanted) | Q(code__endswith=f"-{wanted}")
    hits: Iterable[PartyHit] = ()
    if digits.isdigit() and len(digits) >= 9:
        hits = (
            *parties.by_number_index(number=digits, centre_ids=[centre_id]),
            *parties.by_phone_index(phone=digits, centre_ids=[centre_id]),
        )
    elif not digits.isdigit():
        hits = parties.by_name_index(name=wanted, centre_ids=[centre_id])
    found = policy.visible_to(actor, centre_id=centre_id).filter(by_code | Q(pk__in=[h.dossier_id for h in hits]))
    return desk_rows(list(found.order_by("-begun_at").values(*COLUMNS)[:50]), now=now)


@dataclass(frozen=True, slots=True)
class ParkedReport:
    """A status another system reported that our table cannot follow."""

    id: UUID
    dossier_id: UUID
    external_code: str
    source: str
    reported_code: str
    reported_at: datetime
    state: str


def parked_reports(*, actor: Actor, centre_id: int) -> tuple[ParkedReport, ...]:
    """Reports waiting for a person, oldest first."""
    visible = policy.visible_to(actor, centre_id=centre_id).values("pk")
    found = OutsideReport.objects.filter(
        centre_id=centre_id, followed=False, settled_at__isnull=True, dossier__in=visible
    ).select_related("dossier")
    return tuple(
        ParkedReport(
            r.id, r.dossier_id, r.dossier.external_code, r.source, r.reported_code, r.reported_at, r.dossier.state
        )
        for r in found.order_by("reported_at")[:200]
    )


def _tab(name: str, actor: Actor) -> Q:
    if name == "mine":
        return Q(holder_id=actor.account_id, state__in=OPEN_STATES)
    return TAB_CONDITIONS.get(name, TAB_CONDITIONS["all"])


def _filtered(found: DossierQuerySet, field: str, channel: str) -> DossierQuerySet:
    if field:
        found = found.filter(work_field=field)
    if channel.isdigit():
        found = found.filter(channel__in=[c for c in Channel if c.code == int(channel)])
    return found


def desk_rows(rows: list[dict[str, Any]], *, now: datetime) -> tuple[DeskRow, ...]:
    """Rows of `COLUMNS` as the lists show them, with the owners' names; one statement."""
    names = parties.names_of(ids=[row["owner_party"] for row in rows if row["owner_party"]])
    return tuple(_desk_row(row, names, now=now) for row in rows)


def _desk_row(row: dict[str, Any], names: Mapping[UUID, str], *, now: datetime) -> DeskRow:
    state, due = DossierState(str(row["state"])), row["sort_due"]
    return DeskRow(
        id=row["id"],
        code=row["code"] or "",
        external_code=row["external_code"],
        version_id=row["version_id"],
        owner_name=names.get(row["owner_party"], ""),
        state=state.value,
        channel=row["channel"],
        step_key=row["step_key"],
        holder_id=row["holder_id"],
        due_at=due,
        promised=row["legal_due"],
        light=rules.light_at(state=state, due_at=due, now=now),
        approval_asked=row["approval_asked_at"] is not None,
    )
