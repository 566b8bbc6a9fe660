"""Who files, and for whom: two people kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext

from motcua.apps.dossiers.commands import representing
from motcua.apps.dossiers.values import DraftView
from motcua.apps.dossiers.values.representing import REPRESENTATION
from motcua.apps.organization import queries as organization
from motcua.apps.organization.values import PlaceAsked
from motcua.apps.procedures import queries as procedures
from motcua.base.guards import ActorRequest
from motcua.kernel import clock
from motcua.kernel.actor import ActorKind
from motcua.surfaces.portal.forms.acting import ForWhomForm, mandate_in
from motcua.surfaces.portal.forms.filing import PersonForm
from motcua.surfaces.portal.views import frame, keeping
from motcua.surfaces.portal.views.filing_frame import NAME, PEOPLE, onward, show


def people_page(request: ActorRequest, draft: DraftView) -> HttpResponse:
    """The people page: half-filled is kept too, and the problems stand beside their fields."""
    forms = _forms(request, draft, draft.answers.get(PEOPLE, {}))
    if request.method != "POST":
        return show(request, draft, PEOPLE, forms)
    typed = _typed(request, forms)
    draft, newer = _keep(request, draft, typed)
    if newer or keeping.quiet(request):
        return show(request, draft, PEOPLE, forms | {"newer": newer})
    if _are_right(forms, typed):
        return onward(request, draft, PEOPLE)
    return show(request, draft, PEOPLE, forms, status=422)


def _forms(request: ActorRequest, draft: DraftView, kept: Any) -> dict[str, Any]:
    """Why and for whom, the two people, and the place each address names; who is not there is asked nothing."""
    post, other = request.POST or None, bool(request.POST.get("other"))
    said = procedures.version(draft.version_id).representation
    filer = PersonForm(post, prefix="filer", initial=kept.get("filer") or _known(request, draft))
    owner = PersonForm(
        post if other else None, prefix="owner", initial=_written(post, "owner") if post else kept.get("owner")
    )
    return {
        "whom": ForWhomForm(post, initial=kept, representation=said, helped=draft.helped),
        "filer": filer,
        "owner": owner,
        "other": other,
        "filer_place": _place(request, filer),
        "owner_place": _place(request, owner),
    }


def _written(post: Mapping[str, str], who: str) -> dict[str, str]:
    """What stands in one person's fields."""
    return {name: post.get(f"{who}-{name}", "") for name in PersonForm.base_fields}


def _are_right(forms: Mapping[str, Any], typed: Mapping[str, Any]) -> bool:
    """Whether nothing has to be asked again; what has is said beside its field."""
    asked = [_right(forms["filer"], forms["filer_place"])]
    asked.append(forms["whom"].check(typed, today=clock.local(clock.now()).date()))
    if forms["other"]:
        asked.append(_right(forms["owner"], forms["owner_place"]))
    return all(asked)


def _place(request: ActorRequest, form: PersonForm) -> PlaceAsked:
    """What the address typed (or kept) names today, and what was chosen for it."""
    return organization.ask_place(
        form.add_prefix("address_unit"),
        str(form["address"].value() or ""),
        chosen=str(form["address_unit"].value() or ""),
        on=clock.local(clock.now()).date(),
        near=frame.centre_of(request).commune_code,
    )


def _right(form: PersonForm, place: PlaceAsked) -> bool:
    """Whether nothing of this person has to be asked again; what has is said beside its field."""
    right = form.check_person(today=clock.local(clock.now()).date())
    if place.question:
        form.add_error("address", gettext(place.question))
    return right and not place.question


def _ask_for_proof(request: ActorRequest, draft: DraftView) -> None:
    """The papers page asks for what proves the representation, as soon as it is chosen and while it is."""
    mandate = mandate_in(request.POST)
    basis = mandate.basis if mandate and mandate.basis.needs_paper else None
    asked = next(
        (paper.title for paper in draft.components if paper.paper_key == REPRESENTATION and paper.required), ""
    )
    if asked != representing.paper_of(basis):
        representing.prove(draft_id=draft.id, basis=basis, actor=request.actor, at=clock.now())


def _typed(request: ActorRequest, forms: Mapping[str, Any]) -> dict[str, Any]:
    """The page as it was typed: why, and each person under their prefix."""
    typed: dict[str, Any] = {name: request.POST.get(name, "") for name in forms["whom"].fields}
    for who in ("filer", "owner"):
        typed[who] = _written(request.POST, who) | {"address_unit": forms[f"{who}_place"].kept}
    return typed


def _keep(request: ActorRequest, draft: DraftView, typed: dict[str, Any]) -> tuple[DraftView, bool]:
    draft, newer = keeping.keep(request, draft, PEOPLE, typed)
    if not newer:
        _ask_for_proof(request, draft)
    return draft, newer


def _known(request: ActorRequest, draft: DraftView) -> dict[str, str]:
    """What the filer's account already says, offered and never forced; the frame writes it in."""
    if draft.helped or request.actor.kind is not ActorKind.CITIZEN or request.signed_in is None:
        return {}
    return {"name": NAME}
