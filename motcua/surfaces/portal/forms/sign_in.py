"""What a citizen types to sign in: first the telephone, then the code and the second fact."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PhoneForm(forms.Form):
    """The telephone the code goes to."""

    phone = forms.CharField(
        label=_("Số điện thoại"),
        max_length=20,
        help_text=_("Mã đăng nhập gồm 6 chữ số sẽ được gửi đến số này. Nhiều người dùng chung một số cũng được."),
        error_messages={"required": _("Xin ghi số điện thoại.")},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )


class CodeForm(forms.Form):
    """The code, the citizen number where it is at hand, and the name of somebody who comes for the first time."""

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
        required=False,
        help_text=_("12 chữ số in trên thẻ căn cước. Không nhớ hết thì để trống: trang sau hỏi ông/bà là ai."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Họ và tên"),
        max_length=120,
        required=False,
        help_text=_("Chỉ cần ghi khi ông/bà đến lần đầu."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class WhoForm(forms.Form):
    """Which of a telephone's people it is, and the end of their number."""

    who = forms.ChoiceField(
        label=_("Chữ cái đầu của họ tên ông/bà"),
        widget=forms.RadioSelect,
        help_text=_("Không hiện cả tên, để người cầm máy không biết tên người khác."),
        error_messages={"required": _("Xin chọn một người."), "invalid_choice": _("Xin chọn một người.")},
    )
    tail = forms.CharField(
        label=_("6 chữ số cuối của số định danh cá nhân"),
        max_length=20,
        help_text=_("In trên thẻ căn cước của chính ông/bà."),
        error_messages={"required": _("Xin ghi 6 chữ số cuối.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, people: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [(one, one) for one in people]  # type: ignore[attr-defined]
        if len(people) == 1:
            self.initial.setdefault("who", people[0])


class NewPersonForm(forms.Form):
    """One more person of a telephone."""

    name = forms.CharField(
        label=_("Họ và tên"),
        max_length=120,
        error_messages={"required": _("Xin ghi họ và tên.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    number = forms.CharField(
        label=_("Số định danh cá nhân"),
        max_length=20,
        help_text=_("12 chữ số in trên thẻ căn cước."),
        error_messages={"required": _("Xin ghi số định danh cá nhân.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
