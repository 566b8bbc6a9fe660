"""When an office sits: the sittings of a day, and from which day on they hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from itertools import pairwise

from motcua.kernel.errors import Invalid


@dataclass(frozen=True)
class Session:
    """One sitting of the office on a working day, by the office's wall clock."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise Invalid({"sessions": "Buổi làm việc phải kết thúc sau khi bắt đầu."})

    @cached_property
    def clock_minutes(self) -> tuple[int, int]:
        """Start and end in minutes from midnight."""
        return self.start.hour * 60 + self.start.minute, self.end.hour * 60 + self.end.minute


#: The first sittings of a calendar hold from here: before any day that is reckoned with.
ALWAYS = date.min
SATURDAY = 5


@dataclass(frozen=True)
class Sittings:
    """When the office sits on a working day, from a day on; earlier days keep the sittings they had.

    `source` is the paper that says so; `saturday` are hours at which the desk of a plain Saturday receives and returns,
    which count towards no term. Raises Invalid for sessions that are missing or overlap.
    """

    since: date
    sessions: tuple[Session, ...]
    source: str = ""
    saturday: tuple[Session, ...] = ()

    def __post_init__(self) -> None:
        if not self.sessions or any(_overlap(sessions) for sessions in (self.sessions, self.saturday)):
            raise Invalid({"sessions": "Các buổi làm việc phải có, theo thứ tự và không chồng lên nhau."})

    @property
    def opens(self) -> time:
        """When the first sitting of a day begins."""
        return self.sessions[0].start

    @property
    def closes(self) -> time:
        """When the last sitting of a day ends."""
        return self.sessions[-1].end

    @cached_property
    def minutes(self) -> int:
        """Working minutes of a whole day."""
        return sum(end - start for start, end in (session.clock_minutes for session in self.sessions))

    @cached_property
    def told(self) -> str:
        """The hours as they are written: «07:00–11:30, 13:30–17:00»."""
        return _told(self.sessions)

    @cached_property
    def told_saturday(self) -> str:
        """The hours of the Saturday desk; empty where there is none."""
        return _told(self.saturday)

    @classmethod
    def restored(
        cls, since: date, hours: Iterable[Iterable[str]], source: str = "", saturday: Iterable[Iterable[str]] = ()
    ) -> Sittings:
        """The sittings whose hours `stored` wrote."""
        return cls(since, _restored(hours), source, _restored(saturday))


def stored(sessions: Iterable[Session]) -> list[list[str]]:
    """Hours as plain JSON: [["07:00", "11:30"], …]."""
    return [[f"{s.start:%H:%M}", f"{s.end:%H:%M}"] for s in sessions]


def _restored(hours: Iterable[Iterable[str]]) -> tuple[Session, ...]:
    return tuple(Session(*map(time.fromisoformat, pair)) for pair in hours)


def _told(sessions: Iterable[Session]) -> str:
    return ", ".join(f"{s.start:%H:%M}–{s.end:%H:%M}" for s in sessions)


def _overlap(sessions: Sequence[Session]) -> bool:
    return any(later.start < earlier.end for earlier, later in pairwise(sessions))


def in_force(entered: Iterable[Sittings]) -> tuple[Sittings, ...]:
    """What holds of sittings that come in the order they were entered: of those from one day the last, by day."""
    by_day = {sittings.since: sittings for sittings in entered}
    return tuple(by_day[since] for since in sorted(by_day))


@dataclass(frozen=True, slots=True)
class SittingsEntry:
    """Sittings as they were entered, with who entered them and when."""

    sittings: Sittings
    entered_by: str
    entered_at: datetime
