"""Import a catalogue: `bin/motcua catalogue import FILE`, or `--shipped` for the facts that come with Motcua."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.apps.procedures import gateways
from motcua.apps.procedures.commands import import_catalogue
from motcua.base.cli.progress import progress
from motcua.kernel import clock
from motcua.kernel.actor import Actor

PROBLEMS_SHOWN = 50


class Command(BaseCommand):
    help = "Nạp danh mục thủ tục từ tệp JSON lines (mỗi dòng một thủ tục), hoặc danh mục đi kèm chương trình."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="tệp JSON lines, dạng của procedures.jsonl")
        parser.add_argument("--shipped", action="store_true", help="nạp danh mục đi kèm chương trình")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path | None = gateways.SHIPPED if options["shipped"] else options["file"]
        if path is None:
            raise CommandError("Cho biết tệp cần nạp, hoặc dùng --shipped.")
        try:
            lines = list(gateways.lines_of(path))
        except OSError as wrong:
            raise CommandError(f"Không đọc được tệp {path}: {wrong.strerror}.") from wrong
        started = time.monotonic()
        report = import_catalogue(_shown(lines), actor=Actor.system("catalogue-import"), at=clock.now())
        for problem in report.problems[:PROBLEMS_SHOWN]:
            self.stderr.write(f"Dòng {problem.line}, {problem.field or 'cả dòng'}: {problem.reason}")
        if len(report.problems) > PROBLEMS_SHOWN:
            self.stderr.write(f"… và {len(report.problems) - PROBLEMS_SHOWN} dòng khác.")
        self.stdout.write(
            f"Đã đọc {report.seen} thủ tục: {report.created} mới, {report.changed} thay đổi, "
            f"{report.unchanged} như cũ, {len(report.problems)} dòng không nạp được "
            f"({time.monotonic() - started:.1f} giây)."
        )


def _shown(lines: list[str]) -> Iterator[str]:
    """The lines, with a bar on a terminal."""
    with progress(label="Danh mục", total=len(lines), unit="thủ tục") as bar:
        for line in lines:
            yield line
            bar.add()
