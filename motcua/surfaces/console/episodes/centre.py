"""A centre is said anew in one act: its words, and the calendar it goes by where there are several."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.apps.organization import commands
from motcua.kernel.actor import Actor


def describe(*, centre_id: int, told: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    """Write down what was told, all of it or nothing."""
    words = {name: text for name, text in told.items() if name != "calendar"}
    with transaction.atomic():
        commands.describe_centre(centre_id=centre_id, said=commands.Said(**words), actor=actor, at=at)
        if told.get("calendar"):
            commands.choose_calendar(centre_id=centre_id, calendar=told["calendar"], actor=actor, at=at)
