"""`code`: what a demonstration user's second factor shows now."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.kernel import clock
from motcua.kernel.errors import Refusal
from motcua.surfaces.console.episodes import demo


class Command(BaseCommand):
    help = "Mã xác thực hiện tại của một người dùng mẫu: cán bộ (minh) hoặc người dân (lan, hoặc số 0000…)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="tên đăng nhập, «lan» hoặc số điện thoại (username, lan or telephone)")
        parser.add_argument(
            "--link", action="store_true", help="địa chỉ xác nhận của người cùng ký (the link of a signatory)"
        )

    def handle(self, *, user: str, link: bool = False, **_options: Any) -> None:
        """Print the code, or the link, alone, so that a script can use it."""
        ask = demo.present_link if link else demo.present_code
        try:
            self.stdout.write(ask(user=user, at=clock.now()))
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
