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

    def handle(self, *, user: str, **_options: Any) -> None:
        """Print the code alone, so that a script can use it."""
        try:
            self.stdout.write(demo.present_code(user=user, at=clock.now()))
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
