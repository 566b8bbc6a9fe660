"""How the outbox is doing, for the console; counts need `motcua_system`, a page sees only its own centre."""

from __future__ import annotations

from django.db.models import Count, Max, Min, Q

from motcua.apps.outbox.models import Fact, Held
from motcua.apps.outbox.values import HeldBack, HeldRow, Waiting


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


def held_back(*, centre_id: int) -> tuple[HeldBack, ...]:
    """What waits at a centre for subscribers that failed, by kind, oldest first; each is asked again by itself.

    What waits behind an earlier fact of its key has no time of its own.
    """
    rows = Held.objects.filter(fact__centre_id=centre_id).values("fact__topic", "subscriber")
    found = rows.annotate(
        n=Count("pk"), oldest=Min("fact__at"), next=Min("next_at", filter=Q(tries__gt=0)), most=Max("tries")
    )
    return tuple(
        HeldBack(r["fact__topic"], r["subscriber"], r["n"], r["oldest"], r["next"], r["most"])
        for r in found.order_by("oldest", "fact__topic")
    )
