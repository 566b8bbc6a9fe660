"""`bin/motcua calc search FILE`: which procedures answer each query; JSON lines in, JSON lines out, no server."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.apps.procedures import gateways
from motcua.apps.procedures.rules.document import BadRow
from motcua.apps.procedures.rules.intake import FIRST_DAY, take
from motcua.apps.procedures.rules.searching.engine import Index
from motcua.apps.procedures.rules.views import Head, version_view
from motcua.apps.procedures.values import VersionView

LONGEST_QUERY = 10_000


class Command(BaseCommand):
    help = "Tìm thủ tục cho từng câu hỏi: vào {id, query}, ra {id, codes, refused}; mỗi dòng một câu."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="tệp JSON lines, hoặc - để đọc từ đầu vào chuẩn")
        parser.add_argument("--catalogue", type=Path, help="tệp danh mục dùng cho lần này thay danh mục đi kèm")
        parser.add_argument("--top", type=int, default=5, help="số thủ tục trả về (mặc định 5)")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["top"] < 1:
            raise CommandError("--top phải từ 1 trở lên.")
        try:
            given: Path | None = options["catalogue"]
            views = list(_views(gateways.lines_of(given or gateways.SHIPPED), communal=given is not None))
            asked = sys.stdin if options["file"] == "-" else gateways.lines_of(Path(options["file"]))
            index = gateways.index_of(views)
            for line in asked:
                if line.strip():
                    self.stdout.write(json.dumps(answer(index, line, top=options["top"]), ensure_ascii=False))
        except OSError as wrong:
            raise CommandError(f"Không đọc được tệp: {wrong}.") from wrong


def answer(index: Index, line: str, *, top: int) -> dict[str, object]:
    """One answer for one line; a line that cannot be used gives {"id", "error"}."""
    try:
        asked = json.loads(line)
    except ValueError:
        return {"id": None, "error": "Dòng không phải JSON."}
    if not isinstance(asked, dict):
        return {"id": None, "error": "Mỗi dòng phải là {id, query}."}
    query = asked.get("query")
    if not isinstance(query, str) or len(query) > LONGEST_QUERY:
        return {"id": asked.get("id"), "error": "Thiếu câu hỏi (query) bằng chữ."}
    found = index.find(query, limit=top)
    return {"id": asked.get("id"), "codes": [hit.code for hit in found.hits], "refused": found.refused}


def _views(lines: Iterable[str], *, communal: bool) -> Iterator[VersionView]:
    """The catalogue's rows that fit; of a given file only those of the commune level, each code once."""
    seen = set()
    for line in lines:
        try:
            taken = take(line, gateways.overlay())
        except BadRow:
            continue
        view = version_view(taken.document, taken.settled, {}, Head(0, 1, FIRST_DAY, None))
        if taken.code not in seen and (not communal or "xa" in view.levels):
            seen.add(taken.code)
            yield view
