"""Which duties an account has at a moment: its own positions, and those of people it stands in for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db import connection

from motcua.kernel.actor import Actor, ActorKind, Duty, Role
from motcua.kernel.errors import NotFound

#: `organization_held` (its migration tells the rule) is a function of the database, planned once per connection.
_DUTIES = "SELECT organization_held(%s, %s)"
_ACTOR = "SELECT a.kind, organization_held(a.id, %s) FROM identity_account a WHERE a.id = %s AND a.active"


@dataclass(frozen=True, slots=True)
class Held:
    """What one account's positions come to."""

    duties: frozenset[Duty]
    #: Centres by name.
    centres: tuple[tuple[int, str], ...]
    #: (centre, title) of every position.
    titles: tuple[tuple[int, str], ...]


@lru_cache(maxsize=512)
def read_held(text: str) -> Held:
    """The answer of `organization_held` as values; equal text is read once per process."""
    rows = json.loads(text)
    return Held(
        duties=frozenset(Duty(Role(r["role"]), r["centre_id"], frozenset(r["fields"]), r["for_account"]) for r in rows),
        centres=tuple(sorted({(r["centre_id"], r["name"]) for r in rows}, key=lambda pair: (pair[1], pair[0]))),
        titles=tuple(dict.fromkeys((r["centre_id"], r["title"]) for r in rows)),
    )


def duties_of(account_id: int, at: datetime) -> frozenset[Duty]:
    """The duties an account has at a moment; empty when it does not exist."""
    with connection.cursor() as cursor:
        cursor.execute(_DUTIES, [account_id, at])
        return read_held(cursor.fetchone()[0]).duties


def actor_for(account_id: int, at: datetime) -> Actor:
    """The actor an account is at a moment, for jobs and the demonstration; raises NotFound."""
    with connection.cursor() as cursor:
        cursor.execute(_ACTOR, [at, account_id])
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    held = read_held(row[1])
    return Actor(kind=ActorKind(row[0]), account_id=account_id, duties=held.duties)
