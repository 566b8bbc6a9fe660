"""Rows of the work list as HTML, written by hand: this table is drawn all day, and twenty rows through the
template engine cost more than everything else on the page. Every value is escaped here; a test tries it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.values import Light
from motcua.kernel import clock
from motcua.surfaces.desk.episodes import listing
from motcua.surfaces.desk.episodes.listing import Line
from motcua.ui import format as say
from motcua.ui.keeping import Kept

_NOBODY = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class Drawn:
    """The rows of one urgency (a key of `listing.GROUPS`) as HTML."""

    name: str
    count: int
    rows: SafeString


#: The urgency of a row and its HTML, by all they depend on: the row as it came, the minute, the kind of tab, the
#: language.
_rows: Kept[tuple[str, str]] = Kept(at_most=2000)


def draw(rows: Iterable[dossiers.RawRow], *, tab: str, calendar: str, now: datetime) -> tuple[Drawn, ...]:
    """The rows grouped by urgency, as they are at the minute the page's head tells."""
    minute, language, intake = clock.to_minute(now), get_language() or "", tab == "intake"
    drawn = []
    for row in rows:
        make = partial(_drawn, row, tab=tab, calendar=calendar, at=minute)
        drawn.append(_rows.get((row, minute, intake, calendar, language), make))
    return tuple(_grouped(drawn))


_ORDER = {name: place for place, name in enumerate(listing.GROUPS)}


def _grouped(drawn: Sequence[tuple[str, str]]) -> Iterator[Drawn]:
    for name, found in groupby(sorted(drawn, key=lambda one: _ORDER[one[0]]), key=lambda one: one[0]):
        made = [html for _name, html in found]
        yield Drawn(name, len(made), mark_safe("".join(made)))  # noqa: S308 -- escaped in _row and _promised


def _drawn(row: dossiers.RawRow, *, tab: str, calendar: str, at: datetime) -> tuple[str, str]:
    (line,) = listing.lines([dossiers.read(row, now=at)], calendar=calendar, now=at)
    address = reverse("desk:dossier", args=[_NOBODY]).split(_NOBODY)
    words = {"wait": _("chờ trả lời"), "submitted": _("khi tiếp nhận"), "unknown": _("chưa xác định")}
    return line.group, _row(line, address, _promised(line, tab=tab, words=words))


def _row(line: Line, address: list[str], promised: str) -> str:
    row, title = line.row, escape(line.title)
    link = f"{address[0]}{row.id}{address[1]}"
    return (
        f'<tr data-href="{link}"><td><span class="tag {row.light.value}">{escape(line.light)}</span></td>'
        f'<td class="num">{escape(line.remaining)}</td><td class="code"><a href="{link}">{escape(line.code)}</a></td>'
        f'<td class="cut" title="{title}"><span>{title}</span></td><td>{escape(row.owner_name)}</td>'
        f'<td>{escape(line.step)}</td><td>{escape(line.channel)}</td><td class="num">{promised}</td></tr>\n'
    )


def _promised(line: Line, *, tab: str, words: dict[str, str]) -> str:
    """The last column: when the result is promised, or why no date stands there."""
    row = line.row
    if tab == "intake" and row.due_at is not None:
        return say.short_when(row.due_at)
    if row.light is Light.PAUSED:
        return f'<span class="soft">{escape(words["wait"])}</span>'
    if row.state == DossierState.SUBMITTED and row.code:
        return f'<span class="soft">{escape(words["submitted"])}</span>'
    if row.promised is not None:
        return say.short_when(row.promised)
    return f'<span class="unknown">{escape(words["unknown"])}</span>'
