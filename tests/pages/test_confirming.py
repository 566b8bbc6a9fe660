"""A marriage confirmed by two phones: the groom's link asks who he is, shows the filing, and takes his answer."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from structlog.testing import capture_logs

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.models import Dossier, Signatory
from motcua.apps.dossiers.tests.factories import GROOM, HUNG, marriage, reload, wedding
from motcua.apps.identity.commands import request_code
from motcua.apps.identity.states import Purpose
from motcua.apps.notifications.models import CodeMessage
from motcua.base.db import scope
from motcua.kernel import clock
from tests.pages.test_filing import LAN, begin, papers_of, picture


@pytest.fixture
def filed(lan, centre) -> UUID:
    return wedding(lan, centre, at=clock.now() - timedelta(hours=2))


@pytest.fixture
def page(filed) -> str:
    """The groom's address."""
    with scope.opened(filed):
        groom = Signatory.objects.get(dossier_id=filed, role=GROOM)
    assert groom.asked_at is not None
    link = dossiers.link_of(dossier_id=filed, signatory_id=groom.id, serial=groom.serial, asked_at=groom.asked_at)
    return f"/xac-nhan/{link}/"


def code_sent(browser: Client, page: str) -> str:
    assert browser.post(page, {"send": "yes"}).status_code == 302
    return str(CodeMessage.objects.latest("created_at").params["code"])


def prove(browser: Client, page: str) -> None:
    answer = browser.post(page, {"code": code_sent(browser, page), "fact": "1996"})
    assert answer["Location"] == page


def test_the_groom_shows_who_he_is_reads_and_confirms(client, page, filed):
    door = client.get(page).content.decode()
    assert "444" in door
    assert not any(word in door for word in ("Lan", HUNG.name, HUNG.phone, "9.990001"))
    prove(client, page)
    shown = client.get(page).content.decode()
    assert "Nguyễn Mẫu Lan" in shown
    assert "Tờ khai" not in shown
    assert "Ông/bà đã xác nhận" in client.post(page, {"answer": "yes"}).content.decode()
    assert reload(filed).conditions_open == 0
    assert client.get(page).status_code == 404


def test_each_page_of_a_link_costs_few_statements(client, page, django_assert_max_num_queries):
    client.get(page)
    with django_assert_max_num_queries(4):
        client.get(page)
    prove(client, page)
    with django_assert_max_num_queries(4):
        assert "Ông/bà có xác nhận" in client.get(page).content.decode()
    client.post(page, {"answer": "no"})
    with django_assert_max_num_queries(4):
        assert client.get(page).status_code == 404


def test_he_may_say_no_and_hears_what_follows(client, page, filed, as_lan):
    prove(client, page)
    told = client.post(page, {"answer": "no"}).content.decode()
    assert "không đồng ý" in told
    assert "Việc tiếp theo" in told
    assert "ký tại quầy" in told
    assert reload(filed).conditions_open == 1
    seen = as_lan.get(f"/ho-so/{filed}/").content.decode()
    assert "Không đồng ý" in seen
    assert "xin rút hồ sơ" in seen


def test_a_link_that_opens_nothing_says_why_and_nothing_of_the_filing(client, as_lan, page, filed):
    with scope.opened(filed):
        groom = Signatory.objects.get(dossier_id=filed, role=GROOM)
    assert _over(client, f"{page[:-3]}xx/") == "Đường dẫn này chưa đúng"
    with clock.stopped(clock.now() + timedelta(days=8)):
        assert _over(client, page) == "Đường dẫn này đã hết hạn"
    as_lan.post(f"/ho-so/{filed}/nguoi-ky/{groom.id}/")
    assert _over(client, page) == "Đã có đường dẫn mới hơn"
    as_lan.post(f"/ho-so/{filed}/rut/", {"reason": "Thôi"})
    assert _over(client, page) == "Hồ sơ này không chờ xác nhận nữa"


def test_a_link_answers_once(client, page, filed):
    prove(client, page)
    client.post(page, {"answer": "no"})
    assert _over(client, page) == "Đường dẫn này đã được trả lời"
    assert client.post(page, {"answer": "yes"}).status_code == 404
    assert reload(filed).conditions_open == 1


def _over(browser: Client, page: str) -> str:
    answer = browser.get(page)
    told = answer.content.decode()
    assert answer.status_code == 404
    assert not any(word in told for word in ("Lan", HUNG.name, HUNG.phone, "Thủ tục mẫu"))
    return re.findall(r"<h1>(.*?)</h1>", told)[0]


def test_the_proof_of_one_link_opens_no_other(client, page, lan, centre):
    other = wedding(lan, centre, at=clock.now() - timedelta(hours=1))
    with scope.opened(other):
        groom = Signatory.objects.get(dossier_id=other, role=GROOM)
    assert groom.asked_at is not None
    link = dossiers.link_of(dossier_id=other, signatory_id=groom.id, serial=groom.serial, asked_at=groom.asked_at)
    prove(client, page)
    assert "Nguyễn Mẫu Lan" in client.get(page).content.decode()
    assert "Nguyễn Mẫu Lan" not in client.get(f"/xac-nhan/{link}/").content.decode()


