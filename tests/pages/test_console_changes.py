"""The console's pages of change sets and of the keeper's work: one prepares, another approves, everything counted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from conftest import sign_in
from motcua.apps.dossiers import tasks
from motcua.apps.dossiers.tests.factories import counter_dossier, make_procedure
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
from motcua.apps.procedures import queries
from motcua.apps.procedures.commands import keeping
from motcua.apps.procedures.models import ChangeSet
from motcua.apps.procedures.tests.factories import full_row, imported
from motcua.apps.procedures.tests.test_sheet import workbook
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role
from motcua.kernel.clock import local, office_time

CODE, HOME = "9.990001", "/console/changes/"
NOW = office_time(2026, 11, 25, 9)
TOLD = {
    "number": "12/QĐ-MẪU", "issuer": "Chủ tịch Tỉnh Mẫu", "decided_on": "2026-11-20", "effective_from": "2026-12-01",
    "source": "Công báo mẫu",
}  # fmt: skip
TERM = {"code": CODE, "action": "change", "facts": {"term:1": {"quantity": "5", "unit": "working_day"}}}


@pytest.fixture(autouse=True)
def _on_a_wednesday(centre: CentreView) -> Iterator[None]:
    queries.forget()
    make_procedure()
    with clock.stopped(NOW):
        yield


def officer(centre: CentreView, role: Role, username: str, name: str) -> Client:
    return sign_in(make_officer(centre_id=centre.id, role=role, username=username, name=name))


@pytest.fixture
def as_thu(centre: CentreView) -> Client:
    return officer(centre, Role.KEEPER, "thu", "Đinh Mẫu Thư")


@pytest.fixture
def as_khoi(centre: CentreView) -> Client:
    return officer(centre, Role.KEEPER, "khoi", "La Mẫu Khôi")


def file_of(*rows: Any) -> SimpleUploadedFile:
    lines = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    return SimpleUploadedFile("thay-doi.jsonl", lines.encode(), content_type="application/json")


def prepare(browser: Client, *rows: Any, **told: str) -> str:
    answer = browser.post(f"{HOME}new/", {**TOLD, **told, "file": file_of(*(rows or (TERM,)))})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return answer["Location"]


def act(browser: Client, where: str, name: str, **typed: str) -> Any:
    revision = browser.get(where).context["view"].revision
    return browser.post(f"{where}{name}/", {"revision": revision, **typed})


def quantity(moment: Any) -> str:
    return str(queries.in_force(CODE, on=local(moment).date()).term(1).value.quantity)  # type: ignore[union-attr]


def test_a_decision_is_read_compared_and_approved_by_another(as_thu, as_khoi):
    where = prepare(as_thu, TERM, "{hỏng")
    page = as_thu.get(where).content.decode()
    for said in (
        "12/QĐ-MẪU",
        "3 ngày làm việc",
        "5 ngày làm việc",
        "Dòng không phải JSON.",
        "Đinh Mẫu Thư",
        "Chờ duyệt",
    ):
        assert said in page
    assert f"{where}approve/" not in page
    assert as_thu.get(f"{where}approve/").status_code == 200
    assert "Người duyệt phải khác người soạn" in act(as_thu, where, "approve").content.decode()
    assert act(as_khoi, where, "approve")["Location"] == where
    assert "áp dụng từ 0 giờ ngày 01/12/2026" in as_khoi.get(where).content.decode()
    assert [quantity(m) for m in (office_time(2026, 11, 30, 23, 59), office_time(2026, 12, 1))] == ["3", "5"]


def test_a_price_without_its_exemptions_is_pointed_out(as_thu):
    fee = {"lines": [{"line": "Lệ phí", "amount": 15000}]}
    where = prepare(as_thu, {**TERM, "facts": {"fee:1": fee}})
    assert "chưa ghi đối tượng miễn, giảm" in as_thu.get(where).content.decode()
    whole = prepare(as_thu, {**TERM, "facts": {"fee:1": fee, "exemptions": []}})
    assert "chưa ghi đối tượng miễn, giảm" not in as_thu.get(whole).content.decode()


def test_the_sheet_is_offered_empty_and_read_filled(as_thu):
    sheet = as_thu.get(f"{HOME}sheet/")
    assert sheet["Content-Disposition"].endswith('.xlsx"')
    filled = workbook({"Mã thủ tục": CODE, "Loại thay đổi": "sửa", "Phí trực tiếp": "8.000"})
    for content, status in ((filled, 302), (sheet.content, 422), (b"PK nothing", 422)):
        answer = as_thu.post(f"{HOME}new/", {**TOLD, "file": SimpleUploadedFile("mau.xlsx", content)})
        assert answer.status_code == status
    assert "8.000" in as_thu.get(f"{HOME}{ChangeSet.objects.get().id}/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"number": ""}, "Không để trống"), ({"effective_from": "mai"}, "ngày có thật"), ({"file": ""}, "Xin chọn tệp")],
)
def test_what_is_wrong_is_said_beside_its_field(as_thu, wrong, said):
    answer = as_thu.post(f"{HOME}new/", {**TOLD, "file": file_of(TERM), **wrong})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ChangeSet.objects.exists()


def test_a_page_that_lies_open_is_told_of_the_colleague(as_thu, as_khoi):
    where = prepare(as_thu)
    assert as_khoi.post(f"{where}refresh/", {"revision": "0"})["Location"] == where
    answer = as_khoi.post(f"{where}approve/", {"revision": "0"})
    assert answer.status_code == 409
    assert "Vừa có người khác xử lý việc này" in answer.content.decode()
    assert as_khoi.post(f"{where}refresh/", {"revision": "x"}).status_code == 409


def test_it_is_withdrawn_before_its_day_with_a_reason(as_thu, as_khoi):
    where = prepare(as_thu)
    act(as_khoi, where, "approve")
    assert act(as_thu, where, "withdraw", reason="").status_code == 422
    assert act(as_thu, where, "withdraw", reason="Ban hành nhầm")["Location"] == where
    assert "Ban hành nhầm" in as_thu.get(where).content.decode()
    assert quantity(office_time(2026, 12, 1)) == "3"


def test_it_is_undone_after_its_day_by_a_further_set(as_thu, as_khoi):
    where = prepare(as_thu, effective_from="2026-11-25")
    act(as_khoi, where, "approve")
    assert quantity(NOW) == "5"
    undoing = act(as_thu, where, "roll-back", reason="Sai thẩm quyền")["Location"]
    assert "Khôi phục nội dung trước đợt này" in as_thu.get(undoing).content.decode()
    act(as_khoi, undoing, "approve")
    assert quantity(NOW) == "3"
    assert "Đã khôi phục nội dung cũ" in as_thu.get(HOME).content.decode()


def test_running_dossiers_and_the_rehearsal_are_shown(as_thu, centre, minh):
    version = queries.in_force(CODE, on=local(NOW).date())
    counter_dossier(centre_id=centre.id, version=version, clerk=minh)
    where = prepare(as_thu)
    dossiers = as_thu.get(f"{where}dossiers/").content.decode()
    assert "Hồ sơ đang giải quyết (1)" in dossiers
    assert "Nguyễn Mẫu Lan" not in dossiers
    assert "Chưa thử" in as_thu.get(where).content.decode()
    act(as_thu, where, "rehearse")
    assert "Đang thử" in as_thu.get(where).content.decode()
    tasks.rehearse(change_set_id=ChangeSet.objects.get().id)
    assert "Tính xong lúc" in as_thu.get(where).content.decode()
    assert "Hồ sơ 90 ngày qua sẽ khác (1)" in as_thu.get(f"{where}rehearsed/").content.decode()


def test_a_rehearsal_whose_job_gave_up_is_no_longer_waited_for(as_thu):
    where = prepare(as_thu)
    act(as_thu, where, "rehearse")
    with connection.cursor() as cursor:
        for state in ("doing", "failed"):
            cursor.execute("UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status", [state])
    page = as_thu.get(where).content.decode()
    assert "Xin bấm thử lại" in page
    assert "Xin tải lại trang" not in page
    act(as_thu, where, "rehearse")
    assert "Đang thử" in as_thu.get(where).content.decode()


def test_the_leader_of_the_only_centre_approves_but_prepares_nothing(as_thu, as_tuan):
    where = prepare(as_thu)
    assert "Soạn đợt mới" not in as_tuan.get(HOME).content.decode()
    assert act(as_tuan, where, "approve")["Location"] == where


@pytest.mark.parametrize("wanted", ["checks", "codes", "parts", "misses", "x"])
def test_the_keepers_work_is_listed(as_thu, wanted):
    keeping.note_miss(text="đăng ký voi tờ khai mẫu", at=NOW)
    assert as_thu.get(f"/console/work/?list={wanted}").status_code == 200


def test_a_procedure_is_marked_as_checked_and_due_again_later(as_thu):
    answer = as_thu.post(f"/console/work/checked/{CODE}/", {"source": "Cổng quốc gia, hôm nay"})
    assert answer["Location"] == "/console/work/"
    assert "Đến hạn kiểm tra (0)" in as_thu.get("/console/work/").content.decode()
    assert as_thu.post(f"/console/work/checked/{CODE}/", {"source": " "}).status_code == 422
    assert as_thu.post("/console/work/days/", {"days": "30"}).status_code == 302
    assert as_thu.post("/console/work/days/", {"days": "0"}).status_code == 422
    assert "sau 30 ngày" in as_thu.get("/console/work/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_of_change_sets_cost_the_same_for_many(rows, as_thu, centre, minh, django_assert_num_queries):
    codes = [f"9.9910{n:02}" for n in range(rows)]
    imported(*(full_row(code) for code in codes), at=office_time(2026, 7, 20))
    for code in codes:
        version = queries.in_force(code, on=local(NOW).date())
        counter_dossier(centre_id=centre.id, version=version, clerk=minh, at=NOW)
        prepare(as_thu)
    where = prepare(as_thu, *({**TERM, "code": code} for code in codes))
    for address in (HOME, where, f"{where}dossiers/", f"{where}rehearsed/", "/console/work/"):
        as_thu.get(address)
    costs = {"": 4, "dossiers/": 6, "rehearsed/": 8}
    for part, statements in costs.items():
        with django_assert_num_queries(statements):
            assert as_thu.get(f"{where}{part}" if part else HOME).status_code == 200
    with django_assert_num_queries(11):
        as_thu.get(where)
    for wanted in ("checks", "codes", "parts", "misses"):
        with django_assert_num_queries(5):
            as_thu.get(f"/console/work/?list={wanted}")


def test_the_clock_forgets_what_nobody_found(as_thu):
    keeping.note_miss(text="tờ khai mẫu voi", at=office_time(2026, 1, 1))
    assert keeping.forget_misses(actor=Actor.system("procedures"), at=NOW) == 1
