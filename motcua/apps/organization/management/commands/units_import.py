"""Import administrative units: `bin/motcua units import [FILE]`; without a file the ones that come with Motcua."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.apps.organization import gateways
from motcua.apps.organization.commands import import_units
from motcua.kernel import clock
from motcua.kernel.actor import Actor

PROBLEMS_SHOWN = 50


class Command(BaseCommand):
    help = "Nạp đơn vị hành chính từ tệp CSV (có thể nén .gz); không ghi tệp thì nạp danh sách đi kèm chương trình."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=gateways.SHIPPED, help="tệp CSV, dạng của tệp đi kèm")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        started = time.monotonic()
        try:
            report = import_units(gateways.lines_of(path), actor=Actor.system("units-import"), at=clock.now())
        except OSError as wrong:
            raise CommandError(f"Không đọc được tệp {path}: {wrong.strerror or wrong}.") from wrong
        for problem in report.problems[:PROBLEMS_SHOWN]:
            self.stderr.write(f"Dòng {problem.line}, {problem.field}: {problem.reason}")
        if len(report.problems) > PROBLEMS_SHOWN:
            self.stderr.write(f"… và {len(report.problems) - PROBLEMS_SHOWN} dòng khác.")
        self.stdout.write(
            f"Đã đọc {report.seen} đơn vị hành chính: {report.created} mới, {report.changed} thay đổi, "
            f"{report.unchanged} như cũ, {len(report.problems)} dòng không nạp được; ghi {report.links} mối kế thừa "
            f"({time.monotonic() - started:.1f} giây)."
        )
