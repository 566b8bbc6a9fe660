"""Who a session's token belongs to: the one statement every signed-in page begins with."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.apps.identity import queries as identity
from motcua.apps.organization.queries.duties import Held, read_held
from motcua.apps.organization.values import SignedIn
from motcua.base.db import scope
from motcua.base.db.fields import unseal
from motcua.kernel.actor import Actor, ActorKind

_SESSION = """
SELECT s.id, s.account_id, s.centre_id, s.second_factor_at IS NOT NULL, s.last_seen, s.expires_at,
       a.kind, a.name, a.language, organization_held(a.id, %(at)s)
  FROM identity_session s JOIN identity_account a ON a.id = s.account_id
 WHERE s.token_hash = %(token)s AND s.ended_at IS NULL AND s.expires_at > %(at)s AND a.active
   AND s.last_seen > CASE a.kind WHEN 'staff' THEN %(staff_seen)s ELSE %(citizen_seen)s END
"""
_TOUCH = "UPDATE identity_session SET last_seen = %s WHERE id = %s AND last_seen < %s"


def actor_of_session(token: str, *, at: datetime) -> SignedIn | None:
    """Who has signed in with this token and may do what, or None; one statement.

    An officer who has not passed the second factor acts as the public does. The session's `last_seen` is
    written when it has grown older than a few minutes (a second statement, then only).
    """
    figures = identity.limits()
    # Accounts, sessions and duties stand behind no wall: telling the database a scope here would cost a round trip.
    with scope.use(scope.BESIDE), connection.cursor() as cursor:
        cursor.execute(
            _SESSION,
            {
                "token": hashlib.sha256(token.encode()).digest(),
                "at": at,
                "staff_seen": at - figures.staff_idle,
                "citizen_seen": at - figures.citizen_idle,
            },
        )
        row = cursor.fetchone()
        if row is None:
            return None
        if at - row[4] > figures.touch:
            cursor.execute(_TOUCH, [at, row[0], at])
    return _signed_in(row)


def _signed_in(row: tuple[Any, ...]) -> SignedIn:
    session_id, account_id, present, second, _, expires_at, kind, name, language, held_text = row
    held = read_held(held_text)
    passed = second or kind == ActorKind.CITIZEN
    centre_id, centre_name = _present_centre(present, held) if passed else (None, "")
    return SignedIn(
        actor=_actor(kind, account_id, held) if passed else Actor.public(),
        session_id=session_id,
        account_id=account_id,
        name=unseal(bytes(name), bound_to="identity_account.name").decode(),
        language=language,
        second_factor=passed,
        centre_id=centre_id,
        centre_name=centre_name,
        centres=held.centres if passed else (),
        titles=tuple(title for at_centre, title in held.titles if at_centre == centre_id),
        expires_at=expires_at,
    )


def _actor(kind: str, account_id: int, held: Held) -> Actor:
    return Actor(kind=ActorKind(kind), account_id=account_id, duties=held.duties)


def _present_centre(chosen: int | None, held: Held) -> tuple[int | None, str]:
    """The chosen centre while a duty is held there, else the only one, else none yet."""
    for centre_id, name in held.centres:
        if centre_id == chosen or len(held.centres) == 1:
            return centre_id, name
    return None, ""
