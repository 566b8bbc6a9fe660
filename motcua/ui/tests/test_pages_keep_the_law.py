"""Structural tests over every template and the stylesheet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

ROOT = Path(settings.BASE_DIR) / "motcua"
TEMPLATES = sorted(ROOT.glob("**/templates/**/*.html"))
INLINE = re.compile(r"""<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*["']|javascript:""", re.IGNORECASE)
UI = ROOT / "ui" / "static" / "ui"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_a_template_parses_is_short_and_holds_nothing_inline(path):
    text = path.read_text(encoding="utf-8")
    assert not INLINE.search(text), "inline style or script"
    assert "|safe" not in text
    assert text.count("\n") <= 120
    engines["django"].from_string(text)


def test_the_stylesheet_stays_small():
    assert len((UI / "motcua.css").read_bytes()) < 25_000


def test_every_icon_that_is_named_exists():
    drawn = set(re.findall(r'<symbol id="i-([a-z]+)"', (UI / "icons.svg").read_text()))
    used = {name for path in TEMPLATES for name in re.findall(r"""{% icon ["']([a-z]+)["']""", path.read_text())}
    assert used <= drawn
