"""Reading a centre's own list of procedures: cells in, good rows out, and what is wrong with the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from motcua.apps.procedures.values import OnlineLevel, RowProblem
from motcua.apps.procedures.values.boards import ListRead, ListRow
from motcua.kernel.text import fold, nfc

#: What the head of a column may be called, folded; a list names its columns as its office does.
HEADS: Mapping[str, frozenset[str]] = {
    "code": frozenset({"code", "ma", "ma thu tuc", "ma tthc", "ma so", "ma so tthc", "ma so thu tuc",
                       "ma thu tuc hanh chinh"}),
    "level": frozenset({"level", "muc do", "muc do truc tuyen", "muc do dvc", "muc do dvctt", "online level",
                        "muc do dich vu cong truc tuyen", "dvc truc tuyen", "muc dvctt"}),
    "counter": frozenset({"counter", "quay", "quay so", "quay tiep nhan", "noi tiep nhan"}),
    "phone": frozenset({"phone", "dien thoai", "so dien thoai", "sdt", "dien thoai lien he"}),
}  # fmt: skip
LEVELS: Mapping[str, OnlineLevel] = {
    "full": OnlineLevel.FULL, "toan trinh": OnlineLevel.FULL, "truc tuyen toan trinh": OnlineLevel.FULL,
    "partial": OnlineLevel.PARTIAL, "mot phan": OnlineLevel.PARTIAL, "truc tuyen mot phan": OnlineLevel.PARTIAL,
    "information": OnlineLevel.INFORMATION, "thong tin": OnlineLevel.INFORMATION,
    "cung cap thong tin": OnlineLevel.INFORMATION, "cung cap thong tin truc tuyen": OnlineLevel.INFORMATION,
}  # fmt: skip
#: A head is looked for so far down: titles of the office stand above it.
HEAD_WITHIN = 20
MOST_ROWS = 5000
LONGEST = {"counter": 200, "phone": 40}
#: A workbook that takes a code for a number loses its last noughts: 1.004170 is 1.00417 there.
_NUMBER = re.compile(r"\d\.\d{1,5}")
DECIMALS = 6
_PHONE = re.compile(r"[\d\s().+/;,–-]+")

Cells = tuple[int, Sequence[str]]


def read(table: Iterable[Cells], *, known: frozenset[str]) -> ListRead:
    """The rows of a list given as (line, cells); `known` are the codes in force.

    A blank cell states nothing. A bad row is told with line, field and reason, and stops nobody.
    """
    lines = [(line, [nfc(cell) for cell in cells]) for line, cells in table]
    place, columns = _head(lines)
    if not columns:
        return ListRead(rows=(), problems=(RowProblem(1, "code", "Không thấy cột mã thủ tục ở đầu bảng."),))
    rows: list[ListRow] = []
    problems: list[RowProblem] = []
    named: set[str] = set()
    for line, cells in lines[place + 1 :]:
        given = {key: cells[column] if column < len(cells) else "" for key, column in columns.items()}
        if not any(given.values()):
            continue
        if _NUMBER.fullmatch(given["code"]):
            given["code"] = given["code"].ljust(2 + DECIMALS, "0")
        faults = _faults(given, known=known, seen=named)
        named.add(given["code"])
        problems += [RowProblem(line, field, reason) for field, reason in faults.items()]
        if not faults:
            rows.append(_row(line, given))
        if len(rows) > MOST_ROWS:
            problems.append(RowProblem(line, "code", "Tệp quá dài: phần sau không đọc."))
            break
    return ListRead(rows=tuple(rows), problems=tuple(problems), named=frozenset(named))


def _head(lines: Sequence[tuple[int, Sequence[str]]]) -> tuple[int, Mapping[str, int]]:
    """Where the head of the table stands, and the column of each field; ({}) where no row names the codes."""
    for place, (_line, cells) in enumerate(lines[:HEAD_WITHIN]):
        folded = [re.sub(r"[^a-z0-9 ]+", " ", fold(cell)).strip() for cell in cells]
        folded = [" ".join(word.split()) for word in folded]
        columns = {key: folded.index(name) for key, names in HEADS.items() for name in folded if name in names}
        if "code" in columns:
            return place, columns
    return 0, {}


def _faults(given: Mapping[str, str], *, known: frozenset[str], seen: set[str]) -> dict[str, str]:
    faults = {}
    code, level, phone = given["code"], given.get("level", ""), given.get("phone", "")
    if not code:
        faults["code"] = "Dòng này không ghi mã thủ tục."
    elif code in seen:
        faults["code"] = "Mã này đã có ở một dòng trước."
    elif code not in known:
        faults["code"] = "Mã này không có trong danh mục đang có hiệu lực."
    if level and _level(level) is None:
        faults["level"] = "Mức độ trực tuyến phải là toàn trình, một phần hoặc cung cấp thông tin."
    if phone and not _PHONE.fullmatch(phone):
        faults["phone"] = "Số điện thoại chỉ gồm chữ số và dấu."
    for field, longest in LONGEST.items():
        if len(given.get(field, "")) > longest:
            faults[field] = "Nội dung quá dài."
    return faults


def _level(text: str) -> OnlineLevel | None:
    bare = re.sub(r"[^a-z0-9 ]+", " ", fold(text))
    words = " ".join(bare.split()).removeprefix("dvctt ").removeprefix("dvc ").removeprefix("dich vu cong ")
    return LEVELS.get(words)


def _row(line: int, given: Mapping[str, str]) -> ListRow:
    return ListRow(
        line=line,
        code=given["code"],
        level=_level(given.get("level", "")),
        counter=given.get("counter") or None,
        phone=given.get("phone") or None,
    )
