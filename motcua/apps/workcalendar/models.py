"""Calendars, their sittings and exceptional days, each with the paper it rests on. They belong to no centre."""

from __future__ import annotations

from datetime import time

from django.db import models

from motcua.apps.workcalendar.values import DayKind, DayStatus


class Calendar(models.Model):
    """When one kind of office sits; `revision` moves with every change, so that processes know theirs is old."""

    code = models.CharField("mã", max_length=40, unique=True)
    name = models.CharField("tên", max_length=200)
    note = models.TextField("ghi chú", blank=True, default="")
    #: Those the calendar began with: [["07:00", "11:30"], …] by the wall clock, in order. Later ones have their rows.
    sessions = models.JSONField("buổi làm việc")
    same_day_cutoff = models.TimeField("giờ chốt trong ngày", default=time(15, 0))
    minutes_per_working_day = models.PositiveSmallIntegerField("số phút một ngày làm việc", default=480)
    revision = models.PositiveIntegerField("lần sửa", default=1)

    class Meta:
        verbose_name = "lịch làm việc"

    def __str__(self) -> str:
        return self.code


class CalendarSittings(models.Model):
    """When the office sits from a day on. Rows are only added: of those from one day the last entered holds."""

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="sittings")
    since = models.DateField("áp dụng từ ngày")
    sessions = models.JSONField("buổi làm việc")  # as in Calendar
    #: Hours at which a plain Saturday's desk receives and returns; they count towards no term.
    saturday = models.JSONField("bàn tiếp nhận thứ Bảy", default=list)
    source = models.CharField("nguồn", max_length=400)
    entered_by = models.CharField("người nhập", max_length=80)
    entered_at = models.DateTimeField("lúc nhập")

    class Meta:
        verbose_name = "buổi làm việc từ một ngày"

    def __str__(self) -> str:
        return f"{self.since:%d/%m/%Y}"


class CalendarDay(models.Model):
    """One day that differs from its weekday."""

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="days")
    date = models.DateField("ngày")
    kind = models.CharField("loại", max_length=20, choices=[(kind.value, kind.value) for kind in DayKind])
    name = models.CharField("tên", max_length=200)
    status = models.CharField("tình trạng", max_length=12, choices=[(s.value, s.value) for s in DayStatus])
    source = models.CharField("nguồn", max_length=400)
    entered_by = models.CharField("người nhập", max_length=80)
    entered_at = models.DateTimeField("lúc nhập")
    revision = models.PositiveIntegerField("lần sửa", default=1)

    class Meta:
        verbose_name = "ngày đặc biệt"
        constraints = [
            models.UniqueConstraint(fields=["calendar", "date"], name="one_row_per_calendar_day"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in DayKind]), name="calendar_day_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[status.value for status in DayStatus]),
                name="calendar_day_status_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y}"
