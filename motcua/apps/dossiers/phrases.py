"""Sentences of this app, said in more than one place."""

from django.utils.translation import gettext_lazy as _

NOTHING_TO_DO = _("Ông/bà chưa phải làm gì thêm.")
TERM_UNKNOWN = _("Thời hạn chưa xác định, nên chưa hẹn ngày trả.")
COMPONENT_TITLE_MISSING = _("Xin ghi tên giấy tờ.")
