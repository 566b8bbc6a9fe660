"""What somebody with a link shows before they see anything: the code on their telephone and a second fact."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ProofForm(forms.Form):
    """The code, and the personal number or year of birth; a plain validator."""

    code = forms.CharField(
        label=_("Mã xác nhận"),
        max_length=10,
        help_text=_("6 chữ số vừa gửi đến điện thoại của ông/bà, dùng được trong 5 phút."),
        error_messages={"required": _("Xin nhập mã vừa gửi đến điện thoại.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
    fact = forms.CharField(
        label=_("Số định danh cá nhân hoặc năm sinh của ông/bà"),
        max_length=20,
        error_messages={"required": _("Xin ghi số định danh hoặc năm sinh.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
