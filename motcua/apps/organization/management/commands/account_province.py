"""bin/motcua account province USERNAME: an officer follows the whole province from now on, or no longer."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.apps.organization import queries
from motcua.apps.organization.commands import (
    FollowsAlready,
    FollowsNothing,
    IsClosed,
    LastToFollow,
    NobodyThere,
    WhichProvince,
    follow_province,
    leave_province,
)
from motcua.apps.organization.management.commands.account_renew import AT_THE_MACHINE, listed, near_usernames
from motcua.apps.organization.values import Followed
from motcua.kernel import clock
from motcua.kernel.errors import Refusal

#: What each refusal says in English beside the Vietnamese.
ENGLISH: dict[type[Refusal], str] = {
    NobodyThere: "No officer signs in by this name.",
    IsClosed: "Closed: give it to an account in use.",
    WhichProvince: "Which province? Add --centre and the code of a centre there.",
    FollowsAlready: "Follows it already; --take-back ends it.",
    FollowsNothing: "Follows nothing here: nothing to take back.",
    LastToFollow: "Nobody else follows this province: give it to somebody else first, then take it back.",
}


class Command(BaseCommand):
    help = (
        "Cho một cán bộ theo dõi cả tỉnh, trên máy đã mở Trung tâm: người ấy xem được mọi Trung tâm của tỉnh, và nếu "
        "là người quản trị thì giao được chức danh vượt khỏi một Trung tâm ở «Nhân sự». Thêm --take-back thì thôi; "
        "chức danh khác của người ấy giữ nguyên. Có hiệu lực ngay, không phải đăng nhập lại; có gì chưa đúng thì không "
        "ghi gì cả; mọi Trung tâm của tỉnh thấy việc này trong nhật ký. Từ đó mật khẩu người ấy chỉ cấp lại được bằng "
        "«account renew». (Lets an officer follow the whole province: see all its centres and, as an administrator, "
        "give the roles that reach beyond one. --take-back ends it; other positions stay. At once, all or nothing, in "
        "the log of every centre there. Such an account is renewed by «account renew» only.)"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="tên đăng nhập (the name the officer signs in by), ví dụ an.mau")
        parser.add_argument(
            "--centre",
            default="",
            metavar="CODE",
            help="mã một Trung tâm của tỉnh ấy, ví dụ suoi-mau; chỉ cần khi có nhiều tỉnh, hoặc để chọn nơi đặt chức "
            "danh (a centre of that province: where there are several, or to choose where the position lies)",
        )
        parser.add_argument("--take-back", action="store_true", help="thôi theo dõi cả tỉnh (ends it)")

    def handle(self, *, username: str, centre: str, take_back: bool, **_options: Any) -> None:
        act = leave_province if take_back else follow_province
        try:
            done = act(username=username, centre=centre, actor=AT_THE_MACHINE, at=clock.now())
        except NobodyThere as refusal:
            near = listed("Có phải (did you mean)", near_usernames(username))
            raise CommandError(f"{refusal} ({ENGLISH[NobodyThere]}){near}") from None
        except WhichProvince as refusal:
            there = [f"{one.code}  {one.commune_name}, {one.province_name}" for one in queries.centres()]
            raise CommandError(f"{refusal} ({ENGLISH[WhichProvince]}){_centres(there)}") from None
        except (IsClosed, FollowsAlready, FollowsNothing, LastToFollow) as refusal:
            raise CommandError(f"{refusal} ({ENGLISH[type(refusal)]})") from None
        self.stdout.write(_ended(done) if take_back else _begun(done))


def _centres(there: list[str]) -> str:
    if not there:
        return "\nChưa có Trung tâm nào: bin/motcua centre open (no centre yet)"
    return listed("Các Trung tâm (centres)", there)


def _begun(done: Followed) -> str:
    return (
        f"{done.name} ({done.username}) theo dõi cả {done.province} từ bây giờ, {done.centres} Trung tâm. (Follows the "
        "whole province from now on.)\n"
        "Trang tiếp theo hỏi người ấy chọn Trung tâm; «Điều hành» cho xem, và là người quản trị thì giao được mọi chức "
        "danh ở «Nhân sự». (The next page asks which centre to work for; then the console.)\n"
        "Nhật ký của từng Trung tâm đã ghi. Muốn thôi: thêm --take-back. (Logged; --take-back ends it.)"
    )


def _ended(done: Followed) -> str:
    return (
        f"{done.name} ({done.username}) thôi theo dõi cả {done.province}; chức danh khác giữ nguyên. (No longer "
        "follows the province; other positions stay.)\n"
        "Nhật ký của từng Trung tâm đã ghi. (Logged.)"
    )
