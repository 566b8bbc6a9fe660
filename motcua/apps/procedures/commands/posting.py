"""What a centre says on its own board about a procedure."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from motcua.apps.audit import commands as audit
from motcua.apps.procedures import policy
from motcua.apps.procedures.commands.publishing import changed, lock_revision
from motcua.apps.procedures.models import Posting, Procedure
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotFound

LONGEST = {"counter_text": 200, "phone": 40}


def post_procedure(
    *, code: str, centre_id: int, listed: bool, counter_text: str = "", phone: str = "", actor: Actor, at: datetime
) -> None:
    """Say whether the centre takes the procedure, at which counter, and whom to call.

    Raises NotAllowed, NotFound, Invalid (text too long).
    """
    policy.require_keeper(actor, centre_id=centre_id)
    said = {"counter_text": counter_text.strip(), "phone": phone.strip()}
    too_long = {key: gettext("Nội dung quá dài.") for key, text in said.items() if len(text) > LONGEST[key]}
    if too_long:
        raise Invalid(too_long)
    with transaction.atomic():
        revision = lock_revision(at)
        procedure = Procedure.objects.filter(code=code).first()
        if procedure is None:
            raise NotFound
        Posting.objects.update_or_create(
            only_centre=centre_id,
            procedure=procedure,
            defaults={"listed": listed, **said, "changed_by": actor.label, "changed_at": at},
        )
        changed(revision, at=at)
        outcome = "listed" if listed else "not listed"
        ids = (procedure.id,)
        audit.record(
            command="procedures.post_procedure", actor=actor, at=at, ids=ids, outcome=outcome, centre_id=centre_id
        )
