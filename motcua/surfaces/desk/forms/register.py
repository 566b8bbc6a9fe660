"""The period of a register: from which day to which."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_A_DATE = _("Xin chọn một ngày có thật, ví dụ 24/11/2026.")


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _A_DATE, "required": _A_DATE},
    )


class PeriodForm(forms.Form):
    """Both days count."""

    since = _day(_("Tiếp nhận từ ngày"))
    until = _day(_("Đến hết ngày"))

    def clean(self) -> dict[str, Any]:
        """The first day is not after the last."""
        told = super().clean() or {}
        if told.get("since") and told.get("until") and told["since"] > told["until"]:
            self.add_error("until", gettext("Ngày cuối phải từ ngày đầu trở đi."))
        return told
