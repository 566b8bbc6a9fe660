"""The catalogue in figures, what nobody knows yet, what waits for a signature, and one procedure's facts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import Fact, FactRow, Known, UnknownFact, VersionView
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.kernel.paging import Page
from motcua.surfaces.console.forms import fact_words
from motcua.surfaces.console.views._page import KEEPERS, PAGE_SIZE, centre_of, page_number, show
from motcua.surfaces.console.views._people import names_of

KINDS = ("term", "fee", "exemptions", "competent_agency", "online_where", "online_level")
EVERYTHING = 1_000_000


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact of a procedure as the page shows it."""

    path: str
    name: str
    words: tuple[str, ...]
    known: str
    source: str
    raw: str


@dataclass(frozen=True, slots=True)
class SetLine:
    """A fact somebody set, with names, and what the reader may do about it."""

    row: FactRow
    name: str
    words: tuple[str, ...]
    set_by: str
    signed_by: str
    retired_by: str
    own: bool


@enter(*KEEPERS)
@require_safe
def show_catalogue(request: ActorRequest) -> HttpResponse:
    """Figures, and the facts nobody knows yet, page by page."""
    on, kind = today(), request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    everything = procedures.unknown_facts(on=on, size=EVERYTHING)
    per_kind = Counter(gap.kind for gap in everything.rows)
    gaps = _cut([gap for gap in everything.rows if kind in {"", gap.kind}], page_number(request))
    context = {
        "counts": procedures.counts(on=on),
        "figures": [(k, fact_words.NAMES[k], per_kind[k], k == kind) for k in KINDS],
        "unknown": everything.total,
        "kind": kind,
        "page": gaps,
        "rows": [(gap, fact_words.name_of(gap.path)) for gap in gaps.rows],
        "query": urlencode({"kind": kind}) if kind else "",
        "waiting": len(procedures.facts_set(waiting=True)),
    }
    return show(request, "catalogue", context, tab="catalogue")


@enter(*KEEPERS)
@require_safe
def show_waiting(request: ActorRequest) -> HttpResponse:
    """Facts that wait for a second person's signature."""
    lines = set_lines(procedures.facts_set(waiting=True), me=request.actor.label)
    return show(request, "waiting", {"lines": lines}, tab="catalogue")


@enter(*KEEPERS)
@require_safe
def show_procedure(request: ActorRequest, code: str) -> HttpResponse:
    """Every fact of one procedure, and what was set for it."""
    view = procedures.in_force(code, on=today(), centre_id=centre_of(request))
    return show(request, "procedure", procedure_context(request, view), tab="catalogue")


def procedure_context(request: ActorRequest, view: VersionView) -> dict[str, Any]:
    """What the page of a procedure shows."""
    rows = procedures.facts_set(code=view.procedure_code)
    return {
        "view": view,
        "facts": [line_of(view, path) for path in fact_words.PATHS],
        "lines": set_lines(rows, me=request.actor.label),
    }


def line_of(view: VersionView, path: str) -> FactLine:
    """One fact of a version in words."""
    kind, _colon, channel = path.partition(":")
    fact = _fact(view, kind, channel)
    said = fact_words.words(path, plain_of(view, path))
    if not isinstance(fact, Fact):
        known = "" if said else Known.UNKNOWN
        return FactLine(path, fact_words.name_of(path), said, known, "", "")
    return FactLine(path, fact_words.name_of(path), said, fact.known, fact.source, fact.raw)


def plain_of(view: VersionView, path: str) -> object:
    """The known value of a path as plain JSON; None where nobody knows it."""
    kind, _colon, channel = path.partition(":")
    fact = _fact(view, kind, channel)
    return fact_words.plain(fact.value if isinstance(fact, Fact) else fact)


def set_lines(rows: tuple[FactRow, ...], *, me: str) -> list[SetLine]:
    """Facts somebody set, with the names of who set, signed and ended them in one statement."""
    names = names_of(label for row in rows for label in (row.set_by, row.signed_by, row.retired_by) if label)
    return [
        SetLine(
            row=row,
            name=fact_words.name_of(row.path),
            words=fact_words.words(row.path, row.value),
            set_by=names[row.set_by],
            signed_by=names.get(row.signed_by, ""),
            retired_by=names.get(row.retired_by, ""),
            own=row.set_by == me,
        )
        for row in rows
    ]


def today() -> date:
    """The office's day."""
    return clock.local(clock.now()).date()


def _fact(view: VersionView, kind: str, channel: str) -> Any:
    if kind in fact_words.PER_CHANNEL:
        offer = view.offer(int(channel))
        return getattr(offer, kind) if offer else Fact[Any].unknown()
    found = getattr(view, kind)
    return found if found not in ((), "") else None


def _cut(rows: list[UnknownFact], number: int) -> Page[UnknownFact]:
    start = (number - 1) * PAGE_SIZE
    return Page(rows=rows[start : start + PAGE_SIZE], number=number, size=PAGE_SIZE, total=len(rows))
