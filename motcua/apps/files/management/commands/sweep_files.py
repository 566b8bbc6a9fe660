"""`bin/motcua sweep files`: remove content that nobody has referred to for two days."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from motcua.apps.files import commands
from motcua.apps.files.commands import coming
from motcua.kernel import clock


class Command(BaseCommand):
    help = "Xoá các tệp không còn hồ sơ nào dùng quá hai ngày."

    def handle(self, **_: Any) -> None:
        coming.forget_old(at=clock.now())
        self.stdout.write(f"Đã xoá {commands.sweep(at=clock.now())} tệp.")
