"""Reads of messages: those of a dossier and of a centre, a centre's words, hours and channels, the last demo code."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import override

from motcua.apps.dossiers.queries import LINK_DAYS
from motcua.apps.notifications import gateways, policy, rules
from motcua.apps.notifications.models import CentreQuiet, CentreWays, CodeMessage, Message, Wording
from motcua.apps.notifications.phrases import BODIES, ON_PAPER
from motcua.apps.notifications.states import Channel, Kind, MessageState
from motcua.apps.notifications.values import (
    NIGHT,
    LetterView,
    MessageRow,
    Preview,
    QuietHours,
    SentRow,
    ToldRow,
    Ways,
    WordingChange,
    WordingRow,
    masked,
    sms_length,
)
from motcua.apps.organization import queries as organization
from motcua.apps.parties.values import Stated
from motcua.base.db.fields import Damaged, blind_index, damaged, showing_damage
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound
from motcua.kernel.paging import Page
from motcua.kernel.text import unaccented

#: No telephone of Vietnam begins so: the numbers of made-up people.
MADE_UP = "0000"
#: Purpose of the blind index over telephone numbers of codes.
TO = "code-to"


def messages_of(*, dossier_id: UUID) -> tuple[MessageRow, ...]:
    """The messages about one dossier, oldest first; empty outside the scope."""
    return tuple(
        MessageRow(m.id, m.kind, m.state, m.channel, m.created_at, m.sent_at, m.next_at, m.tries, m.error)
        for m in Message.objects.filter(dossier_id=dossier_id)
        .defer("to", "params", "others")
        .order_by("created_at", "id")
    )


def told_to_filer(*, dossier_id: UUID) -> tuple[ToldRow, ...]:
    """The messages about one dossier that went to its filer, oldest first; empty outside the scope. One statement.

    A link for somebody else who signs is that person's alone.
    """
    with connection.cursor() as cursor:  # a tracking page is opened often: no compiling for that
        cursor.execute(_TOLD, [dossier_id, Kind.SIGNATORY_ASKED.value])
        return tuple(ToldRow(*row) for row in cursor.fetchall())


_TOLD = """
SELECT kind, state, channel, created_at, sent_at, next_at, handled_how FROM notifications_message
 WHERE dossier_id = %s AND kind <> %s ORDER BY created_at, id
"""


def quiet_hours(*, centre_id: int) -> QuietHours:
    """When this centre's messages wait."""
    found = CentreQuiet.objects.filter(pk=centre_id).first()
    return QuietHours(begins=found.begins, ends=found.ends) if found else NIGHT


def last_code_for_demo(*, phone: str, at: datetime) -> str:
    """The code last sent to a made-up telephone within an hour; raises NotFound for every other, and
    wherever a centre that is no demonstration is served.
    """
    _refuse_real(phone)
    young = CodeMessage.objects.filter(
        to_index=blind_index(phone, purpose=TO), created_at__gt=at - timedelta(hours=1), created_at__lte=at
    )
    found = young.order_by("-created_at", "-id").first()
    if found is None:
        raise NotFound
    return str(found.params["code"])


def last_link_for_demo(*, phone: str, at: datetime) -> str:
    """The link last sent to a made-up telephone, within the scope; raises NotFound as `last_code_for_demo` does."""
    _refuse_real(phone)
    sent = Message.objects.filter(
        kind=Kind.SIGNATORY_ASKED, created_at__gt=at - timedelta(days=LINK_DAYS), created_at__lte=at
    )
    links = (m.params["link"] for m in sent.order_by("-created_at", "-id")[:200] if m.to == phone)
    if (found := next(links, None)) is None:
        raise NotFound
    return str(found)


def _refuse_real(phone: str) -> None:
    centres = organization.centres()
    if not phone.startswith(MADE_UP) or not centres or not all(centre.demo for centre in centres):
        raise NotFound


def ways(*, centre_id: int) -> Ways:
    """The channels this centre tries, in its order, of those the installation has; all, where it never chose.

    What a centre has chosen is complete: a channel left out is not used, one the installation got later neither,
    as long as one of the chosen is still there.
    """
    found, present = CentreWays.objects.filter(pk=centre_id).first(), gateways.channels()
    order = tuple(channel for channel in (found.order if found else ()) if channel in present) or present
    unused = tuple(channel for channel in present if channel not in order)
    return Ways(order, unaccented=bool(found and found.unaccented), unused=unused)


def news_on_paper(*, centre_id: int, filer: Stated | None) -> str:
    """How the filer hears of a result, as form 01 promises it in Vietnamese: by what they stated and this centre can
    send to, else where to ask.
    """
    there = ways(centre_id=centre_id).order
    with override("vi"):
        if filer and filer.phone and any(channel != Channel.EMAIL for channel in there):
            return str(ON_PAPER["phone"])
        if filer and filer.email and Channel.EMAIL in there:
            return str(ON_PAPER["email"])
        return str(ON_PAPER["nothing"])


def house_text(kind: Kind, language: str) -> str:
    """The house's own words for a kind of message, as a pattern to be filled."""
    with override(language):
        return str(BODIES[kind])


