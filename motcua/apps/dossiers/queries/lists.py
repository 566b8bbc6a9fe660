"""Work lists and their counts. A list row shows little and is no look; every count opens its list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, TypeAlias
from uuid import UUID

from django.db.models import Count, F, Q, TextField, Value, Window
from django.db.models.expressions import OrderBy
from django.db.models.functions import Cast, RowNumber

from motcua.apps.dossiers import policy, rules
from motcua.apps.dossiers.models import DossierQuerySet, OutsideReport
from motcua.apps.dossiers.queries._compiled import Compiled, compiled, joined, run
from motcua.apps.dossiers.states import OPEN_STATES, Authority, Channel, DossierState
from motcua.apps.dossiers.values import DeskRow
from motcua.apps.parties import queries as parties
from motcua.apps.parties.values import PartyHit, is_number
from motcua.kernel.actor import Actor
from motcua.kernel.paging import Page
from motcua.kernel.text import nfc

S = DossierState
OURS: Final = Q(authority=Authority.OURS)
#: The tabs of the work list, among what is open. "mine" needs the account and is made in `_tab`.
TAB_CONDITIONS: Final[Mapping[str, Q]] = {
    "intake": OURS & Q(state=S.SUBMITTED),
    "unheld": OURS & Q(holder_id__isnull=True, state__in=[S.RECEIVED, S.PROCESSING]),
    "citizen": OURS & Q(state__in=[s for s in S if s.awaits_citizen]),
    "approval": OURS & Q(approval_asked_at__isnull=False, state__in=[S.RECEIVED, S.PROCESSING])
    | OURS & Q(state=S.WITHDRAWAL_REQUESTED),
    "return": OURS & Q(state=S.DECIDED),
    "outside": Q(authority=Authority.OUTSIDE),
    "all": Q(),
}
TABS: Final = ("mine", *TAB_CONDITIONS)
COLUMNS: Final = (
    "id", "code", "external_code", "version_id", "owner_party", "state", "channel", "step_key", "holder_id",
    "sort_due", "legal_due", "approval_asked_at", "answered_in_part_at",
)  # fmt: skip
#: The same of a listing, in the order of its statement; ids and moments as text, which is read only where it is drawn.
RAW_COLUMNS: Final = (
    "id", "code", "external_code", "version_id", "state", "channel", "step_key", "holder_id", "sort_due", "legal_due",
    "asked", "answered", "owner_stated",
)  # fmt: skip
RawRow: TypeAlias = "tuple[Any, ...]"
_ORDERS: Final[Mapping[str, tuple[OrderBy | str, ...]]] = {
    "due": (F("sort_due").asc(nulls_last=True), "id"),
    "new": ("-begun_at", "-id"),
}


def work_list(
    *, actor: Actor, centre_id: int, tab: str, now: datetime, number: int = 1, size: int = 20
) -> Page[DeskRow]:
    """One page of one tab; one statement."""
    page = listed(actor=actor, centre_id=centre_id, wish=Wish(tab=tab, number=number, size=size)).page
    rows = tuple(read(row, now=now) for row in page.rows)
    return Page(rows=rows, number=page.number, size=page.size, total=page.total)


def tab_counts(*, actor: Actor, centre_id: int, now: datetime) -> Mapping[str, int]:  # noqa: ARG001 -- one shape for lists
    """How many rows each tab holds; one statement over the open dossiers."""
    rows = run(joined("{0}", _counting(actor, centre_id)))
    return dict(zip(TABS, rows[0] if rows else [0] * len(TABS), strict=True))


@dataclass(frozen=True, slots=True)
class Wish:
    """What of the work list is wanted."""

    tab: str
    field: str = ""
    channel: str = ""
    order: str = "due"
    number: int = 1
    size: int = 20


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a tab as the database gave it, and how many rows each tab holds.

    The rows are not read yet: equal rows are equal values, so whoever draws them may keep what was drawn of one.
    """

    counts: Mapping[str, int]
    page: Page[RawRow]


def listed(*, actor: Actor, centre_id: int, wish: Wish) -> Listing:
    """A page of the work list with the counts of all tabs; one statement (a second beyond the last page)."""
    found = run(_listing(actor, centre_id, wish))
    counts = dict(zip(TABS, found[0] if found else [0] * len(TABS), strict=False))
    rows = tuple(row[len(TABS) :] for row in found if row[len(TABS)] is not None)
    total = counts[wish.tab if wish.tab in TABS else "all"]
    if wish.field or wish.channel:
        total = rows[0][-1] if rows else 0 if wish.number <= 1 else _found(actor, centre_id, wish).count()
    return Listing(counts, Page(rows=rows, number=max(1, wish.number), size=wish.size, total=total))


