"""The code another system gave: a plain validator; its form is checked by the command."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """The code of the National Portal."""

    code = forms.CharField(
        label=_("Mã hồ sơ Cổng đã cấp"),
        max_length=60,
        help_text=_("Chép đúng như Cổng ghi, ví dụ G09.20-20261121-0001234."),
        error_messages={"required": _("Xin ghi mã hồ sơ mà Cổng đã cấp.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
