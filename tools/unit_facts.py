"""Make the shipped units: codes, names, dates and successors of the provinces, districts and communes.

    python tools/unit_facts.py ../shared/data/units.csv ../shared/data/units-old-new.csv

Writes motcua/apps/organization/data/units.csv.gz, sorted, the same bytes for the same sources, and prints the counts
to be compared. Slips of the sources are mended here, each for the reason beside it.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from motcua.apps.organization.rules.unit_rows import COLUMNS  # noqa: E402
from motcua.apps.organization.values import How  # noqa: E402
from motcua.kernel.text import nfc  # noqa: E402

TARGET = ROOT / "motcua/apps/organization/data/units.csv.gz"
LAST_OLD, FIRST_NEW = "2025-06-30", "2025-07-01"
#: The statistics office's conversion table of July 2025, and the resolution that made Đồng Nai a city.
TABLE, CITY = "GSO 2025-07", "30/2026/QH16"
CITY_LAST, CITY_FIRST = "2026-04-29", "2026-04-30"
_NUMBERED = re.compile(r"(.+) \((\d+)\)")
#: Names the table has without their type, or with a slip in it, or with one in the name.
MENDED = {
    "Xuân Quang 3": "Xã Xuân Quang 3", "Xuân Phước": "Xã Xuân Phước", "Thi trấn Ngan Dừa": "Thị trấn Ngan Dừa",
    "Xa Ea Kly": "Xã Ea Kly",
}  # fmt: skip
Row = tuple[str, ...]
Old = tuple[str, str, str]  # code, name, code of its district


def main(present: str, changes: str) -> None:
    """Read both tables, write one, say how many rows and what was mended."""
    told = Counter[str]()
    rows = [*_present(_table(present)), *_ended(_table(changes), told)]
    rows.sort(key=lambda row: (("province", "district", "commune").index(row[1]), row[0], row[4]))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([COLUMNS, *rows])
    TARGET.write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))
    links = sum(len(row[7].split()) for row in rows)
    print(f"{len(rows)} units, {links} successions, {TARGET.stat().st_size // 1024} KiB -> {TARGET.name}")
    print(", ".join(f"{what}: {count}" for what, count in sorted(told.items())))


def _table(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return [{key: nfc(value) for key, value in row.items()} for row in csv.DictReader(file)]


def _present(table: list[dict[str, str]]) -> list[Row]:
    """The units in force; one renamed since has a row for each name."""
    rows = []
    for row in table:
        level = {"tinh": "province", "xa": "commune"}[row["level"]]
        head, parent, before = (row["code"], level), row["province_code"], row["name_2025_07"]
        if before:
            rows.append((*head, before, parent, FIRST_NEW, CITY_LAST, TABLE, f"{row['code']}:renamed"))
            rows.append((*head, row["name"], parent, CITY_FIRST, "", CITY, ""))
        else:
            rows.append((*head, row["name"], parent, FIRST_NEW, "", TABLE, ""))
    return rows


def _ended(table: list[dict[str, str]], told: Counter[str]) -> list[Row]:
    """Provinces, districts and communes of the three-tier order, with what they became."""
    provinces, districts = _provinces(table), _districts(table)
    codes = _own_codes(table, told)
    into: dict[Old, dict[str, str]] = defaultdict(dict)
    province_into: dict[str, set[str]] = defaultdict(set)
    lies_in = _majorities((_numbered(r["old_district"])[1], _province_of(r, provinces)) for r in table)
    for row in table:
        district = _numbered(row["old_district"])[1]
        province_into[lies_in[district]].add(row["new_province_code"])
        name = _mended(row["old_name"])
        key = (codes[row["old_code"], name, district], name, district) if name else (district, "", district)
        into[key][row["new_code"]] = _how(row["how"])
    rows = [_row(c, "province", name, "", dict.fromkeys(province_into[c], "whole")) for c, name in provinces.items()]
    for code, name in districts.items():
        rows.append(_row(code, "district", name, lies_in[code], into.pop((code, "", code), {})))
    return rows + [_row(code, "commune", name, district, became) for (code, name, district), became in into.items()]


def _row(code: str, level: str, name: str, parent: str, became: dict[str, str]) -> Row:
    order = list(How)
    listed = sorted(became.items(), key=lambda pair: (order.index(How(pair[1])), pair[0]))
    return code, level, name, parent, "", LAST_OLD, TABLE, " ".join(f"{new}:{how}" for new, how in listed)


def _how(text: str) -> str:
    """The table's words in ours; a part of the land with everybody on it is told apart from other parts."""
    said = text.lower()
    if "toàn bộ dân số" in said:
        return How.PEOPLE
    if said == "nhập toàn bộ" or said.startswith("sắp xếp toàn bộ"):
        return How.WHOLE
    if said == "giữ nguyên":
        return How.UNCHANGED
    return How.RENAMED if said in {"đổi tên", "đổi loại hình"} else How.PART


