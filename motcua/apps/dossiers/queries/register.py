"""The register of dossiers a centre has received over a period: the rows of form 07, for whoever may open them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from motcua.apps.dossiers import policy
from motcua.apps.dossiers.models import HandOver, Transition
from motcua.apps.dossiers.states import Action, Authority
from motcua.apps.identity import queries as identity
from motcua.apps.parties import queries as parties
from motcua.apps.parties.values import PersonStated, Stated, from_json
from motcua.base.db.fields import damaged, showing_damage
from motcua.kernel import clock
from motcua.kernel.actor import Actor

#: More than this is not one print: a commune has some eight hundred dossiers a month.
MOST_ROWS: Final = 2_000
_COLUMNS: Final = (
    "id", "code", "version_id", "copies", "state", "received_at", "first_due", "decided_at", "returned_at",
    "class_by_date", "owner_party", "owner_stated",
)  # fmt: skip
_RECEIVED: Final = (Action.RECEIVE_AT_COUNTER.value, Action.ACCEPT.value)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One dossier of the register."""

    code: str
    version_id: int
    copies: int
    owner: Stated | None
    state: str
    received_at: datetime
    received_by: str
    first_due: datetime | None
    decided_at: datetime | None
    #: Early, on time or late by date; '' while nothing is decided.
    class_by_date: str
    returned_at: datetime | None
    #: Who gave the result, and who took it; '' where no return holds.
    given_by: str
    taken_by: str


@dataclass(frozen=True, slots=True)
class Register:
    """How many dossiers there are in the period; their rows, where they are not too many for one print."""

    total: int
    rows: tuple[RegisterRow, ...]

    @property
    def is_too_long(self) -> bool:
        """Whether nothing was read, because it is more than one print holds."""
        return self.total > MOST_ROWS


@showing_damage()
def register(*, actor: Actor, centre_id: int, since: date, until: date) -> Register:
    """Received from the first to the last of these days, in that order; what other systems hold has its register there.

    An export: the caller writes the look. Five statements, however many rows; one where there are too many.
    """
    found = policy.visible_to(actor, centre_id=centre_id).filter(
        authority=Authority.OURS,
        received_at__gte=_midnight(since),
        received_at__lt=_midnight(until + timedelta(days=1)),
    )
    total = found.count()
    if not 0 < total <= MOST_ROWS:
        return Register(total, ())
    rows = list(
        found.annotate(owner_stated=parties.stated_by("owner_party")).order_by("received_at", "id").values(*_COLUMNS)
    )
    return Register(total, _read(rows, centre_id=centre_id))


def _read(rows: Sequence[dict[str, Any]], *, centre_id: int) -> tuple[RegisterRow, ...]:
    ids = [row["id"] for row in rows]
    of = {"centre_id": centre_id, "dossier_id__in": ids}
    given = {one.dossier_id: one for one in HandOver.objects.filter(recalled_at__isnull=True, **of).order_by("at")}
    moves = Transition.objects.filter(action__in=_RECEIVED, **of).order_by("at")
    received: dict[UUID, int | None] = dict(moves.values_list("dossier_id", "account_id"))
    officers = {one for one in received.values() if one} | {one.officer_id for one in given.values()}
    names = identity.names_of(officers)
    return tuple(_row(row, given.get(row["id"]), received.get(row["id"]), names) for row in rows)


def _row(row: dict[str, Any], given: HandOver | None, clerk: int | None, names: dict[int, str]) -> RegisterRow:
    return RegisterRow(
        code=row["code"] or "",
        version_id=row["version_id"],
        copies=row["copies"],
        owner=_owner(row),
        state=row["state"],
        received_at=row["received_at"],
        received_by=names.get(clerk or 0, ""),
        first_due=row["first_due"],
        decided_at=row["decided_at"],
        class_by_date=row["class_by_date"],
        returned_at=row["returned_at"],
        given_by=names.get(given.officer_id, "") if given else "",
        taken_by=given.receiver_name if given else "",
    )


def _owner(row: dict[str, Any]) -> Stated | None:
    """Who owns the dossier as stated; where that does not open, somebody whose name says so."""
    if row["owner_stated"]:
        return from_json(row["owner_stated"])
    return PersonStated(name=damaged()) if row["owner_party"] else None


def _midnight(day: date) -> datetime:
    return clock.office_time(day.year, day.month, day.day, 0)
