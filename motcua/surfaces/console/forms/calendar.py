"""A day of the calendar, and what the calculator asks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from motcua.apps.workcalendar.values import DayKind, DayStatus, Unit
from motcua.surfaces.console.forms.fact_words import UNITS

FIRST_YEAR, LAST_YEAR = 2020, 2050
LONGEST_PAUSE = timedelta(days=366)
KINDS = {
    DayKind.HOLIDAY: _("Nghỉ lễ, Tết"),
    DayKind.COMPENSATORY_OFF: _("Nghỉ bù"),
    DayKind.SWAPPED_OFF: _("Nghỉ hoán đổi"),
    DayKind.SWAPPED_WORK: _("Làm việc hoán đổi"),
}
STATUSES = {
    DayStatus.OFFICIAL: _("Đã công bố"),
    DayStatus.RULE: _("Theo Bộ luật Lao động, chờ thông báo"),
    DayStatus.PROJECTED: _("Dự kiến"),
}
#: The longest derivation a page shows: about a year and a half of days.
MOST = {Unit.WORKING_HOUR: 2000, Unit.WORKING_DAY: 250, Unit.DAY: 400, Unit.MONTH: 18, Unit.SAME_DAY: 1}
A_DATE = _("Xin chọn một ngày có thật, ví dụ 24/11/2026.")


def date_field(label: Any, *, required: bool = True) -> forms.DateField:
    """A day by the browser's own picker, or typed."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    formats = ["%Y-%m-%d", "%d/%m/%Y"]
    errors = {"invalid": A_DATE, "required": A_DATE}
    return forms.DateField(label=label, required=required, widget=widget, input_formats=formats, error_messages=errors)


def moment_field(label: Any, *, required: bool = True) -> forms.DateTimeField:
    """A minute of the office's clock."""
    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    said = _("Xin ghi ngày và giờ, ví dụ 20/11/2026 14:10.")
    return forms.DateTimeField(
        label=label, required=required, widget=widget, error_messages={"invalid": said, "required": said},
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M"],
    )  # fmt: skip


class DayForm(forms.Form):
    """One day that differs from its weekday, and the paper it rests on."""

    date = date_field(_("Ngày"))
    kind = forms.ChoiceField(label=_("Loại ngày"), choices=[(kind.value, word) for kind, word in KINDS.items()])
    name = forms.CharField(label=_("Tên ngày"), max_length=200, error_messages={"required": _("Xin ghi tên ngày.")})
    status = forms.ChoiceField(label=_("Tình trạng"), choices=[(s.value, word) for s, word in STATUSES.items()])
    source = forms.CharField(
        label=_("Nguồn"), help_text=_("Số, ký hiệu thông báo hoặc quyết định."), max_length=400,
        error_messages={"required": _("Xin ghi văn bản làm căn cứ.")},
    )  # fmt: skip


class ClearForm(forms.Form):
    """The day that should follow its weekday again."""

    date = date_field(_("Ngày"))


class CalculatorForm(forms.Form):
    """Received when, with which term, and one pause."""

    accepted_at = moment_field(_("Nhận lúc"))
    quantity = forms.DecimalField(
        label=_("Thời hạn"), max_digits=6, decimal_places=2, required=False,
        error_messages={"invalid": _("Xin ghi một số, ví dụ 3 hoặc 0.5.")},
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("Đơn vị"), choices=[(unit.value, word) for unit, word in UNITS.items()])
    pause_from = moment_field(_("Tạm dừng từ (nếu có)"), required=False)
    pause_to = moment_field(_("Tạm dừng đến"), required=False)

    def clean(self) -> dict[str, Any]:
        """A term of a length a page can explain, and a pause with both its ends."""
        data = super().clean() or {}
        unit, quantity = data.get("unit"), data.get("quantity")
        if unit and "quantity" not in self.errors and unit != Unit.SAME_DAY:
            most = MOST[Unit(unit)]
            if quantity is None or not 0 < quantity <= most:
                self.add_error("quantity", say("Xin ghi thời hạn lớn hơn 0 và không quá %(most)s.") % {"most": most})
        self._check_moments(data)
        return data

    def _check_moments(self, data: dict[str, Any]) -> None:
        start, end, at = data.get("pause_from"), data.get("pause_to"), data.get("accepted_at")
        if isinstance(at, datetime) and not FIRST_YEAR <= at.year <= LAST_YEAR:
            years = {"first": FIRST_YEAR, "last": LAST_YEAR}
            self.add_error("accepted_at", say("Lịch chỉ tính cho các năm từ %(first)s đến %(last)s.") % years)
        if bool(start) != bool(end) or (start and end and not start < end <= start + LONGEST_PAUSE):
            self.add_error("pause_to", say("Xin ghi cả lúc bắt đầu và lúc kết thúc, không quá một năm."))
