"""Who may change a calendar: those who keep the catalogue, administrators, and the program itself."""

from __future__ import annotations

from motcua.kernel.actor import Actor, ActorKind, Role
from motcua.kernel.errors import NotAllowed

KEEPERS = frozenset({Role.KEEPER, Role.ADMINISTRATOR})


def may_change(actor: Actor) -> bool:
    """Whether this actor may enter or change days; a calendar moves every promise, so few may."""
    return actor.kind is ActorKind.SYSTEM or bool(KEEPERS & actor.roles())


def require_change(actor: Actor) -> Actor:
    """The actor as the log names them for it. Raises NotAllowed unless they may change calendars."""
    if not may_change(actor):
        raise NotAllowed
    return actor.by(KEEPERS, None)
