"""The log of the centre: what was commanded, the newest seal, and who looked at one dossier."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.apps.audit import queries as audit
from motcua.apps.audit.values import EntryRow
from motcua.apps.dossiers import queries as dossiers
from motcua.base.db import scope
from motcua.base.guards import ActorRequest, enter
from motcua.kernel.errors import NotFound
from motcua.surfaces.console.forms.audit import CodeForm, LogForm
from motcua.surfaces.console.forms.people import begin_of, end_of
from motcua.surfaces.console.views._page import PAGE_SIZE, READERS_OF_THE_LOG, centre_of, page_number, show
from motcua.surfaces.console.views._people import names_of
from motcua.surfaces.console.views.trouble import trouble_of


@enter(*READERS_OF_THE_LOG)
@require_safe
def show_log(request: ActorRequest) -> HttpResponse:
    """The commands given at this centre, newest first."""
    form = LogForm(request.GET or None)
    right = form.is_valid() or not form.is_bound
    asked = form.cleaned_data if right and form.is_bound else {}
    page = audit.entries_for(
        centre_id=centre_of(request), page=page_number(request), size=PAGE_SIZE, **_narrowed(asked)
    )
    names = names_of(label for row in page.rows for label in (row.actor, _stood_in_for(row)) if label)
    query = urlencode({key: request.GET[key] for key in ("command", "day") if request.GET.get(key)}) if right else ""
    rows = [(row, names[row.actor], names.get(_stood_in_for(row), "")) for row in page.rows]
    context = {"form": form, "page": page, "rows": rows, "query": query, "head": audit.head(), "code_form": CodeForm()}
    context |= {"trouble": trouble_of(request)}
    return show(request, "audit", context, tab="audit", status=200 if right else 422)


@enter(*READERS_OF_THE_LOG)
@require_safe
def show_looks(request: ActorRequest) -> HttpResponse:
    """Who looked at one dossier of this centre, by its code."""
    form = CodeForm(request.GET or None)
    looks, status = _looks(request, form) if form.is_bound else ((), 200)
    names = names_of(look.actor for look in looks)
    context = {"form": form, "rows": [(look, names[look.actor]) for look in looks], "found": status == 200}
    return show(request, "looks", context, tab="audit", status=status)


def _narrowed(asked: dict[str, Any]) -> dict[str, Any]:
    """The filter in the words of the query."""
    day = asked.get("day")
    found: dict[str, Any] = {"command": asked.get("command", "")}
    return {**found, "since": begin_of(day), "until": end_of(day)} if day else found


def _stood_in_for(row: EntryRow) -> str:
    """The label of whom the actor stood in for; '' where nobody."""
    return "" if row.acting_for is None else f"staff:{row.acting_for}"


def _looks(request: ActorRequest, form: CodeForm) -> tuple[Any, int]:
    """The looks and the status to answer; a code nobody knows here is told beside the field."""
    if not form.is_valid():
        return (), 422
    try:
        dossier_id = dossiers.id_of_code(code=form.cleaned_data["code"], centre_id=centre_of(request))
    except NotFound as missing:
        form.add_error("code", _("Trung tâm không có hồ sơ mang mã này."))
        return (), missing.status
    with scope.opened(dossier_id):
        return audit.looks_at(dossier_id), 200
