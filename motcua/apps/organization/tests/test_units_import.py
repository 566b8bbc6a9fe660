"""Units are taken in once, changes keep their history, and a bad row stops nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from motcua.apps.organization import gateways
from motcua.apps.organization.commands import import_units
from motcua.apps.organization.models import Unit, UnitChange, UnitRevision
from motcua.apps.organization.queries import understand_address, unit, units_of
from motcua.apps.organization.tests.factories import make_units
from motcua.apps.organization.values import Grasp, How, UnitsReport
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotAllowed, NotFound

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
TODAY = date(2026, 11, 25)
HEAD = "code,level,name,parent,from,to,source,became\n"
CITY = """\
99,province,Tỉnh Mẫu,,2025-07-01,2026-04-29,thử,99:renamed
99,province,Thành phố Mẫu,,2026-04-30,,thử,
99903,commune,Xã Rừng Mẫu,99,2025-07-01,2026-04-29,thử,99903:renamed
99903,commune,Phường Rừng Mẫu,99,2026-04-30,,thử,
"""


def take(rows: str, head: str = HEAD) -> UnitsReport:
    return import_units((head + rows).splitlines(keepends=True), actor=Actor.system("test"), at=NOW)


@pytest.fixture
def mau(db: None) -> None:
    make_units()


def test_the_same_file_changes_nothing(mau):
    again = make_units()
    assert (again.created, again.changed, again.links, again.problems) == (0, 0, 0, ())
    assert UnitRevision.objects.count() == 1


def test_an_import_is_written_down_with_its_figures(mau):
    assert UnitRevision.objects.get().outcome == "created 11 changed 0 links 6 refused 0"


def test_only_the_program_takes_units_in(minh):
    with pytest.raises(NotAllowed):
        import_units([HEAD], actor=minh, at=NOW)


def test_a_renamed_unit_is_known_by_either_name_in_its_time(mau):
    report = take(CITY)
    assert (report.created, report.changed, report.links) == (2, 2, 2)
    assert unit("99903", on=date(2026, 4, 29)).full == "Xã Rừng Mẫu, Tỉnh Mẫu"
    assert unit("99903", on=date(2026, 4, 30)).full == "Phường Rừng Mẫu, Thành phố Mẫu"
    assert unit("99901", on=TODAY).full == "Xã Suối Mẫu, Thành phố Mẫu"
    with pytest.raises(NotFound):
        unit("99903", on=date(2025, 6, 30))


def test_an_old_commune_is_followed_through_two_changes(mau):
    take(CITY)
    read = understand_address("Xã Lá Mẫu, huyện Núi Mẫu, tỉnh Mẫu", on=TODAY)
    assert read.unit is not None
    assert (read.grasp, read.unit.name) == (Grasp.ONE, "Phường Rừng Mẫu")
    assert [(one.how, one.since) for one in read.readings[0].now] == [(How.WHOLE, date(2025, 7, 1))]


def test_what_a_unit_became_can_be_corrected(mau):
    rows = "99912,commune,Xã Khe Mẫu,990,,2025-06-30,thử lại,99902:whole\n"
    assert take(rows).links == 3
    assert [link.new.code for link in UnitChange.objects.filter(old__code="99912")] == ["99902"]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("99904,commune,,99,2025-07-01,,thử,", "name"),
        ("xã mẫu,commune,Xã Mẫu,99,2025-07-01,,thử,", "code"),
        ("99904,hamlet,Xã Mẫu,99,2025-07-01,,thử,", "level"),
        ("99904,commune,Xã Mẫu,,2025-07-01,,thử,", "parent"),
        ("99904,commune,Xã Mẫu,97,2025-07-01,,thử,", "parent"),
        ("99904,commune,Xã Mẫu,99901,2025-07-01,,thử,", "parent"),
        ("99904,commune,Xã Mẫu,99,01/07/2025,,thử,", "from"),
        ("99904,commune,Xã Mẫu,99,2025-07-01,2025-06-30,thử,", "to"),
        ("99904,commune,Xã Mẫu,99,2025-07-01,,,", "source"),
        ("99904,commune,Xã Mẫu,99,2025-07-01,,thử,99901:whole", "became"),
        ("99904,commune,Xã Mẫu,990,,2025-06-30,thử,99901:much", "became"),
        ("99904,commune,Xã Mẫu,990,,2025-06-30,thử,99999:whole", "became"),
    ],
)
def test_a_bad_row_is_told_and_stops_nobody(mau, row, field):
    report = take(f"{row}\n99905,commune,Xã Đá Mẫu,99,2025-07-01,,thử,\n")
    assert [(problem.line, problem.field) for problem in report.problems] == [(2, field)]
    assert unit("99905", on=TODAY).name == "Xã Đá Mẫu"


def test_a_row_told_twice_counts_once(mau):
    report = take("99905,commune,Xã Đá Mẫu,99,2025-07-01,,thử,\n" * 2)
    assert [(problem.line, problem.field) for problem in report.problems] == [(3, "code")]


def test_a_file_without_a_column_takes_nothing(mau):
    report = take("99905,commune\n", head="code,level\n")
    assert [(problem.line, problem.field) for problem in report.problems] == [(1, "name")]


def test_a_centre_opened_before_the_units_keeps_its_unit(db):
    Unit.objects.create(code="99901", level="commune", name="Xã Suối Mẫu", valid_from=date(2025, 7, 1))
    make_units()
    assert Unit.objects.get(code="99901").parent_code == "99"


def test_the_communes_of_a_province_come_by_name(mau):
    assert [one.name for one in units_of("99", on=TODAY)] == ["Xã Đồi Mẫu", "Xã Rừng Mẫu", "Xã Suối Mẫu"]
    assert units_of("99", on=date(2025, 6, 30)) != units_of("99", on=TODAY)


@pytest.mark.parametrize("questions", [1, 3])
def test_units_are_read_once_and_then_remembered(mau, questions, django_assert_num_queries):
    with django_assert_num_queries(3):
        for _ in range(questions):
            assert understand_address("Suối Mẫu, tỉnh Mẫu", on=TODAY).unit is not None


def test_the_shipped_units_are_taken_in_and_found(db, capsys):
    call_command("units_import")
    said = capsys.readouterr()
    assert "Đã đọc 14161 đơn vị hành chính: 14161 mới" in said.out
    assert said.err == ""
    read = understand_address("xã Hướng Hiệp, huyện Đakrông, Quảng Trị", on=TODAY)
    assert read.unit is not None
    assert read.unit.full == "Xã Hướng Hiệp, Tỉnh Quảng Trị"
    assert len(units_of("44", on=TODAY)) == 78


def test_a_file_that_is_not_there_is_told(db, tmp_path):
    with pytest.raises(Exception, match="Không đọc được tệp"):
        call_command("units_import", tmp_path / "khong-co.csv")
    assert gateways.SHIPPED.exists()
