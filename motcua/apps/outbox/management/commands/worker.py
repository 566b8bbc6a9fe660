"""`worker`: does the jobs that were asked for, as the application's role, until it is told to stop."""

from __future__ import annotations

import time
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from procrastinate.exceptions import ConnectorException

from motcua.base.jobs import running

log = structlog.get_logger("jobs")
AGAIN_AFTER = 2  # seconds


class Command(BaseCommand):
    help = "Làm các việc nền (gửi tin, nhận dạng giấy tờ …) cho tới khi được bảo dừng."
    requires_system_checks = ()  # they would load every page into this process

    def handle(self, **_options: Any) -> None:
        """Work; when the database is lost, wait for it to come back."""
        while True:
            try:
                running.run()
            except ConnectorException as problem:
                log.warning("worker.database_lost", error=type(problem).__name__)
                time.sleep(AGAIN_AFTER)
            else:
                return
