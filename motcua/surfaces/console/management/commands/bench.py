"""`bench`: our pages against a bare yardstick; the work is done by `tests/load`, which a checkout has."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


class _HandsOn(CommandParser):
    """Takes any words, and leaves them to the one who knows them."""

    def parse_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        """All of them, unread."""
        told = namespace or Namespace()
        vars(told).update(words=list(args or ()), force_color=False, no_color=False, skip_checks=True)
        return told


class Command(BaseCommand):
    help = (
        "Đo tốc độ các trang so với một thước đo tối giản, trên cơ sở dữ liệu riêng rồi xóa (see --help of tests/load)."
    )

    def create_parser(self, prog_name: str, subcommand: str, **how: Any) -> CommandParser:
        """Hand every word on: the bench has its own options, and must not share this process's memory."""
        return _HandsOn(prog=f"{prog_name} {subcommand}", **how)

    def handle(self, *, words: list[str], **_options: Any) -> None:
        """Run it in a process of its own."""
        if importlib.util.find_spec("tests.load") is None:
            raise CommandError("Bản cài này không có tests/load; phép đo chỉ chạy từ mã nguồn (needs a checkout).")
        sys.exit(subprocess.run([sys.executable, "-P", "-m", "tests.load", *words], check=False).returncode)
