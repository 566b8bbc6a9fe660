"""`audit head`: writes the newest value of the chain into the day's file, to be kept outside the house."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from motcua.apps.audit import commands, phrases
from motcua.kernel import clock


class Command(BaseCommand):
    help = "Ghi giá trị niêm phong mới nhất ra tệp của ngày (để in hoặc gửi ra ngoài)."

    def handle(self, **_options: Any) -> None:
        """Export, and say where."""
        path = commands.export_head(at=clock.now())
        self.stdout.write(str(phrases.NOTHING_SEALED) if path is None else str(phrases.EXPORTED) % {"path": path})
