"""Language packs: dropped in as files, held against our texts, Vietnamese wherever they say nothing or say it wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polib
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.translation import gettext, ngettext, override

from conftest import sign_in
from motcua.apps.dossiers.tests.factories import make_procedure
from motcua.apps.organization.tests.factories import make_officer
from motcua.base import packs
from motcua.kernel.actor import Role
from tools import collect_texts as texts

#: A made-up language under a code ISO keeps for private use.
CODE, NAME = "qaa", "Tiếng Mẫu"
SAID = {
    "Tra cứu hồ sơ": "Zon tol",
    "Xin ghi giờ.": "Tol <b>zon</b>.",
    "Chờ gửi": "Zon <script>",
    "Tin nhắn của Trung tâm (%(n)s)": "Zon tol",
    "Đã ghi: %(how)s.": "Zon: %(how)s.",
    "Câu đã bỏ từ lâu": "Zon",
}
SOURCE = texts.TARGET


def pack(folder: Path, *, said: dict[str, str] = SAID, clips: dict[str, str] | None = None, **manifest: Any) -> Path:
    """A pack as an installer finds it on a stick."""
    made = folder / CODE
    (made / "clips").mkdir(parents=True)
    (made / "clips" / "tra-cuu.ogg").write_bytes(b"OggS made up")
    (made / "clips" / "bad.ogg").write_bytes(b"no sound")
    (made / "manifest.json").write_text(json.dumps({"code": CODE, "name": NAME, "clips": clips or {}} | manifest))
    book = polib.POFile()
    book.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=1; plural=0;"}
    book.extend(polib.POEntry(msgid=one, msgstr=word) for one, word in said.items())
    book.append(polib.POEntry(msgid="%(n)s thủ tục", msgid_plural="%(n)s thủ tục", msgstr_plural={0: "%(n)s zon"}))
    book.save(str(made / "texts.po"))
    return made


@pytest.fixture
def spoken(settings: Any, tmp_path: Path) -> Path:
    """The made-up language, as a start finds it."""
    folder = pack(tmp_path / "packs")
    settings.PACKS_DIR = tmp_path / "packs"
    settings.LANGUAGES = [*settings.LANGUAGES, *packs.make_ready(settings.PACKS_DIR, tmp_path / "ready")]
    settings.LOCALE_PATHS = [*settings.LOCALE_PATHS, tmp_path / "ready"]
    return folder


def test_a_pack_is_spoken_and_what_it_lacks_is_vietnamese(spoken: Path) -> None:
    with override(CODE):
        assert gettext("Tra cứu hồ sơ") == "Zon tol"
        assert gettext("Đăng xuất") == "Đăng xuất"
        assert ngettext("%(n)s thủ tục", "%(n)s thủ tục", 3) % {"n": 3} == "3 zon"


@pytest.mark.parametrize("text", ["Xin ghi giờ.", "Chờ gửi", "Tin nhắn của Trung tâm (%(n)s)"])
def test_markup_of_its_own_and_torn_placeholders_are_never_shown(spoken: Path, text: str) -> None:
    with override(CODE):
        assert gettext(text) == text


def test_its_faults_and_gaps_are_listed(tmp_path: Path) -> None:
    found = packs.check(packs.manifest_of(pack(tmp_path)), source=SOURCE)
    assert dict(found.faults) == {
        "Xin ghi giờ.": packs.OTHER_MARKUP,
        "Chờ gửi": packs.OTHER_MARKUP,
        "Tin nhắn của Trung tâm (%(n)s)": packs.OTHER_PLACES,
    }
    assert found.done == found.total - len(found.missing) == 3
    assert {"Đăng xuất", "Chờ gửi"} <= set(found.missing)
    assert "Tra cứu hồ sơ" not in found.missing


def test_a_clip_belongs_to_a_text_lies_in_the_pack_and_is_sound(tmp_path: Path) -> None:
    (tmp_path / "outside.ogg").write_bytes(b"OggS")
    clips = {
        "Tra cứu hồ sơ": "clips/tra-cuu.ogg",
        "Đăng xuất": "clips/bad.ogg",
        "Chờ gửi": "clips/none.ogg",
        "Tin nhắn": "../outside.ogg",
        "Không phải câu nào": "clips/tra-cuu.ogg",
    }
    found = packs.check(packs.manifest_of(pack(tmp_path, said={}, clips=clips)), source=SOURCE)
    assert found.clips == 1
    assert sorted(why for _text, why in found.faults) == sorted([packs.NO_CLIP] * 3 + [packs.CLIP_OF_NOTHING])


def test_a_page_names_its_records_and_they_are_handed_out_alone(spoken: Path, client: Client, centre: Any) -> None:
    (spoken / "manifest.json").write_text(
        json.dumps(
            {"code": CODE, "name": NAME, "clips": {"Mang gì?": "clips/tra-cuu.ogg", "Bao lâu?": "clips/bad.ogg"}}
        )
    )
    code = make_procedure().procedure_code
    address = f"/{CODE}/nghe/{CODE}/{packs.clip_key('Mang gì?')}.ogg"
    page = client.get(f"/{CODE}/thu-tuc/{code}/").content.decode()
    assert json.loads(page.split('id="doan-ghi-am" type="application/json">')[1].split("</script>")[0]) == {
        "Mang gì?": address
    }
    played = client.get(address)
    assert (played["Content-Type"], b"".join(played.streaming_content)) == ("audio/ogg", b"OggS made up")
    for wrong in (packs.clip_key("Bao lâu?"), "manifest", CODE):
        assert client.get(f"/nghe/{CODE}/{wrong}.ogg").status_code == 404
    for other in ("vi", "qab"):
        assert client.get(f"/nghe/{other}/{packs.clip_key('Mang gì?')}.ogg").status_code == 404
    assert "doan-ghi-am" not in client.get(f"/thu-tuc/{code}/").content.decode()


@pytest.mark.parametrize(
    ("manifest", "why"),
    [
        ({"code": "vi"}, packs.BAD_CODE),
        ({"code": "../x"}, packs.BAD_CODE),
        ({"code": "qab"}, packs.BAD_CODE),
        ({"code": 7}, packs.BAD_CODE),
        ({"name": " "}, packs.NO_NAME),
        ({"name": "<b>x</b>"}, packs.NO_NAME),
        ({"clips": 5}, packs.NO_MANIFEST),
    ],
)
def test_a_manifest_that_cannot_be_used_refuses_the_pack(tmp_path: Path, manifest: dict[str, Any], why: str) -> None:
    pack(tmp_path, **manifest)
    assert packs.packs_in(tmp_path) == ((), ((CODE, why),))
    assert packs.make_ready(tmp_path, tmp_path / "ready") == ()


def test_a_torn_pack_stops_no_start(tmp_path: Path) -> None:
    (pack(tmp_path) / "texts.po").write_bytes(b"\xff\xfe msgid nonsense")
    assert packs.make_ready(tmp_path, tmp_path / "ready") == ()
    (tmp_path / CODE / "manifest.json").write_text("{")
    assert packs.packs_in(tmp_path)[1] == ((CODE, packs.NO_MANIFEST),)
    assert packs.packs_in(tmp_path / "nowhere") == ((), ())


def test_a_younger_pack_takes_the_place_of_the_older(tmp_path: Path) -> None:
    made, ready = pack(tmp_path), tmp_path / "ready"
    assert packs.make_ready(tmp_path, ready) == ((CODE, NAME),)
    mo = ready / CODE / "LC_MESSAGES" / "django.mo"
    before = mo.read_bytes()
    (made / "texts.po").write_text((made / "texts.po").read_text().replace("Zon tol", "Tol tol"))
    packs.make_ready(tmp_path, ready)
    assert mo.read_bytes() != before


def test_pages_lie_under_its_code_and_lead_to_each_other(spoken: Path, client: Client, centre: Any) -> None:
    page = client.get(f"/{CODE}/")
    assert page.status_code == 200
    assert f'<html lang="{CODE}"' in page.content.decode()
    shown = client.get("/").content.decode()
    for code in ("en", CODE):
        assert f'href="/{code}/" hreflang="{code}"' in shown
    assert client.get("/qab/").status_code == 404


def test_the_console_lists_languages_and_gaps(spoken: Path, centre: Any) -> None:
    keeper = sign_in(make_officer(centre_id=centre.id, role=Role.KEEPER, username="thu", name="Đinh Mẫu Thư"))
    (spoken.parent / "hong").mkdir()
    page = keeper.get("/console/languages/").content.decode()
    for said in (NAME, "English", "Gói không dùng được (1)", packs.NO_MANIFEST):
        assert said in page
    one = keeper.get(f"/console/languages/{CODE}/").content.decode()
    assert "Có lỗi (3)" in one
    assert packs.OTHER_MARKUP in one
    assert "&lt;script" not in one
    assert keeper.get("/console/languages/qab/").status_code == 404


def test_the_commands_tell_the_same(spoken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("texts_missing", CODE)
    told = capsys.readouterr()
    assert "Đăng xuất\n" in told.out
    assert packs.OTHER_PLACES in told.err
    with pytest.raises(CommandError, match="3 câu"):
        call_command("texts_check", str(spoken))
    with pytest.raises(CommandError, match="Không có ngôn ngữ"):
        call_command("texts_missing", "qab")
    call_command("texts_missing", "en")
    assert capsys.readouterr().out.splitlines()[-1:] != ["Đăng xuất"]
