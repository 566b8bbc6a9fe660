"""Who may keep the catalogue: a keeper or an administrator; a fact for one centre, only there; and who posts."""

from __future__ import annotations

from motcua.kernel.actor import Actor, ActorKind, Role
from motcua.kernel.errors import NotAllowed

KEEPERS = frozenset({Role.KEEPER, Role.ADMINISTRATOR})
#: Who prints the centre's sheets and keeps the book of what hangs where.
POSTERS = KEEPERS | {Role.RECORDS, Role.DIRECTOR}


def may_keep(actor: Actor, *, centre_id: int | None = None) -> bool:
    """Whether the actor may write the catalogue, or (with a centre) what is said for that centre alone."""
    if actor.kind is not ActorKind.STAFF:
        return False
    return bool(actor.roles() & KEEPERS) if centre_id is None else actor.has_any(KEEPERS, centre_id)


def require_keeper(actor: Actor, *, centre_id: int | None = None) -> None:
    """Raises NotAllowed unless the actor may keep the catalogue there."""
    if not may_keep(actor, centre_id=centre_id):
        raise NotAllowed


def require_importer(actor: Actor) -> None:
    """Raises NotAllowed unless the actor may import: a keeper, or the program itself at its start."""
    if actor.kind is not ActorKind.SYSTEM:
        require_keeper(actor)


def require_poster(actor: Actor, *, centre_id: int) -> None:
    """Raises NotAllowed unless the actor may print the centre's sheets and keep its posting book."""
    if actor.kind is not ActorKind.STAFF or not actor.has_any(POSTERS, centre_id):
        raise NotAllowed
