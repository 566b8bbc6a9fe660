"""What people have set: facts with their source and signature, and what a centre says of a procedure."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.apps.procedures.models import FactSet, Posting
from motcua.apps.procedures.values import FactRow, OnlineLevel, PostingView
from motcua.kernel.errors import NotFound


def posting(code: str, *, centre_id: int) -> PostingView:
    """What a centre says of a procedure; listed and silent where it never said anything."""
    row = Posting.objects.filter(only_centre=centre_id, procedure__code=code).select_related("procedure").first()
    return _posting(row) if row else PostingView(code=code, listed=True, counter_text="", phone="")


def postings(*, centre_id: int) -> Mapping[str, PostingView]:
    """What a centre has said of procedures, by code; one it never spoke of is listed all the same."""
    rows = Posting.objects.filter(only_centre=centre_id).select_related("procedure")
    return {row.procedure.code: _posting(row) for row in rows}


def facts_set(*, code: str = "", waiting: bool | None = None) -> tuple[FactRow, ...]:
    """Facts somebody set, newest first, at most 500: of one procedure, or those that wait for a signature."""
    rows = FactSet.objects.select_related("procedure").order_by("-id")
    if code:
        rows = rows.filter(procedure__code=code)
    if waiting is not None:
        rows = rows.filter(signed_at__isnull=waiting, retired_at=None)
    return tuple(_fact_row(row) for row in rows[:500])


def fact_set(fact_id: int) -> FactRow:
    """One fact somebody set. Raises NotFound."""
    row = FactSet.objects.select_related("procedure").filter(pk=fact_id).first()
    if row is None:
        raise NotFound
    return _fact_row(row)


def own_fact(code: str, path: str, *, centre_id: int) -> FactRow | None:
    """The fact a centre has for itself in force; it stands before the one for the country. None where it has none."""
    own = FactSet.objects.filter(procedure__code=code, path=path, only_centre=centre_id)
    row = own.filter(signed_at__isnull=False, retired_at=None).select_related("procedure").first()
    return _fact_row(row) if row else None


def _posting(row: Posting) -> PostingView:
    level = OnlineLevel(row.online_level) if row.online_level else None
    return PostingView(row.procedure.code, row.listed, row.counter_text, row.phone, level)


def _fact_row(row: FactSet) -> FactRow:
    return FactRow(
        id=row.id,
        code=row.procedure.code,
        path=row.path,
        value=row.value,
        source=row.source,
        set_by=row.set_by,
        signed_by=row.signed_by,
        centre_id=row.only_centre,
        retired_by=row.retired_by,
        retired_at=row.retired_at,
        retired_reason=row.retired_reason,
    )
