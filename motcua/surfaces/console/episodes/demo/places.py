"""Province Mẫu with its two communes and the old ones they came from, and five counters in the first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.apps.organization import commands as organization
from motcua.apps.workcalendar.values import NATIONAL
from motcua.kernel.actor import Actor

INSTALLER = Actor.system("demo")
PROVINCE = ("999", "Tỉnh Mẫu")
HOURS = "Thứ Hai đến thứ Sáu: 7:00 – 11:30, 13:30 – 17:00"
COUNTERS = (
    ("Hướng dẫn, tiếp nhận chung", ()),
    ("Tư pháp – Hộ tịch, chứng thực", ("ho-tich", "chung-thuc", "nuoi-con-nuoi")),
    ("Đất đai, xây dựng", ("dat-dai", "hoat-dong-xay-dung")),
    ("Văn hoá – Xã hội, người có công", ("bao-tro-xa-hoi", "nguoi-co-cong")),
    ("Trả kết quả", ()),
)
#: Before 01/07/2025, made up as well: an address of then is understood, one place was parted.
OLD_UNITS = """\
code,level,name,parent,from,to,source,became
999,province,Tỉnh Mẫu,,2025-07-01,,demo,
99901,commune,Xã Suối Mẫu,999,2025-07-01,,demo,
99902,commune,Xã Đồi Mẫu,999,2025-07-01,,demo,
999-cu,province,Tỉnh Mẫu,,,2025-06-30,demo,999:whole
999-01,district,Huyện Núi Mẫu,999-cu,,2025-06-30,demo,
99911,commune,Xã Lá Mẫu,999-01,,2025-06-30,demo,99901:whole
99912,commune,Xã Khe Mẫu,999-01,,2025-06-30,demo,99901:people 99902:part
99913,commune,Thị trấn Núi Mẫu,999-01,,2025-06-30,demo,99902:whole
"""


@dataclass(frozen=True, slots=True)
class Places:
    """The two centres by id."""

    suoi: int
    doi: int


def open_places(*, at: datetime) -> Places:
    """Open both centres and the counters, and tell what their communes came from."""
    organization.import_units(OLD_UNITS.splitlines(keepends=True), actor=INSTALLER, at=at)
    suoi = _centre("suoi-mau", "Xã Suối Mẫu", "99901", "H99.99", at=at)
    doi = _centre("doi-mau", "Xã Đồi Mẫu", "99902", "H99.98", at=at)
    for number, (name, fields) in enumerate(COUNTERS, start=1):
        organization.add_counter(centre_id=suoi, number=number, name=name, fields=fields, actor=INSTALLER, at=at)
    organization.add_counter(centre_id=doi, number=1, name="Tiếp nhận và trả kết quả", actor=INSTALLER, at=at)
    return Places(suoi=suoi, doi=doi)


def _centre(code: str, commune: str, commune_code: str, agency: str, *, at: datetime) -> int:
    return organization.open_centre(
        code=code,
        name=f"Trung tâm Phục vụ hành chính công {commune}",
        commune=(commune_code, commune),
        province=PROVINCE,
        official_agency_code=agency,
        calendar=NATIONAL,
        address=f"Số 1 đường Mẫu, {commune}, {PROVINCE[1]}",
        phone="0000 999 999",
        hours=HOURS,
        demo=True,
        actor=INSTALLER,
        at=at,
    )