def test_the_secret_of_a_link_stands_in_no_log_and_on_no_page_of_others(client, as_lan, as_minh, page, filed, caplog):
    secret = page.split("/")[2]
    with capture_logs() as logged:
        assert client.post(page, {"code": "000000", "fact": "1996"}).status_code == 422
        prove(client, page)
        client.post(page, {"answer": "yes"})
        client.get(page)
        client.get(f"{page}x/")
        pages = [as_lan.get(f"/ho-so/{filed}/"), as_minh.get(f"/desk/dossiers/{filed}/")]
    assert "/xac-nhan/<str:link>/" in caplog.text
    assert secret not in f"{logged} {caplog.text}"
    assert HUNG.phone not in str(logged)
    assert not any(secret in shown.content.decode() for shown in pages)


@pytest.mark.parametrize("wrong", [{"fact": "1997"}, {"code": "000000"}, {"fact": ""}, {"code": ""}])
def test_code_and_second_fact_must_both_fit(client, page, wrong):
    right = {"code": code_sent(client, page), "fact": "1996"}
    assert client.post(page, {**right, **wrong}).status_code == 422
    assert "Nguyễn Mẫu Lan" not in client.get(page).content.decode()


def test_the_answer_alone_confirms_nothing(client, page, filed):
    assert client.post(page, {"answer": "yes"}).status_code == 422
    assert reload(filed).conditions_open == 1


def test_guessing_ends_after_a_few_tries(client, page):
    for _ in range(5):
        assert client.post(page, {"code": "000000", "fact": "1990"}).status_code == 422
    assert client.post(page, {"code": "000000", "fact": "1990"}).status_code == 429


def test_codes_are_sent_a_few_times_only(client, page):
    for _ in range(3):
        code_sent(client, page)
    assert client.post(page, {"send": "yes"}).status_code == 429


@pytest.mark.parametrize(("purpose", "status"), [(Purpose.SIGN_IN, 422), (Purpose.CONFIRM, 302)])
def test_a_code_to_sign_in_confirms_nothing(client, page, purpose, status):
    code = request_code(phone=HUNG.phone, address="", at=clock.now(), purpose=purpose)
    assert client.post(page, {"code": code, "fact": HUNG.number}).status_code == status


def test_a_code_to_confirm_signs_nobody_in(client, page):
    code = code_sent(client, page)
    client.post("/dang-nhap/", {"phone": HUNG.phone})
    given = {"code": code, "number": HUNG.number, "name": HUNG.name, "first": "yes"}
    assert client.post("/dang-nhap/ma/", given).status_code == 422


def test_the_tracking_page_says_which_role_is_awaited(client, filed):
    client.post("/tra-cuu/", {"code": reload(filed).code, "second_fact": "999000000001"})
    told = client.get("/tra-cuu/ho-so/").content.decode()
    assert "Còn chờ người cùng ký xác nhận: Bên nam" in re.sub(r"\s+", " ", told)
    assert HUNG.name not in told


def test_lan_sends_a_new_link_from_her_page(as_lan, client, filed, page):
    found = as_lan.get(f"/ho-so/{filed}/").content.decode()
    again = re.findall(rf"/ho-so/{filed}/nguoi-ky/[0-9a-f-]+/", found)
    assert len(again) == 1
    assert as_lan.post(again[0]).status_code == 302
    assert client.get(page).status_code == 404
    assert "xin đợi một giờ" in as_lan.post(again[0], follow=True).content.decode().lower()


SIGNERS = {
    "me": "1", "s0-way": "link", "s0-name": "Đinh Mẫu Hùng", "s0-phone": "0000333444", "s0-birth_year": "1996",
}  # fmt: skip


def on_to_signers(browser: Client) -> str:
    draft = begin(browser)
    assert browser.post(f"{draft}/nguoi-nop/", LAN)["Location"].endswith("/cung-ky/")
    return draft


def test_lan_names_the_groom_and_files(centre, as_lan):
    marriage()
    draft = on_to_signers(as_lan)
    assert as_lan.post(f"{draft}/cung-ky/", SIGNERS)["Location"].endswith("/giay-to/")
    as_lan.post(f"{draft}/giay-to/", {f"file-{papers_of(as_lan, draft)[0].id}": picture(), "on": "1"})
    as_lan.post(f"{draft}/nhan-ket-qua/", {"return_by": "counter"})
    assert "Đinh Mẫu Hùng" in as_lan.get(f"{draft}/xem-lai/").content.decode()
    assert as_lan.post(f"{draft}/xem-lai/")["Location"].endswith("/bien-nhan/")
    with scope.opened(UUID(draft.rsplit("/", 1)[1])):
        assert Dossier.objects.get().conditions_open == 1


