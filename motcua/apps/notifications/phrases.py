"""The sentences we send, one per kind: whole, short enough for two SMS, without a person's name or number."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.apps.notifications.states import Kind

BODIES = {
    Kind.SIGN_IN_CODE: _(
        "Mã đăng nhập Một cửa: %(code)s. Mã dùng một lần, hết hạn sau %(minutes)s phút."
        " Cán bộ không bao giờ hỏi mã này."
    ),
    Kind.SUBMITTED: _(
        "%(centre)s đã nhận được hồ sơ %(code)s (%(procedure)s). Chúng tôi sẽ trả lời trước %(answer_by)s."
    ),
    Kind.ACCEPTED: _("Hồ sơ %(code)s đã được tiếp nhận. Hẹn trả kết quả: %(due)s, tại %(centre)s."),
    Kind.SUPPLEMENT_ASKED: _(
        "Hồ sơ %(code)s còn thiếu giấy tờ. Xin ông/bà xem danh sách và bổ sung tại %(address)s hoặc tại %(centre)s."
    ),
    Kind.REFUSED: _("Hồ sơ %(code)s chưa thể tiếp nhận. Lý do và việc có thể làm tiếp: %(address)s"),
    Kind.STOPPED: _("Hồ sơ %(code)s đã dừng giải quyết. Xem thông báo tại %(address)s"),
    Kind.DECIDED: _("Hồ sơ %(code)s đã có kết quả. Mời ông/bà nhận tại %(centre)s. Giờ làm việc: %(hours)s."),
    Kind.RETURNED: _("Kết quả hồ sơ %(code)s đã được trao. Cảm ơn ông/bà. Góp ý tại %(address)s"),
    Kind.LATE_APOLOGY: _(
        "%(centre)s xin lỗi ông/bà: hồ sơ %(code)s chưa xong đúng hẹn. Hẹn lại: %(due)s. Lý do: %(reason)s"
    ),
}
