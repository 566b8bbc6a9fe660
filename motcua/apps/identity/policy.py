"""Who may make accounts and end other people's sessions."""

from __future__ import annotations

from motcua.kernel.actor import Actor, ActorKind, Role
from motcua.kernel.errors import NotAllowed


def require_administrator(actor: Actor) -> Actor:
    """The actor as the log names them for it. Raises NotAllowed unless they administer a centre, or are the program."""
    if actor.kind is not ActorKind.SYSTEM and Role.ADMINISTRATOR not in actor.roles():
        raise NotAllowed
    return actor.by(frozenset({Role.ADMINISTRATOR}), None)


def require_self_or_administrator(actor: Actor, account_id: int) -> Actor:
    """As `require_administrator`, but everybody may for their own account."""
    if actor.account_id is None or actor.account_id != account_id:
        return require_administrator(actor)
    return actor
