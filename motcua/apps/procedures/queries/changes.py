"""Change sets: the list, one of them, each row beside what is in force on its day, and what a repeal left behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet

from motcua.apps.procedures import policy
from motcua.apps.procedures.models import ChangeRow, ChangeSet, Version
from motcua.apps.procedures.queries import _memory as memory
from motcua.apps.procedures.queries import catalogue
from motcua.apps.procedures.rules import changes, differing
from motcua.apps.procedures.rules.document import Document, under
from motcua.apps.procedures.rules.quote import quote as quoted
from motcua.apps.procedures.rules.views import Head, Settled, version_view
from motcua.apps.procedures.values import (
    Change,
    ChangeSetRow,
    ChangeSetView,
    ChangeState,
    Quote,
    Repeal,
    RowProblem,
    RowReview,
    VersionView,
)
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound
from motcua.kernel.paging import Page

LATER = "Sau ngày hiệu lực của đợt này đã có bản công bố khác cho thủ tục này. Xin làm đợt này theo bản ấy."
#: The moment of what nobody has approved yet: later than any signature.
UNSIGNED = "~"
THERE = "Thủ tục này đang có hiệu lực; xin ghi là sửa."
NOT_THERE = "Chưa có thủ tục này trong danh mục vào ngày hiệu lực; xin ghi là mới."


def change_sets(*, on: date, number: int = 1, size: int = 50) -> Page[ChangeSetRow]:
    """Change sets, newest first; two statements."""
    found = _counted(ChangeSet.objects.order_by("-id"))
    start = (number - 1) * size
    rows = tuple(_row(row, on=on) for row in found[start : start + size])
    return Page(rows=rows, number=number, size=size, total=ChangeSet.objects.count())


def change_set(change_set_id: int, *, actor: Actor, on: date) -> ChangeSetView:
    """One change set as this actor may handle it. Raises NotFound."""
    row = _counted(ChangeSet.objects.filter(pk=change_set_id)).first()
    if row is None:
        raise NotFound
    head = _row(row, on=on)
    undoing = row.undone_by.filter(withdrawn_at=None).values_list("id", flat=True).first()
    return ChangeSetView(
        head=head,
        revision=row.revision,
        source=row.source,
        file_name=row.file_name,
        problems=tuple(RowProblem(**problem) for problem in row.problems),
        approved_at=row.approved_at,
        withdrawn_by=row.withdrawn_by,
        withdrawn_at=row.withdrawn_at,
        withdrawn_reason=row.withdrawn_reason,
        rehearsal_asked_at=row.rehearsal_asked_at,
        rehearsed_at=row.rehearsed_at,
        rehearsal=row.rehearsal,
        codes=tuple(row.rows.order_by("line").values_list("code", flat=True)),
        undone_by=undoing,
        may=policy.open_acts(actor, row, state=head.state, undoing=undoing is not None),
    )


def review(change_set_id: int, *, on: date) -> tuple[RowReview, ...]:
    """Each row beside what is in force when the set begins (from `on` at the earliest), by line. Raises NotFound."""
    row = ChangeSet.objects.filter(pk=change_set_id).first()
    if row is None:
        raise NotFound
    return reviewed(row, list(row.rows.order_by("line")), on=on)


def reviewed(row: ChangeSet, said: list[ChangeRow], *, on: date) -> tuple[RowReview, ...]:
    """As `review`, of rows already read."""
    day = row.holds_from or max(row.effective_from, on)
    made = _made_by(row) if row.approved_at else None
    bases = Version.objects.in_bulk({each.basis_id for each in said if each.basis_id}) if made is None else {}
    wanted = {each.basis_id for each in said} | {restores(each) for each in said} | set((made or {}).values())
    views = memory.views({key for key in wanted if key})
    ground = _Ground(row, day, views, bases, catalogue.chosen([each.code for each in said], on=day), made)
    return tuple(_review(ground, each) for each in said)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the rows of a set are compared with; `made`: the versions it made, None before it was approved."""

    row: ChangeSet
    day: date
    views: Mapping[int, VersionView]
    bases: Mapping[int, Version]
    present: Mapping[str, int]
    made: Mapping[str, int] | None


def proposal(change_set_id: int, *, on: date) -> Mapping[str, tuple[VersionView | None, VersionView | None]]:
    """What is in force and what would be, by code, of the rows that change something. Raises NotFound."""
    return {each.code: (each.old, each.new) for each in review(change_set_id, on=on) if each.changes}


def difference(old_id: int, new_id: int) -> tuple[Change, ...]:
    """What differs between two versions; from memory once read. Raises NotFound."""
    views = memory.views([old_id, new_id])
    return differing.between(views[old_id], views[new_id])


