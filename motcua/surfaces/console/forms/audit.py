"""What the log is searched by."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.surfaces.console.forms.calendar import date_field


class LogForm(forms.Form):
    """How a command's name begins, and the day."""

    command = forms.RegexField(
        regex=r"^[a-z_.]*$", label=_("Lệnh bắt đầu bằng"), required=False, max_length=60,
        error_messages={"invalid": _("Tên lệnh chỉ có chữ thường, dấu chấm, gạch dưới; ví dụ dossiers.")},
    )  # fmt: skip
    day = date_field(_("Ngày"), required=False)


class CodeForm(forms.Form):
    """One dossier by its code."""

    code = forms.CharField(
        label=_("Mã hồ sơ"), max_length=60, error_messages={"required": _("Xin ghi mã hồ sơ.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
