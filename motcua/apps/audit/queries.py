"""Reading the log. Verification needs a role before which no wall stands: run it as `motcua_system`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import BooleanField, Func, Sum, Value

from motcua.apps.audit.models import Entry, Look, Seal
from motcua.apps.audit.rules import BEFORE_ALL, GENESIS, Line, Place, root_of
from motcua.apps.audit.values import EntryRow, Fault, Finding, Head, LookRow, Verdict
from motcua.kernel import clock
from motcua.kernel.paging import Page

_COLUMNS = "id, epoch, xid::text::bigint, seq, at, command, actor, account_id, acting_for, ids, outcome, centre_id"
_READ_AT_ONCE = 5_000
#: So many rows without an entry are named, per table.
_NAMED_AT_MOST = 20
#: Longer without a person's entry, and the clock has to be believed anew; the longest holidays are ten days.
REST = timedelta(days=14)
#: What clocks may be set back by, and what is written while we ask.
_SLACK = timedelta(hours=1)
#: The command by which an administrator confirms what the clock shows.
CLOCK_CONFIRMED = "dossiers.confirm_clock"
#: The command by which the program notes that the clock was set by more than an hour while it ran.
CLOCK_LEAPT = "dossiers.clock_leapt"


def looks_at(dossier_id: UUID) -> tuple[LookRow, ...]:
    """Who looked at a dossier, newest first, as far as the scope may know."""
    looks = Look.objects.filter(dossier_id=dossier_id).order_by("-at")
    return tuple(
        LookRow(at=look.at, actor=look.actor, account_id=look.account_id, what=look.what, detail=look.detail)
        for look in looks
    )


class _Begins(Func):
    """Whether a text begins with another. LIKE would do, but not behind the wall: the server may show a row to an
    operator it does not vouch for only after the wall has let it through, so LIKE finds no index and no estimate there.
    """

    function = "starts_with"
    output_field = BooleanField()


def entries_for(
    *,
    centre_id: int,
    page: int = 1,
    size: int = 50,
    command: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> Page[EntryRow]:
    """One page of a centre's commands, newest first; `command` is how the name begins, `until` is left out."""
    entries = Entry.objects.filter(centre_id=centre_id).order_by("-at", "-seq")
    if command:
        entries = entries.filter(_Begins("command", Value(command)))
    if since is not None:
        entries = entries.filter(at__gte=since)
    if until is not None:
        entries = entries.filter(at__lt=until)
    rows = tuple(_row(one) for one in entries[(page - 1) * size : page * size])
    return Page(rows=rows, number=page, size=size, total=entries.count())


def newest(*, centre_id: int, command: str, since: datetime, most: int = 5) -> tuple[EntryRow, ...]:
    """The last times a command was given at a centre, newest first; one statement."""
    entries = Entry.objects.filter(centre_id=centre_id, command=command, at__gte=since).order_by("-at", "-seq")
    return tuple(_row(one) for one in entries[:most])


def is_believed(*, now: datetime, centres: Sequence[int]) -> bool:
    """Whether people have worked at the time the clock now shows; the scope must let these centres' entries be seen.

    A small computer whose battery is dead wakes up years away, and somebody mistypes a date. So after more than REST
    without a person's entry, with one that lies ahead of the clock (it was wrong then, or is now), or after it leapt
    (`CLOCK_LEAPT`), the clock is believed again only once people have made entries on two different days at the new
    time, or somebody has confirmed it (`CLOCK_CONFIRMED`). An office that was closed for a month at Tết loses one day
    by it and asks nobody; who works at a wrong time for a day has seen it on every slip. Else the program's own entries
    say nothing, and a new office is believed.
    """
    asked: dict[str, Any] = {"centres": list(centres), "since": now - REST, "until": now + _SLACK, "leapt": CLOCK_LEAPT}
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, asked)
        after, first, last, worked_before = cursor.fetchone()
    if not after and not worked_before:
        return True
    if first is None:
        return False
    if clock.local(first).date() != clock.local(last).date():
        return True
    that_day = Entry.objects.filter(centre_id__in=centres, account_id__isnull=False, at__range=(first, last))
    return that_day.filter(command=CLOCK_CONFIRMED, seq__gt=after).exists()


#: The last entry after which the clock was doubted (0: none), then people's first and last one since, and whether any
#: is older. Each centre is asked for its own, by its index: a province makes eighty thousand entries a month.
_PEOPLE = """
WITH people AS NOT MATERIALIZED (SELECT centre_id, at, seq FROM audit_entry WHERE account_id IS NOT NULL),
     doubt AS MATERIALIZED (SELECT greatest(
        (SELECT max(seq) FROM people WHERE centre_id = ANY(%(centres)s) AND at > %(until)s),
        (SELECT max(seq) FROM audit_entry WHERE centre_id = ANY(%(centres)s) AND command = %(leapt)s), 0) AS seq)
SELECT min(doubt.seq), min(first.at), max(last.at), coalesce(bool_or(before.at IS NOT NULL), false)
  FROM doubt CROSS JOIN unnest(%(centres)s::bigint[]) AS centre(id)
  LEFT JOIN LATERAL (SELECT at FROM people WHERE centre_id = centre.id AND at > %(since)s AND at <= %(until)s
                      AND seq > doubt.seq ORDER BY at LIMIT 1) first ON true
  LEFT JOIN LATERAL (SELECT at FROM people WHERE centre_id = centre.id AND at > %(since)s AND at <= %(until)s
                      AND seq > doubt.seq ORDER BY at DESC LIMIT 1) last ON true
  LEFT JOIN LATERAL (SELECT at FROM people WHERE centre_id = centre.id AND at <= %(since)s
                      ORDER BY at DESC LIMIT 1) before ON true
"""


