"""The posting book: which sheet hangs where, what is out of date, hanging, photographing and taking down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.apps.files import commands as upload
from motcua.apps.files import queries as files
from motcua.apps.files.values import AdmittedBlob
from motcua.apps.procedures import commands
from motcua.apps.procedures.queries import boards
from motcua.apps.procedures.values.boards import HangingRow, PrintRow, SheetKind
from motcua.base.guards import ActorRequest, enter, takes_files
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.surfaces.console.episodes import boards as wall
from motcua.surfaces.console.forms.boards import KINDS, PLACES, HangForm, PhotoForm, TakeDownForm
from motcua.surfaces.console.views._page import (
    PAGE_SIZE,
    POSTERS,
    READERS_OF_THE_WALL,
    ask,
    attempt,
    centre_of,
    page_number,
    show,
)
from motcua.surfaces.console.views._people import names_of
from motcua.surfaces.console.views.boards import board_of, rights, who_acts
from motcua.surfaces.console.views.catalogue import today
from motcua.ui import format as told

#: What holds the photographs of a row.
HOLDER = "hanging"


@dataclass(frozen=True, slots=True)
class BookLine:
    """A row of the book as the page shows it."""

    row: HangingRow
    kind: str
    recorded_by: str
    taken_down_by: str
    photos: int


@enter(*READERS_OF_THE_WALL)
@require_safe
def show_book(request: ActorRequest) -> HttpResponse:
    """What hangs, what is out of date and why; with ?down=1 what was taken down."""
    found, centre_id, down = board_of(request), centre_of(request), request.GET.get("down") == "1"
    number = page_number(request)
    page = boards.hangings(centre_id=centre_id, found=found, standing=not down, number=number, size=PAGE_SIZE)
    stale = () if down else boards.out_of_date(centre_id=centre_id, found=found)
    context = {
        "page": page,
        "lines": _lines(page.rows),
        "stale": [(row, KINDS[row.kind]) for row in stale],
        "down": down,
        "query": "down=1" if down else "",
        **rights(request),
    }
    return show(request, "board_book", context, tab="boards")


@enter(*READERS_OF_THE_WALL)
@require_safe
def show_hanging(request: ActorRequest, hanging_id: UUID) -> HttpResponse:
    """One row of the book with its photographs, and what has changed since it was printed."""
    return _show_hanging(request, hanging_id, form=PhotoForm())


@enter(*POSTERS)
@require_http_methods(["GET", "HEAD", "POST"])
@takes_files
def hang(request: ActorRequest) -> HttpResponse:
    """Enter that a print hangs somewhere; `replaces` names the row it takes the place of."""
    found, replaced = board_of(request), _replaced(request)
    prints = boards.prints(centre_id=centre_of(request), found=found, **_offered(request, replaced))
    form, status = _hang_form(request, prints, replaced), 200

    def act(data: Mapping[str, Any]) -> str:
        photo = _admitted(request)
        said = {"place": data["place"], "since": data["since"], "replaces": replaced.id if replaced else None}
        sheets = [UUID(key) for key in data["sheet"]]
        n = wall.hang_all(sheet_ids=sheets, photo=photo, **said, **who_acts(request))
        return ngettext("Đã ghi %(n)s tờ vào sổ niêm yết.", "Đã ghi %(n)s tờ vào sổ niêm yết.", n) % {"n": n}

    if form.is_bound:
        done, status = attempt(form, act)
        if done is not None:
            messages.success(request, done)
            return redirect("console:board_book")
    context = {"form": form, "codes": request.GET.get("codes") == "1", "replaced": replaced, "places": PLACES}
    return show(request, "board_hang", context, tab="boards", status=status)


@enter(*POSTERS)
@require_POST
@takes_files
def add_photo(request: ActorRequest, hanging_id: UUID) -> HttpResponse:
    """Keep a further photograph with a row."""
    form = PhotoForm(request.POST, request.FILES)

    def act(_data: Mapping[str, Any]) -> str:
        photo = _admitted(request)
        assert photo is not None
        commands.add_photo(hanging_id=hanging_id, photo=photo, **who_acts(request))
        return _("Đã lưu ảnh.")

    done, status = attempt(form, act)
    if done is None:
        return _show_hanging(request, hanging_id, form=form, status=status)
    messages.success(request, done)
    return redirect("console:board_hanging", hanging_id)


@enter(*POSTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request: ActorRequest, hanging_id: UUID) -> HttpResponse:
    """Enter that a sheet was taken down; its row stays in the book."""
    row = boards.hanging(hanging_id, centre_id=centre_of(request), found=board_of(request))

    def act(data: Mapping[str, Any]) -> str:
        commands.take_down(hanging_id=hanging_id, day=data["day"], reason=data["reason"], **who_acts(request))
        return _("Đã ghi ngày gỡ. Dòng này vẫn ở trong sổ.")

    said = {"place": row.place, "since": told.day(row.since)}
    text = _("Tờ này niêm yết tại %(place)s từ %(since)s. Dòng đã ghi không bao giờ bị xóa.") % said
    words = {"heading": _("Ghi ngày gỡ tờ niêm yết?"), "text": text, "button": _("Ghi ngày gỡ")}
    form = TakeDownForm(request.POST or None, initial={"day": today()})
    return ask(request, form=form, act=act, to=reverse("console:board_book"), tab="boards", **words)


def _show_hanging(request: ActorRequest, hanging_id: UUID, *, form: PhotoForm, status: int = 200) -> HttpResponse:
    row = boards.hanging(hanging_id, centre_id=centre_of(request), found=board_of(request))
    photos = files.refs_of(holder=HOLDER, holder_ids=[row.id])[row.id]
    links = [(photo, files.link_to(ref_id=photo.id, actor=request.actor)) for photo in photos]
    context = {"line": _lines([row])[0], "photos": links, "form": form, **rights(request)}
    return show(request, "board_hanging", context, tab="boards", status=status)


def _lines(rows: Any) -> list[BookLine]:
    """Rows with the names of who wrote them and the number of photographs, in one statement each."""
    if not rows:
        return []
    names = names_of(label for row in rows for label in (row.recorded_by, row.taken_down_by) if label)
    photos = files.refs_of(holder=HOLDER, holder_ids=[row.id for row in rows])
    return [
        BookLine(
            row, str(KINDS[row.kind]), names[row.recorded_by], names.get(row.taken_down_by, ""), len(photos[row.id])
        )
        for row in rows
    ]


def _replaced(request: ActorRequest) -> HangingRow | None:
    """The row whose place is taken, where the address names one. Raises NotFound."""
    named = request.GET.get("replaces", "")
    try:
        wanted = UUID(named)
    except ValueError:
        return None
    return boards.hanging(wanted, centre_id=centre_of(request), found=board_of(request))


def _offered(request: ActorRequest, replaced: HangingRow | None) -> dict[str, Any]:
    """Prints of the replaced sheet; else the QR sheets of procedures, or all the others."""
    if replaced:
        return {"kinds": frozenset({replaced.kind}), "key": replaced.key}
    codes = frozenset({SheetKind.PROCEDURE})
    return {"kinds": codes if request.GET.get("codes") == "1" else frozenset(SheetKind) - codes}


def _hang_form(request: ActorRequest, prints: tuple[PrintRow, ...], replaced: HangingRow | None) -> HangForm:
    offered = [(str(one.id), _print_words(one)) for one in prints if one.current or replaced is None]
    asked_at = request.GET.get("printed", "")
    chosen = [str(one.id) for one in prints if replaced is not None or one.printed_at.isoformat() == asked_at]
    first = {"since": today(), "place": replaced.place if replaced else "", "sheet": chosen}
    return HangForm(request.POST or None, request.FILES or None, initial=first, prints=offered)


def _print_words(one: PrintRow) -> str:
    what = f"{KINDS[one.kind]} {one.name}".strip()
    words = _("%(what)s, %(size)s, bản in %(mark)s") % {"what": what, "size": one.size.upper(), "mark": one.mark}
    words += ", " + told.short_when(one.printed_at)
    return words if one.current else words + " – " + _("đã lỗi thời")


def _admitted(request: ActorRequest) -> tuple[AdmittedBlob, str] | None:
    """The photograph through the gate, before any transaction. Raises NotAdmitted."""
    photo = request.FILES.get("photo")
    if photo is None:
        return None
    name = photo.name or ""
    try:
        return upload.admit(stream=photo, name=name, at=clock.now()), name
    except Invalid as refused:
        raise Invalid({"photo": gettext(str(refused))}) from None
