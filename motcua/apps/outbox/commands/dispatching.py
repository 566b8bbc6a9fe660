"""Carrying facts to their subscribers: in the order of ids, effects and done mark in one transaction.

One dispatcher at a time (it holds an advisory lock). A subscriber that fails holds its key for itself alone:
the fact is done for the others, later facts of that key wait for that subscriber only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from motcua.apps.outbox.models import Fact, Held
from motcua.apps.outbox.rules import next_try
from motcua.apps.outbox.values import FactView, Subscriptions
from motcua.base.db import scope

BATCH = 50
#: How long a delivered fact is kept.
KEPT = timedelta(days=90)
_PRUNED_AT_ONCE = 5_000
_WAITS = "waits for an earlier fact of its key"

Subscriber = Callable[..., object]
log = structlog.get_logger("outbox")


def subscriptions() -> Subscriptions:
    """The table config wires (settings.SUBSCRIPTIONS); the dispatcher asks once, at its start."""
    table: Subscriptions = import_string(settings.SUBSCRIPTIONS)
    return table


def dispatch_batch(*, table: Subscriptions, at: datetime) -> int:
    """Deliver the next facts, at most BATCH, all or none; how many they were."""
    with transaction.atomic():
        waiting = Fact.objects.select_for_update(skip_locked=True).filter(done_at__isnull=True)
        facts = list(waiting.order_by("id")[:BATCH])
        blocked = set(Held.objects.filter(key__in={f.key for f in facts}).values_list("subscriber", "key"))
        for fact in facts:
            _deliver(fact, table.get(fact.topic, ()), blocked=blocked, at=at)
        Fact.objects.filter(pk__in=[f.pk for f in facts]).update(done_at=at)
    return len(facts)


def retry_held(*, table: Subscriptions, at: datetime) -> int:
    """Ask again the subscribers whose wait is over, each key in its order; how many facts they took."""
    by_name = {name_of(s): s for subscribers in table.values() for s in subscribers}
    heads = Held.objects.order_by("subscriber", "key", "fact_id").distinct("subscriber", "key")
    due = [(h.subscriber, h.key) for h in heads if h.next_at <= at]
    return sum(_retry_key(by_name[name], name, key, at) for name, key in due if name in by_name)


def prune(*, at: datetime) -> int:
    """Remove some of the facts delivered more than KEPT ago; how many they were."""
    old = Fact.objects.filter(done_at__lt=at - KEPT).exclude(pk__in=Held.objects.values("fact_id"))
    removed, _by_model = Fact.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:_PRUNED_AT_ONCE])).delete()
    return removed


def name_of(subscriber: Subscriber) -> str:
    """The stable name a held fact remembers its subscriber by."""
    return f"{subscriber.__module__}.{subscriber.__qualname__}"


def _deliver(fact: Fact, subscribers: Iterable[Subscriber], *, blocked: set[tuple[str, UUID]], at: datetime) -> None:
    for subscriber in subscribers:
        name = name_of(subscriber)
        error = _WAITS if (name, fact.key) in blocked else _tell(subscriber, fact, at)
        if error is None:
            continue
        blocked.add((name, fact.key))
        tries = 0 if error is _WAITS else 1
        next_at = next_try(tries=tries, at=at) if tries else at
        Held.objects.create(fact=fact, subscriber=name, key=fact.key, tries=tries, next_at=next_at, error=error)


def _retry_key(subscriber: Subscriber, name: str, key: UUID, at: datetime) -> int:
    taken = 0
    with transaction.atomic():
        for held in Held.objects.filter(subscriber=name, key=key).select_related("fact").order_by("fact_id"):
            error = _tell(subscriber, held.fact, at)
            if error is not None:
                held.tries += 1
                held.error, held.next_at = error, next_try(tries=held.tries, at=at)
                held.save(update_fields=["tries", "error", "next_at"])
                break
            held.delete()
            taken += 1
    return taken


def _tell(subscriber: Subscriber, fact: Fact, at: datetime) -> str | None:
    """Call one subscriber in a savepoint; None, or what went wrong (kept in the row, never logged)."""
    view = FactView(id=fact.pk, topic=fact.topic, key=fact.key, centre_id=fact.centre_id, body=fact.body, at=fact.at)
    try:
        with transaction.atomic(), scope.use(scope.Scope(centres=(fact.centre_id,))):
            subscriber(fact=view, at=at)
    except Exception as problem:  # noqa: BLE001 -- whatever it raises, it holds back its own key only
        log.warning("fact.held", fact_id=fact.pk, subscriber=name_of(subscriber), error=type(problem).__name__)
        return f"{type(problem).__name__}: {problem}"[:500]
    return None
