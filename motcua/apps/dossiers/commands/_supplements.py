"""Writing a request to complete a dossier: one row, every fault an item."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from motcua.apps.dossiers import rules
from motcua.apps.dossiers.commands.moves import Turn
from motcua.apps.dossiers.models import Component, Dossier, Supplement, SupplementItem
from motcua.apps.dossiers.states import Action, ComponentState, DossierState
from motcua.apps.dossiers.values import ItemAsked
from motcua.apps.procedures import queries as procedures
from motcua.base.db import rows
from motcua.kernel.errors import Invalid

#: No officer may leave a dossier standing longer than this, in days.
LONGEST_PAUSE = 365


def ask(held: Turn, *, items: Sequence[ItemAsked], reason: str, days: int | None = None) -> Supplement:
    """Move the dossier to waiting and write form 02. Raises Invalid without an item or a reason."""
    wanted = [item for item in items if item.text.strip()]
    if not wanted or not reason.strip():
        raise Invalid({"items": _("Xin ghi ít nhất một điều cần bổ sung và lý do.")})
    dossier = held.dossier
    before = DossierState(dossier.state)
    second = rules.needs_leader(state=before, supplements_asked=dossier.supplements_asked)
    received = before in {DossierState.RECEIVED, DossierState.PROCESSING}
    held.pause_days = capped_days(dossier, days)
    held.advance(Action.ASK_SUPPLEMENT, note=reason)
    dossier.supplements_asked += 1 if received else 0
    row = Supplement(
        dossier=dossier,
        centre_id=dossier.centre_id,
        number=Supplement.objects.filter(dossier=dossier).count() + 1,
        stage="processing" if received else "intake",
        reason=reason.strip(),
        asked_at=held.at,
        asked_by=held.actor.account_id or 0,
        reply_by=rules.pause_cap(since=held.at, days=held.pause_days),
        approved_by=held.actor.account_id if second else None,
    )
    dossier.reply_by = row.reply_by
    rows.add(row, *(_item(row, item, position) for position, item in enumerate(wanted)))
    if before is not DossierState.DRAFT:  # at the counter the papers are written with the dossier, faults and all
        _mark_faulty(held, wanted)
    return row


def _mark_faulty(held: Turn, wanted: Sequence[ItemAsked]) -> None:
    """What is asked for is what its paper shows from now on, whatever was written there before."""
    for item in wanted:
        if item.component_id:
            Component.objects.filter(dossier=held.dossier, pk=item.component_id).update(
                state=ComponentState.FAULTY, reason=item.text.strip(), officer_id=held.actor.account_id, at=held.at
            )


def capped_days(dossier: Dossier, days: int | None) -> int:
    """How long the person may take: as the procedure says, else as the officer sets.

    Raises Invalid for neither, and for an officer's number beside another of the procedure.
    """
    stated = procedures.version(dossier.version_id).supplement_days
    if stated is not None and days not in {None, stated}:
        raise Invalid({"days": _("Thủ tục quy định %(n)s ngày. Xin để trống ô này.") % {"n": stated}})
    if stated is None and days is None:
        raise Invalid({"days": _("Thủ tục không ghi hạn trả lời. Xin ghi số ngày dành cho người dân.")})
    if stated is None and not 1 <= (days or 0) <= LONGEST_PAUSE:
        raise Invalid({"days": _("Số ngày từ 1 đến %(most)s.") % {"most": LONGEST_PAUSE}})
    return stated or days or 0


def _item(row: Supplement, item: ItemAsked, position: int) -> SupplementItem:
    return SupplementItem(
        dossier_id=row.dossier_id,
        centre_id=row.centre_id,
        supplement=row,
        component_id=item.component_id,
        position=position,
        text=item.text.strip(),
    )
