"""Filings prepared here and made on the National Portal: its code is kept, and the two become one dossier.

What is prepared stays a draft: no number, no count, gone after the drafts' time. The code ties it to the dossier that
the office takes in from outside, whichever comes first; a code alone is no proof, so a number or telephone of the
same person must agree. Refusals: Refusal > NotFound, Invalid, FiledHere.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.apps.audit import commands as audit
from motcua.apps.dossiers import queries, rules
from motcua.apps.dossiers.commands import _prepared, drafting, moves
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.states import Authority, DossierState
from motcua.apps.parties import commands as recording
from motcua.apps.parties import queries as parties
from motcua.apps.parties.values import MandateStated, PersonStated, Stated, name_key, number_key, phone_key
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import OnlineWhere
from motcua.base.db import rows, scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor, ActorKind
from motcua.kernel.errors import Invalid, NotAllowed, NotFound, Refusal

#: Kept in the dossier, so Vietnamese whoever writes it.
_PREPARED: Final = "Người dân khai khi chuẩn bị hồ sơ."


class FiledHere(Refusal):
    """This procedure is filed here, so no other system has given a code."""

    code = "filed-here"
    message = gettext_noop("Thủ tục này nộp tại đây, không có mã của Cổng.")


def note_code(
    *,
    draft_id: UUID,
    code: str,
    filer: PersonStated,
    owner: PersonStated | None,
    actor: Actor,
    at: datetime,
    mandate: MandateStated | None = None,
) -> UUID | None:
    """Keep the code the portal gave; the dossier it has become already, else None: still prepared, awaited here.

    With `mandate` the filer acts for the owner.

    Raises Invalid (not a code), FiledHere, NotAllowed for a helper or somebody who has not signed in, NotFound.
    """
    draft = queries.draft(actor=actor, draft_id=draft_id)
    if actor.kind is not ActorKind.CITIZEN or draft.helped:
        raise NotAllowed
    version = procedures.version(draft.version_id)
    if version.online_where.value is not OnlineWhere.PORTAL:
        raise FiledHere
    code = _plain(code, at=at)
    known = _known(code, filer, owner, procedure_code=version.procedure_code, account_id=actor.account_id)
    with transaction.atomic(), scope.opened(draft_id):
        held = Dossier.objects.select_for_update().filter(pk=draft_id, state=DossierState.DRAFT).first()
        if held is None:
            raise NotFound
        held.portal_code, held.touched_at = code, at
        held.answers = {**(held.answers or {}), _prepared.WHO: _prepared.Said(filer, owner, mandate, at).to_json()}
        held.save(update_fields=["portal_code", "touched_at", "answers"])
        audit.record(
            command="dossiers.note_portal_code", actor=actor, at=at, ids=(draft_id,), outcome="DRAFT",
            centre_id=held.centre_id,
        )  # fmt: skip
        if known is not None:
            _join(held, known, actor=actor, at=at)
    return known


def _plain(code: str, *, at: datetime) -> str:
    """The code as it is compared. Raises Invalid for what has another form."""
    plain = rules.outside_code(code)
    if not rules.is_outside_code(plain, pattern=settings.OUTSIDE_CODE, today=clock.local(at).date()):
        raise Invalid({"code": _("Mã chưa đúng dạng. Xin chép đúng như Cổng ghi, ví dụ G09.20-20261121-0001234.")})
    return plain


def _known(
    code: str, filer: PersonStated, owner: PersonStated | None, *, procedure_code: str, account_id: int | None
) -> UUID | None:
    """The outside dossier of this code, procedure and person that nobody's account is tied to yet."""
    for person in (filer, owner):
        for fact in filter(None, (person.number, person.phone) if person else ()):
            try:
                found = queries.open_by_code(code=code, second_fact=fact)
            except NotFound:
                continue
            with scope.opened(found):
                row = Dossier.objects.filter(pk=found, authority=Authority.OUTSIDE, filer_account_id=None).first()
                if row is None or not _is_theirs(row, account_id):
                    continue
            if procedures.version(row.version_id).procedure_code == procedure_code:
                return found
    return None


def _is_theirs(dossier: Dossier, account_id: int | None) -> bool:
    told = next((p.stated for p in parties.of_dossier(dossier_id=dossier.id) if p.id == dossier.owner_party), None)
    return told is not None and _prepared.is_the_accounts(account_id, phone=told.phone, number=told.number)


def _join(draft: Dossier, known: UUID, *, actor: Actor, at: datetime) -> None:
    """The office was first: what was prepared goes into its dossier, and the draft goes."""
    with scope.opened(known):
        with rows.together():
            dossier = Dossier.objects.select_for_update().get(pk=known)
            held = moves.Turn(dossier, actor=actor, at=at, command="join_prepared")
            dossier.filer_account_id = draft.filer_account_id
            _fill_in(dossier, draft, actor=actor, at=at)
            dossier.filer_party = _filer_in(dossier, draft, at=at)
            dossier.answers = dossier.answers or _prepared.pages_of(draft)
            held.touch()
            held.finish()
            dossier.save(update_fields=["filer_account_id", "filer_party", "answers", "revision", "touched_at"])
        _prepared.record_mandate(
            filer_party=dossier.filer_party, owner_party=dossier.owner_party, said=_prepared.mandate_of(draft)
        )
    with scope.opened(draft.id):
        drafting.remove_draft(draft, at=at)


def _fill_in(dossier: Dossier, draft: Dossier, *, actor: Actor, at: datetime) -> None:
    """What its person said and the office does not hold goes into the office's party; nothing it wrote is changed.

    Only where they surely are one person; the number and the telephone by which that is known stay the office's.
    """
    noted = next((p for p in parties.of_dossier(dossier_id=dossier.id) if p.id == dossier.owner_party), None)
    if noted is None or not isinstance(noted.stated, PersonStated):
        return
    kept, (filer, owner) = noted.stated, _prepared.people_of(draft)
    said = next((one for one in (owner, filer) if _is_same(one, kept)), None)
    if said is None:
        return
    filled = replace(kept, **_prepared.lacking(kept, said))
    if filled != kept and not filled.problems(today=clock.local(at).date()):
        recording.correct(
            party_id=noted.id, stated=filled, actor=actor, at=at, seen_revision=noted.revision,
            reason=_PREPARED,
        )  # fmt: skip


def _filer_in(dossier: Dossier, draft: Dossier, *, at: datetime) -> UUID | None:
    """The party that filed: the one the office noted, where it is the same person; else one more, by their right."""
    filer, owner = _prepared.people_of(draft)
    noted = next((p.stated for p in parties.of_dossier(dossier_id=dossier.id) if p.id == dossier.owner_party), None)
    unfit = filer.problems(today=clock.local(at).date())
    if filer == owner or noted is None or dossier.owner_party is None or _is_same(filer, noted) or unfit:
        return dossier.filer_party
    (added,) = recording.record(dossier_id=dossier.id, centre_id=dossier.centre_id, stated=[filer], at=at)
    return added


def _is_same(filer: PersonStated, noted: Stated) -> bool:
    """A number decides; without one the whole name and the telephone must agree, since several share one."""
    if noted.number:
        return number_key(noted.number) == number_key(filer.number)
    return name_key(noted.name) == name_key(filer.name) and phone_key(noted.phone) == phone_key(filer.phone)