def quote_as_if(view: VersionView, *, case: str, channel: int, on: date) -> Quote:
    """What filing would cost if the version were in force on that day: for rehearsals."""
    held = replace(view, effective_from=min(on, view.effective_from), effective_to=None)
    return quoted(held, case=case if view.case(case) else "", channel=channel, on=on)


def repeal_of(code: str, *, on: date) -> Repeal | None:
    """How a procedure that is no more came to its end, or None where it is in force or never was."""
    if catalogue.chosen([code], on=on):
        return None
    begun = Version.objects.standing().filter(procedure__code=code, only_centre=None, effective_from__lte=on)
    last = begun.select_related("procedure").order_by("-effective_from", "-number").first()
    if last is None:
        return None
    ended = last.effective_from if last.repeals else last.effective_to
    view = version_view(last.document, last.settled, {}, _head(last))
    return Repeal(code, view.title, ended or last.effective_from, view.replaced_by.value or ())


def _counted(found: QuerySet[ChangeSet]) -> QuerySet[ChangeSet]:
    undone = ChangeSet.objects.filter(undoes=OuterRef("pk"), approved_at__isnull=False, withdrawn_at=None)
    return found.annotate(row_count=Count("rows"), is_undone=Exists(undone))


def _row(row: ChangeSet, *, on: date) -> ChangeSetRow:
    return ChangeSetRow(
        id=row.id,
        decision=row.decision,
        issuer=row.issuer,
        decided_on=row.decided_on,
        effective_from=row.effective_from,
        holds_from=row.holds_from,
        state=state_of(row, on=on, undone=bool(getattr(row, "is_undone", False))),
        rows=getattr(row, "row_count", 0),
        problems=len(row.problems),
        prepared_by=row.prepared_by,
        prepared_at=row.prepared_at,
        approved_by=row.approved_by,
        undoes=row.undoes_id,
    )


def state_of(row: ChangeSet, *, on: date, undone: bool = False) -> ChangeState:
    """Where a change set stands on a day."""
    if row.withdrawn_at:
        return ChangeState.WITHDRAWN
    if row.holds_from is None:
        return ChangeState.WAITING
    if row.holds_from > on:
        return ChangeState.ANNOUNCED
    return ChangeState.UNDONE if undone else ChangeState.IN_FORCE


def _made_by(row: ChangeSet) -> Mapping[str, int]:
    """The first version for the country the set made of each procedure; none where it repealed."""
    made = Version.objects.filter(change_set=row, only_centre=None, repeals=False).order_by("number")
    found: dict[str, int] = {}
    for code, key in made.values_list("procedure__code", "id"):
        found.setdefault(code, key)
    return found


def _review(ground: _Ground, said: ChangeRow) -> RowReview:
    old = ground.views[said.basis_id] if said.basis_id else None
    if ground.made is None:
        new = _proposed(ground, said)
    else:
        new = ground.views[ground.made[said.code]] if said.code in ground.made else None
    shown = new or old
    title = shown.title if shown else ""
    return RowReview(
        code=said.code,
        title=title,
        line=said.line,
        action=said.action,
        old=old,
        new=new,
        changes=differing.between(old, new),
        stale=ground.made is None and said.basis_id != ground.present.get(said.code),
        blocked=_blocked(said, ground.present.get(said.code), ground.day) if ground.made is None else "",
    )


def _blocked(said: ChangeRow, present: int | None, day: date) -> str:
    if catalogue.announced_after(said.code, day):
        return LATER
    if said.action == changes.RowAction.NEW and present is not None:
        return THERE
    if said.action in {changes.RowAction.CHANGE, changes.RowAction.REPEAL} and present is None:
        return NOT_THERE
    return ""


def _proposed(ground: _Ground, said: ChangeRow) -> VersionView | None:
    if said.action == changes.RowAction.REPEAL:
        return None
    if said.action == changes.RowAction.RESTORE:
        return ground.views[restores(said) or 0]
    basis = ground.bases.get(said.basis_id or 0)
    document, settled = basis_of(basis, said.code)
    document, settled = changes.applied(document, settled, said.facts, decision=ground.row.decision, at=UNSIGNED)
    texts = under(said.facts, "texts") or (basis.texts if basis else {})
    return version_view(document, settled, dict(texts), Head(0, (basis.number if basis else 0) + 1, ground.day, None))


def basis_of(basis: Version | None, code: str) -> tuple[Document, Settled]:
    """What a row is laid over."""
    return (dict(basis.document), basis.settled) if basis else ({"code": code}, {})


def restores(said: ChangeRow) -> int | None:
    """The version a row gives back, if it does."""
    found = said.facts.get("restores")
    return found if isinstance(found, int) else None


def _head(row: Version) -> Head:
    return Head(row.id, row.number, row.effective_from, row.effective_to)
