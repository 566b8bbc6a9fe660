"""How dates, money and durations are said: one way for page, slip and message."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils.translation import get_language, gettext

from motcua.kernel import clock
from motcua.kernel.money import Dong

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def is_english() -> bool:
    """Whether the reader chose English."""
    return (get_language() or "vi").startswith("en")


def weekday(day: date) -> str:
    """The name of the day."""
    return (_ENGLISH_DAYS if is_english() else _WEEKDAYS)[day.weekday()]


def day(value: date | datetime) -> str:
    """«Thứ Sáu, 21/11/2026»; a moment is told as the office's day."""
    told = clock.local(value).date() if isinstance(value, datetime) else value
    return f"{weekday(told)}, {told:%d/%m/%Y}"


def short_day(value: date | datetime) -> str:
    """«21/11»."""
    told = clock.local(value).date() if isinstance(value, datetime) else value
    return f"{told:%d/%m}"


def when(moment: datetime) -> str:
    """«Thứ Sáu, 21/11/2026, 16:30»."""
    return f"{day(moment)}, {clock.local(moment):%H:%M}"


def day_or_when(moment: datetime) -> str:
    """The day alone for a moment at midnight: who wrote it knew no hour."""
    return when(moment) if clock.local(moment).time() != time(0) else day(moment)


def short_when(moment: datetime) -> str:
    """«21/11, 16:30», for lists."""
    return f"{clock.local(moment):%d/%m, %H:%M}"


def money(amount: int) -> str:
    """«16.000 đ»."""
    return str(Dong(amount))


def minutes(count: int) -> str:
    """«2 giờ 50 phút»; a minus stays in front."""
    hours, rest = divmod(abs(count), 60)
    words = []
    if hours:
        words.append(gettext("%(n)s giờ") % {"n": hours})
    if rest or not hours:
        words.append(gettext("%(n)s phút") % {"n": rest})
    return ("−" if count < 0 else "") + " ".join(words)


def clock_minutes(count: int) -> str:
    """«2:50»."""
    return f"{count // 60}:{count % 60:02d}"


def size(count: int) -> str:
    """«1,8 MB», «120 KB»."""
    if count >= 1024 * 1024:
        told = f"{count / 1024 / 1024:.1f} MB"
        return told if is_english() else told.replace(".", ",")
    return f"{max(1, count // 1024)} KB"
