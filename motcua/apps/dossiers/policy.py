"""Who may do what with which dossier: role × field of work × centre, and the citizen's own.

The button and the guard ask the same question, `may()`.
"""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from motcua.apps.dossiers import rules, states
from motcua.apps.dossiers.models import Dossier, DossierQuerySet
from motcua.apps.dossiers.states import Action, Authority, DossierState, Work
from motcua.kernel.actor import Actor, ActorKind, Role
from motcua.kernel.errors import NotAllowed

#: Roles that may open dossiers of their centre, each within its fields of work.
READERS: Final = frozenset(
    {Role.CLERK, Role.SPECIALIST, Role.LEADER, Role.RECORDS, Role.DIRECTOR, Role.AUDITOR, Role.SECONDED}
)
_INTAKE: Final = frozenset({Role.CLERK})
_WORK: Final = frozenset({Role.SPECIALIST, Role.SECONDED})
_SIGN: Final = frozenset({Role.LEADER})

#: Who may mark papers.
CHECKERS: Final = _INTAKE | _WORK

#: Who may write the proposed result.
DRAFTERS: Final = _WORK | _SIGN

#: Which duty each action asks of a member of staff.
STAFF_ACTIONS: Final[dict[Action, frozenset[Role]]] = {
    Action.SUBMIT: frozenset({Role.CLERK, Role.GUIDE, Role.VOLUNTEER}),
    Action.RECEIVE_AT_COUNTER: _INTAKE,
    Action.ACCEPT: _INTAKE,
    Action.ASK_SUPPLEMENT: _INTAKE | _WORK | _SIGN,
    Action.REFUSE: _INTAKE,
    Action.WITHDRAW: _INTAKE,
    Action.REPLY: _INTAKE,
    Action.START: _INTAKE | _SIGN | frozenset({Role.DIRECTOR}),
    Action.DECIDE: _SIGN,
    Action.REQUEST_WITHDRAWAL: _INTAKE,
    Action.STOP: _SIGN,
    Action.REQUIRE_DUTY: _WORK,
    Action.SETTLE: _WORK | _INTAKE,
    Action.GRANT: _SIGN,
    Action.DENY: _SIGN,
    Action.TAKE_BACK: _INTAKE,
    Action.RETURN: _INTAKE | frozenset({Role.RECORDS}),
    Action.RECALL: _INTAKE | frozenset({Role.RECORDS}) | _SIGN,
    Action.REOPEN: _SIGN,
}

#: Which duty each piece of work without a move asks for.
WORK_ROLES: Final[dict[Work, frozenset[Role]]] = {
    Work.CHECK: CHECKERS,
    Work.NOTE: READERS - {Role.AUDITOR},
    Work.HAND_OVER: _INTAKE | _SIGN | frozenset({Role.DIRECTOR}),
    Work.DRAFT: DRAFTERS,
    Work.ASK_APPROVAL: DRAFTERS,
    Work.GIVE_BACK: _SIGN,
    Work.HOLD_OUTSIDE: _INTAKE | _SIGN | frozenset({Role.DIRECTOR}),
    Work.CORRECT: _INTAKE | _WORK,
    Work.FEE_PAID: _INTAKE,
    Work.FEE_RELIEF: _INTAKE,
    Work.RELIEF_BACK: _INTAKE,
    Work.SIGNED_HERE: _INTAKE | _WORK,
    Work.FILER_SAID: _INTAKE,
    Work.APOLOGISE: _SIGN,
}
_WORKING: Final = frozenset({DossierState.RECEIVED, DossierState.PROCESSING})
#: In which states each may be done; the others in any state of a filed dossier.
_WORK_STATES: Final[dict[Work, frozenset[DossierState]]] = {
    Work.CHECK: frozenset(s for s in DossierState if s.is_open and s is not DossierState.DECIDED),
    Work.SIGNED_HERE: frozenset(s for s in DossierState if s.is_open and s is not DossierState.DECIDED),
    Work.FEE_RELIEF: frozenset(s for s in DossierState if s.is_open),
    Work.RELIEF_BACK: frozenset(s for s in DossierState if s.is_open),
    Work.FILER_SAID: frozenset(s for s in DossierState if s.is_open and s is not DossierState.DECIDED),
    Work.CORRECT: frozenset(s for s in DossierState if s.is_open),
    Work.HAND_OVER: frozenset({DossierState.PROCESSING, DossierState.AWAITING_SUPPLEMENT, DossierState.AWAITING_DUTY}),
    Work.DRAFT: _WORKING,
    Work.ASK_APPROVAL: _WORKING,
    Work.GIVE_BACK: _WORKING,
    Work.APOLOGISE: _WORKING,
}
#: Work that meets a condition: there must be one.
_CONDITIONAL: Final = frozenset({Work.FEE_PAID, Work.FEE_RELIEF, Work.SIGNED_HERE, Work.FILER_SAID})
#: Under outside authority only local facts are ours to add.
_LOCAL: Final = frozenset({Work.CHECK, Work.NOTE, Work.HOLD_OUTSIDE})

