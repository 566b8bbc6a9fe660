"""Mending what an officer wrote down of somebody: the old is kept, with why, and nobody rewrites another's own words.

A person may have what is kept of them put right (Luật 91/2025); what they stated under their own account they mend
themselves, by answering a request.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.apps.dossiers import policy
from motcua.apps.dossiers.commands import moves
from motcua.apps.dossiers.events import PersonCorrected
from motcua.apps.dossiers.states import Work
from motcua.apps.outbox import commands as outbox
from motcua.apps.parties import commands as parties
from motcua.apps.parties import queries as people
from motcua.apps.parties.values import PersonStated
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotFound, Refusal


class TheirOwnWords(Refusal):
    """The person stated it under their own account, or the dossier has ended: an officer does not rewrite it."""

    code = "their-own-words"
    status = 409
    message = gettext_noop(
        "Thông tin này do người nộp tự khai trong tài khoản, hoặc hồ sơ đã xong, nên không sửa ở đây. "
        "Khi hồ sơ còn giải quyết, xin gửi yêu cầu bổ sung để người nộp tự sửa."
    )


def correct_person(
    *, dossier_id: UUID, party_id: UUID, stated: PersonStated, reason: str, actor: Actor, at: datetime,
    seen_revision: int,
) -> None:  # fmt: skip
    """State one person of the dossier anew; `seen_revision` is the person's, as the page showed it.

    Raises Invalid («0.name» and so on, `reason`), NotAllowed, NotFound, SomeoneWasFaster, TheirOwnWords.
    """
    if not reason.strip():
        raise Invalid({"reason": _("Xin ghi vì sao sửa.")})
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="correct_person") as held:
        held.require(Work.CORRECT)
        if not policy.fits(Work.CORRECT, held.dossier):
            raise TheirOwnWords
        before = next((one for one in people.of_dossier(dossier_id=dossier_id) if one.id == party_id), None)
        if before is None or not isinstance(before.stated, PersonStated):
            raise NotFound
        revision = parties.correct(
            party_id=party_id, stated=stated, actor=actor, at=at, seen_revision=seen_revision, reason=reason.strip()
        )
        held.touch()
        held.about, held.outcome = (party_id,), "corrected"
        fact = PersonCorrected(
            dossier_id=dossier_id, centre_id=held.dossier.centre_id, party_id=party_id, revision=revision,
            corrected_at=at,
        )  # fmt: skip
        outbox.record(fact, key=dossier_id, centre_id=held.dossier.centre_id, at=at)
