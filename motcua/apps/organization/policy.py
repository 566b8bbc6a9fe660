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


def may_give(actor: Actor, role: Role, centre_id: int, *, alone: bool) -> bool:
    """Whether the actor may give this role there; `alone` where the house has no other centre.

    A role that reaches beyond its centre is given by whoever follows the whole province, or by the program: nobody
    who administers one commune makes himself look into all, or changes what holds for all.
    """
    if actor.kind is ActorKind.SYSTEM:
        return True
    reaches_far = role is Role.PROVINCE or (role is Role.KEEPER and not alone)
    return actor.has(Role.ADMINISTRATOR, centre_id) and (not reaches_far or actor.has(Role.PROVINCE, centre_id))


def require_giver(actor: Actor, role: Role, centre_id: int, *, alone: bool) -> None:
    """Raise NotAllowed unless the actor may give this role there."""
    if not may_give(actor, role, centre_id, alone=alone):
        raise NotAllowed
