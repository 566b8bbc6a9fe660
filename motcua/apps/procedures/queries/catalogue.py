"""Reading the catalogue: versions in force on a day, search, lists, gaps; from memory once read.

A version never changes, so its view is kept for good; which versions are in force is read again when the
revision's stamp differs, and the stamp is asked at most every two seconds.
"""

from __future__ import annotations

import math
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from motcua.apps.procedures import gateways
from motcua.apps.procedures.models import Posting, Revision, Version
from motcua.apps.procedures.rules import gaps
from motcua.apps.procedures.rules import guide as guiding
from motcua.apps.procedures.rules.quote import quote as quoted
from motcua.apps.procedures.rules.searching.engine import Index
from motcua.apps.procedures.rules.views import Head, version_view
from motcua.apps.procedures.values import (
    Counts,
    FieldView,
    Found,
    ProcedureRow,
    Quote,
    UnknownFact,
    VersionView,
)
from motcua.apps.procedures.values.guide import Guided
from motcua.apps.procedures.values.reading import Edition, LifeEvent
from motcua.base.eforms import EForm, NotAForm, form_of
from motcua.kernel.errors import NotFound
from motcua.kernel.paging import Page
from motcua.kernel.text import sort_key

#: How long an answer may lag behind a change made by another process.
STALE_AFTER_SECONDS: float = settings.MEMORY_TRUSTED_SECONDS
#: What most people come for (domain §0.6, §14), in the order shown.
POPULAR = (
    "2.000815", "1.001193", "1.004873", "1.000894", "1.000656", "2.000635", "2.000884", "1.001612", "1.004194",
    "1.014027",
)  # fmt: skip
#: An index is some 20 MB beside what it shares; yesterday's is soon of no use.
#: What scores less than this share of the best answer is named by chance and not shown, but for the first few.
TAIL, LEAST_SHOWN = 0.15, 3
INDEXES_KEPT = 2
VIEWS_KEPT = 5000


@dataclass(frozen=True, slots=True)
class _Edition:
    """Where one version stands in its procedure's time."""

    effective_from: date
    number: int
    id: int
    effective_to: date | None
    only_centre: int | None
    repeals: bool


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """Which versions there are, at one stamp of the revision."""

    stamp: UUID | None
    revision: int
    changed_at: datetime | None
    editions: Mapping[str, tuple[_Edition, ...]]

    def chosen(self, code: str, on: date, centre_id: int | None) -> int | None:
        """The version of a procedure in force on a day, for a centre or for the country."""
        begun = [
            e for e in self.editions.get(code, ()) if e.effective_from <= on and e.only_centre in {None, centre_id}
        ]
        last = max(begun, key=lambda e: (e.effective_from, e.number), default=None)
        there = last is not None and not last.repeals and (last.effective_to is None or on <= last.effective_to)
        return last.id if last and there else None


@dataclass(slots=True)
class _Memory:
    """What this process remembers."""

    catalogue: _Catalogue | None = None
    asked_at: float = 0.0


_memory = _Memory()
_views: dict[int, VersionView] = {}
_indexes: dict[tuple[UUID | None, date], Index] = {}
_fields: dict[tuple[UUID | None, date], tuple[FieldView, ...]] = {}


def forget() -> None:
    """Ask the database again at the next call: after a change made here, and between tests."""
    _memory.catalogue = None


def look_again() -> None:
    """Have the next call ask whether the catalogue has changed: what is filed for good rests on no older memory."""
    _memory.asked_at = -math.inf


def warm(*, on: date) -> None:
    """Read the versions in force and make their search index now: a process that is to be forked shares them."""
    _index(on)
    fields(on=on)


def in_force(code: str, *, on: date, centre_id: int | None = None) -> VersionView:
    """The version of a procedure on a local day, with the centre's own facts where it has some. Raises NotFound."""
    chosen = _catalogue().chosen(code, on, centre_id)
    if chosen is None:
        raise NotFound
    return version(chosen)


def version(version_id: int) -> VersionView:
    """One version by its id, as a dossier names it; never changes. Raises NotFound."""
    return _load([version_id])[version_id]


def chosen(codes: Iterable[str], *, on: date) -> Mapping[str, int]:
    """The version in force of each procedure on a day for the country; codes without one are left out."""
    catalogue = _catalogue()
    found = ((code, catalogue.chosen(code, on, None)) for code in codes)
    return {code: key for code, key in found if key is not None}