def read(row: RawRow, *, now: datetime) -> DeskRow:
    """A row of a listing, with its light at `now`."""
    told = dict(zip(RAW_COLUMNS, row, strict=False))
    for name in ("sort_due", "legal_due"):
        told[name] = told[name] and datetime.fromisoformat(told[name])
    told["id"] = UUID(told["id"])
    return _desk_row(told, parties.name_in(told["owner_stated"]) if told["owner_stated"] else "", now=now)


# The lists are asked for all day by few officers: their statements are compiled once for each, since compiling
# costs several times what running does. Duties are part of the key, so a changed duty is another statement.
@lru_cache(maxsize=4096)
def _listing(actor: Actor, centre_id: int, wish: Wish) -> Compiled:
    order, start = _ORDERS.get(wish.order, _ORDERS["due"]), (max(1, wish.number) - 1) * wish.size
    found = (
        _found(actor, centre_id, wish)
        .order_by(*order)
        .annotate(
            id_text=Cast("id", TextField()),
            sort_text=Cast("sort_due", TextField()),
            legal_text=Cast("legal_due", TextField()),
            asked=Q(approval_asked_at__isnull=False),
            answered=Q(answered_in_part_at__isnull=False),
            owner_stated=parties.stated_by("owner_party"),
            place=Window(RowNumber(), order_by=list(order)),
            total=Window(Count("id")) if wish.field or wish.channel else Value(0),
        )
    )
    rows = compiled(found.values_list(*_SELECTED)[start : start + wish.size])
    return joined(_BESIDE, _counting(actor, centre_id), rows)


_SELECTED: Final = (
    "id_text", "code", "external_code", "version_id", "state", "channel", "step_key", "holder_id", "sort_text",
    "legal_text", "asked", "answered", "owner_stated", "place", "total",
)  # fmt: skip
_BESIDE: Final = (
    "WITH counted AS MATERIALIZED ({0}) SELECT counted.*, found.* FROM counted LEFT JOIN ({1}) found ON true"
    " ORDER BY found.place"
)


@lru_cache(maxsize=1024)
def _counting(actor: Actor, centre_id: int) -> Compiled:
    counts = {name: Count("id", filter=_tab(name, actor)) for name in TABS}
    visible = policy.visible_to(actor, centre_id=centre_id).filter(state__in=OPEN_STATES).order_by()
    # One group of all rows: an aggregate as a query, so that it can be compiled without being run.
    return compiled(visible.annotate(every=Value(1)).values("every").annotate(**counts).values_list(*TABS))


def _found(actor: Actor, centre_id: int, wish: Wish) -> DossierQuerySet:
    visible = policy.visible_to(actor, centre_id=centre_id).filter(_tab(wish.tab, actor), state__in=OPEN_STATES)
    return _filtered(visible, wish.field, wish.channel)


def search(*, actor: Actor, centre_id: int, text: str, now: datetime) -> tuple[DeskRow, ...]:
    """By code, outside code, personal number, telephone or whole name; at most fifty, newest first."""
    wanted = nfc(text)
    if len(wanted) < 2:
        return ()
    by_code = Q(code__iexact=wanted) | Q(external_code__iexact=wanted) | Q(code__endswith=f"-{wanted}")
    hits: Iterable[PartyHit] = ()
    if is_number(wanted):
        hits = (
            *parties.by_number_index(number=wanted, centre_ids=[centre_id]),
            *parties.by_phone_index(phone=wanted, centre_ids=[centre_id]),
        )
    elif any(letter.isalpha() for letter in wanted):
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
        return Q(holder_id=actor.account_id)
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
    flags = {"asked": "approval_asked_at", "answered": "answered_in_part_at"}
    flagged = [row | {flag: row[moment] is not None for flag, moment in flags.items()} for row in rows]
    return tuple(_desk_row(row, names.get(row["owner_party"], ""), now=now) for row in flagged)


def _desk_row(row: Mapping[str, Any], owner_name: str, *, now: datetime) -> DeskRow:
    state, due = DossierState(str(row["state"])), row["sort_due"]
    return DeskRow(
        id=row["id"],
        code=row["code"] or "",
        external_code=row["external_code"],
        version_id=row["version_id"],
        owner_name=owner_name,
        state=state.value,
        channel=row["channel"],
        step_key=row["step_key"],
        holder_id=row["holder_id"],
        due_at=due,
        promised=row["legal_due"],
        light=rules.light_at(state=state, due_at=due, now=now),
        approval_asked=row["asked"],
        answered_in_part=row["answered"],
    )
