"""Rows of the work list in words: light, remaining working time, procedure, step; grouped by urgency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.values import DeskRow, Light
from motcua.apps.procedures import queries as procedures
from motcua.apps.workcalendar import queries as workcalendar
from motcua.kernel import clock
from motcua.ui import format as say

LIGHTS: Final[dict[Light, str | Promise]] = {
    Light.RED: _("Quá hạn"),
    Light.AMBER: _("Sắp hết"),
    Light.GREEN: _("Trong hạn"),
    Light.PAUSED: _("Chờ dân"),
    Light.NONE: _("Chưa hẹn"),
    Light.DONE: _("Có kết quả"),
}
GROUPS: Final[dict[str, str | Promise]] = {
    "late": _("Quá hạn"),
    "today": _("Đến hạn hôm nay"),
    "time": _("Còn hạn"),
    "paused": _("Tạm dừng, chờ người dân"),
    "none": _("Chưa có ngày hẹn"),
    "done": _("Đã có kết quả, chờ trả"),
}
CHANNELS: Final[dict[int | None, str | Promise]] = {
    20: _("Trực tuyến"),
    21: _("Giúp tại chỗ"),
    22: _("Giúp tại nhà"),
    10: _("Tại quầy"),
    30: _("Bưu chính"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is read."""

    row: DeskRow
    group: str
    light: str
    remaining: str
    title: str
    step: str
    channel: str

    @property
    def code(self) -> str:
        """Our code, or the other system's."""
        return self.row.code or self.row.external_code


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one urgency."""

    name: str
    lines: tuple[Line, ...]


def lines(rows: Iterable[DeskRow], *, calendar: str, now: datetime) -> tuple[Line, ...]:
    """The rows in words; nothing is asked of the database."""
    return tuple(_line(row, calendar=calendar, now=now) for row in rows)


def grouped(made: Sequence[Line]) -> tuple[Group, ...]:
    """By urgency, keeping the order within."""
    order = list(GROUPS)
    ranked = sorted(made, key=lambda line: order.index(line.group))
    return tuple(Group(str(GROUPS[name]), tuple(found)) for name, found in groupby(ranked, key=lambda one: one.group))


def remaining(due_at: datetime | None, *, calendar: str, now: datetime) -> str:
    """Working time to a moment: «2 ngày 3 giờ», «1 ngày», «1 giờ 18 phút», «−2 giờ» once it has passed."""
    if due_at is None:
        return "–"
    late = due_at < now
    first, last = (due_at, now) if late else (now, due_at)
    count = workcalendar.worked_minutes(calendar=calendar, start=first, end=last)
    a_day = workcalendar.calendar(calendar).minutes_per_working_day
    sign = "−" if late else ""
    if count < a_day:
        return sign + say.minutes(count)
    days, hours = count // a_day, count % a_day // 60
    if not hours:
        return sign + gettext("%(n)s ngày") % {"n": days}
    return sign + gettext("%(d)s ngày %(h)s giờ") % {"d": days, "h": hours}


def light_of(state: str, light: Light) -> str:
    """The light in a word; an ended dossier is told by its state."""
    return _light(state, light, get_language() or "")


@lru_cache(maxsize=512)
def _light(state: str, light: Light, language: str) -> str:  # noqa: ARG001 -- a part of the key
    if light is Light.NONE and not DossierState(state).is_open:
        return str(DossierState(state).label)
    return str(LIGHTS[light])


def step_of(
    version_id: int, step_key: str, state: str, *, asked: bool, answered_in_part: bool = False, unheld: bool = False
) -> str:
    """What is being done: the step of the process, else the state; of work in nobody's hands, that it is."""
    if unheld and state == DossierState.PROCESSING and not asked:
        return gettext("Chưa có người giữ")
    step = _step(version_id, step_key, state, asked, get_language() or "")
    return gettext("%(step)s: đã trả lời một phần") % {"step": step} if answered_in_part else step


@lru_cache(maxsize=4096)
def _step(version_id: int, step_key: str, state: str, asked: bool, language: str) -> str:  # noqa: ARG001, FBT001 -- the key
    if asked and DossierState(state).clock_runs:
        return gettext("Trình ký")
    if not step_key or not DossierState(state).clock_runs:
        return str(DossierState(state).label)
    steps = procedures.version(version_id).process
    return next((gettext(step.name) for step in steps if step.key == step_key), gettext("Thẩm định"))


def _line(row: DeskRow, *, calendar: str, now: datetime) -> Line:
    return Line(
        row=row,
        group=_group(row, now=now),
        light=light_of(row.state, row.light),
        remaining=remaining(row.due_at, calendar=calendar, now=now),
        title=procedures.version(row.version_id).short_title,
        step=_step_of(row),
        # How a dossier came in elsewhere nobody has told us: it has no code of ours.
        channel=_channel(row.channel, get_language() or "") if row.code else "–",
    )


def _step_of(row: DeskRow) -> str:
    return step_of(
        row.version_id,
        row.step_key,
        row.state,
        asked=row.approval_asked,
        answered_in_part=row.answered_in_part,
        unheld=row.holder_id is None and bool(row.code),  # what another system holds has no code of ours
    )


@lru_cache(maxsize=64)
def _channel(channel: int | None, language: str) -> str:  # noqa: ARG001 -- a part of the key
    return str(CHANNELS.get(channel, ""))


def _group(row: DeskRow, *, now: datetime) -> str:
    if row.light in {Light.RED, Light.PAUSED, Light.NONE, Light.DONE}:
        return {Light.RED: "late", Light.PAUSED: "paused", Light.NONE: "none", Light.DONE: "done"}[row.light]
    today = row.due_at is not None and clock.local(row.due_at).date() == clock.local(now).date()
    return "today" if today else "time"
