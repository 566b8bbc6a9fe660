"""Change sets: the list, a new one from a file, one of them with its differences, and the dossiers it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.states import DossierState
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.commands import changing, handed_in
from motcua.apps.procedures.values import ChangeSetView, RowReview
from motcua.base import jobs
from motcua.base.guards import ActorRequest, enter, takes_files
from motcua.kernel import clock
from motcua.kernel.paging import Page
from motcua.surfaces.console.forms import change_words
from motcua.surfaces.console.forms.changes import ChangeForm
from motcua.surfaces.console.views._page import CHANGERS, KEEPERS, PAGE_SIZE, attempt, centre_of, page_number, show
from motcua.surfaces.console.views._people import names_of
from motcua.surfaces.console.views.catalogue import today

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Rows of a set on one page.
ROWS_SHOWN = 40


@enter(*CHANGERS)
@require_safe
def show_list(request: ActorRequest) -> HttpResponse:
    """Every change set with its state."""
    page = procedures.change_sets(on=today(), number=page_number(request), size=PAGE_SIZE)
    names = names_of(label for row in page.rows for label in (row.prepared_by, row.approved_by) if label)
    rows = [
        (row, *change_words.STATES[row.state], names[row.prepared_by], names.get(row.approved_by, ""))
        for row in page.rows
    ]
    return show(request, "changes", {"page": page, "rows": rows, "prepares": _prepares(request)}, tab="changes")


@enter(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
@takes_files
def prepare(request: ActorRequest) -> HttpResponse:
    """A new change set from a file; nothing in the catalogue changes by it."""
    form, status, made = ChangeForm(request.POST or None, request.FILES or None), 200, list[int]()

    def act(_data: Mapping[str, Any]) -> str:
        decision, rows = form.decision(), form.rows()
        made.append(changing.prepare(decision=decision, rows=rows, actor=request.actor, at=clock.now()))
        return ""

    if form.is_bound:
        done, status = attempt(form, act)
        if done is not None:
            return redirect("console:change", made[0])
    return show(request, "change_new", {"form": form}, tab="changes", status=status)


@enter(*KEEPERS)
@require_safe
def empty_sheet(request: ActorRequest) -> HttpResponse:  # noqa: ARG001 -- every view is handed its request
    """The sheet an office fills."""
    answer = HttpResponse(handed_in.empty_sheet(), content_type=SHEET)
    answer["Content-Disposition"] = 'attachment; filename="mau-dot-thay-doi.xlsx"'
    return answer


@enter(*CHANGERS)
@require_safe
def show_one(request: ActorRequest, change_set_id: int) -> HttpResponse:
    """One change set: what was wrong in the file, every difference, the dossiers concerned, the rehearsal."""
    view = procedures.change_set(change_set_id, actor=request.actor, on=today())
    rows, number = procedures.review(change_set_id, on=today()), page_number(request)
    shown = rows[(number - 1) * ROWS_SHOWN : number * ROWS_SHOWN]
    context = {
        "view": view,
        "state": change_words.STATES[view.head.state],
        "page": Page(rows=shown, number=number, size=ROWS_SHOWN, total=len(rows)),
        "rows": [(row, change_words.ACTIONS[row.action], _lines(row)) for row in shown],
        "unchanged": sum(not row.changes for row in rows),
    }
    return show(request, "change", {**context, **_people(view), **_concerned(request, view)}, tab="changes")


@enter(*CHANGERS)
@require_safe
def show_dossiers(request: ActorRequest, change_set_id: int) -> HttpResponse:
    """The running dossiers of this centre that the set concerns; they keep their version."""
    view = procedures.change_set(change_set_id, actor=request.actor, on=today())
    page = dossiers.concerned(
        actor=request.actor, centre_id=centre_of(request), codes=view.codes, number=page_number(request), size=PAGE_SIZE
    )
    rows = [(row, procedures.version(row.version_id), DossierState(row.state).label) for row in page.rows]
    return show(request, "change_dossiers", {"view": view, "page": page, "rows": rows}, tab="changes")


@enter(*CHANGERS)
@require_safe
def show_rehearsed(request: ActorRequest, change_set_id: int) -> HttpResponse:
    """The dossiers this centre received in 90 days that would have been otherwise, one by one."""
    view, now = procedures.change_set(change_set_id, actor=request.actor, on=today()), clock.now()
    proposal = procedures.proposal(change_set_id, on=today())
    found = dossiers.rehearsed(actor=request.actor, centre_id=centre_of(request), proposal=proposal, now=now)
    rows, number = [row for row in found if row.differs], page_number(request)
    start = (number - 1) * PAGE_SIZE
    page = Page(rows=rows[start : start + PAGE_SIZE], number=number, size=PAGE_SIZE, total=len(rows))
    return show(request, "change_rehearsed", {"view": view, "page": page, "received": len(found)}, tab="changes")


def _people(view: ChangeSetView) -> dict[str, str]:
    """Who prepared, approved and withdrew it, by name."""
    labels = {"prepared_by": view.head.prepared_by, "approved_by": view.head.approved_by}
    labels["withdrawn_by"] = view.withdrawn_by
    names = names_of(label for label in labels.values() if label)
    return {key: names.get(label, "") for key, label in labels.items()}


def _concerned(request: ActorRequest, view: ChangeSetView) -> dict[str, Any]:
    """How many dossiers and drafts of this centre, and the rehearsal in rows with titles."""
    where: dict[str, Any] = {"actor": request.actor, "centre_id": centre_of(request), "codes": view.codes}
    told: Mapping[str, Any] = view.rehearsal or {}
    rehearsing = view.rehearsal_asked_at is not None and view.rehearsed_at is None
    return {
        "running": dossiers.concerned(**where, size=1).total,
        "drafts": dossiers.drafts_concerned(**where),
        "rehearsal": told,
        "rehearsing": rehearsing,
        "gave_up": rehearsing and jobs.has_failed("dossiers.rehearse", change_set_id=view.head.id),
    }


def _lines(row: RowReview) -> list[change_words.ChangeLine]:
    return [change_words.line_of(change) for change in row.changes]


def _prepares(request: ActorRequest) -> bool:
    return bool(request.actor.roles_at(centre_of(request)) & set(KEEPERS))
