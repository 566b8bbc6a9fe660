"""Filing that happens on the National Portal: prepared page by page, carried over, its code brought back."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conftest import sign_in
from motcua.apps.dossiers.models import Component, Dossier
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import make_procedure, reload
from motcua.apps.identity.tests.factories import make_citizen
from motcua.base.db import scope
from motcua.kernel.actor import Actor, ActorKind
from tests.pages.test_acting import MOTHER, PROXY, SPARED
from tests.pages.test_eform import GOOD, own_form
from tests.pages.test_filing import LAN, begin

CODE = "G09.20-20251101-0001234"
OUTSIDE = {
    "source_system": "cong-dvc", "external_code": CODE, "procedure_code": "9.990001", "owner_name": "Nguyễn Mẫu Lan",
    "owner_number": "999000000001", "status": "2", "due_at": "",
}  # fmt: skip


@pytest.fixture
def procedure(centre):
    return make_procedure(settled={"online_where": "portal"})


def fill(browser: Client, draft: str) -> None:
    assert browser.post(f"{draft}/nguoi-nop/", LAN)["Location"].endswith("/chuan-bi/")
    assert browser.post(f"{draft}/chuan-bi/")["Location"].endswith("/sang-cong/")


def note(browser: Client, draft: str, code: str = CODE) -> Any:
    return browser.post(f"{draft}/ma-cong/", {"code": code})


def key_of(draft: str) -> UUID:
    return UUID(draft.rsplit("/", 1)[1])


def test_lan_prepares_goes_and_brings_the_code_back(procedure, as_lan):
    assert "Bắt đầu chuẩn bị" in as_lan.get("/nop-ho-so/9.990001/").content.decode()
    draft = begin(as_lan)
    fill(as_lan, draft)
    told = as_lan.get(f"{draft}/sang-cong/").content.decode()
    for text in ("Nguyễn Mẫu Lan", "999000000001", "9.990001", "Thôn Mẫu 3"):
        assert f'<span data-text lang="vi">{text}</span>' in told
    assert 'rel="external noopener noreferrer"' in told
    assert note(as_lan, draft)["Location"].endswith("/ma-cong/")
    page = as_lan.get(f"{draft}/ma-cong/").content.decode()
    assert CODE in page
    assert "Trung tâm chưa nhận được từ Cổng" in page
    own = as_lan.get("/ho-so/").content.decode()
    assert f"nộp tại Cổng Dịch vụ công quốc gia, mã {CODE}" in own
    assert "chưa biết; Trung tâm chưa nhận được từ Cổng" in own


def test_the_e_form_is_carried_over_field_by_field_in_full(centre, as_lan):
    make_procedure(settled={"online_where": "portal", "eform": own_form()})
    draft = begin(as_lan)
    as_lan.post(f"{draft}/nguoi-nop/", LAN)
    for name, typed in GOOD.items():
        assert as_lan.post(f"{draft}/{name}/", typed).status_code == 302
    told = as_lan.get(f"{draft}/sang-cong/").content.decode()
    for text in ("Nguyễn Mẫu Bé", "999000000009", "12/2026"):
        assert f'<span data-text lang="vi">{text}</span>' in told


def test_labels_stay_as_the_portal_asks_them_in_every_language(procedure, as_lan):
    draft = begin(as_lan)
    fill(as_lan, draft)
    told = as_lan.get(f"/en{draft}/sang-cong/").content.decode()
    assert "What will happen on the Portal" in told
    assert '<dt lang="vi">Số định danh cá nhân</dt>' in told


def test_the_offices_intake_makes_it_the_same_dossier(procedure, as_lan, as_minh):
    draft = begin(as_lan)
    fill(as_lan, draft)
    note(as_lan, draft)
    key = key_of(draft)
    assert as_minh.post("/desk/outside/", OUTSIDE)["Location"] == f"/desk/dossiers/{key}/"
    page = as_lan.get(f"/ho-so/{key}/").content.decode()
    assert "Đã tiếp nhận" in page or "đã được tiếp nhận" in page
    assert CODE in page
    assert "Biên nhận điện tử" not in page
    assert as_lan.get(f"/ho-so/{key}/bien-nhan/")["Location"] == f"/ho-so/{key}/"
    own = as_lan.get("/ho-so/").content.decode()
    assert own.count(f"/ho-so/{key}/") == 1
    assert "chưa biết" not in own
    assert as_lan.get(f"{draft}/ma-cong/")["Location"] == f"/ho-so/{key}/bien-nhan/"


def test_the_office_was_first(procedure, as_lan, as_minh, minh):
    where = as_minh.post("/desk/outside/", OUTSIDE)["Location"]
    draft = begin(as_lan)
    fill(as_lan, draft)
    assert note(as_lan, draft)["Location"] == where.replace("/desk/dossiers/", "/ho-so/")
    with scope.use(scope.for_actor(minh)):
        assert Dossier.objects.count() == 1


@pytest.mark.parametrize("office_first", [True, False])
def test_the_desk_reads_by_what_right_one_filed_for_another(centre, as_lan, as_minh, office_first):
    make_procedure(settled={"online_where": "portal", "representation": SPARED})
    draft = begin(as_lan)
    as_lan.post(f"{draft}/nguoi-nop/", PROXY)
    mothers = {**OUTSIDE, "owner_name": MOTHER["owner-name"], "owner_number": MOTHER["owner-number"]}
    mothers["owner_phone"] = LAN["filer-phone"]
    address = as_minh.post("/desk/outside/", mothers)["Location"] if office_first else ""
    note(as_lan, draft)
    address = address or as_minh.post("/desk/outside/", mothers)["Location"]
    for page in (as_minh.get(address), as_lan.get(address.replace("/desk/dossiers/", "/ho-so/"))):
        told = page.content.decode()
        assert "con, theo văn bản uỷ quyền; được nộp hồ sơ; đến hết ngày 31/12/2026" in told
        assert "Nguyễn Mẫu Lan" in told


def test_codes_are_not_guessed_by_the_hundred(procedure, as_lan):
    draft = begin(as_lan)
    fill(as_lan, draft)
    for number in range(10):
        assert note(as_lan, draft, code=f"G09.20-20261116-00012{number:02d}").status_code == 302
    assert note(as_lan, draft, code="G09.20-20261116-0001299").status_code == 429


def test_what_is_prepared_is_in_no_list_and_no_figure(procedure, as_lan, as_minh):
    draft = begin(as_lan)
    fill(as_lan, draft)
    note(as_lan, draft)
    for tab in ("all", "intake", "outside"):
        assert "Nguyễn Mẫu Lan" not in as_minh.get(f"/desk/?tab={tab}").content.decode()
    assert as_minh.get(f"/desk/dossiers/{key_of(draft)}/").status_code == 404


@pytest.mark.parametrize("code", ["", "khong-phai-ma", "G09.20-20991101-0001234", "H99.99-251301-0001"])
def test_what_is_no_code_is_said_beside_the_field(procedure, as_lan, code):
    draft = begin(as_lan)
    answer = note(as_lan, draft, code)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert reload(key_of(draft)).portal_code == ""


def test_the_check_list_keeps_its_ticks_and_both_sheets_are_printed(procedure, as_lan):
    draft = begin(as_lan)
    with scope.opened(key_of(draft)):
        key = Component.objects.filter(dossier_id=key_of(draft)).values_list("paper_key", flat=True)[0]
    as_lan.post(f"{draft}/chuan-bi/", {f"co-{key}": "1"})
    assert "checked" in as_lan.get(f"{draft}/chuan-bi/").content.decode()
    for sheet in ("danh-sach-giay-to.pdf", "noi-dung-da-khai.pdf"):
        assert as_lan.get(f"{draft}/{sheet}").content.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["giay-to", "nhan-ket-qua", "xem-lai", "dong-y"])
def test_no_page_of_it_files_here(procedure, as_lan, name):
    draft = begin(as_lan)
    for answer in (as_lan.get(f"{draft}/{name}/"), as_lan.post(f"{draft}/{name}/")):
        assert answer.status_code in {302, 404}
    assert reload(key_of(draft)).state == DossierState.DRAFT


def test_a_filing_here_leads_nowhere_else(centre, as_lan):
    make_procedure()
    draft = begin(as_lan)
    for name in ("chuan-bi", "sang-cong", "ma-cong"):
        assert as_lan.post(f"{draft}/{name}/", {"code": CODE})["Location"].endswith("/nguoi-nop/")
    for sheet in ("danh-sach-giay-to.pdf", "noi-dung-da-khai.pdf"):
        assert as_lan.get(f"{draft}/{sheet}").status_code == 404


def test_nobody_else_opens_what_is_prepared(procedure, as_lan, client, as_minh, db):
    draft = begin(as_lan)
    fill(as_lan, draft)
    other = make_citizen(name="Hồ Mẫu Út", phone="0000111223", number="999000000002")
    stranger = sign_in(Actor(kind=ActorKind.CITIZEN, account_id=other.id))
    for browser in (client, stranger, as_minh):
        for name in ("sang-cong/", "ma-cong/", "danh-sach-giay-to.pdf", "noi-dung-da-khai.pdf"):
            assert browser.get(f"{draft}/{name}").status_code == 404


def test_the_code_is_told_after_signing_in(procedure, client):
    draft = begin(client)
    fill(client, draft)
    assert draft in unquote(note(client, draft)["Location"])
    page = client.get(f"{draft}/ma-cong/").content.decode()
    assert f'href="/dang-nhap/?next={draft}/ma-cong/">Đăng nhập để báo mã' in page
    assert 'name="code"' not in page, "what is typed before signing in would be lost"


def test_a_half_prepared_draft_goes_on_where_it_stopped(procedure, as_lan):
    draft = begin(as_lan)
    assert as_lan.get(f"{draft}/")["Location"].endswith("/nguoi-nop/")
    as_lan.post(f"{draft}/nguoi-nop/", LAN)
    assert as_lan.get(f"{draft}/")["Location"].endswith("/chuan-bi/")
    as_lan.post(f"{draft}/chuan-bi/")
    assert as_lan.get(f"{draft}/")["Location"].endswith("/sang-cong/")
    note(as_lan, draft)
    assert as_lan.get(f"{draft}/")["Location"].endswith("/ma-cong/")


def test_a_procedure_of_unknown_place_begins_nothing(centre, as_lan):
    make_procedure(settled={"online_where": None})
    assert as_lan.post("/nop-ho-so/9.990001/").status_code == 409


@pytest.mark.parametrize(("page", "cost"), [("chuan-bi", 2), ("sang-cong", 2), ("ma-cong", 2)])
def test_each_page_costs_few_statements(procedure, as_lan, page, cost):
    draft = begin(as_lan)
    fill(as_lan, draft)
    as_lan.get(f"{draft}/{page}/")
    with CaptureQueriesContext(connection) as asked:
        as_lan.get(f"{draft}/{page}/")
    assert len(asked) == cost, [q["sql"][:90] for q in asked]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_own_list_costs_the_same_for_one_and_three(procedure, as_lan, rows):
    for _ in range(rows):
        draft = begin(as_lan)
        fill(as_lan, draft)
        note(as_lan, draft)
    as_lan.get("/ho-so/")
    with CaptureQueriesContext(connection) as asked:
        page = as_lan.get("/ho-so/").content.decode()
    assert page.count(CODE) == rows
    assert len(asked) == OWN_COST


OWN_COST = 2
