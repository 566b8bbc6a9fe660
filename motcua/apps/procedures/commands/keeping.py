"""A keeper's own marks: a procedure was checked, how long a check holds; and what the search could not find."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext

from motcua.apps.audit import commands as audit
from motcua.apps.procedures import policy, queries
from motcua.apps.procedures.models import Check, KeepingRule, Miss, Procedure
from motcua.apps.procedures.rules import misses
from motcua.kernel.actor import Actor
from motcua.kernel.clock import local
from motcua.kernel.errors import Invalid, NotFound

LEAST_SOURCE = 5
#: So long the words of a search that found nothing are kept.
MISS_LIFE = timedelta(days=90)


def mark_checked(*, code: str, source: str, actor: Actor, at: datetime) -> None:
    """Say that a procedure was compared with a source and is right. Raises NotAllowed, NotFound, Invalid."""
    policy.require_keeper(actor)
    if len(source.strip()) < LEAST_SOURCE:
        raise Invalid({"source": gettext("Xin ghi văn bản hoặc nơi lấy nội dung này.")})
    with transaction.atomic():
        procedure = Procedure.objects.filter(code=code).first()
        if procedure is None:
            raise NotFound
        made = Check.objects.create(
            procedure=procedure, source=source.strip()[:300], checked_by=actor.label, checked_at=at
        )
        audit.record(
            command="procedures.mark_checked",
            actor=actor.by(policy.KEEPERS, None),
            at=at,
            ids=(made.id, procedure.id),
            outcome="checked",
        )


def set_check_days(*, days: int, actor: Actor, at: datetime) -> None:
    """After how many days a procedure is to be checked again. Raises NotAllowed, Invalid."""
    policy.require_keeper(actor)
    if not 1 <= days <= 3650:
        raise Invalid({"days": gettext("Số ngày phải từ 1 đến 3650.")})
    with transaction.atomic():
        said = {"check_days": days, "changed_by": actor.label, "changed_at": at}
        KeepingRule.objects.update_or_create(pk=1, defaults=said)
        actor = actor.by(policy.KEEPERS, None)
        audit.record(command="procedures.set_check_days", actor=actor, at=at, ids=(1,), outcome=str(days))


def note_miss(*, text: str, at: datetime) -> None:
    """Count a search that found nothing, under the catalogue's own words in it only; one statement, no log.

    What a person typed is not kept: see rules.misses.
    """
    day = local(at).date()
    words, strange = misses.kept(text, queries.known_words(on=day))
    if words or strange:
        with connection.cursor() as cursor:
            cursor.execute(_NOTE, [day, words, strange])


_NOTE = """
INSERT INTO procedures_miss (day, words, strange, count) VALUES (%s, %s, %s, 1)
ON CONFLICT (day, words, strange) DO UPDATE SET count = procedures_miss.count + 1
"""


def forget_misses(*, actor: Actor, at: datetime) -> int:
    """Delete what is older than its life; how many rows."""
    with transaction.atomic():
        gone, _by_table = Miss.objects.filter(day__lt=local(at - MISS_LIFE).date()).delete()
        audit.record(command="procedures.forget_misses", actor=actor, at=at, ids=(), outcome=str(gone))
    return gone
