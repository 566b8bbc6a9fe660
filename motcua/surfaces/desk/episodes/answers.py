"""What was asked for and what was answered, item by item, with the files that came for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.apps.dossiers.values import DossierView, ItemRow, SupplementRow
from motcua.apps.files import queries as files
from motcua.apps.files.values import FileRow

#: What holds the files of an answer.
HOLDER: Final = "dossiers.item"
_MISSING, _BRING, _SAID = _("Chưa có"), _("Sẽ mang đến"), _("Đã trả lời")


@dataclass(frozen=True, slots=True)
class Answered:
    """One thing asked for; what its person keeps without sending is not here."""

    item: ItemRow
    files: tuple[FileRow, ...]

    @property
    def light(self) -> str:
        """The light of its state."""
        return "new" if self.item.answered_at is None else "wait" if self.item.bring else "done"

    @property
    def label(self) -> str | Promise:
        """Its state in a word."""
        return _MISSING if self.item.answered_at is None else _BRING if self.item.bring else _SAID


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, newest first on the page."""

    row: SupplementRow
    lines: tuple[Answered, ...]


def requests_of(view: DossierView) -> tuple[Asked, ...]:
    """The requests of a dossier with their answers; one statement where something was answered, else none."""
    sent = [item.id for row in view.supplements for item in row.items if item.answered_at]
    held = files.refs_of(holder=HOLDER, holder_ids=sent) if sent else {}
    return tuple(
        Asked(row, tuple(Answered(item, held.get(item.id, ())) for item in row.items))
        for row in reversed(view.supplements)
    )