def _numbered(text: str) -> tuple[str, str]:
    found = _NUMBERED.fullmatch(text)
    assert found, text
    return found[1], found[2]


def _mended(name: str) -> str:
    name = MENDED.get(name, name)
    return name[:1].upper() + name[1:]


def _provinces(table: list[dict[str, str]]) -> dict[str, str]:
    """Code to name, without the one row that names Quảng Trị by the code it has today."""
    counted = Counter(row["old_province"] for row in table)
    return {code: name for text, n in counted.items() if n > 1 for name, code in [_numbered(text)]}


def _province_of(row: dict[str, str], provinces: dict[str, str]) -> str:
    name, code = _numbered(row["old_province"])
    if name in provinces.get(code, ""):
        return code
    return next(code for code, known in provinces.items() if known.endswith(name))


def _districts(table: list[dict[str, str]]) -> dict[str, str]:
    """Code to name; «Thị Xã» and «Thành Phố» are the same words written otherwise."""
    found: dict[str, str] = {}
    for row in table:
        name, code = _numbered(row["old_district"])
        found[code] = name.replace("Thị Xã ", "Thị xã ").replace("Thành Phố ", "Thành phố ")
    return found


def _majorities(pairs: object) -> dict[str, str]:
    """To each first its most frequent second: two rows of the table name a neighbouring province."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for first, second in pairs:  # type: ignore[attr-defined]
        counted[first][second] += 1
    return {first: seconds.most_common(1)[0][0] for first, seconds in counted.items()}


def _own_codes(table: list[dict[str, str]], told: Counter[str]) -> dict[Old, str]:
    """(code in the table, name, district) to the code we write.

    A commune with two codes has the one nobody else bears. Two communes with one code both get it with a letter
    behind: which of them it belongs to, the table does not say. An area without a code is named after its district.
    """
    bearers: dict[str, set[tuple[str, str]]] = defaultdict(set)
    borne: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in table:
        name, district = _mended(row["old_name"]), _numbered(row["old_district"])[1]
        if name:
            bearers[row["old_code"]].add((name, district))
            borne[name, district].add(row["old_code"])
    found: dict[Old, str] = {}
    for (name, district), codes in sorted(borne.items()):
        own = min(codes, key=lambda code: (len(bearers[code]), code))
        for code in codes:
            bearers[code] -= {(name, district)} if code != own else set()
            found[code, name, district] = own
        told["communes under two codes"] += len(codes) > 1
    for (code, name, district), own in found.items():
        if not own:
            found[code, name, district] = f"{district}-a"
            told["areas without a code"] += 1
        elif len(bearers[own]) > 1:
            found[code, name, district] = f"{own}-{'ab'[sorted(bearers[own]).index((name, district))]}"
            told["communes that share a code"] += 1
    return found


if __name__ == "__main__":
    main(*sys.argv[1:3])