def codes() -> Mapping[str, date]:
    """Every code there ever was, with the day its newest edition begins."""
    return {code: max(e.effective_from for e in editions) for code, editions in _catalogue().editions.items()}


def announced_after(code: str, day: date) -> bool:
    """Whether an edition for the country begins after a day."""
    editions = _catalogue().editions.get(code, ())
    return any(e.effective_from > day and e.only_centre is None for e in editions)


def views_in_force(*, on: date, centre_id: int | None = None) -> Mapping[str, VersionView]:
    """Every procedure in force on a day by its code."""
    return _in_force(on, centre_id)


def views(ids: Iterable[int]) -> Mapping[int, VersionView]:
    """Versions by their ids, in one statement at most. Raises NotFound."""
    return _load(ids)


def search(text: str, *, on: date, limit: int = 10) -> Found:
    """Procedures in force that answer a person's words, best first; else whose door it is; see Found."""
    views = _in_force(on)
    answer = _index(on).find(text, limit=limit)
    hits = [hit for at, hit in enumerate(answer.hits) if at < LEAST_SHOWN or hit.score >= TAIL * answer.hits[0].score]
    rows = tuple(_row(views[hit.code]) for hit in hits)
    return Found(rows=rows, refused=answer.refused, door=answer.door, asks_back=answer.asks_back)


def fields(*, on: date) -> tuple[FieldView, ...]:
    """Fields of work that hold a procedure in force, in dictionary order; kept as long as the catalogue stands."""
    key = (_catalogue().stamp, on)
    if key not in _fields:
        while len(_fields) >= INDEXES_KEPT:
            _fields.pop(next(iter(_fields)), None)
        _fields[key] = _read_fields(on)
    return _fields[key]


def _read_fields(on: date) -> tuple[FieldView, ...]:
    views = _in_force(on).values()
    count, names = Counter(view.field for view in views), {view.field: view.field_name for view in views}
    found = [FieldView(slug=slug, name=names[slug], count=number) for slug, number in count.items()]
    return tuple(sorted(found, key=lambda field: sort_key(field.name)))


def listed(field: str, *, on: date, centre_id: int | None = None) -> tuple[ProcedureRow, ...]:
    """Procedures of a field in dictionary order; "" means every field; a centre's board leaves out what it hides."""
    hidden = set[str]()
    if centre_id is not None:
        boards = Posting.objects.filter(only_centre=centre_id, listed=False)
        hidden = set(boards.values_list("procedure__code", flat=True))
    views = [v for v in _in_force(on, centre_id).values() if field in {"", v.field} and v.procedure_code not in hidden]
    return tuple(_row(view) for view in sorted(views, key=lambda view: sort_key(view.short_title)))


def popular(*, on: date) -> tuple[ProcedureRow, ...]:
    """What most people come for, as far as it is in force."""
    views = _in_force(on)
    return tuple(_row(views[code]) for code in POPULAR if code in views)


def edition() -> Edition:
    """Which state of the catalogue is read now; equal stamps, equal answers."""
    read = _catalogue()
    return Edition(stamp=str(read.stamp or ""), number=read.revision, changed_at=read.changed_at)


def life_events() -> tuple[LifeEvent, ...]:
    """The events of a life with their procedures' codes, in the order they are shown."""
    return gateways.life_events()


def rows_of(codes: Iterable[str], *, on: date, centre_id: int | None = None) -> tuple[ProcedureRow, ...]:
    """Lines of the named procedures in the order given; those not in force are left out."""
    views = _in_force(on, centre_id)
    return tuple(_row(views[code]) for code in codes if code in views)


def guided(version_id: int, given: Mapping[str, str]) -> Guided:
    """Where closed answers lead in the guide of one version, with every paper of the case at a filing's end.

    Raises NotFound where the version has no guide.
    """
    view = version(version_id)
    if view.guide.value is None:
        raise NotFound
    step = guiding.walk(view.guide.value, given)
    case = view.case(step.outcome.case) if step.outcome else None
    return guiding.of_case(step, case) if case else step


def eform(version_id: int) -> EForm | None:
    """The citizen's form of one version; None where it has none, or a torn one: the general form does then."""
    written = version(version_id).eform.value
    try:
        return form_of(written) if written else None
    except NotAForm:
        return None


