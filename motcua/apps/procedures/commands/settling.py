"""Setting a fact the source lost: one person sets it with its source, another signs, and a new version holds it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from motcua.apps.audit import commands as audit
from motcua.apps.procedures import policy
from motcua.apps.procedures.commands._eform import prove
from motcua.apps.procedures.commands.publishing import changed, lock_revision, republish
from motcua.apps.procedures.models import FactSet, Procedure
from motcua.apps.procedures.rules import facts
from motcua.apps.procedures.rules.document import BadRow
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotFound, Refusal

LEAST_SOURCE = 5


class OwnFact(Refusal):
    """Two people stand behind a fact."""

    code = "own-fact"
    message = gettext_noop("Người ký phải khác người ghi. Xin nhờ đồng nghiệp kiểm tra và ký.")


class FactRetired(Refusal):
    """The fact no longer counts, or was signed before."""

    code = "fact-retired"
    message = gettext_noop("Nội dung này đã được ký, rút hoặc thay bằng nội dung mới. Xin tải lại trang.")


def set_fact(
    *, code: str, path: str, value: object, source: str, actor: Actor, at: datetime, centre_id: int | None = None
) -> int:
    """Write down a fact for the country or for one centre; it counts when somebody else has signed it.

    Raises NotAllowed, NotFound (no such procedure), Invalid (path, value or source).
    """
    policy.require_keeper(actor, centre_id=centre_id)
    if len(source.strip()) < LEAST_SOURCE:
        raise Invalid({"source": gettext("Xin ghi văn bản hoặc nơi lấy nội dung này.")})
    try:
        facts.check(path, value)
        prove({path: value})
    except BadRow as bad:
        raise Invalid({bad.field: bad.reason}) from bad
    with transaction.atomic():
        procedure = Procedure.objects.filter(code=code).first()
        if procedure is None:
            raise NotFound
        fact = FactSet.objects.create(
            procedure=procedure,
            only_centre=centre_id,
            path=path,
            value=value,
            source=source.strip(),
            set_by=actor.label,
            set_at=at,
        )
        _record("set_fact", fact, actor=actor, at=at)
    return fact.id


def sign_fact(*, fact_id: int, actor: Actor, at: datetime) -> None:
    """Make a fact count: an older one for the same thing retires, and new dossiers get a new version.

    Raises NotAllowed, NotFound, OwnFact, FactRetired.
    """
    with transaction.atomic():
        revision = lock_revision(at)
        fact = _load(fact_id, actor=actor)
        if fact.signed_at or fact.retired_at:
            raise FactRetired
        if fact.set_by == actor.label:
            raise OwnFact
        same = FactSet.objects.filter(procedure=fact.procedure, only_centre=fact.only_centre, path=fact.path)
        same.filter(retired_at=None, signed_at__isnull=False).update(retired_by=actor.label, retired_at=at)
        fact.signed_by, fact.signed_at = actor.label, at
        fact.save(update_fields=["signed_by", "signed_at"])
        republish(fact.procedure, actor=actor, at=at, only_centre=fact.only_centre)
        changed(revision, at=at)
        _record("sign_fact", fact, actor=actor, at=at)


def withdraw_fact(*, fact_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """Take a fact back, signed or not; dossiers filed under it keep their version.

    Raises NotAllowed, NotFound, Invalid (no reason), FactRetired.
    """
    if len(reason.strip()) < LEAST_SOURCE:
        raise Invalid({"reason": gettext("Xin ghi lý do rút nội dung này.")})
    with transaction.atomic():
        revision = lock_revision(at)
        fact = _load(fact_id, actor=actor)
        if fact.retired_at:
            raise FactRetired
        fact.retired_by, fact.retired_at, fact.retired_reason = actor.label, at, reason.strip()
        fact.save(update_fields=["retired_by", "retired_at", "retired_reason"])
        if fact.signed_at:
            republish(fact.procedure, actor=actor, at=at, only_centre=fact.only_centre)
            changed(revision, at=at)
        _record("withdraw_fact", fact, actor=actor, at=at)


def _load(fact_id: int, *, actor: Actor) -> FactSet:
    fact = FactSet.objects.select_for_update(of=("self",)).select_related("procedure").filter(pk=fact_id).first()
    if fact is None:
        raise NotFound
    policy.require_keeper(actor, centre_id=fact.only_centre)
    return fact


def _record(verb: str, fact: FactSet, *, actor: Actor, at: datetime) -> None:
    audit.record(
        command=f"procedures.{verb}",
        actor=actor.by(policy.KEEPERS, fact.only_centre),
        at=at,
        ids=(fact.id, fact.procedure_id),
        outcome=fact.path,
        centre_id=fact.only_centre,
    )
