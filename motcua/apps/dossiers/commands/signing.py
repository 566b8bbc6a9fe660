"""Several people sign one filing: each confirms by their own link or at the counter, or says no.

Refusals: Refusal > NotFound (the link is over), NotAwaited, AskedTooOften.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from motcua.apps.dossiers import policy, queries
from motcua.apps.dossiers.commands import _signatories, moves
from motcua.apps.dossiers.commands.conditions import meet
from motcua.apps.dossiers.events import SignatoryAnswered
from motcua.apps.dossiers.models import Dossier, Signatory
from motcua.apps.dossiers.queries.signing import waits
from motcua.apps.dossiers.states import Confirmed, DossierState, Work
from motcua.apps.outbox import commands as outbox
from motcua.base.db import rows, scope
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound, Refusal

#: A link is sent anew at most so soon, and so often.
SOONEST: Final = timedelta(hours=1)
MOST_LINKS: Final = 5


class NotAwaited(Refusal):
    """This person has confirmed already, said no, or signs at the counter."""

    code = "not-awaited"
    message = gettext_noop("Người này đã trả lời, hoặc ký tại quầy.")


class AskedTooOften(Refusal):
    """A stranger's telephone is not to be troubled."""

    code = "asked-too-often"
    status = 429
    message = gettext_noop("Vừa gửi đường dẫn rồi. Xin đợi một giờ, hoặc mời người ấy ký tại quầy.")


def answer(*, link: str, agreed: bool, actor: Actor, at: datetime) -> None:
    """Confirm, or say no, by one's own link; the page has proven who it is. A link answers once. Raises NotFound."""
    invited = queries.invited(link=link, at=at)
    with transaction.atomic(), scope.opened(invited.dossier_id), rows.together():
        dossier = Dossier.objects.select_for_update().get(pk=invited.dossier_id)
        signatory = _awaited(dossier, invited.id)
        held = moves.Turn(dossier, actor=actor, at=at, command="confirm" if agreed else "decline")
        if agreed:
            signatory.confirmed_at, signatory.confirmed_by = at, Confirmed.LINK
        else:
            signatory.declined_at = at
        signatory.save(update_fields=["confirmed_at", "confirmed_by", "declined_at"])
        _end(held, signatory, agreed=agreed)
        held.finish()
        dossier.save(update_fields=["conditions_open", "touched_at", "revision"])


def sign_here(*, dossier_id: UUID, signatory_id: UUID, actor: Actor, at: datetime, seen_revision: int) -> None:
    """The clerk saw this person sign at the counter, one who had said no before included. Raises NotAwaited."""
    with moves.turn(
        dossier_id=dossier_id, actor=actor, at=at, command="sign_here", seen_revision=seen_revision
    ) as held:
        held.require(Work.SIGNED_HERE)
        if not waits(held.dossier):
            raise moves.MoveNotAllowed(state=DossierState(held.dossier.state).label)
        signatory = Signatory.objects.filter(pk=signatory_id, dossier=held.dossier, confirmed_at__isnull=True).first()
        if signatory is None:
            raise NotAwaited
        signatory.confirmed_at, signatory.confirmed_by, signatory.declined_at = at, Confirmed.COUNTER, None
        signatory.officer_id = actor.account_id
        signatory.save(update_fields=["confirmed_at", "confirmed_by", "declined_at", "officer_id"])
        _end(held, signatory, agreed=True)


def ask_again(*, dossier_id: UUID, signatory_id: UUID, actor: Actor, at: datetime) -> None:
    """Send somebody awaited a new link, which the filer asks for; the older one opens nothing from now on.

    Raises NotAwaited, AskedTooOften.
    """
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="ask_signatory_again") as held:
        if not policy.is_own(actor, held.dossier) or not waits(held.dossier):
            raise NotFound
        signatory = _awaited(held.dossier, signatory_id)
        if signatory.asked_at is None:
            raise NotAwaited
        if signatory.serial >= MOST_LINKS or at - signatory.asked_at < SOONEST:
            raise AskedTooOften
        _signatories.ask(signatory, at=at)
        signatory.save(update_fields=["serial", "asked_at"])


def _awaited(dossier: Dossier, signatory_id: UUID) -> Signatory:
    found = Signatory.objects.filter(
        pk=signatory_id, dossier=dossier, confirmed_at__isnull=True, declined_at__isnull=True
    ).first()
    if found is None:
        raise NotAwaited
    return found


def _end(held: moves.Turn, signatory: Signatory, *, agreed: bool) -> None:
    """Tell the answer, and meet the condition with the last confirmation."""
    dossier = held.dossier
    held.touch()
    if agreed and not Signatory.objects.filter(dossier=dossier, confirmed_at__isnull=True).exists():
        meet(held, kind=_signatories.KIND, reference="")
    fact = SignatoryAnswered(
        dossier_id=dossier.id,
        centre_id=dossier.centre_id,
        signatory_id=signatory.id,
        agreed=agreed,
        answered_at=held.at,
    )
    outbox.record(fact, key=dossier.id, centre_id=dossier.centre_id, at=held.at)
