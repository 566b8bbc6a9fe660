"""Work lists and their counts. A list row shows little and is no look; every count opens its list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Count, F, Q, Value, Window
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
    total: int | None = None,
) -> Page[DeskRow]:
    """One page of one tab: two statements, the rows with their total and the owners' names.

    A caller that has counted the tab already hands the `total` of the unfiltered list in.
    """
    known = total is not None and not field and not channel
    wish = _Wish(tab, field, channel, order, max(1, number), size, counted=known)
    rows = _run(*_list_statement(actor, centre_id, wish))
    if not known:
        total = rows[0][-1] if rows else 0 if number == 1 else _found(actor, centre_id, wish).count()
    made = [dict(zip(COLUMNS, row, strict=False)) for row in rows]
    return Page(rows=desk_rows(made, now=now), number=number, size=size, total=total or 0)


def tab_counts(*, actor: Actor, centre_id: int, now: datetime) -> Mapping[str, int]:  # noqa: ARG001 -- one shape for lists
    """How many rows each tab holds; one statement over the open dossiers."""
    rows = _run(*_count_statement(actor, centre_id))
    return dict(zip(TABS, rows[0] if rows else [0] * len(TABS), strict=True))


@dataclass(frozen=True, slots=True)
class _Wish:
    """What of a list is wanted."""

    tab: str
    field: str
    channel: str
    order: str
    number: int
    size: int
    counted: bool


# The lists are asked for all day by few officers: their statements are compiled once for each, since compiling
# costs several times what running does. Duties are part of the key, so a changed duty is another statement.
@lru_cache(maxsize=4096)
def _list_statement(actor: Actor, centre_id: int, wish: _Wish) -> tuple[str, Sequence[Any]]:
    found = _found(actor, centre_id, wish).order_by(*_ORDERS.get(wish.order, _ORDERS["due"]))
    start = (wish.number - 1) * wish.size
    columns = COLUMNS if wish.counted else (*COLUMNS, "total")
    found = found if wish.counted else found.annotate(total=Window(Count("id")))
    return found.values_list(*columns)[start : start + wish.size].query.sql_with_params()


@lru_cache(maxsize=1024)
def _count_statement(actor: Actor, centre_id: int) -> tuple[str, Sequence[Any]]:
    counts = {name: Count("id", filter=_tab(name, actor)) for name in TABS}
    visible = policy.visible_to(actor, centre_id=centre_id).filter(state__in=OPEN_STATES).order_by()
    # One group of all rows: an aggregate as a query, so that it can be compiled without being run.
    grouped = visible.annotate(every=Value(1)).values("every").annotate(**counts).values_list(*TABS)
    return grouped.query.sql_with_params()


def _found(actor: Actor, centre_id: int, wish: _Wish) -> DossierQuerySet:
    visible = policy.visible_to(actor, centre_id=centre_id).filter(_tab(wish.tab, actor))
    return _filtered(visible, wish.field, wish.channel)


def _run(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


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
