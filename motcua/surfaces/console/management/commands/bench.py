"""`bench`: our pages against a bare yardstick; the work is done by `tests/load`, which a checkout has."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = (
        "Đo tốc độ các trang so với một thước đo tối giản, trên cơ sở dữ liệu riêng rồi xóa (see --help of tests/load)."
    )

    def run_from_argv(self, argv: list[str]) -> None:
        """Hand every word on: the bench has its own options, and must not share this process's memory."""
        self._words = argv[2:]
        super().run_from_argv(argv[:2])

    def handle(self, **_options: Any) -> None:
        """Run it in a process of its own."""
        if importlib.util.find_spec("tests.load") is None:
            raise CommandError("Bản cài này không có tests/load; phép đo chỉ chạy từ mã nguồn (needs a checkout).")
        words = getattr(self, "_words", [])
        sys.exit(subprocess.run([sys.executable, "-P", "-m", "tests.load", *words], check=False).returncode)
