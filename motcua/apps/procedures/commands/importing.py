"""Importing a catalogue: every good row becomes at most one new version; a bad row is told and stops nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from motcua.apps.audit import commands as audit
from motcua.apps.procedures import gateways, policy
from motcua.apps.procedures.commands.publishing import (
    Settled,
    again,
    changed,
    last_numbers,
    lock_revision,
    settled_at,
    signed_facts,
)
from motcua.apps.procedures.models import Field, Procedure, Version
from motcua.apps.procedures.rules import changes
from motcua.apps.procedures.rules.document import BadRow, text_of
from motcua.apps.procedures.rules.intake import FIRST_DAY, Taken, take
from motcua.apps.procedures.rules.views import slug
from motcua.apps.procedures.values import ImportReport, RowProblem
from motcua.kernel.actor import Actor
from motcua.kernel.clock import local

BATCH = 200
Entries = Mapping[str, Mapping[str, object]]


@dataclass(slots=True)
class _Read:
    """What was read: good rows by code, and what was wrong with the others."""

    seen: int = 0
    rows: dict[str, Taken] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)


def import_catalogue(rows: Iterable[str | Mapping[str, object]], *, actor: Actor, at: datetime) -> ImportReport:
    """Take in rows (JSON lines or mappings) of the shipped or the full format; the same content changes nothing.

    Rows are read before the transaction begins. A first version holds from the day commune centres began, a
    later one from the day of import, unless the row states `effective_from`. Raises NotAllowed.
    """
    policy.require_importer(actor)
    read = _read(rows)
    with transaction.atomic():
        revision = lock_revision(at)
        known = _known(read.rows)
        new = [row for code, row in read.rows.items() if code not in known]
        procedures = {**{code: p for code, (p, _) in known.items()}, **_create(new)}
        other = [row for code, row in read.rows.items() if code in known and _differs(row, known[code][1])]
        decided = {code: changes.decided_part(version.settled) for code, (_p, version) in known.items()}
        versions = _versions(new + other, procedures, decided, actor=actor, at=at)
        Version.objects.bulk_create(versions, batch_size=BATCH)
        number = changed(revision, at=at) if versions else revision.number
        outcome = f"created {len(new)} changed {len(other)} refused {len(read.problems)}"
        audit.record(command="procedures.import_catalogue", actor=actor, at=at, ids=(number,), outcome=outcome)
    same = len(read.rows) - len(new) - len(other)
    return ImportReport(read.seen, len(new), len(other), same, tuple(read.problems), number)


def _read(rows: Iterable[str | Mapping[str, object]]) -> _Read:
    read, overlay = _Read(), gateways.overlay()
    for line, row in enumerate(rows, start=1):
        if isinstance(row, str) and not row.strip():
            continue
        read.seen += 1
        try:
            taken = take(row, overlay)
        except BadRow as bad:
            read.problems.append(RowProblem(line, bad.field, bad.reason))
            continue
        if taken.code in read.rows:
            read.problems.append(RowProblem(line, "code", "Mã này đã có ở một dòng trước."))
        else:
            read.rows[taken.code] = taken
    return read


def _known(rows: Mapping[str, Taken]) -> dict[str, tuple[Procedure, Version]]:
    """Procedures we have, each with the newest version made for the whole country."""
    newest = (
        Version.objects.standing()
        .filter(procedure__code__in=list(rows), only_centre=None)
        .select_related("procedure")
        .defer("texts", "document")
        .order_by("procedure_id", "-number")
        .distinct("procedure_id")
    )
    return {version.procedure.code: (version.procedure, version) for version in newest}


def _differs(row: Taken, newest: Version) -> bool:
    """A row without texts never takes texts away; dates count only where the row states them.

    What a decision repealed no file brings back; a further decision does.
    """
    return not newest.repeals and (
        row.digest != newest.digest
        or (bool(row.texts) and row.texts_digest != newest.texts_digest)
        or (row.effective_from is not None and row.effective_from != newest.effective_from)
        or (row.effective_to is not None and row.effective_to != newest.effective_to)
    )


def _create(new: Sequence[Taken]) -> dict[str, Procedure]:
    slugs = {slug(row.field_name): row.field_name for row in new}
    Field.objects.bulk_create([Field(slug=s, name=n) for s, n in slugs.items()], ignore_conflicts=True)
    fields = {found.slug: found for found in Field.objects.filter(slug__in=slugs)}
    made = [Procedure(code=row.code, title=row.title, field=fields[slug(row.field_name)]) for row in new]
    return {procedure.code: procedure for procedure in Procedure.objects.bulk_create(made, batch_size=BATCH)}


def _versions(
    rows: Sequence[Taken],
    procedures: Mapping[str, Procedure],
    decided: Mapping[str, Entries],
    *,
    actor: Actor,
    at: datetime,
) -> list[Version]:
    """New versions of changed procedures: the country's, then those of centres that settled facts of their own.

    What decisions settled stays over the newer source, as it stood over the older one.
    """
    ids = [procedures[row.code].id for row in rows]
    signed, numbers = signed_facts(ids), last_numbers(ids)
    made = []
    for row in rows:
        procedure = procedures[row.code]
        number = numbers.get(procedure.id, 0) + 1
        stated = {**row.settled, **decided.get(row.code, {})}
        national = settled_at(stated, signed, procedure.id, None)
        version = _version(row, procedure, national, number=number, actor=actor, at=at)
        made.append(version)
        own = sorted(centre for p, centre in signed if p == procedure.id and centre is not None)
        for step, centre in enumerate(own, start=1):
            settled = settled_at(stated, signed, procedure.id, centre)
            begins = version.effective_from
            made.append(
                again(version, settled, number=number + step, only_centre=centre, begins=begins, actor=actor, at=at)
            )
    return made


def _version(row: Taken, procedure: Procedure, settled: Settled, *, number: int, actor: Actor, at: datetime) -> Version:
    return Version(
        procedure=procedure,
        number=number,
        decision=text_of(row.document, "decision")[:200],
        effective_from=row.effective_from or _begins(row, number=number, today=local(at).date()),
        effective_to=row.effective_to,
        source=text_of(row.document, "source")[:300],
        as_of=text_of(row.document, "as_of")[:20],
        document=row.document,
        settled=settled,
        texts=row.texts,
        digest=row.digest,
        texts_digest=row.texts_digest,
        made_by=actor.label,
        made_at=at,
    )


def _begins(row: Taken, *, number: int, today: date) -> date:
    """The first edition holds since communes began; a later one from today, or to the day it was repealed."""
    if number == 1:
        return FIRST_DAY
    return min(today, row.effective_to) if row.effective_to else today