#: Who may help a citizen to file, and who of them may write down that the filer signed a sheet before their eyes.
HELPERS: Final = frozenset({Role.GUIDE, Role.CLERK, Role.VOLUNTEER})
WITNESSES: Final = frozenset({Role.GUIDE, Role.CLERK})

#: What the person concerned may do with their own dossier.
CITIZEN_ACTIONS: Final = frozenset(
    {Action.SUBMIT, Action.REPLY, Action.WITHDRAW, Action.REQUEST_WITHDRAWAL, Action.TAKE_BACK}
)
#: What the clock and the connectors may do.
SYSTEM_ACTIONS: Final = rules.FOLLOWING | frozenset({Action.EXPIRE, Action.SUBMIT, Action.RECEIVE_AT_COUNTER})


def may(actor: Actor, action: Action, dossier: Dossier) -> bool:
    """Whether this actor may do this now, conditions of the dossier aside."""
    if dossier.authority == Authority.OUTSIDE:
        return actor.kind is ActorKind.SYSTEM and action in rules.FOLLOWING | {Action.SUBMIT}
    if actor.kind is ActorKind.SYSTEM:
        return action in SYSTEM_ACTIONS
    if actor.kind is ActorKind.STAFF:
        return _staff_may(actor, action, dossier)
    return action in CITIZEN_ACTIONS and is_own(actor, dossier)


def _staff_may(actor: Actor, action: Action, dossier: Dossier) -> bool:
    return actor.has_any(_roles_for(action, dossier), dossier.centre_id, dossier.work_field)


def _roles_for(action: Action, dossier: Dossier) -> frozenset[Role]:
    roles = STAFF_ACTIONS.get(action, frozenset())
    if action is Action.ASK_SUPPLEMENT and rules.needs_leader(
        state=DossierState(dossier.state), supplements_asked=dossier.supplements_asked
    ):
        roles = _SIGN
    if action is Action.START and dossier.state == DossierState.RECEIVED:
        roles = roles | _WORK
    return roles


def for_whom(actor: Actor, act: Action | Work, dossier: Dossier) -> int | None:
    """Whom the actor stands in for by doing this; None where a duty of their own allows it, or the work is theirs."""
    if act is Work.HAND_OVER and actor.account_id == dossier.holder_id:
        return None
    roles = _roles_for(act, dossier) if isinstance(act, Action) else WORK_ROLES[act]
    return actor.stands_in_for(roles, dossier.centre_id, dossier.work_field)


def is_own(actor: Actor, dossier: Dossier) -> bool:
    """Whether the dossier is the citizen's own, or a draft still behind the signed cookie of a stranger."""
    if actor.account_id is None:
        return dossier.state == DossierState.DRAFT and dossier.author_id is None and dossier.filer_account_id is None
    begun = dossier.state == DossierState.DRAFT and dossier.author_id == actor.account_id
    return begun or dossier.filer_account_id == actor.account_id


def open_actions(actor: Actor, dossier: Dossier) -> frozenset[Action]:
    """What this actor may do now: queries hand it to the page, `require` enforces it."""
    legal = states.actions_from(DossierState(dossier.state))
    return frozenset(action for action in legal if may(actor, action, dossier))


def require(actor: Actor, action: Action, dossier: Dossier) -> None:
    """Raise NotAllowed unless `may()`."""
    if not may(actor, action, dossier):
        raise NotAllowed


def fits(work: Work, dossier: Dossier) -> bool:
    """Whether a dossier in this state, under this authority, is one to do this work on."""
    if (work is Work.HOLD_OUTSIDE or work not in _LOCAL) and (dossier.authority == Authority.OUTSIDE) is not (
        work is Work.HOLD_OUTSIDE
    ):
        return False
    if work in _CONDITIONAL and not dossier.conditions_open:
        return False
    if work is Work.CORRECT and dossier.filer_account_id is not None:
        return False  # what somebody stated under their own account is theirs to mend
    return DossierState(dossier.state) in _WORK_STATES.get(work, frozenset(DossierState))


