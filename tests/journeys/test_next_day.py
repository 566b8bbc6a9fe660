"""Seven questions, the line cut in mid-photo at the seventh; the next day another device goes on, to the byte."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test.utils import override_settings
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from motcua.apps.dossiers.tests.factories import make_procedure
from motcua.apps.identity.tests.factories import make_session
from motcua.apps.organization.values import CentreView
from motcua.config import env
from motcua.kernel.actor import Actor
from motcua.kernel.clock import office_time
from tests.journeys import breaking, filing
from tests.journeys.breaking import Pieces, kept, stands
from tests.journeys.night import Night

pytestmark = [pytest.mark.journey, pytest.mark.faults, pytest.mark.django_db(transaction=True)]

CODE = "9.997777"
FORM = env.ROOT / "motcua/apps/procedures/data/eforms/1.001193.json"
EVENING, MORNING = office_time(2026, 11, 30, 21, 40), office_time(2026, 12, 1, 7, 15)
PIECE = 256 * 1024
NUMBER = "Số định danh cá nhân"
ODD = "Nguyễn  Mẫu «Bé» <b>&amp; 'é' \"𠮷\" –"
#: What is typed into the seven pages: by label, in order; the first is a choice, the last takes the photo.
PEOPLE = {"Họ, chữ đệm và tên": ODD, "Năm sinh": "1990", NUMBER: "999000000001"}
FORMS: tuple[tuple[str, dict[str, str]], ...] = (
    ("Trẻ được khai sinh", {"Ông/bà là gì của trẻ?": "mẹ", "Họ, chữ đệm và tên của trẻ": ODD, "Nơi sinh": ODD}),
    (
        "Người mẹ",
        {
            "Họ, chữ đệm và tên người mẹ": "Nguyễn Mẫu Lan",
            "Địa chỉ cư trú": "Số 5 – ngõ 12, tổ «7»",
            NUMBER: "999000000001",
        },
    ),
    (
        "Người cha",
        {"Họ, chữ đệm và tên người cha": ODD, "Địa chỉ cư trú": "Thôn Mẫu 2; trước 10'", NUMBER: "999000000010"},
    ),
    ("Giấy chứng sinh và bản sao", {"Số bản sao xin cấp thêm": "2"}),
)


@pytest.fixture
def night(browser: Browser, centre: CentreView, tmp_path: Path) -> Iterator[Night]:
    """A procedure with two cases, a form of four pages and three papers, served on an evening."""
    form = {**json.loads(FORM.read_text("utf-8")), "stands_for": []}
    papers = [{"name": f"Giấy mẫu {number}", "originals": 1, "copies": 0} for number in (1, 2, 3)]
    cases = [{"case": f"Trường hợp mẫu {number}", "items": papers} for number in (1, 2)]
    make_procedure(CODE, settled={"eform": form}, components=cases)
    with override_settings(BLOB_DIR=tmp_path / "blobs"), Night(browser, EVENING).served() as served:
        yield served


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    noise = random.Random(11).randbytes(900 * 600 * 3)
    path = tmp_path / "Ảnh chụp giấy.png"
    Image.frombytes("RGB", (900, 600), noise).save(path)
    return path


def test_another_device_goes_on_the_next_day(night: Night, lan: Actor, photo: Path) -> None:
    evening = night.page(make_session(account_id=lan.account_id or 0))
    filing.begin(evening, CODE)
    told = tell(evening)
    filing.asks(evening, "Giấy tờ của hồ sơ")
    expect(evening.get_by_role("main")).to_contain_text("phần 7 trên 9")
    evening.get_by_label("Tôi sẽ mang đến").last.check()
    kept(evening)
    held: list[Route] = []
    Pieces(evening, number=4, at=held.append)
    evening.locator("#giay-to-form input[type=file]").first.set_input_files(photo)
    expect(evening.locator(".coming progress")).to_have_attribute("value", str(3 * PIECE))
    told[evening.url] = stands(evening)
    evening.context.set_offline(True)
    evening.context.close()

    night.hour = MORNING
    morning = night.page(make_session(account_id=lan.account_id or 0))
    come_back(morning, told)
    assert send_again(morning, photo) >= 3 * PIECE
    morning.get_by_label("Tôi sẽ mang đến").nth(1).check()
    finish(morning)
    assert file_of(morning) == photo.read_bytes()


def tell(page: Page) -> dict[str, Any]:
    """The six questions before the papers, to their last character; what stood on each page, by its address."""
    told: dict[str, Any] = {}
    page.get_by_role("radio").nth(1).check()
    onward(page, told)
    for label, text in PEOPLE.items():
        page.get_by_role("region", name="Người nộp").get_by_label(label, exact=True).fill(text)
    page.get_by_role("region", name="Người nộp").get_by_label("Số điện thoại").fill("0000111222")
    onward(page, told)
    for title, fields in FORMS:
        filing.asks(page, title)
        for label, text in fields.items():
            page.get_by_label(label, exact=label == "Nơi sinh").fill(text)
            page.keyboard.press("Tab")
        if title == "Trẻ được khai sinh":
            whole_child(page)
        elif title in {"Người mẹ", "Người cha"}:
            whole_parent(page)
        onward(page, told)
    return told


def whole_child(page: Page) -> None:
    page.get_by_label("Nữ", exact=True).check()
    born(page, "Ngày sinh của trẻ", 29, 11, 2026)
    page.get_by_label("Dân tộc").fill("Kinh")
    page.get_by_label("Quốc tịch").fill("Việt Nam")


def whole_parent(page: Page) -> None:
    born(page, "Ngày sinh", 0, 0, 1998)


def born(page: Page, name: str, *numbers: int) -> None:
    for label, number in zip(("Ngày", "Tháng", "Năm"), numbers, strict=True):
        page.get_by_role("group", name=name).get_by_label(label, exact=True).fill(str(number or ""))


def onward(page: Page, told: dict[str, Any]) -> None:
    """Remember what stands here and go on."""
    told[page.url] = stands(page)
    filing.go_on(page)
    page.wait_for_url(lambda address: address not in told)


def come_back(page: Page, told: dict[str, Any]) -> None:
    """From «my dossiers» to the draft; all seven pages stand as they were left, the photo is half there."""
    page.goto("/ho-so/")
    page.get_by_role("region", name="Đang khai dở").get_by_role("link").click()
    for address, stood in told.items():
        page.goto(address)
        breaking.ready(page)
        assert stands(page) == stood, address
    filing.asks(page, "Giấy tờ của hồ sơ")
    expect(page.locator(".coming")).to_contain_text("Xin chọn lại đúng tệp này")


def send_again(page: Page, photo: Path) -> int:
    """The same photo is chosen again; the byte it went on at."""
    pieces = Pieces(page, number=0, at=lambda route: route.continue_())
    page.locator("#giay-to-form input[type=file]").first.set_input_files(photo)
    expect(page.locator(".coming")).to_have_count(0)
    return pieces.places[0]


def finish(page: Page) -> None:
    """The last questions, and file."""
    filing.go_on(page)
    filing.choose_return(page)
    filing.asks(page, "Xin đọc lại trước khi nộp")
    expect(page.get_by_role("main")).to_contain_text(ODD.replace("  ", " "))
    page.get_by_role("button", name="Nộp hồ sơ").click()
    filing.receipt(page)


def file_of(page: Page) -> bytes:
    """The photo as the office has it."""
    page.get_by_role("link", name="Theo dõi hồ sơ").click()
    link = page.get_by_role("link", name="Ảnh chụp giấy.png")
    answer = page.request.get(link.get_attribute("href") or "")
    assert answer.ok
    return answer.body()
