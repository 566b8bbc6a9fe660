"""Apologising for a promise that is not kept, and telling a later date (form 04).

Refusals: Refusal > NotLateYet, PutOffBefore, Invalid, SomeoneWasFaster, and those of `moves`.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.apps.dossiers import policy, rules
from motcua.apps.dossiers.commands import moves
from motcua.apps.dossiers.events import PromisePutOff
from motcua.apps.dossiers.models import Dossier, Promise
from motcua.apps.dossiers.states import DossierState, Work
from motcua.apps.organization import queries as organization
from motcua.apps.outbox import commands as outbox
from motcua.apps.workcalendar import queries as workcalendar
from motcua.base.db import rows
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, Refusal, SomeoneWasFaster
from motcua.kernel.ids import uuid7

#: As much as a slip has room for.
LONGEST = 200


class NotLateYet(Refusal):
    """The promise can still be kept."""

    code = "not-late-yet"
    message = gettext_noop("Hồ sơ còn hạn. Chỉ xin lỗi và hẹn lại khi quá hạn, hoặc không kịp trong 24 giờ tới.")


class PutOffBefore(Refusal):
    """The person was told a later date already, and the law allows it so often and no more."""

    code = "put-off-before"
    message = gettext_noop("Đã xin lỗi và hẹn lại đến %(due)s. Mỗi hồ sơ chỉ được gia hạn %(most)s lần.")


def put_off(
    *, dossier_id: UUID, due_at: datetime, ground: str, reason: str, actor: Actor, at: datetime, seen_revision: int
) -> UUID:
    """A leader signs the apology and tells the later date; the key of the promise.

    The date on form 01 and the legal one stay, and lights and index go by them. Asked twice it tells so, before
    anything else: the citizen is to read one apology.
    """
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="put_off") as held:
        dossier = held.dossier
        held.require(Work.APOLOGISE)
        _refuse_again(dossier)
        if dossier.revision != seen_revision:
            raise SomeoneWasFaster
        if not policy.fits(Work.APOLOGISE, dossier):
            raise moves.MoveNotAllowed(state=DossierState(dossier.state).label)
        if not rules.is_to_be_put_off(due_at=dossier.told_due or dossier.legal_due, now=at):
            raise NotLateYet
        _refuse_bad(dossier, due_at=due_at, ground=ground, reason=reason, at=at)
        promise = _promise(dossier, due_at=due_at, ground=ground, reason=reason, actor=actor, at=at)
        rows.add(promise)
        dossier.told_due = due_at
        held.touch()
        fact = PromisePutOff(dossier_id=dossier.id, centre_id=dossier.centre_id, promise_id=promise.id, put_off_at=at)
        outbox.record(fact, key=dossier.id, centre_id=dossier.centre_id, at=at)
    return promise.id


def _refuse_again(dossier: Dossier) -> None:
    told = Promise.objects.filter(dossier=dossier, kind="told").order_by("-at").values_list("due_at", flat=True)
    if len(told) >= settings.EXTENSIONS_AT_MOST:
        raise PutOffBefore(due=f"{clock.local(told[0]):%H:%M, %d/%m/%Y}", most=settings.EXTENSIONS_AT_MOST)


def _refuse_bad(dossier: Dossier, *, due_at: datetime, ground: str, reason: str, at: datetime) -> None:
    """Raises Invalid: both words are asked for, and a date that is later than what was told and is kept open."""
    asked = str(_("Xin điền mục này."))
    problems = {name: asked for name, text in {"ground": ground, "reason": reason}.items() if not text.strip()}
    latest = max(moment for moment in (dossier.legal_due, dossier.told_due, at) if moment)
    if due_at <= latest:
        problems["due_at"] = str(_("Ngày hẹn mới phải sau ngày đã hẹn và sau hôm nay."))
    elif not _is_open(dossier, due_at):
        problems["due_at"] = str(_("Xin chọn ngày, giờ Trung tâm làm việc."))
    if problems:
        raise Invalid(problems)


def _is_open(dossier: Dossier, moment: datetime) -> bool:
    calendar, wall = workcalendar.calendar(organization.centre(dossier.centre_id).calendar), clock.local(moment)
    return calendar.sits_at(wall)


def _promise(dossier: Dossier, *, due_at: datetime, ground: str, reason: str, actor: Actor, at: datetime) -> Promise:
    return Promise(
        id=uuid7(),
        dossier=dossier,
        centre_id=dossier.centre_id,
        kind="told",
        due_at=due_at,
        derivation=[],
        ground=ground.strip()[:LONGEST],
        reason=reason.strip()[:LONGEST],
        approver_id=actor.account_id,
        at=at,
    )
