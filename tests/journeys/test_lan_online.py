"""Lan files online and follows; Minh receives, Hoa works, Tuấn signs: the public page is true at every step."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import desk, filing
from tests.journeys.papers import Papers
from tests.journeys.people import LAN_NUMBER, PHONE, People, sign_in_lan
from tests.journeys.product import Product
from tests.journeys.tracking import ALL_DONE, FIRST_DUE, LEGAL_DUE, Tracker

pytestmark = pytest.mark.journey

ANSWER_BY = "Trung tâm trả lời trước"
RESULT_BY = "Hẹn trả kết quả"
WORKED = "Hồ sơ đang được giải quyết"
ASKED = "Bản chụp giấy khai sinh cũ bị mờ, xin chụp lại cho rõ."
ALL_DATES = ("Nộp", "Tiếp nhận", FIRST_DUE, LEGAL_DUE)


def test_lan_files_online_and_the_tracking_page_is_true_at_every_step(
    people: People, product: Product, papers: Papers
) -> None:
    lan = people.visitor()
    code = _files(lan, product, papers)
    public = Tracker(people.visitor(viewport=PHONE), code)
    public.says("Hồ sơ đang chờ tiếp nhận", step="Đã nộp", state="Chờ tiếp nhận", due=ANSWER_BY, dates=("Nộp",))

    minh, hoa, tuan = (people.page(who) for who in ("minh", "hoa", "tuan"))
    _is_accepted(minh, code)
    public.says("Hồ sơ đã được tiếp nhận", step="Tiếp nhận", due=RESULT_BY, dates=ALL_DATES)
    promised = public.date(FIRST_DUE)
    desk.hand_to(minh, "Lê Mẫu Hoa")
    public.says(WORKED, step="Xem xét, giải quyết", state="Đang giải quyết", due=RESULT_BY, dates=ALL_DATES)
    _hoa_asks_for_a_paper(hoa, code)
    public.says("Hồ sơ cần ông/bà bổ sung", step="Xem xét, giải quyết", state="Chờ bổ sung", dates=ALL_DATES)
    expect(public.page.get_by_text("Chờ bổ sung giấy tờ: từ")).to_contain_text("đến nay")
    _lan_answers(lan, papers)
    public.says(WORKED, step="Xem xét, giải quyết", state="Đang giải quyết", due=RESULT_BY, dates=ALL_DATES)
    desk.draft(hoa, code, title="Giấy khai sinh")
    desk.sign(tuan, code)
    public.says("Hồ sơ đã có kết quả", step="Có kết quả", dates=(*ALL_DATES, "Có kết quả"))
    desk.hand_out(minh, code, to="Nguyễn Mẫu Lan", number=LAN_NUMBER)
    public.says("Đã trả kết quả", step=ALL_DONE, dates=(*ALL_DATES, "Có kết quả", "Trả kết quả"))
    assert public.date(FIRST_DUE) == promised, "what form 01 says never changes"
    _reads_who_looked(lan)


def _files(page: Page, product: Product, papers: Papers) -> str:
    """Found without a mark, read, begun by somebody nobody knows, filed by Lan."""
    page.goto("/")
    page.get_by_label("Viết như đang nói").fill("dang ky lai khai sinh")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("main").get_by_role("link", name=filing.BIRTH_AGAIN).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("khai sinh")
    for question in ("Mang gì?", "Bao lâu?", "Bao nhiêu tiền?", "Ở đâu?"):
        expect(page.get_by_role("term").filter(has_text=question)).to_be_visible()
    filing.fill(page, filing.BIRTH_AGAIN, [papers.photo, papers.pdf])
    page.get_by_role("button", name="Đăng nhập để nộp").click()
    sign_in_lan(page, product, at="")
    filing.asks(page, "Xin đọc lại trước khi nộp")
    expect(page.get_by_role("main")).to_contain_text("đã đính kèm")
    page.get_by_role("button", name="Nộp hồ sơ").click()
    return filing.receipt(page)


def _is_accepted(minh: Page, code: str) -> None:
    """Minh sees it among the online filings with eight hours to answer, looks at the papers, accepts."""
    minh.goto("/desk/?tab=intake&order=new")
    row = minh.get_by_role("row").filter(has_text=code)
    expect(row).to_contain_text(re.compile("giờ|1 ngày"))  # outside office hours a whole working day is left
    row.get_by_role("link", name=code).click()
    expect(minh.get_by_text("Phải trả lời trước (8 giờ làm việc)")).to_be_visible()
    checks = minh.get_by_role("region", name="Thành phần hồ sơ").get_by_text("Đổi")
    for number in range(checks.count()):
        checks.nth(number).click()
        minh.locator("details[open] button", has_text="Đạt").first.click()
        minh.wait_for_load_state()
    expect(minh.get_by_role("region", name="Thành phần hồ sơ").locator(".tag", has_text="Đã nộp")).to_have_count(0)
    desk.do(minh, "Tiếp nhận")
    assert desk.state(minh) == "Đã tiếp nhận"


def _hoa_asks_for_a_paper(hoa: Page, code: str) -> None:
    """Form 02; the clock stands."""
    desk.open_dossier(hoa, code, tab="mine&order=new")
    desk.begin(hoa, "Yêu cầu bổ sung")
    desk.panel(hoa).get_by_role("group").get_by_role("textbox").first.fill(ASKED)
    desk.panel(hoa).get_by_label("Lý do, viết để người dân hiểu được").fill("Chữ trên ảnh không đọc được.")
    desk.finish(hoa, "Yêu cầu bổ sung")
    assert desk.state(hoa) == "Chờ bổ sung"
    expect(hoa.get_by_role("complementary", name="Thông tin chính")).to_contain_text("Tạm dừng từ")
    expect(hoa.get_by_role("region", name="Yêu cầu bổ sung")).to_contain_text("mẫu 02")


def _lan_answers(lan: Page, papers: Papers) -> None:
    lan.goto("/ho-so/")
    lan.get_by_role("region", name="Đang cần ông/bà").get_by_role("link").first.click()
    lan.get_by_role("link", name="Xem phải bổ sung gì và trả lời").click()
    expect(lan.get_by_role("group")).to_contain_text(ASKED)
    lan.get_by_label("Lời giải thích").fill("Tôi gửi ảnh chụp lại.")
    lan.get_by_label("Chọn tệp").set_input_files(papers.photo)
    lan.get_by_role("button", name="Gửi bổ sung").click()
    expect(lan.get_by_role("heading", level=1)).to_have_text(WORKED)


def _reads_who_looked(lan: Page) -> None:
    lan.goto("/ho-so/")
    lan.get_by_role("region", name="Đã xong").get_by_role("link").first.click()
    lan.get_by_role("link", name="Ai đã xem hồ sơ này?").click()
    names = lan.get_by_role("main")
    for officer in ("Trần Mẫu Minh", "Lê Mẫu Hoa", "Phạm Mẫu Tuấn"):
        expect(names).to_contain_text(officer)
