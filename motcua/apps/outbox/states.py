"""States of a message on its way out."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DeliveryState(TextChoices):
    """pending → sent → acknowledged, or waiting (when, why), or parked for a person."""

    PENDING = "pending", _("Chờ gửi")
    SENT = "sent", _("Đã gửi")
    ACKNOWLEDGED = "acknowledged", _("Nơi nhận đã báo nhận")
    WAITING = "waiting", _("Sẽ gửi lại")
    PARKED = "parked", _("Cần người xem")
