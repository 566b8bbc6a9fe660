"""Running steps: one open row of form 06 at a time, each with its holder and its budget."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.apps.dossiers.events import DossierAssigned
from motcua.apps.dossiers.models import Assignment, Dossier, ResultDraft, Supplement
from motcua.apps.dossiers.states import Authority, DossierState
from motcua.apps.organization import queries as organization
from motcua.apps.outbox import commands as outbox
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import ProcessStep
from motcua.base.db import rows
from motcua.kernel.actor import Actor, ActorKind, Role
from motcua.kernel.errors import Invalid, Refusal

#: Roles that may hold a step of the work.
HOLDERS = frozenset({Role.CLERK, Role.SPECIALIST, Role.SECONDED, Role.LEADER, Role.RECORDS})
#: Those of them who work a dossier; what they held comes back to them.
WORKERS = frozenset({Role.SPECIALIST, Role.SECONDED})


class Held(Protocol):
    """One command's turn at a locked dossier (`moves.Turn`, which takes up work from here itself)."""

    dossier: Dossier
    actor: Actor
    at: datetime


class NoPauseRule(Refusal):
    """The procedure does not say that a duty stops the clock, so it does not stop."""

    code = "no-pause-rule"
    message = gettext_noop("Thủ tục này không quy định tạm dừng để chờ nghĩa vụ tài chính.")


def give(held: Held, *, holder_id: int, note: str, role: Role | None = None) -> None:
    """Close the running step and open the next for `holder_id`. Raises Invalid for somebody who cannot hold it.

    `role` where it is known by which one they hold it: a deputy holds it by the role of whom they stand in for.
    """
    dossier = held.dossier
    role = role or _role_of(dossier, holder_id, at=held.at)
    close(held)
    step = _step_for(dossier, role)
    row = Assignment(
        dossier=dossier,
        centre_id=dossier.centre_id,
        step_key=step.key,
        step_name=step.name,
        role=role.value,
        holder_id=holder_id,
        since=held.at,
        budget_minutes=step.budget_minutes,
        handed_over_by=held.actor.account_id if held.actor.kind is ActorKind.STAFF else None,
        note=note.strip() or None,
    )
    rows.add(row)
    dossier.holder_id, dossier.step_key = holder_id, step.key
    fact = DossierAssigned(
        dossier_id=dossier.id,
        centre_id=dossier.centre_id,
        assignment_id=row.id,
        holder_id=holder_id,
        assigned_at=held.at,
    )
    outbox.record(fact, key=dossier.id, centre_id=dossier.centre_id, at=held.at)


def close(held: Held) -> None:
    """End the running step, if there is one."""
    if held.dossier.holder_id is None:
        return
    Assignment.objects.filter(dossier=held.dossier, until__isnull=True).update(until=held.at)
    held.dossier.holder_id, held.dossier.step_key = None, ""


def pass_on(held: Held) -> None:
    """What came back to a holder who is away goes to who stands in; without one, to whoever is to be found.

    Only what comes back: work that lies with its holder when the absence begins stays theirs, and the deputy, who
    has the duty, does it from the list of all.
    """
    dossier = held.dossier
    if dossier.holder_id is None or dossier.authority == Authority.OUTSIDE:
        return
    running = Assignment.objects.filter(dossier=dossier, until__isnull=True).values_list("role", flat=True).first()
    role = Role(running) if running else Role.SPECIALIST
    hands = organization.hands_of(dossier.centre_id, at=held.at, roles={role}, field=dossier.work_field)
    if dossier.holder_id in {one.account_id for one in hands.values()}:
        return  # theirs, or lent to them
    found = hands.get(dossier.holder_id)
    if found is None:
        close(held)
    else:
        give(held, holder_id=found.account_id, note="", role=found.role)


def take_up(held: Held) -> None:
    """What came back to work without a holder (looked at again, a reply) goes to whoever knows it best.

    That is the last who worked it, drafted its result or asked for its papers, while they hold the duty; while they
    are away, who stands in for them. Where there is none it waits in the list of what is to be given out.
    """
    dossier = held.dossier
    if (
        dossier.state != DossierState.PROCESSING
        or dossier.holder_id is not None
        or dossier.authority == Authority.OUTSIDE
    ):
        return
    hands = organization.hands_of(dossier.centre_id, at=held.at, roles=WORKERS, field=dossier.work_field)
    found = next((hands[account] for account in _who_knew(dossier) if account in hands), None)
    if found is not None:
        give(held, holder_id=found.account_id, note="", role=found.role)


def _who_knew(dossier: Dossier) -> Iterator[int]:
    """Whose hands it was in, the last first; then who drafted, then who asked for papers."""
    of = {"dossier": dossier}
    yield from Assignment.objects.filter(**of).order_by("-since").values_list("holder_id", flat=True)
    yield from ResultDraft.objects.filter(**of).order_by("-drafted_at").values_list("drafted_by", flat=True)
    yield from Supplement.objects.filter(**of).order_by("-number").values_list("asked_by", flat=True)


def refuse_pause_without_rule(dossier: Dossier) -> None:
    """Raise NoPauseRule unless the pinned version says that a financial duty pauses the clock."""
    if not procedures.version(dossier.version_id).duty_pauses:
        raise NoPauseRule


def _role_of(dossier: Dossier, holder_id: int, *, at: datetime) -> Role:
    staff = organization.staff_of(dossier.centre_id, at=at)
    fitting = [
        row.role
        for row in staff
        if row.account_id == holder_id and row.role in HOLDERS and (not row.fields or dossier.work_field in row.fields)
    ]
    if not fitting:
        raise Invalid({"holder": _("Người này không phụ trách lĩnh vực của hồ sơ.")})
    return next((r for r in (Role.SPECIALIST, Role.SECONDED, Role.LEADER) if r in fitting), fitting[0])


def _step_for(dossier: Dossier, role: Role) -> ProcessStep:
    """The step of the process template this role works at; a plain one where the template names none."""
    steps = procedures.version(dossier.version_id).process
    return next((s for s in steps if s.role is role), ProcessStep(key="appraise", name="Thẩm định hồ sơ", role=role))
