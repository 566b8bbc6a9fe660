"""Whether the machine's clock may end anything: people's own entries in the log are asked, not the clock."""

from __future__ import annotations

from datetime import datetime

from motcua.apps.audit import queries as audit
from motcua.apps.organization import queries as organization
from motcua.base.db import scope


def is_clock_believed(*, now: datetime) -> bool:
    """As `audit.is_believed`, asked of every centre: they share one machine, and a small one may rest for long."""
    with scope.use(scope.Scope(centres=tuple(centre.id for centre in organization.centres()))):
        return audit.is_believed(now=now, centres=scope.current().centres)
