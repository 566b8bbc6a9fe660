"""What a slip promises and a citizen follows: a woman of whom the year is known, a long weekend, a term nobody set.

The product's clock is set for each: a slip of August 2025 is made at its own hour.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from motcua.apps.dossiers.tests.factories import METHODS, TUESDAY_9AM, settle
from motcua.apps.identity.tests.factories import make_session
from motcua.apps.organization.values import CentreView
from motcua.apps.procedures.tests.factories import full_row, imported
from motcua.kernel.actor import Actor
from motcua.kernel.clock import office_time
from tests.journeys import desk, filing
from tests.journeys.night import Night
from tests.journeys.papers import Papers
from tests.journeys.people import LAN_NUMBER, OFFICE_PC
from tests.journeys.tracking import ALL_DONE, FIRST_DUE, Tracker

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

CODE = "9.990001"
#: Only the year of her birth is known; she has no telephone.
WOMAN, NUMBER, YEAR = "Hồ Thị A", "999148000048", "1948"
WITNESS, INTERPRETER, LANGUAGE = "Lò Mẫu Chứng", "Vàng Mẫu Dịch", "Mông"
#: Friday before the national holiday: Saturday and Sunday, then the 1st and the 2nd.
FRIDAY = office_time(2025, 8, 29, 16, 10)
UNKNOWN = [{**method, "time_text": "", "time_qty": None, "time_unit": ""} for method in METHODS]


@pytest.fixture
def night(browser: Browser) -> Iterator[Night]:
    with Night(browser, TUESDAY_9AM).served() as served:
        yield served


def catalogue(at: datetime, **changes: Any) -> None:
    """A made-up procedure in force since before `at`."""
    imported(full_row(CODE, **{"methods": METHODS, **changes}), at=at.replace(day=1))
    for path, value in {"online_where": "here", "supplement_days": 15}.items():
        settle(CODE, path, value, at=at.replace(day=2))


def officer(night: Night, actor: Actor, centre: CentreView) -> Page:
    assert actor.account_id is not None
    return night.page(make_session(account_id=actor.account_id, centre_id=centre.id), viewport=OFFICE_PC)


def test_a_woman_of_whom_the_year_is_known_files_and_takes_by_thumb_print(
    night: Night, centre: CentreView, minh: Actor, hoa: Actor, tuan: Actor, tmp_path: Path
) -> None:
    catalogue(TUESDAY_9AM)
    clerk, specialist, leader = (officer(night, one, centre) for one in (minh, hoa, tuan))
    code = _received(clerk, attested=True)
    told = _slip(clerk, tmp_path)
    for word in (WOMAN, f"Điểm chỉ trước người làm chứng {WITNESS}", f"{INTERPRETER} phiên dịch từ tiếng {LANGUAGE}"):
        assert word in told
    public = Tracker(night.page(), code, second_fact=NUMBER)
    public.says("Hồ sơ đã được tiếp nhận", step="Tiếp nhận", due="Hẹn trả kết quả", dates=("Tiếp nhận", FIRST_DUE))
    expect(public.page.get_by_role("main")).not_to_contain_text(WOMAN)

    clerk.get_by_role("link", name="Mở hồ sơ").click()
    expect(clerk.get_by_role("complementary", name="Thông tin chính")).to_contain_text(f"{WOMAN}, Nữ, sinh {YEAR}")
    desk.hand_to(clerk, "Lê Mẫu Hoa")
    desk.draft(specialist, code, title="Giấy mẫu")
    desk.sign(leader, code)
    _hand_over(clerk, code)
    expect(clerk.get_by_role("main")).to_contain_text(WITNESS)
    public.says("Đã trả kết quả", step=ALL_DONE, dates=("Có kết quả", "Trả kết quả"))


def test_three_days_from_a_friday_before_the_holidays(
    night: Night, centre: CentreView, minh: Actor, tmp_path: Path
) -> None:
    catalogue(office_time(2025, 7, 20))
    night.hour = FRIDAY
    clerk = officer(night, minh, centre)
    code = _received(clerk)
    assert "16 giờ 10 phút, Thứ Sáu, ngày 05/09/2025" in _slip(clerk, tmp_path)
    clerk.get_by_role("link", name="Vì sao là ngày này?").click()
    _long_weekend(clerk.get_by_role("table", name="Cách tính ngày hẹn trả"))

    public = Tracker(night.page(), code, second_fact=NUMBER)
    public.says("Hồ sơ đã được tiếp nhận", step="Tiếp nhận", due="Thứ Sáu, 05/09/2025, 16:10")
    _long_weekend(public.page.get_by_role("table", name="Cách tính ngày hẹn trả"))


def _long_weekend(table: Locator) -> None:
    """Four days that count nothing, the holidays with what they rest on, and three that count."""
    rows = {day: table.get_by_role("row").filter(has_text=f"{day}/2025") for day in _DAYS}
    for day, (why, source) in _DAYS.items():
        expect(rows[day]).to_contain_text(why)
        expect(rows[day]).to_contain_text(source)
    for day in ("30/08", "31/08", "01/09", "02/09"):
        expect(rows[day]).to_contain_text("không tính")
    expect(table.locator("tfoot")).to_contain_text("24:00")


_DAYS = {
    "29/08": ("Từ lúc tiếp nhận", "16:10"),
    "30/08": ("Nghỉ hằng tuần", "Thứ Bảy"),
    "31/08": ("Nghỉ hằng tuần", "Chủ nhật"),
    "01/09": ("Quốc khánh (ngày liền kề)", "Theo: Luật Lao động 2019 Điều 112"),
    "02/09": ("Quốc khánh", "Theo:"),
    "05/09": ("Đủ 24 giờ lúc 16:10", "Thứ Sáu"),
}


def test_a_procedure_whose_term_nobody_set_promises_nothing_anywhere(
    night: Night, centre: CentreView, lan: Actor, minh: Actor, papers: Papers, tmp_path: Path
) -> None:
    catalogue(TUESDAY_9AM, methods=UNKNOWN)
    assert lan.account_id is not None
    lans, clerk = night.page(make_session(account_id=lan.account_id)), officer(night, minh, centre)
    lans.goto(f"/thu-tuc/{CODE}/")
    long = lans.locator(".answers dl > div").filter(has_text="Bao lâu?")
    expect(long).to_contain_text("Chưa xác định")
    filing.fill(lans, CODE, [papers.pdf])
    _promises_nothing(lans, "chưa xác định")
    lans.get_by_role("button", name="Nộp hồ sơ").click()
    code = filing.receipt(lans)
    _promises_nothing(lans, "Trung tâm trả lời trước")

    desk.open_dossier(clerk, code, tab="intake&order=new")
    desk.do(clerk, "Tiếp nhận")
    public = Tracker(night.page(), code, second_fact=LAN_NUMBER)
    public.says("Hồ sơ đã được tiếp nhận", step="Tiếp nhận", dates=("Tiếp nhận",))
    _promises_nothing(public.page, "nên Trung tâm chưa hẹn ngày trả")
    clerk.get_by_role("link", name="Mẫu 01").click()
    assert "Thời hạn của thủ tục này chưa có người xác nhận" in _slip(clerk, tmp_path)


def _promises_nothing(page: Page, says: str) -> None:
    main = page.get_by_role("main")
    expect(main).to_contain_text(says)
    for promise in ("Hẹn trả kết quả:", "Hẹn trả ghi trên giấy", "Đủ 24 giờ"):
        expect(main).not_to_contain_text(promise)


def _received(clerk: Page, *, attested: bool = False) -> str:
    """At the counter, from the woman's own words; the code of what was received."""
    clerk.goto(f"/desk/counter/{CODE}/")
    filer = clerk.get_by_role("group", name="Người nộp", exact=True)
    filer.get_by_label("Họ và tên").fill(WOMAN)
    filer.get_by_label("Số giấy tờ").fill(NUMBER)
    filer.get_by_label("Ngày sinh").fill(YEAR)
    filer.get_by_label("Giới tính").select_option(label="Nữ")
    if attested:
        clerk.get_by_text("Không ký được, hoặc cần phiên dịch").click()
        _attest(clerk.get_by_role("main"))
    clerk.get_by_role("button", name="Tất cả đạt").click()
    clerk.get_by_role("button", name="Đủ: tiếp nhận, in mẫu 01").click()
    expect(clerk.get_by_role("status")).to_contain_text("Đã tiếp nhận")
    return clerk.get_by_role("status").locator(".code").inner_text()


