"""A keeper's list of work: checks that are due, codes to mend, parts that lack, searches that found nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db.models import Max, Sum

from motcua.apps.procedures.models import Check, KeepingRule, Miss, Posting, Version
from motcua.apps.procedures.queries import _memory as memory
from motcua.apps.procedures.queries import catalogue
from motcua.apps.procedures.rules import parts
from motcua.apps.procedures.rules.changes import CODE
from motcua.apps.procedures.rules.document import under
from motcua.apps.procedures.values import CheckRow, CodeGap, CodesView, MissRow, PartsRow, VersionView

#: Where nobody has said otherwise.
CHECK_DAYS = 180
MISSES_SHOWN = 200


def check_days() -> int:
    """After how many days a procedure is to be checked again."""
    return KeepingRule.objects.filter(pk=1).values_list("check_days", flat=True).first() or CHECK_DAYS


def due_checks(*, now: datetime, on: date) -> tuple[CheckRow, ...]:
    """Every procedure in force with its last check, those due first, the longest unchecked before others."""
    limit = now - timedelta(days=check_days())
    latest = Check.objects.order_by("procedure_id", "-checked_at").distinct("procedure_id")
    last = {row.procedure.code: row for row in latest.select_related("procedure")}
    rows = [_check(view, last.get(code), limit) for code, view in memory.in_force(on).items()]
    return tuple(
        sorted(rows, key=lambda row: (not row.due, row.checked_at is not None, row.checked_at or now, row.code))
    )


def parts_missing(*, on: date, centre_id: int | None = None) -> tuple[PartsRow, ...]:
    """Procedures in force that lack one of the seven compulsory parts, by code."""
    views = memory.in_force(on, centre_id)
    lacking = ((view, parts.missing(view)) for _code, view in sorted(views.items()))
    return tuple(PartsRow(view.procedure_code, view.title, names) for view, names in lacking if names)


def codes_to_mend(*, on: date) -> CodesView:
    """Codes that are not as they should be: repealed but posted, without successor, replaced by a code we lack."""
    views = memory.in_force(on)
    strange = [CodeGap(code, view.title, "not_national") for code, view in views.items() if not CODE.match(code)]
    gone = _gone(views)
    posted = Posting.objects.filter(listed=True, procedure__code__in=gone).values_list("procedure__code", flat=True)
    gaps = [CodeGap(code, gone[code][0], "posted_but_repealed") for code in sorted(set(posted))]
    gaps += [CodeGap(code, title, "no_successor") for code, (title, codes) in gone.items() if not codes]
    gaps += list(_unknown(views, gone))
    return CodesView(mapped=len(views) - len(strange), gaps=(*gaps, *strange))


def misses(*, since: date) -> tuple[MissRow, ...]:
    """Searches that found nothing since a day, the commonest first."""
    found = Miss.objects.filter(day__gte=since).values("words", "strange").order_by()
    found = found.annotate(total=Sum("count"), last=Max("day")).order_by("-total", "words")
    return tuple(MissRow(row["words"], row["strange"], row["total"], row["last"]) for row in found[:MISSES_SHOWN])


def _check(view: VersionView, last: Check | None, limit: datetime) -> CheckRow:
    return CheckRow(
        code=view.procedure_code,
        title=view.title,
        checked_at=last.checked_at if last else None,
        checked_by=last.checked_by if last else "",
        source=last.source if last else "",
        due=last is None or last.checked_at < limit,
    )


def _gone(views: Mapping[str, VersionView]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Title and successors of every procedure that is no longer in force, by code."""
    ended = [code for code in catalogue.codes() if code not in views]
    newest = Version.objects.standing().filter(procedure__code__in=ended, only_centre=None).select_related("procedure")
    newest = newest.order_by("procedure_id", "-effective_from", "-number").distinct("procedure_id")
    return {row.procedure.code: (row.procedure.title, _successors(row)) for row in newest}


def _successors(row: Version) -> tuple[str, ...]:
    codes = under(row.settled, "replaced_by").get("value")
    return tuple(map(str, codes)) if isinstance(codes, list) else ()


def _unknown(views: Mapping[str, VersionView], gone: Mapping[str, tuple[str, tuple[str, ...]]]) -> Iterator[CodeGap]:
    told = {**{code: (view.title, view.replaced_by.value or ()) for code, view in views.items()}, **gone}
    for code, (title, successors) in sorted(told.items()):
        if unknown := tuple(each for each in successors if each not in views):
            yield CodeGap(code, title, "successor_unknown", unknown)
