"""What an officer types to sign in, and the choice among several centres."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PasswordForm(forms.Form):
    """Username and password."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        error_messages={"required": _("Xin ghi tên đăng nhập.")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=200,
        strip=False,
        error_messages={"required": _("Xin ghi mật khẩu.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class SecondFactorForm(forms.Form):
    """The six digits the authenticator program shows now."""

    code = forms.CharField(
        label=_("Mã xác thực"),
        max_length=10,
        help_text=_("6 chữ số đang hiện trong ứng dụng xác thực; đổi sau mỗi 30 giây."),
        error_messages={"required": _("Xin nhập mã đang hiện trong ứng dụng xác thực.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class CentreForm(forms.Form):
    """Which of one's centres to work at now."""

    centre = forms.TypedChoiceField(
        label=_("Trung tâm làm việc"),
        coerce=int,
        error_messages={"required": _("Xin chọn một trung tâm.")},
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, centres: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["centre"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = list(centres)
