"""Who helps, and how the filer says yes: plain validators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.apps.dossiers.states import HelperKind
from motcua.apps.dossiers.values.attested import Attested, Manner
from motcua.apps.dossiers.values.helping import HelperSaid


class HelperForm(forms.Form):
    """What a helper without a duty at the centre says of themselves."""

    kind = forms.ChoiceField(
        label=_("Ông/bà giúp với tư cách gì?"),
        choices=[
            (HelperKind.RELATIVE.value, _("Người nhà của người nộp")),
            (HelperKind.OTHER.value, _("Hàng xóm, trưởng thôn, đoàn thể, người khác")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Xin chọn ông/bà giúp với tư cách gì.")},
    )
    of = forms.CharField(
        label=_("Ông/bà là gì của người nộp, hoặc ở tổ chức nào?"),
        help_text=_("Ví dụ: con trai, hàng xóm, Hội Phụ nữ Thôn 2."),
        max_length=120,
        error_messages={"required": _("Xin ghi ông/bà là gì của người nộp, hoặc ở tổ chức nào.")},
    )

    def said(self) -> HelperSaid:
        """As one value."""
        return HelperSaid(HelperKind(self.cleaned_data["kind"]), self.cleaned_data["of"])


class FilerCodeForm(forms.Form):
    """The code the filer reads out."""

    code = forms.CharField(
        label=_("Mã người nộp đọc cho ông/bà"),
        max_length=10,
        help_text=_("6 chữ số vừa gửi đến điện thoại của người nộp, dùng được trong 5 phút."),
        error_messages={"required": _("Xin nhập mã mà người nộp đọc.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class SheetForm(forms.Form):
    """What an officer saw the filer put on the sheet."""

    manner = forms.ChoiceField(
        label=_("Người nộp xác nhận bằng"),
        choices=[(Manner.SIGNATURE.value, _("Ký tên")), (Manner.THUMB.value, _("Điểm chỉ, có người làm chứng"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Xin chọn người nộp ký hay điểm chỉ.")},
    )
    witness = forms.CharField(label=_("Người làm chứng"), required=False, max_length=120)
    interpreter = forms.CharField(label=_("Người phiên dịch"), required=False, max_length=120)
    language = forms.CharField(label=_("Phiên dịch từ tiếng"), required=False, max_length=60)

    def attested(self) -> Attested:
        """As one value."""
        told = {name: text.strip() for name, text in self.cleaned_data.items() if name != "manner"}
        return Attested(manner=Manner(self.cleaned_data["manner"]), **told)

    def clean(self) -> dict[str, Any]:
        """A thumb print has its witness, an interpreter a language."""
        given = super().clean() or {}
        if given.get("manner"):
            for field, text in self.attested().problems().items():
                self.add_error(field, gettext(text))
        return given
