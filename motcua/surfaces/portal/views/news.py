"""What has changed since a draft began: told to its filer before anything is filed under it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.apps.dossiers.values import DraftView
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import Change, Channel, Paper, Repeal
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.surfaces.portal.views.answers import fee_words, is_asked, term_words

#: What concerns somebody who files online, by path.
ONLINE = {"title", "exemptions", "case", "paper", f"term:{Channel.ONLINE.value}", f"fee:{Channel.ONLINE.value}"}


@dataclass(frozen=True, slots=True)
class NewsLine:
    """One thing that differs: what it was, what it is."""

    name: str
    old: str
    new: str
    of_papers: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """The version now in force and what differs in it, or the end of the procedure."""

    version_id: int
    lines: tuple[NewsLine, ...]
    since: Any = None
    repeal: Repeal | None = None
    ended: bool = False

    @property
    def told(self) -> bool:
        """Whether the filer has to read it; a new version may differ in nothing that concerns a filer."""
        return bool(self.lines) or self.ended

    @property
    def papers(self) -> bool:
        """Whether other papers are asked for."""
        return any(line.of_papers for line in self.lines)


def news_of(draft: DraftView, *, now: datetime) -> News | None:
    """What is new since the draft's version, None where that is in force; from memory."""
    version, on = procedures.version(draft.version_id), clock.local(now).date()
    try:
        present = procedures.in_force(version.procedure_code, on=on, centre_id=draft.centre_id)
    except NotFound:
        return News(0, (), repeal=procedures.repeal_of(version.procedure_code, on=on), ended=True)
    if present.id == version.id:
        return None
    case = version.case(draft.case_key)
    changes = (c for c in procedures.difference(version.id, present.id) if c.path in ONLINE)
    lines = tuple(_line(c) for c in changes if c.kind != "paper" or _concerns(c, case.name if case else ""))
    return News(present.id, lines, since=present.effective_from)


def _concerns(change: Change, case: str) -> bool:
    """A paper of the chosen case, or of any while none is chosen, that is asked for on either side."""
    asked = any(isinstance(paper, Paper) and is_asked(paper) for paper in (change.old, change.new))
    return asked and (not case or change.case == case)


def _line(change: Change) -> NewsLine:
    names = {
        "title": _("Tên thủ tục"),
        "exemptions": _("Miễn, giảm"),
        "case": _("Trường hợp"),
        "paper": _("Giấy tờ"),
        "term": _("Thời hạn"),
        "fee": _("Phí, lệ phí"),
    }
    of_papers = change.kind in {"paper", "case"}
    old, new = (_words(change.kind, value) for value in (change.old, change.new))
    return NewsLine(names[change.kind], old, new, of_papers=of_papers)


def _words(kind: str, value: Any) -> str:
    if value is None:
        return _("không có") if kind in {"paper", "case"} else _("chưa xác định")
    if kind == "term":
        return term_words(value)
    if kind == "fee":
        return fee_words(value)
    if kind == "exemptions":
        return ", ".join(f"{e.name} {e.percent_off} %" for e in value) or _("không có")
    if kind == "paper":
        counts = {"title": value.title, "originals": value.originals or 0, "copies": value.copies or 0}
        return _("%(title)s (%(originals)s bản chính, %(copies)s bản sao)") % counts
    return str(value)
