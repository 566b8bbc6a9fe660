"""Write a message and ask for its sending; send it outside every transaction; set a centre's quiet hours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db.models import F
from django.utils.translation import override

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.values import DossierHead
from motcua.apps.notifications import gateways, rules
from motcua.apps.notifications.models import CentreQuiet, CodeMessage, Message, Outgoing
from motcua.apps.notifications.phrases import BODIES
from motcua.apps.notifications.queries import TO, quiet_hours
from motcua.apps.notifications.states import Kind, MessageState
from motcua.apps.notifications.values import told
from motcua.apps.organization import queries as organization
from motcua.apps.parties import queries as parties
from motcua.apps.procedures import queries as procedures
from motcua.base import jobs
from motcua.base.db import rows
from motcua.base.db.fields import blind_index
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.ids import uuid7

log = structlog.get_logger("notifications")

#: How long a code's row is kept after its sending.
CODE_AGE = timedelta(days=1)


def tell(
    *,
    kind: Kind,
    to: str,
    params: Mapping[str, str],
    centre_id: int,
    at: datetime,
    dossier_id: UUID | None = None,
    account_id: int | None = None,
) -> UUID | None:
    """Write a message and ask for its sending after quiet hours; None where there is no number to send to."""
    if not to:
        return None
    _text(kind, params)  # a missing word fails here, before the row is written, not at night in a worker
    message = Message(
        id=uuid7(),
        to=to,
        channel=gateways.chosen_channel(),
        kind=kind,
        params=dict(params),
        next_at=quiet_hours(centre_id=centre_id).loud_from(clock.local(at)).astimezone(at.tzinfo),
        created_at=at,
        centre_id=centre_id,
        dossier_id=dossier_id,
        account_id=account_id,
    )
    rows.add(message)
    if message.next_at <= at:
        jobs.later("notifications.send", message_id=str(message.id), centre_id=centre_id)
    log.info("message.written", message_id=str(message.id), kind=str(kind), centre_id=centre_id)
    return message.id


def tell_move(*, dossier_id: UUID, action: str, to_state: str, moved_at: datetime, at: datetime) -> UUID | None:
    """Tell the filer of a move that is news; None where there is nothing, nobody or no number to tell.

    What an outside authority moves, the outside system tells: nobody is told twice.
    """
    kind = rules.kind_after(action=action, to_state=to_state, age=at - moved_at)
    if kind is None:
        return None
    head = dossiers.head_of(actor=Actor.system("notifications"), dossier_id=dossier_id, now=at)
    if head.authority == "outside" or not head.code:
        return None
    return tell(
        kind=kind,
        to=_phone_of(head),
        params=_words_about(head),
        centre_id=head.centre_id,
        at=at,
        dossier_id=head.id,
        account_id=head.filer_account_id,
    )


def send_code(*, phone: str, code: str, at: datetime, minutes: int = 5, kind: Kind = Kind.SIGN_IN_CODE) -> UUID:
    """Write a sign-in code to a telephone and ask for its sending at once, at any hour."""
    message = CodeMessage(
        id=uuid7(),
        to=phone,
        to_index=blind_index(phone, purpose=TO),
        channel=gateways.chosen_channel(),
        kind=kind,
        params={"code": code, "minutes": minutes},
        next_at=at,
        created_at=at,
    )
    rows.add(message)
    jobs.later("notifications.send_code", message_id=str(message.id))
    return message.id


def send(*, message_id: UUID, at: datetime) -> None:
    """Try to send one message of the present scope; nothing when it is not due, gone out, or being tried."""
    _try(Message, message_id, at)


def send_code_message(*, message_id: UUID, at: datetime) -> None:
    """Try to send one sign-in code; nothing when it is not due, gone out, or being tried."""
    _try(CodeMessage, message_id, at)


def send_waiting(*, at: datetime, at_most: int = 200) -> int:
    """Try the messages of the present scope that are due, and the codes; how many were tried."""
    due = {"state": MessageState.PENDING, "next_at__lte": at}
    tried = 0
    for model in (CodeMessage, Message):
        for key in model.objects.filter(**due).order_by("next_at").values_list("pk", flat=True)[:at_most]:
            _try(model, key, at)
            tried += 1
    return tried


def forget_codes(*, at: datetime) -> int:
    """Remove codes older than a day; how many."""
    return CodeMessage.objects.filter(created_at__lt=at - CODE_AGE).delete()[0]


def set_quiet_hours(*, centre_id: int, begins: time, ends: time) -> None:
    """Set when a centre's messages wait. Raises Invalid when nothing could be sent for most of the day."""
    length = (ends.hour * 60 + ends.minute - begins.hour * 60 - begins.minute) % (24 * 60)
    if length > 16 * 60:
        raise Invalid({"ends": "Giờ yên lặng dài nhất là 16 giờ, để người dân còn nhận được tin trong ngày."})
    CentreQuiet.objects.update_or_create(pk=centre_id, defaults={"begins": begins, "ends": ends})


