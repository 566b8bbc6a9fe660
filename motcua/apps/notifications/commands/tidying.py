"""What the `file` channel wrote is not kept for ever: it holds telephone numbers and what was said."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.conf import settings

from motcua.apps.notifications import gateways
from motcua.kernel import clock

log = structlog.get_logger("notifications")


def forget_outgoing(*, at: datetime) -> int:
    """Remove the files of days longer ago than settings.OUTGOING_KEPT_DAYS; how many went."""
    gone = gateways.forget_outgoing(before=clock.local(at).date() - timedelta(days=settings.OUTGOING_KEPT_DAYS))
    log.info("outgoing.forgotten", files=gone)
    return gone
