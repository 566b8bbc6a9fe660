"""Dossiers of other systems: by code, and by list; a bad row stops nobody, nothing is written before the yes."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.states import DossierState
from motcua.apps.organization.tests.factories import give_position
from motcua.apps.organization.values import CentreView
from motcua.apps.procedures.values import VersionView
from motcua.apps.workcalendar import queries as workcalendar
from motcua.apps.workcalendar.commands import set_sittings
from motcua.apps.workcalendar.values import NATIONAL, Sittings
from motcua.base.db import scope
from motcua.kernel.actor import Actor, Role
from motcua.kernel.clock import office_time

HEAD = "Mã hồ sơ,Mã thủ tục,Chủ hồ sơ,Trạng thái,Ngày nộp,Ngày tiếp nhận,Hẹn trả\n"
ONE = {
    "source_system": "ho-tich", "external_code": "G99-1", "procedure_code": "9.990001",
    "owner_name": "Hồ Mẫu Út", "status": "2", "due_at": "",
}  # fmt: skip


def look(browser: Client, content: bytes, name: str = "danh-sach.csv"):
    return browser.post("/desk/outside/import/", {"source_system": "tinh", "list": SimpleUploadedFile(name, content)})


def sealed(page: str) -> str:
    found = re.search(r'name="rows" value="([^"]+)"', page)
    assert found
    return found[1]


def all_dossiers(actor: Actor) -> list[Dossier]:
    with scope.use(scope.for_actor(actor)):
        return list(Dossier.objects.order_by("external_code"))


def test_minh_takes_one_in_by_its_code(as_minh: Client, minh: Actor, version: VersionView) -> None:
    answer = as_minh.post("/desk/outside/", ONE)
    [made] = all_dossiers(minh)
    assert answer["Location"] == f"/desk/dossiers/{made.id}/"
    assert (made.state, made.code) == (DossierState.RECEIVED, None)
    assert as_minh.get(answer["Location"]).status_code == 200


def test_the_same_code_twice_is_told(as_minh: Client, minh: Actor, version: VersionView) -> None:
    as_minh.post("/desk/outside/", ONE)
    again = as_minh.post("/desk/outside/", ONE)
    assert again.status_code == 422
    assert "đã được ghi nhận" in again.content.decode()
    assert len(all_dossiers(minh)) == 1


@pytest.mark.parametrize(
    "wrong", [{"procedure_code": "khong-co"}, {"owner_name": ""}, {"status": "77"}, {"due_at": "mai"}]
)
def test_bad_input_keeps_what_was_typed(as_minh: Client, version: VersionView, wrong: dict[str, str]) -> None:
    answer = as_minh.post("/desk/outside/", {**ONE, **wrong})
    assert answer.status_code == 422
    assert 'value="G99-1"' in answer.content.decode()


def test_a_list_is_looked_at_before_anything_is_written(as_minh: Client, minh: Actor, version: VersionView) -> None:
    rows = "A-1,9.990001,Hồ Mẫu Út,4,,,25/11/2026\nA-2,khong-co,Hồ Mẫu Hai,4,,,\nA-1,9.990001,Hồ Mẫu Ba,4,,,\n,,,,,,\n"
    page = look(as_minh, (HEAD + rows).encode()).content.decode()
    assert "1 trong 3 dòng" in page
    assert "không có thủ tục mang mã" in page
    assert "đã có ở dòng trên" in page
    assert all_dossiers(minh) == []
    done = as_minh.post("/desk/outside/import/rows/", {"rows": sealed(page)})
    assert done.status_code == 200
    assert [d.external_code for d in all_dossiers(minh)] == ["A-1"]


def test_columns_nobody_reads_are_named(as_minh: Client, version: VersionView) -> None:
    page = look(as_minh, "Mã hồ sơ,Mã thủ tục,Chủ hồ sơ,Trạng thái,Ngày hẹn trả\nA-1,9.990001,Út,4,x\n".encode())
    assert "không được đọc: Ngày hẹn trả." in page.content.decode()
    assert "không được đọc" not in look(as_minh, (HEAD + "A-1,9.990001,Út,4,,,\n").encode()).content.decode()


def test_a_day_alone_lasts_until_the_office_closes_in_both_ways(
    as_minh: Client, minh: Actor, version: VersionView
) -> None:
    hours = Sittings.restored(date(2026, 11, 25), [["07:00", "11:00"], ["13:00", "16:30"]], "Quyết định mẫu")
    set_sittings(calendar=NATIONAL, sittings=hours, actor=Actor.system("keeper"), at=office_time(2026, 11, 20))
    workcalendar.forget()
    as_minh.post("/desk/outside/", {**ONE, "due_at": "25/11/2026", "received_at": "16/11/2026 08:15"})
    rows = "A-1,9.990001,Hồ Mẫu Út,4,,16/11/2026,25/11/2026\n"
    page = look(as_minh, (HEAD + rows).encode()).content.decode()
    as_minh.post("/desk/outside/import/rows/", {"rows": sealed(page)})
    listed, typed = all_dossiers(minh)
    assert listed.legal_due == typed.legal_due == office_time(2026, 11, 25, 16, 30)
    assert (listed.received_at, typed.received_at) == (office_time(2026, 11, 16), office_time(2026, 11, 16, 8, 15))


def test_what_a_list_brings_up_to_date_is_counted(as_minh: Client, version: VersionView) -> None:
    as_minh.post("/desk/outside/", {**ONE, "source_system": "tinh"})
    page = look(as_minh, (HEAD + "G99-1,9.990001,Hồ Mẫu Út,2,,,25/11/2026\n").encode()).content.decode()
    done = as_minh.post("/desk/outside/import/rows/", {"rows": sealed(page)}).content.decode()
    assert re.search(r"Đã cập nhật [^<]*</dt><dd class=\"num\">1<", done)
    assert re.search(r"Không đổi</dt><dd class=\"num\">0<", done)


def test_bringing_the_same_list_in_again_changes_nothing(as_minh: Client, minh: Actor, version: VersionView) -> None:
    page = look(as_minh, (HEAD + "A-1,9.990001,Hồ Mẫu Út,2,,,\n").encode()).content.decode()
    for _ in range(2):
        assert as_minh.post("/desk/outside/import/rows/", {"rows": sealed(page)}).status_code == 200
    [made] = all_dossiers(minh)
    assert made.state == DossierState.RECEIVED


def test_a_spreadsheet_is_read_too(as_minh: Client, version: VersionView) -> None:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["MÃ HỒ SƠ", "Ma thu tuc", "Chủ hồ sơ", "Trạng thái"])
        sheet.write_row(1, 0, ["X-1", "9.990001", "Hồ Mẫu Út", 2])
    assert "1 trong 1 dòng" in look(as_minh, written.getvalue(), "a.xlsx").content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"not a spreadsheet"), ("a.xlsx", b"PK\x03\x04broken"), ("a.csv", b"\xff\xfe\x00"), ("a.csv", b"\n"),
        ("a.csv", "Mã hồ sơ\nA-1\n".encode()), ("a.csv", b"a\x00b"), ("a.csv", b"x" * 1_100_000), ("a.exe", b"MZ"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_told(as_minh: Client, version: VersionView, name: str, content: bytes) -> None:
    answer = look(as_minh, content, name)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_rows_nobody_looked_at_are_not_brought_in(as_minh: Client, minh: Actor, version: VersionView) -> None:
    assert as_minh.post("/desk/outside/import/rows/", {"rows": "made-up"}).status_code == 422
    assert as_minh.post("/desk/outside/import/rows/", {}).status_code == 422
    assert all_dossiers(minh) == []


def test_a_status_nobody_can_follow_waits_for_a_person(as_minh: Client, minh: Actor, version: VersionView) -> None:
    as_minh.post("/desk/outside/", {**ONE, "status": "10"})
    as_minh.post(
        "/desk/outside/import/rows/",
        {"rows": sealed(look(as_minh, (HEAD + "G99-1,9.990001,Hồ Mẫu Út,3,,,\n").encode()).content.decode())},
    )
    page = as_minh.get("/desk/outside/").content.decode()
    if "/reports/" in page:
        address = re.search(r'action="([^"]+/reports/[^"]+)"', page)
        assert address
        assert as_minh.post(address[1]).status_code == 302
        assert "/reports/" not in as_minh.get("/desk/outside/").content.decode()


def test_the_template_opens_as_a_list_itself(as_minh: Client, version: VersionView) -> None:
    template = as_minh.get("/desk/outside/import/template.csv").content
    assert "0 trong 1 dòng" in look(as_minh, template).content.decode()


def test_specialists_import_nothing(as_hoa: Client) -> None:
    assert as_hoa.get("/desk/outside/").status_code == 403


def test_what_was_opened_at_another_centre_is_not_brought_in_here(
    as_minh: Client, minh: Actor, version: VersionView, other_centre: CentreView
) -> None:
    row = "G99-1,9.990001,Hồ Mẫu Út,2,,,\n"
    rows = sealed(look(as_minh, (HEAD + row).encode()).content.decode())
    page = as_minh.get("/desk/outside/").content.decode()
    [opened_at] = re.findall(r'name="centre" value="(\d+)"', page)
    give_position(account_id=minh.account_id or 0, centre_id=other_centre.id, role=Role.CLERK)
    as_minh.post("/desk/centre/", {"centre": other_centre.id})
    told = as_minh.post("/desk/outside/import/rows/", {"rows": rows})
    assert told.status_code == 422
    assert "đã xem khi ông/bà làm việc ở nơi khác" in told.content.decode()
    one = as_minh.post("/desk/outside/", {**ONE, "centre": opened_at})
    assert one.status_code == 422
    assert 'value="Hồ Mẫu Út"' in one.content.decode()
    assert all_dossiers(minh) == []
