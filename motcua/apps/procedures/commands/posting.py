"""What a centre says on its own board about procedures: one by one, or by its own list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from motcua.apps.audit import commands as audit
from motcua.apps.procedures import policy
from motcua.apps.procedures.commands.publishing import changed, lock_revision
from motcua.apps.procedures.models import Posting, Procedure
from motcua.apps.procedures.values import OnlineLevel
from motcua.apps.procedures.values.boards import ListRow
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotFound

LONGEST = {"counter_text": 200, "phone": 40}
WRITTEN = ["listed", "counter_text", "phone", "online_level", "changed_by", "changed_at"]


def post_procedure(
    *,
    code: str,
    centre_id: int,
    listed: bool,
    counter_text: str = "",
    phone: str = "",
    online_level: OnlineLevel | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Say whether the centre takes the procedure, at which counter, whom to call, and how far it goes online.

    `online_level` is the centre's own statement; None states none. Raises NotAllowed, NotFound, Invalid.
    """
    policy.require_keeper(actor, centre_id=centre_id)
    said = {"counter_text": counter_text.strip(), "phone": phone.strip()}
    too_long = {key: gettext("Nội dung quá dài.") for key, text in said.items() if len(text) > LONGEST[key]}
    if too_long:
        raise Invalid(too_long)
    level = "" if online_level is None else str(online_level)
    with transaction.atomic():
        revision = lock_revision(at)
        procedure = Procedure.objects.filter(code=code).first()
        if procedure is None:
            raise NotFound
        Posting.objects.update_or_create(
            only_centre=centre_id,
            procedure=procedure,
            defaults={"listed": listed, **said, "online_level": level, "changed_by": actor.label, "changed_at": at},
        )
        changed(revision, at=at)
        outcome = "listed" if listed else "not listed"
        ids = (procedure.id,)
        actor = actor.by(policy.KEEPERS, centre_id)
        audit.record(
            command="procedures.post_procedure", actor=actor, at=at, ids=ids, outcome=outcome, centre_id=centre_id
        )


def take_list(
    *, rows: Sequence[ListRow], centre_id: int, strike: frozenset[str] = frozenset(), actor: Actor, at: datetime
) -> int:
    """Take in the centre's own list: what a row states is set and the procedure listed; what it leaves open stays.

    `strike`: codes the centre no longer takes. One revision for all; the answer is how many postings were written.
    Raises NotAllowed.
    """
    policy.require_keeper(actor, centre_id=centre_id)
    with transaction.atomic():
        revision = lock_revision(at)
        codes = {row.code for row in rows} | strike
        ids = dict(Procedure.objects.filter(code__in=codes).values_list("code", "id"))
        before = {p.procedure_id: p for p in Posting.objects.filter(only_centre=centre_id)}
        made = [_stated(row, before.get(ids[row.code]), ids[row.code], centre_id) for row in rows if row.code in ids]
        gone = [_struck(before.get(ids[code]), ids[code], centre_id) for code in sorted(strike) if code in ids]
        for posting in made + gone:
            posting.changed_by, posting.changed_at = actor.label, at
        Posting.objects.bulk_create(
            made + gone, update_conflicts=True, unique_fields=["only_centre", "procedure"], update_fields=WRITTEN
        )
        number = changed(revision, at=at)
        outcome = f"taken {len(made)} struck {len(gone)}"
        actor = actor.by(policy.KEEPERS, centre_id)
        audit.record(
            command="procedures.take_list", actor=actor, at=at, ids=(number,), outcome=outcome, centre_id=centre_id
        )
    return len(made) + len(gone)


def _stated(row: ListRow, before: Posting | None, procedure_id: int, centre_id: int) -> Posting:
    said = before or Posting(only_centre=centre_id, procedure_id=procedure_id)
    return Posting(
        only_centre=centre_id,
        procedure_id=procedure_id,
        listed=True,
        counter_text=said.counter_text if row.counter is None else row.counter,
        phone=said.phone if row.phone is None else row.phone,
        online_level=said.online_level if row.level is None else str(row.level),
    )


def _struck(before: Posting | None, procedure_id: int, centre_id: int) -> Posting:
    said = before or Posting(only_centre=centre_id, procedure_id=procedure_id)
    told = {"counter_text": said.counter_text, "phone": said.phone, "online_level": said.online_level}
    return Posting(only_centre=centre_id, procedure_id=procedure_id, listed=False, **told)
