"""Which accounts a centre looks after, those that work nowhere too; and which were renewed at the machine."""

from __future__ import annotations

from datetime import datetime, timedelta

from motcua.apps.audit import queries as audit
from motcua.apps.identity import queries as identity
from motcua.apps.organization.models import Holding, Substitution
from motcua.apps.organization.queries.centres import centres
from motcua.apps.organization.values import AT_MACHINE, AccountHere, Belongs, RenewedRow
from motcua.kernel.actor import Role
from motcua.kernel.errors import NotFound

#: How long the console tells of an account that was renewed at the machine.
TOLD = timedelta(days=30)


def accounts_of(centre_id: int, *, at: datetime) -> tuple[AccountHere, ...]:
    """The accounts of a centre, by name: who holds or will hold a position there, and who holds none anywhere.

    Somebody without a position who had one once belongs to the centres where that was.
    """
    titles, was_here, elsewhere, was_elsewhere = _places(centre_id, at=at)
    strangers = (elsewhere - titles.keys()) | (was_elsewhere - was_here - titles.keys())
    found = identity.staff_accounts(without=strangers)
    return tuple(AccountHere(one, tuple(titles.get(one.id, ())), one.id in elsewhere) for one in found)


def account_of(centre_id: int, account_id: int, *, at: datetime) -> AccountHere:
    """One account the centre looks after. Raises NotFound."""
    for one in accounts_of(centre_id, at=at):
        if one.account.id == account_id:
            return one
    raise NotFound


def belongs(account_id: int, *, at: datetime) -> Belongs:
    """Where an account belongs: to the centres of its positions, else of those it had, else to every centre."""
    held = tuple(Holding.objects.filter(account_id=account_id).values_list("position__centre_id", "until"))
    present = {place for place, until in held if until is None or until > at}
    found = present or {place for place, _until in held} or {one.id for one in centres()}
    return Belongs(centres=tuple(sorted(found)), left=bool(held) and not present)


def renewed_at_machine(centre_id: int, *, at: datetime) -> tuple[RenewedRow, ...]:
    """The centre's accounts renewed at the machine lately, newest first; a second statement where there are any."""
    found = audit.newest(centre_id=centre_id, command=AT_MACHINE, since=at - TOLD)
    names = identity.names_of(int(row.ids[0]) for row in found)
    return tuple(RenewedRow(at=row.at, name=names.get(int(row.ids[0]), ""), loss=row.outcome) for row in found)


def _places(centre_id: int, *, at: datetime) -> tuple[dict[int, list[str]], set[int], set[int], set[int]]:
    """Titles here by account, who was here before; who has rights elsewhere now or soon, and who had."""
    titles: dict[int, list[str]] = {}
    was_here, elsewhere, was_elsewhere = set[int](), set[int](), set[int]()
    held = Holding.objects.order_by("since", "id")
    for account_id, place, role, title, until in held.values_list(
        "account_id", "position__centre_id", "position__role", "position__title", "until"
    ):
        lasts = until is None or until > at
        if lasts and role == Role.PROVINCE:  # who sees every centre of the province is never this one's alone
            elsewhere.add(account_id)
        if place != centre_id:
            (elsewhere if lasts else was_elsewhere).add(account_id)
        elif lasts:
            titles.setdefault(account_id, []).append(title)
        else:
            was_here.add(account_id)
    lent = Substitution.objects.filter(until__gt=at).exclude(holding__position__centre_id=centre_id)
    return titles, was_here, elsewhere | set(lent.values_list("account_id", flat=True)), was_elsewhere