def open_works(actor: Actor, dossier: Dossier) -> frozenset[Work]:
    """The work without a move this actor may do now: the page's buttons, asked again by `require_work`."""
    return frozenset(work for work in Work if may_work(actor, work, dossier))


def may_work(actor: Actor, work: Work, dossier: Dossier) -> bool:
    """Whether this actor may do this work now."""
    return fits(work, dossier) and _holds(actor, work, dossier)


def _holds(actor: Actor, work: Work, dossier: Dossier) -> bool:
    if work is Work.HAND_OVER and actor.account_id is not None and actor.account_id == dossier.holder_id:
        return True
    return actor.kind is ActorKind.SYSTEM or actor.has_any(WORK_ROLES[work], dossier.centre_id, dossier.work_field)


def require_work(actor: Actor, work: Work, dossier: Dossier) -> None:
    """Raise NotAllowed without the duty. Whether the state fits is asked by the command, which says it in words."""
    if not _holds(actor, work, dossier):
        raise NotAllowed


def require_reader(actor: Actor, dossier: Dossier, roles: frozenset[Role]) -> None:
    """Raise NotAllowed unless one of `roles` is held for the dossier's field at its centre."""
    if actor.kind is not ActorKind.SYSTEM and not actor.has_any(roles, dossier.centre_id, dossier.work_field):
        raise NotAllowed


def may_use(actor: Actor, *, centre_id: int, roles: frozenset[Role], work_field: str = "") -> bool:
    """Whether the actor may begin something at a centre, before there is a dossier."""
    return actor.kind is ActorKind.SYSTEM or actor.has_any(roles, centre_id, work_field)


def visible_to(actor: Actor, *, centre_id: int | None = None) -> DossierQuerySet:
    """Dossiers this actor may open. With `centre_id` the index is used; the wall stands behind either way."""
    if actor.kind is ActorKind.STAFF:
        return Dossier.objects.filter(_of_staff(actor, centre_id))
    if actor.kind is ActorKind.SYSTEM:
        return Dossier.objects.all()
    if actor.account_id is None:
        return Dossier.objects.none()
    # Each half by an index of its own: asked for every row they began, it would read all open dossiers of the house.
    begun = Q(author_id=actor.account_id, state=DossierState.DRAFT)
    return Dossier.objects.filter(Q(filer_account_id=actor.account_id) | begun)


def _of_staff(actor: Actor, centre_id: int | None) -> Q:
    seen = Q(pk__in=[])
    for centre in {d.centre_id for d in actor.duties if d.role in READERS}:
        if centre_id is not None and centre != centre_id:
            continue
        seen |= Q(centre_id=centre) & _fields_of(actor, centre)
    own_drafts = Q(author_id=actor.account_id, state=DossierState.DRAFT)
    return (seen & ~Q(state=DossierState.DRAFT)) | own_drafts if centre_id is None else seen


def _fields_of(actor: Actor, centre_id: int) -> Q:
    duties = [d for d in actor.duties if d.centre_id == centre_id and d.role in READERS]
    if any(not d.fields for d in duties):
        return Q()
    return Q(work_field__in=sorted({f for d in duties for f in d.fields}))


def opens_dossiers(actor: Actor, *, centre_id: int) -> bool:
    """Whether the actor may open dossiers of the centre, not only count them."""
    return actor.has_any(READERS, centre_id)


def counted_by(actor: Actor, *, centre_id: int) -> DossierQuerySet:
    """Dossiers of a centre this actor may count: those it may open; the province counts all and opens none."""
    if actor.has(Role.PROVINCE, centre_id):
        return Dossier.objects.filter(~Q(state=DossierState.DRAFT), centre_id=centre_id)
    return visible_to(actor, centre_id=centre_id)


#: Who weighs what a change of the catalogue does: those who keep it or approve it.
WEIGHERS: Final = frozenset({Role.KEEPER, Role.ADMINISTRATOR, Role.PROVINCE, Role.LEADER})


def weighs_changes(actor: Actor, *, centre_id: int) -> bool:
    """Whether the actor may count the dossiers of a centre that a change of the catalogue concerns."""
    return actor.kind is ActorKind.SYSTEM or actor.has_any(WEIGHERS, centre_id)


def weighed_by(actor: Actor, *, centre_id: int) -> DossierQuerySet:
    """Filed dossiers of a centre such an actor counts; what is read of them names nobody."""
    if not weighs_changes(actor, centre_id=centre_id):
        return Dossier.objects.none()
    return Dossier.objects.filter(~Q(state=DossierState.DRAFT), centre_id=centre_id)
