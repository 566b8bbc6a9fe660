"""`dispatcher`: carries facts to their subscribers and seals the log, one process in the house, as `motcua_system`."""

from __future__ import annotations

import signal
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, connection
from django.utils.module_loading import import_string

from motcua.apps.outbox import commands
from motcua.apps.outbox.rules import is_daily_due
from motcua.base.db.grants import APP_ROLE
from motcua.base.db.locks import let_go, try_hold
from motcua.kernel import clock

LOCK = "outbox.dispatcher"
IDLE_SECONDS = 0.1
STANDBY_SECONDS = 1.0
PRUNE_EACH_SECONDS = 3_600.0

log = structlog.get_logger("outbox")


class Command(BaseCommand):
    help = (
        "Chuyển tin giữa các phần của chương trình và niêm phong nhật ký; chỉ một tiến trình chạy, tiến trình khác chờ."
    )
    requires_system_checks = ()  # they would load every page into this process

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--drain", action="store_true", help="chuyển hết tin đang chờ, niêm phong, rồi dừng")

    def handle(self, *, drain: bool, **_options: Any) -> None:
        """Serve while holding the lock; otherwise stand by for the one who does."""
        _refuse_walled_role()
        self.stop = threading.Event()
        self.table = commands.subscriptions()
        self.chores: list[Callable[..., object]] = [import_string(name) for name in settings.EACH_SECOND]
        self.daily: list[Callable[..., object]] = [import_string(name) for name in settings.EACH_DAY]
        self.begun = time.monotonic()
        self.day_done: date | None = None
        if drain:
            self._drain()
            return
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stop.set())
        while not self.stop.is_set():
            try:
                if try_hold(LOCK):
                    self._serve()
                else:
                    self.stop.wait(STANDBY_SECONDS)
            except (OperationalError, InterfaceError) as problem:
                log.warning("dispatcher.database_lost", error=type(problem).__name__)
                connection.close()
                self.stop.wait(STANDBY_SECONDS)

    def _serve(self) -> None:
        log.info("dispatcher.serving")
        chores_at = prune_at = time.monotonic()
        while not self.stop.is_set():
            delivered = commands.dispatch_batch(table=self.table, at=clock.now())
            if time.monotonic() >= chores_at:
                chores_at = time.monotonic() + 1
                self._each_second()
            if time.monotonic() >= prune_at:
                prune_at = time.monotonic() + PRUNE_EACH_SECONDS
                commands.prune(at=clock.now())
            self._each_day()
            if not delivered:
                self.stop.wait(IDLE_SECONDS)

    def _drain(self) -> None:
        if not try_hold(LOCK):
            return  # somebody is serving already, and will deliver them
        while commands.dispatch_batch(table=self.table, at=clock.now()):
            pass
        self._each_second()
        let_go(LOCK)

    def _each_second(self) -> None:
        commands.retry_held(table=self.table, at=clock.now())
        for chore in self.chores:
            _do(chore)

    def _each_day(self) -> None:
        now, up = clock.local(clock.now()), timedelta(seconds=time.monotonic() - self.begun)
        if is_daily_due(now=now, done=self.day_done, up=up):
            self.day_done = now.date()
            for chore in self.daily:
                _do(chore)


def _do(chore: Callable[..., object]) -> None:
    try:
        chore(at=clock.now())
    except (OperationalError, InterfaceError):
        raise
    except Exception as problem:
        log.exception("dispatcher.chore_failed", chore=chore.__qualname__, error=type(problem).__name__)


def _refuse_walled_role() -> None:
    """The application's role would see no fact and seal nothing, and nobody would notice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (role,) = cursor.fetchone()
    if role == APP_ROLE:
        raise CommandError("Lệnh này chạy bằng vai trò motcua_system: đặt MOTCUA_DB_ROLE=system.")
