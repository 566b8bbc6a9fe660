"""The sentences we send, by kind of message: whole, short enough for two SMS, without a person's name or number."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

BODIES = {
    "sign_in_code": _(
        "Mã đăng nhập Một cửa: %(code)s. Mã dùng một lần, hết hạn sau %(minutes)s phút."
        " Cán bộ không bao giờ hỏi mã này."
    ),
    "confirm_code": _(
        "Mã xác nhận Một cửa: %(code)s. Mã dùng một lần, hết hạn sau %(minutes)s phút."
        " Cán bộ không bao giờ hỏi mã này qua điện thoại."
    ),
    "filer_code": _(
        "Có người khai giúp ông/bà hồ sơ “%(procedure)s”. Đồng ý nộp thì đọc cho họ mã %(code)s, dùng trong"
        " %(minutes)s phút. Không đồng ý thì đừng đưa mã cho ai."
    ),
    "signatory_asked": _(
        "Mời ông/bà cùng xác nhận một hồ sơ tại %(centre)s. Xem rồi trả lời trước %(until)s: %(link)s"
        " Nếu không biết hồ sơ này, xin bỏ qua tin này."
    ),
    "signatory_declined": _(
        "Một người cùng ký hồ sơ %(code)s đã trả lời không đồng ý, nên hồ sơ chưa có kết quả."
        " Xem việc có thể làm tiếp: %(address)s"
    ),
    "all_confirmed": _("Mọi người cùng ký hồ sơ %(code)s đã xác nhận. Theo dõi tại %(address)s"),
    "submitted": _("%(centre)s đã nhận được hồ sơ %(code)s (%(procedure)s). Chúng tôi sẽ trả lời trước %(answer_by)s."),
    "accepted": _("%(centre)s đã tiếp nhận hồ sơ %(code)s. Hẹn trả kết quả: %(due)s."),
    "supplement_asked": _(
        "Hồ sơ %(code)s còn thiếu giấy tờ. Xin ông/bà bổ sung trước %(until)s tại %(address)s hoặc tại %(centre)s."
    ),
    "supplement_at_counter": _(
        "Hồ sơ %(code)s còn thiếu giấy tờ. Xin ông/bà mang đến %(centre)s trước %(until)s. Thiếu gì: hỏi %(phone)s."
    ),
    "supplement_received": _(
        "%(centre)s đã nhận bổ sung của hồ sơ %(code)s. Chúng tôi sẽ trả lời trước %(answer_by)s."
    ),
    "duty_asked": _(
        "Hồ sơ %(code)s chờ ông/bà thực hiện nghĩa vụ tài chính trước %(until)s."
        " Phải làm gì: hỏi %(centre)s, %(phone)s."
    ),
    "clock_runs": _("Hồ sơ %(code)s được giải quyết tiếp. Hẹn trả kết quả nay là: %(due)s."),
    "due_moved": _(
        "Lịch làm việc vừa thay đổi, nên hồ sơ %(code)s hẹn trả kết quả nay là: %(due)s. Xin ông/bà theo ngày này."
        " Cần hỏi: %(phone)s."
    ),
    "withdrawal_denied": _(
        "%(centre)s không đồng ý cho rút hồ sơ %(code)s, hồ sơ vẫn được giải quyết. Lý do: hỏi %(phone)s."
    ),
    "withdrawn": _("Hồ sơ %(code)s đã rút theo yêu cầu của ông/bà."),
    "refused": _(
        "Hồ sơ %(code)s chưa thể tiếp nhận. Lý do: hỏi %(centre)s, %(phone)s; có tài khoản thì xem tại %(address)s."
    ),
    "stopped": _(
        "Hồ sơ %(code)s đã dừng giải quyết. Lý do: hỏi %(centre)s, %(phone)s; có tài khoản thì xem tại %(address)s."
    ),
    "decided": _("Hồ sơ %(code)s đã có kết quả. Mời ông/bà nhận tại %(centre)s. Giờ làm việc: %(hours)s."),
    "decided_post": _(
        "Hồ sơ %(code)s đã có kết quả. %(centre)s gửi qua bưu chính đến địa chỉ ông/bà đã ghi, không phải đến nhận."
    ),
    "decided_electronic": _(
        "Hồ sơ %(code)s đã có kết quả, ông/bà không phải đến nhận. Xin đăng nhập để xem: %(address)s"
    ),
    "reopened": _(
        "Kết quả hồ sơ %(code)s đang được xem lại. Xin ông/bà chưa đến nhận; có kết quả, Trung tâm sẽ báo."
        " Cần hỏi: %(phone)s."
    ),
    "returned": _("Kết quả hồ sơ %(code)s đã được trao. Cảm ơn ông/bà."),
    "returned_post": _(
        "Kết quả hồ sơ %(code)s đã gửi qua bưu chính đến địa chỉ ông/bà đã ghi. Chưa nhận được:"
        " hỏi %(centre)s, %(phone)s."
    ),
    "returned_electronic": _(
        "Kết quả hồ sơ %(code)s đã trả bằng bản điện tử. Xin đăng nhập để xem: %(address)s Cảm ơn ông/bà."
    ),
    "late_apology": _(
        "%(centre)s xin lỗi ông/bà: hồ sơ %(code)s chưa xong đúng hẹn. Hẹn lại: %(due)s. Lý do: %(reason)s"
    ),
}

#: What form 01 promises of news, by what the filer can be reached with.
ON_PAPER = {
    "phone": _("Khi có kết quả, chúng tôi báo bằng tin nhắn đến số điện thoại ông/bà đã ghi."),
    "email": _("Khi có kết quả, chúng tôi báo đến địa chỉ thư điện tử ông/bà đã ghi."),
    "nothing": _(
        "Không có tin nhắn báo kết quả. Từ ngày hẹn, xin hỏi tại quầy, hoặc tra cứu bằng mã hồ sơ và số đã khai."
    ),
}
