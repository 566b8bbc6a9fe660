"""Writing versions: a new row each time, folded from the source's facts and the signed ones, and a new revision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max

from motcua.apps.outbox import commands as outbox
from motcua.apps.procedures import queries
from motcua.apps.procedures.events import CatalogueChanged
from motcua.apps.procedures.models import FactSet, Procedure, Revision, Version
from motcua.apps.procedures.rules import changes
from motcua.apps.procedures.values import Known
from motcua.kernel.actor import Actor
from motcua.kernel.clock import local
from motcua.kernel.ids import uuid7

#: News of the catalogue keeps its order under this key; it belongs to no centre.
CATALOGUE_KEY = UUID("0197b000-0000-7000-8000-000000000001")
NO_CENTRE = 0

Settled = dict[str, dict[str, object]]


def lock_revision(at: datetime) -> Revision:
    """Hold the catalogue's one row to the end of the transaction: one writer at a time."""
    Revision.objects.bulk_create([Revision(id=1, stamp=uuid7(), changed_at=at)], ignore_conflicts=True)
    return Revision.objects.select_for_update().get(pk=1)


def changed(revision: Revision, *, at: datetime) -> int:
    """Count the change and tell it; the answer is the new revision."""
    revision.number += 1
    revision.stamp, revision.changed_at = uuid7(), at
    revision.save(update_fields=["number", "stamp", "changed_at"])
    fact = CatalogueChanged(revision=revision.number, at=at)
    outbox.record(fact, key=CATALOGUE_KEY, centre_id=NO_CENTRE, at=at)
    queries.forget()
    return revision.number


def signed_facts(procedure_ids: Iterable[int]) -> Mapping[tuple[int, int | None], Settled]:
    """The facts that count, by (procedure, centre or None), in the shape of Version.settled."""
    rows = FactSet.objects.filter(procedure_id__in=list(procedure_ids), signed_at__isnull=False, retired_at=None)
    found: dict[tuple[int, int | None], Settled] = defaultdict(dict)
    for row in rows.order_by("id"):
        found[row.procedure_id, row.only_centre][row.path] = {
            "value": row.value,
            "known": str(Known.SET),
            "source": row.source,
            "by": row.signed_by,
            "at": row.signed_at.isoformat() if row.signed_at else "",
        }
    return found


def last_numbers(procedure_ids: Iterable[int]) -> dict[int, int]:
    """The highest version number of each procedure."""
    rows = Version.objects.filter(procedure_id__in=list(procedure_ids)).values("procedure_id")
    return {row["procedure_id"]: row["last"] for row in rows.annotate(last=Max("number"))}


def republish(procedure: Procedure, *, actor: Actor, at: datetime, only_centre: int | None) -> None:
    """Make new versions after a fact changed: the country's and every centre's own, or one centre's.

    The edition in force is made anew from today, and every announced one from its own day.
    """
    signed, today = signed_facts([procedure.id]), local(at).date()
    own = {centre for _, centre in signed if centre is not None and only_centre in {None, centre}}
    places: list[int | None] = [None, *sorted(own)] if only_centre is None else [only_centre]
    number = last_numbers([procedure.id])[procedure.id]
    versions = []
    for basis in _standing(procedure, today):
        for place in places:
            number += 1
            settled = settled_at(basis.settled, signed, procedure.id, place)
            begins = max(basis.effective_from, today)
            versions.append(again(basis, settled, number=number, only_centre=place, begins=begins, actor=actor, at=at))
    Version.objects.bulk_create(versions)


def _standing(procedure: Procedure, today: date) -> list[Version]:
    """The country's edition in force today and those announced for later, one a day."""
    by_day: dict[date, Version] = {}
    found = Version.objects.standing().filter(procedure=procedure, only_centre=None)
    for version in found.order_by("effective_from", "number"):
        by_day[max(version.effective_from, today)] = version
    standing = [by_day[day] for day in sorted(by_day) if not by_day[day].repeals]
    return [version for version in standing if version.effective_to is None or version.effective_to >= today]


def again(
    basis: Version,
    settled: Settled,
    *,
    number: int,
    only_centre: int | None,
    begins: date,
    actor: Actor,
    at: datetime,
) -> Version:
    """A version with the same source as `basis` and other settled facts; not saved."""
    return Version(
        procedure_id=basis.procedure_id,
        number=number,
        only_centre=only_centre,
        decision=basis.decision,
        effective_from=begins,
        effective_to=basis.effective_to,
        source=basis.source,
        as_of=basis.as_of,
        document=basis.document,
        settled=settled,
        texts=basis.texts,
        digest=basis.digest,
        texts_digest=basis.texts_digest,
        made_by=actor.label,
        made_at=at,
        change_set_id=basis.change_set_id,
    )


def settled_at(
    stated: Mapping[str, Mapping[str, object]],
    signed: Mapping[tuple[int, int | None], Settled],
    procedure_id: int,
    place: int | None,
) -> Settled:
    """What is settled for the country or at one centre: the stated part, over it what counts of the signed."""
    over: Settled = {**signed.get((procedure_id, None), {}), **(signed.get((procedure_id, place), {}) if place else {})}
    return {path: dict(entry) for path, entry in changes.folded(changes.stated_part(stated), over).items()}
