"""Who signs too: for procedures in which several people confirm one filing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.values import DraftView
from motcua.apps.dossiers.values.signing import PHONE_OF_WHO_FILES, SignatoryNamed
from motcua.apps.parties.values import phone_key
from motcua.apps.procedures import queries as procedures
from motcua.base.guards import ActorRequest
from motcua.kernel import clock
from motcua.surfaces.portal.forms.signers import LINK, SignerForm, WhichForm, named
from motcua.surfaces.portal.views import keeping
from motcua.surfaces.portal.views.filing_frame import PEOPLE, SIGNERS, go, onward, page_after, show


def signers_page(request: ActorRequest, draft: DraftView) -> HttpResponse:
    """The page of those who sign too; half-filled is kept."""
    roles = _roles(draft)
    if not roles:
        return go(draft, page_after(draft, PEOPLE))
    kept: Any = draft.answers.get(SIGNERS, {})
    data = request.POST or None
    which = WhichForm(data, roles=roles, initial=kept)
    others = [SignerForm(data, prefix=f"s{n}", initial=kept.get(f"s{n}", {})) for n in range(len(roles))]
    newer = False
    if data is not None:
        draft, newer = _keep(request, draft, others)
    asked = [one for n, one in enumerate(others) if data is not None and data.get("me") != str(n)]
    wrong = [one for one in asked if not _right(one)]  # each says its own problems
    wrong += [one for one in asked if one not in wrong and _is_shared(request, one, asked, draft)]
    right = which.is_valid() and not wrong
    if not newer and data is not None and (right or keeping.quiet(request)):
        return onward(request, draft, SIGNERS)
    context = {"which": which, "signers": list(zip(roles, others, strict=True)), "asked": asked, "newer": newer}
    return show(request, draft, SIGNERS, context, status=422 if data is not None else 200)


def _keep(request: ActorRequest, draft: DraftView, others: Sequence[SignerForm]) -> tuple[DraftView, bool]:
    told = request.POST
    typed: dict[str, Any] = {"me": told.get("me", "")}
    typed |= {str(one.prefix): {name: told.get(one.add_prefix(name), "") for name in one.fields} for one in others}
    return keeping.keep(request, draft, SIGNERS, typed)


def signers_of(draft: DraftView) -> tuple[SignatoryNamed, ...]:
    """Those named on the page, for the filing; () where one person signs."""
    return named(draft.answers.get(SIGNERS, {}), _roles(draft))


def _roles(draft: DraftView) -> tuple[str, ...]:
    together = procedures.version(draft.version_id).signatories
    return together.roles if together else ()


def _is_shared(request: ActorRequest, form: SignerForm, asked: Sequence[SignerForm], draft: DraftView) -> bool:
    """Whether the telephone is the filer's own or a helper's, or that of somebody named before: no proof then."""
    people: Any = draft.answers.get(PEOPLE, {})
    before = [one.cleaned_data.get("phone", "") for one in asked[: asked.index(form)] if one.is_valid()]
    phone = form.cleaned_data.get("phone", "") if form.cleaned_data.get("way") == LINK else ""
    taken = {phone_key(one) for one in (people.get("filer", {}).get("phone", ""), *before) if one}
    told = gettext("Hai người dùng chung điện thoại thì người ấy xin ký tại quầy.")
    if phone and phone_key(phone) not in taken:
        whose = dossiers.is_of_who_files(phone=phone, draft=draft, actor=request.actor)
        told = gettext(PHONE_OF_WHO_FILES) if whose else ""
    if phone and told:
        form.add_error("phone", told)
    return bool(phone and told)


def _right(form: SignerForm) -> bool:
    """Whether nothing has to be asked again; the parties app's problems go to the fields too."""
    if not form.is_valid():
        return False
    (one,) = named({"me": "-", "s0": form.cleaned_data}, [""])
    problems = one.person.problems(today=clock.local(clock.now()).date()) if one.person else {}
    for problem, text in problems.items():
        form.add_error("birth_year" if problem == "birth" else problem, gettext(text))
    return not problems