def _phone_of(head: DossierHead) -> str:
    filers = [party for party in parties.of_dossier(dossier_id=head.id) if party.id == head.filer_party]
    return filers[0].stated.phone if filers else ""


def _words_about(head: DossierHead) -> dict[str, str]:
    centre = organization.centre(head.centre_id)
    procedure = procedures.version(head.version_id)
    due = told(head.told_due or head.legal_due or head.first_due)
    return {
        "code": head.code,
        "procedure": procedure.short_title or procedure.title,
        "centre": centre.name,
        "hours": centre.hours,
        "answer_by": told(head.acceptance_due),
        "due": f"{due} (tạm tính)" if head.provisional else due,
        "address": f"{settings.PUBLIC_URL}/tra-cuu",
    }


def _try(model: type[Message] | type[CodeMessage], message_id: UUID, at: datetime) -> None:
    message = _claim(model, message_id, at)
    if message is None:
        return
    letter = gateways.Letter(message.id, message.to, message.kind, _text(Kind(message.kind), message.params))
    try:
        gateways.sender_for(message.channel).send(letter, at=at)
    except gateways.NeverPossible as refusal:
        _note(model, message, state=MessageState.FAILED, next_at=at, error=str(refusal))
    except gateways.NotNow as refusal:
        state, next_at = rules.after_failure(tries=message.tries, at=at)
        _note(model, message, state=state, next_at=next_at, error=str(refusal))
    else:
        model.objects.filter(pk=message.pk).update(state=MessageState.SENT, sent_at=at, error="")
        log.info("message.sent", message_id=str(message.pk), kind=message.kind, tries=message.tries)


def _text(kind: Kind, params: Mapping[str, object]) -> str:
    with override("vi"):  # who causes a message is not who reads it
        return str(BODIES[kind] % dict(params))


def _claim(model: type[Message] | type[CodeMessage], message_id: UUID, at: datetime) -> Message | CodeMessage | None:
    """The message, ours for this try: a second worker finds it not due; a dead one's try counts as lost later."""
    seen = model.objects.filter(pk=message_id, state=MessageState.PENDING, next_at__lte=at).first()
    if seen is None:
        return None
    taken = model.objects.filter(pk=message_id, state=MessageState.PENDING, tries=seen.tries).update(
        tries=F("tries") + 1, next_at=at + rules.wait_after(seen.tries + 1)
    )
    seen.tries += 1
    return seen if taken else None


def _note(
    model: type[Message] | type[CodeMessage], message: Outgoing, *, state: MessageState, next_at: datetime, error: str
) -> None:
    model.objects.filter(pk=message.pk).update(state=state, next_at=next_at, error=error[:60])
    log.warning("message.not_sent", message_id=str(message.pk), state=str(state), error=error[:60], tries=message.tries)
