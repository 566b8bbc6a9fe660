"""What a change set is made of: the decision's own facts and its file; reasons; a check of a procedure."""

from __future__ import annotations

import codecs
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from motcua.apps.procedures.commands import handed_in
from motcua.apps.procedures.commands.changing import Decision
from motcua.surfaces.console.forms.calendar import date_field

MOST_BYTES = 5 * 1024 * 1024
ZIP = b"PK"
EMPTY = _("Không để trống.")


class ChangeForm(forms.Form):
    """A decision and the file of its changes."""

    number = forms.CharField(label=_("Số quyết định công bố"), max_length=200, error_messages={"required": EMPTY})
    issuer = forms.CharField(label=_("Cơ quan, người ban hành"), max_length=200, error_messages={"required": EMPTY})
    decided_on = date_field(_("Ngày ban hành"))
    effective_from = date_field(_("Ngày có hiệu lực"))
    source = forms.CharField(
        label=_("Nguồn"), help_text=_("Công báo, địa chỉ công khai hoặc số văn bản đến."), max_length=300,
        error_messages={"required": EMPTY},
    )  # fmt: skip
    file = forms.FileField(
        label=_("Tệp thay đổi"), help_text=_("Trang tính .xlsx theo mẫu, hoặc JSON mỗi dòng một thủ tục; tối đa 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.json,.jsonl"}),
        error_messages={"required": _("Xin chọn tệp."), "empty": _("Tệp trống.")},
    )  # fmt: skip

    def clean_file(self) -> Any:
        """A file small enough to be read while somebody waits."""
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(say("Tệp lớn hơn 5 MB. Xin chia thành nhiều đợt."))
        return given

    def decision(self) -> Decision:
        """The decision's facts, once the form is valid."""
        data = self.cleaned_data
        names = ("number", "issuer", "decided_on", "effective_from", "source")
        return Decision(**{name: data[name] for name in names}, file_name=data["file"].name[:200])

    def rows(self) -> list[handed_in.Row | Any]:
        """The file's rows, sheet or lines. Raises Invalid where it can be neither."""
        content: bytes = self.cleaned_data["file"].read()
        if content.startswith(ZIP):
            return handed_in.rows_of_sheet(content)
        return list(content.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="replace").splitlines())


class SeenForm(forms.Form):
    """An act upon what was seen: nothing else is asked."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ReasonForm(SeenForm):
    """An act that needs its reason."""

    reason = forms.CharField(
        label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}), max_length=300,
        error_messages={"required": _("Xin ghi lý do.")},
    )  # fmt: skip


class CheckForm(forms.Form):
    """What a procedure was compared with."""

    source = forms.CharField(
        label=_("Đã đối chiếu với"), max_length=300,
        help_text=_("Quyết định công bố, trang của Cổng quốc gia và ngày xem."),
        error_messages={"required": EMPTY},
    )  # fmt: skip


class CheckDaysForm(forms.Form):
    """How long a check holds."""

    days = forms.IntegerField(
        label=_("Kiểm tra lại sau (ngày)"), min_value=1, max_value=3650,
        error_messages={"required": _("Xin ghi số ngày."), "invalid": _("Xin ghi số ngày.")},
    )  # fmt: skip
