"""A dossier another system holds, by its code; and the list such a system gives out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.apps.dossiers.states import DossierState
from motcua.kernel import clock

#: National status codes with the words of our states; 5 stands for both kinds of supplement.
STATUSES = sorted({state.code: state.label for state in DossierState if state.code}.items())
SYSTEMS = [
    ("cong-dvc", _("Cổng Dịch vụ công quốc gia")),
    ("ho-tich", _("Hệ thống hộ tịch điện tử")),
    ("tinh", _("Hệ thống của tỉnh")),
    ("khac", _("Hệ thống khác")),
]
#: A list of a month has some hundreds of rows; more is a mistake.
LARGEST_LIST = 1024 * 1024


def _asked(label: Any, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, error_messages={"required": _("Xin ghi mục này.")}, **more)


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M", "%d/%m/%Y"],
        widget=forms.TextInput(attrs={"placeholder": "21/11/2026 16:30", "autocomplete": "off"}),
        error_messages={"invalid": _("Xin ghi như 21/11/2026 16:30.")},
        help_text=_("Để trống nếu hệ thống ấy không cho biết."),
    )


class OutsideForm(forms.Form):
    """One dossier of another system."""

    source_system = forms.ChoiceField(label=_("Hệ thống giữ hồ sơ"), choices=SYSTEMS)
    external_code = _asked(_("Mã hồ sơ của hệ thống ấy"), 60)
    procedure_code = _asked(_("Mã thủ tục"), 40, help_text=_("Ví dụ: 1.001193"))
    owner_name = _asked(_("Họ tên chủ hồ sơ"), 200)
    owner_number = forms.CharField(label=_("Số định danh của chủ hồ sơ"), max_length=20, required=False)
    owner_phone = forms.CharField(
        label=_("Điện thoại của chủ hồ sơ"),
        max_length=20,
        required=False,
        help_text=_("Có một trong hai số thì người dân tự tra cứu được bằng mã của hệ thống ấy."),
    )
    status = forms.ChoiceField(
        label=_("Trạng thái ở hệ thống ấy"),
        choices=[(str(code), format_lazy("{} – {}", code, label)) for code, label in STATUSES],
    )
    submitted_at = _moment(_("Ngày nộp ở hệ thống ấy"))
    received_at = _moment(_("Ngày hệ thống ấy tiếp nhận"))
    due_at = _moment(_("Hẹn trả của hệ thống ấy"))

    def __init__(self, *given: Any, closes: Callable[[date], time] = lambda _day: time(17), **more: Any) -> None:
        super().__init__(*given, **more)
        self._closes = closes

    def clean_due_at(self) -> datetime | None:
        """A day alone lasts until the office closes."""
        due: datetime | None = self.cleaned_data["due_at"]
        if due is None or ":" in self["due_at"].data:
            return due
        day = clock.local(due).date()
        return datetime.combine(day, self._closes(day), tzinfo=clock.OFFICE)


class ListForm(forms.Form):
    """A list to look at before it is brought in."""

    source_system = forms.ChoiceField(label=_("Hệ thống cho danh sách"), choices=SYSTEMS)
    list = forms.FileField(
        label=_("Tệp danh sách (.xlsx hoặc .csv, đến 1 MB)"),
        error_messages={"required": _("Xin chọn một tệp."), "empty": _("Tệp này trống.")},
    )

    def clean_list(self) -> Any:
        """Not too large to be read at once."""
        given = self.cleaned_data["list"]
        if given.size > LARGEST_LIST:
            raise forms.ValidationError(_("Tệp lớn hơn 1 MB. Xin chia nhỏ danh sách."))
        return given


class SureForm(forms.Form):
    """The rows that were shown, sealed so that what is brought in is what was looked at."""

    rows = forms.CharField(widget=forms.HiddenInput, max_length=4_000_000)
