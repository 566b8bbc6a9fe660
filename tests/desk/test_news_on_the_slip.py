"""The last lines of form 01 promise a message only to somebody whom one can reach."""

from __future__ import annotations

import subprocess
import unicodedata
from dataclasses import replace
from shutil import which

import pytest

from motcua.apps.dossiers.tests.factories import LAN, TUESDAY_9AM, counter_dossier

MESSAGE, MAIL, NONE = "bằng tin nhắn đến số điện thoại", "đến địa chỉ thư điện tử", "Không có tin nhắn"
NOBODY = replace(LAN, phone="", email="")
BY_MAIL = replace(NOBODY, email="lan@mau.example")


def words_of(pdf: bytes) -> str:
    if which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed: the words of a print cannot be read back")
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(unicodedata.normalize("NFC", done.stdout.decode()).split())


@pytest.mark.parametrize(
    ("filer", "channels", "said"),
    [
        (LAN, ["file"], MESSAGE),
        (replace(BY_MAIL, phone=LAN.phone), ["file", "email"], MESSAGE),
        (BY_MAIL, ["file", "email"], MAIL),
        (BY_MAIL, ["file"], NONE),
        (NOBODY, ["file", "email"], NONE),
        (LAN, ["email"], NONE),
    ],
)
def test_form_01_promises_a_message_to_whoever_can_get_one(
    centre, version, minh, as_minh, settings, filer, channels, said
):
    settings.MESSAGE_CHANNELS = channels
    found = counter_dossier(centre_id=centre.id, version=version, clerk=minh, filer=filer, at=TUESDAY_9AM)
    printed = words_of(as_minh.post(f"/desk/dossiers/{found.dossier_id}/print/01.pdf").content)
    assert [one for one in (MESSAGE, MAIL, NONE) if one in printed] == [said]
