"""The posting book: a sheet hangs somewhere, goes out of date by exactly what changed, and no row is ever lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.apps.audit import queries as audit
from motcua.apps.files import queries as files
from motcua.apps.files.tests.factories import admitted, picture
from motcua.apps.organization.tests.factories import make_centre
from motcua.apps.procedures import commands, queries
from motcua.apps.procedures.commands.boards import NoPicture
from motcua.apps.procedures.models import Hanging
from motcua.apps.procedures.queries import boards
from motcua.apps.procedures.tests.factories import NOON, a_day, full_row, imported, keeper
from motcua.apps.procedures.values import OnlineLevel
from motcua.apps.procedures.values.boards import Board, HangingRow, SheetKind
from motcua.base.db import scope
from motcua.kernel.actor import Actor, Role
from motcua.kernel.errors import Invalid, NotAllowed, NotFound, SomeoneWasFaster
from motcua.kernel.ids import uuid7

FIRST, SECOND, ELSEWHERE = "9.990001", "9.990002", "9.990003"
FIELD, OTHER_FIELD = "linh-vuc-mau", "linh-vuc-khac"
FREE: dict[str, object] = {"lines": [], "cap": None, "cap_per": ""}


@pytest.fixture
def centre_id(db: None) -> Iterator[int]:
    """A centre whose board has two procedures of one field and one of another."""
    queries.forget()
    imported(full_row(FIRST), full_row(SECOND), full_row(ELSEWHERE, field="Lĩnh vực khác"))
    made = make_centre().id
    with scope.use(scope.Scope(centres=(made,))):
        yield made


@pytest.fixture
def thu(centre_id: int) -> Actor:
    return keeper(1, centre_id=centre_id)


def board(centre_id: int) -> Board:
    return boards.board(centre_id=centre_id, on=a_day())


def printed(thu: Actor, kind: SheetKind = SheetKind.FIELD, key: str = FIELD) -> UUID:
    [centre_id] = thu.centres()
    found = board(centre_id)
    sheets = [boards.sheet(found, kind, key)]
    what = {"sheets": sheets, "revision": found.revision, "size": "a3"}
    return commands.note_prints(**what, centre_id=centre_id, actor=thu, at=NOON)[0]  # type: ignore[arg-type]


def hang(thu: Actor, sheet_id: UUID, place: str = "Sảnh", **said: object) -> UUID:
    [centre_id] = thu.centres()
    given: dict[str, object] = {"place": place, "since": a_day(), "photo": None, "replaces": None, **said}
    return commands.hang(sheet_id=sheet_id, **given, centre_id=centre_id, actor=thu, at=NOON)  # type: ignore[arg-type]


def stale(centre_id: int) -> list[HangingRow]:
    return list(boards.out_of_date(centre_id=centre_id, found=board(centre_id)))


def facts() -> list[str]:
    """What was told of sheets, in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT topic FROM outbox_fact WHERE topic LIKE 'procedures.Sheet%' ORDER BY id")
        return [topic for (topic,) in cursor.fetchall()]


def decide(code: str, path: str, value: object, centre_id: int) -> None:
    """One keeper sets a fact by a decision, another signs it."""
    who = {"source": "Nghị quyết mẫu số 2", "at": NOON}
    fact = commands.set_fact(code=code, path=path, value=value, actor=keeper(1, centre_id=centre_id), **who)  # type: ignore[arg-type]
    commands.sign_fact(fact_id=fact, actor=keeper(2, centre_id=centre_id), at=NOON)


def test_a_changed_fee_puts_exactly_the_sheets_that_show_it_out_of_date(thu: Actor, centre_id: int) -> None:
    sheets = {
        "cover": printed(thu, SheetKind.COVER, ""),
        "field": printed(thu),
        "other field": printed(thu, SheetKind.FIELD, OTHER_FIELD),
        "code": printed(thu, SheetKind.PROCEDURE, FIRST),
        "other code": printed(thu, SheetKind.PROCEDURE, SECOND),
        "labels": printed(thu, SheetKind.LABELS, FIELD),
    }
    for place, sheet in sheets.items():
        hang(thu, sheet, place)
    assert stale(centre_id) == []
    decide(FIRST, "fee:1", FREE, centre_id)
    assert {row.place: row.change.altered for row in stale(centre_id)} == {"field": (FIRST,), "code": (FIRST,)}


def test_a_level_stated_by_the_centre_changes_list_and_cover(thu: Actor, centre_id: int) -> None:
    hang(thu, printed(thu, SheetKind.COVER, ""), "cover")
    hang(thu, printed(thu), "field")
    level = OnlineLevel.FULL
    commands.post_procedure(code=FIRST, centre_id=centre_id, listed=True, online_level=level, actor=thu, at=NOON)
    assert {row.place: row.change.altered for row in stale(centre_id)} == {"cover": (FIRST,), "field": (FIRST,)}


def test_a_procedure_no_longer_taken_leaves_its_sheets(thu: Actor, centre_id: int) -> None:
    hang(thu, printed(thu), "field")
    hang(thu, printed(thu, SheetKind.PROCEDURE, SECOND), "code")
    commands.post_procedure(code=SECOND, centre_id=centre_id, listed=False, actor=thu, at=NOON)
    changes = {row.place: row.change for row in stale(centre_id)}
    assert (changes["field"].left, changes["field"].gone) == ((SECOND,), False)
    assert changes["code"].gone


