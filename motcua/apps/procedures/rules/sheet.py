"""The sheet an office fills: one row a procedure, Vietnamese heads; each row becomes the mapping `changes` reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from motcua.apps.procedures.rules.document import BadRow, Document
from motcua.kernel.text import fold, nfc

#: Head of a column → what it holds; the first two stand in every row.
HEADS: Mapping[str, str] = {
    "Mã thủ tục": "code",
    "Loại thay đổi": "action",
    "Tên thủ tục": "title",
    "Lĩnh vực": "field",
    "Cơ quan có thẩm quyền": "competent_agency",
    "Đối tượng thực hiện": "subjects",
    "Căn cứ pháp lý": "legal",
    "Thành phần hồ sơ": "cases",
    "Thời hạn trực tiếp": "term:1",
    "Thời hạn trực tuyến": "term:2",
    "Thời hạn bưu chính": "term:3",
    "Phí trực tiếp": "fee:1",
    "Phí trực tuyến": "fee:2",
    "Phí bưu chính": "fee:3",
    "Miễn, giảm": "exemptions",
    "Mức độ trực tuyến": "online_level",
    "Nơi nộp trực tuyến": "online_where",
    "Thay bằng": "replaced_by",
}
#: What the second line of the empty sheet says of each column.
HINTS = (
    "1.234567", "mới, sửa hoặc bãi bỏ", "", "", "", "mỗi dòng một", "số ký hiệu, cách nhau dấu ;",
    "mỗi dòng: tên | số bản chính | số bản sao; dòng «Trường hợp: …» mở một trường hợp",
    "3 ngày làm việc", "3 ngày làm việc", "trong ngày", "8.000 hoặc 2.000/trang hoặc Không thu", "Không thu", "8.000",
    "Hộ nghèo: 100; Người cao tuổi: 50 hoặc Không có", "toàn trình, một phần hoặc cung cấp thông tin",
    "tại đây hoặc Cổng quốc gia", "mã, cách nhau dấu ;",
)  # fmt: skip
_UNITS = {"ngay lam viec": "working_day", "gio lam viec": "working_hour", "gio": "working_hour", "ngay": "day",
          "thang": "month"}  # fmt: skip
_LEVELS = {"toan trinh": "full", "mot phan": "partial", "cung cap thong tin": "information"}
_WHERE = {"tai day": "here", "cong quoc gia": "portal", "cong dich vu cong quoc gia": "portal"}
_TERM = re.compile(r"(\d+(?:[.,]\d+)?)\s+(\D+)\Z")
_AMOUNT = re.compile(
    r"(?:(?P<line>[^:]+):\s*)?(?P<amount>\d{1,3}(?:[.,]\d{3})+|\d+)\s*(?:đồng|đ)?\s*(?:/\s*(?P<per>.+))?\Z"
)
_PERCENT = re.compile(r"(?P<name>.+):\s*(?P<percent>\d{1,3})\s*%?\Z")


def columns_of(heads: Sequence[str]) -> Mapping[int, str]:
    """Which column holds what, by its place. Raises BadRow where the two first ones are missing."""
    by_head = {fold(head): key for head, key in HEADS.items()}
    found = {place: by_head[fold(head)] for place, head in enumerate(heads) if fold(head) in by_head}
    if "code" not in found.values() or "action" not in found.values():
        raise BadRow("", "Trang tính phải có các cột Mã thủ tục và Loại thay đổi ở dòng đầu.")
    return found


def unread_in(heads: Sequence[str]) -> tuple[str, ...]:
    """Heads of columns nothing is read of: they must not pass without a word."""
    known = {fold(head) for head in HEADS}
    return tuple(nfc(head) for head in heads if head.strip() and fold(head) not in known)


def row_of(cells: Sequence[str], columns: Mapping[int, str]) -> Document:
    """The mapping of one row; empty cells say nothing. Raises BadRow."""
    facts: Document = {}
    row: Document = {"facts": facts}
    for place, key in columns.items():
        text = cells[place].strip() if place < len(cells) else ""
        if not text:
            continue
        kind = key.partition(":")[0]
        value = _READERS[kind](text) if kind in _READERS else nfc(text)
        (facts if kind in _FACTS else row)[key] = value
    return row


def _parts(text: str) -> list[str]:
    return [nfc(part) for part in re.split(r"[;\n]", text) if part.strip()]


def _term(text: str) -> Document:
    plain = fold(text)
    if plain == "trong ngay":
        return {"unit": "same_day"}
    found = _TERM.match(plain)
    unit = _UNITS.get(found[2].strip()) if found else None
    if found is None or unit is None:
        raise BadRow("term", "Thời hạn viết như: 3 ngày làm việc, 8 giờ, 1 tháng hoặc trong ngày.")
    return {"quantity": found[1].replace(",", "."), "unit": unit}


def _fee(text: str) -> Document:
    if fold(text) in {"khong thu", "mien phi", "khong"}:
        return {"lines": []}
    return {"lines": [_amount(part) for part in _parts(text)]}


def _amount(text: str) -> Document:
    found = _AMOUNT.match(text)
    if found is None:
        raise BadRow("fee", "Phí viết như: 8.000, Lệ phí: 8.000/bản, hoặc Không thu.")
    line: Document = {"line": (found["line"] or "").strip(), "amount": int(re.sub(r"\D", "", found["amount"]))}
    return {**line, "per": (found["per"] or "").strip()}


def _exemptions(text: str) -> list[Document]:
    if fold(text) in {"khong co", "khong"}:
        return []
    return [_exemption(part) for part in _parts(text)]


def _exemption(text: str) -> Document:
    found = _PERCENT.match(text)
    name = nfc(found["name"]) if found else text
    percent = int(found["percent"]) if found else 100
    return {"class": re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-"), "name": name, "percent_off": percent}


def _cases(text: str) -> list[Document]:
    """Papers line by line; a line that names a case opens it."""
    cases: list[tuple[str, list[Document]]] = [("", [])]
    for line in filter(str.strip, text.splitlines()):
        if fold(line).startswith("truong hop:"):
            cases.append((nfc(line.partition(":")[2]), []))
        else:
            cases[-1][1].append(_paper(line))
    named = [case for case in cases if case[0] or case[1]]
    if len(named) > 1 and not named[0][0]:
        raise BadRow("cases", "Giấy tờ đứng trước trường hợp đầu tiên; xin đặt vào một trường hợp.")
    return [{"name": name, "papers": papers} for name, papers in named]


def _paper(line: str) -> Document:
    title, *counts = (part.strip() for part in line.split("|"))
    if len(counts) > 2 or not all(count.isascii() and count.isdigit() for count in counts):
        raise BadRow("cases", "Giấy tờ viết như: Tờ khai | 1 | 0 (số bản chính, số bản sao).")
    numbers = [int(count) for count in counts]
    return {"title": title, "originals": numbers[0] if numbers else 1, "copies": numbers[1] if len(numbers) > 1 else 0}


def _choice(choices: Mapping[str, str], field: str, reason: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if fold(text) not in choices:
            raise BadRow(field, reason)
        return choices[fold(text)]

    return read


_FACTS = frozenset({"term", "fee", "exemptions", "online_level", "online_where", "replaced_by", "competent_agency"})
_READERS: Mapping[str, Callable[[str], object]] = {
    "term": _term,
    "fee": _fee,
    "exemptions": _exemptions,
    "cases": _cases,
    "legal": _parts,
    "subjects": _parts,
    "replaced_by": _parts,
    "online_level": _choice(_LEVELS, "online_level", "Chọn: toàn trình, một phần hoặc cung cấp thông tin."),
    "online_where": _choice(_WHERE, "online_where", "Chọn: tại đây hoặc Cổng quốc gia."),
}
