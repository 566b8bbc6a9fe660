"""`bin/motcua calc cccd`: identity-card scans in a batch; JSON lines in, JSON lines out, no server, no database."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.apps.parties.rules import card_of
from motcua.apps.parties.values import Card
from motcua.kernel import clock

_VALUES = ("number", "old_number", "name", "birth_date", "sex", "address", "issue_date", "warnings")


class Command(BaseCommand):
    help = (
        'Đọc mã QR căn cước theo lô: vào {"id","scan"}, ra {"id","ok","number","old_number","name","birth_date","sex",'
        '"address","issue_date","warnings"}; mỗi dòng một thẻ.'
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="tệp JSON lines, hoặc - để đọc từ đầu vào chuẩn")

    def handle(self, *_args: Any, **options: Any) -> None:
        today = clock.local(clock.now()).date()
        for line in answers(_lines(options["file"]), today=today):
            self.stdout.write(line)


def answers(lines: Iterable[bytes], *, today: date) -> Iterator[str]:
    """One JSON answer for each row; a bad row answers with its error and stops nobody."""
    for line in lines:
        text = line.removeprefix(b"\xef\xbb\xbf").strip()
        if text:
            yield json.dumps(_answer(text, today=today), ensure_ascii=False)


def _lines(name: str) -> list[bytes]:
    """The rows of the file, or of standard input. Raises CommandError when it cannot be read."""
    if name == "-":
        return sys.stdin.buffer.read().split(b"\n")
    try:
        return Path(name).read_bytes().split(b"\n")
    except OSError as problem:
        raise CommandError(f"Không đọc được tệp {name}: {problem.strerror}.") from problem


def _answer(text: bytes, *, today: date) -> dict[str, Any]:
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        return {"id": None, "error": "Dòng không phải JSON hợp lệ."}
    if not isinstance(row, dict):
        return {"id": None, "error": "Dòng phải là một đối tượng JSON."}
    if not isinstance(row.get("scan"), str):
        return {"id": row.get("id"), "error": "scan phải là chữ đọc từ mã QR."}
    card = card_of(row["scan"], today=today)
    return {"id": row.get("id"), "ok": card is not None, **_told(card)}


def _told(card: Card | None) -> dict[str, Any]:
    if card is None:
        return dict.fromkeys(_VALUES)
    values = {name: getattr(card, name) for name in _VALUES}
    return values | {
        "birth_date": card.birth_date.isoformat(),
        "sex": str(card.sex).capitalize(),
        "issue_date": card.issue_date.isoformat(),
        "warnings": list(card.warnings),
    }
