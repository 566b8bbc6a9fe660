"""One line: the place as somebody writes or remembers it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class PlaceForm(forms.Form):
    """An old or a present name; a plain validator."""

    place = forms.CharField(
        label=_("Tên xã, phường, thị trấn; thêm huyện, tỉnh nếu biết"),
        help_text=_("Ví dụ: Hướng Hiệp, Đakrông, Quảng Trị. Viết không dấu cũng được."),
        max_length=300,
        error_messages={"required": _("Xin ghi tên xã, phường hoặc thị trấn.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
