"""Signatories of a filing: how far each has come, their signed links, and what a link opens."""

from __future__ import annotations

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from django.core import signing

from motcua.apps.dossiers.models import Dossier, Signatory
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.values import DraftView
from motcua.apps.dossiers.values.signing import Invited, Over, SignatoryRow
from motcua.apps.identity import queries as identity
from motcua.apps.parties import queries as parties
from motcua.apps.parties.values import phone_key
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound

#: How long a link opens; a new one may be asked for.
LINK_DAYS: Final = 7
#: Dossier, signatory, number of the link, second of its end: nothing of a person stands in it.
_PACKED: Final = struct.Struct("!16s16sHI")
_signer = signing.Signer(salt="dossiers.signatory")


def signatories_of(*, dossier_id: UUID) -> tuple[SignatoryRow, ...]:
    """Everybody who signs, in the order of the roles; empty outside the scope."""
    found = Signatory.objects.filter(dossier_id=dossier_id).order_by("position")
    return tuple(
        SignatoryRow(s.id, s.role, s.party, s.asked_at, s.confirmed_at, s.confirmed_by, s.declined_at) for s in found
    )


def link_of(*, dossier_id: UUID, signatory_id: UUID, serial: int, asked_at: datetime) -> str:
    """The signed word of one link: made anew each time, kept nowhere."""
    ends = int((asked_at + timedelta(days=LINK_DAYS)).timestamp())
    packed = _PACKED.pack(dossier_id.bytes, signatory_id.bytes, serial, ends)
    return _signer.sign(urlsafe_b64encode(packed).decode().rstrip("="))


def dossier_of(*, link: str, at: datetime) -> tuple[UUID, UUID, int]:
    """Dossier, signatory and number in a link that is ours and not over. Raises NotFound."""
    try:
        word = _signer.unsign(link)
        packed = urlsafe_b64decode(word + "=" * (-len(word) % 4))
        dossier, signatory, serial, ends = _PACKED.unpack(packed)
    except (signing.BadSignature, ValueError, struct.error):
        raise NotFound from None
    if at >= datetime.fromtimestamp(ends, UTC):
        raise NotFound
    return UUID(bytes=dossier), UUID(bytes=signatory), serial


def invited(*, link: str, at: datetime) -> Invited:
    """What the link invites to confirm. Raises NotFound: another's, over, replaced, answered, or the filing is over."""
    dossier_id, signatory_id, serial = dossier_of(link=link, at=at)
    with scope.opened(dossier_id):
        row = Signatory.objects.filter(
            pk=signatory_id, serial=serial, confirmed_at__isnull=True, declined_at__isnull=True
        ).first()
        dossier = Dossier.objects.filter(pk=dossier_id).first() if row else None
        if row is None or row.party is None or dossier is None or not waits(dossier):
            raise NotFound
        people = {party.id: party.stated for party in parties.of_dossier(dossier_id=dossier_id)}
    filer = people.get(dossier.filer_party) if dossier.filer_party else None
    return Invited(
        id=row.id,
        dossier_id=dossier_id,
        centre_id=dossier.centre_id,
        version_id=dossier.version_id,
        role=row.role,
        filer_name=filer.name if filer else "",
        submitted_at=dossier.submitted_at or dossier.begun_at,
        phone=people[row.party].phone,
    )


def why_over(*, link: str) -> Over:
    """Why a link that invites to nothing does not: to whoever was once given it, and to nobody else."""
    try:
        dossier_id, signatory_id, serial = dossier_of(link=link, at=datetime.fromtimestamp(0, UTC))
    except NotFound:
        return Over.UNKNOWN
    with scope.opened(dossier_id):
        row = Signatory.objects.filter(pk=signatory_id).first()
        dossier = Dossier.objects.filter(pk=dossier_id).first() if row else None
    if row is None or dossier is None:
        return Over.UNKNOWN
    if row.confirmed_at or row.declined_at:
        return Over.ANSWERED
    if not waits(dossier):
        return Over.CLOSED
    return Over.REPLACED if row.serial != serial else Over.EXPIRED


def is_the_invited(*, link: str, fact: str, at: datetime) -> bool:
    """Whether the number or year of birth is that of the person the link was sent to. Raises NotFound."""
    found = invited(link=link, at=at)
    with scope.opened(found.dossier_id):
        party = Signatory.objects.values_list("party", flat=True).get(pk=found.id)
        return party is not None and parties.is_of_person(party_id=party, fact=fact)


def waits(dossier: Dossier) -> bool:
    """Whether a confirmation still serves: the filing is open and undecided."""
    state = DossierState(dossier.state)
    return state.is_open and state is not DossierState.DECIDED


def is_of_who_files(*, phone: str, draft: DraftView, actor: Actor) -> bool:
    """Whether this is the telephone by which whoever files or helps signs in: a link to it proves nobody else's yes.

    What the filer typed of their own telephone is asked elsewhere; it may have been left empty.
    """
    accounts = {actor.account_id, draft.helper_id} - {None}
    return any(identity.has_phone(account_id=one, phone=phone_key(phone)) for one in accounts if one is not None)


def phone_to_ask(*, signatory_id: UUID, dossier_id: UUID, serial: int) -> str:
    """Where the newest link of somebody still awaited goes; '' where this number is the newest no more."""
    with scope.opened(dossier_id):
        row = Signatory.objects.filter(
            pk=signatory_id, serial=serial, confirmed_at__isnull=True, declined_at__isnull=True
        ).first()
        people = parties.of_dossier(dossier_id=dossier_id) if row else ()
    return next((party.stated.phone for party in people if row and party.id == row.party), "")
