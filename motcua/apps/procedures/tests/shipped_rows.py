"""Rows of the shipped catalogue by code, for tests that need a real procedure."""

from __future__ import annotations

import json
from typing import Any

from motcua.apps.procedures import gateways


def shipped_rows(*codes: str) -> list[dict[str, Any]]:
    """The named rows, in the order of the file."""
    rows = (json.loads(line) for line in gateways.lines_of(gateways.SHIPPED))
    return [row for row in rows if row["code"] in codes]