def head() -> Head | None:
    """The newest seal; None before the first."""
    seal = Seal.objects.order_by("batch").last()
    return None if seal is None else Head(batch=seal.batch, chain=bytes(seal.chain).hex(), sealed_at=seal.sealed_at)


def sealed_entries() -> int:
    """How many entries the seals cover."""
    return Seal.objects.aggregate(n=Sum("n"))["n"] or 0


def unsealed_lines(after: Place, *, limit: int) -> list[Line]:
    """The next entries in commit order that no running transaction can still come before."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM audit_entry"  # noqa: S608 -- fixed columns
            " WHERE (epoch, xid, seq) > (%s, %s::text::xid8, %s)"
            " AND (epoch < audit_epoch() OR xid < pg_snapshot_xmin(pg_current_snapshot()))"
            " ORDER BY epoch, xid, seq LIMIT %s",
            [after[0], after[1], after[2], limit],
        )
        return [Line(*row) for row in cursor.fetchall()]


def oldest_unsealed(after: Place) -> Line | None:
    """The first entry that is visible and not sealed, whether it may be sealed yet or not."""
    return next(_lines(after=after, at_most="LIMIT 1"), None)


def verify(*, heads: Iterable[Head] = (), tell: Callable[[int], None] = lambda _entries: None) -> Verdict:
    """Hash the whole log again and compare it with its seals, the exported heads and the audited tables.

    `tell` hears after each batch how many entries were read. A row removed within the second before its seal
    is found only by the table that names it.
    """
    with transaction.atomic():
        seals = list(Seal.objects.order_by("batch"))
        findings = [*_broken_chain(seals), *_differing_heads(seals, heads)]
        read = unsealed = 0
        for seal, batch in _by_batch(seals, _lines()):
            if seal is None:
                unsealed = len(batch)
                continue
            findings += _compare(seal, batch)
            read += len(batch)
            tell(read)
        findings += _rows_without_entry()
    return Verdict(batches=len(seals), entries=read, unsealed=unsealed, findings=tuple(findings))


def _row(one: Entry) -> EntryRow:
    return EntryRow(one.id, one.at, one.command, one.actor, tuple(one.ids), one.outcome, one.acting_for)


def _lines(*, after: Place = BEFORE_ALL, at_most: str = "") -> Iterator[Line]:
    """Entries in the order of sealing, read through a cursor of the server."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM audit_entry WHERE (epoch, xid, seq) > (%s, %s::text::xid8, %s)"  # noqa: S608 -- fixed columns
            f" ORDER BY epoch, xid, seq {at_most}",
            list(after),
        )
        while rows := cursor.fetchmany(_READ_AT_ONCE):
            yield from (Line(*row) for row in rows)


def _by_batch(seals: list[Seal], lines: Iterator[Line]) -> Iterator[tuple[Seal | None, list[Line]]]:
    """Each seal with the entries that stand in its span today; at the end, under None, those after the last."""
    ahead = next(lines, None)
    for seal in seals:
        batch = []
        while ahead is not None and ahead.place <= seal.upto:
            batch.append(ahead)
            ahead = next(lines, None)
        yield seal, batch
    yield None, [] if ahead is None else [ahead, *lines]


def _compare(seal: Seal, lines: list[Line]) -> list[Finding]:
    if root_of(lines) == bytes(seal.root):
        return []
    gone = seal.n - len(lines)
    fault = Fault.REMOVED if gone > 0 else Fault.INSERTED if gone < 0 else Fault.CHANGED
    return [Finding(fault, batch=seal.batch, detail=f"{len(lines)}/{seal.n}")]


def _broken_chain(seals: list[Seal]) -> Iterator[Finding]:
    """Seals that are missing from the row of numbers, or do not follow from the seal before."""
    previous, expected = GENESIS, 1
    for seal in seals:
        if seal.batch != expected:
            yield Finding(Fault.SEAL_MISSING, batch=expected)
        elif seal.chain_from(previous) != bytes(seal.chain):
            yield Finding(Fault.CHAIN_BROKEN, batch=seal.batch)
        previous, expected = bytes(seal.chain), seal.batch + 1


def _differing_heads(seals: list[Seal], heads: Iterable[Head]) -> Iterator[Finding]:
    """Exported heads that the chain of today does not hold: seals were made anew or cut off."""
    chains = {seal.batch: bytes(seal.chain).hex() for seal in seals}
    for head_then in heads:
        if chains.get(head_then.batch) != head_then.chain:
            yield Finding(Fault.HEAD_DIFFERS, batch=head_then.batch, detail=head_then.sealed_at.isoformat())


def _rows_without_entry() -> Iterator[Finding]:
    """Rows of settings.AUDITED_TABLES ((table, column with the entry's id), …) whose entry is not there."""
    tables: Iterable[tuple[str, str]] = getattr(settings, "AUDITED_TABLES", ())
    quote = connection.ops.quote_name
    for table, column in tables:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT t.{quote(column)} FROM {quote(table)} t"  # noqa: S608 -- names come from the settings
                f" LEFT JOIN audit_entry e ON e.id = t.{quote(column)} WHERE e.id IS NULL LIMIT %s",
                [_NAMED_AT_MOST],
            )
            for (entry_id,) in cursor.fetchall():
                yield Finding(Fault.ENTRY_MISSING, detail=f"{table}: {entry_id}")
