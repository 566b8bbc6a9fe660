"""Which accounts a centre looks after: those that work there, and those that work nowhere."""

from __future__ import annotations

from datetime import datetime

from motcua.apps.identity import queries as identity
from motcua.apps.organization.models import Holding, Substitution
from motcua.apps.organization.values import AccountHere
from motcua.kernel.actor import Role
from motcua.kernel.errors import NotFound


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
