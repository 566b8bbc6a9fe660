"""Giving numbers: codes that are unique and may have gaps, and gapless ones that come with their row."""

from __future__ import annotations

from motcua.apps.numbering.commands.issuing import issue
from motcua.apps.numbering.commands.leasing import forget_leases, take_code

__all__ = ["forget_leases", "issue", "take_code"]
