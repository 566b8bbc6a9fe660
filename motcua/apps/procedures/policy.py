"""Who may keep the catalogue: a keeper or an administrator; a fact for one centre, only there; and who posts."""

from __future__ import annotations

from motcua.apps.organization import queries as organization
from motcua.apps.procedures.models import ChangeSet
from motcua.apps.procedures.values import ChangeState
from motcua.kernel.actor import Actor, ActorKind, Role
from motcua.kernel.errors import NotAllowed

KEEPERS = frozenset({Role.KEEPER, Role.ADMINISTRATOR})
#: Who prepares change sets or approves them.
CHANGERS = KEEPERS | {Role.PROVINCE, Role.LEADER}
#: Who prints the centre's sheets and keeps the book of what hangs where.
POSTERS = KEEPERS | {Role.RECORDS, Role.DIRECTOR}


def may_keep(actor: Actor, *, centre_id: int | None = None) -> bool:
    """Whether the actor may write the catalogue, or (with a centre) what is said for that centre alone.

    Where there are several centres, none of their administrators decides what is common to all: a keeper does, whose
    position is given by whoever follows the province.
    """
    if actor.kind is not ActorKind.STAFF:
        return False
    if centre_id is not None:
        return actor.has_any(KEEPERS, centre_id)
    return bool(actor.roles() & (KEEPERS if organization.is_alone() else {Role.KEEPER}))


def require_keeper(actor: Actor, *, centre_id: int | None = None) -> None:
    """Raises NotAllowed unless the actor may keep the catalogue there."""
    if not may_keep(actor, centre_id=centre_id):
        raise NotAllowed


def require_importer(actor: Actor) -> None:
    """Raises NotAllowed unless the actor may import: a keeper, or the program itself at its start."""
    if actor.kind is not ActorKind.SYSTEM:
        require_keeper(actor)


def may_approve(actor: Actor) -> bool:
    """Whether the actor may approve a change set: another keeper, the province, or the leader of the only centre."""
    if actor.kind is not ActorKind.STAFF:
        return False
    if may_keep(actor) or Role.PROVINCE in actor.roles():
        return True
    # One commune's leader does not decide for others what is common to all.
    led = actor.centres(Role.LEADER)
    return bool(led) and {centre.id for centre in organization.centres()} <= led


def open_acts(actor: Actor, row: ChangeSet, *, state: ChangeState, undoing: bool) -> frozenset[str]:
    """What this actor may do with a change set now: the page's buttons; the commands ask the same."""
    waiting, prepares, approves = state is ChangeState.WAITING, may_keep(actor), may_approve(actor)
    acts = {
        "approve": waiting and approves and row.prepared_by != actor.label,
        "refresh": waiting and prepares,
        "rehearse": waiting and (prepares or approves),
        "withdraw": state in {ChangeState.WAITING, ChangeState.ANNOUNCED} and (prepares or approves),
        "roll_back": state is ChangeState.IN_FORCE and prepares and not undoing,
    }
    return frozenset(act for act, may in acts.items() if may)


def require_approver(actor: Actor) -> None:
    """Raises NotAllowed unless the actor may approve change sets."""
    if not may_approve(actor):
        raise NotAllowed


def require_either(actor: Actor) -> None:
    """Raises NotAllowed unless the actor may prepare change sets or approve them."""
    if not may_keep(actor) and not may_approve(actor):
        raise NotAllowed


def require_poster(actor: Actor, *, centre_id: int) -> None:
    """Raises NotAllowed unless the actor may print the centre's sheets and keep its posting book."""
    if actor.kind is not ActorKind.STAFF or not actor.has_any(POSTERS, centre_id):
        raise NotAllowed
