"""Quiet hours, and a message as lists show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from motcua.kernel.clock import local


@dataclass(frozen=True, slots=True)
class QuietHours:
    """The local hours in which no telephone is woken; `begins` = `ends` means never quiet."""

    begins: time
    ends: time

    def hold(self, local: time) -> bool:
        """Whether a message would wake somebody at this local clock time; the end itself is loud again."""
        if self.begins <= self.ends:
            return self.begins <= local < self.ends
        return local >= self.begins or local < self.ends

    def loud_from(self, local: datetime) -> datetime:
        """The first moment at or after `local` (the office's wall clock) at which a message may go out."""
        if not self.hold(local.time()):
            return local
        ends = local.replace(hour=self.ends.hour, minute=self.ends.minute, second=0, microsecond=0)
        return ends if ends > local else ends + timedelta(days=1)


#: Where a centre has set none.
NIGHT = QuietHours(begins=time(21), ends=time(7))


_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def told(moment: datetime | None) -> str:
    """A moment as messages say it: Thứ Sáu, 21/11/2026, 16:30; «chưa xác định» where there is none."""
    if moment is None:
        return "chưa xác định"
    at = local(moment)
    return f"{_DAYS[at.weekday()]}, {at:%d/%m/%Y, %H:%M}"


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message of a dossier for its page: what and when, never to which number."""

    id: UUID
    kind: str
    state: str
    channel: str
    created_at: datetime
    sent_at: datetime | None
    next_at: datetime
    tries: int
    error: str
