"""A centre's quiet hours, channels and words; and the end of what no machine could bring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.apps.audit import commands as audit
from motcua.apps.notifications import policy, rules
from motcua.apps.notifications.models import CentreQuiet, CentreWays, Message, Wording
from motcua.apps.notifications.queries import house_text
from motcua.apps.notifications.states import ByHand, Channel, Kind, MessageState
from motcua.base.db import locks
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotFound, Refusal, SomeoneWasFaster
from motcua.kernel.text import nfc


class WordingRefused(Refusal):
    """A centre may not say it so; the sentence is one of `rules.fault_of`."""

    code = "wording-refused"
    status = 422


def set_quiet_hours(*, centre_id: int, begins: time, ends: time, actor: Actor, at: datetime) -> None:
    """Set when a centre's messages wait. Raises NotAllowed; Invalid when nothing could be sent for most of the day."""
    policy.require_any(actor, policy.STEERERS, centre_id)
    length = (ends.hour * 60 + ends.minute - begins.hour * 60 - begins.minute) % (24 * 60)
    if length > 16 * 60:
        raise Invalid({"ends": "Giờ yên lặng dài nhất là 16 giờ, để người dân còn nhận được tin trong ngày."})
    with transaction.atomic():
        CentreQuiet.objects.update_or_create(pk=centre_id, defaults={"begins": begins, "ends": ends})
        _record("set_quiet_hours", actor.by(policy.STEERERS, centre_id), at, centre_id, f"{begins:%H:%M}-{ends:%H:%M}")


def set_ways(*, centre_id: int, order: Sequence[str], unaccented: bool, actor: Actor, at: datetime) -> None:
    """Set which channels are used and which is tried first, second, …; and whether telephones get no marks.

    Raises NotAllowed, Invalid. A message written before keeps the order it was written with.
    """
    policy.require_any(actor, policy.STEERERS, centre_id)
    if len(set(order)) != len(order) or not set(order) <= set(Channel):
        raise Invalid({"order": "Mỗi kênh chỉ chọn một lần."})
    if not order:
        raise Invalid({"order": "Xin chọn ít nhất một kênh gửi."})
    with transaction.atomic():
        said = {"order": list(order), "unaccented": unaccented}
        CentreWays.objects.update_or_create(pk=centre_id, defaults=said)
        outcome = ",".join([*order, *(["unaccented"] if unaccented else [])])
        _record("set_ways", actor.by(policy.STEERERS, centre_id), at, centre_id, outcome)


def set_wording(*, centre_id: int, kind: Kind, language: str, text: str, seen: int, actor: Actor, at: datetime) -> None:
    """Give a kind of message the centre's own words; an empty text gives the house's back.

    `seen` is the id of the newest change the writer saw. Raises NotAllowed, WordingRefused, SomeoneWasFaster.
    """
    policy.require_any(actor, policy.WRITERS, centre_id)
    text = nfc(text)
    sentence, values = rules.fault_of(kind, text) if text else ("", {})
    if sentence:
        raise WordingRefused(sentence, **values)
    with transaction.atomic():
        locks.hold_in_transaction(f"notifications.wording:{centre_id}:{kind}:{language}")
        newest = Wording.objects.filter(centre_id=centre_id, kind=kind, language=language).order_by("-id").first()
        if (newest.id if newest else 0) != seen:
            raise SomeoneWasFaster
        house = house_text(kind, language)
        old = (newest.text if newest else "") or house
        text = "" if text == house else text
        if (text or house) == old:
            return
        made = Wording.objects.create(
            centre_id=centre_id, kind=kind, language=language, text=text, old_text=old, at=at, by=actor.label
        )
        _record("set_wording", actor.by(policy.WRITERS, centre_id), at, centre_id, f"{kind} {language}", made.id)


def end_by_hand(*, centre_id: int, message_id: UUID, how: ByHand, actor: Actor, at: datetime) -> None:
    """Note that a clerk printed or told what no machine could bring. Raises NotAllowed, NotFound, SomeoneWasFaster."""
    policy.require_any(actor, policy.CALLERS, centre_id)
    ours = Message.objects.filter(pk=message_id, centre_id=centre_id)
    said = {"state": MessageState.BY_HAND, "handled_by": actor.account_id, "handled_at": at, "handled_how": how}
    with transaction.atomic():
        if not ours.filter(state=MessageState.LETTER).update(**said):
            if ours.exists():
                raise SomeoneWasFaster
            raise NotFound
        _record("end_by_hand", actor.by(policy.CALLERS, centre_id), at, centre_id, str(how), message_id)


def _record(command: str, actor: Actor, at: datetime, centre_id: int, outcome: str, *ids: object) -> None:
    said: dict[str, Any] = {"actor": actor, "at": at, "centre_id": centre_id, "outcome": outcome}
    audit.record(command=f"notifications.{command}", ids=ids or (centre_id,), **said)
