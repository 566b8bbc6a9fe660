"""Who may change a centre's words, hours and channels, see its messages, and end one by hand."""

from __future__ import annotations

from motcua.kernel.actor import Actor, ActorKind, Role
from motcua.kernel.errors import NotAllowed

WRITERS = frozenset({Role.KEEPER, Role.ADMINISTRATOR, Role.DIRECTOR})
STEERERS = frozenset({Role.ADMINISTRATOR, Role.DIRECTOR})
CALLERS = frozenset({Role.CLERK, Role.RECORDS, Role.ADMINISTRATOR, Role.DIRECTOR})


def require_any(actor: Actor, roles: frozenset[Role], centre_id: int) -> None:
    """Raise NotAllowed unless the actor holds one of `roles` at this centre or is a part of the program."""
    if actor.kind is not ActorKind.SYSTEM and not actor.has_any(roles, centre_id):
        raise NotAllowed
