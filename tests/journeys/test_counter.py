"""Across the counter: an old man with a birth year and no telephone; once by mouse, once by keyboard alone."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import desk
from tests.journeys.filing import EXTRACT
from tests.journeys.people import People
from tests.journeys.tracking import ALL_DONE, FIRST_DUE, Tracker

pytestmark = pytest.mark.journey

MAN, NUMBER = "Đặng Mẫu Cụ", "999041000077"


def test_minh_files_for_an_old_man_and_his_result_comes_back(people: People, tmp_path: Path) -> None:
    minh, hoa, tuan = (people.page(who) for who in ("minh", "hoa", "tuan"))
    _fill(minh)
    minh.get_by_role("button", name="Đủ: tiếp nhận, in mẫu 01").click()
    expect(minh.get_by_role("status")).to_contain_text("Đã tiếp nhận")
    code = minh.get_by_role("status").locator(".code").inner_text()
    assert code in _slip(minh, tmp_path)

    public = Tracker(people.visitor(), code, second_fact=NUMBER)
    public.says("Hồ sơ đã được tiếp nhận", step="Tiếp nhận", due="Hẹn trả kết quả", dates=("Tiếp nhận", FIRST_DUE))
    minh.get_by_role("link", name="Mở hồ sơ").click()
    desk.hand_to(minh, "Lê Mẫu Hoa")
    desk.draft(hoa, code, title="Bản sao trích lục khai sinh")
    desk.sign(tuan, code)
    desk.hand_out(minh, code, to=MAN, number=NUMBER)
    public.says("Đã trả kết quả", step=ALL_DONE, dates=(FIRST_DUE, "Có kết quả", "Trả kết quả"))


def _fill(minh: Page) -> None:
    """Find by words without marks, write what he knows of himself, look at every paper."""
    minh.goto("/desk/counter/")
    minh.get_by_label("Người dân cần việc gì?").fill("trich luc ho tich")
    minh.get_by_role("main").get_by_role("button", name="Tìm").click()
    minh.get_by_role("row").filter(has_text=EXTRACT).get_by_role("link").click()
    filer = minh.get_by_role("group", name="Người nộp", exact=True)
    filer.get_by_label("Họ và tên").fill(MAN)
    filer.get_by_label("Số giấy tờ").fill(NUMBER)
    filer.get_by_label("Ngày sinh").fill("1941")
    filer.get_by_label("Giới tính").select_option(label="Nam")
    minh.get_by_role("button", name="Tất cả đạt").click()


def _slip(minh: Page, room: Path) -> str:
    """Form 01 as a PDF, read back as text."""
    with minh.context.expect_event("response", lambda answer: answer.url.endswith(".pdf")) as answer:
        minh.get_by_role("button", name="mẫu 01").click()
    made = answer.value
    assert made.ok, made.status
    sheet = room / "slip.pdf"
    sheet.write_bytes(_again(minh, made.url))
    return _text_of(sheet)


def _again(minh: Page, address: str) -> bytes:
    """The same paper once more, with its why, as bytes: a browser without a viewer gives none away."""
    token = minh.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    sent: dict[str, str | float | bool] = {"csrfmiddlewaretoken": token, "reason": "Bản trước bị nhòe."}
    answer = minh.request.post(address, form=sent, headers={"Referer": minh.url})
    assert answer.headers["content-type"] == "application/pdf"
    body = answer.body()
    assert body.startswith(b"%PDF")
    return body


def _text_of(sheet: Path) -> str:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not here: the slip's words were not read (apt-get install poppler-utils)")
    done = subprocess.run([reader, "-layout", str(sheet), "-"], capture_output=True, text=True, check=True)
    assert MAN in done.stdout
    return done.stdout


def test_a_clerk_files_by_keyboard_alone(people: People) -> None:
    minh = people.page("minh")
    minh.goto("/desk/")
    press = minh.keyboard.press
    press("q")
    expect(minh.get_by_label("Người dân cần việc gì?")).to_be_focused()
    minh.keyboard.type(EXTRACT)
    press("Enter")
    expect(minh.get_by_role("row").filter(has_text=EXTRACT)).to_be_visible()
    minh.locator("body").evaluate("() => document.activeElement.blur()")
    press("j")
    press("Enter")
    expect(minh.get_by_role("button", name="Tất cả đạt")).to_be_visible()
    _tab_to(minh, "Họ và tên")
    minh.keyboard.type(MAN)
    press("Tab")
    minh.keyboard.type(NUMBER)
    _tab_to(minh, "Ngày sinh")
    minh.keyboard.type("1941")
    _tab_to(minh, "Tất cả đạt")
    press("Enter")
    _tab_to(minh, "Đủ: tiếp nhận, in mẫu 01")
    press("Enter")
    expect(minh.get_by_role("status")).to_contain_text("Đã tiếp nhận")


def _tab_to(page: Page, name: str) -> None:
    """Tab until the element of this label or text holds the focus, seen by its ring."""
    for _press in range(60):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "() => { const n = document.activeElement; return [n.labels?.[0]?.innerText ?? n.innerText ?? '',"
            " getComputedStyle(n).outlineStyle] }"
        )
        if told[0].strip().startswith(name):
            assert told[1] != "none", f"no focus ring on {name}"
            return
    raise AssertionError(f"{name} is not reached by Tab")
