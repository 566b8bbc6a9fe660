"""Writing a request to complete a dossier: one row, every fault an item."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from motcua.apps.dossiers import rules
from motcua.apps.dossiers.commands.moves import Turn
from motcua.apps.dossiers.models import Component, Supplement, SupplementItem
from motcua.apps.dossiers.states import Action, ComponentState, DossierState
from motcua.apps.dossiers.values import ItemAsked
from motcua.apps.procedures import queries as procedures
from motcua.base.db import rows
from motcua.kernel.errors import Invalid


def ask(held: Turn, *, items: Sequence[ItemAsked], reason: str) -> Supplement:
    """Move the dossier to waiting and write form 02. Raises Invalid without an item or a reason."""
    wanted = [item for item in items if item.text.strip()]
    if not wanted or not reason.strip():
        raise Invalid({"items": _("Xin ghi ít nhất một điều cần bổ sung và lý do.")})
    dossier = held.dossier
    before = DossierState(dossier.state)
    second = rules.needs_leader(state=before, supplements_asked=dossier.supplements_asked)
    received = before in {DossierState.RECEIVED, DossierState.PROCESSING}
    held.advance(Action.ASK_SUPPLEMENT, note=reason)
    dossier.supplements_asked += 1 if received else 0
    days = procedures.version(dossier.version_id).supplement_days
    row = Supplement(
        dossier=dossier,
        centre_id=dossier.centre_id,
        number=Supplement.objects.filter(dossier=dossier).count() + 1,
        stage="processing" if received else "intake",
        reason=reason.strip(),
        asked_at=held.at,
        asked_by=held.actor.account_id or 0,
        reply_by=rules.pause_cap(since=held.at, days=days),
        approved_by=held.actor.account_id if second else None,
    )
    rows.add(row, *(_item(row, item, position) for position, item in enumerate(wanted)))
    Component.objects.filter(dossier=dossier, pk__in=[i.component_id for i in wanted if i.component_id]).update(
        state=ComponentState.FAULTY, officer_id=held.actor.account_id, at=held.at
    )
    return row


def _item(row: Supplement, item: ItemAsked, position: int) -> SupplementItem:
    return SupplementItem(
        dossier_id=row.dossier_id,
        centre_id=row.centre_id,
        supplement=row,
        component_id=item.component_id,
        position=position,
        text=item.text.strip(),
    )
