"""Sheets for the wall: everything they say is on them, pages are counted by sheet, codes can be read by a telephone."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from shutil import which

import pikepdf
import pytest
import segno
from PIL import Image

from motcua.apps.printing.commands import preview
from motcua.apps.printing.tests.factories import RECEIVED
from motcua.apps.printing.tests.test_forms import MARKUP, leaves, words_of
from motcua.apps.printing.values import Form, Size, fits, payload_of, qr_rows
from motcua.apps.printing.values.boards import (
    CountRow,
    QrLabel,
    QrLabels,
    QrSheet,
    QrSheets,
    WallBook,
    WallCover,
    WallDocument,
    WallHead,
    WallRow,
    WallSheet,
)

DOTS = qr_rows(segno.make("http://127.0.0.1:8000/thu-tuc/9.990001/", error="m", micro=False).matrix)
ADDRESS = "http://mau.example/thu-tuc/"
HEAD = WallHead(
    superior="Ủy ban nhân dân xã Suối Mẫu",
    agency="Trung tâm Phục vụ hành chính công xã Suối Mẫu",
    place="Suối Mẫu",
    written_at=RECEIVED,
    address="Thôn Mẫu, xã Suối Mẫu",
    phone="0000 000 111",
    hours="7:30–17:00",
    revision=17,
)


def row(place: int = 1, **said: str) -> WallRow:
    made = WallRow(
        place=place, code=f"9.99{place:04d}", title=f"Đăng ký khai sinh mẫu số {place}", term="3 ngày làm việc",
        fee="8.000 đ. Miễn, giảm: chưa xác định, nên chưa thu", level="toàn trình", counter="Quầy 2",
        phone="0000 000 111", decision="163/QĐ-MẪU",
    )  # fmt: skip
    return replace(made, **said)  # type: ignore[arg-type]


def sheet(rows: int = 2, field: str = "Hộ tịch") -> WallSheet:
    lines = tuple(row(n) for n in range(1, rows + 1))
    return WallSheet(field=field, rows=lines, counts=f"{rows} thủ tục", qr=DOTS, address=ADDRESS, mark="3f9a2c1d")


def cover() -> WallCover:
    return WallCover(
        levels=("Toàn trình", "Một phần", "Cung cấp thông tin", "Chưa xác định"),
        rows=(CountRow(name="Hộ tịch", counts=(154, 262, 18, 0), total=434),),
        sums=(154, 262, 18, 0), total=434, sentence="434 thủ tục: 154 toàn trình, 262 một phần, 18 cung cấp thông tin",
        qr=DOTS, address=ADDRESS, mark="5cdadd4b",
    )  # fmt: skip


def code_sheet(**said: object) -> QrSheet:
    made = QrSheet(
        code="9.990001", title="Đăng ký khai sinh mẫu", field="Hộ tịch", bring=("Tờ khai mẫu", "Giấy chứng sinh mẫu"),
        more="", term="trong ngày", fee="không thu", level="một phần", counter="Quầy 2", phone="0000 000 111",
        agency="Ủy ban nhân dân xã Suối Mẫu", qr=DOTS, address=ADDRESS, mark="40d772fd",
    )  # fmt: skip
    return replace(made, **said)  # type: ignore[arg-type]


def labels(many: int = 3) -> QrLabels:
    made = tuple(QrLabel(code=f"9.99{n:04d}", title=f"Thủ tục mẫu {n}", qr=DOTS) for n in range(many))
    return QrLabels(head=HEAD, field="Hộ tịch", labels=made, qr=DOTS, address=ADDRESS, mark="a1b2c3d4")


def every_sheet() -> tuple[WallDocument, ...]:
    return (
        WallBook(head=HEAD, sheets=(sheet(),)),
        WallBook(head=HEAD, sheets=(sheet(), sheet(field="Chứng thực")), cover=cover()),
        QrSheets(head=HEAD, sheets=(code_sheet(), code_sheet(code="9.990002"))),
        labels(),
    )


SHEETS = [pytest.param(made, id=f"{made.form}{place}") for place, made in enumerate(every_sheet())]
ON_WALLS = (Size.A3, Size.A4)


def pdf_of(document: WallDocument, *, size: Size = Size.A4) -> bytes:
    return preview(template=document.form, payload=payload_of(document), at=RECEIVED, size=size)


def squeezed(text: str) -> str:
    """Without blanks: a long address is broken over lines."""
    return "".join(text.lower().split())


@pytest.mark.parametrize("made", SHEETS)
@pytest.mark.parametrize("size", ON_WALLS)
def test_everything_a_sheet_says_stands_on_it(made: WallDocument, size: Size) -> None:
    said = [leaf for leaf in leaves(payload_of(made)) if leaf not in {HEAD.place, payload_of(HEAD)["written_at"]}]
    printed = squeezed(words_of(pdf_of(made, size=size)))
    assert [leaf for leaf in said if squeezed(leaf) not in printed] == []
    assert "20tháng11năm2026(lầnsửa17)" in printed


@pytest.mark.parametrize("made", SHEETS)
def test_a_sheet_is_archival_and_can_be_read_aloud(made: WallDocument) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(made))) as pdf:
        told = pdf.open_metadata()
        assert (told["pdfaid:part"], told["pdfaid:conformance"], told["pdfuaid:part"]) == ("2", "A", "1")


@pytest.mark.parametrize(("size", "width"), [(Size.A3, 1191), (Size.A4, 842)])
def test_a_list_lies_across_the_paper_it_was_asked_on(size: Size, width: int) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(WallBook(head=HEAD, sheets=(sheet(),)), size=size))) as pdf:
        assert round(float(pdf.pages[0].mediabox[2])) == width


@pytest.mark.parametrize("size", ON_WALLS)
def test_many_rows_flow_over_pages_under_the_same_head(size: Size) -> None:
    pdf = pdf_of(WallBook(head=HEAD, sheets=(sheet(90),)), size=size)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = len(opened.pages)
    words = words_of(pdf)
    assert pages >= 3
    assert words.count("Tên thủ tục") == pages
    assert re.findall(r"Trang (\d+/\d+)", words) == [f"{n}/{pages}" for n in range(1, pages + 1)]
    assert words.count("(tiếp theo)") == pages - 1
    assert "Đăng ký khai sinh mẫu số 90" in words


def test_each_sheet_of_a_book_counts_its_own_pages() -> None:
    book = WallBook(head=HEAD, sheets=(sheet(40), sheet(2, field="Chứng thực")), cover=cover())
    told = re.findall(r"Trang (\d+/\d+)", words_of(pdf_of(book)))
    assert told[0] == "1/1"
    assert told[-1] == "1/1"
    assert told[1:-1] == [f"{n}/{len(told) - 2}" for n in range(1, len(told) - 1)]


def test_the_counts_of_the_cover_stand_beside_their_sum() -> None:
    words = words_of(pdf_of(WallBook(head=HEAD, sheets=(), cover=cover())))
    assert "434 thủ tục: 154 toàn trình, 262 một phần, 18 cung cấp thông tin" in words
    assert [words.count(n) for n in ("154", "262", "434")] == [3, 3, 3]  # the sentence, the field's row, the sum


@pytest.mark.parametrize("typed", MARKUP)
def test_what_an_office_typed_is_printed_letter_by_letter(typed: str) -> None:
    lines = (row(title=typed, counter=typed),)
    book = WallBook(head=HEAD, sheets=(replace(sheet(), rows=lines),))
    for made in (book, QrSheets(head=HEAD, sheets=(code_sheet(bring=(typed,), counter=f"{typed} x"),))):
        assert squeezed(words_of(pdf_of(made))).count(squeezed(typed)) >= 2


def test_a_procedure_that_asks_for_much_goes_on_over_the_page() -> None:
    many = tuple(f"Giấy tờ mẫu số {n} " + "có tên dài " * 12 for n in range(1, 30))
    words = words_of(pdf_of(QrSheets(head=HEAD, sheets=(code_sheet(bring=many),))))
    assert "Giấy tờ mẫu số 29" in words
    assert "Trang 2/2" in words or "Trang 3/3" in words


def test_what_nobody_asks_for_is_not_taken_for_nothing() -> None:
    assert "chưa xác định; xin hỏi cán bộ" in words_of(pdf_of(QrSheets(head=HEAD, sheets=(code_sheet(bring=()),))))


def test_the_big_code_is_drawn_dot_by_dot_where_a_telephone_reaches_it(tmp_path: Path) -> None:
    if which("pdftoppm") is None:
        pytest.skip("poppler-utils is not installed: a print cannot be looked at")
    (tmp_path / "one.pdf").write_bytes(pdf_of(QrSheets(head=HEAD, sheets=(code_sheet(),))))
    subprocess.run(
        ["pdftoppm", "-r", "150", "-gray", "-png", "-singlefile", "one.pdf", "one"], cwd=tmp_path, check=True
    )
    page = Image.open(tmp_path / "one.png").convert("L")
    width, height = page.size
    corner = page.crop((int(width * 0.53), height // 2, width, int(height * 0.92))).point(
        lambda shade: 255 * (shade < 128)
    )
    box = corner.getbbox()
    assert box is not None
    dot = (box[2] - box[0]) / len(DOTS)
    middles = [int((n + 0.5) * dot) for n in range(len(DOTS))]
    drawn = ["".join(str(int(corner.getpixel((box[0] + x, box[1] + y)) == 255)) for x in middles) for y in middles]
    assert tuple(drawn) == DOTS


@pytest.mark.parametrize("form", list(Form))
def test_walls_take_large_paper_and_hands_small(form: Form) -> None:
    wall = form in {Form.BOARD, Form.QR_SHEET, Form.QR_LABELS}
    assert [fits(form, size) for size in (Size.A3, Size.A4, Size.A5)] == [wall, True, not wall]
