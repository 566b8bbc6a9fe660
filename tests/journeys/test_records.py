"""A language pack with records: what it has recorded is played in its place, where no voice of the browser speaks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test.utils import override_settings
from playwright.sync_api import Browser, expect

from motcua.apps.dossiers.tests.factories import make_procedure
from motcua.apps.organization.values import CentreView
from motcua.base import packs
from motcua.kernel.clock import office_time
from tests.journeys.night import Night
from tests.journeys.sound import silence
from tests.journeys.test_guide import VOICE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

#: A made-up language, under a code ISO keeps for private use; one text is recorded, another only written.
CODE, RECORDED, WRITTEN = "qaa", "Mang gì?", "Bao lâu?"
READ = "[data-read]"


@pytest.fixture
def night(browser: Browser, centre: CentreView, tmp_path: Path) -> Iterator[Night]:
    made = tmp_path / "packs" / CODE
    made.mkdir(parents=True)
    (made / "zon.ogg").write_bytes(silence())
    manifest = {"code": CODE, "name": "Tiếng Mẫu", "clips": {RECORDED: "zon.ogg"}}
    (made / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    book = polib.POFile()
    book.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    book.extend(polib.POEntry(msgid=text, msgstr=said) for text, said in ((RECORDED, "Zon?"), (WRITTEN, "Tol?")))
    book.save(str(made / "texts.po"))
    spoken = packs.make_ready(made.parent, tmp_path / "ready")
    with (
        override_settings(
            PACKS_DIR=made.parent,
            LANGUAGES=[*settings.LANGUAGES, *spoken],
            LOCALE_PATHS=[*settings.LOCALE_PATHS, tmp_path / "ready"],
        ),
        Night(browser, office_time(2026, 11, 25, 9)).served() as served,
    ):
        yield served


def test_a_record_is_played_where_no_voice_speaks(night: Night) -> None:
    page, code = night.page(), make_procedure().procedure_code
    page.add_init_script("Object.defineProperty(globalThis, 'speechSynthesis', { value: undefined })")
    page.goto(f"/{CODE}/thu-tuc/{code}/")
    with page.expect_response(lambda answer: answer.url.endswith(".ogg")) as played:
        page.locator(READ).click()
    assert played.value.ok
    expect(page.locator("dt[data-reading]")).to_have_text("Zon?")
    expect(page.locator(READ)).to_have_attribute("aria-pressed", "false")
    page.goto(f"/thu-tuc/{code}/")
    expect(page.locator(READ)).to_be_hidden()


def test_a_record_goes_before_the_browsers_voice_which_says_the_rest(night: Night) -> None:
    page, code = night.page(), make_procedure().procedure_code
    page.add_init_script(VOICE.replace("vi-VN", CODE))
    page.goto(f"/{CODE}/thu-tuc/{code}/")
    page.locator(READ).click()
    expect(page.locator(READ)).to_have_attribute("aria-pressed", "false", timeout=10_000)
    said = page.evaluate("said")
    assert "Tol?" in said
    assert "Zon?" not in said
