"""Drafts: begun, kept page by page and paper by paper, thrown away; nobody but their author writes them.

Refusals: Refusal > NotFound, Invalid, PageMoved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.apps.audit import commands as audit
from motcua.apps.dossiers.commands import _components, _helped
from motcua.apps.dossiers.models import Component, Dossier
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.values import DraftView
from motcua.apps.dossiers.values.helping import HelperSaid
from motcua.apps.dossiers.values.pens import PENS, is_overtaken, same_window
from motcua.apps.files import commands as files
from motcua.apps.procedures import queries as procedures
from motcua.base.db import rows, scope
from motcua.kernel.actor import Actor, ActorKind
from motcua.kernel.errors import Invalid, NotFound, SomeoneWasFaster
from motcua.kernel.ids import uuid7


class PageMoved(SomeoneWasFaster):
    """The same page was kept from another device since this one read it; nothing was overwritten."""

    code = "page-moved"
    message = gettext_noop("Trang này vừa được lưu từ máy khác. Xin xem lại rồi làm tiếp.")


def begin_draft(
    *, centre_id: int, version_id: int, actor: Actor, at: datetime, helping: HelperSaid | None = None
) -> UUID:
    """Open a draft: no code, no promise, in no count, seen by its author only.

    Staff always, and a citizen who says so (`helping`), begin it for somebody else. Raises NotAllowed, Invalid.
    """
    version = procedures.version(version_id)
    helper = _helped.begun_by(actor, helping, centre_id=centre_id)
    dossier = Dossier(
        id=uuid7(),
        centre_id=centre_id,
        version_id=version_id,
        work_field=version.field,
        case_key=version.cases[0].id if len(version.cases) == 1 else "",
        state=DossierState.DRAFT,
        author_id=actor.account_id,
        filer_account_id=None if helper else actor.account_id,
        helper_id=actor.account_id if helper else None,
        helped=helper.to_json() if helper else None,
        answers={},
        begun_at=at,
        touched_at=at,
    )
    with transaction.atomic(), scope.opened(dossier.id), rows.together():
        rows.add(dossier)
        audit.record(
            command="dossiers.begin_draft", actor=actor, at=at, ids=(dossier.id,), outcome="DRAFT", centre_id=centre_id
        )
        _components.lay_out_new(dossier, version, at=at)
    return dossier.id


def claim_draft(*, draft_id: UUID, actor: Actor, at: datetime) -> None:
    """Tie a draft begun before signing in to the account that signed in on the same device."""
    with transaction.atomic(), scope.opened(draft_id):
        dossier = (
            Dossier.objects.select_for_update()
            .filter(pk=draft_id, state=DossierState.DRAFT, author_id__isnull=True)
            .first()
        )
        if dossier is None or actor.kind is not ActorKind.CITIZEN:
            raise NotFound
        dossier.author_id = dossier.filer_account_id = actor.account_id
        dossier.touched_at = at
        dossier.save(update_fields=["author_id", "filer_account_id", "touched_at"])
        audit.record(
            command="dossiers.claim_draft",
            actor=actor,
            at=at,
            ids=(draft_id,),
            outcome="DRAFT",
            centre_id=dossier.centre_id,
        )


def save_page(
    *,
    draft_id: UUID,
    page: str,
    answers: Mapping[str, Any],
    actor: Actor,
    at: datetime,
    seen: DraftView | None = None,
    pen: str = "",
) -> None:
    """Keep one page of a draft, half-filled or whole. Raises NotFound, PageMoved.

    With the draft as it was just `seen` one statement does, unless somebody has touched it since. `pen` names the
    window that writes: what it wrote itself, perhaps without hearing of it, is no news to it, and what it sent before
    that is written no more.
    """
    if seen is not None and is_overtaken(pen, by=pen_of(seen.answers, page)):
        return
    if seen is not None and _saved_as_seen(seen, with_page(seen.answers, page, answers, pen), actor=actor, at=at):
        return
    with transaction.atomic(), scope.opened(draft_id):
        dossier = own_draft(draft_id, actor=actor, columns=("answers",))
        held = dossier.answers or {}
        theirs = held.get(page) not in ((seen.answers.get(page) if seen else None), dict(answers))
        if is_overtaken(pen, by=pen_of(held, page)):
            return
        if seen is not None and theirs and not same_window(pen, pen_of(held, page)):
            raise PageMoved
        dossier.answers = with_page(held, page, answers, pen)
        dossier.touched_at = at
        dossier.save(update_fields=["answers", "touched_at"])


def pen_of(held: Mapping[str, Mapping[str, Any]], page: str) -> str:
    """Which window kept this page last; '' where nobody said."""
    return str(held.get(PENS, {}).get(page, ""))


def with_page(
    held: Mapping[str, Mapping[str, Any]], page: str, answers: Mapping[str, Any], pen: str
) -> dict[str, Mapping[str, Any]]:
    """All answers with this page's, and which window wrote it."""
    return with_pen({**held, page: dict(answers)}, page, pen)


def with_pen(held: Mapping[str, Mapping[str, Any]], page: str, pen: str) -> dict[str, Mapping[str, Any]]:
    """All answers, and which window wrote this page last."""
    pens = {name: at for name, at in held.get(PENS, {}).items() if name != page} | ({page: pen} if pen else {})
    rest = {name: told for name, told in held.items() if name != PENS}
    return rest | ({PENS: pens} if pens else {})


def _sealed_answers(answers: Mapping[str, Any]) -> bytes:
    sealed: bytes = Dossier._meta.get_field("answers").get_db_prep_value(answers, connection)
    return sealed


