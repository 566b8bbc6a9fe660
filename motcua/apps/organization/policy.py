"""Who may open centres and give positions."""

from __future__ import annotations

from motcua.kernel.actor import Actor, ActorKind, Role
from motcua.kernel.errors import NotAllowed

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


def require_administrator_of(actor: Actor, centre_id: int) -> None:
    """Raise NotAllowed unless the actor administers this centre or is a part of the program."""
    if actor.kind is not ActorKind.SYSTEM and not actor.has(Role.ADMINISTRATOR, centre_id):
        raise NotAllowed


def require_program(actor: Actor) -> None:
    """Raise NotAllowed unless a part of the program acts: centres are opened by the installer."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
