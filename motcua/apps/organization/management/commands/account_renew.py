"""bin/motcua account renew USERNAME --reason WHY: an account is renewed by whoever sits at the machine."""

from __future__ import annotations

import difflib
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.apps.identity import queries as identity
from motcua.apps.identity.values import fresh_password
from motcua.apps.organization import queries
from motcua.apps.organization.commands import HasLeft, NobodyThere, renew_at_machine
from motcua.apps.organization.values import Loss
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role

#: Whom the log names.
AT_THE_MACHINE = Actor.system("at-the-machine")


class Command(BaseCommand):
    help = (
        "Cấp lại mật khẩu và mã xác thực thứ hai cho một cán bộ, khi không còn người quản trị nào vào được để cấp lại "
        "ở «Nhân sự». Chỉ làm khi đã gặp đúng người. Mật khẩu và mã cũ hết dùng ngay, mọi phiên đang mở kết thúc; mật "
        "khẩu mới hiện một lần ở đây, mã mới cài ở lần đăng nhập tới. Nhật ký ghi lại, các người quản trị được báo ở "
        "«Nhân sự». (Renews an officer's password and second factor when no administrator can get in. See the person "
        "first. What was there ends at once; the new password is shown once. The log and the administrators are told.)"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="tên đăng nhập (the name the officer signs in by), ví dụ an.mau")
        parser.add_argument(
            "--reason",
            required=True,
            choices=[loss.value for loss in Loss],
            help="vì sao, ghi vào nhật ký (why, for the log): phone mất điện thoại xác thực (lost telephone), "
            "password quên mật khẩu (forgotten password), both mất cả hai (both), leak ngờ bị lộ (somebody may know)",
        )

    def handle(self, *, username: str, reason: str, **_options: Any) -> None:
        now, password = clock.now(), fresh_password()
        try:
            whose = renew_at_machine(
                username=username, password=password, loss=Loss(reason), actor=AT_THE_MACHINE, at=now
            )
        except NobodyThere as refusal:
            near = near_usernames(username)
            raise CommandError(
                f"{refusal} (No officer signs in by this name.){listed('Có phải (did you mean)', near)}"
                f"{listed('Người quản trị (administrators)', _administrators(now))}"
            ) from None
        except HasLeft as refusal:
            raise CommandError(
                f"{refusal} (Closed, or without any position now: renew an administrator who holds one, who can give "
                f"a position.){listed('Người quản trị (administrators)', _administrators(now))}"
            ) from None
        self.stdout.write(
            f"Mật khẩu mới của {whose.name} ({whose.username}), chỉ hiện lần này (new password, shown this once):\n\n"
            f"    {password}\n\n"
            "Mật khẩu và mã xác thực cũ hết dùng, mọi phiên đang mở đã kết thúc. (What was there has ended.)\n"
            "Đăng nhập ở bàn cán bộ, /desk/sign-in/, rồi cài mã xác thực mới hiện ra ở đó; vừa thử sai nhiều lần thì "
            "xin chờ 15 phút. (Sign in, set up the new second factor shown there; after many wrong guesses wait.)\n"
            "Nhật ký đã ghi; người quản trị thấy việc này ở «Nhân sự». (Logged; administrators are told.)"
        )


def _administrators(at: datetime) -> list[str]:
    """The usernames of whoever administers a centre now, with the centre, as far as any of them can sign in."""
    usernames = {one.id: one.username for one in identity.staff_accounts()}
    return [
        f"{usernames[row.account_id]} ({row.name}, {centre.commune_name})"
        for centre in queries.centres()
        for row in queries.staff_of(centre.id, at=at)
        if row.role is Role.ADMINISTRATOR
    ]


def near_usernames(username: str) -> list[str]:
    """Names officers sign in by that somebody may have meant, the nearest first."""
    known = [one.username for one in identity.staff_accounts()]
    return difflib.get_close_matches(username.lower(), known, n=3, cutoff=0.5)


def listed(label: str, names: Iterable[str]) -> str:
    """Lines under a label, for the end of a refusal; '' without any."""
    lines = "".join(f"\n    {name}" for name in names)
    return f"\n{label}:{lines}" if lines else ""
