"""`audit verify`: reads the whole log again and names every batch that is not as it was sealed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from motcua.apps.audit import commands, gateways, phrases, queries
from motcua.base.cli.progress import progress
from motcua.base.db.grants import APP_ROLE


class Command(BaseCommand):
    help = "Kiểm tra nhật ký: tìm dòng bị sửa, bị xoá, bị chèn. Mã thoát 1 khi có chỗ sai."

    def handle(self, **_options: Any) -> None:
        """Verify as a role that sees everything; exit status 1 when anything was found."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            if cursor.fetchone()[0] == APP_ROLE:
                raise CommandError(str(phrases.NEEDS_SYSTEM))
        try:
            heads = tuple(gateways.read_heads(commands.heads_folder()))
        except ValueError as problem:
            raise CommandError(str(problem)) from problem
        with progress(label=str(phrases.READING), total=queries.sealed_entries(), unit=str(phrases.LINES)) as bar:
            verdict = queries.verify(heads=heads, tell=bar.reach)
        for finding in verdict.findings:
            self.stdout.write(str(phrases.FAULTS[finding.fault]) % {"batch": finding.batch, "detail": finding.detail})
        if verdict.findings:
            raise CommandError(str(phrases.FAULTY) % {"findings": len(verdict.findings)}, returncode=1)
        counts = {"batches": verdict.batches, "entries": verdict.entries, "unsealed": verdict.unsealed}
        self.stdout.write(str(phrases.WHOLE) % counts)
