"""`bin/motcua sweep files`: what the dispatcher does each night, now: content that nobody needs goes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from motcua.apps.files import commands
from motcua.apps.files.commands import coming
from motcua.kernel import clock


class Command(BaseCommand):
    help = "Xoá các tệp mà quá hai ngày không còn hồ sơ nào dùng, và tệp của bản nháp đã bỏ."

    def handle(self, **_: Any) -> None:
        coming.forget_old(at=clock.now())
        self.stdout.write(f"Đã xoá {commands.sweep(at=clock.now())} tệp.")
