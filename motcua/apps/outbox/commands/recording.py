"""Writing facts in the transaction of the act, and messages that came in before they act."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from motcua.apps.outbox.models import Fact, Inbox
from motcua.base.db import rows

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def record(fact: DataclassInstance, *, key: UUID, centre_id: int, at: datetime) -> None:
    """Write news of one thing (`key`, usually the dossier), after that thing's row was locked.

    The lock makes the order of ids the order of commits for one key. The topic is "app.ClassName", the body
    the fact's own fields: ids and moments only.
    """
    body = {field.name: _plain(getattr(fact, field.name)) for field in fields(fact)}
    rows.add(Fact(topic=topic_of(type(fact)), key=key, centre_id=centre_id, body=body, at=at))


def topic_of(kind: type) -> str:
    """The name subscribers know a kind of fact by: "dossiers.DossierMoved"."""
    home = kind.__module__.split(".")
    app = home[home.index("apps") + 1] if "apps" in home else home[-1]
    return f"{app}.{kind.__name__}"


def _plain(value: object) -> object:
    """What JSON holds: ids as text, moments and dates as ISO 8601, everything else as it is."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, tuple | list | frozenset):
        return [_plain(one) for one in value]
    return value


def take_in(*, gateway: str, key: str, body: dict[str, Any], at: datetime) -> bool:
    """Record a message that came in; whether it is the first of its key, and may therefore act."""
    _row, first = Inbox.objects.get_or_create(gateway=gateway, key=key, defaults={"body": body, "received_at": at})
    return first
