"""A dossier opened by its code and a second fact: guessing is counted before it is judged, and refusals are logged."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog

from motcua.apps.audit import commands as audit
from motcua.apps.dossiers import queries as dossiers
from motcua.apps.identity import commands as identity
from motcua.apps.identity import queries as accounts
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound

log = structlog.get_logger("dossiers")


def open_by_code(*, code: str, second_fact: str, actor: Actor, address: str, at: datetime) -> UUID:
    """The dossier both belong to. Raises NotFound, which tells nothing more, and TooManyTries.

    Call it outside a transaction: a refusal must leave its count behind.
    """
    key = code.strip().upper()
    identity.count_failure("tracking", key, address=address, at=at)
    try:
        if accounts.several_share(phone=second_fact):
            raise NotFound  # whoever holds the telephone reads the code in a message: it tells nothing more
        found = dossiers.open_by_code(code=code, second_fact=second_fact, actor=actor)
    except NotFound:
        audit.record(command="dossiers.open_by_code", actor=Actor.public(), at=at, ids=(), outcome="refused")
        log.warning("dossier.tracking_refused")
        raise
    identity.was_right("tracking", key, address=address)
    return found