def quote(
    *,
    version_id: int,
    case: str,
    channel: int,
    on: date,
    applicant_class: str = "",
    counts: Mapping[str, int] | None = None,
) -> Quote:
    """What filing costs under one version; see rules.quote. Raises NotFound."""
    view = version(version_id)
    return quoted(view, case=case, channel=channel, on=on, applicant_class=applicant_class, counts=counts)


def all_in_force(*, on: date, centre_id: int | None = None) -> tuple[VersionView, ...]:
    """Every procedure in force on a local day at a centre, by field and title in dictionary order."""
    views = _in_force(on, centre_id).values()
    return tuple(sorted(views, key=lambda view: (_key(view.field_name), _key(view.title), view.procedure_code)))


_key = lru_cache(maxsize=4096)(sort_key)


def revision() -> int:
    """How often the catalogue has changed."""
    return _catalogue().revision


def unknown_facts(*, on: date, number: int = 1, size: int = 50, kind: str = "") -> Page[UnknownFact]:
    """What nobody knows yet, by code, for the keeper; `kind` narrows it ("term", "fee", "online_level"...)."""
    found = [gap for view in _in_force(on).values() for gap in gaps.of(view) if kind in {"", gap.kind}]
    found.sort(key=lambda gap: (gap.code, gap.path))
    start = (number - 1) * size
    return Page(rows=tuple(found[start : start + size]), number=number, size=size, total=len(found))


def counts(*, on: date) -> Counts:
    """The catalogue in figures on a day."""
    return replace(gaps.counted(_in_force(on).values()), revision=_catalogue().revision)


def _row(view: VersionView) -> ProcedureRow:
    return ProcedureRow(
        version_id=view.id,
        code=view.procedure_code,
        title=view.title,
        short_title=view.short_title,
        field=view.field,
        field_name=view.field_name,
        full=view.full,
        may_promise=view.may_promise,
    )


def _catalogue() -> _Catalogue:
    present, now = _memory.catalogue, time.monotonic()
    if present is not None and now - _memory.asked_at < STALE_AFTER_SECONDS:
        return present
    row = Revision.objects.filter(pk=1).values_list("stamp", "number", "changed_at").first()
    stamp, number, changed_at = row or (None, 0, None)
    if present is None or present.stamp != stamp:
        present = _Catalogue(stamp=stamp, revision=number, changed_at=changed_at, editions=_editions())
        _memory.catalogue = present
    _memory.asked_at = now
    return present


def _editions() -> Mapping[str, tuple[_Edition, ...]]:
    found: dict[str, list[_Edition]] = defaultdict(list)
    columns = ("procedure__code", "effective_from", "number", "id", "effective_to", "only_centre", "repeals")
    for code, begins, number, key, ends, centre, gone in Version.objects.standing().values_list(*columns):
        found[code].append(_Edition(begins, number, key, ends, centre, gone))
    return {code: tuple(editions) for code, editions in found.items()}


def _in_force(on: date, centre_id: int | None = None) -> Mapping[str, VersionView]:
    catalogue = _catalogue()
    chosen = ((code, catalogue.chosen(code, on, centre_id)) for code in catalogue.editions)
    ids = {code: key for code, key in chosen if key is not None}
    views = _load(ids.values())
    return {code: views[key] for code, key in ids.items()}


def _load(ids: Iterable[int]) -> Mapping[int, VersionView]:
    """Views by version id, from memory or in one query."""
    wanted = set(ids)
    missing = wanted - _views.keys()
    if missing:
        if len(_views) > VIEWS_KEPT:
            _views.clear()
            missing = wanted
        for row in Version.objects.filter(pk__in=missing):
            head = Head(row.id, row.number, row.effective_from, row.effective_to)
            _views[row.id] = version_view(row.document, row.settled, row.texts, head)
    found = {key: _views[key] for key in wanted if key in _views}
    if len(found) < len(wanted):
        raise NotFound
    return found


def index(on: date) -> Index:
    """The search index of a day; for the other modules of these queries."""
    return _index(on)


def _index(on: date) -> Index:
    key = (_catalogue().stamp, on)
    if key not in _indexes:
        while len(_indexes) >= INDEXES_KEPT:
            _indexes.pop(next(iter(_indexes)), None)
        _indexes[key] = gateways.index_of(_in_force(on).values())
    return _indexes[key]
