"""The messages a dossier has caused, as its person is told of them: what, when and whether it has arrived."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.notifications import queries as notifications
from motcua.apps.notifications.states import ByHand, Channel, Kind, MessageState
from motcua.apps.notifications.values import ToldRow
from motcua.base.db import scope
from motcua.ui import format as say

#: Every kind that `told_to_filer` brings; who of several said no is nobody's news here.
KINDS: Final[dict[Kind, str | Promise]] = {
    Kind.SIGNATORY_DECLINED: gettext_lazy("Có người cùng ký chưa đồng ý"),
    Kind.ALL_CONFIRMED: gettext_lazy("Mọi người cùng ký đã xác nhận"),
    Kind.SUBMITTED: gettext_lazy("Đã nhận hồ sơ nộp trực tuyến"),
    Kind.ACCEPTED: gettext_lazy("Đã tiếp nhận, ngày hẹn trả"),
    Kind.SUPPLEMENT_ASKED: gettext_lazy("Cần ông/bà bổ sung"),
    Kind.SUPPLEMENT_AT_COUNTER: gettext_lazy("Cần ông/bà bổ sung tại quầy"),
    Kind.SUPPLEMENT_RECEIVED: gettext_lazy("Đã nhận bổ sung"),
    Kind.DUTY_ASKED: gettext_lazy("Cần ông/bà thực hiện nghĩa vụ tài chính"),
    Kind.CLOCK_RUNS: gettext_lazy("Giải quyết tiếp, ngày hẹn mới"),
    Kind.DUE_MOVED: gettext_lazy("Lịch làm việc đổi, ngày hẹn mới"),
    Kind.WITHDRAWAL_DENIED: gettext_lazy("Không đồng ý cho rút hồ sơ"),
    Kind.WITHDRAWN: gettext_lazy("Đã rút hồ sơ"),
    Kind.REFUSED: gettext_lazy("Không tiếp nhận, vì sao"),
    Kind.STOPPED: gettext_lazy("Dừng giải quyết, vì sao"),
    Kind.DECIDED: gettext_lazy("Đã có kết quả"),
    Kind.DECIDED_POST: gettext_lazy("Đã có kết quả, gửi qua bưu chính"),
    Kind.DECIDED_ELECTRONIC: gettext_lazy("Đã có kết quả, xem trong tài khoản"),
    Kind.REOPENED: gettext_lazy("Kết quả đang được xem lại, xin chưa đến nhận"),
    Kind.RETURNED: gettext_lazy("Đã trả kết quả"),
    Kind.RETURNED_POST: gettext_lazy("Đã gửi kết quả qua bưu chính"),
    Kind.RETURNED_ELECTRONIC: gettext_lazy("Đã trả kết quả bằng bản điện tử"),
    Kind.LATE_APOLOGY: gettext_lazy("Xin lỗi vì chậm và ngày hẹn mới"),
}
_WAYS: Final[dict[str, str | Promise]] = {
    Channel.SMS: gettext_lazy("tin nhắn điện thoại"),
    Channel.ZALO: gettext_lazy("Zalo"),
    Channel.EMAIL: gettext_lazy("thư điện tử"),
}
_BY_HAND: Final[dict[str, str | Promise]] = {
    ByHand.CALLED: gettext_lazy("Trung tâm đã gọi điện"),
    ByHand.PRINTED: gettext_lazy("Trung tâm đã in giấy báo"),
    ByHand.NEEDLESS: gettext_lazy("Không phải gửi nữa"),
}


@dataclass(frozen=True, slots=True)
class SentLine:
    """One message: its state in a word, the light of that, and what there is to add."""

    at: datetime
    what: str
    state: str
    mark: str
    more: str = ""


def rows(dossier_id: UUID) -> tuple[ToldRow, ...]:
    """Those to the filer, newest first; links to others who sign are nobody else's news. One statement."""
    with scope.opened(dossier_id):
        return notifications.told_to_filer(dossier_id=dossier_id)[::-1]


def lines(found: Iterable[ToldRow]) -> tuple[SentLine, ...]:
    """The same in words."""
    return tuple(_line(row) for row in found)


def _line(row: ToldRow) -> SentLine:
    return SentLine(row.sent_at or row.created_at, str(KINDS[Kind(row.kind)]), *_state(row))


def _state(row: ToldRow) -> tuple[str, str, str]:
    match MessageState(row.state):
        case MessageState.SENT:
            way = _WAYS.get(row.channel)
            return _("Đã gửi"), "done", (_("bằng %(way)s") % {"way": way} if way else "")
        case MessageState.PENDING:
            waits = row.next_at > row.created_at  # for the end of the quiet hours
            return _("Chờ gửi"), "wait", (_("từ %(at)s") % {"at": say.when(row.next_at)} if waits else "")
        case MessageState.LETTER:
            return _("Chưa gửi được"), "near", _("Trung tâm sẽ gọi điện hoặc gửi giấy")
        case MessageState.BY_HAND:
            return _("Đã báo"), "done", str(_BY_HAND.get(row.handled_how, ""))
        case MessageState.OVERTAKEN:
            return _("Không gửi nữa"), "done", _("nội dung không còn đúng")
        case _:
            return _("Chưa gửi được"), "near", _("xin xem ngay trên trang này")
