"""What filing does besides when somebody helps: the helper named, the filer's yes asked for, the helper let out."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.apps.audit import commands as audit
from motcua.apps.dossiers import policy, rules
from motcua.apps.dossiers.events import ConditionMet, FilerConfirmed
from motcua.apps.dossiers.models import Condition, Dossier
from motcua.apps.dossiers.queries.helping import FILER
from motcua.apps.dossiers.states import Action, Channel, HelperKind
from motcua.apps.dossiers.values import DraftView
from motcua.apps.dossiers.values.helping import FilerSaid, Helper, HelperSaid, helper_of
from motcua.apps.identity import queries as identity
from motcua.apps.organization import queries as organization
from motcua.apps.outbox import commands as outbox
from motcua.apps.parties.values import PersonStated
from motcua.base.db import rows
from motcua.kernel.actor import Actor, ActorKind, Role
from motcua.kernel.errors import Invalid, NotAllowed
from motcua.kernel.ids import uuid7

#: What waits for the filer's yes.
BLOCKS = (Action.ACCEPT, Action.DECIDE)


def begun_by(actor: Actor, said: HelperSaid | None, *, centre_id: int) -> Helper | None:
    """Who helps with a draft that begins now; None for a citizen's own. Raises NotAllowed, Invalid.

    Whoever works at the centre never files for themselves: what they are follows from their duty, not from words.
    """
    if actor.kind is ActorKind.STAFF:
        if not actor.has_any(policy.HELPERS, centre_id):
            raise NotAllowed
        return _on_duty(actor, centre_id=centre_id)
    if said is None:
        return None
    if actor.account_id is None:
        raise NotAllowed
    if problems := said.problems():
        raise Invalid({field: _(text) for field, text in problems.items()})
    return Helper(kind=said.kind, name=_name(actor), of=" ".join(said.of.split())[:120])


def _on_duty(actor: Actor, *, centre_id: int) -> Helper:
    held = actor.roles_at(centre_id)
    kind = HelperKind.OFFICER if held & policy.WITNESSES else HelperKind.TEAM
    return Helper(kind=kind, name=_name(actor), of=organization.centre(centre_id).commune_name)


def _name(actor: Actor) -> str:
    assert actor.account_id is not None
    return identity.names_of([actor.account_id]).get(actor.account_id, "")


def channel(dossier: Dossier, actor: Actor) -> Channel:
    """The channel of an electronic filing."""
    helper = helper_of(dossier.helped)
    held = actor.roles_at(dossier.centre_id)
    return rules.channel_of(helper.kind if helper else None, duties=held & {Role.CLERK, Role.GUIDE, Role.VOLUNTEER})


def refuse_unsaid(said: FilerSaid | None, draft: DraftView, *, filer: PersonStated, actor: Actor) -> None:
    """Raise Invalid where news would reach the helper instead of the filer, or the yes has faults."""
    if draft.helper_id is None:
        return
    if filer.phone and identity.has_phone(account_id=draft.helper_id, phone=filer.phone):
        told = _("Đây là điện thoại của người giúp. Xin ghi điện thoại của người nộp, hoặc để trống.")
        raise Invalid({"helper_phone": told})
    if said is None or said.by_code:
        return
    if not actor.has_any(policy.WITNESSES, draft.centre_id):
        raise NotAllowed
    if problems := said.attested.problems():
        raise Invalid({field: _(text) for field, text in problems.items()})


def let_out(dossier: Dossier, said: FilerSaid | None, *, actor: Actor, at: datetime) -> None:
    """Open the condition that the filer's yes meets, meet it where it is there, and end the helper's sight of it."""
    if dossier.helper_id is None:
        return
    dossier.author_id = None
    condition = Condition(
        id=uuid7(),
        dossier=dossier,
        centre_id=dossier.centre_id,
        kind=FILER,
        blocks=[action.value for action in BLOCKS],
        opened_at=at,
    )
    if said is None:
        dossier.conditions_open += 1
    else:
        dossier.filer_account_id = said.account_id
        condition.met_at, condition.met_by, condition.reference = at, actor.label, said.way
        _tell(dossier, condition, actor=actor, at=at)
    rows.add(condition)
    if said is not None and not said.by_code:
        dossier.attested = said.attested.to_json()


def _tell(dossier: Dossier, condition: Condition, *, actor: Actor, at: datetime) -> None:
    """The log entry and the facts of the filer's yes."""
    met = ConditionMet(dossier_id=dossier.id, centre_id=dossier.centre_id, condition_id=condition.id, met_at=at)
    said = FilerConfirmed(
        dossier_id=dossier.id, centre_id=dossier.centre_id, condition_id=condition.id, confirmed_at=at
    )
    audit.record(
        command="dossiers.filer_said",
        actor=actor,
        at=at,
        ids=(dossier.id, condition.id),
        outcome=condition.reference,
        centre_id=dossier.centre_id,
    )
    for fact in (met, said):
        outbox.record(fact, key=dossier.id, centre_id=dossier.centre_id, at=at)