@pytest.mark.parametrize(
    "wrong", [{"me": ""}, {"s0-phone": ""}, {"s0-birth_year": ""}, {"s0-name": ""}, {"s0-phone": "12"}]
)
def test_what_is_missing_stands_beside_its_field_and_what_was_typed_stays(centre, as_lan, wrong):
    marriage()
    draft = on_to_signers(as_lan)
    typed = {**SIGNERS, **wrong}
    assert as_lan.post(f"{draft}/cung-ky/", typed).status_code == 422
    kept = as_lan.get(f"{draft}/cung-ky/").content.decode()
    assert all(value in kept for key, value in typed.items() if key in {"s0-name", "s0-phone"})


@pytest.mark.parametrize("phone", ["0000111222", "+84 000 111 222"])
def test_whoever_shares_the_filers_telephone_signs_at_the_counter(centre, as_lan, phone):
    marriage()
    draft = on_to_signers(as_lan)
    told = as_lan.post(f"{draft}/cung-ky/", {**SIGNERS, "s0-phone": phone})
    assert told.status_code == 422
    assert "ký tại quầy" in told.content.decode().split("s0-phone-err")[1]


def test_a_telephone_the_filer_did_not_type_is_hers_all_the_same(centre, as_lan):
    marriage()
    draft = begin(as_lan)
    assert as_lan.post(f"{draft}/nguoi-nop/", {**LAN, "filer-phone": ""})["Location"].endswith("/cung-ky/")
    told = as_lan.post(f"{draft}/cung-ky/", {**SIGNERS, "s0-phone": "+84 000 111 222"})
    assert told.status_code == 422
    assert "dùng chung điện thoại thì người ấy xin ký tại quầy" in told.content.decode().split("s0-phone-err")[1]
    assert as_lan.post(f"{draft}/cung-ky/", {**SIGNERS, "s0-phone": "0000333445"}).status_code == 302


def test_two_others_on_one_telephone_are_asked_to_the_counter(centre, as_lan):
    marriage()
    draft = on_to_signers(as_lan)
    both = {**SIGNERS, **{key.replace("s0", "s1"): value for key, value in SIGNERS.items()}, "me": "none"}
    assert as_lan.post(f"{draft}/cung-ky/", both).status_code == 422
    assert as_lan.post(f"{draft}/cung-ky/", {**both, "s1-phone": "0000333445"}).status_code == 302


def test_who_signs_at_the_counter_needs_no_telephone(centre, as_lan):
    marriage()
    draft = on_to_signers(as_lan)
    assert as_lan.post(f"{draft}/cung-ky/", {"me": "1", "s0-way": "counter"}).status_code == 302


def test_who_signs_at_the_counter_is_known_by_name_and_sent_nothing(centre, as_lan, as_minh):
    marriage()
    draft = on_to_signers(as_lan)
    at_counter = {**SIGNERS, "s0-way": "counter", "s0-phone": LAN["filer-phone"]}
    nameless = as_lan.post(f"{draft}/cung-ky/", {**at_counter, "s0-name": ""})
    assert (nameless.status_code, "Xin ghi họ và tên." in nameless.content.decode()) == (422, True)
    assert as_lan.post(f"{draft}/cung-ky/", at_counter)["Location"].endswith("/giay-to/")
    as_lan.post(f"{draft}/giay-to/", {f"file-{papers_of(as_lan, draft)[0].id}": picture(), "on": "1"})
    as_lan.post(f"{draft}/nhan-ket-qua/", {"return_by": "counter"})
    assert "Đinh Mẫu Hùng, ký tại quầy" in as_lan.get(f"{draft}/xem-lai/").content.decode()
    assert as_lan.post(f"{draft}/xem-lai/")["Location"].endswith("/bien-nhan/")
    dossier = UUID(draft.rsplit("/", 1)[1])
    with scope.opened(dossier):
        groom = Signatory.objects.get(dossier_id=dossier, role=GROOM)
    assert (groom.party is not None, groom.asked_at, groom.serial) == (True, None, 0)
    assert "Đinh Mẫu Hùng" in as_minh.get(f"/desk/dossiers/{dossier}/").content.decode()


def test_the_page_of_those_who_sign_too_shows_another_person_nothing(centre, as_lan, client):
    marriage()
    mine, theirs = on_to_signers(as_lan), on_to_signers(client)
    as_lan.post(f"{mine}/cung-ky/", SIGNERS)
    as_lan.get(f"{mine}/cung-ky/")
    assert "Hùng" not in client.get(f"{theirs}/cung-ky/").content.decode()


def test_the_clerk_takes_the_signature_at_the_counter(filed, as_minh):
    found = as_minh.get(f"/desk/dossiers/{filed}/").content.decode()
    assert "Bên nam" in found
    act = f"/desk/dossiers/{filed}/do/signed/"
    with scope.opened(filed):
        groom = Signatory.objects.get(dossier_id=filed, role=GROOM)
    assert str(groom.id) in as_minh.get(act).content.decode()
    given = {"seen_revision": str(reload(filed).revision), "signatory_id": str(groom.id)}
    assert as_minh.post(act, given).status_code == 302
    assert reload(filed).conditions_open == 0
    assert "/do/signed/" not in as_minh.get(f"/desk/dossiers/{filed}/").content.decode()
