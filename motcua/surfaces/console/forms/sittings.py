"""When the office sits from a day on: up to three sittings, as they are typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from motcua.apps.workcalendar.values import Session, Sittings
from motcua.surfaces.console.forms.calendar import FIRST_YEAR, LAST_YEAR, date_field

#: As many sittings as a day has: morning, afternoon, and an evening one.
PLACES = (1, 2, 3)


def _clock(label: Any) -> forms.TimeField:
    said = _("Xin ghi giờ trong ngày, từ 00:00 đến 23:59, ví dụ 07:30.")
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    errors = {"invalid": said}
    return forms.TimeField(label=label, required=False, widget=widget, input_formats=["%H:%M"], error_messages=errors)


class SittingsForm(forms.Form):
    """The sittings, the day they hold from, and the paper that says so."""

    since = date_field(_("Áp dụng từ ngày"))
    start_1, end_1 = _clock(_("Bắt đầu lúc")), _clock(_("Kết thúc lúc"))
    start_2, end_2 = _clock(_("Bắt đầu lúc")), _clock(_("Kết thúc lúc"))
    start_3, end_3 = _clock(_("Bắt đầu lúc")), _clock(_("Kết thúc lúc"))
    start_s, end_s = _clock(_("Bắt đầu lúc")), _clock(_("Kết thúc lúc"))
    source = forms.CharField(
        label=_("Nguồn"), help_text=_("Số, ký hiệu quyết định hoặc thông báo về giờ làm việc."), max_length=400,
        error_messages={"required": _("Xin ghi văn bản làm căn cứ.")},
    )  # fmt: skip

    @staticmethod
    def typed(sittings: Sittings) -> dict[str, time]:
        """These sittings as the form begins with them."""
        pairs = [*zip(PLACES, sittings.sessions, strict=False), *(("s", one) for one in sittings.saturday[:1])]
        return {f"{end}_{n}": getattr(one, end) for n, one in pairs for end in ("start", "end")}

    @property
    def places(self) -> Iterator[tuple[BoundField, BoundField]]:
        """The two ends of each sitting."""
        return ((self[f"start_{n}"], self[f"end_{n}"]) for n in PLACES)

    @property
    def saturday(self) -> tuple[BoundField, BoundField]:
        """The two ends of what a Saturday's desk is open."""
        return self["start_s"], self["end_s"]

    def clean(self) -> dict[str, Any]:
        """The sittings in the order of the day, none overlapping; and a year the calendar reckons with."""
        data = super().clean() or {}
        found, saturday = self._sessions(data, PLACES), self._sessions(data, ("s",))
        if not found and not self.errors:
            self.add_error("start_1", say("Xin ghi ít nhất một buổi làm việc."))
        since = data.get("since")
        if since and not FIRST_YEAR <= since.year <= LAST_YEAR:
            years = {"first": FIRST_YEAR, "last": LAST_YEAR}
            self.add_error("since", say("Lịch chỉ tính cho các năm từ %(first)s đến %(last)s.") % years)
        if not self.errors:
            data["sittings"] = Sittings(data["since"], tuple(found), data["source"], tuple(saturday))
        return data

    def _sessions(self, data: dict[str, Any], places: Sequence[int | str]) -> list[Session]:
        """The sittings that were typed; what is wrong is put beside the field it is about."""
        found: list[Session] = []
        for n in places:
            start, end = data.get(f"start_{n}"), data.get(f"end_{n}")
            if {f"start_{n}", f"end_{n}"} & set(self.errors) or (start is None and end is None):
                continue
            if start is None or end is None:
                missing = f"start_{n}" if start is None else f"end_{n}"
                self.add_error(missing, say("Xin ghi cả giờ bắt đầu và giờ kết thúc của buổi này."))
            elif start >= end:
                self.add_error(f"end_{n}", say("Buổi làm việc phải kết thúc sau khi bắt đầu, trong cùng một ngày."))
            elif found and start < found[-1].end:
                self.add_error(f"start_{n}", say("Buổi này bắt đầu khi buổi trước chưa kết thúc. Xin ghi theo thứ tự."))
            else:
                found.append(Session(start, end))
        return found
