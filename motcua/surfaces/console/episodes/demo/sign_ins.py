"""The sheet with everybody's sign-in, for the person who started the demonstration; readable by the owner alone."""

from __future__ import annotations

import os
from pathlib import Path

from motcua.surfaces.console.episodes.demo.people import HUNG, LAN, THU, TI, Cast

_WAY = """Mã xác thực của một người mẫu: bin/motcua code minh   (second factor of a demo user)
Người dân (portal): điện thoại {phone}, số định danh {number}; bấm «Gửi mã», rồi: bin/motcua code lan
Chung điện thoại {shared}: mẹ {mother} ({mother_number}), con {son} ({son_number}); mã: bin/motcua code thu
Người cùng ký (portal): đường dẫn xác nhận của {signer}: bin/motcua code hung --link; sau đó mã: bin/motcua code hung"""


def write(path: Path, cast: Cast) -> None:
    """Write the sheet, mode 0600, whole or not at all."""
    lines = ["Tài khoản mẫu (demo sign-ins), mật khẩu chỉ có ở máy này:"]
    lines += [
        f"  {m.officer.username:<9} {m.password}   {m.officer.name}, {m.officer.title}" for m in cast.members.values()
    ]
    shared = {"shared": THU.phone, "mother": THU.name, "mother_number": THU.number}
    shared |= {"son": TI.name, "son_number": TI.number}
    lines.append(_WAY.format(phone=LAN.phone, number=LAN.number, signer=HUNG.name, **shared))
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as sheet:
        sheet.write("\n".join(lines) + "\n")
    new.replace(path)
