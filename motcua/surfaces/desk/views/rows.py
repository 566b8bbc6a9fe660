"""Rows of the work list as HTML, written by hand: this table is drawn all day, and twenty rows through the
template engine cost more than everything else on the page. Every value is escaped here; a test tries it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.values import Light
from motcua.surfaces.desk.episodes.listing import Line
from motcua.ui import format as say

_NOBODY = "00000000-0000-0000-0000-000000000000"


def rows(lines: Iterable[Line], *, tab: str) -> SafeString:
    """The `tr` elements of some lines."""
    address = reverse("desk:dossier", args=[_NOBODY]).split(_NOBODY)
    words = {"wait": _("chờ trả lời"), "submitted": _("khi tiếp nhận"), "unknown": _("chưa xác định")}
    drawn = "".join(_row(line, address, _promised(line, tab=tab, words=words)) for line in lines)
    return mark_safe(drawn)  # noqa: S308 -- each value was escaped in _row and _promised


def _row(line: Line, address: list[str], promised: str) -> str:
    row, title = line.row, escape(line.title)
    link = f"{address[0]}{row.id}{address[1]}"
    return (
        f'<tr data-href="{link}"><td><span class="tag {row.light.value}">{escape(line.light)}</span></td>'
        f'<td class="num">{escape(line.remaining)}</td><td class="code"><a href="{link}">{escape(line.code)}</a></td>'
        f'<td class="cut" title="{title}">{title}</td><td>{escape(row.owner_name)}</td><td>{escape(line.step)}</td>'
        f'<td>{escape(line.channel)}</td><td class="num">{promised}</td></tr>\n'
    )


def _promised(line: Line, *, tab: str, words: dict[str, str]) -> str:
    """The last column: when the result is promised, or why no date stands there."""
    row = line.row
    if tab == "intake" and row.due_at is not None:
        return say.short_when(row.due_at)
    if row.light is Light.PAUSED:
        return f'<span class="soft">{escape(words["wait"])}</span>'
    if row.state == DossierState.SUBMITTED:
        return f'<span class="soft">{escape(words["submitted"])}</span>'
    if row.promised is not None:
        return say.short_when(row.promised)
    return f'<span class="unknown">{escape(words["unknown"])}</span>'
