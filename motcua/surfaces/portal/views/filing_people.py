"""Who files, and for whom: two people kept apart."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from motcua.apps.dossiers.commands import filing
from motcua.apps.dossiers.values import DraftView
from motcua.base.guards import ActorRequest
from motcua.kernel import clock
from motcua.kernel.actor import ActorKind
from motcua.surfaces.portal.forms.filing import ForWhomForm, PersonForm
from motcua.surfaces.portal.views.filing_frame import PEOPLE, go, next_page, show


def people_page(request: ActorRequest, draft: DraftView) -> HttpResponse:
    """The people page: half-filled is kept too, and the problems stand beside their fields."""
    kept: Any = draft.answers.get(PEOPLE, {})
    whom = ForWhomForm(request.POST or None, initial=kept)
    filer = PersonForm(request.POST or None, prefix="filer", initial=kept.get("filer") or _known(request))
    owner = PersonForm(request.POST or None, prefix="owner", initial=kept.get("owner", {}))
    forms = {"whom": whom, "filer": filer, "owner": owner}
    if request.method != "POST":
        return show(request, draft, PEOPLE, forms)
    _keep(request, draft, whom, filer, owner)
    now = clock.now()
    today = clock.local(now).date()
    other = bool(request.POST.get("other"))
    right = filer.check_person(today=today) & (owner.check_person(today=today) if other else True)
    if right:
        return go(draft, next_page(PEOPLE))
    return show(request, draft, PEOPLE, forms | {"other": other}, status=422)


def _keep(request: ActorRequest, draft: DraftView, whom: ForWhomForm, filer: PersonForm, owner: PersonForm) -> None:
    typed: dict[str, Any] = {name: request.POST.get(name, "") for name in whom.fields}
    for form in (filer, owner):
        assert form.prefix is not None
        typed[form.prefix] = {name: request.POST.get(form.add_prefix(name), "") for name in form.fields}
    filing.save_page(draft_id=draft.id, page=PEOPLE, answers=typed, actor=request.actor, at=clock.now())


def _known(request: ActorRequest) -> dict[str, str]:
    """What the account already says, offered and never forced."""
    if request.actor.kind is not ActorKind.CITIZEN or request.signed_in is None:
        return {}
    return {"name": request.signed_in.name}
