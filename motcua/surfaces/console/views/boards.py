"""The centre's wall: counts by online level, sheets to print, and long prints to fetch."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.apps.printing import queries as printing
from motcua.apps.printing.values import Size
from motcua.apps.printing.values.boards import RunState
from motcua.apps.procedures.queries import boards
from motcua.apps.procedures.values import OnlineLevel
from motcua.apps.procedures.values.boards import Board, BoardLine, SheetKind
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.kernel.paging import Page
from motcua.kernel.text import fold
from motcua.surfaces.console.episodes import boards as wall
from motcua.surfaces.console.forms.boards import PrintForm, WholeForm
from motcua.surfaces.console.forms.fact_words import LEVELS
from motcua.surfaces.console.views._page import (
    KEEPERS,
    PAGE_SIZE,
    POSTERS,
    READERS_OF_THE_WALL,
    centre_of,
    page_number,
    show,
)
from motcua.surfaces.console.views.catalogue import today

#: The word in the address of a level's list; «all» is the whole board.
UNSTATED, ALL = "unstated", "all"
UNSTATED_NAME = gettext_lazy("Chưa nêu mức độ")
#: How often the page of a long print looks again, in seconds.
LOOK_AGAIN = 3


@enter(*READERS_OF_THE_WALL)
@require_safe
def show_boards(request: ActorRequest) -> HttpResponse:
    """Figures by level, each with its list; the sheets of each field to print; what is out of date."""
    found, centre_id = board_of(request), centre_of(request)
    counts = [(c.level or UNSTATED, level_name(c.level), c) for c in boards.level_counts(found)]
    context = {
        "board": found,
        "counts": counts,
        "total": len(found.lines),
        "borrowed": sum(count.count - count.own for _slug, _name, count in counts if count.level),
        "fields": [(slug, name, wall.counts_of(found.of_field(slug))) for slug, name in found.fields().items()],
        "stale": len(boards.out_of_date(centre_id=centre_id, found=found)),
        "runs": printing.runs_of(centre_id=centre_id),
        **rights(request),
    }
    return show(request, "boards", context, tab="boards")


@enter(*READERS_OF_THE_WALL)
@require_safe
def show_level(request: ActorRequest, level: str) -> HttpResponse:
    """The procedures behind one figure."""
    found = board_of(request)
    if level not in {*OnlineLevel, UNSTATED, ALL}:
        raise Http404
    lines = found.lines if level == ALL else found.at_level(None if level == UNSTATED else OnlineLevel(level))
    heading = {ALL: _("Mọi thủ tục niêm yết"), UNSTATED: UNSTATED_NAME}.get(level) or LEVELS[OnlineLevel(level)]
    words = request.GET.get("q", "").strip()[:80]
    page = _cut(_said(lines, words), page_number(request))
    rows = [(line, level_name(line.level)) for line in page.rows]
    context = {"heading": heading, "page": page, "rows": rows, "words": words, **rights(request)}
    context["query"] = urlencode({"q": words}) if words else ""
    return show(request, "board_level", context, tab="boards")


@enter(*POSTERS)
@require_POST
def print_sheet(request: ActorRequest) -> HttpResponse:
    """One sheet as a PDF, noted in the book as printed."""
    form = PrintForm(request.POST)
    if not form.is_valid():
        raise Http404
    kind, key, size = SheetKind(form.cleaned_data["kind"]), form.cleaned_data["key"], form.cleaned_data["size"]
    pdf = wall.print_sheet(found=board_of(request), kind=kind, key=key, size=Size(size), **who_acts(request))
    return _pdf(pdf, f"niem-yet-{kind}-{key or 'bia'}-{size}")


@enter(*POSTERS)
@require_POST
def print_whole(request: ActorRequest) -> HttpResponse:
    """Ask for the whole board, or for many QR sheets, and go to the page where it will be."""
    form = WholeForm(request.POST)
    if not form.is_valid():
        raise Http404
    found, field = board_of(request), form.cleaned_data["field"]
    who = {"size": Size(form.cleaned_data["size"]), **who_acts(request)}
    if form.cleaned_data["what"] == "board":
        run = wall.ask_whole(found=found, title=_("Cả bảng niêm yết"), **who)
    else:
        name = found.fields().get(field) or _("mọi lĩnh vực")
        run = wall.ask_codes(found=found, field=field, title=_("Tờ QR: %(field)s") % {"field": name}, **who)
    return redirect("console:board_run", run)


@enter(*READERS_OF_THE_WALL)
@require_safe
def show_run(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """How far a long print is, and where to fetch it; the page looks again by itself."""
    run = printing.run(run_id, centre_id=centre_of(request))
    waited = int((clock.now() - run.asked_at).total_seconds())
    response = show(request, "board_run", {"run": run, "waited": waited, "again": LOOK_AGAIN}, tab="boards")
    if run.state is RunState.WAITING:
        response["Refresh"] = str(LOOK_AGAIN)
    return response


@enter(*READERS_OF_THE_WALL)
@require_safe
def fetch_run(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """The PDF of a finished long print."""
    centre_id = centre_of(request)
    run = printing.run(run_id, centre_id=centre_id)
    return _pdf(printing.pdf_of_run(run_id, centre_id=centre_id), f"niem-yet-{run.asked_at:%y%m%d}-{run.size}")


def board_of(request: ActorRequest) -> Board:
    """The present centre's board of today."""
    return boards.board(centre_id=centre_of(request), on=today())


def rights(request: ActorRequest) -> dict[str, bool]:
    """Whether this person prints and hangs, and whether they keep what the centre says."""
    held = request.actor.roles_at(centre_of(request))
    return {"posts": bool(held & set(POSTERS)), "keeps": bool(held & set(KEEPERS))}


def who_acts(request: ActorRequest) -> dict[str, Any]:
    """Where, who and when, as every command asks."""
    return {"centre_id": centre_of(request), "actor": request.actor, "at": clock.now()}


def level_name(level: OnlineLevel | None) -> str | Promise:
    """A level in the reader's language."""
    return LEVELS[level] if level else UNSTATED_NAME


def _said(lines: tuple[BoardLine, ...], words: str) -> tuple[BoardLine, ...]:
    """The lines whose code or title holds the words, with or without tone marks."""
    wanted = fold(words)
    return tuple(line for line in lines if wanted in f"{line.code} {fold(line.title)}")


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _cut(lines: tuple[BoardLine, ...], number: int) -> Page[BoardLine]:
    start = (number - 1) * PAGE_SIZE
    return Page(rows=lines[start : start + PAGE_SIZE], number=number, size=PAGE_SIZE, total=len(lines))
