"""The papers themselves: every field is on them, nothing typed is read as markup, and they are archival."""

from __future__ import annotations

import io
import subprocess
import unicodedata
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import which

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from motcua.apps.printing import commands, gateways
from motcua.apps.printing.tests.factories import DUE, LAN, RECEIVED, every_form, head, slip
from motcua.apps.printing.values import (
    ComponentLine,
    Document,
    Form,
    Size,
    payload_of,
    told_day,
    told_time,
)
from motcua.kernel.clock import office_time

FORMS = [pytest.param(form, id=form.form) for form in every_form()]


def pdf_of(document: Document, *, size: Size = Size.A4, copy: int = 1, reason: str = "") -> bytes:
    return gateways.typeset(
        template=document.form, payload=payload_of(document), size=size, copy_number=copy, reason=reason, at=RECEIVED
    )


def words_of(pdf: bytes) -> str:
    """The text as a reader copies it, with blanks joined."""
    if which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed: the words of a print cannot be read back")
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(unicodedata.normalize("NFC", done.stdout.decode()).split())


def leaves(value: object) -> list[str]:
    """Every text of a payload, however deep; the QR's dots and the keys of counting are no words."""
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() if key != "qr" for leaf in leaves(inner)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves(inner)]
    return [value] if isinstance(value, str) and value else []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("size", list(Size))
def test_everything_a_form_says_stands_on_the_paper(form: Document, size: Size) -> None:
    printed = "".join(words_of(pdf_of(form, size=size)).lower().split())
    missing = [leaf for leaf in leaves(payload_of(form)) if "".join(leaf.lower().split()) not in printed]
    assert missing in ([], ["Số định danh cá nhân"])


@pytest.mark.parametrize("form", FORMS)
def test_a_paper_is_archival_and_can_be_read_aloud(form: Document) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(form))) as pdf:
        told = pdf.open_metadata()
        assert (told["pdfaid:part"], told["pdfaid:conformance"], told["pdfuaid:part"]) == ("2", "A", "1")
        assert str(pdf.Root.Lang) == "vi"


def test_the_three_dates_are_named_and_the_first_one_never_changes() -> None:
    later = replace(slip(), legal_due=DUE + timedelta(days=2), told_due=DUE + timedelta(days=7))
    words = words_of(pdf_of(later))
    assert f"hẹn lần đầu): {told_time(DUE)}" in words
    assert told_time(DUE + timedelta(days=2)) in words
    assert told_time(DUE + timedelta(days=7)) in words


def test_a_term_nobody_has_set_is_promised_to_nobody() -> None:
    words = words_of(pdf_of(replace(slip(), unpromised="Thời hạn đang chờ cơ quan có thẩm quyền xác định.")))
    assert "Hẹn trả kết quả: chưa xác định" in words
    assert told_time(DUE) not in words


def test_a_promise_beyond_the_issued_calendar_says_so() -> None:
    assert "tạm tính" in words_of(pdf_of(replace(slip(), provisional=True)))


@pytest.mark.parametrize("size", list(Size))
def test_an_ordinary_slip_is_one_sheet_and_counts_its_pages(size: Size) -> None:
    pdf = pdf_of(slip(), size=size)
    pages = len(pikepdf.open(io.BytesIO(pdf)).pages)
    assert pages <= (1 if size is Size.A4 else 2)
    assert f"Trang 1/{pages}" in words_of(pdf)


def test_a_long_list_of_papers_runs_over_pages_and_keeps_its_head() -> None:
    many = tuple(ComponentLine(name=f"Giấy tờ số {n} của hồ sơ", original=1) for n in range(1, 80))
    words = words_of(pdf_of(replace(slip(), components=many)))
    assert words.count("Tên giấy tờ") >= 2
    assert "Giấy tờ số 79 của hồ sơ" in words


def test_a_copy_says_which_it_is_and_why() -> None:
    words = words_of(pdf_of(slip(), copy=3, reason="ông/bà làm mất"))
    assert "Bản in lần 3: ông/bà làm mất" in words


MARKUP = [
    '#read("/etc/passwd")', "#panic()", "*Lan*", "_Lan_", "= Lan", "$x^2$", "@lan", "<lan>", "\\u{41}", "`Lan`",
    "// Lan", '"; #eval("1")', "#sys.inputs", "[#pagebreak()]", "~Lan~--", "'Lan' ... \"Lan\"",
]  # fmt: skip


@pytest.mark.parametrize("typed", MARKUP)
def test_what_a_person_typed_is_printed_letter_by_letter(typed: str) -> None:
    form = replace(slip(), filer=replace(LAN, name=typed), content=typed)
    assert words_of(pdf_of(form)).count(typed) >= 2


@settings(max_examples=25, deadline=None)
@given(typed=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_text_breaks_a_print(typed: str) -> None:
    for form in (slip(filer=replace(LAN, name=typed)), slip(head=head(code=typed, superior=typed))):
        assert pdf_of(form, reason=typed, copy=2).startswith(b"%PDF-")


def test_a_letter_without_a_glyph_costs_the_archival_mark_and_not_the_slip() -> None:
    with pikepdf.open(io.BytesIO(pdf_of(slip(filer=replace(LAN, name="Lan \U0010fffd"))))) as pdf:
        assert len(pdf.pages) == 1


def test_a_field_nobody_gave_is_our_mistake_and_told_loudly() -> None:
    payload = payload_of(slip())
    del payload["first_due"]
    with pytest.raises(RuntimeError, match="first_due"):
        commands.preview(template=Form.ACCEPTED, payload=payload, at=RECEIVED)


def test_the_same_payload_gives_the_same_bytes() -> None:
    assert pdf_of(slip()) == pdf_of(slip())


@pytest.mark.parametrize("size", list(Size))
def test_the_qr_stands_at_the_bottom_right(tmp_path: Path, size: Size) -> None:
    if which("pdftoppm") is None:
        pytest.skip("poppler-utils is not installed: a print cannot be looked at")
    for name, form in {"with": slip(), "without": slip(head=head(qr=()))}.items():
        (tmp_path / f"{name}.pdf").write_bytes(pdf_of(form, size=size))
        command = ["pdftoppm", "-r", "60", "-gray", "-png", "-singlefile", f"{name}.pdf", name]
        subprocess.run(command, cwd=tmp_path, check=True)
    seen = {name: Image.open(tmp_path / f"{name}.png") for name in ("with", "without")}
    width, height = seen["with"].size
    corner = (int(width * 0.75), int(height * 0.8), int(width * 0.97), int(height * 0.95))
    dark = {name: sum(p < 128 for p in picture.crop(corner).tobytes()) for name, picture in seen.items()}
    assert dark["with"] > dark["without"] + 300


def test_dates_are_written_as_offices_write_them() -> None:
    assert told_time(office_time(2026, 11, 20, 9, 5)) == "09 giờ 05 phút, Thứ Sáu, ngày 20/11/2026"
    assert told_day(office_time(2026, 2, 3)) == "ngày 03 tháng 02 năm 2026"
    assert told_day(office_time(2026, 11, 3)) == "ngày 03 tháng 11 năm 2026"
