"""How a centre's messages go: hours and channels set together, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from django.db import transaction

from motcua.apps.notifications import commands
from motcua.kernel.actor import Actor


def set_ways(
    *,
    centre_id: int,
    begins: time,
    ends: time,
    order: Sequence[str],
    unaccented: bool,
    actor: Actor,
    at: datetime,
) -> None:
    """Set quiet hours and the order of channels. Raises NotAllowed, Invalid; then nothing is set."""
    with transaction.atomic():
        commands.set_ways(centre_id=centre_id, order=order, unaccented=unaccented, actor=actor, at=at)
        commands.set_quiet_hours(centre_id=centre_id, begins=begins, ends=ends, actor=actor, at=at)
