"""What people of the demonstration declare in the e-forms: made up, the same for the same filer and day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from motcua.apps.dossiers.commands import drafting
from motcua.apps.parties.values import PersonStated
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import VersionView
from motcua.base.eforms import kept_name
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.surfaces.console.episodes.demo import facts as f

Pages = Mapping[str, Mapping[str, str]]
_PLACE = "Thôn Mẫu 2, Xã Suối Mẫu, Tỉnh Mẫu"
_OF_HERE = {"dan_toc": "Kinh", "quoc_tich": "Việt Nam"}
_COURT = "Toà án nhân dân Khu vực Mẫu"


def declare(draft_id: UUID, version: VersionView, *, filer: PersonStated, actor: Actor, at: datetime) -> None:
    """Fill in every page of the version's e-form; nothing where it has none."""
    form = procedures.eform(version.id)
    pages = _TOLD[version.procedure_code](filer, at) if form and version.procedure_code in _TOLD else {}
    for key, typed in pages.items():
        drafting.save_page(draft_id=draft_id, page=kept_name(key), answers=typed, actor=actor, at=at)


def _day(name: str, at: datetime, *, before: int) -> dict[str, str]:
    day = clock.local(at).date() - timedelta(days=before)
    return {f"{name}-d": str(day.day), f"{name}-m": str(day.month), f"{name}-y": str(day.year)}


def _birth(filer: PersonStated, at: datetime) -> Pages:
    home = {"me_loai_cu_tru": "Thường trú", "me_noi_cu_tru": _PLACE, "me_dan_toc": "Kinh", "me_quoc_tich": "Việt Nam"}
    child = {"quan_he": "mẹ", "ho_ten": f"{filer.name} Bé", "gioi_tinh": "Nữ", "noi_sinh": "Trạm y tế Xã Suối Mẫu"}
    return {
        "tre": {**child, **_OF_HERE, **_day("ngay_sinh", at, before=9), "que_quan": "Xã Suối Mẫu, Tỉnh Mẫu"},
        "me": {"me_ho_ten": filer.name, "me_ngay_sinh-y": "1998", "me_so_ddcn": filer.number, **home},
        "cha": {},
        "chung-sinh": {
            "gcs_ma": f"GCS-MẪU-{filer.number[-3:]}",
            **_day("gcs_ngay_cap", at, before=8),
            "so_ban_sao": "2",
        },
    }


def _death(filer: PersonStated, at: datetime) -> Pages:
    name = f"{filer.name.split()[0]} Mẫu Cụ"
    person = {"quan_he": "con", "ho_ten": name, "gioi_tinh": "Nam", "ngay_sinh-y": "1941", "noi_cu_tru": _PLACE}
    told = {"gbt_loai": "Giấy báo tử", "gbt_so": f"{filer.number[-3:]}/GBT-MẪU", "gbt_co_quan": "Trạm y tế Xã Suối Mẫu"}
    return {
        "nguoi-chet": {**person, **_OF_HERE},
        "su-kien": {
            **_day("ngay_chet", at, before=4),
            "gio_chet": "5:30",
            "noi_chet": _PLACE,
            "nguyen_nhan": "Tuổi già",
        },
        "bao-tu": {**told, **_day("gbt_ngay", at, before=3), "so_ban_sao": "3"},
    }


def _single(filer: PersonStated, _at: datetime) -> Pages:
    person = {"quan_he": "bản thân", "ho_ten": filer.name, "ngay_sinh-y": "1990", "gioi_tinh": "Nữ"}
    status = {"tinh_trang": "Đã ly hôn, chưa kết hôn với ai", "giay_so": "12/2019/MẪU", "giay_co_quan": _COURT}
    return {
        "nguoi": {**person, **_OF_HERE, "so_ddcn": filer.number, "noi_cu_tru": _PLACE},
        "tinh-trang": status if int(filer.number[-1]) % 3 == 0 else {"tinh_trang": "Chưa đăng ký kết hôn với ai"},
        "muc-dich": {"muc_dich": "Việc khác", "muc_dich_khac": "Vay vốn (mẫu)", "so_luong": "2"},
    }


def _extract(filer: PersonStated, _at: datetime) -> Pages:
    return {
        "giay": {"loai": "Giấy khai sinh", "so_luong": "3"},
        "nguoi": {"quan_he": "bản thân", "ho_ten": filer.name, "ngay_sinh-y": "1990"},
        "dang-ky": {"noi_dang_ky": "UBND xã Suối Mẫu cũ, huyện Mẫu", "ngay_dang_ky-y": "1990"},
    }


_TOLD = {f.BIRTH: _birth, f.DEATH: _death, f.SINGLE: _single, f.EXTRACT: _extract}
