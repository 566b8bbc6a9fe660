"""Filing a draft, by citizens and their helpers; bringing it to the version in force.

Refusals: Refusal > NotFound, Invalid, CatalogueMoved, Repealed, FiledElsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.apps.audit import commands as audit
from motcua.apps.dossiers import queries, rules
from motcua.apps.dossiers.commands import _codes, _components, _helped, _proofs, _signatories, moves
from motcua.apps.dossiers.commands.drafting import own_draft
from motcua.apps.dossiers.models import Condition, Dossier
from motcua.apps.dossiers.states import Action
from motcua.apps.dossiers.values import DraftView, Filed
from motcua.apps.dossiers.values.helping import FilerSaid
from motcua.apps.dossiers.values.papers import said_of
from motcua.apps.dossiers.values.pens import PENS
from motcua.apps.dossiers.values.signing import SignatoryNamed
from motcua.apps.dossiers.values.way_back import WayBack
from motcua.apps.parties.values import MandateStated, PersonStated
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import OnlineWhere, Owed, VersionView
from motcua.base import eforms
from motcua.base.db import rows, scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotFound, Refusal


class CatalogueMoved(Refusal):
    """A new version came into force since the draft began; it must be looked through again."""

    code = "catalogue-moved"
    message = gettext_noop("Thủ tục vừa có quy định mới. Xin xem lại giấy tờ, thời hạn và phí rồi nộp.")


class Repealed(Refusal):
    """The procedure is no more since the draft began."""

    code = "repealed"
    message = gettext_noop("Thủ tục này đã bãi bỏ, nên không nộp được nữa. Xin tìm thủ tục thay thế.")


class FiledElsewhere(Refusal):
    """Filing online for this procedure happens on the National Portal."""

    code = "filed-elsewhere"
    message = gettext_noop("Thủ tục này nộp trực tuyến trên Cổng Dịch vụ công quốc gia.")


def submit(
    *,
    draft_id: UUID,
    filer: PersonStated,
    owner: PersonStated | None,
    way_back: WayBack,
    actor: Actor,
    at: datetime,
    signatories: Sequence[SignatoryNamed] = (),
    mandate: MandateStated | None = None,
    said: FilerSaid | None = None,
) -> Filed:
    """File the draft: code, e-receipt, the acceptance clock. `owner` None means the filer is the owner.

    `mandate`: why the filer acts for the owner. `said`: the filer's yes to a helper's work. Raises as `require_ready`.
    """
    draft = queries.draft(actor=actor, draft_id=draft_id)
    procedures.look_again()
    version = require_ready(draft=draft, at=at)
    _signatories.refuse_unnamed(signatories, version, draft, filer=filer, actor=actor)
    _helped.refuse_unsaid(said, draft, filer=filer, actor=actor)
    _proofs.refuse_unallowed(mandate, version, owner=owner)
    with scope.opened(draft_id):
        code = _codes.take(centre_id=draft.centre_id, at=at)
    with transaction.atomic(), scope.opened(draft_id), rows.together():
        dossier = own_draft(draft_id, actor=actor)
        if dossier.version_id != draft.version_id:
            raise CatalogueMoved  # another page of the same person moved it this moment
        dossier.answers = {name: told for name, told in (dossier.answers or {}).items() if name != PENS}
        held = moves.Turn(dossier, actor=actor, at=at, command="submit")
        _proofs.record_people(dossier, filer=filer, owner=owner, mandate=mandate, at=at)
        dossier.channel, dossier.code = _helped.channel(dossier, actor), code
        ask_back(dossier, way_back)
        held.advance(Action.SUBMIT)
        _components.hand_in_declared(dossier, version, at=at)
        _helped.let_out(dossier, said, actor=actor, at=at)
        open_conditions(dossier, version, at=at, signatories=signatories)
        held.finish()
        dossier.save()
    return filed(dossier)


def ask_back(dossier: Dossier, wanted: WayBack) -> None:
    """Write how the result is to come, for the post where to. Raises Invalid where the two do not fit."""
    if wanted.problem:
        raise Invalid({"post_address": _(wanted.problem)})
    if wanted.by == "electronic" and dossier.filer_account_id is None:
        raise Invalid({"return_by": _("Bản điện tử chỉ mở được trong tài khoản của người nộp. Xin chọn cách khác.")})
    dossier.return_by, dossier.post_address = wanted.by, wanted.address.strip() or None


def filed(dossier: Dossier) -> Filed:
    """What the filer takes away."""
    return Filed(
        dossier_id=dossier.id,
        code=dossier.code or "",
        acceptance_due=dossier.acceptance_due,
        first_due=dossier.first_due,
        revision=dossier.revision,
    )


def follow_catalogue(*, draft_id: UUID, seen_version_id: int, actor: Actor, at: datetime) -> None:
    """Move a draft to the version in force today, which the filer has been shown; papers already given stay.

    Raises CatalogueMoved (yet another version is in force by now), Repealed, NotFound.
    """
    with transaction.atomic(), scope.opened(draft_id), rows.together():
        dossier = own_draft(draft_id, actor=actor)
        new = _present(procedures.version(dossier.version_id), centre_id=dossier.centre_id, at=at)
        if new.id != seen_version_id:
            raise CatalogueMoved
        dossier.version_id, dossier.touched_at = new.id, at
        if new.case(dossier.case_key) is None:
            dossier.case_key = new.cases[0].id if len(new.cases) == 1 else ""
        dossier.save(update_fields=["version_id", "case_key", "touched_at"])
        _components.lay_out(dossier, new, at=at)
        audit.record(
            command="dossiers.follow_catalogue",
            actor=actor,
            at=at,
            ids=(draft_id, new.id),
            outcome="DRAFT",
            centre_id=dossier.centre_id,
        )


def _present(version: VersionView, *, centre_id: int, at: datetime) -> VersionView:
    """What is in force now of the procedure of a version."""
    try:
        return procedures.in_force(version.procedure_code, on=clock.local(at).date(), centre_id=centre_id)
    except NotFound:
        raise Repealed from None


def require_ready(*, draft: DraftView, at: datetime) -> VersionView:
    """The version it may be filed under. Raises as `submit`: Invalid, CatalogueMoved, Repealed, FiledElsewhere."""
    version = procedures.version(draft.version_id)
    if _present(version, centre_id=draft.centre_id, at=at).id != version.id:
        raise CatalogueMoved
    if version.online_where.value is not OnlineWhere.HERE:
        raise FiledElsewhere
    if len(version.cases) > 1 and not draft.case_key:
        raise Invalid({"case": _("Xin chọn một trường hợp.")})
    form = procedures.eform(version.id)
    if form is not None and eforms.problems(form, draft.answers, today=clock.local(at).date()):
        raise Invalid({"eform": _("Tờ khai còn chỗ chưa xong.")})
    declared = form.stands_for if form else ()
    if any(paper.required and not paper.state and paper.paper_key not in declared for paper in draft.components):
        raise Invalid({"papers": _("Còn giấy tờ chưa đính kèm, chưa ghi là sẽ mang đến, cũng chưa ghi là không cần.")})
    if wrong := [(paper, said_of(paper).problem()) for paper in draft.components if said_of(paper).problem()]:
        raise Invalid({str(paper.id): f"{paper.title}: {_(problem)}" for paper, problem in wrong})
    return version


def open_conditions(
    dossier: Dossier, version: VersionView, *, at: datetime, signatories: Sequence[SignatoryNamed] = ()
) -> None:
    """What the pinned version asks before certain moves; upper apps meet it by order.

    A fee is waited for where an amount is known and is not nothing; on an unknown one nothing is demanded.
    """
    _signatories.open_signatories(dossier, version, signatories, at=at)
    if version.fee_at is None:
        return
    told = procedures.quote(
        version_id=version.id, case=dossier.case_key, channel=dossier.channel_code, on=clock.local(at).date()
    )
    if told.owed is not Owed.SOMETHING:
        return
    rows.add(
        Condition(
            dossier=dossier,
            centre_id=dossier.centre_id,
            kind="fee",
            blocks=sorted(rules.FEE_BLOCKS[version.fee_at]),
            reference=version.procedure_code,
            opened_at=at,
        )
    )
    dossier.conditions_open += 1
