"""Make the list of names that are not ours: official titles of other bodies' procedures, with their door.

    python tools/decoy_names.py ../shared/data/procedures.jsonl ../shared/data/procedures-other.jsonl

Writes motcua/apps/procedures/data/decoys.tsv, sorted by code: door, code, title; titles are facts and all we keep.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from motcua.apps.procedures.states import Door  # noqa: E402
from motcua.kernel.text import nfc  # noqa: E402

DATA = ROOT / "motcua/apps/procedures/data"
TARGET = DATA / "decoys.tsv"
#: A title is known by its beginning; the longest go on for a page.
LONGEST = 160
#: Fields with a door of their own, whatever the level.
BY_FIELD = {
    "Hải quan": Door.CUSTOMS,
    "Thuế": Door.TAX,
    "Kho bạc Nhà nước": Door.TREASURY,
    "Quản lý biên giới": Door.BORDER_GUARD,
    "Tòa án": Door.COURT,
    "Công chứng": Door.NOTARY,
    "Thừa phát lại": Door.BAILIFF,
    "Luật sư": Door.LAWYER,
    "Thi hành án dân sự": Door.ENFORCEMENT,
}
BY_MINISTRY = {"Bộ Công an": Door.POLICE, "Bộ Quốc phòng": Door.ARMY, "Ngân hàng Nhà nước Việt Nam": Door.BANK}


def door_of(row: Mapping[str, object]) -> Door:
    """Whose business a procedure is."""
    if door := BY_FIELD.get(str(row["field"])) or BY_MINISTRY.get(str(row["ministry"])):
        return door
    levels = row["levels"]
    assert isinstance(levels, list)
    if row["field"] == "Đất đai" and "tinh" in levels:
        return Door.LAND_OFFICE
    return Door.PROVINCE if "tinh" in levels else Door.MINISTRY


def rows_of(paths: list[str]) -> Iterator[dict[str, object]]:
    """The rows of all files that are not in the shipped catalogue."""
    shipped = {json.loads(line)["code"] for line in (DATA / "catalogue.jsonl").read_text("utf-8").splitlines()}
    for path in paths:
        for line in Path(path).read_text("utf-8").splitlines():
            if line.strip() and (row := json.loads(line))["code"] not in shipped:
                yield row


def main(paths: list[str]) -> None:
    """Read the rows, keep the titles, write them and say how many."""
    lines = {
        str(row["code"]): f"{door_of(row).value}\t{row['code']}\t{nfc(str(row['name']))[:LONGEST].strip()}\n"
        for row in rows_of(paths)
    }
    head = (
        "# Official titles of procedures of other levels and bodies: door, code, title. Made by tools/decoy_names.py.\n"
    )
    TARGET.write_text(head + "".join(lines[code] for code in sorted(lines)), "utf-8")
    print(f"{len(lines)} titles, {TARGET.stat().st_size // 1024} KiB -> {TARGET.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
