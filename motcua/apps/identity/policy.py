"""Who may make accounts and end other people's sessions."""

from __future__ import annotations

from motcua.kernel.actor import Actor, ActorKind, Role
from motcua.kernel.errors import NotAllowed


def require_administrator(actor: Actor) -> None:
    """Raise NotAllowed unless the actor administers a centre or is a part of the program."""
    if actor.kind is not ActorKind.SYSTEM and Role.ADMINISTRATOR not in actor.roles():
        raise NotAllowed


def require_self_or_administrator(actor: Actor, account_id: int) -> None:
    """Raise NotAllowed unless the account is the actor's own or the actor administers."""
    if actor.account_id is None or actor.account_id != account_id:
        require_administrator(actor)
