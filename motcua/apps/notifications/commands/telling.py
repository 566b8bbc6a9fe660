"""Write a message as a row and ask for its sending: news of a dossier, an apology, a sign-in code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import structlog

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.values import DossierHead
from motcua.apps.identity import queries as identity
from motcua.apps.notifications import gateways, rules
from motcua.apps.notifications.commands._words import words_about
from motcua.apps.notifications.models import CodeMessage, Message
from motcua.apps.notifications.queries import TO, house_text, quiet_hours, ways
from motcua.apps.notifications.states import Channel, Kind, MessageState
from motcua.apps.parties import queries as parties
from motcua.base import jobs
from motcua.base.db import rows
from motcua.base.db.fields import blind_index
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.ids import uuid7

log = structlog.get_logger("notifications")


def tell(
    *,
    kind: Kind,
    to: str,
    params: Mapping[str, str],
    centre_id: int,
    at: datetime,
    email: str = "",
    language: str = "vi",
    dossier_id: UUID | None = None,
    account_id: int | None = None,
    late: bool = False,
) -> UUID | None:
    """Write a message and ask for its sending after quiet hours.

    Who can be reached by none of the centre's channels is sent nothing (None), or, where the news must reach him, a
    letter a clerk prints; so is news that comes `late`, which a clerk looks at before anybody is troubled.
    """
    routes = [] if late else _routes(centre_id, to, email)
    message = _written(kind, routes, params, centre_id=centre_id, at=at, language=language)
    if message is None:
        return None
    if late:
        message.error = "late"
    message.dossier_id, message.account_id = dossier_id, account_id
    rows.add(message)
    _ring(message, at)
    return message.id


def tell_move(*, dossier_id: UUID, action: str, to_state: str, moved_at: datetime, at: datetime) -> UUID | None:
    """Tell the filer of a move that is news; None where there is nothing, nobody or no number to tell.

    What an outside authority moves, the outside system tells: nobody is told twice.
    """
    kind = rules.kind_after(action=action, to_state=to_state, age=at - moved_at)
    return _tell_filer(kind, dossier_id, at=at, late=at - moved_at > rules.STALE) if kind else None


def tell_answer(*, dossier_id: UUID, agreed: bool, answered_at: datetime, at: datetime) -> UUID | None:
    """Tell the filer that somebody who signs too has said no, or that the last of them has confirmed; else None."""
    if at - answered_at > rules.STALE:
        return None
    if agreed and any(one.confirmed_at is None for one in dossiers.signatories_of(dossier_id=dossier_id)):
        return None
    return _tell_filer(Kind.ALL_CONFIRMED if agreed else Kind.SIGNATORY_DECLINED, dossier_id, at=at)


def tell_new_date(*, dossier_id: UUID, reckoned_at: datetime, at: datetime) -> UUID | None:
    """Tell the filer that the calendar moved the date of the result, or of the office's answer to a filing.

    None where nobody waits for either any more.
    """
    head = dossiers.head_of(actor=Actor.system("notifications"), dossier_id=dossier_id, now=at)
    state, age = DossierState(head.state), at - reckoned_at
    if state is DossierState.SUBMITTED and age <= rules.STALE:
        return _tell_filer(Kind.SUBMITTED, dossier_id, at=at)
    if not state.clock_runs or age > rules.OVERTAKEN:
        return None
    return _tell_filer(Kind.DUE_MOVED, dossier_id, at=at, late=age > rules.STALE)


def _tell_filer(kind: Kind, dossier_id: UUID, *, at: datetime, late: bool = False) -> UUID | None:
    head = dossiers.head_of(actor=Actor.system("notifications"), dossier_id=dossier_id, now=at)
    if head.authority == "outside" or not head.code:
        return None
    (phone, email), language = _addresses_of(head), _language_of(head)
    return tell(
        kind=rules.told_as(
            kind,
            return_by=head.return_by,
            has_account=head.has_account,
            returned_by=dossiers.way_given(dossier_id=head.id) if kind is Kind.RETURNED else "",
        ),
        late=late,
        to=phone,
        email=email,
        language=language,
        params=words_about(head, language),
        centre_id=head.centre_id,
        at=at,
        dossier_id=head.id,
        account_id=head.filer_account_id,
    )


def apologise(*, dossier_id: UUID, promise_at: datetime, reason: str, at: datetime) -> UUID | None:
    """Tell the filer that the promise of `promise_at` was not kept, once however often this is called.

    None where it was told before, or an outside authority tells it.
    """
    head = dossiers.head_of(actor=Actor.system("notifications"), dossier_id=dossier_id, now=at)
    if head.authority == "outside" or not head.code:
        return None
    routes, language = _routes(head.centre_id, *_addresses_of(head)), _language_of(head)
    words = {**words_about(head, language), "reason": reason}
    message = _written(Kind.LATE_APOLOGY, routes, words, centre_id=head.centre_id, at=at, language=language)
    assert message is not None  # an apology must reach its reader, by hand at least
    message.dossier_id, message.account_id, message.promise_at = head.id, head.filer_account_id, promise_at
    Message.objects.bulk_create([message], ignore_conflicts=True)  # the constraint decides who was first
    if not Message.objects.filter(pk=message.id).exists():
        return None
    _ring(message, at)
    return message.id


def send_code(
    *,
    phone: str,
    code: str,
    at: datetime,
    minutes: int = 5,
    language: str = "vi",
    kind: Kind = Kind.SIGN_IN_CODE,
    words: Mapping[str, str] | None = None,
) -> UUID:
    """Write a code to a telephone and ask for its sending at once, at any hour; `words` says what it is for."""
    message = CodeMessage(
        id=uuid7(),
        to=phone,
        to_index=blind_index(phone, purpose=TO),
        channel=gateways.chosen_channel(),
        kind=kind,
        params={"code": code, "minutes": minutes, **(words or {})},
        language=language,
        next_at=at,
        created_at=at,
    )
    rows.add(message)
    jobs.later("notifications.send_code", message_id=str(message.id))
    return message.id


def _routes(centre_id: int, phone: str, email: str) -> list[tuple[str, str]]:
    """The channels by which this person can be reached, with the address on each."""
    addressed = ((channel, email if channel == Channel.EMAIL else phone) for channel in ways(centre_id=centre_id).order)
    return [(channel, address) for channel, address in addressed if address]


def _written(
    kind: Kind,
    routes: list[tuple[str, str]],
    params: Mapping[str, str],
    *,
    centre_id: int,
    at: datetime,
    language: str,
) -> Message | None:
    """The message as a row to be, by the first of `routes`; None where nobody can be reached and nobody must."""
    if not routes and not kind.must_reach:
        return None
    rules.filled(house_text(kind, language), params)  # a missing word fails here, not at night in a worker
    loud = quiet_hours(centre_id=centre_id).loud_from(clock.local(at)).astimezone(at.tzinfo)
    channel, address = routes[0] if routes else ("", "")
    return Message(
        id=uuid7(),
        to=address,
        channel=channel,
        others=routes[1:],
        kind=kind,
        params=dict(params),
        language=language,
        state=MessageState.PENDING if routes else MessageState.LETTER,
        error="" if routes else "no-address",
        next_at=loud,
        created_at=at,
        centre_id=centre_id,
    )


def _ring(message: Message, at: datetime) -> None:
    """Ask for the sending of what may go now; the rest is found by the minute's round."""
    if message.state == MessageState.PENDING and message.next_at <= at:
        jobs.later("notifications.send", message_id=str(message.id), centre_id=message.centre_id)
    log.info("message.written", message_id=str(message.id), kind=str(message.kind), centre_id=message.centre_id)


def _addresses_of(head: DossierHead) -> tuple[str, str]:
    """Telephone and e-mail of the filer, as stated in the dossier."""
    filers = [party for party in parties.of_dossier(dossier_id=head.id) if party.id == head.filer_party]
    return (filers[0].stated.phone, filers[0].stated.email) if filers else ("", "")


def _language_of(head: DossierHead) -> str:
    """The language the filer's account has chosen; Vietnamese for whoever filed without one."""
    return identity.language_of(account_id=head.filer_account_id) if head.filer_account_id else "vi"
