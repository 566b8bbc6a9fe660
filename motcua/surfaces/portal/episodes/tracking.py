"""A dossier opened by its code and a second fact: guesses are counted before they are judged, hits are looks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog

from motcua.apps.audit import commands as audit
from motcua.apps.dossiers import queries as dossiers
from motcua.apps.identity import commands as identity
from motcua.apps.identity import queries as accounts
from motcua.apps.parties.values import number_key, phone_key
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound

log = structlog.get_logger("dossiers")


def open_by_code(*, code: str, second_fact: str, actor: Actor, address: str, at: datetime) -> UUID:
    """The dossier both belong to. Raises NotFound, which tells nothing more, and TooManyTries.

    Codes follow one another, so a telephone or number is counted too, whatever code is tried with it: who holds it
    fixed and walks through the codes would learn what its owner has filed. A hit takes back its own try and no other.
    Call it outside a transaction: a refusal must leave its count behind.
    """
    key, fact = code.strip().upper(), phone_key(second_fact) or number_key(second_fact)
    identity.count_failure("tracking", key, address=address, at=at)
    identity.count_try("tracking-fact", fact, limit=accounts.limits().facts_per_day, minutes=identity.A_DAY, at=at)
    try:
        if accounts.several_share(phone=second_fact):
            raise NotFound  # whoever holds the telephone reads the code in a message: it tells nothing more
        found = dossiers.open_by_code(code=code, second_fact=second_fact, actor=actor)
    except NotFound:
        audit.record(command="dossiers.open_by_code", actor=Actor.public(), at=at, ids=(), outcome="refused")
        log.warning("dossier.tracking_refused")
        raise
    for what, value in (("tracking", key), ("tracking-fact", fact), ("address", address)):
        identity.take_back(what, value)
    audit.look(actor=actor, at=at, what="dossier.tracked", dossier_id=found)
    return found
