"""The words for why a stretch of time counts or does not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

#: By reason code; `%(name)s` is the name of the day, where it has one.
WHY = {
    "counted": _("Giờ làm việc"),
    "calendar_time": _("Tính theo ngày lịch"),
    "swapped_work": _("Ngày làm việc hoán đổi: %(name)s"),
    "new_hours": _("Giờ làm việc mới: %(name)s"),
    "weekend": _("Nghỉ hằng tuần"),
    "holiday": _("%(name)s"),
    "compensatory_off": _("%(name)s"),
    "swapped_off": _("%(name)s"),
    "outside_hours": _("Ngoài giờ làm việc"),
    "lunch": _("Nghỉ trưa"),
    "pause": _("Tạm dừng tính thời hạn"),
    "after_cutoff": _("Tiếp nhận sau giờ chốt trong ngày, tính từ ngày làm việc sau"),
    "moved_end": _("Hạn rơi vào lúc nghỉ, chuyển sang giờ làm việc kế tiếp"),
    "from_acceptance": _("Từ lúc tiếp nhận"),
}
COMPLETE_IN_HOURS = _("Đủ %(hours)d giờ lúc %(clock)s")
COMPLETE_IN_HOURS_AND_MINUTES = _("Đủ %(hours)d giờ %(minutes)d phút lúc %(clock)s")
COMPLETE = _("Hết thời hạn lúc %(clock)s")
