"""The posting book: what was printed, what hangs where, what was taken down. Nothing in it is ever deleted.

Refusals: Invalid > NoPicture (what is no picture of a hung sheet), NotFound, SomeoneWasFaster (taken down meanwhile).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from motcua.apps.audit import commands as audit
from motcua.apps.files import commands as files
from motcua.apps.files.values import HEIC, JPEG, PNG, AdmittedBlob
from motcua.apps.outbox import commands as outbox
from motcua.apps.procedures import policy
from motcua.apps.procedures.events import SheetHung, SheetTakenDown
from motcua.apps.procedures.models import Hanging, PrintedSheet
from motcua.apps.procedures.values.boards import Sheet
from motcua.base.db import rows
from motcua.kernel.actor import Actor
from motcua.kernel.clock import local
from motcua.kernel.errors import Invalid, NotFound, SomeoneWasFaster
from motcua.kernel.ids import uuid7
from motcua.kernel.text import nfc

#: What holds the photographs of a row of the book.
HOLDER = "hanging"
PICTURES = frozenset({JPEG, PNG, HEIC})
LONGEST_PLACE, LONGEST_REASON = 160, 200


class NoPicture(Invalid):
    """The file is none a camera makes."""

    code = "no-picture"

    def __init__(self) -> None:
        super().__init__({"photo": gettext("Xin gửi ảnh chụp (JPEG, PNG hoặc HEIC).")})


def note_prints(
    *, sheets: Sequence[Sheet], centre_id: int, revision: int, size: str, actor: Actor, at: datetime
) -> tuple[UUID, ...]:
    """Write down what these sheets show, as they go to the printer; the keys of the prints. Raises NotAllowed."""
    policy.require_poster(actor, centre_id=centre_id)
    made = [
        PrintedSheet(
            id=uuid7(), centre_id=centre_id, kind=sheet.kind, key=sheet.key, name=sheet.name, size=size,
            revision=revision, shown=dict(sheet.shown), digest=sheet.digest, printed_at=at, printed_by=actor.label,
        )
        for sheet in sheets
    ]  # fmt: skip
    ids = tuple(one.id for one in made)
    with transaction.atomic(), rows.together():
        rows.add(*made)
        outcome = f"{sheets[0].kind} {size}" if len(sheets) == 1 else f"{len(sheets)} sheets {size}"
        _audit("note_prints", ids[:1], actor=actor, at=at, centre_id=centre_id, outcome=outcome)
    return ids


def hang(
    *,
    sheet_id: UUID,
    place: str,
    since: date,
    photo: tuple[AdmittedBlob, str] | None,
    replaces: UUID | None,
    centre_id: int,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Enter that a print hangs at a place since a day; the row it replaces is taken down that day. The new row's key.

    Raises NotAllowed, NotFound, Invalid (place, day, picture, or already there).
    """
    policy.require_poster(actor, centre_id=centre_id)
    place = nfc(place)
    _refuse(place, since, photo, at=at)
    with transaction.atomic():
        if not PrintedSheet.objects.filter(pk=sheet_id, centre_id=centre_id).exists():
            raise NotFound
        if replaces is not None:
            _take_down(replaces, day=since, reason="", centre_id=centre_id, actor=actor, at=at)
        made = Hanging(
            id=uuid7(), centre_id=centre_id, sheet_id=sheet_id, place=place, since=since, recorded_by=actor.label,
            recorded_at=at,
        )  # fmt: skip
        _insert(made)
        if photo is not None:
            files.refer(blob=photo[0], name=photo[1], holder=HOLDER, holder_id=made.id, centre_id=centre_id, at=at)
        _audit("hang", (made.id, sheet_id), actor=actor, at=at, centre_id=centre_id, outcome="hung")
        fact = SheetHung(hanging_id=made.id, sheet_id=sheet_id, at=at)
        outbox.record(fact, key=made.id, centre_id=centre_id, at=at)
    return made.id


def take_down(*, hanging_id: UUID, day: date, reason: str, centre_id: int, actor: Actor, at: datetime) -> None:
    """Enter that a sheet was taken down; the row stays. Raises NotAllowed, NotFound, Invalid, SomeoneWasFaster."""
    policy.require_poster(actor, centre_id=centre_id)
    with transaction.atomic():
        _take_down(hanging_id, day=day, reason=reason, centre_id=centre_id, actor=actor, at=at)


def add_photo(*, hanging_id: UUID, photo: tuple[AdmittedBlob, str], centre_id: int, actor: Actor, at: datetime) -> None:
    """Keep a further photograph with a row of the book. Raises NotAllowed, NotFound, NoPicture."""
    policy.require_poster(actor, centre_id=centre_id)
    if photo[0].media_type not in PICTURES:
        raise NoPicture
    with transaction.atomic():
        if not Hanging.objects.filter(pk=hanging_id, centre_id=centre_id).exists():
            raise NotFound
        files.refer(blob=photo[0], name=photo[1], holder=HOLDER, holder_id=hanging_id, centre_id=centre_id, at=at)
        _audit("add_photo", (hanging_id,), actor=actor, at=at, centre_id=centre_id, outcome="kept")


def _refuse(place: str, since: date, photo: tuple[AdmittedBlob, str] | None, *, at: datetime) -> None:
    problems = {}
    if not place or len(place) > LONGEST_PLACE:
        problems["place"] = gettext("Xin ghi nơi niêm yết, tối đa 160 ký tự.")
    if since > local(at).date():
        problems["since"] = gettext("Ngày niêm yết không thể ở tương lai.")
    if problems:
        raise Invalid(problems)
    if photo is not None and photo[0].media_type not in PICTURES:
        raise NoPicture


def _insert(made: Hanging) -> None:
    try:
        with transaction.atomic():
            rows.add(made)
    except IntegrityError:
        raise Invalid({"place": gettext("Bản này đang niêm yết ở đúng nơi ấy rồi.")}) from None


def _take_down(hanging_id: UUID, *, day: date, reason: str, centre_id: int, actor: Actor, at: datetime) -> None:
    row = Hanging.objects.select_for_update().filter(pk=hanging_id, centre_id=centre_id).first()
    if row is None:
        raise NotFound
    if row.until is not None:
        raise SomeoneWasFaster
    if not row.since <= day <= local(at).date():
        raise Invalid({"day": gettext("Ngày gỡ phải từ ngày niêm yết đến hôm nay.")})
    row.until, row.taken_down_by, row.taken_down_at = day, actor.label, at
    row.reason = nfc(reason)[:LONGEST_REASON]
    row.save(update_fields=["until", "taken_down_by", "taken_down_at", "reason"])
    _audit("take_down", (row.id,), actor=actor, at=at, centre_id=centre_id, outcome="taken down")
    outbox.record(SheetTakenDown(hanging_id=row.id, at=at), key=row.id, centre_id=centre_id, at=at)


def _audit(verb: str, ids: Sequence[UUID], *, actor: Actor, at: datetime, centre_id: int, outcome: str) -> None:
    command, actor = f"procedures.{verb}", actor.by(policy.POSTERS, centre_id)
    audit.record(command=command, actor=actor, at=at, ids=ids, outcome=outcome, centre_id=centre_id)