def test_a_replacement_takes_the_old_sheet_down_the_same_day(thu: Actor, centre_id: int) -> None:
    old = hang(thu, printed(thu))
    decide(FIRST, "fee:1", FREE, centre_id)
    new = hang(thu, printed(thu), replaces=old)
    assert stale(centre_id) == []
    found = board(centre_id)
    [gone] = boards.hangings(centre_id=centre_id, found=found, standing=False).rows
    [hangs] = boards.hangings(centre_id=centre_id, found=found, standing=True).rows
    assert (gone.id, gone.until, hangs.id) == (old, a_day(), new)
    assert facts() == ["procedures.SheetHung", "procedures.SheetTakenDown", "procedures.SheetHung"]
    log = [row.command for row in audit.entries_for(centre_id=centre_id, page=1, size=9, command="").rows]
    assert (log.count("procedures.hang"), log.count("procedures.take_down")) == (2, 1)


def test_a_photograph_is_kept_behind_the_centres_wall(thu: Actor) -> None:
    row = hang(thu, printed(thu), photo=(admitted(picture(), name="anh.jpg"), "anh.jpg"))
    [centre_id] = thu.centres()
    photo = (admitted(picture(shade=90), name="b.jpg"), "b.jpg")
    commands.add_photo(hanging_id=row, photo=photo, centre_id=centre_id, actor=thu, at=NOON)
    assert [one.name for one in files.refs_of(holder="hanging", holder_ids=[row])[row]] == ["anh.jpg", "b.jpg"]
    with scope.use(scope.Scope(centres=(centre_id + 1,))):
        assert files.refs_of(holder="hanging", holder_ids=[row])[row] == ()
    with pytest.raises(NoPicture):
        hang(thu, printed(thu), "Nơi khác", photo=(admitted(), "giay.pdf"))
    assert Hanging.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [({"place": "  "}, "place"), ({"place": "n" * 161}, "place"), ({"since": date(2026, 7, 21)}, "since")],
)
def test_what_cannot_stand_in_the_book_is_told_at_its_field(thu: Actor, said: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        hang(thu, printed(thu), **said)  # type: ignore[arg-type]
    assert set(refused.value.problems) == {field}


def test_one_print_hangs_once_at_a_place_until_it_is_taken_down(thu: Actor) -> None:
    [centre_id], sheet = thu.centres(), printed(thu)
    row = hang(thu, sheet)
    with pytest.raises(Invalid):
        hang(thu, sheet)
    who = {"reason": " rách ", "centre_id": centre_id, "actor": thu, "at": NOON}
    with pytest.raises(Invalid):
        commands.take_down(hanging_id=row, day=date(2026, 7, 19), **who)  # type: ignore[arg-type]
    commands.take_down(hanging_id=row, day=a_day(), **who)  # type: ignore[arg-type]
    with pytest.raises(SomeoneWasFaster):
        commands.take_down(hanging_id=row, day=a_day(), **who)  # type: ignore[arg-type]
    hang(thu, sheet)
    assert Hanging.objects.get(pk=row).reason == "rách"


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM procedures_hanging",
        "UPDATE procedures_hanging SET place = 'khác'",
        "UPDATE procedures_hanging SET since = '2026-01-01'",
        "DELETE FROM procedures_printedsheet",
        "UPDATE procedures_printedsheet SET digest = 'x'",
    ],
)
def test_the_book_cannot_be_rewritten(thu: Actor, sql: str) -> None:
    hang(thu, printed(thu))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_another_centre_sees_nothing_of_the_book(thu: Actor, centre_id: int) -> None:
    row, found = hang(thu, printed(thu)), board(centre_id)
    with scope.use(scope.Scope(centres=(centre_id + 1,))):
        assert boards.hangings(centre_id=centre_id, found=found, standing=True).rows == ()
        assert boards.prints(centre_id=centre_id, found=found) == ()
    with pytest.raises(NotFound):
        boards.hanging(row, centre_id=centre_id + 1, found=found)
    with pytest.raises(NotFound):
        boards.hanging(uuid7(), centre_id=centre_id, found=found)


def test_no_row_of_the_book_names_another_centres_print(thu: Actor, centre_id: int) -> None:
    sheet, other = printed(thu), make_centre(code="doi-mau", agency_code="H99.98", commune_code="99902").id
    said = {"id": uuid7(), "place": "Sảnh", "since": a_day(), "recorded_by": "x", "recorded_at": NOON}
    row = Hanging(sheet_id=sheet, centre_id=other, **said)
    both = scope.use(scope.Scope(centres=(centre_id, other)))
    with both, pytest.raises(DatabaseError, match="of_its_centre"), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(("role", "may"), [(Role.RECORDS, True), (Role.DIRECTOR, True), (Role.CLERK, False)])
def test_records_and_director_keep_the_book_and_a_clerk_does_not(thu: Actor, role: Role, may: bool) -> None:
    [centre_id] = thu.centres()
    somebody = keeper(5, role=role, centre_id=centre_id)
    sheet = printed(thu)
    if may:
        assert isinstance(hang(somebody, sheet), UUID)
    else:
        with pytest.raises(NotAllowed):
            hang(somebody, sheet)
