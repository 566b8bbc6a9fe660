"""Dossiers another system holds the authority over: taken in by their code, followed by its reports.

Only a connector (or an imported list, which stands in for one) moves such a dossier; officers add local facts.
What our table of moves cannot follow is parked for a person, never guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.apps.dossiers import policy, rules, states
from motcua.apps.dossiers.commands import _prepared, moves
from motcua.apps.dossiers.commands import _restating as restating
from motcua.apps.dossiers.events import OutsideStateUnknown
from motcua.apps.dossiers.models import Dossier, OutsideReport
from motcua.apps.dossiers.states import Action, Authority, Channel, DossierState
from motcua.apps.dossiers.values.outside import OutsideImported, OutsideRow, RowRefused
from motcua.apps.outbox import commands as outbox
from motcua.apps.parties import commands as parties
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import VersionView
from motcua.base.db import rows, scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role
from motcua.kernel.errors import Invalid, NotAllowed, NotFound
from motcua.kernel.ids import uuid7

#: Who may bring outside dossiers in.
IMPORTERS = frozenset({Role.CLERK, Role.DIRECTOR})


def register(*, centre_id: int, source_system: str, row: OutsideRow, actor: Actor, at: datetime) -> UUID:
    """Take in one dossier by its outside code: no number of ours, no count of ours. Raises Invalid, NotAllowed.

    What its filer prepared here for this code becomes it.
    """
    _require_importer(actor, centre_id)
    known = _find(centre_id, source_system, row.external_code)
    if known is not None:
        raise Invalid({"external_code": _("Hồ sơ có mã này đã được ghi nhận.")})
    return _create(centre_id=centre_id, source_system=source_system, row=row, at=at).id


def import_list(
    *, centre_id: int, source_system: str, rows_given: Sequence[OutsideRow], actor: Actor, at: datetime
) -> OutsideImported:
    """Bring in a list: new codes are created, known ones follow what it says; a bad row stops nobody."""
    _require_importer(actor, centre_id)
    took: Counter[str] = Counter()
    refused: list[RowRefused] = []
    for row in rows_given:
        try:
            with transaction.atomic():
                took.update(_take_row(centre_id, source_system, row, actor=actor, at=at))
        except Invalid as bad:
            refused += [RowRefused(row.line, field, str(why)) for field, why in bad.problems.items()]
    counts = {name: took[name] for name in ("created", "moved", "updated", "unchanged", "parked")}
    return OutsideImported(**counts, refused=tuple(refused))


def follow(*, dossier_id: UUID, reported_code: str, source: str, at: datetime) -> bool:
    """Move an outside dossier to the reported national status; False when parked for a person."""
    with moves.turn(dossier_id=dossier_id, actor=_connector(source), at=at, command="follow_outside") as held:
        dossier = held.dossier
        present = DossierState(dossier.state)
        wanted = rules.state_of_national_code(reported_code, present=present)
        way = states.path(present, wanted, allowed=rules.FOLLOWING | {Action.SUBMIT}) if wanted else None
        if way:
            for action in way:
                _follow_one(held, action, source=source)
        if way == ():
            return True
        _report(held, reported_code, source=source, followed=way is not None)
        return way is not None


def settle_report(*, dossier_id: UUID, report_id: UUID, actor: Actor, at: datetime) -> None:
    """A person looked at a parked report and says it needs nothing more."""
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="settle_report") as held:
        policy.require_reader(actor, held.dossier, IMPORTERS)
        held.acting_for = actor.stands_in_for(IMPORTERS, held.dossier.centre_id, held.dossier.work_field)
        OutsideReport.objects.filter(pk=report_id, dossier=held.dossier, settled_at__isnull=True).update(
            settled_at=at, settled_by=actor.account_id
        )


def _take_row(centre_id: int, source_system: str, row: OutsideRow, *, actor: Actor, at: datetime) -> tuple[str, ...]:
    """What became of a row: one word of its status, and «updated» where dates or people of a known one changed."""
    known = _find(centre_id, source_system, row.external_code)
    dossier = known or _create(centre_id=centre_id, source_system=source_system, row=row, at=at)
    updated = ("updated",) if known and restating.restate(dossier=known, row=row, actor=actor, at=at) else ()
    before = Dossier.objects.values_list("revision", flat=True).get(pk=dossier.id)
    if not follow(dossier_id=dossier.id, reported_code=row.status, source=source_system, at=at):
        return ("parked", *updated)
    after = Dossier.objects.values_list("revision", flat=True).get(pk=dossier.id)
    if known is None:
        return ("created",)
    return updated or ("unchanged",) if after == before else ("moved", *updated)


def _create(*, centre_id: int, source_system: str, row: OutsideRow, at: datetime) -> Dossier:
    _refuse_unusable(row, at=at)
    version = _version(row, centre_id=centre_id, at=at)
    fixed: dict[str, Any] = {
        "authority": Authority.OUTSIDE,
        "source_system": source_system,
        "external_code": row.external_code.strip(),
        "channel": Channel.SELF_ONLINE,
        "submitted_at": row.submitted_at,
        "received_at": row.received_at,
    }
    with transaction.atomic():
        prepared = _prepared.find(centre_id=centre_id, row=row)
        if prepared is not None:
            return _take_over(prepared, fixed, version, row, at=at)
    dossier = Dossier(
        id=uuid7(),
        centre_id=centre_id,
        version_id=version.id,
        work_field=version.field,
        state=DossierState.DRAFT,
        begun_at=row.submitted_at or row.received_at or at,
        touched_at=at,
        **fixed,
    )
    with moves.first_turn(dossier, actor=_connector(source_system), at=at, command="register_outside") as held:
        ids = parties.record(dossier_id=dossier.id, centre_id=centre_id, stated=[restating.owner(row)], at=at)
        dossier.filer_party = dossier.owner_party = ids[0]
        held.advance(Action.SUBMIT)
        dossier.legal_due = dossier.sort_due = row.due_at
    return dossier


def _take_over(
    draft: Dossier, fixed: dict[str, Any], version: VersionView, row: OutsideRow, *, at: datetime
) -> Dossier:
    """The prepared filing becomes the outside dossier: one row, one key, its filer's own."""
    with scope.opened(draft.id):
        with rows.together():
            filer, _as_said = _prepared.people_of(draft)
            owner = _prepared.owner_of(draft, row)
            for name, value in fixed.items():
                setattr(draft, name, value)
            draft.version_id, draft.work_field, draft.portal_code = version.id, version.field, ""
            said, draft.answers = _prepared.mandate_of(draft), _prepared.pages_of(draft)
            held = moves.Turn(draft, actor=_connector(draft.source_system), at=at, command="register_outside")
            same = filer.number == owner.number and filer.phone == owner.phone
            people = [owner] if same else [filer, owner]
            ids = parties.record(dossier_id=draft.id, centre_id=draft.centre_id, stated=people, at=at)
            draft.filer_party, draft.owner_party = ids[0], ids[-1]
            held.advance(Action.SUBMIT)
            draft.legal_due = draft.sort_due = row.due_at
            held.finish()
            draft.save()
        _prepared.record_mandate(filer_party=ids[0], owner_party=ids[-1], said=said)
    return draft


