"""What a citizen types to sign in: first the telephone, then the code and the second fact."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class PhoneForm(forms.Form):
    """The telephone the code goes to."""

    phone = forms.CharField(
        label=_("Số điện thoại"),
        max_length=20,
        help_text=_("Mã đăng nhập gồm 6 chữ số sẽ được gửi đến số này."),
        error_messages={"required": _("Xin ghi số điện thoại.")},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )


class CodeForm(forms.Form):
    """The code, the citizen number, and the name of somebody who comes for the first time."""

    code = forms.CharField(
        label=_("Mã đăng nhập"),
        max_length=10,
        help_text=_("6 chữ số vừa gửi đến điện thoại của ông/bà, dùng được trong 5 phút."),
        error_messages={"required": _("Xin nhập mã vừa gửi đến điện thoại.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
    number = forms.CharField(
        label=_("Số định danh cá nhân"),
        max_length=20,
        help_text=_("12 chữ số in trên thẻ căn cước. Nhiều người có thể dùng chung một điện thoại, nên cần số này."),
        error_messages={"required": _("Xin ghi số định danh cá nhân.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Họ và tên"),
        max_length=120,
        required=False,
        help_text=_("Chỉ cần ghi khi ông/bà đến lần đầu."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
