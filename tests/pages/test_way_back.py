"""How the result is to come: kept with its address, told to the officer, and nobody is asked to come in vain."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.apps.dossiers.commands import intake
from motcua.apps.dossiers.tests.factories import LAN, TUESDAY_9AM, decide, make_procedure, online_dossier, reload, work
from motcua.apps.dossiers.values.way_back import WayBack
from motcua.apps.notifications import commands as notifications
from motcua.apps.notifications.models import Message
from motcua.base.db import scope
from tests.pages.test_filing import begin, fill, row_of

LATER = TUESDAY_9AM + timedelta(hours=2)
HOME = "Số 4, Thôn Mẫu 3, Xã Suối Mẫu"
COME = "Mời ông/bà đến nhận"


@pytest.fixture
def decided(centre, lan, minh, hoa, tuan) -> Any:
    """A dossier with its result, asked for in one of the ways."""

    def made(way_back: WayBack) -> Any:
        filed = online_dossier(centre_id=centre.id, version=make_procedure(), citizen=lan, way_back=way_back)
        with scope.use(scope.for_actor(minh)):
            intake.accept(dossier_id=filed.dossier_id, actor=minh, at=LATER, seen_revision=filed.revision)
        work(filed.dossier_id, clerk=minh, specialist=hoa, at=LATER)
        decide(filed.dossier_id, specialist=hoa, leader=tuan, at=LATER)
        return reload(filed.dossier_id)

    return made


def pages_of(dossier: Any, as_lan: Any, client: Any) -> dict[str, str]:
    assert client.post("/tra-cuu/", {"code": dossier.code, "second_fact": LAN.number}).status_code == 302
    addresses = {"list": "/ho-so/", "own": f"/ho-so/{dossier.id}/"}
    found = {name: as_lan.get(address).content.decode() for name, address in addresses.items()}
    return found | {"public": client.get("/tra-cuu/ho-so/").content.decode()}


def told(dossier: Any) -> Message:
    with scope.opened(dossier.id):
        notifications.tell_move(dossier_id=dossier.id, action="DECIDE", to_state="DECIDED", moved_at=LATER, at=LATER)
        return Message.objects.get(dossier_id=dossier.id)


def test_what_goes_by_post_is_told_so_and_the_officer_has_the_address(decided, as_lan, client, as_minh):
    dossier = decided(WayBack("post", HOME))
    pages = pages_of(dossier, as_lan, client)
    assert not [name for name, page in pages.items() if COME in page]
    assert "gửi qua bưu chính" in pages["public"]
    assert HOME not in pages["public"]
    assert HOME in pages["own"]
    assert HOME in as_minh.get(f"/desk/dossiers/{dossier.id}/").content.decode()
    assert HOME in as_minh.get(f"/desk/dossiers/{dossier.id}/do/return/").content.decode()
    assert told(dossier).kind == "decided_post"


def test_what_is_read_in_the_account_is_no_reason_to_come(decided, as_lan, client):
    dossier = decided(WayBack("electronic"))
    pages = pages_of(dossier, as_lan, client)
    assert not [name for name, page in pages.items() if COME in page]
    assert "Mời ông/bà xem kết quả" in pages["list"]
    assert told(dossier).kind == "decided_electronic"


def test_who_comes_is_asked_to_come(decided, as_lan, client):
    dossier = decided(WayBack("counter"))
    assert all(COME in page for page in pages_of(dossier, as_lan, client).values())
    assert told(dossier).kind == "decided"


def test_the_address_typed_is_the_address_kept(centre, as_lan):
    make_procedure()
    draft = begin(as_lan)
    fill(as_lan, draft)
    assert as_lan.post(f"{draft}/nhan-ket-qua/", {"return_by": "post", "post_address": HOME}).status_code == 302
    assert HOME in as_lan.get(f"{draft}/xem-lai/").content.decode()
    assert as_lan.post(f"{draft}/xem-lai/")["Location"].endswith("/bien-nhan/")
    assert (row_of(draft).return_by, row_of(draft).post_address) == ("post", HOME)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ({"return_by": "post"}, "Xin ghi địa chỉ nhận qua bưu chính"),
        ({"return_by": "counter", "post_address": HOME}, "xin chọn nhận qua bưu chính, hoặc xoá địa chỉ"),
    ],
)
def test_way_and_address_fit_each_other(centre, as_lan, typed, answer):
    make_procedure()
    draft = begin(as_lan)
    fill(as_lan, draft)
    page = as_lan.post(f"{draft}/nhan-ket-qua/", typed)
    assert page.status_code == 422
    assert answer in page.content.decode()
    seen = page.context["seen"]
    as_lan.post(f"{draft}/nhan-ket-qua/", {**typed, "quiet": "1", "seen": seen})
    filed = as_lan.post(f"{draft}/xem-lai/")
    assert filed.status_code == 422, "kept while typed it is not filed either"
    assert answer in filed.content.decode()