def present_text(*, kind: Kind, language: str, centre_id: int) -> str:
    """The words in force at a centre: its own, else the house's."""
    newest = Wording.objects.filter(centre_id=centre_id, kind=kind, language=language).order_by("-id")
    return newest.values_list("text", flat=True).first() or house_text(kind, language)


def preview(kind: Kind, text: str) -> Preview:
    """A text filled with made-up values, which show no real person and no real code."""
    whole = rules.filled(text, rules.sample(kind))
    plain = unaccented(whole)
    return Preview(text=whole, length=sms_length(whole), plain=plain, plain_length=sms_length(plain))


def words_for(kind: Kind) -> tuple[tuple[str, str, bool], ...]:
    """The words that may stand in a message of this kind, each with its made-up value and whether it must."""
    sample, must = rules.sample(kind), rules.compulsory(kind)
    return tuple((f"%({word})s", sample[word], word in must) for word in sorted(rules.allowed(kind)))


def wordings(*, actor: Actor, centre_id: int, language: str) -> tuple[WordingRow, ...]:
    """Every kind of message with the words in force at this centre; raises NotAllowed."""
    policy.require_any(actor, policy.WRITERS, centre_id)
    changed = Wording.objects.filter(centre_id=centre_id, language=language).order_by("kind", "-id").distinct("kind")
    newest = {row.kind: row for row in changed}
    return tuple(_wording(kind, language, newest.get(kind)) for kind in Kind)


def wording(*, actor: Actor, centre_id: int, kind: Kind, language: str) -> tuple[WordingRow, tuple[WordingChange, ...]]:
    """The words of one kind and what was said before, newest first; raises NotAllowed."""
    policy.require_any(actor, policy.WRITERS, centre_id)
    changed = list(Wording.objects.filter(centre_id=centre_id, kind=kind, language=language).order_by("-id")[:50])
    history = tuple(WordingChange(row.text, row.old_text, row.at, row.by) for row in changed)
    return _wording(kind, language, changed[0] if changed else None), history


@showing_damage()
def sent_list(*, actor: Actor, centre_id: int, state: str, page: int, size: int) -> Page[SentRow]:
    """The messages of a centre, newest first ("": in every state); raises NotAllowed. Two statements."""
    policy.require_any(actor, policy.STEERERS, centre_id)
    found = Message.objects.filter(centre_id=centre_id, **({"state": state} if state else {}))
    rows = found.defer("params", "others").order_by("-created_at", "-id")[(page - 1) * size : page * size]
    return Page([_sent(row) for row in rows], number=page, size=size, total=found.count())


@showing_damage()
def letters(*, actor: Actor, centre_id: int) -> tuple[SentRow, ...]:
    """What no machine could bring and a clerk has not ended, oldest first; raises NotAllowed."""
    policy.require_any(actor, policy.CALLERS, centre_id)
    found = Message.objects.filter(centre_id=centre_id, state=MessageState.LETTER).defer("params", "others")
    return tuple(_sent(row) for row in found.order_by("created_at", "id")[:200])


@showing_damage()
def letter(*, actor: Actor, centre_id: int, message_id: UUID) -> LetterView:
    """One of them with its words; those that cannot be read say so. Raises NotAllowed, NotFound."""
    policy.require_any(actor, policy.CALLERS, centre_id)
    found = Message.objects.filter(pk=message_id, centre_id=centre_id, state=MessageState.LETTER).first()
    if found is None:
        raise NotFound
    try:
        text = text_of(found, centre_id=centre_id) if found.params is not None else damaged()
    except KeyError:  # a word it should have kept is missing
        text = damaged()
    return LetterView(row=_sent(found), text=text)


def text_of(message: Message | CodeMessage, *, centre_id: int | None) -> str:
    """What a message says now: in the centre's words, or the house's where those ask for a word it was not given."""
    kind = Kind(message.kind)
    house = house_text(kind, message.language)
    if centre_id is None:
        return rules.filled(house, message.params)
    pattern = present_text(kind=kind, language=message.language, centre_id=centre_id)
    fits = rules.placeholders(pattern) <= set(message.params)
    return rules.filled(pattern if fits else house, message.params)


def _wording(kind: Kind, language: str, newest: Wording | None) -> WordingRow:
    house = house_text(kind, language)
    said: dict[str, Any] = (
        {"id": newest.id, "at": newest.at, "by": newest.by} if newest else {"id": 0, "at": None, "by": ""}
    )
    return WordingRow(kind=kind, language=language, text=(newest.text if newest else "") or house, house=house, **said)


def _sent(row: Message) -> SentRow:
    return SentRow(
        id=row.id,
        kind=row.kind,
        state=row.state,
        channel=row.channel,
        address=row.to if isinstance(row.to, Damaged) else masked(row.to),
        language=row.language,
        dossier_id=row.dossier_id,
        created_at=row.created_at,
        sent_at=row.sent_at,
        next_at=row.next_at,
        tries=row.tries,
        error=row.error,
        handled_how=row.handled_how,
    )
