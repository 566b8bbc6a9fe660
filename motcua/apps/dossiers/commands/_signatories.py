"""Signatories opened with their filing: who signs in which role, and who gets a link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.apps.dossiers import queries
from motcua.apps.dossiers.events import SignatoryAsked
from motcua.apps.dossiers.models import Condition, Dossier, Signatory
from motcua.apps.dossiers.states import Action, Confirmed
from motcua.apps.dossiers.values import DraftView
from motcua.apps.dossiers.values.signing import PHONE_OF_WHO_FILES, SignatoryNamed
from motcua.apps.outbox import commands as outbox
from motcua.apps.parties import commands as parties
from motcua.apps.parties.values import PersonStated, phone_key
from motcua.apps.procedures.values import ConfirmedBefore, VersionView
from motcua.base.db import rows
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.ids import uuid7

KIND = "signatories"
#: What waits for the confirmations; before the decision at the latest.
BLOCKS = {
    ConfirmedBefore.ACCEPTANCE: (Action.ACCEPT, Action.DECIDE),
    ConfirmedBefore.DECISION: (Action.DECIDE,),
}


def refuse_unnamed(
    named: Sequence[SignatoryNamed], version: VersionView, draft: DraftView, *, filer: PersonStated, actor: Actor
) -> None:
    """Raise Invalid where a role is left open, or a link would reach somebody else's telephone."""
    if version.signatories is None:
        return
    if {one.role for one in named} != set(version.signatories.roles) or sum(one.is_filer for one in named) > 1:
        raise Invalid({"signatories": _("Xin cho biết những người cùng ký hồ sơ này.")})
    phones = [phone_key(filer.phone)] if filer.phone else []
    for one in named:
        if one.person is None or one.at_counter:
            continue
        problem = _problem(one.person, phones)
        if not problem and queries.is_of_who_files(phone=one.person.phone, draft=draft, actor=actor):
            problem = _(PHONE_OF_WHO_FILES)
        if problem:
            raise Invalid({"signatories": f"{one.role}: {problem}"})
        phones.append(phone_key(one.person.phone))


def _problem(person: PersonStated, phones: Sequence[str]) -> str:
    if not person.phone:
        return _("Xin ghi số điện thoại, hoặc chọn ký tại quầy.")
    if not person.number and person.birth is None:
        return _("Xin ghi số định danh hoặc năm sinh, để người ấy chứng tỏ mình là ai.")
    # Whoever holds the telephone would confirm for two: that proves nothing.
    return (
        _("Hai người dùng chung điện thoại thì người ấy xin ký tại quầy.") if phone_key(person.phone) in phones else ""
    )


def open_signatories(dossier: Dossier, version: VersionView, named: Sequence[SignatoryNamed], *, at: datetime) -> None:
    """Write who must confirm, and the condition that waits for them; who signs at the counter gets no link."""
    if version.signatories is None:
        return
    by_role = {one.role: one for one in named}
    for position, role in enumerate(version.signatories.roles):
        _open(dossier, by_role.get(role, SignatoryNamed(role)), position=position, at=at)
    rows.add(
        Condition(
            dossier=dossier,
            centre_id=dossier.centre_id,
            kind=KIND,
            blocks=[action.value for action in BLOCKS[version.signatories.before]],
            reference=version.procedure_code,
            opened_at=at,
        )
    )
    dossier.conditions_open += 1


def _open(dossier: Dossier, one: SignatoryNamed, *, position: int, at: datetime) -> None:
    signatory = Signatory(
        id=uuid7(), dossier=dossier, centre_id=dossier.centre_id, position=position, role=one.role, serial=0
    )
    if one.is_filer:
        signatory.party, signatory.confirmed_at, signatory.confirmed_by = dossier.filer_party, at, Confirmed.FILER
    elif one.person is not None:
        (signatory.party,) = parties.record(
            dossier_id=dossier.id, centre_id=dossier.centre_id, stated=[one.person], at=at
        )
        if not one.at_counter:
            ask(signatory, at=at)
    rows.add(signatory)


def ask(signatory: Signatory, *, at: datetime) -> None:
    """Count a new link, which makes the older ones worthless, and let the news of it go out."""
    signatory.serial += 1
    signatory.asked_at = at
    fact = SignatoryAsked(
        dossier_id=signatory.dossier_id,
        centre_id=signatory.centre_id,
        signatory_id=signatory.id,
        serial=signatory.serial,
        asked_at=at,
    )
    outbox.record(fact, key=signatory.dossier_id, centre_id=signatory.centre_id, at=at)
