"""`demo`: fills an empty database with the demonstration centre."""

from __future__ import annotations

import logging
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from motcua.apps.organization import queries as organization
from motcua.base.cli.progress import Showing, progress
from motcua.kernel import clock
from motcua.kernel.errors import Refusal
from motcua.surfaces.console.episodes import demo
from motcua.surfaces.console.episodes.demo.making import STEPS


class Command(BaseCommand):
    help = "Nạp trung tâm mẫu Xã Suối Mẫu: cán bộ, người dân và khoảng 120 hồ sơ của 60 ngày qua (đều bịa ra)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="không làm gì khi đã có trung tâm (quiet when filled)"
        )
        parser.add_argument(
            "--reset", action="store_true", help="xóa trung tâm mẫu cũ rồi làm lại (wipe and make anew)"
        )
        parser.add_argument(
            "--seed", type=int, default=demo.SEED, help="cùng số thì cùng dữ liệu (same seed, same data)"
        )
        parser.add_argument(
            "--progress", action="store_true", help="luôn vẽ thanh tiến độ (draw the bar even into a file)"
        )

    def handle(self, *, if_empty: bool, seed: int, **options: Any) -> None:
        """Make it, or say why not. What `--reset` wipes was wiped before by bin/motcua, as the owner."""
        if if_empty and organization.centres():
            return
        # Thousands of lines about made-up dossiers would bury what the person should read.
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
        showing = Showing.ALWAYS if options["progress"] else Showing.ON_TERMINALS
        sheet = Path(settings.VAR_DIR) / "sign-ins.txt"
        try:
            with progress(label="Trung tâm mẫu", total=STEPS, unit="bước", showing=showing) as bar:
                made = demo.make(now=clock.now(), seed=seed, sheet=sheet, tell=bar.add)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"Đã nạp trung tâm mẫu: {made.officers} cán bộ, {made.citizens} người dân, {made.facts} nội dung danh mục, "
            f"{made.dossiers} hồ sơ. Tài khoản ghi ở {sheet} (sign-ins are there)."
        )
