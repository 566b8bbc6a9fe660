"""Send what waits: each message outside every transaction, tried again with growing pauses, then by another channel."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import OperationalError
from django.db.models import F

from motcua.apps.notifications import gateways, rules
from motcua.apps.notifications.commands._truth import untrue
from motcua.apps.notifications.models import CodeMessage, Message
from motcua.apps.notifications.queries import quiet_hours, text_of, ways
from motcua.apps.notifications.states import Channel, Kind, MessageState
from motcua.apps.organization import queries as organization
from motcua.base.db.fields import Unreadable, showing_damage
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.kernel.text import unaccented

log = structlog.get_logger("notifications")

#: How long a code's row is kept after its sending.
CODE_AGE = timedelta(days=1)


def send(*, message_id: UUID, at: datetime) -> None:
    """Try to send one message of the present scope; nothing when it is not due, gone out, or being tried."""
    _try(Message, message_id, at)


def send_code_message(*, message_id: UUID, at: datetime) -> None:
    """Try to send one sign-in code; nothing when it is not due, gone out, or being tried."""
    _try(CodeMessage, message_id, at)


def send_waiting(*, at: datetime, at_most: int = 200) -> int:
    """Try the messages of the present scope that are due, and the codes; how many were tried.

    One that cannot be read, or breaks what would send it, never keeps the others from leaving.
    """
    due = {"state": MessageState.PENDING, "next_at__lte": at}
    tried = 0
    for model in (CodeMessage, Message):
        for key in list(model.objects.filter(**due).order_by("next_at").values_list("pk", flat=True)[:at_most]):
            try:
                _try(model, key, at)
            except OperationalError:
                raise  # the database went away: no message is at fault
            except Unreadable:
                _park_unread(model, key)
            except Exception as broken:
                log.exception("message.broken", message_id=str(key), error=type(broken).__name__)
            tried += 1
    return tried


def _park_unread(model: type[Message] | type[CodeMessage], key: UUID) -> None:
    """No key of this house opens it, or it was damaged: a person has to look; the row says why without being read."""
    model.objects.filter(pk=key).update(state=MessageState.PARKED, error="Không đọc được nội dung đã lưu.")
    log.error("message.unreadable", message_id=str(key))


def forget_codes(*, at: datetime) -> int:
    """Remove codes older than a day; how many."""
    return CodeMessage.objects.filter(created_at__lt=at - CODE_AGE).delete()[0]


def _try(model: type[Message] | type[CodeMessage], message_id: UUID, at: datetime) -> None:
    if model is Message and _is_put_off(message_id, at):
        return
    message = _claim(model, message_id, at)
    if message is None:
        return
    if isinstance(message, Message) and (why := untrue(message, at)):
        _end_overtaken(message, why)
        return
    try:
        gateways.sender_for(message.channel).send(_letter(message), at=at)
    except gateways.NeverPossible as refusal:
        _give_up(message, MessageState.FAILED, at, error=str(refusal))
    except gateways.NotNow as refusal:
        state, next_at = rules.after_failure(tries=message.tries, at=at)
        if state is MessageState.PENDING:
            next_at = _loud(message.centre_id, next_at) if isinstance(message, Message) else next_at
            _note(message, state=state, next_at=next_at, error=str(refusal))
        else:
            _give_up(message, state, at, error=str(refusal))
    else:
        model.objects.filter(pk=message.pk).update(state=MessageState.SENT, sent_at=at, error="")
        log.info("message.sent", message_id=str(message.pk), kind=message.kind, tries=message.tries)


def end_overtaken(*, dossier_id: UUID, at: datetime) -> int:
    """End the letters about a dossier that moved on: no clerk is to print or tell what is so no more; how many."""
    with showing_damage():  # one that does not open stays for the clerk, and keeps no other from ending
        letters = list(Message.objects.filter(dossier_id=dossier_id, state=MessageState.LETTER).order_by("created_at"))
    over = [(letter, why) for letter in letters if (why := untrue(letter, at))]
    for letter, why in over:
        _end_overtaken(letter, why)
    return len(over)


def _end_overtaken(message: Message, why: str) -> None:
    waiting = Message.objects.filter(pk=message.pk, state=message.state)
    waiting.update(state=MessageState.OVERTAKEN, error=why)
    log.info("message.overtaken", message_id=str(message.pk), kind=message.kind, why=why)


def _is_put_off(message_id: UUID, at: datetime) -> bool:
    """Whether it is the centre's night, whatever let the message come due in it: it waits for the morning then."""
    due = Message.objects.filter(pk=message_id, state=MessageState.PENDING, next_at__lte=at)
    centre_id = due.values_list("centre_id", flat=True).first()
    if centre_id is None or (loud := _loud(centre_id, at)) <= at:
        return False
    due.update(next_at=loud)
    return True


def _loud(centre_id: int, moment: datetime) -> datetime:
    """The first moment from then on at which a message of this centre wakes nobody."""
    return quiet_hours(centre_id=centre_id).loud_from(clock.local(moment)).astimezone(moment.tzinfo)


def _claim(model: type[Message] | type[CodeMessage], message_id: UUID, at: datetime) -> Message | CodeMessage | None:
    """The message, ours for this try: a second worker finds it not due; a dead one's try counts as lost later."""
    seen = model.objects.filter(pk=message_id, state=MessageState.PENDING, next_at__lte=at).first()
    if seen is None:
        return None
    taken = model.objects.filter(
        pk=message_id, state=MessageState.PENDING, tries=seen.tries, channel=seen.channel
    ).update(tries=F("tries") + 1, next_at=at + rules.wait_after(seen.tries + 1))
    seen.tries += 1
    return seen if taken else None


def _letter(message: Message | CodeMessage) -> gateways.Letter:
    """What goes out: in the language of its reader, without marks where the centre wants it so on telephones."""
    if isinstance(message, CodeMessage):
        return gateways.Letter(message.id, message.to, message.kind, text_of(message, centre_id=None))
    text = text_of(message, centre_id=message.centre_id)
    if message.channel == Channel.EMAIL:
        return gateways.Letter(message.id, message.to, message.kind, text, heading=_heading(message.centre_id))
    if ways(centre_id=message.centre_id).unaccented:
        text = unaccented(text)
    return gateways.Letter(message.id, message.to, message.kind, text)


def _heading(centre_id: int) -> str:
    try:
        return organization.centre(centre_id).name
    except NotFound:
        return ""


def _give_up(message: Message | CodeMessage, state: MessageState, at: datetime, *, error: str) -> None:
    """This channel will not do: the next one begins at the next loud hour; where there is none, it ends."""
    if isinstance(message, Message) and message.others:
        (channel, address), *others = message.others
        turned = {"channel": channel, "to": address, "others": others, "tries": 0}
        loud, error = _loud(message.centre_id, at), f"{message.channel}: {error}"
        _note(message, state=MessageState.PENDING, next_at=loud, error=error, **turned)
        return
    ended = rules.at_the_end(Kind(message.kind), state) if isinstance(message, Message) else state
    _note(message, state=ended, next_at=at, error=error)


def _note(message: Message | CodeMessage, *, state: MessageState, next_at: datetime, error: str, **turned: Any) -> None:
    said = {"state": state, "next_at": next_at, "error": error[:60], **turned}
    type(message).objects.filter(pk=message.pk).update(**said)
    log.warning("message.not_sent", message_id=str(message.pk), state=str(state), error=error[:60], tries=message.tries)
