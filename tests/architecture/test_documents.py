"""Pages of the documentation that are made from the code equal what the code makes; links and pictures are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tools import draw_moves, glossary

LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    (ROOT / "docs").rglob("*.md")
)


def test_the_diagram_of_moves_is_that_of_the_code() -> None:
    assert draw_moves.PAGE.read_text(encoding="utf-8") == draw_moves.page(), "run python tools/draw_moves.py"


def test_the_glossary_is_that_of_the_code() -> None:
    assert glossary.PAGE.read_text(encoding="utf-8") == glossary.page(), "run python tools/glossary.py"


def test_every_library_we_pin_is_noticed() -> None:
    pinned = re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*\])?==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    noticed = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert [name for name in pinned if f"\n{name} " not in noticed] == [], "run python tools/notices.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_link_of_a_page_leads_nowhere(page: Path) -> None:
    found = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if not target.endswith(".png")]
    assert [target for target in found if not (page.parent / target).exists()] == []


def test_every_decision_is_listed() -> None:
    listed = (ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in (ROOT / "docs" / "adr").glob("0*.md") if page.name not in listed] == []
