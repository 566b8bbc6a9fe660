"""The two things that open a dossier to the public."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class TrackingForm(forms.Form):
    """A code and a second fact; a plain validator, the query decides."""

    NOT_FOUND = _("Không tìm thấy hồ sơ có mã và số này. Xin xem lại mã trên giấy hẹn và số đã khai khi nộp.")

    code = forms.CharField(
        label=_("Mã hồ sơ"),
        help_text=_("In trên giấy hẹn và trong tin nhắn, ví dụ H99.99-261120-0007."),
        max_length=60,
        error_messages={"required": _("Xin ghi mã hồ sơ.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    second_fact = forms.CharField(
        label=_("Số định danh cá nhân hoặc số điện thoại đã khai"),
        help_text=_("Của người nộp hoặc của chủ hồ sơ. Điện thoại nhiều người dùng chung thì ghi số định danh."),
        max_length=20,
        error_messages={"required": _("Xin ghi một trong hai số.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
