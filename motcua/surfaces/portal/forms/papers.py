"""What the papers page sends beside the files, field by field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.http import QueryDict

from motcua.apps.dossiers.values.papers import PaperSaid

#: What is kept of a reason at most, so that one that is too long is shown again and can be shortened.
_MOST_KEPT: Final = 2_000


def said_in(sent: QueryDict, papers: Iterable[UUID]) -> dict[UUID, PaperSaid]:
    """What was ticked and typed of each paper."""
    return {key: _said(sent, key) for key in papers}


def _said(sent: QueryDict, key: UUID) -> PaperSaid:
    why = sent.get(f"why-{key}", "").replace("\0", "").strip()
    return PaperSaid(bring=bool(sent.get(f"bring-{key}")), spared=bool(sent.get(f"spared-{key}")), why=why[:_MOST_KEPT])
