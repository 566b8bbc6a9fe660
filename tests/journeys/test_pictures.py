"""The pictures of the README, taken from the running product; kept in MOTCUA_PICTURES, else looked at and dropped."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import FloatRect, Page, expect

from motcua.config import env
from tests.journeys import filing
from tests.journeys.people import OFFICE_PC, PHONE, People
from tests.journeys.screens import EVERY

pytestmark = pytest.mark.journey

MOST = 150_000
#: Picture, screen of `screens`, and how it is looked at.
PICTURES = (
    ("home", "home", OFFICE_PC),
    ("procedure", "procedure", OFFICE_PC),
    ("desk", "tab-all", OFFICE_PC),
    ("dossier", "dossier-approval", OFFICE_PC),
    ("console", "console-overview", OFFICE_PC),
)


@pytest.fixture(scope="module")
def album(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pictures go; a run that was not asked for them changes no committed file."""
    wished = env.text("MOTCUA_PICTURES")
    return Path(wished).resolve() if wished else tmp_path_factory.mktemp("pictures")


@pytest.mark.parametrize(("name", "screen", "size"), PICTURES, ids=[name for name, *_more in PICTURES])
def test_a_screen_is_pictured(name: str, screen: str, size: dict[str, int], people: People, album: Path) -> None:
    wanted = next(each for each in EVERY if each.name == screen)
    _keep(wanted.open(people, viewport=size), album / f"{name}.png")


def test_the_filing_guide_is_pictured(people: People, album: Path) -> None:
    page = people.visitor(viewport=PHONE)
    filing.begin(page, filing.BUSINESS)
    filing.asks(page, "Ông/bà thuộc trường hợp nào?")
    page.get_by_role("radio").first.check()
    _keep(page, album / "filing.png")


def test_following_is_pictured(people: People, album: Path) -> None:
    lan = people.page("lan")
    lan.goto("/ho-so/")
    lan.get_by_role("main").get_by_role("link").filter(has_text="hẹn trả").last.click()
    expect(lan.get_by_role("table", name="Cách tính ngày hẹn trả")).to_be_visible()
    _keep(lan, album / "tracking.png", tall=1150)


def test_the_slip_is_pictured(people: People, album: Path, tmp_path: Path) -> None:
    drawer = shutil.which("pdftoppm")
    if drawer is None:
        pytest.skip("pdftoppm is not here: the slip was not pictured (apt-get install poppler-utils)")
    minh = people.page("minh")
    minh.goto("/desk/?tab=return")
    minh.locator("tr[data-href] a").first.click()
    minh.get_by_role("link", name="Mẫu 01").click()
    form = minh.locator("form[action$='01.pdf']")
    sent: dict[str, str | float | bool] = {
        "csrfmiddlewaretoken": form.locator("[name=csrfmiddlewaretoken]").input_value(),
        "reason": "Bản để chụp hình.",
    }
    answer = minh.request.post(str(form.get_attribute("action")), form=sent, headers={"Referer": minh.url})
    (tmp_path / "slip.pdf").write_bytes(answer.body())
    words = [drawer, "-r", "80", "-png", "-singlefile", str(tmp_path / "slip.pdf"), str(tmp_path / "slip")]
    subprocess.run(words, check=True)
    _shrink((tmp_path / "slip.png").read_bytes(), album / "slip.png")


def _keep(page: Page, path: Path, *, tall: int = 0) -> None:
    """What the window shows, or the page as far down as `tall` pixels."""
    page.mouse.move(0, 0)
    clip = FloatRect(x=0, y=0, width=PHONE["width"], height=tall)
    _shrink(page.screenshot(full_page=True, clip=clip) if tall else page.screenshot(), path)


def _shrink(picture: bytes, path: Path) -> None:
    """An eight-bit palette, as small as PNG can be."""
    with Image.open(io.BytesIO(picture)) as full:
        full.convert("RGB").quantize(96, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size < MOST, path