def _version(row: OutsideRow, *, centre_id: int, at: datetime) -> VersionView:
    try:
        return procedures.in_force(row.procedure_code.strip(), on=clock.local(at).date(), centre_id=centre_id)
    except NotFound:
        raise Invalid({"procedure_code": _("Danh mục không có thủ tục mang mã này.")}) from None


def _follow_one(held: moves.Turn, action: Action, *, source: str) -> None:
    needs_ground = action in moves.NEEDS_GROUND
    told = _("Theo hệ thống %(source)s.") % {"source": source}
    held.advance(action, note=told if needs_ground else "", ground=source if needs_ground else "")


def _report(held: moves.Turn, code: str, *, source: str, followed: bool) -> None:
    report = OutsideReport(
        dossier=held.dossier,
        centre_id=held.dossier.centre_id,
        reported_code=code[:20],
        reported_at=held.at,
        source=source,
        followed=followed,
        why_parked="" if followed else "no-way",
    )
    rows.add(report)
    if not followed:
        fact = OutsideStateUnknown(
            dossier_id=held.dossier.id, centre_id=held.dossier.centre_id, report_id=report.id, reported_at=held.at
        )
        outbox.record(fact, key=held.dossier.id, centre_id=held.dossier.centre_id, at=held.at)


def _refuse_unusable(row: OutsideRow, *, at: datetime) -> None:
    wrong = restating.owner(row).problems(today=clock.local(at).date())
    problems = {f"owner_{field}": told for field, told in wrong.items()}
    if not row.external_code.strip():
        problems["external_code"] = _("Xin ghi mã hồ sơ của hệ thống kia.")
    if not row.owner_name.strip():
        problems["owner_name"] = _("Xin ghi họ tên chủ hồ sơ.")
    if problems:
        raise Invalid(problems)


def _find(centre_id: int, source_system: str, external_code: str) -> Dossier | None:
    return Dossier.objects.filter(
        centre_id=centre_id, source_system=source_system, external_code=external_code.strip()
    ).first()


def _require_importer(actor: Actor, centre_id: int) -> None:
    if not policy.may_use(actor, centre_id=centre_id, roles=IMPORTERS):
        raise NotAllowed


def _connector(source: str) -> Actor:
    return Actor.system(f"connector:{source}")
