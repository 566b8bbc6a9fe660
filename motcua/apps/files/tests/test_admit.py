"""The gate: what may come in, what may not, and that a refusal leaves nothing behind."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.apps.files import commands, gateways
from motcua.apps.files.rules.pdf import MOST_UNPACKED
from motcua.apps.files.rules.refusals import SAYINGS, NotAdmitted
from motcua.apps.files.tests import factories
from motcua.apps.files.tests.factories import NOON
from motcua.apps.files.values import DOCX, ENDINGS, JPEG, LONGEST_NAME, PDF, PNG, XLSX, safe_name


@pytest.fixture(autouse=True)
def blobs(settings: Any, tmp_path: Path) -> Path:
    settings.BLOB_DIR = tmp_path / "blobs"
    settings.UPLOAD_LIMITS = {"bytes": 200_000, "pages": 5, "pixels": 250_000}
    return tmp_path / "blobs"


def lying_files(blobs: Path) -> list[Path]:
    return [p for p in blobs.rglob("*") if p.is_file() and p.name != ".lock"]


@pytest.mark.parametrize(
    ("content", "media_type", "pages"),
    [
        (factories.pdf(pages=3), PDF, 3),
        (factories.picture(), JPEG, 1),
        (factories.picture(kind="PNG"), PNG, 1),
        (factories.office(), DOCX, None),
        (factories.office(main="xl/workbook.xml"), XLSX, None),
    ],
    ids=["pdf", "jpeg", "png", "word", "excel"],
)
def test_the_papers_people_bring_come_in_whatever_they_are_called(
    blobs: Path, content: bytes, media_type: str, pages: int | None
) -> None:
    blob = commands.admit(stream=io.BytesIO(content), name="khong-ro.bin", at=NOON)
    path = gateways.path_of(blob.sha256)
    assert (blob.media_type, blob.pages, blob.size) == (media_type, pages, len(content))
    assert path.read_bytes() == content
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.relative_to(blobs).parts[:2] == (blob.sha256.hex()[:2], blob.sha256.hex()[2:4])
    assert lying_files(blobs) == [path]


REFUSED = {
    "empty": [b""],
    "too-large": [b"%PDF-1.7" + b"x" * 200_001],
    "too-many-pages": [factories.pdf(pages=6)],
    "too-many-pixels": [factories.picture(size=(600, 600)), factories.picture(kind="PNG", size=(9000, 9000))],
    "broken-picture": [factories.picture()[:-40], factories.picture(kind="PNG")[:-30]],
    "broken-pdf": [factories.pdf()[:-60], b"%PDF-1.7\nnothing\n%%EOF"],
    "encrypted-pdf": [factories.pdf(password="mat khau")],
    "active-pdf": [factories.pdf(active=a) for a in ("javascript", "launch", "attachment")],
    "heic-unreadable": [b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 200],
    "broken-office": [factories.office()[:-30]],
    "active-office": [factories.office(extra={"word/vbaProject.bin": "x"})],
    "unknown": [
        b"MZ\x90\x00" + b"\x00" * 300,
        b"\x7fELF" + b"\x00" * 300,
        b"MZ" + factories.pdf(),
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        factories.office(main="readme.txt"),
        factories.office(extra={"chay.exe": "MZ"}),
    ],
}


@pytest.mark.parametrize(
    ("reason", "content"), [(reason, content) for reason, contents in REFUSED.items() for content in contents]
)
def test_what_is_refused_says_what_to_do_and_leaves_nothing(blobs: Path, reason: str, content: bytes) -> None:
    with pytest.raises(NotAdmitted) as refusal:
        commands.admit(stream=io.BytesIO(content), name="giay.pdf", at=NOON)
    assert refusal.value.reason == reason
    assert "Xin" in str(refusal.value) or "xin" in str(refusal.value)
    assert "%(" not in refusal.value.problems[""]
    assert lying_files(blobs) == []


def test_every_saying_of_the_gate_is_met_by_a_test() -> None:
    assert set(REFUSED) == set(SAYINGS)


def test_an_upload_that_breaks_off_leaves_nothing(blobs: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        commands.admit(stream=Broken(), name="giay.pdf", at=NOON)
    assert lying_files(blobs) == []


def test_the_same_content_is_kept_once(blobs: Path) -> None:
    content = factories.pdf()
    assert factories.admitted(content) == factories.admitted(content, name="khac.pdf")
    assert len(lying_files(blobs)) == 1


@given(name=st.text(max_size=300), media_type=st.sampled_from(sorted(ENDINGS)))
def test_a_name_never_holds_a_path_a_control_sign_or_another_ending(name: str, media_type: str) -> None:
    safe = safe_name(name, media_type=media_type)
    assert safe.endswith(ENDINGS[media_type])
    assert 0 < len(safe) <= LONGEST_NAME
    assert not set(safe) & set('/\\\0\n\r"<>|:*?\u202e')
    assert not safe.startswith(".")
    assert safe_name(safe, media_type=media_type) == safe


def test_a_name_people_read_stays_as_they_wrote_it() -> None:
    assert safe_name("C:\\giấy tờ\\Giấy khai sinh.PDF", media_type=PDF) == "Giấy khai sinh.pdf"
    assert safe_name("ảnh.exe", media_type=JPEG) == "ảnh.exe.jpg"


def test_what_is_packed_to_fill_the_memory_is_not_unpacked(tmp_path: Path) -> None:
    commands.admit(stream=io.BytesIO(factories.pdf()), name="giay.pdf", at=NOON)  # sets the bounds
    packed = pikepdf.new()
    packed.Root.Mau = pikepdf.Stream(packed, b" " * (MOST_UNPACKED + 1024))
    packed.save(tmp_path / "nen.pdf", compress_streams=True)
    assert (tmp_path / "nen.pdf").stat().st_size < 1024 * 1024
    with pikepdf.open(tmp_path / "nen.pdf") as opened, pytest.raises(pikepdf.PdfError):
        opened.Root.Mau.read_bytes()
