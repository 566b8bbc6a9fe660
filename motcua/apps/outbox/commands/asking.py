"""Held facts tried now instead of at their time; the dispatcher does it, here only its clock is set."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.apps.outbox.models import Held


def ask_again(*, centre_id: int, at: datetime) -> int:
    """Have what subscribers could not take at a centre tried at the dispatcher's next turn; how many facts that are.

    Asking twice is asking once: what is due already stays as it is, and order per key is kept.
    """
    with transaction.atomic():
        held = Held.objects.filter(fact__centre_id=centre_id)
        held.filter(next_at__gt=at).update(next_at=at)
        return held.count()