def _attest(form: Locator) -> None:
    form.get_by_label("Người dân xác nhận bằng").select_option(label="Điểm chỉ, có người làm chứng")
    form.get_by_label("Người làm chứng").fill(WITNESS)
    form.get_by_label("Người phiên dịch").fill(INTERPRETER)
    form.get_by_label("Phiên dịch từ tiếng").fill(LANGUAGE)


def _hand_over(clerk: Page, code: str) -> None:
    desk.open_dossier(clerk, code, tab="return&order=new")
    desk.begin(clerk, "Trả kết quả")
    panel = desk.panel(clerk)
    panel.get_by_label("Người nhận là").select_option(label="Chủ hồ sơ")
    panel.get_by_label("Họ tên người nhận").fill(WOMAN)
    panel.get_by_label("Số giấy tờ tuỳ thân").fill(NUMBER)
    _attest(panel)
    desk.finish(clerk, "Trả kết quả")


def _slip(clerk: Page, room: Path) -> str:
    """Form 01 as a clerk prints it from the page at hand, read back as one line of text."""
    form = clerk.locator("form[action$='/print/01.pdf']").first
    token = form.locator("input[name=csrfmiddlewaretoken]").input_value()
    sent: dict[str, str | float | bool] = {"csrfmiddlewaretoken": token, "reason": ""}
    answer = clerk.request.post(form.get_attribute("action") or "", form=sent, headers={"Referer": clerk.url})
    assert answer.headers["content-type"] == "application/pdf", answer.text()
    (room / "slip.pdf").write_bytes(answer.body())
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not here: the slip's words were not read (apt-get install poppler-utils)")
    done = subprocess.run([reader, "-layout", str(room / "slip.pdf"), "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())
