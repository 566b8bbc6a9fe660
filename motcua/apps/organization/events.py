"""The facts organization publishes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreCalendarChanged:
    """v1 - a centre goes by another calendar from now on; its running promises may be told anew."""

    centre_id: int
    calendar: str
