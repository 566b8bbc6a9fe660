"""A decision of forty changes, from the file to midnight: with dossiers that are running and a draft across it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import Browser, Page, expect

from motcua.apps.dossiers import tasks
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.tests.factories import counter_dossier, make_procedure, reload
from motcua.apps.identity.tests.factories import make_session
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
from motcua.apps.procedures import queries as procedures
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role
from motcua.kernel.clock import office_time
from tests.journeys import filing
from tests.journeys.night import Night
from tests.journeys.papers import Papers
from tests.journeys.people import OFFICE_PC

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NUMBER = "40/QĐ-MẪU (bịa ra)"
CODES = tuple(f"9.99{number:04d}" for number in range(1, 41))
#: Two of the forty have a dossier under way, and the first one a draft.
UNDER_WAY = CODES[:2]
EVE, BEFORE, AFTER = (
    office_time(2026, 11, 30, 16),
    office_time(2026, 11, 30, 23, 50),
    office_time(2026, 12, 1, 0, 5),
)
AFTER_DAY = date(2026, 12, 1)
RECEIVED = office_time(2026, 11, 27, 9)
NEW_TERM, NEW_FEE = "7 ngày làm việc", "15.000"


@pytest.fixture
def night(browser: Browser) -> Iterator[Night]:
    with Night(browser, EVE).served() as served:
        yield served


@pytest.fixture
def running(centre: CentreView, minh: Actor) -> list[Dossier]:
    """Forty procedures, and for two of them a dossier received before, as it was then."""
    versions = {code: make_procedure(code) for code in CODES}
    found = []
    for code in UNDER_WAY:
        made = counter_dossier(centre_id=centre.id, version=versions[code], clerk=minh, at=RECEIVED)
        found.append(reload(made.dossier_id))
    return found


@pytest.mark.usefixtures("running")
def test_forty_changes_come_into_force_at_midnight(
    night: Night, centre: CentreView, lan: Actor, papers: Papers, tmp_path: Path, running: list[Dossier]
) -> None:
    khanh, loan = (_keeper(night, centre, name) for name in ("khanh", "loan"))
    visitor, lans = night.page(viewport=OFFICE_PC), night.page(make_session(account_id=_account(lan)))
    _load(khanh, _sheet(tmp_path / "quyet-dinh.xlsx"))
    _review(khanh, running)
    _rehearse(khanh)
    _approve(loan, khanh.url)

    night.hour = BEFORE
    assert _says(visitor) == (False, False), "approved is not yet in force"
    filing.fill(lans, CODES[0], [papers.pdf])

    night.hour = AFTER
    assert _says(visitor) == (True, True), "the same process serves the new rule five minutes after midnight"
    _is_told_and_files(lans)
    assert {_term(code, date(2026, 11, 30)) for code in CODES} == {3}
    assert {_term(code, AFTER_DAY) for code in CODES} == {7}, "all forty, none but from midnight"
    _running_ones_keep_theirs(running)


def _account(actor: Actor) -> int:
    assert actor.account_id is not None
    return actor.account_id


def _keeper(night: Night, centre: CentreView, name: str) -> Page:
    actor = make_officer(centre_id=centre.id, role=Role.KEEPER, username=name, name=f"Mẫu {name.title()}")
    return night.page(make_session(account_id=_account(actor), centre_id=centre.id), viewport=OFFICE_PC)


def _sheet(path: Path) -> Path:
    """The office's own table: forty procedures, each with a new term, a new fee and who pays nothing."""
    heads = ("Mã thủ tục", "Loại thay đổi", "Thời hạn trực tuyến", "Phí trực tuyến", "Miễn, giảm")
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Thay đổi")
        page.write_row(0, 0, heads)
        for line, code in enumerate(CODES, start=1):
            page.write_row(line, 0, (code, "sửa", NEW_TERM, f"Lệ phí: {NEW_FEE}", "Không có"))
    return path


def _load(page: Page, sheet: Path) -> None:
    page.goto("/console/changes/")
    page.get_by_role("link", name="Soạn đợt mới").click()
    page.get_by_label("Số quyết định công bố").fill(NUMBER)
    page.get_by_label("Cơ quan, người ban hành").fill("Chủ tịch Uỷ ban nhân dân Tỉnh Mẫu")
    page.get_by_label("Ngày ban hành").fill("2026-11-25")
    page.get_by_label("Ngày có hiệu lực").fill("2026-12-01")
    page.get_by_label("Nguồn").fill("Công báo mẫu số 40")
    page.get_by_label("Tệp thay đổi").set_input_files(sheet)
    page.get_by_role("button", name="Nạp và xem khác biệt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NUMBER)


def _review(page: Page, running: list[Dossier]) -> None:
    """All forty differences can be read; the dossiers under way are listed and keep their rule."""
    rows = page.get_by_role("group").filter(has_text="· sửa")
    expect(rows).to_have_count(len(CODES))
    for code in (CODES[0], CODES[-1]):
        rows.filter(has_text=code).get_by_text("· sửa").click()
        told = page.get_by_role("region", name=f"Khác biệt của {code}")
        expect(told).to_contain_text(NEW_TERM)
        expect(told).to_contain_text(NEW_FEE)
    back = page.url
    page.get_by_role("link", name="Hồ sơ đang giải quyết, giữ bản cũ").click()
    for dossier in running:
        expect(page.get_by_role("main")).to_contain_text(dossier.code or "")
    page.goto(back)


def _rehearse(page: Page) -> None:
    """The keeper asks, the worker's task does it, the page tells."""
    page.get_by_role("button", name="Thử trên hồ sơ 90 ngày qua").click()
    number = int(page.url.rstrip("/").rsplit("/", 1)[1])
    with clock.stopped(EVE), scope.use(scope.NOTHING):
        tasks.rehearse(change_set_id=number)
    page.reload()
    expect(page.get_by_text("Tính xong lúc")).to_be_visible()


def _approve(page: Page, where: str) -> None:
    page.goto(where)
    page.get_by_role("link", name="Duyệt đợt này").click()
    page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Đã duyệt")


def _says(page: Page) -> tuple[bool, bool]:
    """Whether a procedure's page tells the new term, and the new fee."""
    page.goto(f"/thu-tuc/{CODES[0]}/")
    told = page.get_by_role("main").inner_text().replace("\xa0", " ")
    return NEW_TERM in told, NEW_FEE in told


def _is_told_and_files(lans: Page) -> None:
    lans.get_by_role("button", name="Nộp hồ sơ").click()
    news = lans.get_by_role("region", name="Quy định đã thay đổi")
    expect(news).to_contain_text(NEW_FEE)
    lans.get_by_role("button", name="Tôi đã đọc, làm theo quy định mới").click()
    lans.get_by_role("button", name="Nộp hồ sơ").click()
    filing.receipt(lans)


def _term(code: str, day: date) -> Decimal:
    """Working days of an online filing on a day."""
    term = procedures.in_force(code, on=day).term(2).value
    assert term is not None
    return term.quantity


def _running_ones_keep_theirs(running: list[Dossier]) -> None:
    """Version and both dates of each stand as they stood before the decision."""
    for before in running:
        now = reload(before.id)
        assert (now.version_id, now.first_due, now.legal_due) == (before.version_id, before.first_due, before.legal_due)
        assert procedures.in_force(procedures.version(now.version_id).procedure_code, on=AFTER_DAY).id != now.version_id
