"""Reading the catalogue: versions in force on a day, search, lists, gaps; from memory once read.

How long what was read is trusted: see `_memory`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from uuid import UUID

from motcua.apps.procedures import gateways
from motcua.apps.procedures.models import Posting
from motcua.apps.procedures.queries import _memory as memory
from motcua.apps.procedures.rules import gaps
from motcua.apps.procedures.rules import guide as guiding
from motcua.apps.procedures.rules.quote import quote as quoted
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

#: What most people come for (domain §0.6, §14), in the order shown.
POPULAR = (
    "2.000815", "1.001193", "1.004873", "1.000894", "1.000656", "2.000635", "2.000884", "1.001612", "1.004194",
    "1.014027",
)  # fmt: skip
#: What scores less than this share of the best answer is named by chance and not shown, but for the first few.
TAIL, LEAST_SHOWN = 0.15, 3

_fields: dict[tuple[UUID | None, date], tuple[FieldView, ...]] = {}


def warm(*, on: date) -> None:
    """Read the versions in force and make their search index now: a process that is to be forked shares them."""
    memory.index(on)
    fields(on=on)


def in_force(code: str, *, on: date, centre_id: int | None = None) -> VersionView:
    """The version of a procedure on a local day, with the centre's own facts where it has some. Raises NotFound."""
    chosen = memory.catalogue().chosen(code, on, centre_id)
    if chosen is None:
        raise NotFound
    return version(chosen)


def version(version_id: int) -> VersionView:
    """One version by its id, as a dossier names it; never changes. Raises NotFound."""
    return memory.views([version_id])[version_id]


def chosen(codes: Iterable[str], *, on: date) -> Mapping[str, int]:
    """The version in force of each procedure on a day for the country; codes without one are left out."""
    catalogue = memory.catalogue()
    found = ((code, catalogue.chosen(code, on, None)) for code in codes)
    return {code: key for code, key in found if key is not None}


def codes() -> Mapping[str, date]:
    """Every code there ever was, with the day its newest edition begins."""
    return {code: max(e.effective_from for e in editions) for code, editions in memory.catalogue().editions.items()}


def announced_after(code: str, day: date) -> bool:
    """Whether an edition for the country begins after a day."""
    editions = memory.catalogue().editions.get(code, ())
    return any(e.effective_from > day and e.only_centre is None for e in editions)


def search(text: str, *, on: date, limit: int = 10) -> Found:
    """Procedures in force that answer a person's words, best first; else whose door it is; see Found."""
    views = memory.in_force(on)
    answer = memory.index(on).find(text, limit=limit)
    hits = [hit for at, hit in enumerate(answer.hits) if at < LEAST_SHOWN or hit.score >= TAIL * answer.hits[0].score]
    rows = tuple(_row(views[hit.code]) for hit in hits)
    return Found(rows=rows, refused=answer.refused, door=answer.door, asks_back=answer.asks_back)


def fields(*, on: date) -> tuple[FieldView, ...]:
    """Fields of work that hold a procedure in force, in dictionary order; kept as long as the catalogue stands."""
    key = (memory.catalogue().stamp, on)
    if key not in _fields:
        while len(_fields) >= memory.INDEXES_KEPT:
            _fields.pop(next(iter(_fields)), None)
        _fields[key] = _read_fields(on)
    return _fields[key]


def _read_fields(on: date) -> tuple[FieldView, ...]:
    views = memory.in_force(on).values()
    count, names = Counter(view.field for view in views), {view.field: view.field_name for view in views}
    found = [FieldView(slug=slug, name=names[slug], count=number) for slug, number in count.items()]
    return tuple(sorted(found, key=lambda field: sort_key(field.name)))


def listed(field: str, *, on: date, centre_id: int | None = None) -> tuple[ProcedureRow, ...]:
    """Procedures of a field in dictionary order; "" means every field; a centre's board leaves out what it hides."""
    hidden = set[str]()
    if centre_id is not None:
        boards = Posting.objects.filter(only_centre=centre_id, listed=False)
        hidden = set(boards.values_list("procedure__code", flat=True))
    views = [
        v for v in memory.in_force(on, centre_id).values() if field in {"", v.field} and v.procedure_code not in hidden
    ]
    return tuple(_row(view) for view in sorted(views, key=lambda view: sort_key(view.short_title)))


def popular(*, on: date) -> tuple[ProcedureRow, ...]:
    """What most people come for, as far as it is in force."""
    views = memory.in_force(on)
    return tuple(_row(views[code]) for code in POPULAR if code in views)


def edition() -> Edition:
    """Which state of the catalogue is read now; equal stamps, equal answers."""
    read = memory.catalogue()
    return Edition(stamp=str(read.stamp or ""), number=read.revision, changed_at=read.changed_at)


def life_events() -> tuple[LifeEvent, ...]:
    """The events of a life with their procedures' codes, in the order they are shown."""
    return gateways.life_events()


def rows_of(codes: Iterable[str], *, on: date, centre_id: int | None = None) -> tuple[ProcedureRow, ...]:
    """Lines of the named procedures in the order given; those not in force are left out."""
    views = memory.in_force(on, centre_id)
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
    views = memory.in_force(on, centre_id).values()
    return tuple(sorted(views, key=lambda view: (_key(view.field_name), _key(view.title), view.procedure_code)))


_key = lru_cache(maxsize=4096)(sort_key)


def revision() -> int:
    """How often the catalogue has changed."""
    return memory.catalogue().revision


def unknown_facts(*, on: date, number: int = 1, size: int = 50, kind: str = "") -> Page[UnknownFact]:
    """What nobody knows yet, by code, for the keeper; `kind` narrows it ("term", "fee", "online_level"...)."""
    found = [gap for view in memory.in_force(on).values() for gap in gaps.of(view) if kind in {"", gap.kind}]
    found.sort(key=lambda gap: (gap.code, gap.path))
    start = (number - 1) * size
    return Page(rows=tuple(found[start : start + size]), number=number, size=size, total=len(found))


def counts(*, on: date) -> Counts:
    """The catalogue in figures on a day."""
    return replace(gaps.counted(memory.in_force(on).values()), revision=memory.catalogue().revision)


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
