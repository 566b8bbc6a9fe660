"""Which duties an account has at a moment: its own positions, and those of people it stands in for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db import connection

from motcua.kernel.actor import Actor, ActorKind, Duty, Role
from motcua.kernel.errors import NotFound

#: The one place that says when a holding or a substitution counts: an inspector's `until` is kept here.
#: A PROVINCE position reaches every centre of the province of its own. Columns: role, centre, fields, title,
#: centre's name, account stood in for. Placeholders: account column, moment.
HELD = """
SELECT p.role, c.id AS centre_id, p.fields, p.title, c.name, w.for_account
  FROM (SELECT h.position_id, NULL::bigint AS for_account FROM organization_holding h
         WHERE h.account_id = {account} AND h.since <= {at} AND (h.until IS NULL OR h.until > {at})
        UNION ALL
        SELECT h.position_id, h.account_id FROM organization_substitution s
          JOIN organization_holding h ON h.id = s.holding_id
         WHERE s.account_id = {account} AND s.since <= {at} AND s.until > {at}
           AND h.since <= {at} AND (h.until IS NULL OR h.until > {at})) w
  JOIN organization_position p ON p.id = w.position_id
  JOIN organization_centre home ON home.id = p.centre_id
  JOIN organization_centre c ON c.id = home.id
       OR (p.role = 'province' AND c.province_code = home.province_code)
"""

_DUTIES = "SELECT coalesce(json_agg(d)::text, '[]') FROM ({held}) d".format(  # noqa: S608 -- fixed words; values are bound
    held=HELD.format(account="%(account)s", at="%(at)s")
)
_ACTOR = (
    "SELECT a.kind, (" + _DUTIES + ") FROM identity_account a WHERE a.id = %(account)s AND a.active"  # noqa: S608 -- fixed words; values are bound
)


@dataclass(frozen=True, slots=True)
class Held:
    """What one account's positions come to."""

    duties: frozenset[Duty]
    #: Centres by name.
    centres: tuple[tuple[int, str], ...]
    #: (centre, title) of every position.
    titles: tuple[tuple[int, str], ...]
    #: The one person stood in for, where it is one.
    acting_for: int | None


@lru_cache(maxsize=512)
def read_held(text: str) -> Held:
    """The aggregated rows of `HELD` as values; equal text is read once per process."""
    rows = json.loads(text)
    stood_in_for = {row["for_account"] for row in rows if row["for_account"] is not None}
    return Held(
        duties=frozenset(Duty(Role(r["role"]), r["centre_id"], frozenset(r["fields"])) for r in rows),
        centres=tuple(sorted({(r["centre_id"], r["name"]) for r in rows}, key=lambda pair: (pair[1], pair[0]))),
        titles=tuple(dict.fromkeys((r["centre_id"], r["title"]) for r in rows)),
        acting_for=stood_in_for.pop() if len(stood_in_for) == 1 else None,
    )


def duties_of(account_id: int, at: datetime) -> frozenset[Duty]:
    """The duties an account has at a moment; empty when it does not exist."""
    with connection.cursor() as cursor:
        cursor.execute(_DUTIES, {"account": account_id, "at": at})
        return read_held(cursor.fetchone()[0]).duties


def actor_for(account_id: int, at: datetime) -> Actor:
    """The actor an account is at a moment, for jobs and the demonstration; raises NotFound."""
    with connection.cursor() as cursor:
        cursor.execute(_ACTOR, {"account": account_id, "at": at})
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    held = read_held(row[1])
    return Actor(kind=ActorKind(row[0]), account_id=account_id, duties=held.duties, acting_for=held.acting_for)
