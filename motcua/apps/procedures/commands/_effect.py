"""What an approved change set writes: new versions from its day, for the country and for centres with own facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.apps.procedures.commands.publishing import Settled, again, last_numbers, settled_at, signed_facts
from motcua.apps.procedures.models import ChangeRow, ChangeSet, Field, Procedure, Version
from motcua.apps.procedures.queries.changes import basis_of, restores
from motcua.apps.procedures.rules import changes
from motcua.apps.procedures.rules.changes import RowAction
from motcua.apps.procedures.rules.document import Document, digest, text_of, under
from motcua.apps.procedures.rules.views import Settled as Stated
from motcua.apps.procedures.rules.views import slug
from motcua.kernel.actor import Actor

BATCH = 200


@dataclass(frozen=True, slots=True)
class Approval:
    """Who puts which set in force, from which day."""

    row: ChangeSet
    begins: date
    actor: Actor
    at: datetime


def write_versions(approval: Approval, said: Sequence[ChangeRow]) -> list[Version]:
    """Make and save the versions of all rows; their number of statements does not grow with the rows."""
    procedures = _procedures(said)
    ids = [procedure.id for procedure in procedures.values()]
    signed, numbers = signed_facts(ids), last_numbers(ids)
    wanted = {row.basis_id for row in said} | {restores(row) for row in said}
    kept = Version.objects.in_bulk([key for key in wanted if key])
    made: list[Version] = []
    for row in said:
        procedure = procedures[row.code]
        basis = kept.get(restores(row) or row.basis_id or 0)
        made += _editions(approval, row, procedure, basis, numbers.get(procedure.id, 0) + 1, signed)
    return Version.objects.bulk_create(made, batch_size=BATCH)


def _procedures(said: Sequence[ChangeRow]) -> dict[str, Procedure]:
    """The procedures of the rows by code, new ones made."""
    there = {p.code: p for p in Procedure.objects.filter(code__in=[row.code for row in said])}
    new = [row for row in said if row.code not in there]
    names = {slug(text_of(row.facts, "field")): text_of(row.facts, "field") for row in new}
    Field.objects.bulk_create([Field(slug=s, name=n) for s, n in names.items()], ignore_conflicts=True)
    fields = {field.slug: field for field in Field.objects.filter(slug__in=names)}
    made = Procedure.objects.bulk_create(
        Procedure(code=row.code, title=text_of(row.facts, "title"), field=fields[slug(text_of(row.facts, "field"))])
        for row in new
    )
    return {**there, **{procedure.code: procedure for procedure in made}}


def _editions(
    approval: Approval,
    row: ChangeRow,
    procedure: Procedure,
    basis: Version | None,
    number: int,
    signed: Mapping[tuple[int, int | None], Settled],
) -> list[Version]:
    """The country's new version, and one for each centre that signed facts of its own."""
    document, settled = _facts(approval, row, basis)
    version = _version(approval, row, procedure, basis, document)
    version.number, version.settled = number, settled_at(settled, signed, procedure.id, None)
    own = [] if version.repeals else sorted(c for p, c in signed if p == procedure.id and c is not None)
    begins, who, at = approval.begins, approval.actor, approval.at
    return [
        version,
        *(
            again(
                version,
                settled_at(settled, signed, procedure.id, centre),
                number=number + step,
                only_centre=centre,
                begins=begins,
                actor=who,
                at=at,
            )
            for step, centre in enumerate(own, start=1)
        ),
    ]


def _facts(approval: Approval, row: ChangeRow, basis: Version | None) -> tuple[Document, Stated]:
    document, settled = basis_of(basis, row.code)
    if row.action == RowAction.RESTORE:
        return document, settled
    return changes.applied(document, settled, row.facts, decision=approval.row.decision, at=approval.at.isoformat())


def _version(
    approval: Approval, row: ChangeRow, procedure: Procedure, basis: Version | None, document: Document
) -> Version:
    """The row without its number and settled facts. It keeps the fingerprint of the source it rests on, so that the
    same source read again does not take the decision back.
    """
    texts = dict(under(row.facts, "texts")) or (basis.texts if basis else {})
    return Version(
        procedure=procedure,
        decision=approval.row.decision,
        effective_from=approval.begins,
        source=approval.row.source,
        as_of=basis.as_of if basis else "",
        document=document,
        texts=texts,
        digest=basis.digest if basis else digest(document),
        texts_digest=basis.texts_digest if basis else "",
        made_by=approval.actor.label,
        made_at=approval.at,
        change_set=approval.row,
        repeals=row.action == RowAction.REPEAL,
    )
