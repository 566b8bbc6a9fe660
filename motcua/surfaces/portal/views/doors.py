"""Whose door it is, said to a visitor whose business is not the commune's."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.apps.procedures.states import Door


def door_text(door: Door | None) -> str:
    """Where to go, as a sentence; what to try when nobody's door is known."""
    texts = {
        Door.PROVINCE: _("Việc này do cấp tỉnh giải quyết. Xin liên hệ Trung tâm Phục vụ hành chính công tỉnh."),
        Door.LAND_OFFICE: _("Việc này do Chi nhánh Văn phòng đăng ký đất đai giải quyết."),
        Door.MINISTRY: _("Việc này do bộ, ngành trung ương giải quyết. Xin tra trên Cổng Dịch vụ công quốc gia."),
        Door.POLICE: _("Việc này do công an giải quyết. Xin hỏi công an xã để được chỉ đúng nơi."),
        Door.TAX: _("Việc này do cơ quan thuế giải quyết."),
        Door.CUSTOMS: _("Việc này do hải quan giải quyết."),
        Door.TREASURY: _("Việc này do kho bạc nhà nước giải quyết."),
        Door.COURT: _("Việc này do tòa án giải quyết."),
        Door.ENFORCEMENT: _("Việc này do cơ quan thi hành án dân sự giải quyết."),
        Door.NOTARY: _("Việc này thuộc về tổ chức hành nghề công chứng hoặc Sở Tư pháp."),
        Door.BAILIFF: _("Việc này do văn phòng thừa phát lại làm."),
        Door.LAWYER: _("Việc này xin hỏi luật sư hoặc trung tâm trợ giúp pháp lý."),
        Door.BANK: _("Việc này xin hỏi ngân hàng."),
        Door.POST: _("Việc này xin hỏi bưu điện hoặc bên giao hàng."),
        Door.INSURANCE: _("Việc này do cơ quan bảo hiểm xã hội giải quyết."),
        Door.EMPLOYMENT: _("Việc này xin hỏi trung tâm dịch vụ việc làm của tỉnh."),
        Door.HEALTH: _("Việc này xin hỏi trạm y tế hoặc bệnh viện."),
        Door.SCHOOL: _("Việc này xin hỏi nhà trường hoặc Sở Giáo dục và Đào tạo."),
        Door.UTILITY: _("Việc này xin gọi đơn vị cung cấp điện, nước hoặc viễn thông."),
        Door.BORDER_GUARD: _("Việc này do bộ đội biên phòng giải quyết."),
        Door.ARMY: _("Việc này do cơ quan quân sự giải quyết. Xin hỏi ban chỉ huy quân sự xã."),
        Door.EMBASSY: _("Việc này xin hỏi cơ quan đại diện của nước đó."),
        Door.EMERGENCY: _("Nếu đang nguy cấp, xin gọi ngay 113, 114 hoặc 115."),
    }
    unknown = _("Xin thử viết cách khác, xem theo lĩnh vực, hoặc gọi cho Trung tâm.")
    return texts.get(door, unknown) if door else unknown
