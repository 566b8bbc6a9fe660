"""A centre's words for a message, its quiet hours and channels, and how a letter was ended; and all of it in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from motcua.apps.notifications.states import ByHand, Channel, Kind, MessageState

KINDS = {
    Kind.SIGN_IN_CODE: _("Mã đăng nhập"),
    Kind.CONFIRM_CODE: _("Mã xác nhận"),
    Kind.FILER_CODE: _("Mã người nộp đồng ý"),
    Kind.SIGNATORY_ASKED: _("Mời cùng xác nhận"),
    Kind.SIGNATORY_DECLINED: _("Người cùng ký không đồng ý"),
    Kind.ALL_CONFIRMED: _("Mọi người đã xác nhận"),
    Kind.SUBMITTED: _("Đã nhận hồ sơ trực tuyến"),
    Kind.ACCEPTED: _("Đã tiếp nhận, hẹn trả"),
    Kind.SUPPLEMENT_ASKED: _("Cần bổ sung giấy tờ"),
    Kind.SUPPLEMENT_AT_COUNTER: _("Cần bổ sung tại quầy"),
    Kind.SUPPLEMENT_RECEIVED: _("Đã nhận bổ sung"),
    Kind.DUTY_ASKED: _("Nghĩa vụ tài chính"),
    Kind.CLOCK_RUNS: _("Giải quyết tiếp, ngày hẹn mới"),
    Kind.DUE_MOVED: _("Lịch đổi, ngày hẹn mới"),
    Kind.WITHDRAWAL_DENIED: _("Không đồng ý cho rút"),
    Kind.WITHDRAWN: _("Đã rút theo yêu cầu"),
    Kind.REFUSED: _("Từ chối tiếp nhận"),
    Kind.STOPPED: _("Dừng giải quyết"),
    Kind.DECIDED: _("Đã có kết quả"),
    Kind.DECIDED_POST: _("Đã có kết quả, gửi qua bưu chính"),
    Kind.DECIDED_ELECTRONIC: _("Đã có kết quả, xem trong tài khoản"),
    Kind.REOPENED: _("Kết quả đang xem lại"),
    Kind.RETURNED: _("Đã trao kết quả"),
    Kind.RETURNED_POST: _("Đã gửi kết quả qua bưu chính"),
    Kind.RETURNED_ELECTRONIC: _("Đã trả kết quả bằng bản điện tử"),
    Kind.LATE_APOLOGY: _("Xin lỗi và hẹn lại"),
}
CHANNELS = {
    Channel.CONSOLE: _("Màn hình máy chủ"),
    Channel.FILE: _("Tệp cho tổng đài"),
    Channel.SMS: _("Tin SMS"),
    Channel.ZALO: _("Zalo"),
    Channel.EMAIL: _("Thư điện tử"),
}
#: Each state in words and the mark it is shown with. A message that waits for the morning is told as `held`.
STATES = {
    MessageState.PENDING.value: (_("Chờ gửi"), "new"),
    MessageState.SENT.value: (_("Đã chuyển đi"), "good"),
    MessageState.FAILED.value: (_("Không gửi được"), "late"),
    MessageState.PARKED.value: (_("Đã thôi thử"), "late"),
    MessageState.LETTER.value: (_("Chờ in và gọi"), "near"),
    MessageState.BY_HAND.value: (_("Đã báo tận tay"), "done"),
    MessageState.OVERTAKEN.value: (_("Không còn đúng, không gửi"), "done"),
    "held": (_("Chờ hết giờ yên lặng"), "wait"),
    "again": (_("Sẽ thử lại"), "near"),
}
#: Why a message did not go, where its dossier stands where it stood.
OVERTAKEN = {
    "date-moved": _("Ngày đã đổi"),
    "link-over": _("Đường dẫn không còn dùng"),
    "answered": _("Người ấy đã trả lời khác"),
}
ENDS = {
    ByHand.CALLED: _("Đã gọi điện báo"),
    ByHand.PRINTED: _("Đã in và gửi giấy"),
    ByHand.NEEDLESS: _("Không cần báo nữa"),
}


class WordingForm(forms.Form):
    """The centre's own words; empty gives the house's back."""

    text = forms.CharField(
        label=_("Lời của Trung tâm"),
        required=False,
        max_length=1000,
        help_text=_("Bỏ trống để dùng lại lời chung."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class WaysForm(forms.Form):
    """When messages wait, and which channel is tried first, second, …"""

    begins = forms.TimeField(
        label=_("Giờ yên lặng từ"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Xin ghi giờ."), "invalid": _("Xin ghi giờ, ví dụ 21:00.")},
    )
    ends = forms.TimeField(
        label=_("đến"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Xin ghi giờ."), "invalid": _("Xin ghi giờ, ví dụ 21:00.")},
    )
    unaccented = forms.BooleanField(
        label=_("Gửi tin không dấu tới điện thoại"),
        required=False,
        help_text=_("Ngắn hơn và rẻ hơn; thư điện tử vẫn có dấu."),
    )

    def __init__(self, *args: Any, channels: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", say("Không"))] + [(one, CHANNELS[Channel(one)]) for one in channels]
        for place in range(len(channels)):
            self.fields[f"way{place}"] = forms.ChoiceField(
                label=say("Kênh thử thứ %(n)s") % {"n": place + 1}, choices=choices, required=False
            )

    def order(self) -> list[str]:
        """The channels chosen, in their order."""
        return [self.cleaned_data[name] for name in self.fields if name.startswith("way") and self.cleaned_data[name]]


class EndForm(forms.Form):
    """How a clerk told it."""

    how = forms.ChoiceField(
        label=_("Đã báo bằng cách nào"),
        choices=[(how.value, word) for how, word in ENDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Xin chọn một cách.")},
    )
