"""A marriage confirmed by two phones: each confirms for themselves, and the dossier goes on only after both."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import desk, filing, signing
from tests.journeys.papers import Papers
from tests.journeys.people import LAN_PHONE, People
from tests.journeys.product import Product
from tests.journeys.signing import BRIDE, CUC, GROOM, THANG, Signer
from tests.journeys.tracking import Tracker

pytestmark = pytest.mark.journey

PHUC = Signer("Đinh Mẫu Phúc", "0000555005", "1988")
SMALL = {"width": 320, "height": 640}
SIGNED = "Ghi nhận đã ký tại quầy"


def test_a_marriage_is_confirmed_by_two_phones(people: People, product: Product, papers: Papers) -> None:
    lan, thang, cuc = people.page("lan"), people.visitor(viewport=SMALL), people.visitor(viewport=SMALL)
    code = _files_for_two(lan, papers)
    _says_no(thang, product)
    _cannot_be_answered_twice(thang)
    _nobody_else_enters(people, product)
    assert _waits_for(lan) == [GROOM, BRIDE]
    _confirms(cuc, product, CUC)
    assert _waits_for(lan) == [GROOM]
    public = Tracker(people.visitor(), code)
    public.open()
    expect(public.page.get_by_text("Người cùng ký không đồng ý:")).to_contain_text(GROOM)
    assert not any(name in public.page.content() for name in (THANG.name, CUC.name))
    _is_worked_on_and_cannot_be_signed(people, code)
    _changes_his_mind(people.page("minh"), code)
    desk.sign(people.page("tuan"), code)
    public.says("Hồ sơ đã có kết quả", step="Có kết quả")


def test_a_bride_confirms_by_filing_and_a_shared_telephone_confirms_nothing(people: People, product: Product) -> None:
    lan, groom = people.page("lan"), people.visitor(viewport=SMALL)
    signing.to_signers(lan)
    lan.get_by_role("group", name="Trong những người cùng ký").get_by_label(BRIDE).check()
    expect(lan.get_by_role("region", name=BRIDE)).to_be_hidden()
    signing.name(lan, GROOM, Signer(PHUC.name, LAN_PHONE, PHUC.year))
    filing.go_on(lan)
    expect(lan.get_by_role("alert")).to_contain_text("ký tại quầy")
    lan.get_by_label("Số điện thoại của người ấy").first.fill(PHUC.phone)
    signing.to_review(lan, [])
    lan.get_by_role("button", name="Nộp hồ sơ").click()
    filing.receipt(lan)
    assert _waits_for(lan) == [GROOM]
    signing.open_link(groom, product, PHUC)
    signing.prove(groom, product, PHUC)
    groom.get_by_role("button", name="Tôi xác nhận").click()
    filing.asks(groom, "Ông/bà đã xác nhận")
    assert _waits_for(lan) == []


def _files_for_two(lan: Page, papers: Papers) -> str:
    """Lan files for the two, neither of whom she is; her page names the roles and nobody's number."""
    signing.file_for(lan, THANG, CUC, [papers.photo])
    return filing.receipt(lan)


def _says_no(page: Page, product: Product) -> None:
    """Thắng reads what it is, says no, and is told what follows; nothing of Cúc is shown to him."""
    address = signing.open_link(page, product, THANG)
    filing.asks(page, "Xác nhận cùng ký hồ sơ")
    assert not any(told in page.content() for told in ("Lan", THANG.name, CUC.name, THANG.phone, "kết hôn"))
    signing.prove(page, product, THANG, fact=CUC.year)
    expect(page.get_by_role("alert")).to_contain_text("chưa khớp")
    signing.prove(page, product, THANG)
    filing.asks(page, "Ông/bà có xác nhận hồ sơ này không?")
    expect(page.get_by_role("main")).to_contain_text("Nguyễn Mẫu Lan")
    assert not any(told in page.content() for told in (CUC.name, CUC.phone, CUC.year))
    page.get_by_role("button", name="Tôi không đồng ý").click()
    filing.asks(page, "Ông/bà đã trả lời không đồng ý")
    expect(page.get_by_role("region", name="Việc tiếp theo")).to_contain_text("ký tại quầy")
    assert address in page.url


def _cannot_be_answered_twice(page: Page) -> None:
    """The link has answered: it opens nothing again, on no telephone."""
    page.goto(page.url)
    filing.asks(page, "Đường dẫn này đã được trả lời")


def _nobody_else_enters(people: People, product: Product) -> None:
    """Whoever was sent another's link has neither the code nor the fact; who has proven one link opens no other."""
    stranger = people.visitor(viewport=SMALL)
    signing.open_link(stranger, product, CUC)
    stranger.get_by_role("link", name="Tôi đã có mã").click()
    stranger.get_by_label("Mã xác nhận").fill("000000")
    stranger.get_by_label("Số định danh cá nhân hoặc năm sinh").fill(CUC.year)
    stranger.get_by_role("button", name="Xem hồ sơ").click()
    expect(stranger.get_by_role("alert")).to_contain_text("chưa khớp")
    assert "kết hôn" not in stranger.content()


def _confirms(page: Page, product: Product, signer: Signer) -> None:
    signing.open_link(page, product, signer)
    signing.prove(page, product, signer)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.get_by_role("button", name="Tôi xác nhận").click()
    filing.asks(page, "Ông/bà đã xác nhận")


def _waits_for(lan: Page) -> list[str]:
    """The roles that have not confirmed, on the filer's page; nobody's telephone and no link stands there."""
    lan.goto("/ho-so/")
    lan.get_by_role("region", name="Trung tâm đang làm").get_by_role("link").first.click()
    rows = lan.get_by_role("region", name="Người cùng ký").locator("dl > div")
    told = rows.all_inner_texts()
    assert not any(secret in lan.content() for secret in (THANG.phone, CUC.phone, "/xac-nhan/"))
    return [row.splitlines()[0] for row in told if "Đã xác nhận" not in row]


def _is_worked_on_and_cannot_be_signed(people: People, code: str) -> None:
    """Minh receives, Hoa writes the result; while one is awaited Tuấn's signature is not taken, and he is told why."""
    minh, hoa, tuan = (people.page(who) for who in ("minh", "hoa", "tuan"))
    desk.open_dossier(minh, code, tab="intake&order=new")
    desk.do(minh, "Tiếp nhận")
    desk.hand_to(minh, "Lê Mẫu Hoa")
    desk.draft(hoa, code, title="Giấy chứng nhận kết hôn")
    desk.open_dossier(tuan, code, tab="approval&order=new")
    desk.begin(tuan, "Ký duyệt kết quả")
    desk.panel(tuan).get_by_role("button", name="Ký duyệt kết quả", exact=True).click()
    expect(tuan.get_by_role("alert").first).to_contain_text("cùng ký")
    desk.open_dossier(tuan, code, tab="approval&order=new")
    assert desk.state(tuan) == "Đang giải quyết"


def _changes_his_mind(minh: Page, code: str) -> None:
    """Thắng comes to the counter after all."""
    desk.open_dossier(minh, code)
    desk.begin(minh, SIGNED)
    desk.panel(minh).get_by_label(GROOM).check()
    desk.finish(minh, SIGNED)