def _saved_as_seen(seen: DraftView, answers: Mapping[str, Any], *, actor: Actor, at: datetime) -> bool:
    told: dict[str, Any] = {
        "answers": _sealed_answers(answers),
        "at": at,
        "draft": seen.id,
        "state": DossierState.DRAFT.value,
        "author": actor.account_id,
        "seen": seen.touched_at,
    }
    with scope.opened(seen.id), connection.cursor() as cursor:
        cursor.execute(_SAVE, told)
        return bool(cursor.rowcount)


_SAVE = """
UPDATE dossiers_dossier SET answers = %(answers)s, touched_at = %(at)s
 WHERE id = %(draft)s AND state = %(state)s AND author_id IS NOT DISTINCT FROM %(author)s::bigint
   AND touched_at = %(seen)s
"""


def choose_case(*, draft_id: UUID, case_key: str, actor: Actor, at: datetime) -> None:
    """Set the case of a draft; papers of another case stay only where a file was given."""
    with transaction.atomic(), scope.opened(draft_id):
        dossier = own_draft(draft_id, actor=actor, columns=("version_id", "case_key", "centre_id"))
        version = procedures.version(dossier.version_id)
        if version.case(case_key) is None:
            raise Invalid({"case": _("Xin chọn một trường hợp.")})
        if dossier.case_key != case_key:
            dossier.case_key = case_key
            dossier.touched_at = at
            dossier.save(update_fields=["case_key", "touched_at"])
            with rows.together():
                _components.lay_out(dossier, version, at=at)


def mark_component(*, draft_id: UUID, component_id: UUID, state: str, actor: Actor, at: datetime) -> None:
    """Say how a paper will be given: uploaded already (given) or brought along (promised). Raises NotFound."""
    mark_components(draft_id=draft_id, states={component_id: state}, actor=actor, at=at)


def mark_components(
    *,
    draft_id: UUID,
    states: Mapping[UUID, str],
    actor: Actor,
    at: datetime,
    claims: Mapping[UUID, str] | None = None,
    seen: DraftView | None = None,
    page: str = "",
    pen: str = "",
) -> None:
    """As `mark_component`, for several papers of one draft in one statement; all or none. Raises NotFound.

    `claims`: why a paper among them is said not to be needed, '' to say it no more; the others keep what they have.
    `pen`: the window that wrote it on this page, as in `save_page`, '' for one without a script; kept where nobody
    touched the draft since `seen`.
    """
    if not states:
        return
    told: dict[str, Any] = {
        "at": at,
        "draft": draft_id,
        "state": DossierState.DRAFT.value,
        "author": actor.account_id,
        "ids": list(states),
        "states": [str(state) for state in states.values()],
        "said": [claims is not None and key in claims for key in states],
        "claims": [_sealed_claim((claims or {}).get(key, "")) for key in states],
        "answers": _sealed_answers(with_pen(seen.answers, page, pen)) if seen and page else None,
        "seen": seen.touched_at if seen else at,
    }
    with transaction.atomic(), scope.opened(draft_id), connection.cursor() as cursor:
        cursor.execute(_MARK, told)
        (marked,) = cursor.fetchone()
        if marked != len(states):
            raise NotFound


def _sealed_claim(claim: str) -> bytes | None:
    sealed: bytes | None = Component._meta.get_field("claim").get_db_prep_value(claim or None, connection)
    return sealed


#: Touching the draft locks its row before a paper's, as every other command of drafts does.
_MARK = """
WITH draft AS (
    UPDATE dossiers_dossier SET touched_at = %(at)s,
           answers = CASE WHEN touched_at = %(seen)s THEN COALESCE(%(answers)s::bytea, answers) ELSE answers END
     WHERE id = %(draft)s AND state = %(state)s AND author_id IS NOT DISTINCT FROM %(author)s::bigint RETURNING id
), marked AS (
    UPDATE dossiers_component AS paper SET state = told.state, at = %(at)s,
           claim = CASE WHEN told.said THEN told.claim ELSE paper.claim END
      FROM draft, unnest(%(ids)s::uuid[], %(states)s::text[], %(said)s::boolean[], %(claims)s::bytea[])
           AS told(id, state, said, claim)
     WHERE paper.dossier_id = draft.id AND paper.id = told.id RETURNING paper.id
)
SELECT count(*) FROM marked
"""


def discard_draft(*, draft_id: UUID, actor: Actor, at: datetime) -> None:
    """Throw a draft away for good; its author asked for it."""
    with transaction.atomic(), scope.opened(draft_id):
        dossier = own_draft(draft_id, actor=actor, columns=("centre_id",))
        audit.record(
            command="dossiers.discard_draft",
            actor=actor,
            at=at,
            ids=(draft_id,),
            outcome="discarded",
            centre_id=dossier.centre_id,
        )
        remove_draft(dossier, at=at)


def remove_draft(dossier: Dossier, *, at: datetime) -> None:
    """Delete a draft's rows and let go of its files; the database refuses all of it for anything that was filed."""
    files.forget_draft(dossier_id=dossier.id, at=at)
    Component.objects.filter(dossier=dossier).only("pk").delete()
    dossier.delete()


def own_draft(draft_id: UUID, *, actor: Actor, columns: Sequence[str] = ()) -> Dossier:
    """The draft, locked, for its author: whole, or these columns only, which is much sooner. Raises NotFound."""
    found = Dossier.objects.filter(pk=draft_id, state=DossierState.DRAFT)
    found = found.filter(author_id=actor.account_id) if actor.account_id else found.filter(author_id__isnull=True)
    dossier = found.only(*columns).select_for_update().first()
    if dossier is None:
        raise NotFound
    return dossier
