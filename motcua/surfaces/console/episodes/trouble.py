"""What the machine could not do and a person looks at: failed jobs and held facts tried again, the clock confirmed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.apps.audit import commands as audit
from motcua.apps.outbox import commands as outbox
from motcua.base import jobs
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound


def try_again(*, task: str, centre_id: int, actor: Actor, at: datetime) -> int:
    """Have the failed jobs of one kind done once more; how many. Raises NotFound where none is left."""
    with transaction.atomic():
        count = jobs.try_again(task=task, centre_id=centre_id, at=at)
        if not count:
            raise NotFound
        audit.record(
            command="jobs.try_again", actor=actor, at=at, ids=(task,), outcome=f"{count} jobs", centre_id=centre_id
        )
    return count


def try_held(*, centre_id: int, actor: Actor, at: datetime) -> int:
    """Have the held facts of a centre tried now; how many. Nothing is written down where none is left."""
    with transaction.atomic():
        count = outbox.ask_again(centre_id=centre_id, at=at)
        if count:
            audit.record(
                command="outbox.ask_again", actor=actor, at=at, ids=(), outcome=f"{count} facts", centre_id=centre_id
            )
    return count
