"""How the outbox is doing, for the console; counts need `motcua_system`, a page sees only its own centre."""

from __future__ import annotations

from django.db.models import Count, Min

from motcua.apps.outbox.models import Fact, Held
from motcua.apps.outbox.values import HeldRow, Waiting


def waiting() -> Waiting:
    """What has not been delivered."""
    facts = Fact.objects.filter(done_at__isnull=True).aggregate(n=Count("id"), oldest=Min("at"))
    return Waiting(facts=facts["n"], oldest=facts["oldest"], held=Held.objects.count())


def held(*, limit: int = 100) -> tuple[HeldRow, ...]:
    """The facts that subscribers could not take, oldest first."""
    rows = Held.objects.order_by("fact_id")[:limit].values_list(
        "fact_id", "fact__topic", "subscriber", "key", "tries", "next_at", "error"
    )
    return tuple(HeldRow(*row) for row in rows)
