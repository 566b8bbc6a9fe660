"""A volunteer files for an old man: he says yes on his own telephone, and the volunteer is out of it."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conftest import sign_in
from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.models import Component
from motcua.apps.dossiers.states import Channel, DossierState
from motcua.apps.dossiers.tests.factories import make_procedure, reload
from motcua.apps.files import queries as files
from motcua.apps.identity.commands import request_code
from motcua.apps.identity.states import Purpose
from motcua.apps.identity.tests.factories import make_citizen
from motcua.apps.notifications import commands as notifications
from motcua.apps.notifications.models import CodeMessage, Message
from motcua.apps.organization import queries as organization
from motcua.apps.organization.tests.factories import make_officer
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor, ActorKind, Role
from motcua.surfaces.portal.episodes.consent import sheet_of
from motcua.surfaces.portal.views.helping import agreed_to
from tests.pages.test_eform import GOOD, own_form
from tests.pages.test_filing import papers_of, picture

OLD_MAN = {
    "filer-name": "Đặng Mẫu Cụ", "filer-birth_year": "1941", "filer-number": "999041000077",
    "filer-phone": "0000333444", "filer-address": "Thôn Mẫu 3",
}  # fmt: skip
BEGIN = "/giup-nop/9.990001/"


@pytest.fixture
def procedure(centre):
    return make_procedure()


def _officer(centre: Any, role: Role) -> Actor:
    return make_officer(centre_id=centre.id, role=role, username=role.value, name=f"Lý Mẫu {role.value}")


@pytest.fixture
def volunteer(centre) -> Actor:
    return _officer(centre, Role.VOLUNTEER)


@pytest.fixture
def as_volunteer(volunteer) -> Client:
    return sign_in(volunteer)


@pytest.fixture
def as_guide(centre) -> Client:
    return sign_in(_officer(centre, Role.GUIDE))


def begin(browser: Client, **said: str) -> str:
    answer = browser.post(BEGIN, said)
    assert answer.status_code == 302, answer.content.decode()[:800]
    return str(answer["Location"]).rsplit("/", 2)[0]


def fill(browser: Client, draft: str, **changed: str) -> None:
    assert browser.post(f"{draft}/nguoi-nop/", OLD_MAN | changed).status_code == 302
    paper = papers_of(browser, draft)[0]
    assert browser.post(f"{draft}/giay-to/", {f"file-{paper.id}": picture(), "on": "1"}).status_code == 302
    assert browser.post(f"{draft}/nhan-ket-qua/", {"return_by": "counter"}).status_code == 302
    assert browser.post(f"{draft}/xem-lai/")["Location"].endswith("/dong-y/")


def key_of(draft: str) -> UUID:
    return UUID(draft.rsplit("/", 1)[1])


def code_of(browser: Client, draft: str) -> str:
    assert browser.post(f"{draft}/dong-y/", {"do": "send"}).status_code == 302
    sent = CodeMessage.objects.latest("created_at")
    assert (sent.to, sent.kind) == ("0000333444", "filer_code")
    return str(sent.params["code"])


def say_yes(browser: Client, draft: str) -> None:
    answer = browser.post(f"{draft}/dong-y/", {"do": "code", "code": code_of(browser, draft)})
    assert answer["Location"] == "/giup-nop/da-nop/", answer.content.decode()[:800]


def test_a_volunteer_files_and_the_old_man_says_yes(procedure, as_volunteer):
    draft = begin(as_volunteer)
    fill(as_volunteer, draft)
    say_yes(as_volunteer, draft)
    row = reload(key_of(draft))
    assert (row.state, row.channel, row.author_id) == (DossierState.SUBMITTED, Channel.HELPED_HOME, None)
    told = as_volunteer.get("/giup-nop/da-nop/").content.decode()
    assert row.code not in told


@pytest.mark.parametrize("page", ["", "xem-lai/", "dong-y/", "nguoi-nop/", "giay-to/", "tai-len/", "phieu-dong-y.pdf"])
def test_afterwards_no_page_of_it_opens_for_the_helper(procedure, as_volunteer, page):
    draft = begin(as_volunteer)
    fill(as_volunteer, draft)
    say_yes(as_volunteer, draft)
    for answer in (as_volunteer.get(f"{draft}/{page}"), as_volunteer.post(f"{draft}/{page}")):
        assert answer.status_code in {404, 405} or answer["Location"] == "/giup-nop/da-nop/"
        assert "Đặng Mẫu Cụ" not in answer.content.decode()


def test_a_relative_is_let_out_of_tracking_and_of_their_own_list(procedure, as_lan, client):
    draft = begin(as_lan, kind="relative", of="con gái")
    fill(as_lan, draft)
    say_yes(as_lan, draft)
    row = reload(key_of(draft))
    for where in ("", "bien-nhan/", "bo-sung/", "rut/", "ai-da-xem/"):
        assert as_lan.get(f"/ho-so/{row.id}/{where}").status_code == 404
    assert "Chưa có hồ sơ nào" in as_lan.get("/ho-so/").content.decode()
    fact = {"code": row.code, "second_fact": "999041000077"}
    assert as_lan.post("/tra-cuu/", fact).status_code == 422
    client.post("/tra-cuu/", fact)
    told = client.get("/tra-cuu/ho-so/").content.decode()
    assert "Người nhà" in told
    assert "Lan" not in told, "the public page says as what somebody helped, and never who"


def test_news_goes_to_the_filer_and_never_to_the_helper(procedure, as_lan, minh, within):
    draft = begin(as_lan, kind="relative", of="con gái")
    fill(as_lan, draft)
    say_yes(as_lan, draft)
    key, now = key_of(draft), clock.now()
    with within(minh):
        notifications.tell_move(dossier_id=key, action="SUBMIT", to_state="SUBMITTED", moved_at=now, at=now)
        assert {(m.to, m.account_id) for m in Message.objects.filter(dossier_id=key)} == {("0000333444", None)}


def test_the_filer_with_an_account_finds_it_there_with_the_helper_named(procedure, as_volunteer):
    account = make_citizen(name="Đặng Mẫu Cụ", phone="0000333444", number="999041000077").id
    draft = begin(as_volunteer)
    fill(as_volunteer, draft)
    say_yes(as_volunteer, draft)
    his = sign_in(Actor(kind=ActorKind.CITIZEN, account_id=account))
    receipt = his.get(f"/ho-so/{key_of(draft)}/bien-nhan/").content.decode()
    assert re.search(r"Người giúp nộp.*Lý Mẫu volunteer \(Tổ công nghệ số cộng đồng\)", receipt, re.DOTALL)
    assert "Lý Mẫu volunteer" in his.get(f"/ho-so/{key_of(draft)}/").content.decode()


@pytest.mark.parametrize("wrong", ["000000", ""])
def test_a_wrong_code_files_nothing(procedure, as_volunteer, wrong):
    draft = begin(as_volunteer)
    fill(as_volunteer, draft)
    code_of(as_volunteer, draft)
    assert as_volunteer.post(f"{draft}/dong-y/", {"do": "code", "code": wrong}).status_code == 422
    assert reload(key_of(draft)).state == DossierState.DRAFT


def test_what_was_changed_after_the_code_was_sent_is_not_agreed_to(procedure, as_volunteer):
    draft = begin(as_volunteer)
    fill(as_volunteer, draft)
    code = code_of(as_volunteer, draft)
    as_volunteer.post(f"{draft}/nhan-ket-qua/", {"return_by": "post", "post_address": "Nhà người giúp"})
    assert as_volunteer.post(f"{draft}/dong-y/", {"do": "code", "code": code}).status_code == 422
    say_yes(as_volunteer, draft)


def test_a_code_for_one_filing_says_nothing_to_another(procedure, as_volunteer):
    one, other = begin(as_volunteer), begin(as_volunteer)
    for draft in (one, other):
        fill(as_volunteer, draft)
    code = code_of(as_volunteer, one)
    assert as_volunteer.post(f"{other}/dong-y/", {"do": "code", "code": code}).status_code == 422
    assert as_volunteer.post(f"{one}/dong-y/", {"do": "code", "code": code}).status_code == 302


def test_a_code_to_sign_in_or_to_sign_together_is_no_yes(procedure, as_volunteer):
    draft = begin(as_volunteer)
    fill(as_volunteer, draft)
    for purpose in (Purpose.SIGN_IN, Purpose.CONFIRM):
        code = request_code(phone="0000333444", address="", at=clock.now(), purpose=purpose)
        assert as_volunteer.post(f"{draft}/dong-y/", {"do": "code", "code": code}).status_code == 422


def test_desk_and_files_stay_closed_for_a_volunteer(procedure, as_volunteer, minh, within):
    draft = begin(as_volunteer)
    fill(as_volunteer, draft)
    with scope.opened(key_of(draft)):
        papers = [paper.id for paper in Component.objects.filter(dossier_id=key_of(draft))]
        refs = [
            row.id for rows in files.refs_of(holder="dossiers.component", holder_ids=papers).values() for row in rows
        ]
    say_yes(as_volunteer, draft)
    assert refs
    closed = [f"/desk/files/{ref}/" for ref in refs] + [f"/desk/dossiers/{key_of(draft)}/", "/console/messages/"]
    assert {as_volunteer.get(page).status_code for page in closed} == {403}


def test_a_page_drawn_for_a_helper_is_shown_to_nobody_else(procedure, as_volunteer, as_lan, client):
    page = "nguoi-nop/"
    helped = as_volunteer.get(f"{begin(as_volunteer)}/{page}").content.decode()
    own = as_lan.get(f"{as_lan.post('/nop-ho-so/9.990001/')['Location'].rsplit('/', 2)[0]}/{page}").content.decode()
    assert "Xin ghi người được giúp" in helped
    assert "Xin ghi người được giúp" not in own
    theirs = as_lan.get(f"{begin(as_lan, kind='other', of='hàng xóm')}/{page}").content.decode()
    assert "Xin ghi người được giúp" in theirs


def test_the_helpers_own_telephone_says_yes_for_nobody(procedure, as_lan):
    draft = begin(as_lan, kind="relative", of="con gái")
    fill(as_lan, draft, **{"filer-phone": "0000111222"})
    answer = as_lan.post(f"{draft}/dong-y/", {"do": "send"})
    assert answer.status_code == 422
    assert "điện thoại của người giúp" in answer.content.decode()
    assert not CodeMessage.objects.exists()
    assert "điện thoại của người giúp" in as_lan.post(f"{draft}/dong-y/", {"do": "later"}).content.decode()


def test_all_that_is_filed_stands_on_the_sheet_to_sign(centre, volunteer, as_volunteer):
    make_procedure(settled={"eform": own_form()})
    draft = begin(as_volunteer)
    other = {
        "other": "on", "relation": "con", "basis": "proxy", "scope": "nhận kết quả", "until": "31/12/2030",
        "owner-name": "Hồ Mẫu Mẹ", "owner-also": "Hồ Mẫu Mệ", "owner-number": "999000000048", "owner-sex": "nữ",
    }  # fmt: skip
    assert as_volunteer.post(f"{draft}/nguoi-nop/", OLD_MAN | other).status_code == 302
    for name, typed in GOOD.items():
        as_volunteer.post(f"{draft}/{name}/", typed)
    papers = papers_of(as_volunteer, draft)
    as_volunteer.post(f"{draft}/giay-to/", {f"bring-{paper.id}": "1" for paper in papers} | {"on": "1"})
    as_volunteer.post(f"{draft}/nhan-ket-qua/", {"return_by": "post", "post_address": "Số 7 phố Mẫu"})
    agreed = agreed_to(dossiers.draft(actor=volunteer, draft_id=key_of(draft)))
    sheet = sheet_of(agreed, centre=organization.centre(centre.id), helper="Lý Mẫu", at=clock.now())
    told = "; ".join(f"{label}: {text}" for part in sheet.parts for label, text in part.facts)
    told += "; ".join(line for part in sheet.parts for line in part.boxes)
    for text in (
        "Số điện thoại: 0000333444", "Hồ Mẫu Mệ", "Giới tính: Nữ", "con, theo văn bản uỷ quyền", "nhận kết quả",
        "31/12/2030", "Tên trẻ: Nguyễn Mẫu Bé", "Số giấy: 12/2026", "Qua bưu chính", "Số 7 phố Mẫu",
        "Tờ khai mẫu – sẽ mang đến",
    ):  # fmt: skip
        assert text in told, told
    assert as_volunteer.get(f"{draft}/phieu-dong-y.pdf").content.startswith(b"%PDF")


def test_without_a_telephone_the_sheet_is_awaited(procedure, as_volunteer, as_minh, minh, within):
    draft = begin(as_volunteer)
    fill(as_volunteer, draft, **{"filer-phone": ""})
    page = as_volunteer.get(f"{draft}/dong-y/").content.decode()
    assert "Gửi mã" not in page
    assert as_volunteer.get(f"{draft}/phieu-dong-y.pdf").content.startswith(b"%PDF")
    assert as_volunteer.post(f"{draft}/dong-y/", {"do": "later"})["Location"] == "/giup-nop/da-nop/"
    key = key_of(draft)
    opened = as_minh.get(f"/desk/dossiers/{key}/").content.decode()
    assert "Chờ phiếu người nộp ký" in opened
    revision = reload(key).revision
    act = f"/desk/dossiers/{key}/do/filer-said/"
    refused = as_minh.post(act, {"manner": "thumb", "seen_revision": revision})
    assert refused.status_code == 422
    assert (
        as_minh.post(act, {"manner": "thumb", "witness": "Lý Mẫu Chứng", "seen_revision": revision}).status_code == 302
    )
    assert "Điểm chỉ trên phiếu" in as_minh.get(f"/desk/dossiers/{key}/").content.decode()


def test_an_officer_who_saw_the_signature_writes_it_down_at_once(procedure, as_guide, as_volunteer):
    draft = begin(as_guide)
    fill(as_guide, draft, **{"filer-phone": ""})
    assert as_guide.post(f"{draft}/dong-y/", {"do": "sheet", "manner": "thumb"}).status_code == 422
    assert as_guide.post(f"{draft}/dong-y/", {"do": "sheet", "manner": "signature"}).status_code == 302
    row = reload(key_of(draft))
    assert (row.channel, row.conditions_open) == (Channel.HELPED_CENTRE, 0)
    other = begin(as_volunteer)
    fill(as_volunteer, other, **{"filer-phone": ""})
    as_volunteer.post(f"{other}/dong-y/", {"do": "sheet", "manner": "signature"})
    assert reload(key_of(other)).state == DossierState.DRAFT, "a volunteer is no witness of the office"


def test_what_is_not_ready_is_asked_of_nobody(procedure, as_volunteer):
    draft = begin(as_volunteer)
    as_volunteer.post(f"{draft}/nguoi-nop/", OLD_MAN)
    assert as_volunteer.post(f"{draft}/xem-lai/").status_code == 422


def test_the_people_page_is_empty_for_a_helper(procedure, as_lan):
    as_lan.get(f"{as_lan.post('/nop-ho-so/9.990001/')['Location']}")
    page = as_lan.get(f"{begin(as_lan, kind='other', of='hàng xóm')}/nguoi-nop/").content.decode()
    assert "Xin ghi người được giúp" in page
    assert "Nguyễn Mẫu Lan" not in page


@pytest.mark.parametrize("said", [{}, {"kind": "relative"}, {"kind": "officer", "of": "Trung tâm"}])
def test_a_citizen_says_as_what_they_help(procedure, as_lan, said):
    assert as_lan.post(BEGIN, said).status_code == 422


def test_strangers_are_shown_the_doors_and_officers_without_the_duty_are_told(procedure, client, as_hoa):
    told = client.get(BEGIN).content.decode()
    assert "/dang-nhap/?next=" in told
    assert "/desk/sign-in/?next=" in told
    assert "/dang-nhap/" in client.post(BEGIN)["Location"]
    assert "không giúp nộp" in as_hoa.get(BEGIN).content.decode()
    assert as_hoa.post(BEGIN).status_code == 403


def test_nobody_consents_for_a_filing_of_ones_own(procedure, as_lan):
    draft = as_lan.post("/nop-ho-so/9.990001/")["Location"].rsplit("/", 2)[0]
    for answer in (as_lan.get(f"{draft}/dong-y/"), as_lan.post(f"{draft}/dong-y/", {"do": "later"})):
        assert answer["Location"].endswith("/xem-lai/")
    assert as_lan.get(f"{draft}/phieu-dong-y.pdf").status_code == 404


def test_no_result_goes_into_the_helpers_account(procedure, as_volunteer):
    draft = begin(as_volunteer)
    assert "Bản điện tử" not in as_volunteer.get(f"{draft}/nhan-ket-qua/").content.decode()
    assert as_volunteer.post(f"{draft}/nhan-ket-qua/", {"return_by": "electronic"}).status_code == 422


@pytest.mark.parametrize("rows", [1, 3])
def test_the_helpers_page_costs_the_same_for_one_draft_and_three(procedure, as_volunteer, rows):
    for _ in range(rows):
        as_volunteer.post(f"{begin(as_volunteer)}/nguoi-nop/", OLD_MAN)
    as_volunteer.get("/giup-nop/")
    with CaptureQueriesContext(connection) as asked:
        page = as_volunteer.get("/giup-nop/").content.decode()
    assert page.count("/nop-ho-so/ho-so/") == rows
    assert page.count("Đặng Mẫu Cụ") == rows
    assert len(asked) == HELPING_COST


HELPING_COST = 2


@pytest.mark.parametrize("page", ["nguoi-nop", "giay-to", "xem-lai", "dong-y"])
def test_a_helpers_page_costs_no_more_than_anybodys(procedure, as_volunteer, page):
    draft = begin(as_volunteer)
    fill(as_volunteer, draft)
    as_volunteer.get(f"{draft}/{page}/")
    with CaptureQueriesContext(connection) as asked:
        as_volunteer.get(f"{draft}/{page}/")
    assert len(asked) == PAGE_COSTS[page], [one["sql"][:80] for one in asked]


PAGE_COSTS = {"nguoi-nop": 2, "giay-to": 3, "xem-lai": 3, "dong-y": 2}


def test_form_01_names_the_helper(procedure, as_guide, as_minh, minh, within):
    draft = begin(as_guide)
    fill(as_guide, draft)
    say_yes(as_guide, draft)
    key = key_of(draft)
    act = {"seen_revision": reload(key).revision}
    assert as_minh.post(f"/desk/dossiers/{key}/do/accept/", act).status_code == 302
    assert as_minh.post(f"/desk/dossiers/{key}/print/01.pdf").content.startswith(b"%PDF")
    with within(minh):
        head = dossiers.head_of(actor=minh, dossier_id=key, now=clock.now())
    assert head.helped is not None
    assert head.helped.name == "Lý Mẫu guide"
