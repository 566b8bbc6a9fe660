"""Accounts, positions, who holds them, who stands in, and counters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from motcua.kernel.actor import Role
from motcua.kernel.clock import office_time
from motcua.kernel.text import nfc
from motcua.surfaces.console.forms.calendar import date_field
from motcua.surfaces.console.forms.fact_words import ROLES

#: Where the administrator finds what an officer signs in by.
KNOWN = _("Tên đăng nhập của từng người có trong danh sách tài khoản.")


def _username(label: Any, hint: Any) -> forms.RegexField:
    return forms.RegexField(
        regex=r"^[a-z0-9][a-z0-9._-]{1,59}$",
        label=label,
        help_text=hint,
        error_messages={
            "required": _("Xin ghi tên đăng nhập."),
            "invalid": _("Chỉ dùng chữ thường không dấu, số, dấu chấm, gạch; từ 2 đến 60 ký tự."),
        },
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )


def begin_of(day: date) -> datetime:
    """The first moment of an office's day."""
    return office_time(day.year, day.month, day.day)


def end_of(day: date) -> datetime:
    """The moment after an office's day: "until that day" counts the whole of it."""
    return begin_of(day + timedelta(days=1))


class AccountForm(forms.Form):
    """A new officer."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120, error_messages={"required": _("Xin ghi họ và tên.")})
    username = _username(_("Tên đăng nhập"), _("Chữ thường không dấu, số, dấu chấm hoặc gạch; ví dụ lan.nguyen."))


class _WithFields(forms.Form):
    """Something that may be limited to some fields of work."""

    fields_of_work = forms.MultipleChoiceField(
        label=_("Lĩnh vực"), required=False, help_text=_("Không chọn gì nghĩa là mọi lĩnh vực."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )  # fmt: skip

    def __init__(self, *args: Any, fields: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = self.fields["fields_of_work"]
        assert isinstance(offered, forms.MultipleChoiceField)
        offered.choices = list(fields)


class PositionForm(_WithFields):
    """A role at the centre with its title."""

    role = forms.ChoiceField(label=_("Vai trò"))
    title = forms.CharField(
        label=_("Chức danh"), max_length=120, error_messages={"required": _("Xin ghi tên chức danh.")}
    )
    reports_to = forms.TypedChoiceField(label=_("Báo cáo cho"), required=False, coerce=int, empty_value=None)
    field_order = ["role", "title", "reports_to", "fields_of_work"]

    def __init__(
        self, *args: Any, positions: Sequence[tuple[int, str]], roles: Collection[Role], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        role, above = self.fields["role"], self.fields["reports_to"]
        assert isinstance(role, forms.ChoiceField)
        assert isinstance(above, forms.TypedChoiceField)
        role.choices = [(one.value, word) for one, word in ROLES.items() if one in roles]
        above.choices = [("", say("Không ai")), *positions]


class CounterForm(_WithFields):
    """A counter of the centre."""

    number = forms.IntegerField(
        label=_("Quầy số"), min_value=1, max_value=999, error_messages={"required": _("Xin ghi số quầy.")}
    )
    name = forms.CharField(label=_("Tên quầy"), max_length=120, error_messages={"required": _("Xin ghi tên quầy.")})
    field_order = ["number", "name", "fields_of_work"]


class CentreForm(forms.Form):
    """What papers and pages tell of the centre; and where the house has several calendars, which one it goes by."""

    address = forms.CharField(label=_("Địa chỉ"), max_length=300, error_messages={"required": _("Xin ghi địa chỉ.")})
    phone = forms.CharField(label=_("Điện thoại"), max_length=30, required=False)
    hours = forms.CharField(
        label=_("Giờ làm việc"),
        help_text=_("Như in trên giấy và trang đầu, ví dụ: Thứ Hai đến thứ Sáu: 7:00 – 11:30, 13:30 – 17:00."),
        max_length=300,
        error_messages={"required": _("Xin ghi giờ làm việc.")},
    )
    agency_code = forms.CharField(
        label=_("Mã định danh cơ quan"),
        help_text=_("Đứng đầu mã hồ sơ từ nay về sau; chưa có thì để trống, mã hồ sơ bắt đầu bằng TMP."),
        max_length=40,
        required=False,
    )

    def __init__(self, *given: Any, calendars: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        if len(calendars) > 1:
            told = _("Khi chọn lịch khác, ngày hẹn của hồ sơ đang giải quyết được tính lại sau 15 phút.")
            self.fields["calendar"] = forms.ChoiceField(label=_("Lịch làm việc"), choices=calendars, help_text=told)


class AppointForm(forms.Form):
    """Who gets a position, from which day to which."""

    username = _username(_("Tên đăng nhập của người nhận"), KNOWN)
    since = date_field(_("Từ ngày"))
    until = date_field(_("Đến hết ngày (nếu có)"), required=False)

    def clean_until(self) -> datetime | None:
        """The end of the last day."""
        last = self.cleaned_data["until"]
        return end_of(last) if last else None


class EndForm(forms.Form):
    """When a holding ends."""

    until = date_field(_("Hết ngày (bỏ trống: ngay bây giờ)"), required=False)

    def clean_until(self) -> datetime | None:
        """The end of the last day."""
        last = self.cleaned_data["until"]
        return end_of(last) if last else None


class SubstituteForm(forms.Form):
    """Who stands in, from which day to which, and why."""

    username = _username(_("Tên đăng nhập của người thay"), KNOWN)
    since = date_field(_("Từ ngày"))
    until = date_field(_("Đến hết ngày"))
    reason = forms.CharField(
        label=_("Lý do vắng"), max_length=200, error_messages={"required": _("Xin ghi lý do vắng.")}
    )

    def clean_reason(self) -> str:
        """In the one form we store."""
        return nfc(self.cleaned_data["reason"])
