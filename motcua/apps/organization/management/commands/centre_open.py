"""bin/motcua centre open COMMUNE: the first act on a real installation, a centre and its first administrator."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError
from django.utils.translation import gettext, override

from motcua.apps.identity.values import fresh_password
from motcua.apps.organization import commands, queries
from motcua.apps.organization.commands import CentreExists, DemonstrationHere, First, Said, UnitsMissing, UnknownCommune
from motcua.apps.organization.management.commands.account_renew import AT_THE_MACHINE
from motcua.apps.organization.values import CentreView, UnitView
from motcua.base.cli.asking import Asker
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, Refusal

#: How often a password may be typed anew before the command gives up.
TRIES = 3
#: What each refusal says in English beside the Vietnamese.
ENGLISH: dict[type[Refusal], str] = {
    UnitsMissing: "No administrative units yet: run bin/start --no-demo once, or bin/motcua units import.",
    UnknownCommune: "No commune of today bears this code.",
    CentreExists: "This commune has its centre; officers get their accounts in the console, «Nhân sự».",
    DemonstrationHere: "A demonstration lies in this database. Stop Motcua, set MOTCUA_VAR to a new directory or "
    "DATABASE_URL to a new database, run bin/start --no-demo, then this again.",
}
#: The options by the facts they give, with what is asked for where one is missing and somebody sits there.
QUESTIONS = {
    "username": "Tên đăng nhập của người quản trị đầu tiên, ví dụ an.mau (sign-in name)",
    "name": "Họ và tên người ấy (name)",
    "address": "Địa chỉ Trung tâm, để trống thì ghi sau (address, may be left empty)",
    "phone": "Điện thoại Trung tâm, để trống thì ghi sau (telephone)",
    "hours": "Giờ làm việc in trên giấy, ví dụ «Thứ Hai đến thứ Sáu: 7:00 – 11:30, 13:30 – 17:00» (hours)",
    "agency_code": "Mã định danh của Uỷ ban nhân dân, ví dụ H56.12.34; chưa rõ thì để trống (agency code)",
}
NEEDED = ("username", "name")


class Command(BaseCommand):
    help = (
        "Mở Trung tâm Phục vụ hành chính công của một xã, phường, đặc khu và tạo tài khoản quản trị đầu tiên: việc đầu "
        "tiên trên máy thật, sau bin/start --no-demo. Tên chính thức và tỉnh lấy theo danh mục đơn vị hành chính. Điều "
        "gì chưa ghi trên dòng lệnh thì được hỏi; mật khẩu gõ hai lần, không hiện ra; không có người ở bàn phím thì "
        "mật khẩu được tạo và hiện một lần. Có gì chưa đúng thì không ghi gì cả. (Opens a commune's centre with its "
        "first administrator: the first act on a real installation. Names come from the list of units; what is not "
        "given is asked; with no terminal a password is made and shown once. All or nothing.)"
    )
    #: Who is asked; another one where nobody types.
    asker = Asker()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("commune", help="mã đơn vị hành chính của xã, phường (code of the commune), ví dụ 03862")
        parser.add_argument("--username", default="", help="tên đăng nhập của người quản trị (sign-in name)")
        parser.add_argument("--name", default="", help="họ và tên người quản trị (their name)")
        parser.add_argument("--address", help="địa chỉ Trung tâm (address)")
        parser.add_argument("--phone", help="điện thoại Trung tâm (telephone)")
        parser.add_argument("--hours", help="giờ làm việc, in trên giấy và trang đầu (opening hours, as printed)")
        parser.add_argument(
            "--agency-code",
            help="mã định danh cơ quan, đứng đầu mã hồ sơ; chưa có thì mã hồ sơ bắt đầu bằng TMP. (the official code "
            "dossier codes begin with; TMP. until there is one)",
        )
        parser.add_argument(
            "--province",
            action="store_true",
            help="người này cũng theo dõi cả tỉnh, nên giao được chức danh vượt khỏi một Trung tâm (follows "
            "the whole province too, and may give the roles that reach beyond one centre)",
        )

    def handle(self, *, commune: str, province: bool, **options: Any) -> None:
        now = clock.now()
        where = self._commune(commune.strip(), at=now)
        self.stdout.write(f"Mở Trung tâm của {where.full}, mã {where.code}. (Opening the centre of this commune.)")
        told = {name: self._fact(name, options[name]) for name in QUESTIONS}
        said = Said(**{name: told[name] for name in QUESTIONS if name not in NEEDED})
        try:
            commands.require_sayable(where.code, said)
        except Invalid as refusal:
            raise CommandError(_nothing_written(refusal)) from None
        made, password = self._begin(where, said, {**told, "province": province}, at=now)
        self._tell(made, told, password)

    def _commune(self, code: str, *, at: datetime) -> UnitView:
        try:
            return commands.require_openable(code, at=at)
        except UnknownCommune as refusal:
            like = queries.communes_like(code, on=clock.local(at).date())
            maybe = "".join(f"\n    {one.code}  {one.full}" for one in like)
            did = f"\nCó phải (did you mean):{maybe}" if maybe else ""
            raise CommandError(f"{refusal} ({ENGLISH[UnknownCommune]}){did}") from None
        except (UnitsMissing, CentreExists, DemonstrationHere) as refusal:
            raise CommandError(f"{refusal} ({ENGLISH[type(refusal)]})") from None
        except ProgrammingError:
            raise CommandError(
                "Cơ sở dữ liệu chưa có bảng nào. Hãy chạy bin/start --no-demo một lần rồi chạy lại lệnh này. "
                "(No tables yet: run bin/start --no-demo once.)"
            ) from None

    def _fact(self, name: str, given: str | None) -> str:
        if given:
            return given.strip()
        if self.asker.present and (given is None or name in NEEDED):
            given = self.asker.ask(QUESTIONS[name])
        if not given and name in NEEDED:
            raise CommandError(f"Còn thiếu --{name}, nên chưa ghi gì. (--{name} is needed; nothing was written.)")
        return given or ""

    def _begin(self, where: UnitView, said: Said, told: dict[str, Any], *, at: datetime) -> tuple[CentreView, str]:
        """Open it; the password that was made, or '' where it was typed. A typed one that is too weak is asked anew."""
        for _try in range(TRIES):
            made = "" if self.asker.present else fresh_password()
            password = made or self._typed_twice()
            if not password:
                continue
            who = {name: told[name] for name in (*NEEDED, "province")}
            try:
                centre = commands.begin_centre(
                    commune_code=where.code,
                    said=said,
                    first=First(**who, password=password),
                    actor=AT_THE_MACHINE,
                    at=at,
                )
            except Invalid as refusal:
                if made or set(refusal.problems) != {"password"}:
                    raise CommandError(_nothing_written(refusal)) from None
                self.asker.tell(refusal.problems["password"])
                continue
            return centre, made
        raise CommandError("Chưa có mật khẩu dùng được, nên chưa ghi gì. (No password that will do; nothing written.)")

    def _typed_twice(self) -> str:
        password = self.asker.ask_secretly("Mật khẩu, ít nhất 10 ký tự, không hiện khi gõ (password, not shown)")
        if password != self.asker.ask_secretly("Gõ lại mật khẩu (once more)"):
            self.asker.tell("Hai lần gõ không giống nhau. (They differ.)")
            return ""
        return password

    def _tell(self, made: CentreView, told: dict[str, str], password: str) -> None:
        shown = (
            f"Mật khẩu đầu tiên, chỉ hiện lần này (first password, shown this once):\n\n    {password}\n\n"
            if password
            else ""
        )
        until_then = (
            ""
            if made.agency_known
            else f"Chưa có mã định danh cơ quan: mã hồ sơ bắt đầu bằng {made.agency_code}. (No official agency code.)\n"
        )
        self.stdout.write(
            f"Đã mở {made.name}, {made.province_name}; mã {made.code}. (The centre is open.)\n"
            f"Người quản trị (administrator): {told['name']}, đăng nhập bằng {told['username'].lower()}\n"
            f"{shown}{until_then}"
            "Việc tiếp theo (next):\n"
            "  1. Đăng nhập ở bàn cán bộ, /desk/sign-in/, và cài mã xác thực thứ hai. (Sign in.)\n"
            "  2. «Điều hành», «Nhân sự»: tài khoản, chức danh, quầy cho cán bộ; địa chỉ, giờ làm việc. (Officers.)\n"
            "  3. «Lịch làm việc»: xem ngày nghỉ; «Thủ tục»: xem thời hạn, phí. (Calendar and catalogue.)\n"
            "Nhật ký đã ghi. (Logged.)"
        )


def _nothing_written(refusal: Invalid) -> str:
    """What has to be mended, in both languages where the second has the sentence."""
    told = " ".join(refusal.problems.values())
    with override("en"):
        english = " ".join(gettext(text) for text in refusal.problems.values())
    return f"Chưa ghi gì, vì (nothing was written): {told}" + (f" ({english})" if english != told else "")
