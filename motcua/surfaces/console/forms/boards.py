"""A print asked for, a row of the posting book, the centre's own list, and what it says of one procedure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from motcua.apps.printing.values import Size
from motcua.apps.procedures.values import OnlineLevel
from motcua.apps.procedures.values.boards import ListRead, ListRow, SheetKind
from motcua.kernel.text import nfc
from motcua.surfaces.console.forms.calendar import date_field
from motcua.surfaces.console.forms.fact_words import LEVELS

SIZES = ((Size.A3.value, "A3"), (Size.A4.value, "A4"))
#: A list of some hundred rows is some tens of kilobytes.
MOST_BYTES = 5 * 1024 * 1024
#: How long a list that was looked at may wait to be taken.
LIST_AGE = 60 * 60
LIST_SALT = "console.boards.list"
KINDS = {
    SheetKind.COVER: _("Bìa và số lượng"),
    SheetKind.FIELD: _("Danh mục lĩnh vực"),
    SheetKind.PROCEDURE: _("Tờ QR thủ tục"),
    SheetKind.LABELS: _("Bảng mã QR lĩnh vực"),
}
#: Where sheets usually hang; anything else may be written.
PLACES = (_("Sảnh Trung tâm"), _("Quầy tiếp nhận"), _("Nhà văn hóa thôn"), _("Trụ sở Ủy ban"))


class PrintForm(forms.Form):
    """One sheet on one size."""

    kind = forms.ChoiceField(choices=[(kind.value, word) for kind, word in KINDS.items()])
    key = forms.CharField(max_length=60, required=False)
    size = forms.ChoiceField(choices=SIZES)


class WholeForm(forms.Form):
    """A long print: the whole board, or the QR sheets of a field ("" = of every field)."""

    what = forms.ChoiceField(choices=[("board", ""), ("codes", "")])
    field = forms.CharField(max_length=60, required=False)
    size = forms.ChoiceField(choices=SIZES)


class HangForm(forms.Form):
    """Which print hangs where since when, with a photograph."""

    sheet = forms.MultipleChoiceField(
        label=_("Bản in"), help_text=_("Giữ phím Ctrl để chọn nhiều bản treo cùng một nơi."),
        widget=forms.SelectMultiple(attrs={"size": 10}),
        error_messages={"required": _("Xin chọn bản in đã niêm yết.")},
    )  # fmt: skip
    place = forms.CharField(
        label=_("Nơi niêm yết"), help_text=_("Ví dụ: Sảnh Trung tâm, Nhà văn hóa thôn 3."), max_length=160,
        widget=forms.TextInput(attrs={"list": "noi-niem-yet"}),
        error_messages={"required": _("Xin ghi nơi niêm yết, tối đa 160 ký tự.")},
    )  # fmt: skip
    since = date_field(_("Niêm yết từ ngày"))
    photo = forms.FileField(
        label=_("Ảnh chụp tại chỗ (nếu có)"), required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )  # fmt: skip

    def __init__(self, *args: Any, prints: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = self.fields["sheet"]
        assert isinstance(offered, forms.MultipleChoiceField)
        offered.choices = list(prints)


class PhotoForm(forms.Form):
    """A further photograph."""

    photo = forms.FileField(
        label=_("Thêm ảnh"), widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
        error_messages={"required": _("Xin chọn ảnh.")},
    )  # fmt: skip


class TakeDownForm(forms.Form):
    """Since when a sheet no longer hangs, and why."""

    day = date_field(_("Gỡ ngày"))
    reason = forms.CharField(label=_("Lý do (nếu cần)"), max_length=200, required=False)

    def clean_reason(self) -> str:
        """In the one form we store."""
        return nfc(self.cleaned_data["reason"])


class ListForm(forms.Form):
    """The centre's own list as a file."""

    file = forms.FileField(
        label=_("Tệp danh sách (CSV hoặc XLSX)"),
        help_text=_("Cần cột mã thủ tục; có thể có cột mức độ trực tuyến, quầy, điện thoại. Ô trống: giữ như cũ."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
        error_messages={"required": _("Xin chọn tệp.")},
    )  # fmt: skip

    def clean_file(self) -> bytes:
        """The content, of a size a list has."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(say("Tệp lớn hơn 5 MB, không phải danh sách thủ tục."))
        return bytes(upload.read())


class TakeForm(forms.Form):
    """A list that was looked at, carried along signed; and whether procedures it does not name are struck off."""

    token = forms.CharField(widget=forms.HiddenInput)
    #: The list of one centre is no list of another.
    centre_id = 0
    strike = forms.BooleanField(
        label=_("Ghi «không tiếp nhận» cho các thủ tục không có trong danh sách"), required=False
    )

    def clean_token(self) -> ListRead:
        """The rows that were looked at, unchanged and not an hour old."""
        try:
            told = signing.loads(self.cleaned_data["token"], salt=_salt(self.centre_id), max_age=LIST_AGE)
        except signing.BadSignature:
            raise forms.ValidationError(say("Danh sách đã để quá một giờ. Xin gửi lại tệp.")) from None
        levels = [(line, code, OnlineLevel(level) if level else None, q, p) for line, code, level, q, p in told["rows"]]
        return ListRead(rows=tuple(ListRow(*row) for row in levels), problems=(), named=frozenset(told["named"]))


class PostingForm(forms.Form):
    """What the centre says of one procedure."""

    listed = forms.BooleanField(label=_("Trung tâm tiếp nhận thủ tục này"), required=False)
    online_level = forms.ChoiceField(
        label=_("Mức độ trực tuyến theo danh sách của Trung tâm"), required=False,
        choices=[("", _("Chưa nêu")), *((level.value, word) for level, word in LEVELS.items())],
    )  # fmt: skip
    counter_text = forms.CharField(label=_("Nơi tiếp nhận"), max_length=200, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=40, required=False)


def take_form(centre_id: int, *args: Any, **kwargs: Any) -> TakeForm:
    """The form that takes a list looked at for this centre."""
    form = TakeForm(*args, **kwargs)
    form.centre_id = centre_id
    return form


def carried(read: ListRead, *, centre_id: int) -> str:
    """The good rows of a list as a signed word for the page's form."""
    rows = [(row.line, row.code, str(row.level or ""), row.counter, row.phone) for row in read.rows]
    return signing.dumps({"rows": rows, "named": sorted(read.named)}, salt=_salt(centre_id), compress=True)


def _salt(centre_id: int) -> str:
    return f"{LIST_SALT}.{centre_id}"


def field_words() -> dict[str, str]:
    """The columns of a list as a problem names them."""
    return {"code": say("Mã"), "level": say("Mức độ"), "counter": say("Quầy"), "phone": say("Điện thoại")}
